"""The mood readers in the explorer."""

import numpy as np
import pytest

from seqdemo.core.intervention import Blend, Freeze
from seqdemo.core.sampling import Sampling
from seqdemo.demos.sentiment.examples import FIRST
from seqdemo.demos.sentiment.explore import EXPLORE
from seqdemo.demos.sentiment.task import TASK
from seqdemo.tasks.protocols import HasCorpora, HasInterventions, HasProperties, HasSaliency


@pytest.fixture(scope="module")
def model():
    return TASK.load("lstm")


def test_every_view_is_offered():
    for protocol in (HasCorpora, HasProperties, HasSaliency, HasInterventions):
        assert isinstance(EXPLORE, protocol)
    assert set(EXPLORE.networks) == set(TASK.networks)


def test_a_text_with_a_word_in_it_is_an_input():
    assert EXPLORE.readable("  good  ") == "good"
    assert EXPLORE.readable(" \u200b ") == ""


def test_the_first_sentence_ships_with_every_network():
    for name in TASK.networks:
        path = EXPLORE.shipped(name, FIRST)
        assert path is not None and path.exists()
        assert EXPLORE.shipped(name, "good") is None


def test_the_words_that_decide_stand_out(model):
    trace = EXPLORE.read(model, FIRST)
    found = EXPLORE.saliency(model, FIRST, trace, len(trace) - 1, "", None)
    assert found.name == "positive" and len(found.norms) == len(trace)
    assert trace.inputs[int(found.norms.argmax())] in ("hate", "never", "bored", ".")


def test_a_glad_state_put_into_a_sad_sentence_makes_it_gladder(model):
    sad, sampling = "the film is dull and", Sampling()
    before = EXPLORE.intervene(model, sad, (), "", sampling)
    after = EXPLORE.intervene(model, sad, (Blend(4, 1.0),), EXPLORE.donor, sampling)
    assert after.logits[-1, 0] > before.logits[-1, 0] + 1


def test_a_shut_forget_gate_changes_the_mood(model):
    shut = (Freeze(0, "forget", value=0.0),)
    touched = EXPLORE.intervene(model, FIRST, shut, "", Sampling())
    plain = EXPLORE.read(model, FIRST)
    assert not np.allclose(touched.logits[-1], plain.logits[-1], atol=0.1)
