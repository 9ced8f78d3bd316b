"""Train the networks of "Long memory" alike, several times each, and ship the best of each kind.

The next word's page says how much of a curve is chance; this is where that comes from. Each of the
nine trainings takes about a CPU-minute. The best is the one with the most right answers over all
distances, then in agreement, on the valid split.

Run it from the root of the project: `python -m bench._memory_seeds DATA` with the folder that
holds `everyday`; `--network NAME` and `--seed N` name one training alone. One that is kept
in `--out` is not done again.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from statistics import mean
from time import process_time
from typing import Annotated

import torch
import typer

from seqdemo.core.card_file import ASSETS, write_card
from seqdemo.demos.next_word.task import NextWordTask
from seqdemo.tasks.publish import publish
from seqdemo.training.fit import accelerator_on

NETWORKS = ("lstm", "gru", "rnn")
SEEDS = (0, 1, 2)
MEASURES = ("country_by_distance", "agreement")


def main(
    data: Path,
    network: Annotated[list[str] | None, typer.Option(help="Of these only.")] = None,
    seed: Annotated[list[int] | None, typer.Option(help="With these only.")] = None,
    out: Annotated[Path, typer.Option(help="Where every training's result is kept.")] = Path(
        "runs/memory"
    ),
) -> None:
    """Train what is not there yet; ship the best of each kind whose trainings are complete."""
    torch.set_num_threads(1)
    task = NextWordTask(data / "everyday")
    for name in network or NETWORKS:
        for number in seed or SEEDS:
            if not (out / f"{name}-{number}" / "card.json").is_file():
                train(task, name, number, out / f"{name}-{number}")
        ship(name, out)


def train(task: NextWordTask, network: str, seed: int, folder: Path) -> None:
    """Train once, and keep weights and measures."""
    recipe = replace(task.recipe(network), seed=seed)
    fit = task.fit(network, recipe=recipe, accelerator=accelerator_on(torch.device("cpu")))
    start = process_time()  # others may work on this machine, too
    for _ in fit:
        pass
    command = f"python -m bench._memory_seeds DATA --network {network} --seed {seed}"
    publish(
        task,
        network,
        fit.model,
        folder,
        recipe=recipe,
        seconds=process_time() - start,
        device="cpu, 1 thread",
        command=command,
    )


def ship(network: str, out: Path) -> None:
    """Copy the best training of a network to the assets, with what all of them reached."""
    folders = [out / f"{network}-{seed}" for seed in SEEDS]
    if not all((folder / "card.json").is_file() for folder in folders):
        return
    cards = [json.loads((folder / "card.json").read_text("utf-8")) for folder in folders]
    best = max(cards, key=lambda card: [mean(card["metrics"][name].values()) for name in MEASURES])
    folder = folders[cards.index(best)]
    seeds = {card["seed"]: {name: card["metrics"][name] for name in MEASURES} for card in cards}
    (ASSETS / "next_word" / network / "weights.safetensors").write_bytes(
        (folder / "weights.safetensors").read_bytes()
    )
    write_card(ASSETS / "next_word" / network, {**best, "seeds": seeds})


if __name__ == "__main__":
    typer.run(main)
