"""Tables reach other programs as they are, and no spreadsheet is told to do anything."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from seqdemo.core.table import csv_text, npz_bytes
from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.core.trace_file import trace_csv


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " \n=1", "＝1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_begins_a_formula_is_told_to_be_text(text: str) -> None:
    assert read(csv_text({text: [text]})) == [[f"'{text}"], [f"'{text}"]]


@pytest.mark.parametrize("text", ["a=b", "\n", "two, words", 'a "quote"', "", "é", "1"])
def test_other_texts_come_back_as_they_were(text: str) -> None:
    assert read(csv_text({"input": [text, "x"]}))[1:] in ([[text], ["x"]], [[], ["x"]])


def test_negative_numbers_stay_numbers_and_nothing_is_empty() -> None:
    values = np.array([-0.5, 1e-9], np.float32)
    table = {"step": [1, 2], "h": values, "other": [None, -2.25]}
    assert read(csv_text(table))[1:] == [["1", "-0.5", ""], ["2", "1e-09", "-2.25"]]


def test_the_labels_of_a_trace_are_harmless_too() -> None:
    layer = LayerTrace("rnn", np.full((1, 1), -0.25, np.float32))
    assert read(trace_csv(Trace(("=cmd()",), (layer,))))[1][1:] == [
        "'=cmd()",
        "layer_0.hidden",
        "-0.25",
    ]


def test_columns_of_different_length_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="shorter"):
        csv_text({"a": [1, 2], "b": [1]})


def test_an_npz_holds_every_column_without_pickles() -> None:
    table = {"input": ["=a", "é"], "h": np.array([0.1, -0.2], np.float32), "p": [None, 0.5]}
    with np.load(io.BytesIO(npz_bytes({"states": table})), allow_pickle=False) as file:
        assert sorted(file) == ["states.h", "states.input", "states.p"]
        assert file["states.input"].tolist() == ["=a", "é"]
        np.testing.assert_array_equal(file["states.h"], table["h"])
        np.testing.assert_array_equal(file["states.p"], [np.nan, 0.5])
