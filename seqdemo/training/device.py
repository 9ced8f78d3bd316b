"""Device and CPU threads that PyTorch computes on."""

from __future__ import annotations

import os

import torch

VARIABLE = "SEQDEMO_DEVICE"


class DeviceError(ValueError):
    """The device asked for is not a device, or this machine has none; the message says which."""


def pick_device(name: str | None = None) -> torch.device:
    """Choose `name`, else the environment's SEQDEMO_DEVICE, else cuda, then mps, then cpu.

    Raises:
        DeviceError: If the name is no device or this machine has no such device.
    """
    source, wanted = ("--device", name) if name else (VARIABLE, os.environ.get(VARIABLE, ""))
    if not wanted:
        return torch.device(_best())
    try:
        device = torch.device(wanted)
    except RuntimeError as error:
        raise DeviceError(
            f"{source}={wanted!r} is no device: use cpu, cuda, cuda:1 or mps"
        ) from error
    if device.type not in ("cpu", "cuda", "mps"):
        raise DeviceError(f"{source}={wanted!r} is not supported: use cpu, cuda, cuda:1 or mps")
    if not _present(device):
        raise DeviceError(f"{source}={wanted!r}, but this machine has no such device: use cpu")
    return device


def use_one_thread() -> None:
    """Let PyTorch compute on one CPU thread, in the thread that calls this.

    Tiny networks are slower on several, and a server's visitors would fight for them. OpenMP counts
    anew in each of Streamlit's threads: without this a stroke waits 40 ms for a team of threads.
    """
    torch.set_num_threads(1)


def _best() -> str:
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _present(device: torch.device) -> bool:
    if device.type == "cuda":
        return torch.cuda.is_available() and (device.index or 0) < torch.cuda.device_count()
    there = device.type == "cpu" or torch.backends.mps.is_available()
    return there and not device.index  # there is but one of them
