"""Freed memory goes back to the system, and libraries keep no more than they were told."""

import os
import platform
import sys

import pytest
from fresh_process import expect_true_only_with, said

from seqdemo.app.memory import KERNELS, keep_few_kernels

LEFT_OVER = """
import psutil
from seqdemo.app.memory import give_back
resident = psutil.Process().memory_info().rss
many = [bytes(100_000) for _ in range(2_000)]
last = bytes(100_000)  # above it nothing is given back by itself
many.clear()
give_back()
print(psutil.Process().memory_info().rss - resident < 30_000_000)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc is Linux's")
def test_what_was_freed_between_what_is_held_goes_back() -> None:
    expect_true_only_with("give_back()", LEFT_OVER)


MAPPED = """
import os, tempfile
import numpy as np
import psutil
from seqdemo.app.memory import give_back, give_back_file
file = os.path.join(tempfile.mkdtemp(), "states.npy")
np.save(file, np.ones(50_000_000, np.int8))
states = np.load(file, mmap_mode="r")
give_back_file(states)
before = psutil.Process().memory_info().rss
first = states.sum(dtype=int)
give_back()
print(psutil.Process().memory_info().rss - before < 20_000_000 and states.sum(dtype=int) == first)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="madvise as Linux has it")
def test_what_was_read_of_a_mapped_file_goes_back_and_is_read_again() -> None:
    expect_true_only_with("give_back_file(states)", MAPPED)


LENGTHS = """
import os, pathlib, torch
from seqdemo.app.memory import give_back, keep_few_kernels
torch.set_num_threads(1)
layer = torch.nn.LSTM(8, 256)
def read(lengths):
    with torch.inference_mode():
        for steps in lengths:
            layer(torch.zeros(steps, 1, 8))
    give_back()
    # Apart from libraries, of which the system may take pages back meanwhile.
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("RssAnon")))
for bounded in (True, False):  # what libraries are told, each asks once: in a fork before that
    child = os.fork()
    if not child:
        if bounded:
            keep_few_kernels()
        before = read(range(1, 71))
        print(read(range(71, 151)) - before < 8_000, flush=True)
        os._exit(0)
    os.waitpid(child, 0)
"""


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="oneDNN compiles for x86"
)
def test_an_lstm_that_reads_texts_of_ever_other_lengths_takes_no_more_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And it does where nobody says how many kernels to keep: the test can tell."""
    monkeypatch.delenv(KERNELS[0], raising=False)  # as other tests of this process have it
    assert said(LENGTHS) == "True\nFalse\n"


def test_who_runs_a_server_can_say_how_many_compiled_layers_it_keeps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(KERNELS[0], "7")
    keep_few_kernels()
    assert os.environ[KERNELS[0]] == "7"
