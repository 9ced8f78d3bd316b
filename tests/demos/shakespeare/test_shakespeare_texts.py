"""Writers and texts that are not Shakespeare's: measured, trained and told apart as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare import task as module
from seqdemo.demos.shakespeare.examples import example_of, opening_of
from seqdemo.demos.shakespeare.task import ShakespeareTask
from seqdemo.tasks.publish import publish
from seqdemo.tasks.snapshots import Stages
from seqdemo.training.recipe import Recipe

DIALOGUE = "ROMEO:\nHow now, my lord?\n\nJULIET:\nI come, and thou art here.\n\n"
NO_CAPITALS = "the cat sat on the mat and said so, then it slept. "


def over(folder: Path, text: str | bytes) -> ShakespeareTask:
    """The demo with another text at hand."""
    (folder / "input.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    return ShakespeareTask(folder)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Recipe:
    """Networks small enough to be trained in a moment."""
    monkeypatch.setattr(module, "SIZES", {"lstm": {"hidden_size": 8, "embed_size": 4}})
    return Recipe(max_steps=2, batch_size=2, learning_rate=1e-3, warmup_steps=0, shuffle=False)


def trained(task: ShakespeareTask, recipe: Recipe, run: Path) -> torch.nn.Module:
    fit = task.fit("lstm", recipe=recipe, run=run)
    for _ in fit:
        pass
    return fit.model


def test_a_network_is_measured_in_its_own_alphabet(tmp_path: Path) -> None:
    task = over(tmp_path, DIALOGUE * 60)
    assert len(set(DIALOGUE)) < 40
    assert task.evaluate(task.load("lstm"), "valid")["carried_nats"] < 1.5
    assert over(tmp_path, "a" * 5000).evaluate(task.load("lstm"), "valid")["carried_nats"] > 6


@pytest.mark.parametrize("text", [DIALOGUE.replace("\n", "\r\n"), "мир вам. "])
def test_a_text_that_a_network_cannot_read_is_refused(tmp_path: Path, text: str) -> None:
    task = over(tmp_path, text * 300)
    writer = task.load("lstm")
    for measure in (task.evaluate, task.attachments):
        with pytest.raises(ValueError, match=r"not in the vocabulary: '(\\r|[а-я])'"):
            measure(writer, "valid")  # type: ignore[operator]


@pytest.mark.parametrize("length", [1, 569, 2_560])
def test_a_text_too_short_to_measure_with_is_refused_before_training(
    tmp_path: Path, length: int
) -> None:
    with pytest.raises(ValueError, match=r"measuring takes over 256: give at least 2,570"):
        over(tmp_path, ("a b" * 900)[:length]).fit("lstm")


def test_a_run_does_not_go_on_with_another_text(small: Recipe, tmp_path: Path) -> None:
    one, other = (over(tmp_path, text * 100) for text in (DIALOGUE, DIALOGUE))
    trained(one, small, tmp_path / "run")
    trained(other, small, tmp_path / "run")  # the same text: nothing is left to do
    with pytest.raises(ValueError, match="of a run with another recipe or other data"):
        trained(over(tmp_path, NO_CAPITALS * 100), small, tmp_path / "run")


def test_a_network_of_another_text_is_published_with_what_it_was_trained_on(
    small: Recipe, tmp_path: Path
) -> None:
    task = over(tmp_path, NO_CAPITALS * 100)
    stages = Stages(task, small, tmp_path / "stages.json")
    model = trained(task, small, tmp_path / "run")
    stages.visit(model, 0)
    card: dict[str, Any] = publish(
        task,
        "lstm",
        model,
        tmp_path / "published",
        recipe=small,
        seconds=1,
        device="cpu",
        command="seqdemo train shakespeare",
        stages=stages.all(),
    )
    assert card["data"] == "A text of 5,100 characters that is not the demo's own."
    assert card["limits"][0] == f"Knows {len(set(NO_CAPITALS))} characters: those of its text."
    assert (tmp_path / "published" / "example.npz").is_file()


def test_a_text_opens_with_what_its_network_knows() -> None:
    assert opening_of(Vocabulary.of(DIALOGUE)) == ""
    assert opening_of(Vocabulary.of(NO_CAPITALS)) in NO_CAPITALS
    assert example_of(Vocabulary.of(DIALOGUE)).prompt == "ROMEO:\n"
    assert example_of(Vocabulary.of(NO_CAPITALS)).prompt in NO_CAPITALS


@pytest.mark.parametrize("code", ["latin-1", "utf-16"])
def test_a_text_in_another_code_is_refused_by_name(tmp_path: Path, code: str) -> None:
    task = over(tmp_path, "à la carte. ".encode(code) * 300)
    with pytest.raises(ValueError, match=r"input\.txt is no text in UTF-8"):
        task.fit("lstm")
