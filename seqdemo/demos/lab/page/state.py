"""Page state: the table of choices and the settings they make."""

from __future__ import annotations

from typing import Any

from seqdemo.app.choice import Choice, number, number_of, one_of, position
from seqdemo.app.page_state import PageState
from seqdemo.demos.lab.settings import Settings
from seqdemo.demos.lab.symbols import COLOURS, STEPS

NAME = "lab"
NETWORKS = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}
EXERCISES = {"colour": "Name the colour", "adding": "Add two numbers"} | {
    "rows": "Read a letter by rows",
    "pixels": "by pixels",
}
PRACTICE = {"far": "only far", "mixed": "near and far"}
GATES = {"0": "half open", "1": "open", "3": "wide open", "chrono": "chrono"}
BIRTHS = {"random": "random", "orthogonal": "orthogonal", "identity": "identity"}
LAGS = (5, 10, 20, 40, 80)
UNITS = (8, 16, 32, 64)
RATES = (0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.2)
NORMS = {0.0: "off", 0.1: "at 0.1", 1.0: "at 1", 5.0: "at 5"}
HANDS = {"none": "nothing", "gate": "shut the gate", "unit": "hold units at 0"}
UPDATES = (200, 400, 800, 1600)
MOST_UPDATES = 6_400
"""Updates of a link that are trained again."""

Course = tuple[tuple[int, float], ...]
"""Learning rates from an update on, as the visitor changed them on the way."""


def _read_networks(text: str) -> tuple[str, ...]:
    named = text.split(".")
    found = tuple(cell for cell in NETWORKS if cell in named)
    if not found or len(found) != len(named):
        raise ValueError(f"no networks: {text!r}")
    return found


def _read_course(text: str) -> Course:
    """Changes of a link, such as "150-0.05.200-0.001" with commas for points."""
    found = []
    for part in text.split("_"):
        update, _, rate = part.partition("-")
        found.append((number(1, 1, MOST_UPDATES).read(update), number(0.1, 1e-5, 1.0).read(rate)))
    if len(found) > 20 or found != sorted(found):
        raise ValueError(f"no course: {text!r}")
    return tuple((int(update), rate) for update, rate in found)


def _read_swaps(text: str) -> tuple[int, ...]:
    """Steps of a link at which letters were replaced, once for each time."""
    steps = tuple(int(number(1, 1, 160).read(part)) for part in text.split("."))
    if len(steps) > 60:
        raise ValueError("too many letters")
    return steps


def _write_course(course: Course) -> str:
    return "_".join(f"{update}-{rate:g}" for update, rate in course)


STATE = PageState(
    NAME,
    parts=("birth", "loss", "inside", "downloads", "next", "more"),
    answers=("birth",),
    inside=("gate", "more", "practice", "units", "rate", "norm", "seed"),
    networks=Choice(
        ("rnn", "lstm"),
        "nets",
        _read_networks,
        ".".join,
        {
            "options": list(NETWORKS),
            "format_func": NETWORKS.__getitem__,
            "selection_mode": "multi",
        },
    ),
    exercise=one_of(EXERCISES, "colour", link="task"),
    lag=number_of(LAGS, 40, "lag"),
    practice=one_of(PRACTICE, "far", link="practice"),
    units=number_of(UNITS, 32, "units"),
    gate=one_of(GATES, "3", link="gate"),
    birth=one_of(BIRTHS, "random", link="birth"),
    rate=number_of(RATES, 0.005, "lr", format_func="{:g}".format),
    norm=number_of(NORMS, 1.0, "clip", format_func=NORMS.__getitem__),
    seed=number(1, 0, 99_999, link="seed", step=1),
    updates=number_of(UPDATES, 400, "updates"),
    course=Choice((), "then", _read_course, _write_course),
    trained=Choice(0, "n", number(0, 0, MOST_UPDATES).read),
    look=Choice("lstm", "look", one_of(NETWORKS, "lstm").read, widget={}),
    colour=one_of(COLOURS, "red", link="colour"),
    noise=number(1, 0, 999, link="noise", step=1),
    swaps=Choice((), "swap", _read_swaps, lambda steps: ".".join(map(str, steps))),
    hand=Choice(
        "none", "hand", one_of(HANDS, "none").read, widget={"format_func": HANDS.__getitem__}
    ),
    cut=Choice(10, "from", number(10, 1, 80).read, widget={"min_value": 1}),
    held=Choice(4, "held", number(4, 1, 64).read, widget={"min_value": 1}),
    step=position("step", first=1, high=400),
    unit=position("unit", first=1, high=64),
)


def networks() -> tuple[Any, ...]:
    """The chosen networks in their order; the default ones if none is left."""
    chosen = STATE["networks"]
    return tuple(cell for cell in NETWORKS if cell in chosen) or ("rnn", "lstm")


def settings() -> Settings:
    """The race that the controls describe."""
    return Settings(
        networks=networks(),
        exercise=STATE["exercise"],
        lag=STEPS.get(STATE["exercise"], STATE["lag"]),
        practice=STATE["practice"],
        hidden_size=STATE["units"],
        gate=STATE["gate"],
        birth=STATE["birth"],
        learning_rate=float(STATE["rate"]),
        max_grad_norm=float(STATE["norm"]),
        seed=int(STATE["seed"]),
    )
