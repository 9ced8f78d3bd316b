"""The captioners in the explorer: what is read, what an output depends on, and the corpus."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from seqdemo.analysis.corpus import LEVELS
from seqdemo.demos.captioner import corpus
from seqdemo.demos.captioner.explore import EXPLORE, about, seen
from seqdemo.demos.captioner.network import Captioner
from seqdemo.demos.captioner.query import LONGEST
from seqdemo.demos.captioner.saliency import saliency
from seqdemo.demos.captioner.task import TASK
from seqdemo.demos.captioner.words import BOS, SPECIAL

SENTENCE = "cat:a cat is looking at a photo"


@pytest.fixture(scope="module", params=TASK.networks)
def captioner(request: pytest.FixtureRequest) -> Captioner:
    model = TASK.load(request.param, torch.device("cpu"))
    assert isinstance(model, Captioner)
    return model


def test_a_photo_is_read_in_the_networks_own_words_and_in_others(captioner: Captioner) -> None:
    own, other = EXPLORE.read(captioner, "cat"), EXPLORE.read(captioner, SENTENCE)
    assert own.inputs[0] == other.inputs[0] == SPECIAL[BOS]
    assert " ".join(other.inputs[1:]) == "a cat is looking at a photo"
    again = EXPLORE.read(captioner, EXPLORE.exactly("cat", own))
    assert again.inputs == own.inputs
    assert_allclose(again.layers[0].hidden, own.layers[0].hidden, atol=1e-5)


def test_what_is_typed_keeps_its_known_words_and_is_not_endless() -> None:
    assert about("cat", "A <b>xylophonist</b> DOG!") == "cat:a dog"
    assert about("cat", "😀 !?") == "" and about("cat", "") == ""
    assert len(about("cat", "dog " * 500).split()) == LONGEST


def test_the_gradient_of_a_next_word_is_that_of_nudging_the_words(captioner: Captioner) -> None:
    trace, step = EXPLORE.read(captioner, SENTENCE), 4
    found = EXPLORE.saliency(captioner, SENTENCE, trace, step, "dog", None)
    assert trace.logits is not None
    logits = trace.logits[step].astype(np.float64)
    expected = logits[trace.classes.index("dog")] - np.log(np.exp(logits).sum())
    assert found.name == "dog" and found.log_probability == pytest.approx(expected, abs=1e-4)
    assert found.norms[: step + 1].all() and not found.norms[step + 1 :].any()
    assert len(found.states) == 1 and found.states[0][: step + 1].all()
    nudged = _nudged(captioner, step, 2e-3)
    # Products add up to the slope along the inputs themselves: all of them a little longer.
    assert found.products.sum() == pytest.approx(nudged, rel=0.05, abs=0.02)


def _nudged(captioner: Captioner, step: int, by: float) -> float:
    """The slope of the log-probability of "dog" as all embeddings grow, measured."""
    vocabulary, weight = TASK.known(captioner), captioner.decoder.embedding.weight
    words = (SPECIAL[BOS], *SENTENCE.partition(":")[2].split())
    regions, kept = seen(captioner, "cat").clone(), weight.detach().clone()
    rows = sorted({int(n) for n in vocabulary.encode(words[: step + 1])})
    found = []
    for sign in (1, -1):
        # The head shares the table: only rows of the words that are read are stretched, and the
        # score is taken with the table as it was.
        with torch.no_grad():
            weight[rows] = kept[rows] * (1 + sign * by)
            memory, state = captioner.decoder.remember(regions[None], 1)
            for number in vocabulary.encode(words[: step + 1]):
                made = captioner.decoder.step(torch.tensor([[int(number)]]), state, memory)
                state = made.state
            weight.copy_(kept)
            log_p = captioner.decoder.score(made.output)[0, 0].log_softmax(-1)
        found.append(float(log_p[int(vocabulary.encode(["dog"])[0])]))
    return (found[0] - found[1]) / (2 * by)


def test_the_window_cuts_and_what_is_not_known_is_a_sentence(captioner: Captioner) -> None:
    trace = EXPLORE.read(captioner, SENTENCE)
    found = EXPLORE.saliency(captioner, SENTENCE, trace, 5, "", 2)
    assert not found.norms[:4].any() and found.norms[4:6].all()
    assert not found.states[0][:4].any() and found.states[0][4:6].all()
    with pytest.raises(ValueError, match="not a word the network knows"):
        EXPLORE.saliency(captioner, SENTENCE, trace, 5, "xyzzy", None)
    regions, known = seen(captioner, "cat"), TASK.known(captioner)
    with pytest.raises(ValueError, match="no number 99"):
        saliency(captioner, known, regions, trace.inputs, 99)


def test_the_corpus_holds_the_networks_own_states(captioner: Captioner) -> None:
    told: list[float] = []
    made = corpus.drawn_corpus(captioner, told.append, sentences=2)
    (layer,) = made.layers
    assert len(layer.starts) == 2 * len(corpus.SAMPLES) and told == [0.5, 1.0]
    first = layer.labels[: int(layer.starts[1])]
    photo = next(iter(corpus.SAMPLES))
    trace = EXPLORE.read(captioner, f"{photo}:{' '.join(first[1:])}")
    assert trace.inputs == first
    assert_allclose(
        layer.states[:, : len(first)].T / LEVELS, trace.layers[0].hidden, atol=0.6 / LEVELS
    )
    assert set(made.saturation[0]) == {"input", "forget", "output"}
    found = EXPLORE.properties(layer)
    assert found["first"].values.sum() == len(layer.starts) == found["last"].values.sum()
    assert not found["place"].binary and found["place"].values[layer.starts].tolist() == [0] * len(
        layer.starts
    )
