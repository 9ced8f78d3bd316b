"""Weights in 8 bits come back as they were, within half a step of their row."""

import torch

from seqdemo.core.card_file import WEIGHTS
from seqdemo.training import checkpoint, eight_bits


def test_matrices_are_rounded_by_row_and_the_rest_is_kept_in_half_precision():
    torch.manual_seed(0)
    state = {"m": torch.randn(5, 7) * torch.tensor([[1.0], [10], [0.1], [0], [3]])}
    state |= {"b": torch.randn(5), "n": torch.tensor([3])}
    packed = eight_bits.packed(state)
    assert packed["m"].dtype == torch.int8 and packed["b"].dtype == torch.float16
    back = eight_bits.unpacked(packed)
    assert back.keys() == state.keys() and torch.equal(back["n"], state["n"])
    step = state["m"].abs().amax(1, keepdim=True) / 127
    assert ((back["m"] - state["m"]).abs() <= 0.52 * step + 1e-6).all()
    torch.testing.assert_close(back["b"].float(), state["b"], atol=1e-3, rtol=1e-3)


def test_a_checkpoint_in_eight_bits_is_half_as_large_and_loads(tmp_path):
    model = torch.nn.Linear(200, 100)
    for name, dtype in (("half", torch.float16), ("eight", torch.int8)):
        checkpoint.save(tmp_path / name, model, {}, dtype)
    half, eight = ((tmp_path / name / WEIGHTS).stat().st_size for name in ("half", "eight"))
    assert eight < 0.55 * half
    loaded = checkpoint.load_into(
        torch.nn.Linear(200, 100), tmp_path / "eight", torch.device("cpu")
    )
    torch.testing.assert_close(loaded.weight, model.weight, atol=6e-4, rtol=0)


def test_rounded_weights_are_stored_alike_when_they_are_stored_again(tmp_path):
    def model() -> torch.nn.Module:
        return torch.nn.Sequential(torch.nn.Linear(30, 20), torch.nn.BatchNorm1d(20))

    checkpoint.save(tmp_path / "one", model(), {}, torch.int8)
    again = checkpoint.load_into(model(), tmp_path / "one", torch.device("cpu"))
    checkpoint.save(tmp_path / "two", again, {}, torch.int8)
    one, two = ((tmp_path / name / WEIGHTS).read_bytes() for name in ("one", "two"))
    assert one == two
