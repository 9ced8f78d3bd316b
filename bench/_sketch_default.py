"""Sketch-RNN's default configuration, trained on the same drawings as ours for as many updates.

What magenta and its copies begin with: an unconditional decoder, an LSTM of 512 units whose new
values are dropped now and then (recurrent dropout, Semeniuta et al., 2016; keep 0.9), 20 Gaussians,
batches of 100 drawings padded to N_max, random stretching and 10 % of points dropped, Adam at 1e-3
times 0.9999 after every update, gradients clipped to +-1. The density is ours, log-sum-exp and
bounded below alike, so that both are measured by one ruler.

Fused kernels have no such dropout, so steps are a loop; on a GPU it is captured as a CUDA graph.

    python -m bench._sketch_default DATA OUT --source aaron_sheep --updates 6000

It is told nothing of the category, as the default is not. What came out is in
`seqdemo/demos/sketch/default_configuration.py`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import torch
import typer
from torch import Tensor, nn

from seqdemo.demos.sketch.augment import augmented
from seqdemo.demos.sketch.batches import padded
from seqdemo.demos.sketch.data import Drawings, read_split
from seqdemo.demos.sketch.mixture import mixture_of, offset_nats, outputs, pen_nats
from seqdemo.demos.sketch.network import with_ends
from seqdemo.demos.sketch.sources import SOURCES
from seqdemo.training.device import pick_device

HIDDEN, MIXTURES, KEEP = 512, 20, 0.9
RATE, DECAY, LEAST_RATE, CLIP = 1e-3, 0.9999, 1e-5, 1.0
REPORT_SECONDS = 20.0


class DefaultDecoder(nn.Module):
    """Magenta's unconditional decoder."""

    def __init__(self) -> None:
        super().__init__()
        self.from_input = nn.Linear(5, 4 * HIDDEN)
        self.from_hidden = nn.Linear(HIDDEN, 4 * HIDDEN, bias=False)
        self.head = nn.Linear(HIDDEN, outputs(MIXTURES))
        nn.init.xavier_uniform_(self.from_input.weight)
        for gate in torch.split(self.from_hidden.weight.data, HIDDEN):
            nn.init.orthogonal_(gate)
        nn.init.zeros_(self.from_input.bias)
        nn.init.ones_(self.from_input.bias.data[HIDDEN : 2 * HIDDEN])  # of the forget gate

    def forward(self, points: Tensor) -> Tensor:
        """Raw parameters after each point (B, T, 5), (B, T, 3 + 6 M)."""
        from_input = self.from_input(points).transpose(0, 1)
        steps, batch = from_input.shape[:2]
        kept = torch.ones(steps, batch, HIDDEN, device=points.device)
        if self.training:
            kept = kept.bernoulli_(KEEP) / KEEP
        hidden = cell = torch.zeros(batch, HIDDEN, device=points.device)
        states: list[Tensor] = []
        transposed = self.from_hidden.weight.t()
        for now, mask in zip(from_input, kept, strict=True):
            gates, new = torch.split(
                torch.addmm(now, hidden, transposed), [3 * HIDDEN, HIDDEN], dim=1
            )
            write, forget, show = torch.sigmoid(gates).chunk(3, dim=1)
            cell = torch.addcmul(cell * forget, write * mask, torch.tanh(new))
            hidden = torch.tanh(cell) * show
            states.append(hidden)
        head: Tensor = self.head(torch.stack(states, dim=1))
        return head


def training_loss(model: DefaultDecoder, read: Tensor, pen: Tensor, inside: Tensor) -> Tensor:
    """Magenta's: offsets of real points and pens of all steps, for each of N_max steps."""
    mixture = mixture_of(model(read[:, :-1]))
    offsets = offset_nats(mixture, read[:, 1:, :2]) * inside
    return (offsets + pen_nats(mixture, pen)).mean()


@torch.inference_mode()
def measured(
    model: DefaultDecoder, drawings: Drawings, scale: float, n_max: int
) -> dict[str, float]:
    """`l_r` and `nats_per_point`, as `seqdemo evaluate sketch` measures its own."""
    model.eval()
    device = next(model.parameters()).device
    points, lengths = padded(drawings)
    total = 0.0
    for rows in torch.split(torch.arange(len(lengths)), 100):
        read, pen, inside = prepared(points[rows], lengths[rows], scale, device)
        mixture = mixture_of(model(read[:, :-1]))
        cost = offset_nats(mixture, read[:, 1:, :2]) + pen_nats(mixture, pen)
        total += float((cost * inside).sum().double())
    model.train()
    count = int(lengths.sum())
    return {
        "l_r": round(total / len(lengths) / n_max, 4),
        "nats_per_point": round(total / count, 4),
    }


def prepared(
    points: Tensor, lengths: Tensor, scale: float, device: torch.device, *, augment: bool = False
) -> tuple[Tensor, Tensor, Tensor]:
    """What is read (B, T + 2, 5), the pens (B, T + 1) and which of these are of points."""
    points, lengths = points.to(device, torch.float32), lengths.to(device)
    points[..., :2] /= scale
    if augment:
        points, lengths = augmented(points, lengths, mirrored=False, slanted=0.0)
    read, pen = with_ends(points, lengths)
    inside = torch.arange(pen.shape[1], device=device) < lengths[:, None]
    return read, pen, inside.float()


def replayed(model: DefaultDecoder, batch: tuple[Tensor, Tensor, Tensor]) -> Callable[[], Tensor]:
    """Loss and new gradients of what stands in `batch`, as one CUDA graph."""
    side = torch.cuda.Stream()  # type: ignore[no-untyped-call]
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            model.zero_grad(set_to_none=True)
            training_loss(model, *batch).backward()  # type: ignore[no-untyped-call]
    torch.cuda.current_stream().wait_stream(side)
    model.zero_grad(set_to_none=True)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        loss = training_loss(model, *batch)
        loss.backward()  # type: ignore[no-untyped-call]

    def run() -> Tensor:
        graph.replay()
        return loss

    return run


def plain(model: DefaultDecoder, batch: tuple[Tensor, Tensor, Tensor]) -> Callable[[], Tensor]:
    """The same without a graph."""

    def run() -> Tensor:
        model.zero_grad(set_to_none=True)
        loss = training_loss(model, *batch)
        loss.backward()  # type: ignore[no-untyped-call]
        return loss.detach()

    return run


def main(
    data: Annotated[Path, typer.Argument(help="Folder of the drawings.")],
    out: Annotated[Path, typer.Argument(help="Folder for the numbers.")],
    source: str = "aaron_sheep",
    updates: int = 6_000,
    batch_size: int = 100,
    seconds: Annotated[float, typer.Option(help="Stop after so long.")] = 1e9,
    device: str | None = None,
) -> None:
    """Train the default configuration and write its losses."""
    chosen = pick_device(device)
    torch.manual_seed(0)
    torch.backends.cuda.matmul.allow_tf32 = True
    splits = {split: read_split(data, source, split) for split in ("train", "valid", "test")}
    scale, n_max = splits["train"].offset_scale(), SOURCES[source].max_points
    points, lengths = (tensor.to(chosen) for tensor in padded(splits["train"]))
    model = DefaultDecoder().to(chosen).train()
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE, fused=chosen.type == "cuda")
    batch = prepared(points[:batch_size], lengths[:batch_size], scale, chosen)
    run = (replayed if chosen.type == "cuda" else plain)(model, batch)
    out.mkdir(parents=True, exist_ok=True)
    started = reported = time.perf_counter()
    for step in range(1, updates + 1):
        rows = torch.randint(len(lengths), (batch_size,), device=chosen)
        fresh = prepared(points[rows], lengths[rows], scale, chosen, augment=True)
        for place, tensor in zip(batch, fresh, strict=True):
            place.copy_(tensor)
        loss = run()
        nn.utils.clip_grad_value_(model.parameters(), CLIP)
        for group in optimizer.param_groups:
            group["lr"] = (RATE - LEAST_RATE) * DECAY**step + LEAST_RATE
        optimizer.step()
        now = time.perf_counter()
        over = step == updates or now - started > seconds
        if over or now - reported > REPORT_SECONDS:
            reported = now
            numbers = {
                "source": source,
                "updates": step,
                "seconds": round(now - started, 1),
                "batch_size": batch_size,
                "loss": round(float(loss.detach()), 4),
                "valid": measured(model, splits["valid"], scale, n_max),
                "test": measured(model, splits["test"], scale, n_max),
            }
            print(json.dumps(numbers), flush=True)
            (out / f"default-{source}.json").write_text(json.dumps(numbers), "utf-8")

        if over:
            break


if __name__ == "__main__":
    typer.run(main)
