"""The game on the page: the text, the guess, the score."""

from __future__ import annotations

from typing import Any

import streamlit as st

from seqdemo.app.page import network_errors, waiting
from seqdemo.app.page_state import ADDRESS
from seqdemo.demos.game.lines import ROUNDS, Covered, line_of
from seqdemo.demos.game.page import state, writer
from seqdemo.demos.game.page.duel import DuelView, duel
from seqdemo.demos.game.page.state import LONGEST, NAME, STATE
from seqdemo.demos.game.scoring import Round, played
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import PAGE, fragment

BOARD = f"{NAME}.board"
"""Key of the fragment that a guess runs again."""


@fragment(BOARD)
def board() -> None:
    """The covered letters, and all that was guessed so far."""
    with network_errors():
        text = hidden()
        if text is None:
            st.info(
                f"A friend types a text of more than {ROUNDS} letters above and presses Enter, "
                "while you look away; you then guess ten of its letters. It is hidden like a "
                "password."
            )
            return
        with waiting("Opening the network…"):
            rounds = rounds_of(text)
        duel(DuelView(text, rounds), key=f"{NAME}.duel", on_act=act, fragment=BOARD)


def hidden() -> Covered | None:
    """The text that is played; None where a friend has not typed one."""
    source, seed = STATE["source"], int(STATE["seed"])
    if source == "line":
        return line_of(seed)
    if source == "network":
        return writer.written(seed)
    text = writer.readable(str(STATE["text"])[:LONGEST])
    return Covered(text, len(text) - ROUNDS) if len(text) > ROUNDS else None


def rounds_of(text: Covered) -> list[Round]:
    """The letters guessed so far, scored; the network is asked for no others."""
    guesses = state.named()
    if not guesses:
        return []
    chances = writer.expected(text.text, text.start, ROUNDS)
    return [
        played(symbol, guess, row)
        for symbol, guess, row in zip(text.letters, guesses, chances, strict=False)
    ]


def act(sent: dict[str, Any]) -> Rerun:
    """Do what the visitor asked for."""
    if sent.get("do") == "again":
        state.another()
        return [PAGE]
    letter, sure = sent.get("letter"), sent.get("sure")
    if sent.get("round") == len(STATE["guesses"]) and isinstance(letter, str):
        state.guess(letter, sure if isinstance(sure, int) else -1)
    return [BOARD, ADDRESS]
