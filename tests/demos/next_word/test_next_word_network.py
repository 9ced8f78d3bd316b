"""Networks read from both sides, learn, and say the same however they are asked."""

import numpy as np
import pytest
import torch
from next_word_nets import KNOWN, WORDS, small

from seqdemo.core.intervention import Clamp
from seqdemo.core.sampling import Sampling
from seqdemo.demos.next_word import blank, lens, memory, reading
from seqdemo.demos.next_word.batches import SentenceBatches
from seqdemo.demos.next_word.keystrokes import Keystrokes
from seqdemo.demos.next_word.loss import language_loss, reversed_rows
from seqdemo.demos.next_word.measure import next_word_metrics, saved_keystrokes
from seqdemo.demos.next_word.network import WordModelConfig, WordReader
from seqdemo.demos.next_word.pools import LENGTHS, pool_of
from seqdemo.demos.next_word.words import END, PAD, SPECIAL, START

TEXT = ["I", "like", "a", "cup", "of"]


def test_rows_are_turned_without_their_padding():
    rows = torch.tensor([[START, 7, 8, 9, END], [START, 7, END, PAD, PAD]])
    turned = [[END, 9, 8, 7, START], [END, 7, START, PAD, PAD]]
    assert reversed_rows(rows).tolist() == turned


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_a_network_learns_sentences_by_heart(cell):
    model = small(cell).train()
    texts = "I like tea .", "you like coffee ."
    sentences = [KNOWN.numbers(text.split()) for text in texts]
    rows = torch.from_numpy(pool_of(sentences)[0].rows).long()
    optimizer = torch.optim.Adam(model.parameters(), 0.02)
    for _ in range(120):
        optimizer.zero_grad()
        language_loss(model, rows, torch.zeros(2, dtype=torch.long)).backward()
        optimizer.step()
    model.eval()
    assert reading.fill(model, KNOWN, ["I", "like"], None)[0].word == "tea"
    assert reading.from_right(model, KNOWN, [], ["like", "coffee"])[0].word == "You"


@torch.no_grad()
def test_the_word_that_is_asked_for_weighs_more():
    model = small(both_sides=False)
    rows = torch.from_numpy(pool_of([KNOWN.numbers(TEXT)])[1].rows).long()
    plain = language_loss(model, rows, torch.tensor([0]))
    asked = language_loss(model, rows, torch.tensor([5]))
    logits, _ = model(rows[:, :-1])
    there = rows[0, 1:] != PAD
    each = torch.nn.functional.cross_entropy(logits[0], rows[0, 1:], reduction="none")[there]
    assert float(plain) == pytest.approx(float(each.mean()), rel=1e-5)
    weights = torch.ones(len(each))
    weights[4] = 4
    assert float(asked) == pytest.approx(float((each * weights).sum() / weights.sum()), rel=1e-5)


def test_a_trace_says_what_the_network_says():
    model = small()
    trace = reading.trace_of(model, KNOWN, TEXT)
    logits, _ = model(torch.tensor([[START, *KNOWN.numbers(TEXT)]]))
    np.testing.assert_allclose(trace.logits, logits[0].detach(), atol=1e-5)
    assert trace.inputs == (SPECIAL[START], *TEXT)


def test_what_is_read_from_the_right_ends_with_the_word_after_the_blank():
    trace = reading.trace_of(small(), KNOWN, ["for", "breakfast"], "right")
    assert trace.inputs == (SPECIAL[END], "breakfast", "for")


def test_suggestions_while_typing_are_those_of_the_whole_text():
    model = small()
    typist = reading.Typist(model, KNOWN, kept=3)
    for end in range(len(TEXT) + 1):
        tokens = tuple(TEXT[:end])
        whole = reading.Typist(model, KNOWN).suggestions(tokens)
        typed = typist.suggestions(tokens)
        assert [guess.word for guess in typed] == [guess.word for guess in whole]
        assert typed[0].probability == pytest.approx(whole[0].probability, rel=1e-4)


def test_suggestions_begin_with_what_was_typed():
    found = reading.Typist(small(), KNOWN).suggestions(("I", "like"), "C")
    assert {guess.word for guess in found} == {"Coffee", "Cup", "Cabinet"}


def test_both_sides_of_a_row_are_aligned():
    model = small()
    numbers = KNOWN.numbers(["I", "like", "coffee", "."])
    ((left, right, wanted),) = blank.both_sides(model, [numbers])
    assert wanted.tolist() == numbers
    for place in range(len(numbers)):
        one = reading.logits_beside(model, numbers[:place], "left")
        other = reading.logits_beside(model, numbers[place + 1 :][::-1], "right")
        np.testing.assert_allclose(_among_words(left[place]), _among_words(one), atol=1e-5)
        np.testing.assert_allclose(_among_words(right[place]), _among_words(other), atol=1e-5)


def _among_words(scores):
    return scores[len(SPECIAL) :].softmax(0).detach()


def test_the_weights_of_both_sides_are_fitted():
    model = small()
    model.frequency.copy_(torch.full((len(KNOWN),), -3.0))
    sentences = [KNOWN.numbers(["I", "like", "coffee", "."])] * 10
    before = _nats(model, sentences)
    model.blend.copy_(blank.fit_blend(model, sentences))
    assert _nats(model, sentences) < before


def _nats(model, sentences):
    total = 0.0
    for left, right, wanted in blank.both_sides(model, sentences):
        total -= float(reading.blended(model, left, right).gather(1, wanted[:, None]).sum())
    return total


def test_measures_count_what_is_suggested():
    model = small(both_sides=False)
    torch.nn.init.zeros_(model.embedding.weight)
    with torch.no_grad():
        model.bias[KNOWN.number("tea")] = 3
        model.bias[KNOWN.number("coffee")] = 2
        model.bias[END] = 9  # never suggested
    found = next_word_metrics(model, [KNOWN.numbers(["tea", "coffee", "you", "zzz"])])
    assert (found["top1"], found["top3"]) == (0.25, 0.5)


def test_keystrokes_are_saved_by_what_shows_soon():
    model = small(both_sides=False)
    torch.nn.init.zeros_(model.embedding.weight)
    with torch.no_grad():
        for rank, word in enumerate(["a", "I", "of", "coffee", "cup", "cabinet", "tea"]):
            model.bias[KNOWN.number(word)] = 9 - rank
    # coffee shows after one letter (2 of 7 keystrokes), of at once (1 of 3), zzz never (4 of 4);
    # the mark does not count.
    saved = saved_keystrokes(model, Keystrokes(KNOWN), [["coffee", "of", "zzz", "."]])
    assert saved == pytest.approx(1 - (2 + 1 + 4) / (7 + 3 + 4))


def test_texts_of_different_lengths_are_read_as_alone():
    model = small()
    texts = [KNOWN.numbers(TEXT), KNOWN.numbers(["I"]), KNOWN.numbers(TEXT[:3])]
    together = memory.after(model, texts)
    for row, text in zip(together, texts, strict=True):
        alone, _ = model(torch.tensor([[START, *text]]))
        np.testing.assert_allclose(row.detach(), alone[0, -1].detach(), atol=1e-5)


def test_batches_are_the_same_every_time_and_follow_their_weights():
    pools = {"a": pool_of([[10, 11]] * 50), "b": pool_of([[12] * 3] * 50)}
    data = SentenceBatches(pools, {"a": (1.0, 0.0), "b": (0.0, 1.0)}, 10)
    rows, answers = data[0]
    torch.testing.assert_close(rows, data[0][0])
    assert rows.shape[1] == LENGTHS[0] + 1 and (rows[:, 1] == 10).all() and not answers.any()
    assert (data[5][0][:, 1] == 12).any() and (data[5][0][:, 1] == 10).any()


def test_a_text_longer_than_any_bucket_is_cut():
    bucket = pool_of([list(range(10, 20)) * 30])[-1]
    assert bucket.rows.shape == (1, LENGTHS[-1] + 1) and bucket.rows[0, -1] == END


# ---- under the lens ----------------------------------------------------------------------------


def test_saliency_is_the_gradient_that_autograd_gives():
    model = small(both_sides=False)
    trace = reading.trace_of(model, KNOWN, TEXT)
    found = lens.word_saliency(model, KNOWN, trace, len(TEXT), "coffee")
    inputs = model.embedding(torch.tensor([[START, *KNOWN.numbers(TEXT)]])).detach()
    inputs.requires_grad_()
    hidden, _ = model.left(inputs)
    model.score(hidden[0, -1]).log_softmax(0)[KNOWN.number("coffee")].backward()
    np.testing.assert_allclose(found.norms, inputs.grad[0].norm(dim=1), rtol=1e-3, atol=1e-6)
    assert found.name == "coffee"


def test_saliency_of_an_unknown_word_is_refused():
    model = small(both_sides=False)
    trace = reading.trace_of(model, KNOWN, TEXT)
    with pytest.raises(ValueError, match="does not know the word 'xylophone'"):
        lens.word_saliency(model, KNOWN, trace, 2, "xylophone")


def test_without_interventions_writing_on_reads_as_always():
    model = small()
    written = lens.written_on(model, KNOWN, " ".join(TEXT), 8, Sampling(seed=3))
    read = reading.trace_of(model, KNOWN, written.inputs[1:])
    np.testing.assert_allclose(written.layers[0].hidden, read.layers[0].hidden, atol=1e-4)
    assert set(written.inputs[6:]) <= {*WORDS, *KNOWN.vocabulary.symbols[6:]}


def test_a_clamped_unit_stays_where_it_is_held():
    done = (Clamp(0, (3,), 2, 0.5),)
    written = lens.written_on(small(), KNOWN, " ".join(TEXT), 4, Sampling(seed=3), done)
    np.testing.assert_allclose(written.layers[0].hidden[2:, 3], 0.5)


def test_a_network_for_one_side_says_that_it_cannot_fill_a_blank():
    with pytest.raises(ValueError, match="reads from the left only"):
        reading.from_right(small(both_sides=False), KNOWN, [], ["for"])


@torch.no_grad()
@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_gates_can_begin_so_that_units_forget_after_one_word_or_many(cell):
    size = 64
    set_at_first = WordReader(WordModelConfig(cell, 9, 4, size, chrono=80)).recurrent.fused
    usual = WordReader(WordModelConfig(cell, 9, 4, size)).recurrent.fused
    kept = torch.sigmoid(set_at_first.bias_ih_l0[size : 2 * size])  # f of an LSTM, z of a GRU
    words = 1 / (1 - kept)
    assert 1.9 <= float(words.min()) < 15 and 60 < float(words.max()) <= 80.1
    assert float(torch.sigmoid(usual.bias_ih_l0[size : 2 * size]).max()) < 0.75
