"""The device is the one asked for, or the best there is; otherwise one sentence says what to do."""

from __future__ import annotations

import pytest
import torch

from seqdemo.training.device import DeviceError, pick_device


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No accelerator and nothing asked for, whatever this machine has."""
    monkeypatch.delenv("SEQDEMO_DEVICE", raising=False)
    machine(monkeypatch)


def machine(monkeypatch: pytest.MonkeyPatch, *, gpus: int = 0, mps: bool = False) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: gpus > 0)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: gpus)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)


@pytest.mark.parametrize(
    ("gpus", "mps", "best"),
    [(1, True, "cuda"), (1, False, "cuda"), (0, True, "mps"), (0, False, "cpu")],
)
def test_unless_asked_the_best_device_is_taken(
    monkeypatch: pytest.MonkeyPatch, gpus: int, mps: bool, best: str
) -> None:
    machine(monkeypatch, gpus=gpus, mps=mps)
    assert pick_device() == torch.device(best)


def test_the_environment_overrides_what_is_best(monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, gpus=2)
    monkeypatch.setenv("SEQDEMO_DEVICE", "cpu")
    assert pick_device() == torch.device("cpu")
    monkeypatch.setenv("SEQDEMO_DEVICE", "cuda:1")
    assert pick_device() == torch.device("cuda:1")


def test_an_empty_variable_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEQDEMO_DEVICE", "")
    assert pick_device("") == torch.device("cpu")


def test_the_option_overrides_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, gpus=1)
    monkeypatch.setenv("SEQDEMO_DEVICE", "cpu")
    assert pick_device("cuda:0") == torch.device("cuda:0")


@pytest.mark.parametrize("asked", ["gpu", "cuda:x", "CPU!", "cuda:-1", "7"])
def test_a_name_that_is_no_device_is_refused_with_the_names_there_are(
    monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    machine(monkeypatch, gpus=1)
    advice = f"{asked!r} is no device: use cpu, cuda, cuda:1 or mps"
    with pytest.raises(DeviceError) as by_option:
        pick_device(asked)
    assert str(by_option.value) == f"--device={advice}"
    monkeypatch.setenv("SEQDEMO_DEVICE", asked)
    with pytest.raises(DeviceError) as by_environment:
        pick_device()
    assert str(by_environment.value) == f"SEQDEMO_DEVICE={advice}"


@pytest.mark.parametrize("asked", ["meta", "xpu"])
def test_a_device_this_app_was_never_tried_on_is_refused(asked: str) -> None:
    with pytest.raises(DeviceError, match=f"--device='{asked}' is not supported: use cpu, "):
        pick_device(asked)


@pytest.mark.parametrize(("gpus", "asked"), [(0, "cuda"), (0, "cuda:0"), (1, "cuda:1"), (1, "mps")])
def test_a_device_this_machine_lacks_is_refused(
    monkeypatch: pytest.MonkeyPatch, gpus: int, asked: str
) -> None:
    machine(monkeypatch, gpus=gpus)
    monkeypatch.setenv("SEQDEMO_DEVICE", asked)
    with pytest.raises(DeviceError) as caught:
        pick_device()
    sentence = f"SEQDEMO_DEVICE={asked!r}, but this machine has no such device: use cpu"
    assert str(caught.value) == sentence
