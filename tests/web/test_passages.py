"""What the component of coloured texts is given."""

import numpy as np

from seqdemo.web.passages import Passage, _row


def test_a_passage_sends_its_symbols_numbers_and_bars():
    row = Passage(("not", "bad"), np.array([0.12345, -1]), bars=np.array([0.5, -0.25]), bar="mood")
    sent = _row(row)
    assert sent["symbols"] == ["not", "bad"]
    assert sent["values"] == [0.1234, -1.0] or sent["values"] == [0.1235, -1.0]
    assert sent["bars"] == [0.5, -0.25] and sent["bar"] == "mood"


def test_a_passage_without_numbers_has_neither_colours_nor_bars():
    sent = _row(Passage(("a" * 99,)))
    assert sent["values"] is None and sent["bars"] is None
    assert len(sent["symbols"][0]) == 40
