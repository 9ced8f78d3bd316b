"""Sample points from a network: many endings in one batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from seqdemo.core.trace import FloatArray
from seqdemo.demos.sketch.mixture import Mixture, mixture_of
from seqdemo.demos.sketch.network import FAR, FEATURES, SketchNetwork, State
from seqdemo.demos.sketch.stepping import rows_of, steps_of

IntArray = npt.NDArray[np.int64]

SHARPEST = 0.01
"""Temperature from which on divisions are safe; at 0 itself the likeliest is taken."""


@dataclass
class Ending:
    """How a network went on.

    Attributes:
        points: Offsets and whether the pen was lifted after, (T, 3), in units of the scale.
        mixtures: What each was drawn from: raw outputs, (T, 3 + 6 M); one more where it said that
            the drawing is finished.
        finished: Whether it said that the drawing is finished; else it was stopped.
    """

    points: FloatArray
    mixtures: FloatArray
    finished: bool


@dataclass
class _Batch:
    """Drawings in the making, a row each."""

    place: FloatArray
    line: FloatArray
    lifted: FloatArray
    done: IntArray
    points: list[FloatArray] = field(default_factory=list)
    mixtures: list[FloatArray] = field(default_factory=list)

    def take(self, raw: FloatArray, offset: FloatArray, pen: IntArray, *, one_line: bool) -> bool:
        """Keep a point of each; whether all are done."""
        self.mixtures.append(raw)
        self.points.append(np.concatenate([offset, (pen == 1)[:, None]], axis=1))
        at = len(self.points)
        self.done = np.where((self.done < 0) & (pen == 2), at - 1, self.done)
        if one_line:
            self.done = np.where((self.done < 0) & (pen == 1), at, self.done)
        return bool((self.done >= 0).all())

    def advance(self, offset: FloatArray, lifted: FloatArray) -> FloatArray:
        """Add a point to each; features of it, (B, FEATURES)."""
        self.place = self.place + offset
        self.line = np.where(self.lifted[:, None] > 0, self.place, self.line)
        self.lifted = lifted
        x = np.zeros((len(offset), FEATURES), np.float32)
        x[:, :2] = offset
        x[:, 2], x[:, 3] = 1 - lifted, lifted
        x[:, 5:7], x[:, 7:9] = FAR * self.place, FAR * (self.place - self.line)
        return x


@torch.inference_mode()
def endings(
    model: SketchNetwork,
    given: FloatArray,
    *,
    rows: Sequence[int],
    steps: int,
    temperature: float,
    seed: int,
    condition: Tensor | None = None,
    one_line: bool = False,
    pen_temperature: float | None = None,
) -> list[Ending]:
    """Go on from a drawing, once for each of `rows`.

    Args:
        model: In evaluation mode, on the CPU.
        given: The drawing so far, (T, 3); T may be 0.
        rows: Numbers of the endings: each number has its own luck, whatever the others are.
        steps: Points that are added at most.
        temperature: 0 is the likeliest, 1 as trained.
        seed: Of the luck.
        condition: What to draw, (1, C), or one for each row, (B, C).
        one_line: Stop where the pen is lifted.
        pen_temperature: Of the pen; the square root of the other unless given, or low temperatures
            would never draw the end, which is rare at every single point.
    """
    count = len(rows)
    luck = np.stack([_luck(seed, row, steps) for row in rows], axis=1)
    raw, state, batch = _read(model, given, condition, count)
    told = np.zeros((count, 0), np.float32)
    if condition is not None:
        told = condition.expand(count, -1).numpy()
    step, (hidden, cell_state) = steps_of(model), rows_of(state, count)
    for uniform, normal in zip(luck[:, :, :2], luck[:, :, 2:], strict=True):
        offset, pen = sampled(torch.from_numpy(raw), temperature, uniform, normal, pen_temperature)
        if batch.take(raw, offset, pen, one_line=one_line):
            break
        x = batch.advance(offset, (pen == 1).astype(np.float32))
        raw, hidden, cell_state = step(np.concatenate([x, told], axis=1), hidden, cell_state)
    return [_ending(batch, row, one_line) for row in range(count)]


def _ending(batch: _Batch, row: int, one_line: bool) -> Ending:
    done = int(batch.done[row])
    length = len(batch.points) if done < 0 else done
    shape = (0, 3) if not length else (length, 3)
    points = np.array([step[row] for step in batch.points[:length]], np.float32).reshape(shape)
    finished = done >= 0 and not (one_line and length > 0 and points[-1, 2] > 0)
    mixtures = np.array([step[row] for step in batch.mixtures[: length + finished]], np.float32)
    return Ending(points, mixtures, finished)


def _luck(seed: int, row: int, steps: int) -> FloatArray:
    """Two uniform and two normal numbers a step, (steps, 4)."""
    rng = np.random.default_rng([seed, row])
    return np.concatenate([rng.random((steps, 2)), rng.standard_normal((steps, 2))], axis=1)


def _read(
    model: SketchNetwork, given: FloatArray, condition: Tensor | None, count: int
) -> tuple[FloatArray, State, _Batch]:
    """What a network expects after a drawing, for each of `count` rows, and where they stand."""
    read = five_numbers(given)
    once = condition is None or len(condition) == 1
    raw, state = model(read if once else read.expand(count, -1, -1), condition)
    places = np.cumsum(read[0, :, :2].numpy(), axis=0)
    lifted = read[0, :, 3].numpy()
    begun = np.flatnonzero(lifted[:-1] > 0)
    line = places[begun[-1] + 1] if len(begun) else places[0]
    spread = (count, 1)
    batch = _Batch(
        np.tile(places[-1], spread),
        np.tile(line, spread),
        np.repeat(lifted[-1], count),
        np.full(count, -1),
    )
    last: FloatArray = raw[:, -1].expand(count, -1).numpy()
    return last, state, batch


def five_numbers(given: FloatArray) -> Tensor:
    """Points as a network reads them, (1, T + 1, 5): the beginning, then dx, dy, down, up, end."""
    read = np.zeros((1, len(given) + 1, 5), np.float32)
    read[0, 0, 2] = 1
    read[0, 1:, :2] = given[:, :2]
    read[0, 1:, 2], read[0, 1:, 3] = 1 - given[:, 2], given[:, 2]
    return torch.from_numpy(read)


def sampled(
    raw: Tensor,
    temperature: float,
    uniform: FloatArray,
    normal: FloatArray,
    pen_temperature: float | None = None,
) -> tuple[FloatArray, IntArray]:
    """An offset (B, 2) and the pen (B,), 0 down, 1 up, 2 end, drawn from outputs (B, 3 + 6 M).

    Args:
        raw: Outputs.
        temperature: Divides the Gaussians' logits; their variances are multiplied by it.
        uniform: Two numbers of [0, 1) a row.
        normal: Two standard normal ones a row.
        pen_temperature: Divides the pen's logits; the square root of `temperature` unless given.
    """
    heat = max(temperature, SHARPEST)
    mixture = mixture_of(raw)
    rows = np.arange(len(raw))
    chosen = _drawn(_shares(mixture.log_weight, heat if temperature else 0.0), uniform[:, 0])
    pen_heat = pen_temperature or (heat**0.5 if temperature else 0.0)
    pen = _drawn(_shares(mixture.pen, pen_heat), uniform[:, 1])
    mean, sigma, rho = _gaussians(mixture, rows, chosen)
    spread = sigma * np.sqrt(heat if temperature else 0.0)
    first, second = normal[:, 0], normal[:, 1]
    correlated = rho * first + np.sqrt(1 - rho**2) * second
    offset = mean + spread * np.stack([first, correlated], axis=1)
    return offset.astype(np.float32), pen


def _shares(scores: Tensor, temperature: float) -> FloatArray:
    """Probabilities of scores (B, N); at 0 all goes to the likeliest."""
    likeliest: FloatArray = np.eye(scores.shape[1], dtype=np.float32)[scores.argmax(-1).numpy()]
    return (scores / temperature).softmax(-1).numpy() if temperature else likeliest


def _gaussians(
    mixture: Mixture, rows: IntArray, chosen: IntArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Mean (B, 2), standard deviations (B, 2) and correlation (B,) of the chosen Gaussians."""
    return (
        mixture.mean.numpy()[rows, chosen],
        np.exp(mixture.log_sigma.numpy()[rows, chosen]),
        mixture.correlation.numpy()[rows, chosen],
    )


def _drawn(probabilities: FloatArray, uniform: FloatArray) -> IntArray:
    """A column for each row, (B,), in proportion to its probability."""
    below = np.cumsum(probabilities, axis=1) < (uniform * probabilities.sum(1))[:, None]
    column: IntArray = np.minimum(below.sum(1), probabilities.shape[1] - 1)
    return column
