"""Page state: the table of choices and the query they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from seqdemo.app.choice import LONGEST_NUMBER, Choice, flag, number, one_of, position, words
from seqdemo.app.open_cell import kept_choice
from seqdemo.app.page_choices import reset
from seqdemo.app.page_state import PageState
from seqdemo.core.ranking import Ranking
from seqdemo.demos.translation.examples import EXAMPLE
from seqdemo.demos.translation.languages import DIRECTIONS, LANGUAGES
from seqdemo.demos.translation.page import answers
from seqdemo.demos.translation.page.answers import NAME
from seqdemo.demos.translation.pieces import EOS, NEVER_SAID
from seqdemo.demos.translation.query import (
    BEST_RANKING,
    BEST_WIDTH,
    MAX_WIDTH,
    MOST_PIECES,
    Translate,
)

LONGEST_TEXT = 6_000
"""Characters of a text that a link may hold."""

NETWORKS = {"attention": "with attention", "plain": "without"}
WAYS = {
    name: f"{LANGUAGES[way.source]} → {LANGUAGES[way.target]}" for name, way in DIRECTIONS.items()
}
_PLACE = ("at", "unit", "layer", "kept")
"""What a visitor looks at in one translation; another one forgets it."""


def _numbers(text: str) -> tuple[int, ...]:
    """Pieces of a link, by number."""
    parts = text.split(".")
    if len(parts) > MOST_PIECES or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError("not numbers of pieces")
    return sayable([int(part[:LONGEST_NUMBER]) for part in parts])


def sayable(pieces: Sequence[int]) -> tuple[int, ...]:
    """The pieces, if a translator can say them all.

    Raises:
        ValueError: If one cannot be said, or they are too many.
    """
    known = range(len(answers.pieces()))
    wrong = (number for number in pieces if number not in known or number in (*NEVER_SAID, EOS))
    if len(pieces) > MOST_PIECES or next(wrong, None) is not None:
        raise ValueError("not pieces that the network can say")
    return tuple(pieces)


def _written(pieces: Sequence[int]) -> str:
    return ".".join(map(str, pieces))


def _pair(text: str) -> tuple[int, int]:
    step, place = (int(part[:LONGEST_NUMBER]) for part in text.split("-"))
    if not (1 <= step <= MOST_PIECES and 1 <= place <= MOST_PIECES):
        raise ValueError("no such step or position")
    return step - 1, place - 1


STATE = PageState(
    NAME,
    parts=("examples", "search", "tree", "back", "compare", "lengths", "downloads"),
    answers=("translation",),
    inside=("search", "width", "penalty", "reward", "reading", "opened", "kept", "unit", "layer"),
    text=words(EXAMPLE.text, LONGEST_TEXT, link="text"),
    way=one_of(WAYS, EXAMPLE.direction, link="way"),
    network=one_of(NETWORKS, "attention", link="net"),
    width=number(BEST_WIDTH, 1, MAX_WIDTH, link="k"),
    penalty=number(BEST_RANKING.length_penalty, 0.0, 2.0, link="lp", step=0.1),
    reward=number(BEST_RANKING.length_reward, 0.0, 2.0, link="reward", step=0.1),
    reading=number(BEST_RANKING.read_back, 0.0, 1.0, link="reading", step=0.05),
    prefix=Choice((), "pre", _numbers, _written),
    said=Choice(None, "say", _numbers, _written),
    pinned=Choice(None, "pin", _pair, lambda pair: f"{pair[0] + 1}-{pair[1] + 1}"),
    at=position("at", first=1, high=MOST_PIECES + 1),
    unit=position("unit"),
    layer=position("layer", first=1, high=8),
    opened=flag(False, link="open"),
    kept=kept_choice(),
    guess=flag(False, link="guess"),
)
"""A first visit shows the finished example that ships. To veil: the translation."""


def query(text: str) -> Translate:
    """What is asked of the chosen network about a sentence that can be read."""
    pinned = STATE["pinned"] if STATE["network"] == "attention" else None
    return Translate(
        text,
        STATE["way"],
        beam_width=int(STATE["width"]),
        ranking=Ranking(
            *(round(float(STATE[name]), 2) for name in ("penalty", "reward", "reading"))
        ),
        prefix=STATE["prefix"],
        said=STATE["said"],
        pinned=pinned,
    )


def restart() -> None:
    """Another sentence, direction or network: what was done to the translation is over."""
    reset(STATE, "prefix", "said", "pinned", *_PLACE)


def turn_round(translation: str) -> None:
    """Translate the translation back."""
    STATE["way"] = DIRECTIONS[STATE["way"]].back.name
    STATE["text"] = translation
    restart()


def go_on_with(pieces: Sequence[int]) -> None:
    """Have the translation begin with these pieces."""
    keep = STATE["pinned"]
    restart()
    STATE["prefix"] = sayable(pieces)
    # What was looked at before the piece that was taken still counts.
    STATE["pinned"] = keep if keep is not None and keep[0] < len(pieces) - 1 else None
    STATE["at"] = max(0, len(pieces) - 1)


def look_elsewhere(place: tuple[int, int] | None, said: Sequence[int]) -> None:
    """Pin the attention of one step to one position; None lets go.

    Args:
        place: Step and position.
        said: Pieces of the translation that is shown; what comes before the step is kept.
    """
    restart()
    if place is not None:
        STATE["prefix"] = sayable(said[: place[0]])
        STATE["pinned"] = place
        STATE["at"] = place[0]


def viewed(seen: Mapping[str, Any]) -> None:
    """Where the visitor rests in the decoder's picture."""
    STATE["at"], STATE["layer"], STATE["unit"] = seen["step"], seen["layer"], seen["unit"]
