"""Tables of errors by rolling origin, and a sentence on who wins."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

import streamlit as st

from seqdemo.app.sections import beside, picture
from seqdemo.core.percent import percent
from seqdemo.demos.forecast.backtest import mase_lag
from seqdemo.demos.forecast.page import answers
from seqdemo.demos.forecast.page.colours import SIGNS, titled
from seqdemo.demos.forecast.page.fitted import fitted_network, series_key
from seqdemo.demos.forecast.query import Ask
from seqdemo.demos.forecast.rivals import TITLES
from seqdemo.demos.forecast.series import Series
from seqdemo.views.significant import significant

KINDS = ("rnn", "gru", "lstm")
HEAD = "| forecaster | MAE | MASE | sMAPE | in band |\n|---|---|---|---|---|"
Errors = Mapping[str, Mapping[str, float]]
MEANING = (
    "From many origins, one after the other: each forecast sees only what lies before it, and the "
    "rivals are fitted anew each time. **MAE**: mean size of the error, in what the series counts. "
    "**MASE**: the same, divided by the error of “{plain}” in training; below 1 is "
    "better than that. **sMAPE**: the error in percent of the mean of forecast and truth. **In "
    "band**: how often the truth lay in the band; 80\u00a0% would be right, more is too careful."
)


def meaning(series: Series) -> str:
    """What the columns are; the plain forecast that MASE divides by has the lag of its scale."""
    plain = "the value before again" if mase_lag(series) == 1 else "as one season before"
    return MEANING.format(plain=plain)


def shipped_table(series: Series, kind: str) -> None:
    """Errors on the test part of a series that comes with the app, by horizon."""
    tables = answers.measured()
    rows = tables[kind].get(series.name, {})
    horizons = [name for name in rows if " " not in name]
    places = beside("tables", *[1] * max(1, len(horizons)))
    for place, horizon in zip(places, horizons, strict=False):
        errors = {
            name: table[series.name][horizon]
            for name, table in tables.items()
            if horizon in table.get(series.name, {})
        }
        ahead = horizon.removeprefix("h=")
        words = "one step ahead" if ahead == "1" else f"1 to {ahead} steps ahead"
        with place, picture(f"errors-{ahead}"):  # which steps they are of is seen with the table
            st.markdown(f"**{words.capitalize()}** · {sentence(errors)}")
            st.markdown(markdown(errors))
    count = len(series) - series.test_start
    st.caption(
        f"Measured on the last {count:,} values, which no network was trained on. {meaning(series)}"
    )


def own_table(asked: Ask, kind: str) -> None:
    """Errors on the last fifth of a visitor's series."""
    series, horizon = asked.series, asked.horizon
    if len(series) < 2 * horizon + 8:
        st.info("To be measured, a series must be longer, or the horizon shorter.")
        return
    key = f"{series_key(series)}"
    errors = answers.own_errors(kind, series, horizon, key)
    model = fitted_network(series, kind)
    if model is not None:
        errors = errors | {"practised": answers.errors(model, series, horizon)["network"]}
    shown = {kind if name == "network" else name: one for name, one in errors.items()}
    with picture("errors"):
        st.markdown(f"**1 to {horizon} steps ahead** · {sentence(shown)}")
        st.markdown(markdown(shown))
    st.caption(
        f"Measured on the last fifth of your series, from at most {answers.OWN_ORIGINS} origins. "
        f"{meaning(series)}"
    )


def sentence(errors: Errors) -> str:
    """Who wins, also when it is not a network."""
    best = min(errors, key=lambda name: errors[name]["mae"])
    rivals = [name for name in errors if name in TITLES]
    ours = [name for name in errors if name not in TITLES]
    if best in TITLES:
        nearest = min(ours, key=lambda name: errors[name]["mae"])
        return (
            f"The winner is no network: **{_named(best)}**. The best network, {_named(nearest)}, "
            f"{_behind(errors[nearest]['mae'], errors[best]['mae'])}."
        )
    nearest = min(rivals, key=lambda name: errors[name]["mae"])
    theirs = errors[nearest]["mae"]
    ahead = 1 - errors[best]["mae"] / theirs if theirs else 0.0
    rival = _named(nearest)
    return f"**{_named(best)}** wins, {percent(ahead, 0)} better than the best rival, {rival}."


def _behind(ours: float, best: float) -> str:
    """How a network compares with a better rival."""
    if ours >= 100 * best:  # of a rival that is all but right a ratio says nothing
        return f"errs by {significant(ours)} on average, the winner by {significant(best)}"
    if ours < 1.995 * best:
        return f"is {percent(ours / best - 1, 0)} worse"
    return f"errs {ours / best:.0f} times as much"


def _size(error: float) -> str:
    """An error in four digits."""
    return f"{error:,.4g}" if 1e-3 <= error < 1e4 else significant(error)


def markdown(errors: Errors) -> str:
    """A table in Markdown, the best first."""
    order = sorted(errors, key=lambda name: errors[name]["mae"])
    rows = [HEAD]
    for place, name in enumerate(order):
        one = errors[name]
        title = f"{SIGNS.get(name, SIGNS['network'])}\N{NO-BREAK SPACE}{_named(name)}"
        cells = [
            f"**{title}**" if place == 0 else title,
            _size(one["mae"]),
            f"{one['mase']:.3f}" if isfinite(one["mase"]) else "–",
            percent(one["smape"] / 100, 1),
            percent(one["coverage80"], 0),
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _named(name: str) -> str:
    return "the practised network" if name == "practised" else titled(name)


__all__ = ["KINDS", "markdown", "own_table", "sentence", "shipped_table"]
