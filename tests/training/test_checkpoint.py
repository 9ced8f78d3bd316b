"""Weights come back as they were stored, or one sentence names the file that is at fault."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import nn

from seqdemo.core.card_file import (
    ASSETS,
    CARD,
    WEIGHTS,
    CheckpointError,
    checked_weights,
    read_card,
    write_card,
)
from seqdemo.training.checkpoint import load_into, save

CPU = torch.device("cpu")


def network(units: int = 3) -> nn.Module:
    """Floats and, in its batch norm, a counter."""
    torch.manual_seed(units)
    made = nn.Sequential(nn.Linear(2, units), nn.BatchNorm1d(units))
    made(torch.randn(5, 2))
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkpoint in half precision, as they ship."""
    save(tmp_path / "gru", network(), {"task": "tiny"}, torch.float16)
    return tmp_path / "gru"


# The way there and back


def test_half_precision_weights_come_back_in_single_precision_and_ready_to_answer(
    folder: Path,
) -> None:
    original, loaded = network(), load_into(network(), folder, CPU)
    assert not loaded.training
    for name, tensor in loaded.state_dict().items():
        stored = original.state_dict()[name]
        if stored.is_floating_point():
            assert tensor.dtype == torch.float32
            assert torch.equal(tensor, stored.half().float()), name
        else:
            assert torch.equal(tensor, stored), name


def test_storing_stored_weights_again_changes_no_byte(folder: Path, tmp_path: Path) -> None:
    save(tmp_path / "again", load_into(network(), folder, CPU), {}, torch.float16)
    assert (tmp_path / "again" / WEIGHTS).read_bytes() == (folder / WEIGHTS).read_bytes()


def test_single_precision_weights_come_back_to_the_bit(tmp_path: Path) -> None:
    made = network()
    save(tmp_path, made, {})
    made_again = load_into(nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3)), tmp_path, CPU)
    for name, tensor in made_again.state_dict().items():
        assert torch.equal(tensor, made.state_dict()[name]), name


def test_half_precision_takes_half_the_space_and_leaves_counters_whole(folder: Path) -> None:
    stored = load_file(folder / WEIGHTS)
    assert stored["0.weight"].dtype == torch.float16
    assert stored["1.num_batches_tracked"].dtype == torch.int64


def test_saving_leaves_the_network_as_it_was(tmp_path: Path) -> None:
    made = network()
    save(tmp_path, made, {}, torch.float16)
    assert all(p.dtype == torch.float32 for p in made.parameters())
    assert made.training


def test_the_card_says_what_it_was_given_and_describes_the_file(folder: Path) -> None:
    card = read_card(folder)
    assert card["task"] == "tiny"
    assert card["bytes"] == (folder / WEIGHTS).stat().st_size
    assert checked_weights(folder) == (folder / WEIGHTS).read_bytes()


def test_a_card_keeps_a_long_list_on_one_line_and_accents_as_they_are(tmp_path: Path) -> None:
    card = {"words": ["é"] * 300, "metrics": {"accuracy": 0.5}, 'with "quotes"': None}
    write_card(tmp_path, card)
    lines = (tmp_path / CARD).read_text("utf-8").splitlines()
    assert len(lines) == 2 + len(card)
    assert "é" in lines[1]
    assert read_card(tmp_path) == card


def test_an_empty_card_is_a_card(tmp_path: Path) -> None:
    write_card(tmp_path, {})
    assert read_card(tmp_path) == {}


def test_the_cards_of_this_repository_stand_in_its_assets() -> None:
    assert (ASSETS.parent / "app.py").is_file()


# What is refused


def alter_card(folder: Path, **changes: object) -> None:
    card = json.loads((folder / CARD).read_text("utf-8"))
    (folder / CARD).write_text(json.dumps(card | changes), "utf-8")


def alter_byte(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def vouch_for_anything(folder: Path, data: bytes) -> None:
    """Weights that agree with their card and yet are not safetensors."""
    (folder / WEIGHTS).write_bytes(data)
    alter_card(folder, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


Spoil = Callable[[Path], object]


SPOILED: dict[str, tuple[Spoil, str]] = {
    "truncated": (
        lambda f: truncate(f / WEIGHTS),
        f"gru/{WEIGHTS} is damaged: it has .* its card says",
    ),
    "emptied": (
        lambda f: (f / WEIGHTS).write_bytes(b""),
        f"gru/{WEIGHTS} is damaged: it has 0 bytes",
    ),
    "last byte": (lambda f: alter_byte(f / WEIGHTS, -1), f"gru/{WEIGHTS} was altered"),
    "header byte": (lambda f: alter_byte(f / WEIGHTS, 3), f"gru/{WEIGHTS} was altered"),
    "no weights": (lambda f: (f / WEIGHTS).unlink(), f"gru/{WEIGHTS} is missing"),
    "no card": (lambda f: (f / CARD).unlink(), f"gru/{CARD} is missing"),
    "card no json": (lambda f: (f / CARD).write_text("words: many"), f"gru/{CARD} cannot be read"),
    "card no text": (
        lambda f: (f / CARD).write_bytes(b"\xff\xfe\x00"),
        f"gru/{CARD} cannot be read",
    ),
    "card a list": (lambda f: (f / CARD).write_text("[]"), f"gru/{CARD} is not a card"),
    "no hash": (lambda f: alter_card(f, sha256=None), f"gru/{WEIGHTS} was altered"),
    "no size": (lambda f: alter_card(f, bytes=None), f"gru/{WEIGHTS} is damaged"),
    "size no number": (lambda f: alter_card(f, bytes="many"), f"gru/{WEIGHTS} is damaged"),
    "a pickle": (
        lambda f: vouch_for_anything(f, b"\x80\x04N."),
        f"gru/{WEIGHTS} is not a safetensors",
    ),
}


@pytest.mark.parametrize(("spoil", "sentence"), SPOILED.values(), ids=SPOILED)
def test_a_checkpoint_that_is_incomplete_or_altered_is_refused_by_the_name_of_the_file(
    folder: Path, spoil: Spoil, sentence: str
) -> None:
    spoil(folder)
    with pytest.raises(CheckpointError, match=sentence):
        load_into(network(), folder, CPU)


def test_the_weights_of_another_network_are_refused(folder: Path) -> None:
    with pytest.raises(CheckpointError, match=f"gru/{WEIGHTS} does not fit this network"):
        load_into(network(units=4), folder, CPU)
    with pytest.raises(CheckpointError, match=f"gru/{WEIGHTS} does not fit this network"):
        load_into(nn.Linear(2, 3), folder, CPU)


def test_a_refused_checkpoint_leaves_the_network_as_it_was(folder: Path) -> None:
    made = network()
    before = {name: tensor.clone() for name, tensor in made.state_dict().items()}
    alter_byte(folder / WEIGHTS, -1)
    with pytest.raises(CheckpointError):
        load_into(made, folder, CPU)
    assert all(torch.equal(t, before[name]) for name, t in made.state_dict().items())


def test_the_message_is_the_same_on_every_machine(tmp_path: Path) -> None:
    """It may stand on a page: the folders of the server are nobody's business."""
    deep = tmp_path / "somebody" / "assets" / "word_reader" / "gru"
    with pytest.raises(CheckpointError) as caught:
        read_card(deep)
    assert str(caught.value) == "assets/word_reader/gru/card.json is missing"
