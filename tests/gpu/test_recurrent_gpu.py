"""A CUDA device shows the same states and gates as the CPU."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from numpy.testing import assert_allclose

from seqdemo.core.trace import CellKind
from seqdemo.models.recurrent import Recurrent, State
from seqdemo.models.regularised import run_regularised

pytestmark = pytest.mark.skipif(
    not torch.cuda.is_available(), reason="no CUDA device, so there is nothing to compare with"
)


@pytest.fixture(autouse=True)
def _full_float32() -> Iterator[None]:
    """CuDNN multiplies in TF32 unless told otherwise, which alone exceeds the tolerance."""
    with torch.backends.cudnn.flags(enabled=True, allow_tf32=False):
        yield


def random_state(cell: CellKind, shape: tuple[int, ...]) -> State:
    hidden = torch.randn(shape)
    return (hidden, torch.randn(shape)) if cell == "lstm" else hidden


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
@pytest.mark.parametrize("num_layers", [1, 3])
@pytest.mark.parametrize("bidirectional", [False, True], ids=["uni", "bi"])
@pytest.mark.parametrize("with_state", [False, True], ids=["from zeros", "from a state"])
def test_cuda_shows_what_the_cpu_shows(
    cell: CellKind, num_layers: int, bidirectional: bool, with_state: bool
) -> None:
    torch.manual_seed(0)
    network = Recurrent(cell, 6, 32, num_layers=num_layers, bidirectional=bidirectional)
    rows = num_layers * len(network.directions)
    x, state = torch.randn(20, 6), random_state(cell, (rows, 32)) if with_state else None
    on_cpu = network.trace(x, state)
    on_cuda = network.to("cuda").trace(x, state)
    for shown, expected in zip(on_cuda, on_cpu, strict=True):
        pairs = zip(shown.arrays(), expected.arrays(), strict=True)
        for (name, values), (same_name, wanted) in pairs:
            assert name == same_name
            assert_allclose(values, wanted, atol=1e-4, rtol=0, err_msg=name)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_tracing_leaves_the_weights_packed_for_cudnn(cell: CellKind) -> None:
    network = Recurrent(cell, 6, 32, num_layers=2).to("cuda")
    x = torch.randn(20, 6, device="cuda")
    before = [weight.data_ptr() for weight in network.parameters()]
    top = network.trace(x)[-1]
    assert [weight.data_ptr() for weight in network.parameters()] == before
    with torch.no_grad():  # cuDNN warns here if the weights have moved; -W error makes it fail
        outputs, _ = network(x[None])
    assert_allclose(top.hidden, outputs[0].cpu(), atol=1e-4, rtol=0)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_small_gradients_survive_training_in_bfloat16(cell: CellKind) -> None:
    torch.manual_seed(0)
    network, x = Recurrent(cell, 6, 32).to("cuda"), torch.randn(2, 20, 6, device="cuda")
    with torch.autocast("cuda", torch.bfloat16):
        outputs, _ = run_regularised(network, x, None, weight_dropout=0.1, dropout=0.1)
    assert outputs.dtype == torch.bfloat16
    (1e-9 * outputs.float().sum()).backward()  # below what float16 can hold
    assert all(weight.grad.abs().sum() > 0 for weight in network.parameters())
