"""What ships of the sketch demo, and what its cards claim."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from seqdemo.core.card_file import WEIGHTS
from seqdemo.demos.sketch.data import Drawings, read_split
from seqdemo.demos.sketch.default_configuration import DEFAULT_RUNS
from seqdemo.demos.sketch.sources import SOURCES
from seqdemo.demos.sketch.task import TASK, SketchTask, source_of
from seqdemo.demos.sketch.things import THINGS

CPU = torch.device("cpu")
MOST_BYTES = 13_000_000


@pytest.fixture
def data(data_folder):
    return data_folder / "sketch"


def test_all_weights_together_are_small():
    sizes = [(TASK.folder(name) / WEIGHTS).stat().st_size for name in TASK.networks]
    assert len(sizes) == 5 and sum(sizes) < MOST_BYTES


@pytest.mark.parametrize("network", TASK.networks)
def test_a_card_says_what_its_loss_was_measured_with(network):
    card = TASK.card(network)
    found, source = card["metrics"], SOURCES[source_of(network)]
    assert found["n_max"] == source.max_points and found["scale"] > 0
    assert found["parameters"] == sum(p.numel() for p in TASK.load(network, CPU).parameters())
    assert card["licence"] == source.licence and card["limits"]
    assert sorted(card["unit_order"]) == list(range(card["config"]["hidden_size"]))
    assert "few-shot" in str(card["limits"]).lower() or network != "quickdraw_mini"


@pytest.mark.parametrize("network", ["aaron_sheep", "short_kanji", "omniglot"])
def test_it_foresees_better_than_the_default_configuration_after_as_many_updates(network):
    card = TASK.card(network)
    for found in (card["metrics"], card["test"]):
        assert found["default_updates"] == card["phases"]["draw"]["max_steps"]
        assert found["l_r"] < found["default_l_r"]


@pytest.mark.parametrize("split", ["valid", "test"])
@pytest.mark.parametrize("network", ["aaron_sheep", "short_kanji", "omniglot"])
def test_the_cards_numbers_are_measured_again(data, network, split):
    task = SketchTask(data)
    card = TASK.card(network)
    claimed = card["metrics"] if split == "valid" else card["test"]
    drawings = read_split(data, network, split)
    measured = task.evaluate(task.load(network, CPU), split)
    assert measured["drawings"] == len(drawings)
    for name, value in claimed.items():
        assert measured[name] == pytest.approx(value, abs=2e-3), name


def test_kanji_that_are_also_in_training_are_left_out(data):
    counts = {split: len(read_split(data, "short_kanji", split)) for split in ("valid", "test")}
    assert counts == {"valid": 593, "test": 499}


def test_drawings_of_each_thing_are_split_without_overlap(data):
    splits = {name: read_split(data, "quickdraw_mini", name) for name in ("train", "valid", "test")}
    shown = [np.bincount(drawings.labels, minlength=len(THINGS)) for drawings in splits.values()]
    assert shown[0].max() == 21 and shown[1].max() == shown[2].max() == 2
    train = {_bytes(splits["train"], n) for n in range(len(splits["train"]))}
    assert all(_bytes(splits["test"], n) not in train for n in range(len(splits["test"])))


def _bytes(drawings: Drawings, number: int) -> bytes:
    return np.ascontiguousarray(drawings.drawing(number)).tobytes()


def test_the_scale_is_the_standard_deviation_of_all_training_offsets(data):
    points = read_split(data, "aaron_sheep", "train").points[:, :2].astype(float)
    assert TASK.card("aaron_sheep")["config"]["scale"] == pytest.approx(points.std())


def test_a_missing_and_a_damaged_file_are_said_in_a_sentence(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"aaron_sheep.npz.*--data"):
        SketchTask(tmp_path).model("aaron_sheep")
    (tmp_path / "aaron_sheep.npz").write_bytes(b"PK\x03\x04 no drawings")
    with pytest.raises(ValueError, match="not a file of drawings"):
        SketchTask(tmp_path).model("aaron_sheep")


def test_defaults_are_known_of_data_sets_alone():
    assert set(DEFAULT_RUNS) <= set(SOURCES)
    assert all({"valid", "test"} == set(run.l_r) for run in DEFAULT_RUNS.values())
