"""Strokes of a pen: lines on a sheet, simplified, clipped, as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from seqdemo.core.trace import FloatArray

SHEET = 512
"""Side of the sheet; places on it are whole numbers from 0 to this, y pointing down."""

Owner = Literal["m", "n"]
"""Who drew a line: "m", the visitor; "n", the network."""

MAX_LINES = 120
MAX_LINE_POINTS = 6_000
"""Of one line as a browser sends it, before it is simplified."""

MAX_KEPT = 200
"""Points of a drawing that a network reads and a link holds."""

ROUGHER = 1.4
"""How much more a line may leave its course, each time that too many points are left."""

_LINE = re.compile(r"[mn]\d{1,3}\.\d{1,3}(?:\.\d{1,3}\.\d{1,3})*", re.ASCII)
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True)
class Line:
    """One line of a drawing, from pen down to pen up.

    Attributes:
        owner: Who drew it.
        places: At least one (x, y), whole numbers from 0 to `SHEET`.
    """

    owner: Owner
    places: tuple[tuple[int, int], ...]

    @property
    def array(self) -> FloatArray:
        """Places, (N, 2), float32."""
        return np.array(self.places, np.float32)


Sketch = tuple[Line, ...]


def line_of(owner: Owner, places: FloatArray) -> Line:
    """A line through places (N, 2), rounded, and clipped to the sheet."""
    inside = np.clip(np.rint(places), 0, SHEET).astype(int)
    kept = [tuple(place) for place in inside.tolist()]
    return Line(owner, tuple(p for n, p in enumerate(kept) if n == 0 or p != kept[n - 1]))


def read_line(text: str) -> Line:
    """A line as a browser sends it, such as "m10.20.14.26": its owner, then x and y in turn.

    Raises:
        ValueError: If it is no such text.
    """
    if len(text) > 8 * MAX_LINE_POINTS or not _LINE.fullmatch(text):
        raise ValueError("not a line")
    numbers = np.array([int(number) for number in text[1:].split(".")], np.float32)
    return line_of("m" if text[0] == "m" else "n", numbers.reshape(-1, 2))


def write_line(line: Line) -> str:
    """What `read_line` takes back."""
    return line.owner + ".".join(f"{x}.{y}" for x, y in line.places)


def is_sketch(lines: object) -> bool:
    """Whether something from a browser is a drawing: a list of lines, as text."""
    if not isinstance(lines, list) or len(lines) > MAX_LINES:
        return False
    texts = [line for line in lines if isinstance(line, str) and _LINE.fullmatch(line)]
    return len(texts) == len(lines) and sum(map(len, texts)) <= 16 * MAX_LINE_POINTS


def simplified(places: FloatArray, tolerance: float) -> FloatArray:
    """Fewer places (N, 2), none of those left out farther than `tolerance` from the line.

    Ramer, 1972; Douglas and Peucker, 1973.
    """
    kept = np.zeros(len(places), bool)
    kept[[0, -1]] = True
    spans = [(0, len(places) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        away = _distances(places[first + 1 : last], places[first], places[last])
        far = int(away.argmax())
        if away[far] > tolerance:
            kept[first + 1 + far] = True
            spans += [(first, first + 1 + far), (first + 1 + far, last)]
    return places[kept]


def _distances(places: FloatArray, start: FloatArray, end: FloatArray) -> FloatArray:
    """Of places from the stretch between two points, (N,)."""
    along = end - start
    length = float(along @ along)
    share = np.clip((places - start) @ along / length, 0, 1) if length else np.zeros(len(places))
    gaps: FloatArray = np.linalg.norm(places - start - share[:, None] * along, axis=1)
    return gaps


def clean(sketch: Sequence[Line], tolerance: float, most: int = MAX_KEPT) -> tuple[Sketch, str]:
    """A drawing of at most `most` points, and a sentence if that took more than simplifying.

    Args:
        sketch: As it was drawn.
        tolerance: How far a simplified line may leave the one that was drawn; more if there are
            still too many points, and in the end the last lines are left out.
        most: Points that are kept.
    """
    return _cleaned(tuple(sketch), tolerance, most)


@lru_cache(maxsize=8)  # a run of the page asks several times, and the next run is another visitor's
def _cleaned(sketch: Sketch, tolerance: float, most: int) -> tuple[Sketch, str]:
    rough = tolerance
    for _ in range(8):
        lines = tuple(line_of(line.owner, simplified(line.array, rough)) for line in sketch)
        if _count(lines) <= most:
            break
        rough *= ROUGHER
    kept, left = [], most
    for line in lines:
        if left > 0:
            kept.append(Line(line.owner, line.places[:left]))
        left -= len(line.places)
    return tuple(kept), _note(left < 0, rough > tolerance, most)


def _note(cut: bool, rougher: bool, most: int) -> str:
    if cut:
        return f"That is more than it can read: it sees the first {most} points of it."
    if rougher:
        return f"So many points: it sees a rougher drawing, of {most} points at most."
    return ""


def _count(lines: Sketch) -> int:
    return sum(len(line.places) for line in lines)


def encode(sketch: Sketch) -> str:
    """A drawing as URL-safe text: steps from place to place, small ones in a letter each."""
    parts, at = [], (0, 0)
    for line in sketch:
        parts.append(_number(2 * len(line.places) + (line.owner == "n")))
        for x, y in line.places:
            parts += [_number(_unsigned(x - at[0])), _number(_unsigned(y - at[1]))]
            at = x, y
    return "".join(parts)


def decode(text: str) -> Sketch:
    """What `encode` wrote.

    Raises:
        ValueError: If it is no drawing of at most `MAX_KEPT` points on the sheet.
    """
    if len(text) > 8 * MAX_KEPT:
        raise ValueError("too long for a drawing")
    numbers = _numbers(text)
    lines: list[Line] = []
    x = y = total = 0
    while numbers:
        head = numbers.pop()
        count, total = head // 2, total + head // 2
        if not count or total > MAX_KEPT or len(numbers) < 2 * count:
            raise ValueError("not a drawing")
        places = []
        for _ in range(count):
            x, y = x + _signed(numbers.pop()), y + _signed(numbers.pop())
            places.append((x, y))
        lines.append(Line("n" if head % 2 else "m", tuple(places)))
    if any(not 0 <= n <= SHEET for line in lines for place in line.places for n in place):
        raise ValueError("a drawing that leaves its sheet")
    return tuple(lines)


def _number(value: int) -> str:
    """A number in digits of five bits, the lowest first; 32 more says that another follows."""
    digits = ""
    while value >= 32:
        digits += _DIGITS[32 + value % 32]
        value //= 32
    return digits + _DIGITS[value]


def _numbers(text: str) -> list[int]:
    """All numbers of a text, the last one first."""
    found, value, shift = [], 0, 0
    for char in text:
        digit = _DIGITS.find(char)
        if digit < 0 or shift > 15:
            raise ValueError("not a drawing")
        value, shift = value + (digit % 32 << shift), shift + 5
        if digit < 32:
            found.append(value)
            value = shift = 0
    if shift:
        raise ValueError("not a whole drawing")
    return found[::-1]


def _unsigned(step: int) -> int:
    return 2 * step if step >= 0 else -2 * step - 1


def _signed(value: int) -> int:
    return -(value + 1) // 2 if value % 2 else value // 2
