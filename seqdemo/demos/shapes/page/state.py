"""Page state: an input for each box, the stack, and the text it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from seqdemo.app.choice import Choice, flag, one_of, position, words
from seqdemo.app.open_cell import followers, kept_choice
from seqdemo.app.page_state import ADDRESS, PageState
from seqdemo.app.shape import Drawn, Shape, shapes
from seqdemo.demos.shapes.query import EXAMPLE_TEXT, LONGEST
from seqdemo.handwriting.grids import decode
from seqdemo.tasks.card import KINDS
from seqdemo.web.drawing import Drawing

NAME = "shapes"
STACKS = {"one": "1 layer", "two": "2 layers", "three": "3 layers", "wide": "1 wide layer"}
LINKS = {kind: kind.replace(",", "").replace(" ", "_") for kind in KINDS}
"""Kind of shape -> name of its input, here and in links."""


NEWLINE = "⏎"
"""What stands for a new line in a text of one line."""

PICTURES = (*LINKS.values(), *(f"{name}_read" for name in LINKS.values()))
"""Pictures of the boxes; of a box that reads before it speaks, its reading is one of its own."""

Steps = tuple[tuple[str, int], ...]
"""Pictures whose selected step, from 0, is not their last."""


def _read_steps(text: str) -> Steps:
    """Steps of a link, such as "many_to_one-2.one_to_many-3"."""
    found = {}
    for part in text.split("."):
        name, _, step = part.partition("-")
        if name not in PICTURES:
            raise ValueError(f"no picture of a box: {name!r}")
        found[name] = position(first=1).read(step)
    return tuple(sorted(found.items()))


def _write_steps(steps: Steps) -> str:
    return ".".join(f"{name}-{step + 1}" for name, step in steps)


def _choice(shape: Shape, link: str) -> Choice:
    """The input of a box: text, or grids as a link holds them."""
    if not isinstance(shape.control, Drawn):
        return words(shape.example, shape.control.longest, link=link)
    most = shape.control.most

    def read(text: str) -> str:
        if decode(text, most) is None:
            raise ValueError(f"not 1 to {most} grids")
        return text

    return Choice(shape.example, link, read)


def _line(default: str, longest: int, link: str) -> Choice:
    """A text for `st.text_input`, which leaves new lines out and does not say so."""
    text = words(default.replace("\n", NEWLINE), longest, link)
    return replace(text, read=lambda given: text.read(given).replace("\n", NEWLINE))


_INPUTS = {LINKS[kind]: _choice(shape, LINKS[kind]) for kind, (_, shape) in shapes().items()}

STATE = PageState(
    NAME,
    parts=("boxes", "weights", "depth", "width"),
    inside=("opened", "kept", "unit", "layer"),
    stack=one_of(STACKS, "two", link="stack"),
    text=_line(EXAMPLE_TEXT, LONGEST, link="text"),
    step=position("step", first=1, high=LONGEST),
    unit=position("unit"),
    layer=position("layer", first=1, high=3),
    opened=flag(False, link="open"),
    kept=kept_choice(),
    steps=Choice((), "steps", _read_steps, _write_steps),
    **_INPUTS,  # type: ignore[arg-type]  # choices, none of which is called parts or answers
)


class _Given:
    """Grids of a box as a `Drawing` keeps them."""

    def __init__(self, kind: str, control: Drawn) -> None:
        self.kind, self.control = kind, control

    def __getitem__(self, name: str) -> object:
        return self.control.grids(STATE[LINKS[self.kind]]) if name == "drawing" else None

    def __setitem__(self, name: str, value: object) -> None:
        if name == "drawing":
            STATE[LINKS[self.kind]] = self.control.given(tuple(value))  # type: ignore[arg-type]


def drawing(kind: str, control: Drawn) -> Drawing:
    """The grids that a visitor draws in a box."""
    start = control.grids(STATE[LINKS[kind]])
    return Drawing(f"{NAME}.{LINKS[kind]}", start, _Given(kind, control))


def open_state(*, arrived: bool) -> None:
    """Start a run of the page: the browser adopts the drawings of a link."""
    if STATE.open(arrived=arrived):
        for kind, (_, shape) in shapes().items():
            if isinstance(shape.control, Drawn):
                drawing(kind, shape.control).push(shape.control.grids(STATE[LINKS[kind]]))


def step_of(picture: str, count: int) -> int | None:
    """Step that is selected in a box's picture of `count` steps; None for its last."""
    step = dict(STATE["steps"]).get(picture)
    return None if step is None else min(step, count - 1)


def look_in_box(picture: str, count: int, seen: Mapping[str, int]) -> list[str]:
    """Note where the visitor rests in a box's picture of `count` steps."""
    STATE["steps"] = with_step(STATE["steps"], picture, seen["step"], count)
    return [ADDRESS]


def with_step(steps: Steps, picture: str, step: int, count: int) -> Steps:
    """Steps of the boxes once one is selected; the last is not kept: more may come after it."""
    others = [one for one in steps if one[0] != picture]
    return tuple(sorted(others if step == count - 1 else [*others, (picture, step)]))


def look(seen: Mapping[str, int]) -> list[str]:
    """Note where the visitor rests in the stack."""
    STATE["step"], STATE["unit"], STATE["layer"] = seen["step"], seen["unit"], seen["layer"]
    return followers(STATE)
