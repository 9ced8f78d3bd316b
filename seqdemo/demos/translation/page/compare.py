"""Below the pictures: networks compared, there and back, lengths."""

from __future__ import annotations

import difflib

import streamlit as st

from seqdemo.app.markdown import literal
from seqdemo.app.sections import CHART
from seqdemo.demos.translation.languages import DIRECTIONS, LANGUAGES
from seqdemo.demos.translation.page import answers
from seqdemo.demos.translation.page.state import NETWORKS, STATE
from seqdemo.views.quality_by_length import quality_by_length

TITLES = {"attention": "With attention", "plain": "Without attention"}


def both(text: str) -> None:
    """What each network says of the sentence by its own search."""
    if STATE.hides("compare"):
        return
    opened = st.expander("With and without attention", key=STATE.key("compare"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        for column, network in zip(st.columns(len(NETWORKS)), NETWORKS, strict=True):
            with column:
                st.markdown(f"**{TITLES[network]}**")
                st.markdown(_said_by(network, text))


def _said_by(network: str, text: str) -> str:
    """A network's translation, or that it has not learned this direction."""
    if not answers.knows(network, STATE["way"]):
        ways = " and ".join(map(state_words, answers.card(network)["directions"]))
        return f"It was trained for {ways} only."
    return literal(answers.text(network, text, STATE["way"])) or "(nothing)"


def lengths() -> None:
    """How both fail as sentences get longer, on the test sentences."""
    if STATE.hides("lengths"):
        return
    name = "How both fail as sentences get longer"
    opened = st.expander(name, key=STATE.key("lengths"), on_change="rerun")
    if opened.open:
        with opened:
            _curves()


def _curves() -> None:
    way = STATE["way"]
    found = {network: answers.measures(network) for network in NETWORKS}
    curves = {
        TITLES[name]: each.lengths[way] for name, each in found.items() if way in each.lengths
    }
    st.plotly_chart(quality_by_length(curves), config=CHART, key=STATE.key("#lengths"))
    st.caption(
        f"{state_words(way)}: BLEU of 100 on the {found['attention'].sentences:,} test sentences, "
        "by the length of the source. The longest are two, three and four captions, one behind the "
        "other: in training there were none like these." + _missing(len(curves))
    )


def _missing(curves: int) -> str:
    """Where to see both networks, if this direction has one curve only."""
    ways = " and ".join(map(state_words, answers.card("plain")["directions"]))
    both = f" The network without attention learned {ways} only: take that to see both."
    return both if curves < len(NETWORKS) else ""


def state_words(way: str) -> str:
    """A direction in words."""
    direction = DIRECTIONS[way]
    return f"{LANGUAGES[direction.source]} to {LANGUAGES[direction.target]}"


def back_again(text: str, translation: str) -> None:
    """The translation translated back, with what has changed in bold."""
    if STATE.hides("back"):
        return
    direction = DIRECTIONS[STATE["way"]]
    opened = st.expander("There and back again", key=STATE.key("back"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        # By the network that has learned all directions.
        if not translation:
            st.markdown("There is nothing to translate back.")
            return
        returned = answers.text(answers.MAIN, translation, direction.back.name)
        st.markdown(
            f"{LANGUAGES[direction.source]}: {literal(text)}  \n"
            f"{LANGUAGES[direction.target]}: {literal(translation)}  \n"
            f"{LANGUAGES[direction.source]}: {changes(text, returned)}"
        )


def changes(before: str, after: str) -> str:
    """`after` as Markdown, with the words that `before` has not in bold."""
    old, new = before.split(), after.split()
    kept = {
        place
        for block in difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        for place in range(block.b, block.b + block.size)
    }
    return " ".join(
        literal(word) if place in kept else f"**{literal(word)}**" for place, word in enumerate(new)
    )
