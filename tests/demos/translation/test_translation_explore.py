"""The translators in the explorer: reading, saliency, interventions and the corpus."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from translation_data import needs_weights

from seqdemo.core.intervention import Blend, Clamp, Freeze
from seqdemo.core.sampling import Sampling
from seqdemo.demos.translation import corpus as corpora
from seqdemo.demos.translation.corpus import drawn_corpus
from seqdemo.demos.translation.examples import SENTENCES
from seqdemo.demos.translation.explore import EXPLORE, about, split
from seqdemo.demos.translation.languages import LANGUAGES
from seqdemo.demos.translation.network import Translator
from seqdemo.demos.translation.query import LONGEST
from seqdemo.demos.translation.task import TASK

GIVEN = "de-en|Zwei Hunde rennen im Schnee.|Two dogs are"
LUCK = Sampling()

pytestmark = needs_weights


@pytest.fixture(scope="module", params=TASK.networks)
def translator(request: pytest.FixtureRequest) -> Translator:
    model = TASK.load(request.param, torch.device("cpu"))
    assert isinstance(model, Translator)
    return model


def test_a_sentence_is_read_in_the_networks_own_words_and_in_others(
    translator: Translator,
) -> None:
    own = EXPLORE.read(translator, EXPLORE.readable("A dog runs."))
    other = EXPLORE.read(translator, GIVEN)
    assert own.inputs[0] == "→ German" and other.inputs[0] == "→ English"
    assert " ".join(other.inputs[1:]) == "Two dogs are" and len(other.layers) == 2
    again = EXPLORE.read(translator, EXPLORE.exactly(GIVEN, other))
    assert again.inputs == other.inputs
    assert_allclose(again.layers[1].hidden, other.layers[1].hidden, atol=1e-5)


@pytest.mark.parametrize("typed", ["", " \n", "?!", "12", "😀"])
def test_without_a_letter_there_is_nothing_to_read(typed: str) -> None:
    assert EXPLORE.readable(typed) == "" and about("en-de", typed) == ""


def test_what_is_typed_cannot_break_the_input_apart() -> None:
    given = about("en-de", "a | b | c " * 200, "x | y")
    way, sentence, beginning = split(given)
    assert way == "en-de" and "|" not in sentence + beginning and len(sentence) <= LONGEST
    assert about("en-it", "a dog") == ""


def test_the_gradient_of_a_next_piece_is_that_of_nudging_the_pieces(
    translator: Translator,
) -> None:
    trace = EXPLORE.read(translator, GIVEN)
    found = EXPLORE.saliency(translator, GIVEN, trace, 3, "running", None)
    assert trace.logits is not None
    row = torch.from_numpy(trace.logits[3]).double().log_softmax(-1)
    expected = float(row[trace.classes.index("running")])
    assert found.name == "running" and found.log_probability == pytest.approx(expected, abs=1e-3)
    assert found.norms.all() and len(found.states) == 2
    # The upper layer's earlier states matter through its own recurrence.
    assert found.states[0].all() and found.states[1].all()
    cut = EXPLORE.saliency(translator, GIVEN, trace, 3, "running", 1)
    assert not cut.norms[:3].any() and cut.norms[3] > 0


def test_a_piece_that_is_not_known_is_a_sentence(translator: Translator) -> None:
    trace = EXPLORE.read(translator, GIVEN)
    with pytest.raises(ValueError, match="not a piece the network knows"):
        EXPLORE.saliency(translator, GIVEN, trace, 1, "Zeppelinfahrt", None)


def test_nothing_done_changes_nothing(translator: Translator) -> None:
    plain = EXPLORE.read(translator, GIVEN)
    touched = EXPLORE.intervene(translator, GIVEN, (), "", LUCK)
    assert plain.logits is not None and touched.logits is not None
    assert_allclose(touched.logits, plain.logits, atol=2e-3)
    for ours, theirs in zip(touched.layers, plain.layers, strict=True):
        assert_allclose(ours.hidden, theirs.hidden, atol=1e-3)
    if plain.attention is not None:
        assert touched.attention is not None
        assert_allclose(touched.attention, plain.attention, atol=1e-3)


def test_units_are_held_gates_frozen_and_states_put_in(translator: Translator) -> None:
    plain = EXPLORE.read(translator, GIVEN)
    done = Clamp(1, (3, 5), 2, 0.5), Freeze(0, "forget", 2, 0.0)
    touched = EXPLORE.intervene(translator, GIVEN, done, "", LUCK)
    assert (touched.layers[1].hidden[2:, [3, 5]] == 0.5).all()
    assert (touched.layers[0].gates["forget"][2:] == 0).all()
    assert_allclose(touched.layers[1].hidden[:2], plain.layers[1].hidden[:2], atol=1e-3)
    mixed = EXPLORE.intervene(
        translator, GIVEN, (Blend(2, 1.0),), about("de-en", "Ein Mann schläft."), LUCK
    )
    assert plain.logits is not None and mixed.logits is not None
    assert abs(mixed.logits[2] - plain.logits[2]).max() > 1e-2


def test_an_intervention_that_names_what_is_not_there_is_refused(translator: Translator) -> None:
    for wrong in (Clamp(2, (0,)), Clamp(0, (9_999,)), Freeze(1, "reset"), Blend(0)):
        with pytest.raises(ValueError, match=r"\w"):
            EXPLORE.intervene(translator, GIVEN, (wrong,), "", LUCK)


def test_the_corpus_holds_every_language_it_speaks(
    translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {code: lines[:1] for code, lines in SENTENCES.items()}
    monkeypatch.setattr(corpora, "SENTENCES", few)
    monkeypatch.setattr(corpora, "LONGEST", 8)
    known = TASK.known(translator), TASK.directions(translator)
    corpus = drawn_corpus(translator, *known, rounds=3)
    assert len(corpus.layers) == 2 and len(corpus.saturation) == 2
    labels = corpus.layers[0].labels
    starts = corpus.layers[0].starts
    spoken = {way.target for way in known[1]}
    assert {labels[n] for n in starts} == {f"→ {LANGUAGES[code]}" for code in spoken}
    found = EXPLORE.properties(corpus.layers[0])
    assert all(len(one.values) == len(labels) for one in found.values())
    languages = sum(found[f"in_{code}"].values for code in LANGUAGES)
    assert (np.asarray(languages) == 1).all()
    assert (found["place"].values[starts] == 0).all()
    again = drawn_corpus(translator, *known, rounds=1)
    assert again.layers[0].labels == labels[: len(again.layers[0].labels)]
