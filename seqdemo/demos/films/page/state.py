"""Page state: the film, its order, and who watches it."""

from __future__ import annotations

from seqdemo.app import networks
from seqdemo.app.choice import Choice, flag, number, one_of, position
from seqdemo.app.open_cell import kept_choice
from seqdemo.app.page_state import PageState
from seqdemo.core.trace import Trace
from seqdemo.demos.films.examples import first, shipped
from seqdemo.demos.films.kinds import LONGEST
from seqdemo.demos.films.query import Watch, decode
from seqdemo.demos.films.reading import shuffled
from seqdemo.handwriting import grids
from seqdemo.web.drawing import Drawing

NAME = "films"
WATCHERS = {"gru": "with a memory", "frame": "each frame alone"}

STATE = PageState(
    NAME,
    parts=("presets", "comparison", "both", "downloads"),
    answers=("film", "comparison"),
    inside=("opened", "kept", "unit"),
    watcher=one_of(WATCHERS, "gru", link="net"),
    shuffle=number(0, 0, 999, link="mix"),
    drawing=Choice(first(), "film", decode, grids.encode),
    step=position("step", first=1, high=LONGEST),
    unit=position("unit"),
    opened=flag(False, link="open"),
    kept=kept_choice(),
    guess=flag(False, link="guess"),
)
"""`shuffle` is the seed of another order of the frames; 0 leaves them as they are."""


def film() -> Drawing:
    """The visitor's film; a ball that moves right on the first visit."""
    return Drawing(NAME, first(), STATE)


def open_state(*, arrived: bool) -> None:
    """Start a run of the page: the browser adopts the film of a link."""
    if STATE.open(arrived=arrived):
        film().push(STATE["drawing"], step=STATE["step"])


def show_film(frames: tuple[str, ...]) -> None:
    """Put another film in the strip."""
    film().push(frames)
    STATE["shuffle"] = 0


def order() -> tuple[int, ...]:
    """The order in which the frames are shown to the networks."""
    count, seed = len(STATE["drawing"]), int(STATE["shuffle"])
    return shuffled(count, seed) if seed else tuple(range(count))


def in_order() -> tuple[str, ...]:
    """The frames in that order."""
    return tuple(STATE["drawing"][place] for place in order())


def trace_of(network: str, frames: tuple[str, ...]) -> Trace:
    """A network watching a film.

    Raises:
        CheckpointError: If the network's files are missing or damaged.
    """
    path = shipped(network, frames)
    if path is not None:
        return networks.example_file(path)
    return networks.trace(NAME, network, Watch(frames), grids.encode(frames))
