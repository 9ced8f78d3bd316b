"""At the foot of the page: limits, downloads, guide, model cards."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import sections
from seqdemo.app.sections import array_file, table_file, text_file
from seqdemo.core.trace import Trace
from seqdemo.demos.translation.languages import DIRECTIONS, LANGUAGES
from seqdemo.demos.translation.page import answers, state
from seqdemo.demos.translation.page.compare import TITLES
from seqdemo.demos.translation.page.state import NETWORKS, STATE

_FILE = "translation"
GUIDE = """
- **Two networks in one.** The *encoder* reads the sentence from both ends, piece by piece; the
  *decoder* says it in another language, piece by piece. What one hands to the other is a *vector*:
  the strip of colours between them.
- **Pieces.** Frequent words are one piece, rare ones are put together from several: `·` goes on
  with the word before it, `␣` is a space alone. So it can spell almost any word, and gets right
  those it saw often. In training the words that it read were cut at random, another way each time:
  so it learned what parts mean.
- **One column is one piece.** Below, the piece that was read; in the middle the *hidden state*, one
  small square a unit, blue for −1 and orange for +1; on top, in the decoder, what it thought might
  come next. Click another one: it goes on from there.
- **Attention** says how much of each piece's encoder state is passed on for the next piece: shares
  that add up to 100\u00a0%. Click a square of the table, and it looks there alone. It shows what
  the network used, which is not always why it chose a word.
- **Without attention** all that the decoder knows of the sentence is the vector. Watch what happens
  to long sentences.
- **The search** keeps several beginnings alive at once, as the likeliest first piece need not begin
  the likeliest translation.
- **Reading back.** The network with attention knows both directions. It reads each finished
  translation, and the better it finds your sentence again, the higher that translation ranks: a
  translation that leaves something out makes your sentence unlikely. Under the tree every part of
  the score is listed, and *How it searches* sets the weights.
- **BLEU** compares with a translation by a person: 100 would be the same words in the same order.
  It counts shared runs of up to four words.
- **What it knows** are 29,000 captions of photos. Of these 29 say *not*: it leaves a *not* out or
  makes another word of it, and you can try to make it look there.
- **nats** measure log-probabilities: 0 is certain, −0.69 is one half, −2.3 is one tenth.
"""


def limits() -> None:
    """What the networks know, where nobody overlooks it."""
    st.caption(answers.card(STATE["network"])["limits"][0])


def downloads(text: str) -> None:
    """The translation and its trace."""
    if STATE.hides("downloads"):
        return
    # Read now: when a file is made, nobody's session is at hand.
    network, asked = STATE["network"], state.query(text)

    def trace() -> Trace:
        return answers.answer(network, asked).trace

    sections.downloads(
        text_file(
            lambda: f"{text}\n{answers.answer(network, asked).text}\n",
            _FILE,
            "translation",
            "The sentence and its translation",
        ),
        array_file(trace, _FILE, "Every state, gate, look and score of encoder and decoder"),
        table_file(trace, _FILE),
    )


def guide() -> None:
    """What a newcomer needs to know to read the page."""
    sections.guide(GUIDE)


def about() -> None:
    """What the networks are, how good, and what they cannot do."""
    for network in NETWORKS:
        card, found = answers.card(network), answers.measures(network)
        rows = [
            f"| {LANGUAGES[way.source]} to {LANGUAGES[way.target]} | {figures['bleu']:.1f} | "
            f"{figures['bleu_lc']:.1f} | {figures['chrf']:.1f} |"
            for name, figures in found.directions.items()
            for way in [DIRECTIONS[name]]
        ]
        signature = next(iter(found.directions.values()))["signature"]
        sections.about(
            f"About this network and what it cannot do: {TITLES[network]}",
            card,
            sections.limits(card),
            "\n".join(
                [
                    f"| {found.sentences:,} test sentences | BLEU | in lower case | chrF |",
                    "|---|---|---|---|",
                    *rows,
                ]
            ),
            f"Detokenised, beam {card['beam_width']}, sacrebleu `{signature}`. The best recurrent "
            "networks of the field reach 40.3 from English to German, in lower case; a small "
            "Transformer 41.0 (Wu et al., 2021).",
            known=f"Knows {card['config']['vocab_size']:,} pieces of words.",
        )
