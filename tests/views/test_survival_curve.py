"""Survival curves: a line a network."""

from seqdemo.views.survival_curve import survival_curve


def test_equal_lines_are_both_seen() -> None:
    same = {0: 1.0, 4: 1.0}
    figure = survival_curve({"gru": same, "lstm": same}, {"gru": "GRU", "lstm": "LSTM"}, "nouns")
    behind, before = figure.data
    assert behind.line.width > before.line.width + 1
