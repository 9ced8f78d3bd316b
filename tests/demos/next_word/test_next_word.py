"""What is claimed of the shipped networks, and how they are measured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from bench._memory_seeds import MEASURES
from seqdemo.core.datasets import data_root
from seqdemo.demos.next_word import memory, text
from seqdemo.demos.next_word.network import WordModel
from seqdemo.demos.next_word.query import Words
from seqdemo.demos.next_word.seed_sentence import AFTER, BEFORE
from seqdemo.demos.next_word.suggestions_table import FILE, SuggestionTable
from seqdemo.demos.next_word.task import TASK, NextWordTask

SENTENCES = ["I'd like a cup of tea.", "Tom isn't here.", "Where do you live?", "Zorro left."]
EVERYDAY = data_root() / "everyday"


@pytest.fixture(scope="module")
def keyboard() -> WordModel:
    model = TASK.load("keyboard", torch.device("cpu"))
    assert isinstance(model, WordModel)
    return model


@pytest.fixture(scope="module")
def metrics() -> Mapping[str, Mapping[str, Any]]:
    return {network: TASK.card(network)["metrics"] for network in TASK.networks}


@pytest.mark.parametrize("after", [AFTER, None], ids=["both sides", "the left alone"])
def test_a_cup_for_breakfast_is_of_coffee_or_tea(keyboard: WordModel, after: str | None) -> None:
    found = [guess.word for guess in TASK.predict(keyboard, Words(BEFORE, after))[:3]]
    assert {"coffee", "tea"} <= set(found)


def test_suggestions_are_better_than_those_of_a_4_gram_model(
    metrics: Mapping[str, Mapping[str, Any]],
) -> None:
    found = metrics["keyboard"]
    assert found["top1"] > found["ngram_top1"] and found["top3"] > found["ngram_top3"]


def test_words_on_both_sides_tell_more_than_those_on_one(
    metrics: Mapping[str, Mapping[str, Any]],
) -> None:
    found = metrics["keyboard"]
    assert found["blank_top1"] > found["top1"] and found["blank_top3"] > found["top3"]


def test_gates_remember_a_country_longer(metrics: Mapping[str, Mapping[str, Any]]) -> None:
    far = {network: found["country_by_distance"]["60"] for network, found in metrics.items()}
    assert min(far["lstm"], far["gru"]) > far["rnn"]


def test_the_memory_networks_had_one_course_and_the_best_of_three_ships() -> None:
    cards = [TASK.card(name) for name in ("lstm", "gru", "rnn")]
    assert cards[0]["recipe"] | {"seed": 0} == cards[1]["recipe"] | {"seed": 0}
    for card in cards:
        assert asdict(TASK.recipe(card["network"])) | {"seed": card["seed"]} == card["recipe"]
        means = {
            seed: [sum(each[name].values()) / len(each[name]) for name in MEASURES]
            for seed, each in card["seeds"].items()
        }
        assert len(means) == 3 and means[str(card["seed"])] == max(means.values())


def test_the_memory_networks_are_of_one_size() -> None:
    recurrent = [
        sum(p.numel() for p in TASK.rebuild(name, TASK.card(name)).left.recurrent.parameters())
        for name in ("lstm", "gru", "rnn")
    ]
    assert max(recurrent) < 1.02 * min(recurrent)


def test_all_weights_together_are_small() -> None:
    assert sum(TASK.card(network)["bytes"] for network in TASK.networks) <= 11_000_000


def test_any_file_of_sentences_is_a_split(
    keyboard: WordModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "DISTANCES", (0, 60))
    monkeypatch.setattr(memory, "SENTENCES", 10)
    (tmp_path / "mine.txt").write_text("\n".join(SENTENCES), "utf-8")
    task = NextWordTask(tmp_path)
    task.check_split("mine")
    with pytest.raises(FileNotFoundError, match=r"other\.txt is not there"):
        task.check_split("other")
    model = task.load("keyboard", torch.device("cpu"))
    found = task.evaluate(model, "mine")
    summary = task.summary({"keyboard": found})
    assert {
        "perplexity", "top1", "top3", "saved_keystrokes", "ngram_top1", "ngram_top3", "blank",
        "country_by_distance", "agreement",
    } <= set(summary)  # fmt: skip
    assert set(summary["country_by_distance"]) == {"keyboard"} and len(summary["blank"]) == 5
    assert set(found["country_by_distance"]) == {"0", "60"}
    assert 0 < found["saved_keystrokes"] < 1 and json.dumps(summary)


def test_without_a_data_folder_measuring_says_what_is_missing() -> None:
    task = NextWordTask()
    with pytest.raises(FileNotFoundError, match="everyday"):
        task.evaluate(task.load("lstm", torch.device("cpu")), "valid")


@pytest.mark.skipif(not (EVERYDAY / "train.txt").is_file(), reason="needs the everyday sentences")
def test_the_4_gram_model_that_ships_is_the_one_of_the_training_text(keyboard: WordModel) -> None:
    made = NextWordTask(EVERYDAY)._counted(TASK.known(keyboard))
    ships = SuggestionTable.from_bytes((TASK.folder("keyboard") / FILE).read_bytes())
    np.testing.assert_array_equal(made.contexts, ships.contexts)
    np.testing.assert_array_equal(made.words, ships.words)


@pytest.mark.skipif(not (EVERYDAY / "valid.txt").is_file(), reason="needs the everyday sentences")
def test_no_sentence_of_the_valid_split_is_in_training() -> None:
    train = {tuple(tokens) for tokens in text.everyday(EVERYDAY, "train")}
    valid = [tuple(tokens) for tokens in text.everyday(EVERYDAY, "valid")]
    assert sum(tokens in train for tokens in valid) < 0.01 * len(valid)
