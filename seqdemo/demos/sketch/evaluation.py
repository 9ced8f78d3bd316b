"""How well a network foresees drawings it was not trained on."""

from __future__ import annotations

from typing import Any

import torch

from seqdemo.demos.sketch.batches import padded
from seqdemo.demos.sketch.data import Drawings
from seqdemo.demos.sketch.network import SketchNetwork
from seqdemo.demos.sketch.objective import Nats, nats
from seqdemo.demos.sketch.sources import SOURCES

BATCH = 100


def metrics(model: SketchNetwork, drawings: Drawings, seed: int = 0) -> dict[str, Any]:
    """Measure one network.

    Returns:
        nats_per_point: mean of -log p(offset) - log p(pen) over all points of all drawings;
            offsets in units of `scale`, so that densities can be compared where scales are equal.
        l_r: Sketch-RNN's reconstruction loss, the sum of the same over a drawing's points divided
            by `n_max`, averaged over drawings: padding costs nothing, nor does the end.
        end_nats: mean of -log p(end) where drawings end.
        n_max: points of the longest drawing that is used.
        scale: what offsets are divided by, in the data's own units.
        drawings: how many were measured.
        parameters: numbers in the network.
        kl_nats: divergence of the latent code, nats a drawing, where there is one; l_r is then
            measured with a code drawn from the encoder, as Sketch-RNN does.
    """
    cost, n_max = drawing_nats(model, drawings, seed), SOURCES[model.config.source].max_points
    found = {
        "nats_per_point": _rounded(cost.points.sum() / int(drawings.lengths.sum())),
        "l_r": _rounded(cost.points.mean() / n_max),
        "end_nats": _rounded(cost.end.mean()),
        "n_max": n_max,
        "scale": round(model.config.scale, 4),
        "drawings": len(drawings),
        "parameters": sum(p.numel() for p in model.parameters()),
    }
    if model.config.latent:
        found["kl_nats"] = _rounded(cost.divergence.mean())
    return found


@torch.inference_mode()
def drawing_nats(model: SketchNetwork, drawings: Drawings, seed: int = 0) -> Nats:
    """Nats of each drawing, as the network stands, without dropout or augmentation."""
    device = next(model.parameters()).device
    points, lengths = padded(drawings)
    labels = torch.from_numpy(drawings.labels)
    parts: list[Nats] = []
    order = _order(model, lengths)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        for start in range(0, len(drawings), BATCH):
            rows = order[start : start + BATCH]
            batch = points[rows, : int(lengths[rows].max())].to(device, torch.float32)
            batch[..., :2] /= model.config.scale
            parts.append(nats(model, batch, lengths[rows].to(device), labels[rows].to(device)))
    back = order.argsort()
    return Nats(*(torch.cat(part).double().cpu()[back] for part in zip(*parts, strict=True)))


def _order(model: SketchNetwork, lengths: torch.Tensor) -> torch.Tensor:
    """Drawings of like length beside each other, (N,): less is computed for padding.

    As they come where codes are drawn: each drawing is to have its own.
    """
    if model.config.latent:
        return torch.arange(len(lengths))
    return lengths.argsort(stable=True)


def _rounded(value: torch.Tensor) -> float:
    return round(float(value), 4)
