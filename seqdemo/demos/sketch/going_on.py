"""How a network goes on from a drawing: endings and traces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from seqdemo.core.trace import FloatArray, LayerTrace, Trace
from seqdemo.demos.sketch.gaussians import Gaussians
from seqdemo.demos.sketch.mixture import PEN, mixture_of
from seqdemo.demos.sketch.network import SketchNetwork, features
from seqdemo.demos.sketch.offsets import centred, lines_of, moved, offsets_of, start_of, unit
from seqdemo.demos.sketch.query import Blend, Draw
from seqdemo.demos.sketch.sampling import Ending, endings, five_numbers
from seqdemo.demos.sketch.strokes import Sketch

ARROWS = "→↘↓↙←↖↑↗"
START, UP = "start", " up"
"""Labels: of the beginning, and what is added where the pen is lifted."""


@dataclass(frozen=True)
class Drawn:
    """What a network drew, on the sheet.

    Attributes:
        start: Where the pen was before the first ending, (x, y).
        drawing: Whether it is down there: an empty sheet.
        endings: How it went on, in its own units.
        places: Where the pen went in each ending, (T, 2).
        lines: The lines of each ending.
        gaussians: What the points of each ending were drawn from.
    """

    start: tuple[float, float]
    drawing: bool
    endings: tuple[Ending, ...]
    places: tuple[FloatArray, ...]
    lines: tuple[tuple[FloatArray, ...], ...]
    gaussians: tuple[Gaussians, ...]


def go_on(model: SketchNetwork, asked: Draw) -> Drawn:
    """Draw on from a drawing; each ending has its own luck."""
    config = model.config
    given = offsets_of(asked.sketch, config.source, config.scale)
    found = endings(
        model,
        given,
        rows=range(asked.first, asked.first + asked.endings),
        steps=asked.steps,
        temperature=asked.temperature,
        seed=asked.seed,
        condition=condition_of(model, asked, given),
        one_line=asked.one_line,
    )
    begun, size = not len(given), unit(config.source, config.scale)
    starts = [start_of(asked.sketch, one.points, config.source, config.scale) for one in found]
    pairs = list(zip(found, starts, strict=True))
    lines = [
        lines_of(one.points, config.source, config.scale, start, drawing=begun)
        for one, start in pairs
    ]
    places = [np.array(start, np.float32) + moved(one.points, size) for one, start in pairs]
    mixtures = [on_sheet(torch.from_numpy(ending.mixtures), size) for ending in found]
    return Drawn(
        starts[0], begun, tuple(found), tuple(places), tuple(map(tuple, lines)), tuple(mixtures)
    )


def on_sheet(raw: Tensor, size: float) -> Gaussians:
    """Mixtures of outputs (T, 3 + 6 M), in units of the sheet."""
    mixture = mixture_of(raw)
    return Gaussians(
        mixture.log_weight.exp().numpy(),
        mixture.mean.numpy() * np.float32(size),
        mixture.log_sigma.exp().numpy() * np.float32(size),
        mixture.correlation.numpy(),
        mixture.pen.softmax(-1).numpy(),
    )


def condition_of(model: SketchNetwork, asked: Draw, given: FloatArray) -> Tensor | None:
    """What the decoder is told, (1, C): the thing to draw, or what an encoder makes of `given`."""
    if model.config.categories:
        with torch.inference_mode():
            told: Tensor = model.category(torch.tensor([asked.category % model.config.categories]))
            return told
    return latent_of(model, given, asked.seed) if model.config.latent else None


@torch.inference_mode()
def latent_of(model: SketchNetwork, given: FloatArray, seed: int) -> Tensor:
    """Latent code of a drawing (T, 3), (1, Z): the encoder's mean; drawn if there is no drawing."""
    if not len(given):
        rng = np.random.default_rng([seed, 77])
        drawn = rng.standard_normal((1, model.config.latent)).astype(np.float32)
        return torch.from_numpy(drawn)
    points = ended(given)
    return model.encode(points, torch.tensor([points.shape[1] - 1])).mean


def ended(given: FloatArray) -> Tensor:
    """Points as an encoder reads them, (1, T + 1, 5): without the beginning, with the end."""
    end = torch.tensor([[[0.0, 0.0, 0.0, 0.0, 1.0]]])
    return torch.cat([five_numbers(given)[:, 1:], end], dim=1)


def blend(model: SketchNetwork, asked: Blend) -> list[Sketch]:
    """Drawings from the first to the second, decoded from codes between theirs, (frames,)."""
    source, scale = model.config.source, model.config.scale
    first, second = (
        latent_of(model, offsets_of(sketch, source, scale), asked.seed)
        for sketch in (asked.first, asked.second)
    )
    codes = torch.cat([between(first, second, n / (asked.frames - 1)) for n in range(asked.frames)])
    found = endings(
        model,
        np.zeros((0, 3), np.float32),
        rows=[0] * asked.frames,  # the same luck for all: what differs comes from the code
        steps=200,
        temperature=asked.temperature,
        seed=asked.seed,
        condition=codes,
        pen_temperature=1.0,
    )
    return [centred(ending.points, source, scale) for ending in found]


def between(first: Tensor, second: Tensor, share: float) -> Tensor:
    """A code on the way from one to another, (1, Z), along the arc (White, 2016)."""
    cosine = torch.nn.functional.cosine_similarity(first, second).clamp(-1, 1)
    angle = torch.arccos(cosine)
    if float(angle) < 1e-3:
        return first + share * (second - first)
    weights = torch.sin((1 - share) * angle), torch.sin(share * angle)
    return (weights[0] * first + weights[1] * second) / torch.sin(angle)


@torch.inference_mode()
def trace_of(model: SketchNetwork, asked: Draw, *, goes_on: bool = True) -> Trace:
    """Every step of a drawing and, if it `goes_on`, of how the network goes on from it.

    Step 0 is the beginning. `logits` are those of the pen: down, up, end. `extras` hold the mixture
    after each step, in units of the sheet: weight (T, M), mean and sigma (T, M, 2), correlation
    (T, M); `place` (T, 2), where the pen is; `lifted` (T,), whether it is lifted; and `own` (T,), 1
    for points that the network drew.
    """
    config = model.config
    given = offsets_of(asked.sketch, config.source, config.scale)
    added = go_on(model, asked).endings[0].points if goes_on else given[:0]
    points = np.concatenate([given, added])
    layers = layers_of(model, points, condition_of(model, asked, given))
    raw = model.head(torch.from_numpy(layers[0].hidden))
    own = np.r_[np.zeros(len(given) + 1), np.ones(len(added))].astype(np.float32)
    return Trace(
        inputs=labels_of(points),
        layers=layers,
        logits=mixture_of(raw).pen.numpy(),
        classes=PEN,
        extras={"own": own, **_extras(model, raw, points, asked.sketch)},
        upstream=_encoder_trace(model, given),
    )


def layers_of(
    model: SketchNetwork, points: FloatArray, condition: Tensor | None
) -> tuple[LayerTrace, ...]:
    """States and gates of reading points (T, 3), the beginning included."""
    x, state = model.told(features(five_numbers(points)), condition, None)
    return model.decoder.trace(x[0], state)


def labels_of(points: FloatArray) -> tuple[str, ...]:
    """Steps in words, the beginning first: which way, and whether the pen is then lifted."""
    return (START, *map(_label, points))


def _label(point: FloatArray) -> str:
    way = round(float(np.arctan2(point[1], point[0])) / (np.pi / 4)) % 8
    return f"{ARROWS[way]}{UP if point[2] else ''}"


def _extras(
    model: SketchNetwork, raw: Tensor, points: FloatArray, sketch: Sketch
) -> dict[str, FloatArray]:
    """Mixtures and places of all steps, in units of the sheet."""
    source, scale = model.config.source, model.config.scale
    size = unit(source, scale)
    start = sketch[0].places[0] if sketch else start_of((), points, source, scale)
    moves = np.concatenate([np.zeros((1, 2), np.float32), points[:, :2] * np.float32(size)])
    mixtures = on_sheet(raw, size)
    return {
        "weight": mixtures.weight,
        "mean": mixtures.mean,
        "sigma": mixtures.sigma,
        "correlation": mixtures.correlation,
        "place": np.array(start, np.float32) + np.cumsum(moves, axis=0),
        "lifted": np.r_[0, points[:, 2]].astype(np.float32),
    }


def _encoder_trace(model: SketchNetwork, given: FloatArray) -> Trace | None:
    """The encoder reading the drawing, where there is one."""
    if not model.config.latent or not len(given):
        return None
    return Trace(
        inputs=(*labels_of(given)[1:], "end"),
        layers=model.encoder.trace(features(ended(given))[0]),
    )
