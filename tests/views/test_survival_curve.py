"""Survival curves: a line a network, and the range of its trainings behind it."""

from seqdemo.views.survival_curve import survival_curve


def test_a_line_goes_through_the_shares_and_a_band_round_all_trainings() -> None:
    shares = {"lstm": {0: 1.0, 20: 0.9}, "rnn": {0: 0.5, 20: 0.1}}
    spread = {"rnn": {0: (0.2, 0.5), 20: (0.1, 0.3)}}
    figure = survival_curve(shares, {"lstm": "LSTM", "rnn": "RNN"}, "words", None, spread)
    first, band, second = figure.data
    assert list(first.y) == [1.0, 0.9] and list(second.y) == [0.5, 0.1]
    assert list(band.x) == [0, 20, 20, 0] and list(band.y) == [0.2, 0.1, 0.3, 0.5]
    assert not band.showlegend and (band.fillcolor, second.name) == (second.line.color, "RNN")


def test_equal_lines_are_both_seen() -> None:
    same = {0: 1.0, 4: 1.0}
    figure = survival_curve({"gru": same, "lstm": same}, {"gru": "GRU", "lstm": "LSTM"}, "nouns")
    behind, before = figure.data
    assert behind.line.width > before.line.width + 1
