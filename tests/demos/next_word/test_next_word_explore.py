"""Word networks in the explorer: what is read, corpora, properties, and what follows a step."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from seqdemo.core.intervention import Clamp
from seqdemo.core.sampling import Sampling
from seqdemo.demos.next_word import corpus
from seqdemo.demos.next_word.explore import EXPLORE
from seqdemo.demos.next_word.network import WordModel
from seqdemo.demos.next_word.task import TASK
from seqdemo.demos.next_word.typed import MAX_WORDS

TEXT = "I grew up in Italy . I speak fluent"


@pytest.fixture(scope="module", params=TASK.networks)
def model(request: pytest.FixtureRequest) -> WordModel:
    found = TASK.load(request.param, torch.device("cpu"))
    assert isinstance(found, WordModel)
    return found


def test_a_text_is_read_word_by_word(model: WordModel) -> None:
    trace = EXPLORE.read(model, TEXT)
    assert " ".join(trace.inputs[1:]) == TEXT and len(trace.layers) == EXPLORE.layers
    assert EXPLORE.up_to(TEXT, trace, 4) == "I grew up in" and EXPLORE.up_to(TEXT, trace, 0) == ""


def test_what_is_typed_is_words_and_marks_and_not_endless() -> None:
    assert EXPLORE.readable("<b>Hi</b>,  Tom!") == "b Hi b , Tom !"
    assert EXPLORE.readable("\U0001f600") == "" and EXPLORE.readable("") == ""
    assert len(EXPLORE.readable("word " * 900).split()) == MAX_WORDS


def test_the_gradient_of_a_next_word_reaches_the_words_before(model: WordModel) -> None:
    trace = EXPLORE.read(model, TEXT)
    found = EXPLORE.saliency(model, TEXT, trace, len(trace) - 1, "italian", None)
    assert found.name == "Italian" and found.norms.all()


def test_a_network_writes_on_with_a_unit_held(model: WordModel) -> None:
    done = (Clamp(0, (1,), 5, -0.5),)
    written = EXPLORE.intervene(model, TEXT, done, "", Sampling(seed=2))
    assert len(written) == 1 + len(TEXT.split()) + EXPLORE.outcome.length
    np.testing.assert_allclose(written.layers[0].hidden[5:, 1], -0.5)
    assert not {"<end>", "<unknown>", "<name>", "<number>"} & set(written.inputs[1:])


@pytest.mark.parametrize("name", EXPLORE.corpora)
def test_a_corpus_is_the_same_every_time_and_has_the_properties(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "WRITTEN", 60)
    monkeypatch.setattr(corpus, "MADE", {"daily": 30, "stories": 10, "agreement": 20})
    model = TASK.load("gru", torch.device("cpu"))
    found, again = (EXPLORE.corpus(model, name, lambda share: None).layers[0] for _ in range(2))
    assert found.labels == again.labels
    np.testing.assert_array_equal(found.states, again.states)
    properties = EXPLORE.properties(found)
    assert all(len(one.values) == len(found) for one in properties.values())
    assert properties["first"].values.sum() > 0 and properties["place"].values.max() > 3
    if name == "frames":
        assert properties["awaits_plural"].values.any() and properties["country"].values.any()
