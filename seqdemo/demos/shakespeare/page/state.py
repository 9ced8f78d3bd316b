"""Page state: the table of choices and the query they make."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from seqdemo.app import networks
from seqdemo.app.choice import Choice, flag, number, one_of, position, words
from seqdemo.app.open_cell import kept_choice
from seqdemo.app.page_state import PageState
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import CellKind
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.page import first_visit
from seqdemo.demos.shakespeare.prompt import Cleaned, clean
from seqdemo.demos.shakespeare.query import MAX_LENGTH, MAX_PROMPT, Write

NAME = "shakespeare"
WAYS = f"{NAME}.ways"
"""Key of the fragment that shows ways to go on."""

CELLS: tuple[CellKind, ...] = ("rnn", "gru", "lstm")
MODES = {
    "write": "Write",
    "compare": "Compare two",
    "score": "Score my text",
    "learn": "Watch it learn",
}
MAX_TEMPERATURE = 2.0
MORE = 200  # characters that "write on" adds
PACES = {"full speed": 0.0, "30 a second": 30.0, "8 a second": 8.0}
_CELLS = {cell: cell.upper() for cell in CELLS}
_TEXT = ("prompt", "cell", "temperature", "top_k", "top_p", "seed", "length", "changes", "guess")
_SECOND = ("mode", "other_cell", "other_temperature")
_LOOK = ("at", "unit", "depth", "colour", "tried", "ways", "opened", "kept")

_PLACE = number(0, 0, 0x10FFFF)

Changes = tuple[tuple[int, str], ...]
"""(place, character) pairs by place: what the visitor chose instead of what was drawn."""


def _changes(text: str) -> Changes:
    """Read the changes of a link, such as "12-101-32.40-10"; what makes no sense is skipped."""
    changes: dict[int, str] = {}
    for part in text.split(".")[:100]:
        place, *codes = part.split("-")
        for after, code in enumerate(codes[:100]):
            with suppress(ValueError):
                symbol = chr(_PLACE.read(code))
                symbol.encode()  # a lone surrogate is no character
                changes[_PLACE.read(place) + after] = symbol
    if not changes:
        raise ValueError("no changes")
    return tuple(sorted(changes.items()))


def _written(changes: Changes) -> str:
    """Changes for a link; those that follow each other name one place, as in "12-101-32"."""
    runs: list[list[int]] = []
    end = -1
    for place, symbol in changes:
        if place != end or len(runs[-1]) > 100:
            runs.append([place])
        runs[-1].append(ord(symbol))
        end = place + 1
    return ".".join("-".join(map(str, run)) for run in runs)


_TRIED = re.compile(r"(\d(?:\.\d{1,2})?)_(\d{1,2})_([01](?:\.\d{1,2})?)", re.ASCII)


def read_tried(text: str) -> Sampling:
    """Read a setting of the sliders under the bars, such as "0.8_5_1": top-k 0 and top-p 1 are off.

    Raises:
        ValueError: If it is none, or out of range.
    """
    found = _TRIED.fullmatch(text)
    if found is None or float(found[1]) > MAX_TEMPERATURE:
        raise ValueError(f"no setting: {text[:40]!r}")
    top_p = float(found[3])
    return Sampling(float(found[1]), int(found[2]) or None, top_p if top_p < 1 else None)


def write_tried(tried: Sampling) -> str:
    """The same for a link."""
    return f"{tried.temperature:g}_{tried.top_k or 0}_{tried.top_p or 1:g}"


_DRAWING = ("top_k", "top_p", "seed", "length", "pace", "more")

STATE = PageState(
    NAME,
    parts=("downloads",),
    answers=("text",),
    inside=("cell", "other_cell", *_DRAWING, "opened", "kept", "unit", "depth"),
    mode=one_of(MODES, "write", link="do"),
    prompt=words("ROMEO:\n", 4 * MAX_PROMPT, link="p"),
    cell=one_of(_CELLS, "lstm", link="cell"),
    temperature=number(0.8, 0.0, MAX_TEMPERATURE, link="t", step=0.05),
    top_k=number(0, 0, 65, link="k", step=1),
    top_p=number(1.0, 0.05, 1.0, link="top", step=0.05),
    seed=number(1, 0, 999_999, link="seed", step=1),
    length=number(240, 1, MAX_LENGTH, link="n", step=100),
    pace=one_of([*PACES], "full speed"),
    more=flag(False),
    other_cell=one_of(_CELLS, "rnn", link="cell2"),
    other_temperature=number(0.8, 0.0, MAX_TEMPERATURE, link="t2", step=0.05),
    scored=words("To be, or not to be: that is the question.", 4 * MAX_PROMPT, link="s"),
    stage=words("", 40, link="stage"),
    changes=Choice((), "ch", _changes, _written),
    at=position("at"),
    unit=position("unit"),
    depth=position("layer", first=1, high=4),
    tried=Choice(None, "try", read_tried, write_tried),
    ways=flag(False, link="ways"),
    opened=flag(False, link="open"),
    kept=kept_choice(),
    guess=flag(False, link="guess"),
    colour=one_of(("surprise", "unit", "none"), "surprise", link="colour", control=False),
)
"""A first visit shows the finished example that ships."""


def open_state(*, arrived: bool) -> None:
    """Start a run of the page: what a link says about the text is shown."""
    told = STATE.open(arrived=arrived)
    if arrived:
        first_visit.arrive(linked=bool(told))
    if told & {"top_k", "top_p"}:
        rare = any(STATE[name] != STATE.choices[name].default for name in ("top_k", "top_p"))
        STATE["more"] = STATE["more"] or rare


def query(vocabulary: Vocabulary) -> tuple[Write, Cleaned]:
    """What is asked of the network, and what was done to the opening words."""
    opening = clean(STATE["prompt"], vocabulary, MAX_PROMPT)
    changes = tuple(
        (place, symbol)
        for place, symbol in STATE["changes"]
        if symbol in vocabulary and place < MAX_LENGTH
    )
    length = max(STATE["length"], changes[-1][0] + 1 if changes else 1)
    return Write(opening.text, length, STATE["cell"], sampling(), changes), opening


def sampling() -> Sampling:
    """The chosen way to draw."""
    top_p, top_k = float(STATE["top_p"]), int(STATE["top_k"])
    return Sampling(
        temperature=float(STATE["temperature"]),
        top_k=top_k or None,
        top_p=top_p if top_p < 1 else None,
        seed=int(STATE["seed"]),
    )


def tried() -> Sampling:
    """The way to draw that the sliders under the bars say; the chosen one if they do not."""
    found: Sampling | None = STATE["tried"]
    return sampling() if found is None else found


def other(asked: Write) -> Write:
    """The second text of a comparison: other network or temperature, same seed."""
    drawn = replace(asked.sampling, temperature=float(STATE["other_temperature"]))
    return replace(asked, cell=STATE["other_cell"], sampling=drawn, changes=())


def link(asked: Write) -> dict[str, str]:
    """Query parameters that bring a text back."""
    names = (*_TEXT, *_LOOK, *(_SECOND if STATE["mode"] == "compare" else ()))
    read = {"prompt": asked.prompt, "length": asked.length, "changes": asked.changes}
    return STATE.link(*names, **read)


def scored_link(text: str) -> dict[str, str]:
    """Query parameters that bring back the reader's own text, as it was read, with its surprise."""
    return STATE.link("mode", "scored", "cell", *_LOOK, scored=text)


def learning_link() -> dict[str, str]:
    """Query parameters that bring back a stage of the training."""
    return STATE.link("mode", "stage", "cell")


def restart() -> None:
    """Another opening, network or way to draw: earlier choices no longer belong to the text."""
    STATE["changes"] = ()
    STATE["at"] = None
    STATE["tried"] = None
    STATE["kept"] = ()


def write_anew(tried: Sampling) -> None:
    """Draw the whole text as the sliders under the bars say; the selected place stays."""
    at = STATE["at"]
    restart()
    STATE["at"] = at
    STATE.insist("temperature", tried.temperature)
    STATE.insist("top_k", tried.top_k or 0)
    STATE.insist("top_p", tried.top_p or 1.0)
    STATE.insist("more", STATE["more"] or bool(tried.top_k or tried.top_p))


def roll() -> None:
    """Another seed."""
    STATE["seed"] = secrets.randbelow(1_000_000)
    restart()


def branch(place: int, symbol: str) -> None:
    """Write `symbol` at `place` of the text, keep what is before, and go on from there."""
    go_on(place, symbol)


def go_on(place: int, symbols: Sequence[str]) -> None:
    """Write `symbols` from `place` of the text on, keep what is before, and go on after them."""
    symbols = symbols[: MAX_LENGTH - place]
    before = tuple(change for change in STATE["changes"] if change[0] < place)
    STATE["changes"] = (*before, *((place + n, symbol) for n, symbol in enumerate(symbols)))
    longer = place + len(symbols) + MORE // 2
    STATE.insist("length", min(MAX_LENGTH, max(STATE["length"], longer)))


def shorten(length: int) -> None:
    """End the text after so many written characters, and forget choices beyond."""
    STATE["changes"] = tuple(change for change in STATE["changes"] if change[0] < length)
    STATE.insist("length", length)


def undo() -> None:
    """Take back the last choice of a character."""
    STATE["changes"] = STATE["changes"][:-1]


def vocabulary() -> Vocabulary:
    """The characters the networks know; needs no torch."""
    return Vocabulary(tuple(networks.card(NAME, "lstm")["vocabulary"]))
