"""Many texts of a live network: what is measured on them, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from seqdemo.analysis.text_outcomes import Outcome, text_outcomes
from seqdemo.core.character_names import with_signs
from seqdemo.core.sampling import Sampling
from seqdemo.live.snapshot import Snapshot
from seqdemo.tasks.causes import TEMPERATURE, WriteMany, Written
from seqdemo.tasks.patching import OpenStack
from seqdemo.tasks.stack_texts import StackTexts

MOST_CLASSES = 4_096
"""A network of more is not asked for many texts: each is encoded alone first."""

COUNTED = 40
"""Classes whose share is an outcome, at most."""

NEEDED = {"line": "\n", "sentence": ".?!", "vowels": "aeiouAEIOU", "capitals": "AEIOU"}
"""Outcome of a text of letters -> classes of which there must be one."""


def live_outcomes(
    classes: Sequence[str], inputs: Sequence[str], *, joined: bool
) -> Mapping[str, Outcome]:
    """What can be measured: of letters what a play has, shares of classes, and loss.

    Args:
        classes: What the network can write.
        inputs: What it read; of many classes those count that are most frequent there.
        joined: Whether classes are letters.
    """
    found = dict(text_outcomes())
    loss = found.pop("loss")
    kept = {
        name: one
        for name, one in found.items()
        if joined and any(symbol in classes for symbol in NEEDED[name])
    }
    frequent = Counter(inputs)
    numbers = sorted(range(len(classes)), key=lambda n: -frequent[classes[n]])[:COUNTED]
    shares = {f"symbol_{n}": _share(classes[n], joined=joined) for n in sorted(numbers)}
    return kept | shares | {"loss": loss}


def live_texts(
    model: Snapshot, stack: Callable[[str], OpenStack], asked: WriteMany, *, joined: bool
) -> list[Written]:
    """Texts in order of their seeds; see `HasCauses`.

    Args:
        model: The network.
        stack: Opens it on an input.
        asked: What is written.
        joined: Whether classes are letters.
    """
    join = "" if joined else " "
    opening = stack(asked.opening)
    numbers = {name: number for number, name in enumerate(opening.classes)}
    then: int | np.ndarray[tuple[int], np.dtype[np.int64]] = asked.length
    if asked.read:
        whole = stack(join.join((asked.opening, asked.read))).labels
        then = np.array([numbers[name] for name in whole[len(opening.labels) :]], np.int64)
    texts = StackTexts(opening, model.table, Sampling(temperature=TEMPERATURE))
    return [
        Written(join.join(opening.classes[number] for number in drawn), bits)
        for drawn, bits in texts.write(asked.held, asked.seeds, then)
    ]


def _share(name: str, *, joined: bool) -> Outcome:
    def count(text: str) -> tuple[float, float]:
        symbols = list(text) if joined else text.split(" ")
        return float(symbols.count(name)), float(len(symbols))

    shown = with_signs(name)
    return Outcome(
        f"share of “{shown}”", f"How much of what is written is “{shown}”", count, share=True
    )
