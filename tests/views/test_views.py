"""Pictures are pure functions of a trace: what they draw is what the trace holds."""

import io

import numpy as np
import pytest
from PIL import Image

from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.views.palette import DARK, LIGHT, diverging, rgb
from seqdemo.views.state_path import distance_bars, distances, principal_plane, state_paths
from seqdemo.views.thumbnail import thumbnail
from seqdemo.views.unit_order import ORDERS, by_peak, by_similarity
from seqdemo.views.unroll_picture import PictureColumn, png, unroll_picture


def make_trace(steps=4, size=9, seed=0, grids=True):
    rng = np.random.default_rng(seed)
    hidden = rng.uniform(-1, 1, (steps, size)).astype(np.float32)
    extras = {"grids": (rng.random((steps, 7, 7)) < 0.4).astype(np.float32)} if grids else {}
    return Trace(tuple("abcdefghijkl"[:steps]), (LayerTrace("rnn", hidden),), extras=extras)


@pytest.mark.parametrize("name", ORDERS)
@pytest.mark.parametrize("size", [1, 2, 9])
def test_an_order_shows_every_unit_once(name, size):
    order = ORDERS[name][1](make_trace(size=size).layers[0])
    assert sorted(order) == list(range(size))


def test_units_that_peak_early_come_first():
    hidden = np.eye(4, dtype=np.float32)[:, [2, 0, 3, 1]]
    order = by_peak(LayerTrace("rnn", hidden))
    assert list(np.abs(hidden[:, order]).argmax(0)) == [0, 1, 2, 3]


def test_units_that_move_alike_stand_together():
    up, down = np.linspace(0, 1, 5), np.linspace(0, -1, 5)
    hidden = np.stack([up, down, up + 0.01, down - 0.01], 1).astype(np.float32)
    order = list(by_similarity(LayerTrace("rnn", hidden)))
    assert abs(order.index(0) - order.index(2)) == abs(order.index(1) - order.index(3)) == 1


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_scale_is_centred_on_zero_and_clipped_at_one(palette):
    colours = diverging(np.array([-5, -1, 0, 1, 5], np.float32), palette)
    low, zero, high = map(rgb, palette.diverging)
    assert [tuple(c) for c in colours] == [low, low, zero, high, high]


def test_the_plane_keeps_distances_of_points_that_lie_in_one():
    rng = np.random.default_rng(1)
    axes = np.linalg.qr(rng.normal(size=(8, 2)))[0]
    points = (rng.normal(size=(6, 2)) @ axes.T).astype(np.float32)
    (plane,), share = principal_plane(points)
    apart = lambda p: np.linalg.norm(p[:, None] - p[None], axis=-1)  # noqa: E731
    np.testing.assert_allclose(apart(plane), apart(points), atol=1e-4)
    assert share.sum() == pytest.approx(1.0, abs=1e-5) and share[0] >= share[1]


def test_the_plane_equals_the_eigenvectors_of_the_covariance():
    states = np.random.default_rng(2).normal(size=(20, 5)).astype(np.float32)
    (plane,), share = principal_plane(states)
    values, vectors = np.linalg.eigh(np.cov(states.T))
    expected = (states - states.mean(0)) @ vectors[:, ::-1][:, :2]
    np.testing.assert_allclose(np.abs(plane), np.abs(expected), atol=1e-4)
    np.testing.assert_allclose(share, values[::-1][:2] / values.sum(), atol=1e-5)


def test_one_unit_still_has_a_plane():
    (plane,), _ = principal_plane(np.array([[0.0], [1.0]], np.float32))
    assert plane.shape == (2, 2)


def test_distances_are_between_states_of_the_same_step():
    now, before = make_trace(seed=1), make_trace(steps=3, seed=2)
    expected = np.linalg.norm(now.layers[0].hidden[:3] - before.layers[0].hidden, axis=1)
    np.testing.assert_allclose(distances(now, before), expected, rtol=1e-6)
    assert distances(now, now) == pytest.approx(np.zeros(4))
    bars = distance_bars(now, before)
    np.testing.assert_allclose(bars.data[0].y, expected, rtol=1e-6)


def test_both_paths_start_at_the_same_point():
    figure = state_paths(make_trace(seed=1), make_trace(seed=2), ("now", "before"))
    now, before = figure.data
    assert (now.x[0], now.y[0]) == (before.x[0], before.y[0])
    assert list(now.text) == ["start", "a", "b", "c", "d"]
    assert "% of the variance" in figure.layout.xaxis.title.text


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("steps", [1, 4, 12])
def test_the_picture_shows_each_state_in_its_colours(palette, steps):
    trace = make_trace(steps=steps, size=4)
    columns = [PictureColumn(g, "a", [("word", 0.9), ("", 0.1)]) for g in trace.extras["grids"]]
    order = np.arange(4)
    image = Image.open(
        io.BytesIO(png(unroll_picture(trace, columns, order=order, palette=palette, title="t")))
    )
    colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 24)}
    wanted = diverging(trace.layers[0].hidden, palette).reshape(-1, 3)
    assert {tuple(int(c) for c in colour) for colour in wanted} <= colours


@pytest.mark.parametrize("grids", [True, False])
@pytest.mark.parametrize(("steps", "size"), [(1, 1), (4, 196), (12, 5)])
def test_any_trace_has_a_thumbnail(grids, steps, size):
    image = thumbnail(make_trace(steps, size, grids=grids), LIGHT)
    assert image.size == (960, 420)
    assert len(image.convert("RGB").getcolors(1 << 24)) > 3
