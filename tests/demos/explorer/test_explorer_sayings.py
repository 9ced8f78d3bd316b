"""What the explorer's page says of any network, tried on the Shakespeare writers."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from sayings import Sayings, each, holds_where_it_is_said, network

from seqdemo.core.intervention import Blend, Clamp, Freeze, Intervention
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import Trace
from seqdemo.demos.explorer.page.views import saliency
from seqdemo.demos.shakespeare.explore import EXPLORE, example_text
from seqdemo.tasks.causes import WriteMany
from seqdemo.tasks.registry import explorables, get_task

AT = 40
"""The first step that is touched."""


def writer(cell: str) -> Any:
    return network("shakespeare", cell)


def touched(cell: str, *done: Intervention, donor: str = "") -> Trace:
    """The opening and ten letters of the network's own, with its luck always the same."""
    return EXPLORE.intervene(writer(cell), example_text()[:60], done, donor, Sampling(seed=2))


def open_gates_remember_for_long() -> bool:
    """Units whose gate is open most of the time are like themselves five letters later."""
    for cell, gate in (("lstm", "forget"), ("gru", "update")):
        for layer in EXPLORE.read(writer(cell), example_text()).layers:
            kept = layer.hidden if layer.cell_state is None else layer.cell_state
            centred, open_share = kept - kept.mean(0), (layer.gates[gate] > 0.9).mean(0)
            alike = (centred[5:] * centred[:-5]).mean(0) / centred.var(0).clip(1e-9)
            long = open_share > 0.7
            if long.sum() >= 5 and alike[long].mean() < np.median(alike) + 0.2:
                return False
    return bool(long.sum() >= 5)


def zero_silences_the_memory_too() -> bool:
    unit = 183
    layers = [touched("lstm", *done).layers[1] for done in ((), (Clamp(1, (unit,), AT, 0.0),))]
    free, held = (layer.cell_state for layer in layers)
    assert free is not None and held is not None
    return bool((held[AT:, unit] == 0).all() and (np.abs(free[AT:, unit]) > 0.01).all())


def a_gate_at_one_keeps_everything_and_at_zero_nothing() -> bool:
    for cell, gate in (("lstm", "forget"), ("gru", "update")):
        for value in (0.0, 1.0):
            layer = touched(cell, Freeze(0, gate, AT, value)).layers[0]
            state = layer.hidden if layer.cell_state is None else layer.cell_state
            new = layer.gates["candidate"][AT:]
            added = new * layer.gates["input"][AT:] if cell == "lstm" else (1 - value) * new
            if not np.allclose(state[AT:], value * state[AT - 1 : -1] + added, atol=1e-4):
                return False
    return True


def reads_untouched_up_to_the_step() -> bool:
    """Whatever is done, and all of it from the step on."""
    plain = touched("lstm").layers
    for done in (Clamp(1, (3, 17), AT, 1.0), Freeze(0, "input", AT, 0.0), Blend(AT, 1.0)):
        layers = touched("lstm", done, donor="First Citizen").layers
        for mine, its in zip(layers, plain, strict=True):
            if not np.array_equal(mine.hidden[:AT], its.hidden[:AT]):
                return False
        if all(np.allclose(a.hidden[AT], b.hidden[AT]) for a, b in zip(layers, plain, strict=True)):
            return False
    return True


def a_transplant_is_of_h_and_c() -> bool:
    """The step reads on as after the other text, which with h alone it would not."""
    donor = "What, my good lord"
    text = example_text()[:60]
    moved = touched("lstm", Blend(AT, 1.0), donor=donor).layers[1]
    after = EXPLORE.read(writer("lstm"), donor + text[AT : AT + 3]).layers[1]
    same = np.allclose(moved.hidden[AT : AT + 3], after.hidden[len(donor) :], atol=1e-3)
    assert moved.cell_state is not None and after.cell_state is not None
    return same and np.allclose(
        moved.cell_state[AT : AT + 3], after.cell_state[len(donor) :], atol=1e-2
    )


def a_unit_that_nobody_reads_is_no_cause() -> bool:
    """With its weights to all others at 0 the texts are the same however it is held."""
    unit, cut = 183, copy.deepcopy(writer("lstm"))
    with torch.no_grad():
        cut.recurrent.fused.weight_hh_l1[:, unit] = 0
        cut.head.weight[:, unit] = 0
    texts = {}
    for name, model in (("cut", cut), ("whole", writer("lstm"))):
        held = ((), (Clamp(1, (unit,), 12, 1.0),), (Clamp(1, (unit,), 12, -1.0),))
        asked = WriteMany("KING HENRY:\nO", (1, 1, 1), held)
        texts[name] = {one.text[:120] for one in EXPLORE.write_many(model, asked)}
    return len(texts["cut"]) == 1 and len(texts["whole"]) == 3


def the_farthest_input_is_named() -> bool:
    """Beyond it no input has a hundredth of the largest gradient; it has."""
    model, text = writer("lstm"), example_text()[:120]
    trace = EXPLORE.read(model, text)
    found = EXPLORE.saliency(model, text, trace, 119, "", None)
    told = saliency._sentence(EXPLORE.target, found)
    far = int(re.findall(r"\*\*(\d+) steps\*\* back", told)[0])
    large = found.norms > 0.01 * found.norms.max()
    return bool(large[119 - far] and not large[: 119 - far].any() and far > 3)


def the_smallest_and_the_largest_are_named() -> bool:
    """Of all networks that the explorer opens, as their cards say."""
    tasks = [get_task(name) for name in explorables()]
    cards = [task.card(kind) for task in tasks for kind in task.networks]
    sizes = [card["config"].get("hidden_size", 448) for card in cards]  # the translator's decoder
    return (min(sizes), max(sizes)) == (4, 1024)


SAYINGS: Sayings = (
    (
        "4 in the smallest network here, 1,024 in the largest",
        the_smallest_and_the_largest_are_named,
    ),
    ("The farthest input with at least a hundredth of the largest", the_farthest_input_is_named),
    ("upper left corner: they remember for long", open_gates_remember_for_long),
    ("0 silences the unit, and its memory in an LSTM", zero_silences_the_memory_too),
    (
        "A forget or update gate at 1 keeps everything, at 0 nothing",
        a_gate_at_one_keeps_everything_and_at_zero_nothing,
    ),
    ("The network reads the input up to this step untouched", reads_untouched_up_to_the_step),
    ("All layers: h, and an LSTM's c", a_transplant_is_of_h_and_c),
    ("what is held brings about what is measured", a_unit_that_nobody_reads_is_no_cause),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/explorer", words, holds)
