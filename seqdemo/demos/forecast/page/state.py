"""Page state: the table of choices."""

from __future__ import annotations

from seqdemo.app.choice import Choice, flag, number, one_of, position, words
from seqdemo.app.open_cell import kept_choice
from seqdemo.app.page_state import PageState
from seqdemo.demos.forecast.page.line_pad import COLUMNS, HEIGHT
from seqdemo.demos.forecast.query import MAX_HORIZON

NAME = "forecast"
NETWORKS = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}
SERIES = {
    "airline": "Airline passengers",
    "sunspots": "Sunspots",
    "temperatures": "Cold nights in Melbourne",
    "rides": "Train rides in Chicago",
    "draw": "Draw my own ✏️",
    "paste": "Paste my own",
    "file": "Upload a file",
}
VIEWS = {
    "who": "Who wins?",
    "inside": "Inside",
    "matters": "What mattered",
    "season": "The season",
    "forced": "Looks perfect",
    "fit": "Practise on it",
}
LONGEST_PASTE = 6_000
FOUND = -1
"""Season that is found by itself."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def read_line(text: str) -> tuple[int, ...]:
    """Heights of a link, two characters each.

    Raises:
        ValueError: If the text is no line.
    """
    digits = [_DIGITS.index(one) for one in text]
    heights = tuple(36 * a + b for a, b in zip(digits[::2], digits[1::2], strict=True))
    if not heights or len(heights) > COLUMNS or max(heights) > HEIGHT:
        raise ValueError("no line")
    return heights


def write_line(heights: tuple[int, ...]) -> str:
    """A line for a link."""
    return "".join(_DIGITS[n // 36] + _DIGITS[n % 36] for n in heights)


STATE = PageState(
    NAME,
    parts=("downloads", "rivals"),
    answers=("winner", "forecast"),
    inside=("cell", "season", "days", "view", "step", "opened", "kept", "unit"),
    series=one_of(SERIES, "airline", link="series"),
    cell=one_of(NETWORKS, "gru", link="cell"),
    horizon=number(12, 1, MAX_HORIZON, link="h", step=1),
    season=number(FOUND, FOUND, 366, link="season", step=1),
    days=flag(True, link="days"),
    view=one_of(VIEWS, "who", link="view"),
    step=number(1, 1, MAX_HORIZON, link="step", step=1),
    column=words("", 60, link="column"),
    text=words("", LONGEST_PASTE, link="values"),
    origin=position("at"),
    unit=position("unit", first=1, high=10_000),
    ahead=position("ahead", first=1, high=MAX_HORIZON),
    opened=flag(False, link="open"),
    kept=kept_choice(),
    line=Choice((), "line", read_line, write_line),
    guess=flag(False, link="guess"),
)


def start_over() -> None:
    """Another series: what was chosen in the one before no longer means anything."""
    STATE["origin"] = None
    STATE["season"] = FOUND
    STATE["column"] = ""


def move_to(origin: int) -> None:
    """The visitor has dragged the origin."""
    STATE["origin"] = origin


def draw_line(heights: tuple[int, ...]) -> None:
    """The visitor has drawn a line."""
    STATE["line"] = heights
    STATE["origin"] = None
