"""The mood readers: trace and answer agree, words do what is said of them."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from tiny_corpus import KNOWN, WORDS, tiny_reader

from seqdemo.core.card_file import CheckpointError
from seqdemo.core.intervention import Blend, Clamp
from seqdemo.demos.sentiment import answer as answer_of
from seqdemo.demos.sentiment import calibration, influence, interventions
from seqdemo.demos.sentiment.corpus import read_corpus
from seqdemo.demos.sentiment.effects import load_effects
from seqdemo.demos.sentiment.language import language_loss, with_language
from seqdemo.demos.sentiment.properties import mood_properties
from seqdemo.demos.sentiment.query import Judge
from seqdemo.demos.sentiment.saliency import saliency
from seqdemo.demos.sentiment.shipped import unpacked
from seqdemo.demos.sentiment.task import SentimentTask

CELLS = ("lstm", "gru", "rnn")
TEXT = "The film is not bad, but splendid."


def task_of(model):
    task = SentimentTask()
    task._words[model] = WORDS
    return task


@pytest.fixture(params=CELLS)
def model(request):
    return tiny_reader(request.param)


def test_the_trace_gives_the_answer(model):
    task = task_of(model)
    answer, trace = task.predict(model, Judge(TEXT)), task.trace(model, Judge(TEXT))
    moods = answer_of.moods_of(trace)
    np.testing.assert_allclose(moods, answer.values, atol=1e-6)
    p = np.exp(trace.logits[-1]) / np.exp(trace.logits[-1]).sum()
    assert answer.probability == pytest.approx(p[0], abs=1e-6)
    assert trace.inputs == answer.words == ("the", "film", "is", "not", "bad", ",", "but",
                                            "splendid", ".")  # fmt: skip


def test_the_mood_after_a_word_does_not_know_what_comes(model):
    task = task_of(model)
    whole = task.predict(model, Judge(TEXT)).values
    begun = task.predict(model, Judge("the film is not bad")).values
    np.testing.assert_allclose(whole[:5], begun, atol=1e-6)


def test_the_mood_is_read_from_the_last_state_alone(model):
    trace = task_of(model).trace(model, Judge(TEXT))
    hidden = torch.from_numpy(trace.layers[-1].hidden)
    with torch.no_grad():
        logits = hidden @ model.head.weight[0] + model.head.bias
    np.testing.assert_allclose(answer_of.logits_of(trace), logits, atol=1e-5)


def test_the_temperature_divides_the_logits(model):
    task = task_of(model)
    before = answer_of.logits_of(task.trace(model, Judge(TEXT)))
    model.temperature.fill_(2)
    after = answer_of.logits_of(task.trace(model, Judge(TEXT)))
    np.testing.assert_allclose(after, before / 2, atol=1e-6)


def test_unknown_words_are_marked_in_the_trace(model):
    trace = task_of(model).trace(model, Judge("the zzz film"))
    assert trace.extras["known"][:, 0].tolist() == [1, 0, 1]


def test_a_word_met_nowhere_has_its_vector_and_no_learned_features():
    model = tiny_reader()
    splendid, unknown = WORDS.numbers(["splendid"])[0], 0
    features = model.features(torch.tensor([[splendid, unknown]]))[0]
    assert torch.equal(features[0, :6], model.vectors[splendid])
    assert not features[0, 6:].any() and not features[1].any()


def test_vectors_in_whole_levels_are_read_to_the_bit_as_the_numbers_they_stand_for():
    model, ids = tiny_reader(), torch.tensor([WORDS.numbers(["film", ",", "splendid"])])
    levels = np.random.default_rng(0).integers(-31, 32, model.vectors.shape, np.int8)
    model.vectors = torch.from_numpy(levels)
    whole = model.features(ids, torch.ones_like(ids, dtype=torch.bool))
    model.vectors = torch.from_numpy(unpacked(levels))
    assert torch.equal(model.features(ids, torch.ones_like(ids, dtype=torch.bool)), whole)


def test_a_known_word_without_a_vector_starts_unlike_the_others():
    model = tiny_reader()
    comma, film = WORDS.numbers([","])[0], WORDS.numbers(["film"])[0]
    assert model.learned.weight[comma].abs().sum() > 0
    assert model.learned.weight[film].abs().sum() == 0


def test_a_teacher_also_sees_the_largest_and_the_mean_state_so_far():
    model = tiny_reader(pooled=True)
    hidden = torch.randn(1, 5, 12)
    pooled = torch.cat([hidden[0, 3], hidden[0, :4].max(0).values, hidden[0, :4].mean(0)])
    expected = pooled @ model.head.weight[0] + model.head.bias
    assert model.judge(hidden)[0, 3].item() == pytest.approx(expected.item(), abs=1e-5)


def test_noise_is_for_training_only():
    model = tiny_reader().train()
    ids = torch.tensor([WORDS.numbers(["the", "film", "is", "not", "bad"])])
    torch.manual_seed(0)
    noisy = [model(ids) for _ in range(2)]
    assert not torch.equal(*noisy)
    assert torch.equal(model.eval()(ids), model.eval()(ids))


def test_a_language_model_is_asked_for_the_next_known_word_and_the_end():
    model = with_language(tiny_reader()).eval()
    the, film, splendid = WORDS.numbers(["the", "film", "splendid"])
    ids = torch.tensor([[the, film, splendid], [film, the, 0]])
    with torch.no_grad():
        loss = language_loss(model, (ids, torch.tensor([3, 2])))
        known = model.features(torch.arange(WORDS.trained)[None])[0]
        log_p = model.language(model.read(ids), known).log_softmax(-1)
    # "splendid" was never trained, so nobody asks for it; 2 is the end.
    asked = [log_p[0, 0, film], log_p[0, 2, 2], log_p[1, 0, the], log_p[1, 1, 2]]
    assert loss.item() == pytest.approx(-float(sum(asked)) / 4, abs=1e-5)


def test_leaving_a_word_out_is_reading_the_others(model):
    task, numbers = task_of(model), WORDS.numbers(["the", "film", "is", "not", "bad"])
    trace = task.trace(model, Judge("the film is not bad"))
    found = influence.influence(model, numbers, trace)
    without = task.predict(model, Judge("the film is bad")).values[-1]
    whole = task.predict(model, Judge("the film is not bad")).values
    assert found.ablation[3] == pytest.approx(whole[-1] - without, abs=1e-6)
    np.testing.assert_allclose(answer_of.changes_of(whole).cumsum(), whole, atol=1e-6)


def test_what_if_treats_one_word_otherwise(model, tmp_path):
    task, numbers = task_of(model), WORDS.numbers(["the", "film", "is", "not", "bad"])
    found = influence.what_if(model, numbers, 3)
    last = {
        text: task.predict(model, Judge(text)).values[-1]
        for text in ("the film is bad", "the film is zzz bad", "not the film is bad",
                     "the film is not bad", "the film is bad not")
    }  # fmt: skip
    assert found.without == pytest.approx(last["the film is bad"], abs=1e-6)
    assert found.unknown == pytest.approx(last["the film is zzz bad"], abs=1e-6)
    assert found.moved[0] == pytest.approx(last["not the film is bad"], abs=1e-6)
    assert found.moved[3] == pytest.approx(last["the film is not bad"], abs=1e-6)
    assert found.moved[4] == pytest.approx(last["the film is bad not"], abs=1e-6)


def test_a_sentence_taken_apart_is_read_back(model, tmp_path):
    trace = task_of(model).trace(model, Judge("the film is not bad"))
    numbers = WORDS.numbers(["the", "film", "is", "not", "bad"])
    file = tmp_path / "taken_apart.npz"
    file.write_bytes(influence.taken_apart(model, numbers, trace))
    found, what_if = load_effects(file)
    expected = influence.influence(model, numbers, trace)
    np.testing.assert_array_equal(found.ablation, expected.ablation)
    np.testing.assert_array_equal(found.gradient, expected.gradient)
    assert what_if.at == answer_of.turn_of(answer_of.moods_of(trace))
    file.write_bytes(b"no archive")
    with pytest.raises(CheckpointError, match=r"taken_apart\.npz cannot be read"):
        load_effects(file)


def test_moving_a_word_keeps_all_others_in_order():
    assert influence.moved([1, 2, 3, 4], 0, 2) == [2, 3, 1, 4]
    assert influence.moved([1, 2, 3], 2, 2) == [1, 2, 3]
    assert influence.left_out([1, 2, 3], 1) == [1, 3]


def test_moods_of_sentences_of_any_length_come_at_once(model):
    task = task_of(model)
    texts = ["bad", "the film is not bad", "good film"]
    numbers = [WORDS.numbers(Judge(text).tokens) for text in texts]
    found = influence.last_moods(model, [*numbers, []])
    alone = [task.predict(model, Judge(text)).values[-1] for text in texts]
    np.testing.assert_allclose(found, [*alone, 0], atol=1e-6)


def test_gradients_are_those_of_autograd(model):
    numbers = WORDS.numbers(["the", "film", "is", "not", "bad"])
    trace = task_of(model).trace(model, Judge("the film is not bad"))
    features = model.features(torch.tensor([numbers])).detach().requires_grad_()
    logit = model.judge(model.recurrent(features)[0])[0, 3]
    (expected,) = torch.autograd.grad(logit, features)
    found = influence.gradients(model, trace, 3)
    np.testing.assert_allclose(found.inputs, expected[0], atol=1e-5)


def test_saliency_asks_for_the_likelier_mood_or_the_named_one(model):
    numbers = WORDS.numbers(["the", "film", "is", "not", "bad"])
    trace = task_of(model).trace(model, Judge("the film is not bad"))
    logit = answer_of.logits_of(trace)[-1]
    likelier = saliency(model, numbers, trace, 4)
    assert likelier.name == ("positive" if logit >= 0 else "negative")
    assert likelier.log_probability == pytest.approx(-np.log1p(np.exp(-abs(logit))), abs=1e-5)
    both = [saliency(model, numbers, trace, 4, mood) for mood in trace.classes]
    # Of two moods, one gains what the other loses.
    assert (both[0].products * both[1].products <= 0).all()
    with pytest.raises(ValueError, match="neither positive nor negative"):
        saliency(model, numbers, trace, 4, "angry")
    with pytest.raises(ValueError, match="no number 9"):
        saliency(model, numbers, trace, 9)


def test_without_interventions_the_sentence_is_read_as_always(model):
    read = WORDS.read(Judge(TEXT).tokens)
    touched = interventions.intervene(model, read)
    np.testing.assert_allclose(
        touched.logits, task_of(model).trace(model, Judge(TEXT)).logits, atol=1e-5
    )


def test_a_clamped_unit_stays_and_a_donor_gives_its_state(model):
    read = WORDS.read(Judge(TEXT).tokens)
    held = interventions.intervene(model, read, (Clamp(0, (2,), 3, 0.5),))
    assert held.layers[0].hidden[3:, 2].tolist() == [0.5] * 6
    donor = WORDS.numbers(["good", "film"])
    swapped = interventions.intervene(model, read, (Blend(4, 1.0),), donor)
    assert not np.allclose(swapped.logits[-1], held.logits[-1])


def test_a_corpus_holds_the_states_of_each_sentence(model):
    found = read_corpus(model, WORDS, sentences=30, traced=2)
    layer = found.layers[0]
    assert len(layer.starts) == 30 and layer.hidden_size == 12
    first, second = layer.starts[:2]
    text = [WORDS.numbers([label])[0] for label in layer.labels[first:second]]
    with torch.no_grad():
        hidden = model.read(torch.tensor([text]))[0].numpy()
    for unit in range(12):
        np.testing.assert_allclose(layer.unit(unit)[first:second], hidden[:, unit], atol=5e-3)


def test_properties_know_negation_and_what_has_been_read():
    model = tiny_reader()
    corpus = read_corpus(model, WORDS, sentences=200, traced=1).layers[0]
    properties = mood_properties(corpus)
    values = {name: found.values for name, found in properties.items()}
    labels, starts = np.array(corpus.labels), set(corpus.starts.tolist())
    for at in np.flatnonzero(values["negation"])[:50]:
        assert labels[at] in ("not", "n't", "never", "no", "nobody", "nothing", "hardly", "without")
        if at + 1 < len(labels) and at + 1 not in starts:
            assert values["negated"][at + 1] == 1
    for start in starts:
        assert values["first"][start] == 1 and values["negated"][start] == 0
        assert values["praised"][start] == values["praise"][start]
    assert {"place", "left"} == {name for name, found in properties.items() if not found.binary}


def test_the_best_temperature_undoes_a_stretch():
    random = np.random.default_rng(0)
    logits = random.normal(0, 1.5, 4_000).astype(np.float32)
    labels = (random.random(4_000) < 1 / (1 + np.exp(-logits))).astype(np.float32)
    assert calibration.best_temperature(3 * logits, labels) == pytest.approx(3, rel=0.12)
    assert calibration.calibration_error(logits, labels) < 0.03
    assert calibration.calibration_error(3 * logits, labels) > 0.08
    assert calibration.error_by_halves(3 * logits, labels) < 0.04


def test_every_known_symbol_has_a_row():
    assert len(WORDS) == len(KNOWN) + 1 == len(tiny_reader().vectors)
