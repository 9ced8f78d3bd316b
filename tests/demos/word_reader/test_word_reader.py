"""The word reader: what it is asked, what it answers, and that its trace is its answer."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from seqdemo.core.intervention import Blend, Clamp
from seqdemo.core.trace_file import load_trace
from seqdemo.demos.word_reader import calibration, evaluation, probes, reading
from seqdemo.demos.word_reader.data import DrawnWords
from seqdemo.demos.word_reader.examples import AIDS, JAZZ, SAID, shipped
from seqdemo.demos.word_reader.interventions import intervene
from seqdemo.demos.word_reader.query import ReadWord, decode
from seqdemo.demos.word_reader.saliency import saliency
from seqdemo.demos.word_reader.task import TASK, WordReaderTask
from seqdemo.demos.word_reader.typed import in_a_hand
from seqdemo.handwriting.grids import BLANK, as_drawing, encode

CELLS = ("rnn", "gru", "lstm")


@pytest.fixture(scope="module", params=CELLS)
def reader(request):
    return TASK.load(request.param, torch.device("cpu"))


@pytest.fixture(scope="module")
def gru():
    return TASK.load("gru", torch.device("cpu"))


def query(drawing, model):
    return ReadWord(drawing, model.config.cell)


def test_said_and_aids_are_the_same_letters_and_two_words(reader):
    assert TASK.predict(reader, query(SAID, reader)).word == "said"
    assert TASK.predict(reader, query(AIDS, reader)).word == "aids"


def test_the_trace_gives_the_same_answer_as_the_prediction(reader):
    for drawing in (SAID, AIDS, in_a_hand("because", 3)):
        asked = query(drawing, reader)
        predicted, end = TASK.predict(reader, asked), reading.answer(TASK.trace(reader, asked))
        assert (end.word, tuple(end.spelled)) == (predicted.word, predicted.letters)
        assert end.probability == pytest.approx(predicted.probability, abs=1e-4)


def test_over_a_words_few_letters_the_gradient_reaches_the_first_in_every_network(reader):
    for word in ("said", "december", "information", "language"):
        trace = TASK.trace(reader, query(in_a_hand(word, 3), reader))
        norms = saliency(reader, trace, len(word) - 1).norms
        assert norms[0] > 0.05 * norms.max(), word


def test_no_single_unit_holds_a_word(reader):
    asked = query(in_a_hand("december", 3), reader)
    told = [
        reading.outcome(intervene(reader, asked, (Clamp(0, (unit,)),)))[0]
        for unit in range(0, 225, 5)
    ]
    assert told.count("december") >= 0.95 * len(told)


def test_the_trace_is_what_the_fused_network_computes(reader):
    trace = TASK.trace(reader, query(SAID, reader))
    with torch.inference_mode():
        hidden = reader(torch.from_numpy(trace.extras["grids"])[None])[0]
    np.testing.assert_allclose(trace.layers[-1].hidden, hidden, atol=1e-5)


def test_every_row_of_the_trace_is_a_distribution_over_words(reader):
    trace = TASK.trace(reader, query(in_a_hand("reading", 1), reader))
    assert trace.logits.shape == (7, len(TASK.words) + 1)
    np.testing.assert_allclose(np.exp(trace.logits).sum(1), 1.0, atol=1e-4)


@pytest.mark.parametrize("ended", [False, True])
def test_the_answer_is_linear_in_the_hidden_state(reader, ended):
    """Nothing but h_t: the logits of a mixture of two states are the mixture of their logits."""
    one, other = torch.randn(2, reader.config.hidden_size).tanh()
    with torch.inference_mode():
        a, b = (reader.answer(state, ended=ended) for state in (one, other))
        mixed = reader.answer(0.3 * one + 0.7 * other, ended=ended)
    assert mixed.shape == (len(reader.config.words) + 1,)
    torch.testing.assert_close(mixed, 0.3 * a + 0.7 * b, atol=1e-3, rtol=1e-4)


def patched(reader, drawing, donor):
    """The answer where the last letter is read from the state of another drawing."""
    change = Blend(len(drawing) - 1, 1.0)
    trace = intervene(reader, query(drawing, reader), (change,), query(donor, reader))
    return trace.classes[int(trace.logits[-1].argmax())], np.exp(trace.logits[-1])


@pytest.mark.parametrize("word", ["remember", "house", "table", "receiver", "said"])
def test_with_the_state_wiped_the_answer_is_what_the_last_letter_alone_says(reader, word):
    drawing = in_a_hand(word, 3)
    said, p = patched(reader, drawing, (BLANK,))
    alone = TASK.trace(reader, query(drawing[-1:], reader))
    np.testing.assert_allclose(p, np.exp(alone.logits[-1]), atol=1e-4)
    assert said != word and p[TASK.words.index(word)] < 0.01


@pytest.mark.parametrize(
    ("word", "other"),
    [("remember", "december"), ("house", "mouse"), ("table", "cable"), ("received", "receiver")],
)
def test_with_another_words_state_the_answer_is_the_other_words(reader, word, other):
    """The last letter is the word's own; all before it, the state of the other."""
    drawing, donor = in_a_hand(word, 3), in_a_hand(other, 3)
    assert TASK.predict(reader, query(drawing, reader)).word == word
    said, p = patched(reader, drawing, donor[:-1])
    assert said == other[:-1] + word[-1] and p.max() > 0.9


def test_the_guess_after_sa_is_a_word_that_starts_with_sa(gru):
    """The loss counts every step, so the guess must mean something before the end."""
    for first, second in (reading.guesses(TASK.trace(gru, query(SAID, gru)), count=1)[1:3],):
        assert first[0][0].startswith("sa") and second[0][0].startswith("sai")


def test_a_string_outside_the_list_is_no_word_it_knows(gru):
    end = reading.answer(TASK.trace(gru, query(in_a_hand("qzxkw", 4), gru)))
    assert end.word == "" and not end.sure and len(end.nearest) == 3
    assert all(word in TASK.words for word in end.nearest)


def test_scribbles_and_full_grids_get_no_confident_word(gru):
    for grid in ("1" * 49, "10" * 24 + "1", "1" + "0" * 48):
        end = reading.answer(TASK.trace(gru, query((grid,) * 5, gru)))
        assert not end.sure, (grid, end)


def test_blank_grids_are_not_read(gru):
    with_gaps = (BLANK, *SAID[:2], BLANK, *SAID[2:], BLANK)
    assert query(with_gaps, gru).read == (1, 2, 4, 5)
    assert TASK.predict(gru, query(with_gaps, gru)) == TASK.predict(gru, query(SAID, gru))


def test_nothing_drawn_is_no_word_and_has_no_trace(gru):
    assert TASK.predict(gru, ReadWord((BLANK,))).word == ""
    with pytest.raises(ValueError, match="every grid is blank"):
        TASK.trace(gru, ReadWord((BLANK, BLANK)))


def test_what_is_still_there_is_how_surely_each_letter_is_read_back(gru):
    trace = TASK.trace(gru, query(in_a_hand("memory", 5), gru))
    there = reading.still_there(trace)
    assert there.shape == (6, 6)
    later = np.arange(6)[:, None] < np.arange(6)
    assert np.isnan(there[later]).all() and not np.isnan(there[~later]).any()
    for step, row in enumerate(reading.remembered(trace)):
        for place, (letter, p) in enumerate(row):
            assert there[step, place] <= p + 1e-6
            if letter == trace.inputs[place]:
                assert there[step, place] == pytest.approx(p)


def test_the_linear_probes_read_the_first_letter_back_from_the_last_state(gru):
    memory = reading.remembered(TASK.trace(gru, query(SAID, gru)))
    assert "".join(letter for letter, _ in memory[-1]) == "said"
    assert [len(row) for row in memory] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("drawing", "cell", "message"),
    [
        ((), "gru", "1 to 12 letters"),
        ((BLANK,) * 13, "gru", "1 to 12 letters"),
        (("01",), "gru", "49 zeros and ones"),
        (("2" * 49,), "gru", "49 zeros and ones"),
        ((BLANK,), "transformer", "cell must be"),
    ],
)
def test_a_query_that_makes_no_sense_is_refused_with_a_sentence(drawing, cell, message):
    with pytest.raises(ValueError, match=message):
        ReadWord(drawing, cell)


def test_a_link_brings_the_same_drawing_back():
    for drawing in (SAID, JAZZ, (BLANK,), ("1" * 49,) * 12, in_a_hand("link", 9)):
        assert decode(encode(drawing)) == drawing
        assert len(encode(drawing)) == 9 * len(drawing)


@pytest.mark.parametrize(
    "text", ["", "short", "A" * 10, "A" * 117, "ÄÄÄÄÄÄÄÄÄ", "<script>!", "A A A A A"]
)
def test_a_link_that_is_none_is_refused(text):
    assert decode(text) is None


def test_the_shipped_examples_are_what_the_shipped_networks_compute(reader):
    """The first paint shows these files: they must be the network's own values, nothing else."""
    for drawing in (SAID, JAZZ):
        path = shipped(query(drawing, reader))
        saved, fresh = load_trace(path), TASK.trace(reader, query(drawing, reader))
        assert saved.inputs == fresh.inputs and saved.classes == fresh.classes
        for (name, a), (_, b) in zip(saved.arrays(), fresh.arrays(), strict=True):
            np.testing.assert_allclose(a, b, atol=1e-3, err_msg=name)


def test_the_card_keeps_what_the_least_demands():
    """The numbers measured on the shipped weights, as `seqdemo evaluate` prints them."""
    for cell in ("gru", "lstm"):
        metrics = TASK.card(cell)["metrics"]
        assert metrics["anagram_accuracy"] >= 0.99
        assert metrics["expected_calibration_error"] <= 0.03
        assert metrics["noisy_word_accuracy"] >= 0.95


def test_measuring_again_gives_the_numbers_on_the_card(gru):
    """On a fifth of the words, so within 2 %: the card is not invented."""
    words = TASK.words
    data = DrawnWords(words, "valid", mix=evaluation.CLEAN)
    batches = evaluation.read_texts(gru, data, words[::5])
    share, _ = evaluation.accuracies(gru, batches)
    assert share == pytest.approx(TASK.card("gru")["metrics"]["word_accuracy"], abs=0.02)


class Tiny(WordReaderTask):
    """The same task over five words, small enough to train in a test."""

    hands, strange = 20, 400

    @property
    def words(self):
        return ("said", "aids", "dais", "is", "a")


def test_training_lowers_the_loss_and_finishing_fits_probes_and_calibration(monkeypatch):
    read = evaluation.read
    monkeypatch.setattr(evaluation, "read", lambda model, data, all_: read(model, data, all_[:200]))
    task = Tiny()
    recipe = replace(task.recipe("gru"), max_steps=24, batch_size=24, warmup_steps=8)
    fit = task.fit("gru", recipe=recipe)
    losses = [step.loss for step in fit]
    assert np.mean(losses[-10:]) < np.mean(losses[:10]) - 1.0
    model = fit.model.eval()
    data = task.dataset("train")
    before = model.memory_probes.weight.detach().clone()
    found = probes.train(model, data, words=256, updates=30)
    assert not torch.equal(before, model.memory_probes.weight)
    assert 0 < found["accuracy"] <= 1
    card = calibration.calibrate(model, words=256)
    assert len(card["temperature"]) == len(card["refusal"]) == 2 and min(card["temperature"]) > 0
    metrics = evaluation.metrics(model, task.words, "valid")
    assert set(metrics) >= {"word_accuracy", "noisy_word_accuracy", "parameters"}


def test_every_network_knows_the_same_words():
    for cell in CELLS:
        assert tuple(TASK.card(cell)["words"]) == TASK.words


def test_a_drawing_survives_its_way_through_an_array():
    assert as_drawing(ReadWord(SAID).grids()) == SAID
