"""The digit reader: what it reads, what it is measured with, and what words would cost."""

import numpy as np
import pytest
import torch

from seqdemo.demos.digit_reader import evaluation
from seqdemo.demos.digit_reader.cost import feed_forward_weights, recurrent_weights
from seqdemo.demos.digit_reader.data import SEEDS, TrainingDigits, drawn, shaded
from seqdemo.demos.digit_reader.examples import FIRST, NETWORK, READY, shipped
from seqdemo.demos.digit_reader.query import ReadDigit, decode
from seqdemo.demos.digit_reader.scans import area_means, brought, scanned_digits
from seqdemo.demos.digit_reader.task import TASK
from seqdemo.handwriting.grids import BLANK, encode


@pytest.fixture(scope="module")
def model():
    return TASK.load(NETWORK, torch.device("cpu"))


def test_ready_digits_are_read_and_the_trace_says_what_is_predicted(model):
    for name, drawing in READY.items():
        chances = TASK.predict(model, ReadDigit(drawing))
        assert np.argmax(chances) == int(name)
        logits = TASK.trace(model, ReadDigit(drawing)).logits[0]
        shares = np.exp(logits - logits.max())
        np.testing.assert_allclose(shares / shares.sum(), chances, atol=1e-5)


def test_the_trace_holds_the_weights_that_made_it(model):
    trace = TASK.trace(model, ReadDigit(FIRST))
    cells = trace.extras["grids"][0].ravel()
    sums = trace.extras["weights_in"][0] @ cells + model.hidden.bias.detach().numpy()
    np.testing.assert_allclose(np.tanh(sums), trace.layers[0].hidden[0], atol=1e-5)


def test_the_shipped_example_is_the_network_s_own_answer(model):
    from seqdemo.core.trace_file import load_trace

    path = shipped(FIRST)
    assert path is not None and shipped(BLANK) is None
    fresh = TASK.trace(model, ReadDigit(FIRST))
    np.testing.assert_allclose(load_trace(path).logits, fresh.logits, atol=1e-4)


def test_the_card_says_what_a_smaller_measurement_confirms(model):
    card = TASK.card(NETWORK)["metrics"]
    found = evaluation.metrics(model, "test", count=2_000)
    for name in ("accuracy", "held_out_hand_accuracy"):
        assert abs(found[name] - card[name]) < 0.02
    assert found["scanned_accuracy"] == card["scanned_accuracy"]
    assert card["scanned_accuracy"] >= 0.93


def test_scans_are_shades_that_fill_the_grid():
    scans, digits = scanned_digits()
    assert scans.shape == (1797, 7, 7) and set(digits) == set(range(10))
    assert scans.min() >= 0 and scans.max() <= 1
    assert (scans[:100].max(2)[:, 3] > 0).all()
    assert brought(np.zeros((8, 8), np.float32)).sum() == 0


def test_area_means_keep_the_mean():
    assert np.allclose(area_means(8, 7).sum(1), 1)
    assert np.allclose(area_means(5, 5), np.eye(5))


def test_training_takes_drawn_and_shaded_digits_and_spoils_them():
    data = TrainingDigits(8, 60, 40, processes=1)
    grids, digits = data.__getitems__(list(range(40)))
    assert grids.shape == (40, 7, 7) and len(digits) == 40
    assert grids.min() >= 0 and grids.max() <= 1
    with pytest.raises(ValueError, match="nothing to learn"):
        TASK.dataset("valid")


def test_hands_of_a_split_are_always_the_same_and_no_other_split_s():
    first, second = (drawn(50, split, "train")[0] for split in ("valid", "test"))
    assert np.array_equal(first, drawn(50, "valid", "train")[0])
    assert not np.array_equal(first, second)
    assert np.array_equal(shaded(30, SEEDS["train"])[0], shaded(30, SEEDS["train"])[0])


def test_weights_are_counted_as_torch_counts_them():
    hidden = 12

    def count(*parts):
        return sum(p.numel() for part in parts for p in part.parameters())

    seen = count(torch.nn.Linear(4 * 49, hidden), torch.nn.Linear(hidden, 4 * 26))
    assert feed_forward_weights(4, hidden) == seen
    reading = count(torch.nn.RNN(49, hidden), torch.nn.Linear(hidden, 26))
    assert recurrent_weights(hidden) == reading


def test_a_link_holds_one_grid():
    assert decode(encode((FIRST,))) == (FIRST,)
    with pytest.raises(ValueError, match="one grid"):
        decode(encode((FIRST, FIRST)))
    with pytest.raises(ValueError, match="49"):
        ReadDigit("01")
