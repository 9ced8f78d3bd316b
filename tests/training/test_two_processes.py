"""Many processes under torchrun train what one process with the whole batch would."""

from __future__ import annotations

import signal
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from forking import no_main
from safetensors.torch import load_file
from tiny_regression import RECIPES, make_fit, record, train_on_two_processes
from torch import Tensor
from torch.distributed.launcher.api import LaunchConfig, elastic_launch

Record = dict[str, Tensor]
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT)
each_recipe = pytest.mark.parametrize("name", RECIPES)


@pytest.fixture(scope="module")
def left_by_two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What two processes left on disk; they are started once for all tests here."""
    folder = tmp_path_factory.mktemp("two")
    # What `torchrun` calls, with processes that need not import torch first.
    two = LaunchConfig(
        min_nodes=1,
        max_nodes=1,
        nproc_per_node=2,
        run_id="two",
        rdzv_backend="c10d",
        rdzv_endpoint="localhost:0",
        start_method="forkserver",
    )
    handlers = {number: signal.getsignal(number) for number in STOPS}
    try:
        with no_main():
            elastic_launch(two, train_on_two_processes)(folder)  # raises where a process fails
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    return folder


@pytest.fixture(scope="module")
def of_two(left_by_two: Path) -> dict[str, tuple[Record, Record]]:
    """What each of the two processes recorded, by recipe."""

    def of(name: str, rank: int) -> Record:
        return load_file(left_by_two / f"{name}.{rank}.safetensors")

    return {name: (of(name, 0), of(name, 1)) for name in (*RECIPES, "resumed")}


def of_one(name: str, batch_size: int) -> Record:
    return record(make_fit(replace(RECIPES[name], batch_size=batch_size)), 2)


def learned(kept: Record) -> Record:
    """Norms, gradients and weights; not which examples were visited or how often."""
    return {n: t for n, t in kept.items() if n != "visited" and not n.endswith("calls")}


@each_recipe
def test_two_processes_get_the_gradients_and_weights_of_one_with_twice_the_batch(
    of_two: dict[str, tuple[Record, Record]], name: str
) -> None:
    mine, one = learned(of_two[name][0]), learned(of_one(name, 2 * RECIPES[name].batch_size))
    assert mine.keys() == one.keys()
    assert "gradient.2.head.weight" in mine
    for part, values in one.items():
        torch.testing.assert_close(mine[part], values, rtol=1e-4, atol=1e-6, msg=part)


@each_recipe
def test_both_processes_end_with_the_same_weights_to_the_bit(
    of_two: dict[str, tuple[Record, Record]], name: str
) -> None:
    first, second = of_two[name]
    for part, values in learned(first).items():
        assert torch.equal(values, second[part]), part


@each_recipe
def test_the_processes_share_out_the_examples_one_would_have_visited(
    of_two: dict[str, tuple[Record, Record]], name: str
) -> None:
    size = RECIPES[name].batch_size
    dealt = [kept["visited"][: 2 * size].reshape(2, size) for kept in of_two[name]]
    visited = of_one(name, 2 * size)["visited"][: 4 * size]
    assert torch.equal(torch.stack(dealt, 1).flatten(), visited)


@each_recipe
def test_one_process_with_the_single_batch_would_learn_something_else(
    of_two: dict[str, tuple[Record, Record]], name: str
) -> None:
    """Or equal weights would prove nothing."""
    mine, one = of_two[name][0], of_one(name, RECIPES[name].batch_size)
    assert not torch.allclose(mine["norm.1"], one["norm.1"], rtol=1e-2)


def test_a_run_of_two_processes_goes_on_where_it_was_broken_off(
    of_two: dict[str, tuple[Record, Record]],
) -> None:
    straight, resumed = of_two["shuffled"], of_two["resumed"]
    for rank in range(2):
        for part, values in learned(resumed[rank]).items():
            assert torch.equal(values, straight[rank][part]), part
        assert "norm.2" in resumed[rank]
        assert "norm.1" not in resumed[rank]


def test_only_one_process_writes_the_state_of_the_run(left_by_two: Path) -> None:
    assert [path.name for path in left_by_two.glob("* saved")] == ["process 0 saved"]
