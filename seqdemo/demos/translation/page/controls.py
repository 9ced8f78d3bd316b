"""The controls of the page "Translate a sentence"."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from seqdemo.app import guess_first, sections
from seqdemo.app.markdown import literal
from seqdemo.app.page import note_line
from seqdemo.demos.translation.examples import HARD, SENTENCES
from seqdemo.demos.translation.languages import DIRECTIONS, LANGUAGES
from seqdemo.demos.translation.page import answers, state
from seqdemo.demos.translation.page.state import STATE
from seqdemo.demos.translation.prompt import Prompt
from seqdemo.demos.translation.query import BEST_RANKING, BEST_WIDTH, LONGEST, MOST_WORDS

NAMED = 8
"""Words or characters that a remark names; of more it says how many."""


def tools() -> None:
    """Direction, network, ready sentences, and how the search goes."""
    with sections.tools():
        STATE.draw(
            st.selectbox,
            "way",
            "Direction",
            label_visibility="collapsed",
            on_change=_other_way,
            width=220,
            help="From which language into which",
        )
        STATE.draw(
            st.segmented_control,
            "network",
            "Network",
            label_visibility="collapsed",
            required=True,
            on_change=state.restart,
            help="With attention, the decoder looks back at the sentence for every word. Without, "
            "all it ever knows of the sentence is one vector.",
        )
        _ready()
        _search()
        guess_first.switch(STATE)


def _other_way() -> None:
    """Another direction: a ready sentence is replaced by the same one in the new language."""
    STATE["text"] = _in_language(str(STATE["text"]), DIRECTIONS[STATE["way"]].source)
    state.restart()


def _in_language(text: str, language: str) -> str:
    """The ready sentence that says the same in a language; another text as it is."""
    for table in (SENTENCES, HARD):
        for sentences in table.values():
            if text in sentences:
                return table[language][min(sentences.index(text), len(table[language]) - 1)]
    return text


def _ready() -> None:
    if STATE.hides("examples"):
        return
    chooser = st.popover("Sentences", key=STATE.key("examples"), on_change="rerun")
    if chooser.open:
        with chooser:
            source = DIRECTIONS[STATE["way"]].source
            _choice(SENTENCES[source])
            st.caption(
                "**And where it fails.** Captions hardly ever greet, ask or deny: these sentences "
                "it gets wrong, and you can watch how."
            )
            _choice(HARD[source])


def _choice(sentences: Sequence[str]) -> None:
    for sentence in sentences:
        st.button(sentence, on_click=_take, args=(sentence,), type="tertiary")


def _take(sentence: str) -> None:
    STATE["text"] = sentence
    state.restart()


def _search() -> None:
    if STATE.hides("search"):
        return
    chooser = st.popover(
        "How it searches",
        key=STATE.key("search"),
        on_change="rerun",
        help="Beam width, and what decides among finished translations",
    )
    if chooser.open:
        with chooser:
            STATE.draw(
                st.slider,
                "width",
                "Beam width, translations",
                on_change=state.restart,
                help="How many beginnings go on at each piece; 1 is greedy. "
                f"{BEST_WIDTH} was used to measure.",
            )
            _ranking()


def _ranking() -> None:
    """What finished translations are ordered by."""
    STATE.draw(
        st.slider,
        "penalty",
        "Length penalty, a power",
        on_change=state.restart,
        help="A translation's log-probability is divided by its length to this power: 0 leaves it, "
        "1 makes it a mean over the pieces.",
    )
    STATE.draw(
        st.slider,
        "reward",
        "For each piece, nats",
        on_change=state.restart,
        help="Added to a translation's score for each piece: without it the search prefers short "
        "ones, as every piece costs probability.",
    )
    if not answers.reads_back(STATE["network"], STATE["way"]):
        st.caption("This network has not learned the way back, so it reads nothing back.")
        return
    STATE.draw(
        st.slider,
        "reading",
        "Weight of reading back",
        on_change=state.restart,
        help="The same network reads every finished translation, and says how likely it would "
        "translate it into your sentence. So much of that log-probability is added to the score; "
        f"{BEST_RANKING.read_back:g} was best on sentences it was not trained on.",
    )


def other_ways() -> None:
    """Say that the chosen network has not learned the chosen direction, and offer those it has."""
    ways = answers.card(STATE["network"])["directions"]
    named = ", ".join(state.WAYS[way].replace("→", "to") for way in ways)
    st.info(f"The network without attention was trained for {named} only.")
    if not STATE.locks("way"):
        for way in ways:
            st.button(f"Take {state.WAYS[way]}", on_click=_choose_way, args=(way,))


def _choose_way(way: str) -> None:
    STATE["way"] = way
    _other_way()


def sentence() -> None:
    """The sentence to translate."""
    STATE.draw(
        st.text_input,
        "text",
        "The sentence to translate",
        label_visibility="collapsed",
        placeholder="Say what one could see in a photo, such as: Two dogs play in the snow.",
        on_change=state.restart,
    )


def remarks(prompt: Prompt) -> None:
    """What is to be said of the sentence, or its place left free."""
    if prompt.language is not None:
        _other_language(prompt.language)
        return
    note_line(" ".join(remarks_on(prompt)))


def remarks_on(prompt: Prompt) -> list[str]:
    """What of a sentence is not read, was never seen, or seldom."""
    if not prompt.text:
        typed = str(STATE["text"]).strip()
        return ["There is no word in it: type a sentence to translate."] if typed else []
    found = []
    if prompt.cut:
        found.append(
            f"Only the first {MOST_WORDS} words ({LONGEST} characters) are read: no sentence it "
            "learned from is longer than 43 words."
        )
    if prompt.unreadable:
        found.append(f"It cannot read {_named(prompt.unreadable)}: there it sees an unknown piece.")
    if prompt.unseen:
        found.append(
            f"Never seen in training: {_named(prompt.unseen)}. It reads such words in pieces, and "
            "guesses."
        )
    if prompt.rare:
        counted = tuple(f"{word} ({count})" for word, count in prompt.rare.items())
        found.append(
            f"Seldom seen among 29,000 captions: {_named(counted)}. It may take them for other "
            "words."
        )
    if prompt.markup:
        found.append("Tags are read as ordinary text.")
    return found


def _named(things: tuple[str, ...]) -> str:
    """Words in bold, the first of many."""
    more = len(things) - NAMED
    words = ", ".join(f"**{literal(thing[:30])}**" for thing in things[:NAMED])
    return f"{words} and {more} more" if more > 0 else words


def _other_language(language: str) -> None:
    """Say that the sentence is in another language, and offer to translate from it."""
    chosen = DIRECTIONS[STATE["way"]]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(
            f"This looks like {LANGUAGES[language]}, but {LANGUAGES[chosen.source]} was chosen: "
            "the network will read it as if it were."
        )
        target = chosen.target if chosen.target != language else chosen.source
        if not STATE.locks("way"):
            st.button(
                f"Translate from {LANGUAGES[language]}",
                on_click=_from_language,
                args=(f"{language}-{target}",),
            )


def _from_language(way: str) -> None:
    STATE["way"] = way
    state.restart()
