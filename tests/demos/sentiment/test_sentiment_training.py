"""A course from language models to a published student, in a few updates."""

from __future__ import annotations

import json
from functools import partial

import numpy as np
import pytest
import torch
from tiny_corpus import tiny_reader, write

from seqdemo.core.card_file import CheckpointError
from seqdemo.demos.sentiment import course, phases, recipes, shipped
from seqdemo.demos.sentiment.bag import fitted_bag
from seqdemo.demos.sentiment.batches import TextBatches
from seqdemo.demos.sentiment.course import TEACHERS, Course, Teacher, continue_from
from seqdemo.demos.sentiment.language import language_loss, with_language
from seqdemo.demos.sentiment.task import SentimentTask
from seqdemo.tasks.publish import publish


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(tmp_path_factory.mktemp("data"))


@pytest.fixture
def few(monkeypatch):
    """Small networks, one update a phase, and two teachers, one in each direction."""
    monkeypatch.setattr(recipes, "LANGUAGE_UPDATES", {})
    for kind in recipes.UPDATES:
        monkeypatch.setitem(recipes.UPDATES, kind, 1)
    pair = Teacher("lstm", "forward", 1), Teacher("lstm", "backward", 3)
    monkeypatch.setattr(phases, "TEACHERS", pair)
    whole = Course.reader
    small = lambda course, cell, **more: whole(course, cell, **{"hidden_size": 16, **more})  # noqa: E731
    monkeypatch.setattr(Course, "reader", small)


def test_a_student_learns_from_labels_and_teachers(few, folder, tmp_path):
    task = SentimentTask(folder)
    fit = task.fit("rnn", run=tmp_path / "runs" / "rnn")
    names = [phase.name for phase in fit.phases]
    assert names[-1] == "student" and len(names) == 6
    steps = list(fit)
    assert len(steps) == task.recipe("rnn").max_steps == 6
    assert all(np.isfinite(step.loss) for step in steps)
    assert fit.model.language is None and not fit.model.config.pooled
    # Another student finds the language models and the teachers there.
    again = task.fit("gru", run=tmp_path / "runs" / "gru")
    assert len(list(again)) == 2  # a language model of its own kind, and itself


def test_a_published_network_is_read_back_as_it_was(folder, tmp_path, monkeypatch):
    task = SentimentTask(folder)
    model = task.model("lstm")
    monkeypatch.setattr(shipped, "FOLDER", tmp_path / "lstm")
    monkeypatch.setattr(course, "fitted_bag", partial(fitted_bag, updates=3))
    card = publish(
        task,
        "lstm",
        model,
        tmp_path / "lstm",
        recipe=task.recipe("lstm"),
        seconds=60,
        device="cpu",
        command="seqdemo train sentiment",
    )
    assert card["metrics"]["parameters"] == card["parameters"]
    assert card["calibrated_on"] == "dev.tsv"
    written = json.loads((tmp_path / "lstm" / "card.json").read_text("utf-8"))
    assert written["bytes"] < task.max_weight_bytes
    for cached in (shipped.known_words, shipped.known_levels, shipped.known_bag):
        cached.cache_clear()
    try:
        words = shipped.known_words()
        assert words == task.course.corpus.words
        found = shipped.unpacked(shipped.known_levels())
        np.testing.assert_allclose(found, model.vectors, atol=1e-6)
        assert len(shipped.known_bag().weights) == words.trained
    finally:
        for cached in (shipped.known_words, shipped.known_levels, shipped.known_bag):
            cached.cache_clear()


def test_a_missing_shared_file_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(shipped, "FOLDER", tmp_path / "assets" / "sentiment" / "lstm")
    shipped.known_words.cache_clear()
    with pytest.raises(CheckpointError, match=r"sentiment/lstm/words\.npz is missing"):
        shipped.known_words()


def test_a_split_is_any_table_in_the_folder(folder):
    task = SentimentTask(folder)
    task.check_split("valid")
    task.check_split("train")
    with pytest.raises(FileNotFoundError, match=r"no test\.tsv"):
        task.check_split("test")
    for name in ("../dev", "/dev", ".."):
        with pytest.raises(ValueError, match="name of a file"):
            task.check_split(name)


def test_without_data_there_is_nothing_to_learn_from():
    with pytest.raises(FileNotFoundError, match="--data"):
        SentimentTask().dataset("train")
    with pytest.raises(ValueError, match="training takes train"):
        SentimentTask().dataset("valid")


def test_a_network_goes_on_from_a_language_model_but_for_its_head():
    base, model = with_language(tiny_reader()), tiny_reader()
    with torch.no_grad():
        for parameter in base.parameters():
            parameter.add_(1)
    head = model.head.weight.clone()
    continue_from(model, base)
    assert torch.equal(model.recurrent.fused.weight_hh_l0, base.recurrent.fused.weight_hh_l0)
    assert torch.equal(model.learned.weight, base.learned.weight)
    assert torch.equal(model.head.weight, head)


def test_a_language_model_learns_what_follows(folder):
    course = SentimentTask(folder).course
    torch.manual_seed(0)
    model = with_language(course.reader("gru", hidden_size=16))
    data = course.language_data("forward", 0)
    assert isinstance(data, TextBatches)
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-2)
    losses = []
    for step in range(30):
        batch = data.__getitems__(range(16 * step, 16 * step + 16))
        loss = language_loss(model, batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.6 * losses[0]


def test_every_teacher_has_a_name_of_its_own_and_some_read_backwards():
    assert len({teacher.name for teacher in TEACHERS}) == len(TEACHERS) >= 5
    assert {teacher.direction for teacher in TEACHERS} == {"forward", "backward"}
