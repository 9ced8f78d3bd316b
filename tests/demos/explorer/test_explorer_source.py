"""What is explored has a name of its own, and its labels are read as what they are."""

from dataclasses import replace

import numpy as np
import pytest

from seqdemo.core.given_trace import VARIABLE
from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.demos.explorer.page.source import Explored, are_characters
from seqdemo.demos.explorer.page.state import first_source
from seqdemo.demos.explorer.page.views.gates import no_gates
from seqdemo.tasks.registry import explorables


def file(units: int, value: float = 0.5) -> Explored:
    """A file of three steps; all have the same labels."""
    layer = LayerTrace("gru", np.full((3, units), value, np.float32))
    return Explored("file", "gru", "abc", Trace(tuple("abc"), (layer,)), 0, True)


def test_files_with_the_same_labels_are_told_apart():
    one = file(32)
    assert one.digest == one.digest == file(32).digest
    assert len({one.digest, file(20).digest, file(32, 0.25).digest}) == 3


@pytest.mark.parametrize(
    ("labels", "joined"),
    [("abc", True), ("1+2", True), (("1", "2", "3"), False), (("the", "film"), False)],
)
def test_numbered_steps_and_words_do_not_run_together(labels, joined):
    assert are_characters(tuple(labels)) == joined


def test_only_what_can_be_chosen_is_advised():
    side = explorables()["shakespeare"]
    demo = replace(file(4), source="shakespeare", network="rnn", side=side)
    assert no_gates(demo).endswith("Choose the GRU or the LSTM above to see gates at work.")
    assert no_gates(file(4)).endswith("at every step.")


def test_a_server_started_with_a_file_shows_it_where_a_link_names_nothing(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert first_source() in explorables()
    monkeypatch.setenv(VARIABLE, "x.npz")
    assert first_source() == "file"
