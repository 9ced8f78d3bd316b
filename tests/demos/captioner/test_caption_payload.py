"""What the browser is given of a described photo, from a made-up trace."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from seqdemo.core.sampling import Sampling
from seqdemo.core.search_tree import BeamResult, Fate, Hypothesis, Sentence
from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.demos.captioner.confidence import Scale
from seqdemo.demos.captioner.page.caption_unroll.payload import (
    UNSAYABLE,
    CaptionView,
    choices,
    chosen,
    hardest,
    log_probability,
    payload,
)
from seqdemo.demos.captioner.page.verdicts import meaning, verdict
from seqdemo.demos.captioner.regions import REGIONS
from seqdemo.demos.captioner.words import EOS, UNK, sentence
from seqdemo.web.search_tree import search_data

NAMES = ("<pad>", "<start>", "<end>", "<unknown>", "a", "dog", "cat", "runs")
A, DOG, CAT, RUNS = range(4, 8)
UNITS = 5
SCALE = Scale(1000, "valid", (0.5, 0.6, 0.7, 0.8), (0.1, 0.2, 0.3, 0.4, 0.9))


def made(words=("a", "dog"), *, attention=True, seed=0):
    rng = np.random.default_rng(seed)
    steps = len(words) + 1

    def values(*shape):
        return rng.uniform(-1, 1, shape).astype(np.float32)

    layer = LayerTrace(
        "lstm",
        values(steps, UNITS),
        values(steps, UNITS),
        {name: values(steps, UNITS) for name in ("input", "forget", "candidate", "output")},
        values(UNITS),
        values(UNITS),
    )
    shares = rng.dirichlet(np.ones(REGIONS), steps).astype(np.float32) if attention else None
    return Trace(
        inputs=("<start>", *words),
        layers=(layer,),
        logits=3 * values(steps, len(NAMES)),
        classes=NAMES,
        attention=shares,
        source=tuple(map(str, range(REGIONS))) if attention else (),
    )


def view(trace, **more):
    common = {
        "rev": "r",
        "picture": b"\xff\xd8 and more",
        "size": (4, 3),
        "alt": "photo",
        "network": "attention",
        "title": "LSTM",
    }
    return payload(CaptionView(trace=trace, **(common | more)))


def softmax(row):
    p = np.exp(row - row.max())
    return p / p.sum()


def test_the_choices_are_the_likeliest_words_in_order():
    trace = made()
    for row, step in zip(trace.logits, choices(trace, None), strict=True):
        shares = [choice["p"] for choice in step]
        assert shares == sorted(shares, reverse=True) and len(shares) >= 5
        p = softmax(row)
        for choice in step:
            number = {"end": EOS, "never": UNK}.get(choice["kind"])
            number = NAMES.index(choice["word"]) if number is None else number
            assert choice["p"] == pytest.approx(p[number], abs=1e-6) and choice["q"] is None


def test_what_is_never_said_is_named_and_cannot_be_drawn():
    trace = made()
    for step in choices(trace, Sampling(temperature=1.0)):
        (never,) = (choice for choice in step if choice["kind"] == "never")
        assert never["word"] == UNSAYABLE and never["q"] == 0
        assert {choice["word"] for choice in step}.isdisjoint({"<pad>", "<start>"})
        assert sum(choice["q"] for choice in step) == pytest.approx(1)


def test_a_cautious_draw_sharpens_the_bars_and_keeps_the_ticks():
    trace = made()
    warm, cool = (choices(trace, Sampling(temperature=t)) for t in (1.0, 0.5))
    for before, after in zip(warm, cool, strict=True):
        assert [c["p"] for c in before] == [c["p"] for c in after]
        assert max(c["q"] for c in after) > max(c["q"] for c in before)


def test_every_word_that_was_said_has_its_probability_and_so_has_the_end():
    trace = made()
    expected = [softmax(row)[n] for row, n in zip(trace.logits, (A, DOG, EOS), strict=True)]
    assert chosen(trace) == pytest.approx(expected, rel=1e-5)
    assert log_probability(trace) == pytest.approx(np.log(expected).sum(), rel=1e-5)


def test_the_tree_names_words_parents_and_fates():
    steps = (
        (Hypothesis(CAT, 0, -2.0, Fate.DROPPED), Hypothesis(A, 0, -0.1, Fate.KEPT)),
        (Hypothesis(DOG, 0, -0.4, Fate.KEPT), Hypothesis(EOS, 0, -0.9, Fate.FINISHED)),
    )
    found = BeamResult((Sentence((A,), -0.9, -0.5),), steps)
    data = search_data(found, lambda word: "" if word == EOS else NAMES[word], sentence)
    assert data["tree"] == [
        [
            {"word": "cat", "parent": None, "p": -2.0, "fate": "dropped"},
            {"word": "a", "parent": None, "p": -0.1, "fate": "kept"},
        ],
        [
            {"word": "dog", "parent": 1, "p": -0.4, "fate": "kept"},
            {"word": "", "parent": 1, "p": -0.9, "fate": "finished"},
        ],
    ]
    assert data["sentences"] == [
        {"words": ["a"], "text": "a", "p": -0.9, "back": None, "score": -0.5}
    ]
    shown = view(made(), search=found)
    assert shown["tree"] and shown["sentences"][0]["text"] == "a"


def test_the_numbers_of_the_layer_travel_with_the_state_before_the_first_word():
    trace = made()
    layer = view(trace)["layer"]
    assert set(layer["arrays"]) == {
        "hidden",
        "cell_state",
        "input",
        "forget",
        "candidate",
        "output",
    }

    def unpacked(part):
        return np.frombuffer(base64.b64decode(part["q"]), "<i2") * part["scale"]

    source = trace.layers[0]
    np.testing.assert_allclose(
        unpacked(layer["arrays"]["forget"]), source.gates["forget"].ravel(), atol=1e-4
    )
    np.testing.assert_allclose(
        unpacked(layer["initial"]["cell_state"]), source.initial_cell_state, atol=1e-4
    )


def test_where_it_looked_travels_as_it_is_and_is_absent_without_attention():
    trace = made()
    sent = np.frombuffer(base64.b64decode(view(trace)["attention"]), "<f4").reshape(-1, REGIONS)
    assert np.array_equal(sent, trace.attention)
    assert view(made(attention=False), network="plain")["attention"] is None


def test_the_first_look_is_where_the_network_looked_hardest_unless_the_link_says_otherwise():
    trace = made(("a", "dog", "runs"))
    assert view(trace)["at"] == hardest(trace) == int(trace.attention.max(1).argmax())
    assert view(trace, at=2)["at"] == 2
    assert view(trace, at=99)["at"] == 3
    assert view(made(attention=False))["at"] == 0


@pytest.mark.parametrize("odd", [{"unit": 999}, {"gate": "nonsense"}, {"over": "nonsense"}])
def test_what_makes_no_sense_in_a_link_becomes_what_a_first_visit_shows(odd):
    assert view(made(), **odd) == view(made())


def test_the_verdict_is_a_warning_only_where_the_network_was_least_sure():
    assert verdict(0.4, SCALE).startswith("Unsure: 40\xa0%")
    sure = (
        "55\xa0% a word on average: surer than on one in five photos of the kind it was "
        "trained on. Sure is not right."
    )
    assert verdict(0.55, SCALE) == sure
    assert "four in five" in verdict(0.9, SCALE)
    assert "Unsure" not in verdict(0.9, SCALE)
    assert verdict(0.4, None) == "40\xa0% a word on average."


def test_the_meaning_of_the_verdict_names_what_was_measured():
    assert (
        "1,000 photos" in meaning(SCALE) and "0.10" in meaning(SCALE) and "0.90" in meaning(SCALE)
    )
    assert "1,000" not in meaning(None)
