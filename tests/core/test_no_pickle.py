"""A file is data: nothing this project reads can run code."""

from __future__ import annotations

import ast
import io
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

import seqdemo
from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.core.trace_file import load_trace, trace_bytes
from seqdemo.training import checkpoint
from seqdemo.training.run_state import TrainingState

ROOT = Path(seqdemo.__file__).parents[1]
UNPICKLERS = {"pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve"}
TELLING = re.compile("|".join([*UNPICKLERS, r"torch\s*\.\s*load", r"from\s+torch\s+import"]))
"""Stands in whatever could unpickle a file: what does not hold it need not be parsed."""


def sources() -> list[Path]:
    """Every source file of the product; tests may pickle what they made themselves."""
    folders = ("seqdemo", "pages", "bench")
    files = [path for name in folders for path in (ROOT / name).rglob("*.py")]
    return [*files, ROOT / "app.py"]


def unpickling(code: str) -> Iterator[str]:
    """What in `code` could unpickle a file."""
    if not TELLING.search(code):
        return
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
            module = getattr(node, "module", None) or ""
            yield from {n.split(".")[0] for n in (module, *names)} & UNPICKLERS
            if module == "torch" and "load" in names:
                yield "torch.load"
        if isinstance(node, ast.Attribute) and ast.unparse(node) in (
            "torch.load",
            "pd.read_pickle",
        ):
            yield ast.unparse(node)
        if isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            yield from [] if ast.unparse(node.value) == "False" else ["allow_pickle"]


def test_no_source_file_can_unpickle_anything() -> None:
    found = {path.name: list(unpickling(path.read_text("utf-8"))) for path in sources()}
    assert {"trace_file.py", "checkpoint.py", "run_state.py", "app.py"} <= found.keys()
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from pickle import loads",
        "import torch\ntorch.load('weights.pt')",
        "from torch import load",
        "np.load(file, allow_pickle=True)",
        "np.load(file, allow_pickle=trusted)",
        "import joblib as j",
    ],
)
def test_the_search_finds_what_it_looks_for(code: str) -> None:
    assert list(unpickling(code))


@pytest.mark.parametrize("code", ["np.load(file, allow_pickle=False)", "'never a pickle'"])
def test_the_search_lets_the_harmless_pass(code: str) -> None:
    assert not list(unpickling(code))


def test_weights_traces_and_training_states_are_read_with_unpickling_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = nn.Linear(2, 3)
    optimizer = torch.optim.AdamW(model.parameters())
    model(torch.ones(2)).sum().backward()
    optimizer.step()
    trace = Trace(inputs=("a",), layers=(LayerTrace("rnn", np.zeros((1, 2), np.float32)),))

    def never(*_: object, **__: object) -> None:
        pytest.fail("something was pickled or unpickled")

    for name in ("load", "loads", "dump", "dumps", "Unpickler", "Pickler"):
        monkeypatch.setattr(pickle, name, never)
    monkeypatch.setattr(torch, "load", never)
    checkpoint.save(tmp_path, model, {})
    checkpoint.load_into(nn.Linear(2, 3), tmp_path, torch.device("cpu"))
    TrainingState(tmp_path).save(model, optimizer, {}, 1, 0.0)
    assert TrainingState(tmp_path).load(model, optimizer, {}) == (1, 0.0)
    assert load_trace(io.BytesIO(trace_bytes(trace))).inputs == ("a",)
