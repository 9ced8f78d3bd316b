"""Below the views: downloads, guide, model cards."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import networks, sections
from seqdemo.app.sections import array_file, table_file, text_file
from seqdemo.core.percent import percent
from seqdemo.core.trace import Trace
from seqdemo.demos.next_word.page import answers
from seqdemo.demos.next_word.page.state import NAME, NETWORKS, STATE

COUNTED = {2: "two", 3: "three", 4: "four", 5: "five"}
Ends = tuple[float, float]

GUIDE = """
- **The next word.** After every word the network gives each of its 9,759 words and marks a
  probability; the likeliest three are its suggestions. It has no other knowledge than which words
  tend to follow which.
- **Memory.** The next word is read off its *hidden state*: 720 numbers that change with every
  word. An LSTM also hands on as many of its *cell state*. That is all it knows of the text.
- **A blank** has words on both sides. A second layer reads from the right, from the last word to
  the first; what both think likely is multiplied, and divided by how common a word is anyway. A
  fitted power below 1 weakens each of the three, as both sides often know the same.
- **Surprise** is −log₂ of a word's probability: 1 bit where it was one half, 10 bits where it was
  one in a thousand. Two to the power of its mean is the *perplexity*.
- **Long memory.** To say *Italian* after *I grew up in Italy*, a network must carry the country
  through everything between. A plain RNN writes its whole state anew at every word; the gates of a
  GRU or an LSTM can keep a part of it. All three were trained alike and have as many recurrent
  weights. Whether a network learns to remember is a matter of its training, too: of another course,
  an RNN may make more.
- **The gradient** says how much the answer would change if a word changed a little. Where it is
  next to nothing, a small change of that word would not have mattered.
"""
MORE = """\
- **The 4-gram model**, below the suggestions, knows nothing but the last three words, and has
  counted what followed them in the same sentences.
"""
"""What stands behind the switch "More inside"."""


def downloads(text: str) -> None:
    """The text, and what the network did at each of its words."""

    def trace() -> Trace:
        return answers.read(text)

    sections.downloads(
        text_file(lambda: f"{text}\n", "text", "text", "Your text"),
        array_file(trace, "next-word", "Every state, gate and score of the network"),
        table_file(trace, "next-word"),
    )


def how_trained() -> str:
    """A caption for curves of the three: how they were trained, from their cards."""
    cards = [networks.card(NAME, network) for network in NETWORKS]
    (updates,) = {card["recipe"]["max_steps"] for card in cards}
    (times,) = {len(card["seeds"]) for card in cards}
    return (
        f"All three learned by one course of {updates:,} updates, {COUNTED[times]} times each from "
        "other random numbers. A line is the network you see above, the best of its kind; the band "
        "behind it goes from the worst to the best. The gates of the LSTM and the GRU were set in "
        "the beginning to keep things for 1 to 80 words; an RNN has none to set."
    )


def curves(metric: str) -> tuple[dict[str, dict[int, float]], dict[str, dict[int, Ends]]]:
    """A measure of the three by distance, and its least and greatest value among all trainings."""
    shares, spread = {}, {}
    for network in NETWORKS:
        card = networks.card(NAME, network)
        found = card["metrics"][metric]
        shares[network] = {int(far): share for far, share in found.items()}
        every = [seed[metric] for seed in card["seeds"].values()]
        spread[network] = {
            int(far): (min(one[far] for one in every), max(one[far] for one in every))
            for far in found
        }
    return shares, spread


def explorer_link(label: str, network: str, text: str) -> None:
    """A way to the states of a network while it reads a text."""
    query = {"from": NAME, "cell": network, "text": text}
    st.page_link("pages/explorer.py", label=f"{label} →", query_params=query)


def guide() -> None:
    """What a newcomer needs to know."""
    sections.guide(GUIDE if STATE.simple else GUIDE + MORE)


def about() -> None:
    """What the networks are, and what they cannot do, from their cards."""
    if STATE["view"] in ("keyboard", "blank"):
        _about_keyboard()
    else:
        for network, name in NETWORKS.items():
            _about_memory(network, name)


def _about_keyboard() -> None:
    card = networks.card(NAME, answers.KEYBOARD)
    scores = card["metrics"]
    sections.about(
        "About this network and what it cannot do: LSTM from both sides",
        card,
        sections.limits(card),
        f"In 2,987 everyday sentences it was not trained on, the next word or mark is its first "
        f"suggestion **{percent(scores['top1'], 1)}** of the time and among its three "
        f"**{percent(scores['top3'], 1)}**; the 4-gram model's {percent(scores['ngram_top1'], 1)} "
        f"and {percent(scores['ngram_top3'], 1)}. Its perplexity is {scores['perplexity']:.1f}; "
        f"taking every suggestion as soon as it shows saves "
        f"{percent(scores['saved_keystrokes'], 0)} of the keystrokes. "
        f"With the words after it as well, a blank is filled rightly "
        f"{percent(scores['blank_top1'], 1)} of the time.",
    )


def _about_memory(network: str, name: str) -> None:
    card = networks.card(NAME, network)
    found = card["metrics"]["country_by_distance"]
    shares = ", ".join(
        f"{percent(found[words], 0)} after {words} words" for words in ("0", "20", "60")
    )
    sections.about(
        f"About this network and what it cannot do: {name}",
        card,
        sections.limits(card),
        f"Right answers about the country: {shares}.",
    )
