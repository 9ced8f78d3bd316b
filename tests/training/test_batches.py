"""Which examples make up which batch is a pure function of the seed and of where one starts."""

from __future__ import annotations

from itertools import chain, islice

import pytest

from seqdemo.training import batches
from seqdemo.training.batches import BatchIndices

SIZE = 10


def stream(*, start: int = 0, count: int = 35, seed: int | None = 4, batch: int = 4) -> list[int]:
    made = BatchIndices(SIZE, batch_size=batch, start=start, count=count, seed=seed)
    return list(chain.from_iterable(made))


@pytest.mark.parametrize("seed", [4, None])
@pytest.mark.parametrize("start", [0, 1, 9, 10, 11, 20, 34])
def test_a_run_that_starts_later_sees_what_was_left(start: int, seed: int | None) -> None:
    whole = stream(seed=seed)
    assert stream(start=start, count=35 - start, seed=seed) == whole[start:]


def test_every_epoch_visits_every_example_once_in_an_order_of_its_own() -> None:
    visited = stream(count=3 * SIZE)
    epochs = [visited[n : n + SIZE] for n in range(0, 3 * SIZE, SIZE)]
    assert [sorted(epoch) for epoch in epochs] == [list(range(SIZE))] * 3
    assert len({tuple(epoch) for epoch in epochs}) == 3


def test_without_a_seed_examples_come_in_order_again_and_again() -> None:
    assert stream(count=25, seed=None) == [*range(SIZE), *range(SIZE), *range(5)]


def test_the_seed_decides_the_order_and_batch_size_does_not() -> None:
    assert stream(seed=4) == stream(seed=4)
    assert stream(seed=4) != stream(seed=5)
    assert stream(seed=0) != stream(seed=None)
    assert stream(batch=4) == stream(batch=7)


@pytest.mark.parametrize(("count", "sizes"), [(8, [4, 4]), (9, [4, 4, 1]), (0, []), (-4, [])])
def test_batches_are_full_but_for_the_last_and_len_counts_them(
    count: int, sizes: list[int]
) -> None:
    made = BatchIndices(SIZE, batch_size=4, start=3, count=count, seed=4)
    assert [len(batch) for batch in made] == sizes
    assert len(made) == len(sizes)


def test_a_data_set_without_end_is_walked_without_being_listed() -> None:
    made = BatchIndices(1 << 60, batch_size=2, start=1 << 50, count=1 << 55, seed=None)
    assert list(islice(made, 2)) == [[2**50, 2**50 + 1], [2**50 + 2, 2**50 + 3]]


def test_an_empty_data_set_is_refused() -> None:
    with pytest.raises(ValueError, match="the data set is empty"):
        BatchIndices(0, batch_size=4, start=0, count=8, seed=None)


def test_a_data_set_too_large_to_shuffle_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(batches, "LARGEST_SHUFFLE", SIZE - 1)
    with pytest.raises(ValueError, match="cannot shuffle 10 examples; pass seed=None"):
        stream(seed=4)
    assert stream(count=2, seed=None) == [0, 1]
