"""The network of the sketch demo: its density, its inputs, its training and its sampling."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from seqdemo.demos.sketch import objective, phases
from seqdemo.demos.sketch.augment import augmented, without_some
from seqdemo.demos.sketch.batches import LengthBatches
from seqdemo.demos.sketch.data import Drawings
from seqdemo.demos.sketch.evaluation import drawing_nats, metrics
from seqdemo.demos.sketch.examples import BODY
from seqdemo.demos.sketch.going_on import between, blend, go_on, trace_of
from seqdemo.demos.sketch.mixture import (
    MIN_SIGMA,
    mixture_of,
    offset_nats,
    outputs,
    pen_nats,
)
from seqdemo.demos.sketch.network import (
    FAR,
    SketchConfig,
    SketchNetwork,
    features,
    with_ends,
)
from seqdemo.demos.sketch.offsets import offsets_of
from seqdemo.demos.sketch.query import Blend, Draw
from seqdemo.demos.sketch.sampling import endings, five_numbers, sampled
from seqdemo.demos.sketch.stepping import steps_of
from seqdemo.training.batches import ready_made
from seqdemo.training.fit import Fit, accelerator_on

CONFIG = SketchConfig("aaron_sheep", 18.5, hidden_size=24, mixtures=3)
CONFIGS = {
    "plain": CONFIG,
    "told": replace(CONFIG, source="quickdraw_mini", categories=5, category_size=4),
    "latent": replace(CONFIG, latent=6, encoder_size=8),
}


def network(kind="plain", seed=0):
    torch.manual_seed(seed)
    return SketchNetwork(CONFIGS[kind]).eval()


def drawings(count=12, seed=0):
    rng = np.random.default_rng(seed)
    lengths = rng.integers(5, 15, count)
    points = rng.integers(-40, 41, (int(lengths.sum()), 3)).astype(np.int16)
    points[:, 2] = rng.random(len(points)) < 0.2
    points[np.cumsum(lengths) - 1, 2] = 1
    return Drawings(points, lengths, rng.integers(0, 5, count))


def batch(count=6, seed=0):
    made = LengthBatches(drawings(count, seed), 18.5, batch_size=count, count=count, seed=seed)
    return made.__getitems__(range(count))


# ---- the density ---------------------------------------------------------------------------------
def test_the_density_of_offsets_is_a_density():
    torch.manual_seed(1)
    mixture = mixture_of(0.5 * torch.randn(outputs(4)))
    grid = torch.linspace(-20, 20, 801)
    places = torch.stack(torch.meshgrid(grid, grid, indexing="ij"), dim=-1)
    density = torch.exp(-offset_nats(mixture, places))
    assert float(density.sum() * (grid[1] - grid[0]) ** 2) == pytest.approx(1.0, abs=2e-3)


def test_one_gaussian_costs_what_its_formula_says():
    raw = torch.zeros(outputs(1))
    assert float(offset_nats(mixture_of(raw), torch.zeros(2))) == pytest.approx(
        math.log(2 * math.pi)
    )


@pytest.mark.parametrize("value", [-1e4, 1e4])
def test_no_output_and_no_offset_however_wild_costs_infinity(value):
    raw = torch.full((1, outputs(2)), value, requires_grad=True)
    cost = offset_nats(mixture_of(raw), torch.tensor([[300.0, -300.0]]))
    cost = cost.sum() + pen_nats(mixture_of(raw), torch.tensor([1])).sum()
    cost.backward()
    assert torch.isfinite(cost) and torch.isfinite(raw.grad).all()


def test_standard_deviations_have_a_lower_bound():
    mixture = mixture_of(torch.full((outputs(2),), -50.0))
    assert float(mixture.log_sigma.exp().min()) == pytest.approx(MIN_SIGMA)


# ---- what it reads -------------------------------------------------------------------------------
def test_a_network_sees_where_the_pen_is_and_where_its_line_began():
    points = torch.tensor([[[1.0, 0, 0], [2, 0, 1], [3, 4, 0], [1, 1, 0]]])
    read, pen = with_ends(points, torch.tensor([4]))
    seen = features(read)[0] / FAR
    assert seen[:5, 5:7].tolist() == [[0, 0], [1, 0], [3, 0], [6, 4], [7, 5]]
    assert seen[1:5, 7:9].tolist() == [[1, 0], [3, 0], [0, 0], [1, 1]]
    assert pen[0].tolist() == [0, 1, 0, 0, 2]


def test_what_comes_after_a_short_drawing_changes_nothing():
    model = network()
    points, lengths, labels = batch(2)
    short = int(lengths.min())
    both = objective.nats(model, points, lengths, labels)
    row = int(lengths.argmin())
    alone = objective.nats(model, points[row, None, :short], lengths[row, None], labels[row, None])
    torch.testing.assert_close(both.points[row], alone.points[0])
    torch.testing.assert_close(both.end[row], alone.end[0])


# ---- training ------------------------------------------------------------------------------------
def test_fewer_points_leave_ends_of_lines_where_they_were():
    points, lengths, _ = batch(8)
    torch.manual_seed(0)
    fewer, left = without_some(points, lengths, 0.9)
    assert (left < lengths).any() and (left >= 1).all()
    for before, n, after, m in zip(points, lengths, fewer, left, strict=True):
        at, now = before[:n, :2].cumsum(0), after[:m, :2].cumsum(0)
        torch.testing.assert_close(now[after[:m, 2] == 1], at[before[:n, 2] == 1])
        assert (after[m:] == 0).all()


def test_augmented_drawings_keep_their_pens_and_about_their_size():
    points, lengths, _ = batch(8)
    torch.manual_seed(0)
    changed, _ = augmented(points, lengths, mirrored=True, slanted=0.3)
    assert not torch.allclose(changed[:, 0, :2], points[:, 0, :2])
    assert (changed[..., 2].sum(1) == points[..., 2].sum(1)).all()
    assert float(changed[..., :2].norm() / points[..., :2].norm()) == pytest.approx(1, abs=0.4)


@pytest.mark.parametrize("kind", CONFIGS)
def test_it_learns(kind):
    model = network(kind).train()
    points, lengths, labels = batch(8)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    torch.manual_seed(3)
    losses = []
    for _ in range(40):
        loss = objective.loss(model, points, lengths, labels)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    assert np.mean(losses[-5:]) < np.mean(losses[:5]) - 0.5


def test_the_divergence_weighs_more_from_update_to_update():
    model = network("latent").train()
    first = objective.divergence_weight(model)
    for _ in range(3):
        objective.loss(model, *batch(4))
    assert int(model.updates) == 3
    then = float(objective.divergence_weight(model))
    assert pytest.approx(objective.FIRST_WEIGHT) == float(first) < then < objective.LAST_WEIGHT


def test_batches_hold_drawings_of_like_length_and_every_pass_another_order():
    source = drawings(64)
    made = LengthBatches(source, 18.5, batch_size=8, count=128, seed=0)
    passes = [made.__getitems__(range(start, start + 64))[1] for start in (0, 64)]
    assert sorted(passes[0].tolist()) == sorted(source.lengths.tolist())
    assert passes[0].tolist() != passes[1].tolist()
    together = passes[0].reshape(8, 8)
    assert int((together.max(1).values - together.min(1).values).max()) <= 3


# ---- measuring -----------------------------------------------------------------------------------
def test_l_r_is_nats_a_point_over_the_longest_drawing():
    model, measured = network(), drawings(30)
    found = metrics(model, measured)
    mean = measured.lengths.mean()
    assert found["l_r"] == pytest.approx(found["nats_per_point"] * mean / found["n_max"], abs=1e-3)
    assert found["parameters"] == sum(p.numel() for p in model.parameters())
    assert found["scale"] == 18.5 and found["n_max"] == 250


@torch.inference_mode()
def test_nats_are_those_of_each_step_alone():
    model, measured = network(), drawings(3)
    points = measured.drawing(0).astype(np.float32)
    points[:, :2] /= 18.5
    raw, _ = model(five_numbers(points))
    mixture = mixture_of(raw[0, :-1])
    offsets = offset_nats(mixture, torch.from_numpy(points[:, :2]))
    pens = pen_nats(mixture, torch.from_numpy(points[:, 2]).long())
    cost = drawing_nats(model, measured)
    assert float(cost.points[0]) == pytest.approx(float((offsets + pens).sum()), rel=1e-4)


# ---- sampling ------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", CONFIGS)
def test_a_step_is_what_the_fused_decoder_does(kind):
    model = network(kind)
    x = torch.randn(3, 1, model.decoder.fused.input_size)
    state = tuple(torch.randn(1, 3, 24) for _ in range(2))
    with torch.inference_mode():
        hidden, (h, c) = model.decoder(x, state)
        expected = model.head(hidden[:, 0]), h[0], c[0]
    got = steps_of(model)(x[:, 0].numpy(), state[0][0].numpy(), state[1][0].numpy())
    for one, other in zip(got, expected, strict=True):
        np.testing.assert_allclose(one, other.numpy(), atol=1e-5)


def test_steps_are_made_anew_when_the_network_has_changed():
    model = network()
    before = steps_of(model)
    assert steps_of(model) is before
    with torch.no_grad():
        model.head.bias.add_(1)
    assert steps_of(model) is not before


def points_of(model, **asked):
    given = offsets_of(BODY, "aaron_sheep", 18.5)
    with torch.no_grad():
        model.head.bias[2] = -50.0  # it never says that it is finished
    usual = {"rows": range(1), "steps": 30, "temperature": 0.8, "seed": 3}
    return [ending.points for ending in endings(model, given, **(usual | asked))]


def test_an_ending_does_not_depend_on_the_others():
    model = network()
    many = points_of(model, rows=range(6))
    for row in (0, 4):
        (alone,) = points_of(model, rows=[row])
        np.testing.assert_allclose(alone, many[row], atol=1e-4)
    assert not np.allclose(many[0][:3], many[1][:3])


def test_the_same_seed_draws_the_same_and_another_another():
    model = network()
    np.testing.assert_array_equal(points_of(model)[0], points_of(model)[0])
    assert not np.allclose(points_of(model)[0][:2], points_of(model, seed=4)[0][:2])


def test_one_line_ends_where_the_pen_is_lifted():
    model = network()
    for points in points_of(model, rows=range(5), one_line=True, steps=150):
        assert points[:-1, 2].sum() == 0 and points[-1, 2] == 1


def test_a_network_that_is_finished_adds_nothing():
    model = network()
    with torch.no_grad():
        model.head.bias[2] = 50.0
    (found,) = endings(
        model, offsets_of(BODY, "aaron_sheep", 18.5), rows=[0], steps=9, temperature=1, seed=0
    )
    assert found.finished and found.points.shape == (0, 3) and len(found.mixtures) == 1


def test_temperature_0_takes_the_mean_of_the_heaviest_gaussian():
    raw = torch.randn(5, outputs(3), generator=torch.Generator().manual_seed(0))
    luck = np.random.default_rng(0)
    offset, pen = sampled(raw, 0.0, luck.random((5, 2)), luck.standard_normal((5, 2)))
    mixture = mixture_of(raw)
    heaviest = mixture.log_weight.argmax(1)
    np.testing.assert_allclose(offset, mixture.mean[range(5), heaviest].numpy(), atol=1e-6)
    assert pen.tolist() == mixture.pen.argmax(1).tolist()


def test_sampled_offsets_have_the_mixtures_mean_and_covariance():
    raw = torch.randn(outputs(1), generator=torch.Generator().manual_seed(1))
    rows, luck = 40_000, np.random.default_rng(0)
    offset, _ = sampled(
        raw.expand(rows, -1), 1.0, luck.random((rows, 2)), luck.standard_normal((rows, 2))
    )
    mixture = mixture_of(raw)
    (sx, sy), rho = mixture.log_sigma[0].exp().tolist(), float(mixture.correlation)
    np.testing.assert_allclose(offset.mean(0), mixture.mean[0].numpy(), atol=0.05)
    expected = [[sx * sx, rho * sx * sy], [rho * sx * sy, sy * sy]]
    np.testing.assert_allclose(np.cov(offset.T), expected, rtol=0.05, atol=0.02)


# ---- what a page is given ------------------------------------------------------------------------
@pytest.mark.parametrize("kind", CONFIGS)
@pytest.mark.parametrize("sketch", [(), BODY])
def test_a_trace_shows_the_drawing_and_the_ending_that_was_answered(kind, sketch):
    model = network(kind)
    asked = Draw(sketch, temperature=0.7, steps=12)
    drawn, trace = go_on(model, asked), trace_of(model, asked)
    own = trace.extras["own"] > 0
    assert int(own.sum()) == len(drawn.endings[0].points)
    np.testing.assert_allclose(trace.extras["place"][own], drawn.places[0], atol=0.05)
    assert trace.inputs[0] == "start"
    if len(drawn.places[0]):  # what each point was drawn from is what the trace says
        before = np.flatnonzero(own) - 1
        weight = drawn.gaussians[0].weight[: len(before)]
        np.testing.assert_allclose(trace.extras["weight"][before], weight, atol=1e-3)
    assert (trace.upstream is not None) == (kind == "latent" and bool(sketch))


def test_a_blend_goes_from_one_drawing_to_the_other():
    model = network("latent")
    frames = blend(model, Blend(BODY, BODY[::-1], frames=4))
    assert len(frames) == 4
    assert (
        blend(model, Blend(BODY, BODY, frames=3))[0] == blend(model, Blend(BODY, BODY, frames=3))[2]
    )


def test_codes_between_two_begin_and_end_with_them():
    first, second = torch.randn(2, 1, 8, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(between(first, second, 0.0), first)
    torch.testing.assert_close(between(first, second, 1.0), second)
    torch.testing.assert_close(between(first, first, 0.4), first)


@pytest.mark.parametrize(
    "wrong",
    [
        {"temperature": 2.0},
        {"temperature": float("nan")},
        {"endings": 0},
        {"endings": 5, "first": 9},
        {"steps": 0},
        {"sketch": BODY * 9},
    ],
)
def test_a_query_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong)) if "sketch" not in wrong else "points"):
        Draw(**wrong)


@pytest.mark.parametrize("kind", CONFIGS)
def test_sharpening_trains_the_last_layer_alone_and_lowers_the_loss(kind):
    model = network(kind)
    before = {name: weight.clone() for name, weight in model.state_dict().items()}
    states = phases.StatesOfPoints(model, drawings(40))
    assert len(states) == int(drawings(40).lengths.sum()) + 40
    recipe = replace(phases.SHARPEN, max_steps=30, batch_size=64, learning_rate=0.02, averaging=0)
    accelerator = accelerator_on(torch.device("cpu"))
    fit = Fit(model, states, phases.sharpening_loss, recipe, accelerator, ready_made)
    losses = [step.loss for step in fit]
    assert np.mean(losses[-5:]) < np.mean(losses[:5]) - 0.3
    changed = {n for n, weight in model.state_dict().items() if not torch.equal(weight, before[n])}
    assert changed == {"head.weight", "head.bias"}


def test_a_refinement_reads_all_points_and_lowers_the_loss():
    calm = {"source": "omniglot", "dropout": 0.0, "weight_dropout": 0.0}
    model = SketchNetwork(replace(CONFIG, **calm))
    refinement = phases.Refinement("refine", 10, 1e-3, stretched=0.0)
    points, lengths, labels = batch(8)
    batches = points, lengths, labels
    model.eval()
    unchanged = refinement.loss(model, batches).item()
    model.train()
    torch.manual_seed(0)
    assert refinement.loss(model, batches).item() == pytest.approx(unchanged, abs=1e-4)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(10):
        optimizer.zero_grad()
        refinement.loss(model, batches).backward()
        optimizer.step()
    assert refinement.loss(model, batches).item() < unchanged - 0.1


def test_a_trace_of_an_empty_sheet_is_where_its_ending_is():
    model, asked = network(), Draw((), "aaron_sheep", steps=20, seed=2)
    drawn, trace = go_on(model, asked), trace_of(model, asked)
    np.testing.assert_allclose(trace.extras["place"][0], drawn.start)
    np.testing.assert_allclose(trace.extras["place"][1:], drawn.places[0], atol=1e-3)
