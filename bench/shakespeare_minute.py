"""What does a writer learn from Shakespeare in a minute on one CPU core?

Needs Tiny Shakespeare: `seqdemo fetch shakespeare`, or SEQDEMO_DATA names a folder that holds
shakespeare/input.txt. Run it from the root of the project: `seqdemo bench shakespeare_minute`.
"""

from __future__ import annotations

from itertools import islice
from time import process_time
from typing import Any

import torch
from rich.console import Console
from rich.table import Table
from torch import Tensor

from bench._threads import threads
from seqdemo.core.datasets import data_root
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.models.text_writer import TextWriter, TextWriterConfig
from seqdemo.tasks.registry import get_task
from seqdemo.tasks.text_nats import windows_nats
from seqdemo.tasks.text_windows import TEXT_FILE, TextWindows, part_of, read_text
from seqdemo.training.fit import Fit, accelerator_on
from seqdemo.training.recipe import Recipe

SECONDS = 59
"""CPU seconds of training, trial included; on an idle core as many seconds on the clock.

On one thread: at this size a second one takes as much time and mostly waits for the first.
"""

SCRIPT_NATS = {59: 1.73, 120: 1.64}
"""CPU seconds -> nats per character on the same text of a GRU script as they were written in 2017:
plain float32 and a constant learning rate. Reported by this project, not measured here."""

HIDDEN_SIZE = 384
EMBED_SIZE = 64
WINDOW = 64
BATCH = 32
LEARNING_RATE = 6e-3
WARMUP_STEPS = 40

WARM, TRIAL = 4, 16
"""Updates of a network that is thrown away: the first few are slow, the rest tell the speed."""

MARGIN = 0.94  # share of the time that is planned for: an update may take longer later on
SHARES = (1 / 12, 1 / 6, 1 / 3, 1 / 2, 2 / 3, 5 / 6, 1)
"""After which shares of the updates the network is measured."""

VALID = 50_000  # characters


def measure(seconds: float = SECONDS) -> dict[str, Any]:
    """Train once; the learning rate reaches zero when the time is up.

    Args:
        seconds: CPU seconds of training.

    Returns:
        `curve`: points of CPU seconds of training so far, the time for measuring not counted, and
        nats per character on the first 50,000 characters of the validation part, in windows of 256.
        `nats_at_59_cpu_s` and `nats_at_120_cpu_s`: the best not later than that, None without any.
        `script_nats_at_...`: what the script of 2017 reaches by then.

    Raises:
        FileNotFoundError: If the text is missing.
    """
    text = _text()
    with threads(1):
        curve = _train(text, seconds)
    numbers: dict[str, Any] = {"curve": curve}
    for limit in SCRIPT_NATS:
        in_time = [point["nats"] for point in curve if point["cpu_seconds"] <= limit]
        numbers[f"nats_at_{limit}_cpu_s"] = min(in_time, default=None)
    for limit, nats in SCRIPT_NATS.items():
        numbers[f"script_nats_at_{limit}_cpu_s"] = nats
    return numbers


def _text() -> str:
    folder = data_root() / "shakespeare"
    if not (folder / TEXT_FILE).is_file():
        raise FileNotFoundError(
            f"no {TEXT_FILE} in {folder}: `seqdemo fetch shakespeare` downloads the text, "
            "or let SEQDEMO_DATA name the folder that holds shakespeare/input.txt"
        )
    return read_text(folder)


def _train(text: str, seconds: float) -> list[dict[str, float]]:
    """The points of the curve."""
    vocabulary = Vocabulary.of(text)
    dataset = TextWindows(part_of(text, "train"), vocabulary, window=WINDOW)
    valid = torch.from_numpy(vocabulary.encode(part_of(text, "valid")[:VALID]))
    start = process_time()
    per_update = _seconds_per_update(dataset, vocabulary)
    steps = max(1, int((seconds - (process_time() - start)) * MARGIN / per_update))
    marks = {max(1, round(share * steps)) for share in SHARES}
    fit = _fit(dataset, vocabulary, steps)
    curve: list[dict[str, float]] = []
    for done in fit:
        if done.step in marks:
            spent = process_time() - start
            nats = _nats(fit.model, valid)
            curve.append({"cpu_seconds": round(spent, 2), "nats": round(nats, 4)})
            start = process_time() - spent
    return curve


def _fit(dataset: TextWindows, vocabulary: Vocabulary, steps: int) -> Fit:
    """A fresh writer, about to be trained."""
    recipe = Recipe(
        max_steps=steps,
        batch_size=BATCH,
        learning_rate=LEARNING_RATE,
        warmup_steps=WARMUP_STEPS,
        shuffle=False,
        precision="bf16",
    )
    torch.manual_seed(recipe.seed)
    config = TextWriterConfig(
        "lstm",
        len(vocabulary),
        EMBED_SIZE,
        HIDDEN_SIZE,
        num_layers=1,
        dropout=0.0,
        embed_dropout=0.0,
        weight_dropout=0.0,
    )
    accelerator = accelerator_on(torch.device("cpu"))
    return Fit(TextWriter(config), dataset, get_task("shakespeare").loss, recipe, accelerator)


def _seconds_per_update(dataset: TextWindows, vocabulary: Vocabulary) -> float:
    """CPU seconds of one update."""
    trial = iter(_fit(dataset, vocabulary, TRIAL))
    for _ in islice(trial, WARM):
        pass
    start = process_time()
    for _ in trial:
        pass
    return (process_time() - start) / (TRIAL - WARM)


def _nats(writer: torch.nn.Module, symbols: Tensor) -> float:
    assert isinstance(writer, TextWriter)
    writer.eval()
    nats = windows_nats(writer, symbols)
    writer.train()
    return nats


def main() -> None:
    """Print the numbers as tables."""
    numbers = measure()
    table = Table("CPU seconds", "nats per character", title="One LSTM layer, one CPU thread")
    for point in numbers["curve"]:
        table.add_row(f"{point['cpu_seconds']:.1f}", f"{point['nats']:.3f}")
    Console().print(table)
    beside = Table("CPU seconds", "nats per character", "a script of 2017", title="Best by then")
    for limit, script in SCRIPT_NATS.items():
        nats = numbers[f"nats_at_{limit}_cpu_s"]
        beside.add_row(str(limit), "-" if nats is None else f"{nats:.3f}", f"{script:.2f}")
    Console().print(beside)


if __name__ == "__main__":
    main()
