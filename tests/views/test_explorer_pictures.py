"""The explorer's charts show the numbers they were given."""

from __future__ import annotations

import numpy as np
import pytest

from seqdemo.analysis.principal_axes import principal_axes
from seqdemo.analysis.saturation import Saturation
from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.views.gradient_plot import gradient_plot
from seqdemo.views.palette import DARK, LIGHT
from seqdemo.views.saturation_plot import saturation_plot
from seqdemo.views.state_field import state_field
from seqdemo.views.state_path import state_paths
from seqdemo.views.state_space import Path, state_space
from seqdemo.views.thumbnail import HEIGHT, WIDTH


def states(steps: int, units: int = 6) -> np.ndarray:
    return np.random.default_rng(steps).standard_normal((steps, units)).astype(np.float32)


@pytest.mark.parametrize("dimensions", [2, 3])
def test_paths_lie_where_the_axes_put_them_and_name_their_share(dimensions: int) -> None:
    said, aids, cloud = states(4), states(5), states(700)
    axes = principal_axes(np.concatenate([said, aids, cloud]), dimensions)
    paths = [Path("said", list("said"), said), Path("aids", list("aids!"), aids)]
    figure = state_space(axes, paths, 2, cloud)
    assert [trace.name for trace in figure.data] == ["corpus", "said", "aids", "selected: i"]
    assert len(figure.data[0].x) == 700
    points = np.stack([figure.data[1].x, figure.data[1].y], 1)
    np.testing.assert_allclose(points, axes.project(said)[:, :2], atol=1e-5)
    assert figure.data[3].x[0] == pytest.approx(points[2, 0], abs=1e-5)
    layout = figure.layout.scene.xaxis if dimensions == 3 else figure.layout.xaxis
    assert f"{100 * axes.share[0]:.0f}\xa0% of the variance" in layout.title.text


def test_saturation_has_a_panel_for_each_gate_and_rings_the_unit() -> None:
    left, right = np.array([0.1, 0.7], np.float32), np.array([0.8, 0.2], np.float32)
    gates = {name: Saturation(left, right, 10) for name in ("reset", "update")}
    figure = saturation_plot(gates, 1)
    titles = [note.text for note in figure.layout.annotations]
    assert titles == ["reset<br>gate", "update<br>gate"], "side by side on a phone"
    ringed = [trace for trace in figure.data if trace.text is not None]
    assert [(one.text[0], float(one.x[0])) for one in ringed] == [
        ("unit 1", pytest.approx(0.7)),
        ("unit 1", pytest.approx(0.7)),
    ]


def test_saturation_says_beside_a_point_what_was_measured_on_real_text() -> None:
    left, right = np.array([0.1, 0.7], np.float32), np.array([0.8, 0.2], np.float32)
    gates = {name: Saturation(left, right, 10) for name in ("reset", "update")}
    points = saturation_plot(
        gates, 1, {"update": Saturation(right, left, 10)}, "their own text"
    ).data
    alone, beside = (points[panel].customdata[1].replace("\xa0", " ") for panel in (0, 3))
    assert alone == "unit 1<br>shut 70 % of the time, open 20 %"
    assert beside == f"{alone}<br>on their own text shut 20 % of the time, open 70 %"


def test_gradients_are_counted_back_from_the_output_and_cut_by_the_window() -> None:
    norms = {"rnn": np.array([0, 0.1, 0.2, 0.4, 9], np.float32)}
    names = {"rnn": "RNN"}
    (line,) = gradient_plot(norms, 3, 0, names).data
    assert list(line.x) == [0, -1, -2, -3]
    np.testing.assert_allclose(line.y, [0.4, 0.2, 0.1, np.nan], rtol=1e-6)
    (cut,) = gradient_plot(norms, 3, 2, names).data
    assert list(cut.x) == [0, -1]


def test_the_way_through_the_cell_state_is_a_dashed_line_of_the_same_hue() -> None:
    norms = {name: np.ones(3, np.float32) for name in ("lstm", "gru")}
    figure = gradient_plot(norms, 2, 0, {"lstm": "LSTM", "gru": "GRU"}, {"lstm": 2 * norms["lstm"]})
    hidden, cell, other = figure.data
    assert [line.name for line in figure.data] == ["LSTM", "LSTM, cell state", "GRU"]
    assert cell.line.dash == "dash" and not hidden.line.dash and not other.line.dash
    assert cell.line.color == hidden.line.color
    np.testing.assert_allclose(cell.y, 2)


def test_a_gradient_that_fades_is_drawn_as_far_as_it_goes() -> None:
    norms = {"rnn": np.array([2e-17, 1e-12, 1e-3, 1], np.float32)}
    (line,) = gradient_plot(norms, 3, 0, {"rnn": "RNN"}).data
    np.testing.assert_allclose(line.y, [1, 1e-3, 1e-12, 2e-17], rtol=1e-6)


def test_blue_and_orange_are_signs_and_never_names() -> None:
    signs = {*LIGHT.diverging, *DARK.diverging}
    names = {name: name for name in ("rnn", "gru", "lstm", "plain", "attention")}
    figure = gradient_plot({name: np.ones(3, np.float32) for name in names}, 2, 0, names)
    assert not {line.line.color for line in figure.data} & signs
    trace = Trace(inputs=tuple("ab"), layers=(LayerTrace("rnn", np.eye(2, dtype=np.float32)),))
    paths = state_paths(trace, trace, ("now", "before")).data
    assert not {line.line.color for line in paths} & signs
    assert {line.line.shape for line in paths} == {None}  # straight: no state lies between


def test_the_field_has_the_size_of_a_thumbnail_and_the_colours_of_its_states() -> None:
    hidden = np.stack([np.full(50, -1.0), np.full(50, 1.0)], 1).astype(np.float32)
    trace = Trace(inputs=tuple("x" * 50), layers=(LayerTrace("rnn", hidden),))
    image = state_field(trace, np.array([1, 0]), DARK)
    assert image.size == (WIDTH, HEIGHT)
    assert image.getpixel((400, 20)) == (0xF5, 0x8F, 0x4F)
    assert image.getpixel((400, HEIGHT - 20)) == (0x58, 0xA6, 0xF0)
