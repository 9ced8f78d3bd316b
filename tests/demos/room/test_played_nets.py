"""Networks that a class can be: right for every word, and how errors spread in them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import torch
from node_answers import node_answers
from torch import nn

from seqdemo.demos.room.nets import ALPHABET, LONGEST, NETS, another_word, check_word
from seqdemo.demos.room.play_view import board_play, given, pupil_play, unit_of
from seqdemo.rooms.play import Play, UnitValue
from seqdemo.rooms.records import Pupil

SCRIPT = Path(__file__).with_name("played_answers.js")
WORDS = ["".join(word) for n in range(1, LONGEST + 1) for word in product(ALPHABET, repeat=n)]
TRUE: dict[str, Callable[[str], bool]] = {
    "odd": lambda word: word.count("a") % 2 == 1,
    "more": lambda word: word.count("a") > word.count("b"),
    "third": lambda word: word[-3:-2] == "a",
    "after": lambda word: "b" in word[word.index("a") :] if "a" in word else False,
}


def played(name: str, word: str, **values: list[float]) -> dict[str, Any]:
    """A net and what was given, by the place of the letter; the network does the rest."""
    blank: list[float | None] = [None] * NETS[name].units
    return NETS[name].data() | {
        "word": word,
        "given": [values.get(f"at{t}", blank) for t in range(len(word))],
    }


def states(name: str, word: str) -> torch.Tensor:
    """Hidden states by PyTorch, (letters, units)."""
    net = NETS[name]
    layer = nn.RNN(len(ALPHABET), net.units, nonlinearity="relu")
    with torch.no_grad():
        layer.weight_ih_l0.copy_(torch.tensor(net.W))
        layer.weight_hh_l0.copy_(torch.tensor(net.U))
        layer.bias_ih_l0.copy_(torch.tensor(net.b))
        layer.bias_hh_l0.zero_()
        x = torch.tensor([[float(letter == other) for other in ALPHABET] for letter in word])
        found: torch.Tensor = layer(x)[0]
    return found


@pytest.mark.parametrize("name", NETS)
def test_a_network_is_right_for_every_word_and_computes_what_pytorch_computes(name: str) -> None:
    found = node_answers(SCRIPT, [played(name, word) for word in WORDS])
    for word, one in zip(WORDS, found, strict=True):
        assert one["hidden"] == states(name, word).tolist()
        assert (one["logits"][-1] > 0) == TRUE[name](word), word
    assert set(TRUE) == set(NETS)


def test_a_wrong_value_stays_in_one_network_and_is_gone_in_another() -> None:
    stays, moves, sums = node_answers(
        SCRIPT,
        [
            played("odd", "abbb", at0=[0, 0]),
            played("third", "bbbbb", at0=[9, 0, 0]),
            played("odd", "ab", at0=[5, 0]) | {"given": [[5, 0]]},
        ],
    )
    assert stays["hidden"] == [[0, 0]] * 4 and stays["right"][1:] == [[0, 0]] * 3
    assert stays["right"][0] == [1, 0] and stays["logits"][-1] < 0
    assert moves["hidden"] == [[9, 0, 0], [0, 9, 0], [0, 0, 9], [0, 0, 0], [0, 0, 0]]
    assert [(one["value"], one["weight"]) for one in sums["terms"]] == [
        (0, 1),
        (1, 0),
        (5, 1),
        (0, -2),
        (1, 0),
    ]


def test_one_of_three_values_is_the_units_sum() -> None:
    begun = [played(name, word) | {"given": []} for name in NETS for word in ("a", "b")]
    later = [
        played(name, "abab") | {"given": [[one] * NETS[name].units]}
        for name in NETS
        for one in (0, 2)
    ]
    for found in node_answers(SCRIPT, begun + later):
        for value, three in zip(found["next"], found["three"], strict=True):
            assert three == sorted(set(three)) and len(three) == 3 and value in three


def test_several_pupils_hold_one_unit_and_the_median_counts() -> None:
    assert [unit_of(number, 2) for number in (1, 2, 3, 4, 5)] == [0, 1, 0, 1, 0]
    values = [UnitValue(0, 1, 1.0), UnitValue(0, 3, 1.0), UnitValue(0, 5, 7.0)]
    assert given(Play("odd", "ab", 1), values) == [[1.0, None]]
    pupils = [Pupil(number, f"animal {number}", 0, 0.0) for number in (1, 2, 3)]
    shown = board_play(Play("odd", "ab", 0), values, pupils)
    assert shown["answered"] == [3, 0] and shown["given"] == []
    assert shown["holders"] == [["animal 1", "animal 3"], ["animal 2"]]


def test_a_pupil_gets_nobody_elses_value_while_its_letter_is_read() -> None:
    values = [UnitValue(0, 1, 1.0), UnitValue(0, 2, 0.5), UnitValue(1, 2, 3.25)]
    mine = pupil_play(Play("odd", "ab", 1), values, 1)
    assert mine["unit"] == 0 and mine["own"] == {"0": 1.0} and mine["given"] == [[1.0, 0.5]]
    assert "3.25" not in str(mine)


def test_words_are_of_two_letters() -> None:
    assert check_word(" AbA ") == "aba"
    for text in ("", "abc", "a" * (LONGEST + 1), "<b>"):
        with pytest.raises(ValueError, match="word of 1 to"):
            check_word(text)
    assert another_word("abab") != "abab" and len(check_word(another_word("abab"))) == 4
