"""The figures of every unit that ship: of the shipped weights, whole, and made by the command."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import torch

from seqdemo.analysis.feature_file import load_features, measured
from seqdemo.analysis.text_properties import text_properties
from seqdemo.analysis.unit_numbers import FILE, load_numbers
from seqdemo.core.card_file import ASSETS
from seqdemo.core.trace import GATES
from seqdemo.core.trace_file import load_trace
from seqdemo.demos.shakespeare import features
from seqdemo.demos.shakespeare.examples import EXAMPLE, FIRST_UNIT
from seqdemo.demos.shakespeare.task import TASK, ShakespeareTask
from seqdemo.tasks.sparse_features import SparseRecipe
from seqdemo.training.checkpoint import shipped_sha256

CPU = torch.device("cpu")


def shipped(network):
    return load_numbers(TASK.folder(network), TASK.card(network)["sha256"])


@pytest.mark.parametrize("network", TASK.networks)
def test_the_shipped_numbers_are_those_of_the_shipped_weights(network):
    numbers, card = shipped(network), TASK.card(network)
    again = f"weights and {FILE} differ: run `seqdemo attach shakespeare --network {network}`"
    assert numbers is not None, again
    assert numbers.steps == 100_000 and len(numbers.layers) == card["config"]["num_layers"]
    gates = [name for name in GATES[network] if name != "candidate"]
    for layer in numbers.layers:
        assert set(layer.meaning) == set(text_properties("")), again
        assert list(layer.saturation) == gates
        for one in layer.meaning.values():
            units = card["config"]["hidden_size"]
            assert one.chosen.shape == one.measured.shape == (units,)
            assert np.abs(one.measured).max() <= (0.5 if one.measure == "AUC" else 1)
            # Were the two halves not alike, choosing on one would say nothing of the other.
            assert np.corrcoef(one.chosen, one.measured)[0, 1] > 0.9
            assert 0 <= one.probe <= 1
        for gate in layer.saturation.values():
            assert gate.left.shape == (units,) and (gate.left + gate.right).max() < 1.001


@pytest.mark.parametrize("network", TASK.networks)
def test_weights_are_known_by_the_sum_on_their_card(network):
    writer = TASK.load(network, CPU)
    assert shipped_sha256(writer) == TASK.card(network)["sha256"]
    with torch.no_grad():
        writer.head.bias[0] += 1
    assert shipped_sha256(writer) != TASK.card(network)["sha256"]


def test_without_the_text_the_command_says_how_to_get_it():
    with pytest.raises(FileNotFoundError, match="seqdemo fetch shakespeare"):
        TASK.attachments(TASK.load("gru", CPU), "gru")


def test_the_text_gives_the_shipped_numbers(data_folder, tmp_path, monkeypatch):
    """A twentieth of the text is close to all of it."""
    folder = data_folder / "shakespeare"
    if not (folder / "input.txt").is_file():
        pytest.skip(f"no Tiny Shakespeare in {data_folder}")
    task, theirs = ShakespeareTask(folder), shipped("lstm")
    text = task.part("valid")[:5_000]
    monkeypatch.setattr(task, "part", lambda split: text)
    monkeypatch.setattr(features, "RECIPE", SparseRecipe(features=32, active=4, updates=20))
    for name, data in task.attachments(task.load("lstm", CPU), "lstm").items():
        (tmp_path / name).write_bytes(data)
    mine = load_numbers(tmp_path, theirs.weights)
    assert mine.steps == 5_000
    for one, other in zip(mine.layers, theirs.layers, strict=True):
        for name in ("letter", "space", "vowel"):
            part, whole = one.meaning[name].measured, other.meaning[name].measured
            assert np.corrcoef(part, whole)[0, 1] > 0.95, name
            assert np.abs(part - whole).mean() < 0.03, name
        for name, gate in other.saturation.items():
            assert np.abs(one.saturation[name].left - gate.left).mean() < 0.02, name


def test_the_unit_a_visitor_sees_first_rises_through_a_line_and_falls_at_its_end():
    trace = load_trace(ASSETS / "shakespeare" / "lstm" / EXAMPLE)
    depth, unit = FIRST_UNIT["lstm"]
    values, text = trace.layers[depth].hidden[:, unit], "".join(trace.inputs)
    ends = [n for n, char in enumerate(text) if char == "\n"]
    lines = [(start + 1, end) for start, end in pairwise(ends) if end - start > 20]
    assert len(lines) >= 4
    rises = [
        values[end - 5 : end].mean() - values[start : start + 4].mean() for start, end in lines
    ]
    falls = [values[end - 1] - values[end] for _, end in lines]
    assert np.mean(np.array(rises) > 0.5) >= 0.75
    assert np.mean(np.array(falls) > 0.2) >= 0.75


def test_the_shipped_features_are_of_the_shipped_weights_and_good():
    (layer,) = load_features(TASK.folder("lstm"), TASK.card("lstm")["sha256"]).values()
    assert layer.layer == 1 and len(layer.directions) == 512
    assert layer.measures["explained"] > 0.8
    assert layer.measures["active"] < 40 and layer.measures["dead"] < 0.02


def test_few_features_are_on_in_a_shipped_text_and_rebuild_its_states():
    (layer,) = load_features(TASK.folder("lstm"), TASK.card("lstm")["sha256"]).values()
    states = load_trace(TASK.folder("lstm") / EXAMPLE).layers[1].hidden
    told = measured(layer.directions, states)
    assert told["explained"] > 0.75 and told["active"] < 50


def test_what_is_said_of_the_features_is_what_was_measured():
    (layer,) = load_features(TASK.folder("lstm"), TASK.card("lstm")["sha256"]).values()
    said = (ASSETS.parent / "docs" / "results.md").read_text("utf-8")
    assert f"rebuild {layer.measures['explained']:.1%}".replace("%", " %") in said
    assert f"{layer.measures['active']:.1f} are on in a state, none" in said
    assert layer.measures["dead"] == 0
