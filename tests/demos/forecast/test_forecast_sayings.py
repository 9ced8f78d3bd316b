"""What the page "Forecast" says of its networks beside their numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import torch
from sayings import Sayings, each, holds_where_it_is_said, network

from seqdemo.core.percent import percent
from seqdemo.demos.forecast.anchors import WORDS
from seqdemo.demos.forecast.forecasting import (
    ahead,
    free_running,
    next_step,
    sensitivity,
    states_at,
)
from seqdemo.demos.forecast.histories import prepare
from seqdemo.demos.forecast.network import LENGTH, MIDDLE, WINDOW, typical_error
from seqdemo.demos.forecast.page.charts import mattered_chart
from seqdemo.demos.forecast.page.inside import LEANS, columns_ahead
from seqdemo.demos.forecast.page.views import in_percent
from seqdemo.demos.forecast.query import Ask
from seqdemo.demos.forecast.series import Series
from seqdemo.demos.forecast.shipped import shipped
from seqdemo.demos.forecast.task import TASK

STEPS = 12
SHIPPED = ("airline", "sunspots", "temperatures")


def forecaster(kind: str) -> Any:
    return network("forecast", kind)


@cache
def series(name: str) -> Series:
    return shipped()[name]


def origins(name: str) -> list[int]:
    """Some forty in the part that no network learned from."""
    one = series(name)
    last = len(one) - STEPS
    return list(range(one.test_start, last, max(1, (last - one.test_start) // 40)))


def from_state(name: str, kind: str, change: Callable[[Any], Any]) -> float:
    """Mean error of the medians where the decoder starts from another state."""
    model, at = forecaster(kind), origins(name)
    ready = prepare(series(name), at)
    with torch.inference_mode():
        reading, look = model.looks(ready.history)
        _, state = model.encoder(model.inputs(reading))
        state = tuple(map(change, state)) if isinstance(state, tuple) else change(state)
        hidden, _ = model.decoder(model.inputs(look), state)
        said = model.ahead_head(hidden, look, typical_error(reading, ready.history))
    truth = np.stack([series(name).values[one : one + STEPS] for one in at])
    return float(np.abs(ready.back(said)[:, :STEPS, MIDDLE] - truth).mean())


def the_state_of_another_time_does_as_well() -> bool:
    """And those errors are the networks', far below saying the last value again."""
    for name in ("airline", "sunspots", "temperatures"):
        truth = np.stack([series(name).values[one : one + STEPS] for one in origins(name)])
        last = series(name).values[np.array(origins(name)) - 1][:, None]
        for kind in TASK.networks:
            own = from_state(name, kind, lambda state: state)
            other = from_state(name, kind, lambda state: state.roll(state.shape[1] // 4, 1))
            if not (other < 1.03 * own and own < np.abs(truth - last).mean()):
                return False
    return True


def plain_forecasts_of_another_time_do_not() -> bool:
    """Given those of another origin in their place, the network errs far more."""
    model, at = forecaster("gru"), origins("temperatures")
    ready = prepare(series("temperatures"), at)
    with torch.inference_mode():
        reading, look = model.looks(ready.history)
        _, state = model.encoder(model.inputs(reading))
        scale = typical_error(reading, ready.history)
        errors, truth = [], np.stack([series("temperatures").values[a : a + STEPS] for a in at])
        for shift in (0, len(at) // 4):  # half a year
            _, seen = model.looks(ready.history)
            seen.anchors = look.anchors.roll(shift, 0)
            hidden, _ = model.decoder(model.inputs(seen), state)
            said = ready.back(model.ahead_head(hidden, seen, scale))[:, :STEPS, MIDDLE]
            errors.append(np.abs(said - truth).mean())
    return bool(errors[1] > 1.2 * errors[0])


def all_of_820_count_and_no_more() -> bool:
    """Turned round, what is older than 72 values changes the forecast, older than 820 nothing."""
    one, moved = series("sunspots"), {}
    for keep in (WINDOW, LENGTH):
        values = one.values.copy()
        values[: 1500 - keep] = values[: 1500 - keep][::-1]
        both = (
            ahead(forecaster("gru"), a, [1500], STEPS) for a in (one, replace(one, values=values))
        )
        first, other = both
        moved[keep] = float(np.abs(first - other).max())
    return moved[WINDOW] > 1 > 1e-6 > moved[LENGTH]


def a_sudden_break_is_missed() -> bool:
    """Though what is new and announced, such as growth beyond all before, may be in the band."""
    one, at = series("airline"), origins("airline")
    said = ahead(forecaster("gru"), one, at, STEPS)
    truth = np.stack([one.values[a : a + STEPS] for a in at])
    highest = np.array([one.values[:a].max() for a in at])[:, None]
    new = truth > highest
    announced = (truth <= said[..., -1])[new].mean()
    broken = ((truth / 2 >= said[..., 0]) & (truth / 2 <= said[..., -1])).mean()
    return bool(new.sum() > 10 and announced > 0.8 and broken < 0.02)


def nothing_from_after_the_origin() -> bool:
    one = series("temperatures")
    values = one.values.copy()
    values[3000:] = 50.0
    said = [ahead(forecaster("lstm"), a, [3000], STEPS) for a in (one, replace(one, values=values))]
    return np.array_equal(*said)


def being_told_is_most_of_it() -> bool:
    """Of passengers, told is far better than free; of nights, hardly than the value before."""
    errors = {}
    for name, start in (("airline", 120), ("temperatures", 3578)):
        one, model = series(name), forecaster("gru")
        truth = one.values[start : start + 24]
        told = next_step(model, one, range(start, start + 24))[:, 0, MIDDLE]
        free = free_running(model, one, start, 24)[:, MIDDLE]
        before = one.values[start - 1 : start + 23]
        errors[name] = [float(np.abs(said - truth).mean()) for said in (told, before, free)]
    (told, _, free), (night, same, night_free) = errors["airline"], errors["temperatures"]
    return free > 3 * told and night > 0.9 * same and night_free > 1.3 * night


def bars_are_what_a_change_does() -> bool:
    """The largest bar of each series foretells what the network says of a changed value."""
    for name, origin in (("airline", 132), ("sunspots", 2300), ("temperatures", 3000)):
        one, model = series(name), forecaster("gru")
        percents = prepare(one, [origin]).kind == "log"
        for step in (1, 6, 12):
            bars = sensitivity(model, one, origin, step)
            place = int(np.abs(bars).argmax())
            values = one.values.copy()
            values[place] += 0.01 * values[place] if percents else 1.0
            was, now = (
                float(ahead(model, a, [origin], STEPS)[0, step - 1, MIDDLE])
                for a in (one, replace(one, values=values))
            )
            moved = (now / was - 1) / 0.01 if percents else now - was
            if not 0.8 < moved / bars[place] < 1.25:
                return False
    return True


def a_bar_is_in_percent_where_the_network_reads_logarithms() -> bool:
    """And what the chart says of a bar is in the same unit."""
    one, model = series("airline"), forecaster("gru")
    moved = sensitivity(model, one, 132, 1)
    chart = mattered_chart([""], moved[-1:], "the forecast", "1\u00a0%")
    said = "had been 1\u00a0% higher" in chart.data[0].hovertemplate
    return said and [in_percent(Ask(series(name), 132, STEPS)) for name in SHIPPED] == [
        prepare(series(name), [132]).kind == "log" for name in SHIPPED
    ]


def the_share_of_each_step_s_first_is_told() -> bool:
    """Of every step the plain forecast of the largest share, and that share."""
    asked = Ask(series("airline"), 132, STEPS)
    trace = TASK.trace(forecaster("gru"), asked)
    shares = trace.extras[LEANS]
    notes = [column.note for column in columns_ahead(asked, trace)]
    return all(
        note == f"{WORDS[row.argmax()]} {percent(row.max(), 0)}"
        for note, row in zip(notes, shares, strict=True)
    )


def round_again(states: np.ndarray, steps: int) -> tuple[float, float]:
    """How alike the main axis of states is a season and half a season later, -1 to 1."""
    left, sizes, _ = np.linalg.svd(states - states.mean(0), full_matrices=False)
    main = left[:, 0] * sizes[0]
    whole, half = ((main[n:] * main[:-n]).mean() / main.var() for n in (steps, steps // 2))
    return float(whole), float(half)


def passengers_make_a_loop_and_nights_do_not() -> bool:
    for kind in TASK.networks:
        model = forecaster(kind)
        year, half = round_again(states_at(model, series("airline"), range(60, 144)), 12)
        nights = states_at(model, series("temperatures"), range(1500, 1500 + 4 * 365, 5))
        if not (year > 0.5 > 0 > half and abs(round_again(nights, 73)[0]) < 0.3):
            return False
    return True


def shares_of_plain_forecasts_make_a_mean() -> bool:
    for name in SHIPPED:
        for kind in TASK.networks:
            asked = Ask(series(name), origins(name)[0], STEPS)
            shares = TASK.trace(forecaster(kind), asked).extras[LEANS]
            if (shares < 0).any() or not np.allclose(shares.sum(-1), 1, atol=1e-4):
                return False
    return True


SAYINGS: Sayings = (
    ("Each forecast is a weighted mean of plain ones", shares_of_plain_forecasts_make_a_mean),
    (
        "that one past value is 1… higher…: a gradient",
        a_bar_is_in_percent_where_the_network_reads_logarithms,
    ),
    (
        "which plain forecast every step leans on most, and how much",
        the_share_of_each_step_s_first_is_told,
    ),
    ("a loop for every year of *airline*", passengers_make_a_loop_and_nights_do_not),
    ("A bar says how far the forecast moves when", bars_are_what_a_change_does),
    (
        "starting from the state of another time, it errs no more",
        the_state_of_another_time_does_as_well,
    ),
    ("tell it nearly all it uses of the past", plain_forecasts_of_another_time_do_not),
    ("Reads the latest 72 values one by one; of up to 820", all_of_820_count_and_no_more),
    ("A break that nothing in the series announces is outside", a_sudden_break_is_missed),
    ("reads no value from after the origin", nothing_from_after_the_origin),
    ("whoever says the value before again, told as much", being_told_is_most_of_it),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/forecast", words, holds)
