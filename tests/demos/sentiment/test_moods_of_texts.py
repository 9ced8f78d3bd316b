"""Moods of many texts at once, as outcomes of the explorer's causes."""

from __future__ import annotations

import numpy as np
import pytest

from seqdemo.demos.sentiment.explore import EXPLORE
from seqdemo.demos.sentiment.query import Judge
from seqdemo.demos.sentiment.task import TASK
from seqdemo.demos.sentiment.texts import KNOWN, MOOD
from seqdemo.demos.shakespeare.explore import EXPLORE as WRITERS
from seqdemo.tasks.judges import JudgesTexts, judged, outcomes_of
from seqdemo.tasks.registry import get_task

GLAD = "A wonderful, funny and touching film."
SAD = "A dull, stupid and boring film, and a waste of time."


def said(*texts: str) -> dict[str, list[tuple[float, float]]]:
    found = EXPLORE.judge(TASK.load(EXPLORE.network), texts)
    return {name: list(rows) for name, rows in found.items()}


def test_texts_together_are_judged_as_each_alone() -> None:
    texts = ("Good.", SAD, "ROMEO:\nO, she doth teach the torches to burn bright!", GLAD * 5)
    model = TASK.load(EXPLORE.network)
    together = said(*texts)[MOOD]
    for text, (p, one) in zip(texts, together, strict=True):
        mood = float(TASK.predict(model, Judge(text)).values[-1])
        assert one == 1.0 and p == pytest.approx((1 + mood) / 2, abs=1e-4)


def test_a_glad_text_is_likelier_of_a_good_mood_than_a_sad_one() -> None:
    (glad, _), (sad, _) = said(GLAD, SAD)[MOOD]
    assert glad > 0.9 and sad < 0.1


def test_words_it_has_never_met_are_counted() -> None:
    assert said("A xqzzvk film")[KNOWN] == [(2.0, 3.0)]


@pytest.mark.parametrize("texts", [("",), (" \n ", GLAD), ()])
def test_a_text_without_a_word_counts_for_nothing(texts: tuple[str, ...]) -> None:
    found = said(*texts)
    assert [len(rows) for rows in found.values()] == [len(texts)] * 2
    for text, mood, known in zip(texts, found[MOOD], found[KNOWN], strict=True):
        assert bool(text.strip()) == bool(mood[1]) == bool(known[1])


def test_writers_are_measured_by_their_own_outcomes_and_then_by_the_mood() -> None:
    outcomes = outcomes_of(WRITERS)
    assert next(iter(outcomes)) == "line" and list(outcomes)[-2:] == [MOOD, KNOWN]
    assert isinstance(EXPLORE, JudgesTexts) and not isinstance(WRITERS, JudgesTexts)
    found = judged(outcomes, [GLAD, SAD], lambda demo, name: get_task(demo).load(name))
    assert set(found) == {MOOD, KNOWN}
    rows = np.array(found[MOOD], np.float64)
    assert outcomes[MOOD].estimate(rows).value == pytest.approx(rows[:, 0].mean())
