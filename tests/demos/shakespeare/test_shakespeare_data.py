"""Windows of a text, and how well a writer foresees it: against loops over single characters."""

from __future__ import annotations

import math
import pickle
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from seqdemo.core.trace import CellKind
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.task import ShakespeareTask
from seqdemo.models.text_writer import TextWriter, TextWriterConfig
from seqdemo.tasks import text_nats
from seqdemo.tasks.text_nats import carried_nats, metrics, windows_nats
from seqdemo.tasks.text_windows import TextWindows, part_of, read_text

WINDOW = 8
TEXT = "".join(chr(0x4E00 + place) for place in range(107))
"""Every character once and in order: its number is its place in the text."""

every_cell = pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])


def windows(text: str = TEXT, window: int = WINDOW, **options: int) -> TextWindows:
    return TextWindows(text, Vocabulary.of(text), window=window, **options)


def starts(data: TextWindows, epoch: int) -> list[int]:
    first = epoch * data.per_epoch
    return [int(data[index][0][0]) for index in range(first, first + data.per_epoch)]


# Windows


def test_an_item_is_a_stretch_of_text_and_what_follows_each_character() -> None:
    data = windows()
    for index in range(3 * data.per_epoch):
        symbols, following = data[index]
        assert symbols.shape == following.shape == (WINDOW,)
        assert symbols.dtype == following.dtype == torch.int64
        assert torch.equal(symbols, symbols[0] + torch.arange(WINDOW))
        assert torch.equal(following, symbols + 1)


def test_an_item_is_a_function_of_its_number() -> None:
    one, other = windows(), windows()
    for index in (10**9, 0, 40, 7, 10**9):  # in no order, more epochs than are remembered
        assert torch.equal(one[index][0], other[index][0])
    expected = [windows()[index][0] for index in range(60)]
    backwards = [one[index][0] for index in reversed(range(60))]
    assert all(torch.equal(a, b) for a, b in zip(expected, reversed(backwards), strict=True))


def test_another_seed_gives_other_windows() -> None:
    assert starts(windows(seed=0), 0) != starts(windows(seed=1), 0)


def test_windows_of_an_epoch_are_different_and_side_by_side() -> None:
    data = windows()
    for epoch in range(20):
        places = sorted(starts(data, epoch))
        assert np.diff(places).tolist() == [WINDOW] * (data.per_epoch - 1)


def test_every_epoch_is_cut_elsewhere_and_in_another_order() -> None:
    data = windows()
    epochs = [starts(data, epoch) for epoch in range(20)]
    assert len({min(places) for places in epochs}) > 5
    assert len({tuple(np.argsort(places)) for places in epochs}) == 20


def test_an_epoch_covers_the_text_but_for_its_ends_and_together_they_cover_all() -> None:
    data = windows()
    asked: set[int] = set()
    for epoch in range(150):
        places = starts(data, epoch)
        assert len(places) * WINDOW > len(TEXT) - 2 * WINDOW
        asked |= {place + offset for place in places for offset in range(WINDOW)}
    # The last character is only ever a target.
    assert asked == set(range(len(TEXT) - 1))


@pytest.mark.parametrize("length", [2 * WINDOW, 2 * WINDOW + 1, 3 * WINDOW - 1, 3 * WINDOW])
def test_a_short_text_is_never_left(length: int) -> None:
    data = windows(TEXT[:length])
    for index in range(200):
        symbols, following = data[index]
        assert len(symbols) == len(following) == WINDOW
        assert symbols[0] >= 0 and following[-1] < length


def test_a_text_shorter_than_two_windows_is_refused() -> None:
    with pytest.raises(ValueError, match="has 15 characters; training takes at least 16"):
        windows(TEXT[:15])


def test_a_character_that_is_not_known_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="not in the vocabulary: '!'"):
        TextWindows("ab!" * 20, Vocabulary.of("ab"), window=WINDOW)


def test_there_are_as_many_items_as_said() -> None:
    assert len(windows(size=12)) == 12
    assert len(windows()) > 10**12


def test_a_loop_over_the_items_ends() -> None:
    assert len(list(islice(windows(size=12), 1000))) == 12


def test_windows_can_be_sent_to_another_process() -> None:
    data = windows()
    copy = pickle.loads(pickle.dumps(data))
    assert torch.equal(copy[5][0], data[5][0])


# The text and its parts


def test_parts_follow_each_other_and_make_the_whole() -> None:
    train, valid = part_of(TEXT, "train"), part_of(TEXT, "valid")
    assert train + valid == TEXT
    assert len(train) == 96  # 90 % of 107, rounded down


@pytest.fixture
def long_text(tmp_path: Path) -> str:
    text = "".join(chr(0x4E00 + place) for place in range(5200))
    (tmp_path / "input.txt").write_bytes(text.encode())
    return text


def test_training_never_leaves_its_part_and_measuring_begins_after_it(
    long_text: str, tmp_path: Path
) -> None:
    task = ShakespeareTask(tmp_path)
    train, valid = task.dataset("train"), task.dataset("valid")
    cut = len(part_of(long_text, "train"))
    assert max(int(train[index][1].max()) for index in range(10 * train.per_epoch)) < cut
    assert min(int(valid[index][0].min()) for index in range(10 * valid.per_epoch)) >= cut


def test_a_split_that_does_not_exist_is_refused(long_text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no test split"):
        ShakespeareTask(tmp_path).dataset("test")


def test_newlines_are_read_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "input.txt").write_bytes("to be\r\nor not\né".encode())
    assert read_text(tmp_path) == "to be\r\nor not\né"


def test_a_text_that_is_not_there_is_missed_with_a_way_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="seqdemo fetch shakespeare") as caught:
        read_text(tmp_path)
    assert str(tmp_path) in str(caught.value)
    with pytest.raises(FileNotFoundError, match="seqdemo fetch shakespeare"):
        read_text(None)


# How well a writer foresees a text


def writer_of(cell: CellKind, vocab: int = 5) -> TextWriter:
    torch.manual_seed(0)
    writer = TextWriter(TextWriterConfig(cell, vocab, 6, 8, 2)).eval()
    with torch.no_grad():
        for weight in writer.parameters():
            weight.normal_(std=0.5)
    return writer


def uniform_writer(vocab: int) -> TextWriter:
    writer = TextWriter(TextWriterConfig("gru", vocab, 6, 8, 1)).eval()
    with torch.no_grad():
        writer.head.weight.zero_()
        writer.head.bias.fill_(3.0)
    return writer


def random_symbols(length: int, vocab: int = 5) -> Tensor:
    return torch.randint(vocab, (length,), generator=torch.Generator().manual_seed(1))


@torch.no_grad()
def nats_one_by_one(writer: TextWriter, symbols: list[int]) -> list[float]:
    """-log p of each symbol but the first, one call per symbol."""
    state, nats = None, []
    for now, following in pairwise(symbols):
        logits, state = writer(torch.tensor([[now]]), state)
        p = logits[0, 0].double().softmax(-1)
        nats.append(-math.log(float(p[following])))
    return nats


@every_cell
@pytest.mark.parametrize("length", [2, 10, 11, 12, 35])
def test_carried_nats_equal_a_loop_over_single_symbols(
    cell: CellKind, length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_nats, "PIECE", 10)
    writer, symbols = writer_of(cell), random_symbols(length)
    expected = nats_one_by_one(writer, symbols.tolist())
    assert len(expected) == length - 1
    got = carried_nats(writer, symbols)
    assert got == pytest.approx(sum(expected) / len(expected), abs=1e-5)


@every_cell
@pytest.mark.parametrize("length", [8, 14, 15, 40])
def test_windows_nats_equal_a_loop_over_windows_that_know_nothing_of_each_other(
    cell: CellKind, length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_nats, "BATCH", 2)
    writer, symbols = writer_of(cell), random_symbols(length)
    expected: list[float] = []
    start = 0
    while start + 7 < length:  # a window of 7, and the symbol after it
        expected += nats_one_by_one(writer, symbols[start : start + 8].tolist())
        start += 7
    assert len(expected) == (length - 1) // 7 * 7
    got = windows_nats(writer, symbols, window=7)
    assert got == pytest.approx(sum(expected) / len(expected), abs=1e-5)


@pytest.mark.parametrize("vocab", [5, 12])
def test_a_writer_that_knows_nothing_needs_the_logarithm_of_the_vocabulary(vocab: int) -> None:
    writer, symbols = uniform_writer(vocab), random_symbols(600, vocab)
    assert carried_nats(writer, symbols) == pytest.approx(math.log(vocab), abs=1e-5)
    assert windows_nats(writer, symbols) == pytest.approx(math.log(vocab), abs=1e-5)


def test_a_writer_that_knows_all_needs_nothing() -> None:
    writer = uniform_writer(5)
    with torch.no_grad():
        writer.head.bias[2] = 100.0
    symbols = torch.full((600,), 2)
    assert carried_nats(writer, symbols) == windows_nats(writer, symbols) == 0.0


def test_metrics_agree_with_each_other_and_count_every_number() -> None:
    vocabulary = Vocabulary.of("abcd")
    got = metrics(uniform_writer(4), vocabulary, "abcd" * 100)
    assert got["carried_nats"] == got["windows_nats"] == round(math.log(4), 4)
    assert got["bits_per_char"] == 2.0
    # embedding 4 x 6; GRU 3 gates of 8 x (6 + 8) weights and 2 x 8 biases; head 4 x 8 and 4.
    assert got["parameters"] == 24 + 3 * 8 * 14 + 3 * 16 + 36
    assert got["bytes"] == 2 * got["parameters"]
