"""Below the picture: warning, downloads, guide, model cards."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import sections
from seqdemo.app.sections import array_file, picture_file, table_file, text_file
from seqdemo.core.trace import Trace
from seqdemo.demos.captioner.closeness import FAR
from seqdemo.demos.captioner.page import answers, stage, state
from seqdemo.demos.captioner.page.state import STATE
from seqdemo.demos.captioner.picture import caption_picture
from seqdemo.demos.captioner.prepared_photo import PreparedPhoto
from seqdemo.demos.captioner.query import Network
from seqdemo.demos.captioner.words import sentence
from seqdemo.views.unroll_picture import png

_FILE = "caption"
WRONG = "Wrong sentences are part of the lesson: look where they come from."
ODD = "What would you say of this picture, if these were all you had ever seen, with their words?"
GUIDE = """
- **Two networks.** A convolutional network (EfficientNet-Lite0) looks at the whole photo, squashed
  to 256 × 256 pixels, and sums up each of 8×8 regions. A recurrent network, an LSTM, then writes
  the sentence, one word at a time.
- **Words are numbers to it.** A word comes in as its *embedding*, learned numbers that stand for
  it. The network that looks is called the *encoder*, the one that writes the *decoder*.
- **Attention** is a set of 64 shares that add up to 100\u00a0%: how much of what each region shows
  is passed on for this word. A word such as *is* hardly depends on it: it comes as surely with a
  look at another photo. It shows what the network used, which is not always why it chose a word.
- **Click any word**, in the bars or in the tree, and the sentence goes on from there.
- **How sure** it was is the geometric mean of its probabilities of all words: what one word had on
  average. That does not make this sentence right, though on photos it was not trained on,
  sentences it was surer of matched people's captions better.
- **Whether it knows such photos** is measured too: how far what the encoder sees lies from
  the photos it was trained on. On a blank sheet, a drawing or a screenshot it says something all
  the same, and can be sure of it: of such pictures it knows nothing.
- **Did it look?** paints parts of the photo over and asks again. A word that stays as likely as it
  was did not need what is hidden now.
"""
MORE = """\
- **One column is one word.** Below, where it looked before it spoke; in the middle its memory, the
  *hidden state*, one small square a unit, blue for −1 and orange for +1; on top, the words it
  thought might come next.
- **Beam search** keeps several beginnings of sentences alive at once, as the likeliest first word
  need not begin the likeliest sentence. *What else it considered* shows all of them.
- **nats** measure log-probabilities: 0 is certain, −0.69 is one half, −2.3 is one tenth.
"""
"""What stands behind the switch "More inside"."""


def warning(photo: PreparedPhoto) -> None:
    """The first thing the networks cannot do, where nobody overlooks it."""
    network = state.shown_networks()[0]
    limits, near = answers.card(network)["limits"], answers.closeness_of(network)
    asked = state.query(photo, network)
    distance = answers.answer(photo, asked, STATE["said"]).distance
    odd = near is not None and distance is not None and near.rank(distance) >= FAR
    st.caption(f"{limits[0]} {ODD if odd else WRONG}")


def downloads(photo: PreparedPhoto) -> None:
    """The caption, the trace and the picture of the first network shown."""
    if STATE.hides("downloads"):
        return
    network, *others = state.shown_networks()
    # Read now: when a file is made, nobody's session is at hand.
    asked, said = state.query(photo, network), STATE["said"]

    def trace() -> Trace:
        return answers.answer(photo, asked, said).trace

    sections.downloads(
        text_file(lambda: f"{sentence(trace().inputs[1:])}\n", _FILE, "caption", "The sentence"),
        array_file(trace, _FILE, "Every state, gate, look and score of the network"),
        table_file(trace, _FILE),
        picture_file(
            lambda: png(caption_picture(trace(), photo.shown)),
            _FILE,
            "The photo once for every word, with where the network looked",
        ),
        of=stage.TITLES[network] if others else "",
    )


def guide() -> None:
    """What a newcomer needs to know to read the picture."""
    sections.guide(GUIDE if STATE.simple else GUIDE + MORE)


def about() -> None:
    """What the networks are, and what they cannot do, from their cards."""
    for network in state.shown_networks():
        _about(network)


def _about(network: Network) -> None:
    card = answers.card(network)
    scores = card["metrics"]
    sections.about(
        f"About this network and what it cannot do: {stage.TITLES[network]}",
        card,
        sections.limits(card),
        f"On 1,000 photos it was not trained on, beam {card['beam_width']} and length penalty "
        f"{card['length_penalty']} give **BLEU-4 {scores['bleu4']:.1f}** of 100 against five "
        f"captions that people wrote (BLEU-1 {scores['bleu1']:.1f}) and CIDEr-D "
        f"{scores['cider']:.2f} of 10; {scores['distinct']} different sentences of "
        f"{scores['mean_length']:.1f} words on average. To compare: Xu et al. (2015) report "
        "BLEU-4 21.3 on the test photos of this data set for hard attention, with a far "
        "larger encoder.",
        *_kinship(network),
        known=f"Knows {card['config']['vocab_size'] - 4:,} words.",
    )


def _kinship(network: Network) -> tuple[str, ...]:
    near = answers.closeness_of(network)
    if near is None:
        return ()
    return (
        f"How far a photo is from those it was trained on tells {near.odd} odd pictures (blank "
        "sheets, noise, drawings, charts, pages, screenshots, microscope and space pictures) from "
        f"{near.photos:,} new photos with AUC **{near.auc:.3f}**: of such a pair, the odd one is "
        "nearly always further away.",
    )
