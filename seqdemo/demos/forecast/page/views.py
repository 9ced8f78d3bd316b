"""Views below the picture: who wins, what mattered, season, forcing."""

from __future__ import annotations

import numpy as np
import streamlit as st

from seqdemo.app.sections import CHART, veiled
from seqdemo.core.percent import percent
from seqdemo.demos.forecast import transform
from seqdemo.demos.forecast.page import answers
from seqdemo.demos.forecast.page.charts import forced_chart, mattered_chart, season_chart
from seqdemo.demos.forecast.page.state import NETWORKS, STATE
from seqdemo.demos.forecast.page.table import own_table, shipped_table
from seqdemo.demos.forecast.query import Ask
from seqdemo.demos.forecast.season_units import moments, season_of, season_unit
from seqdemo.demos.forecast.series import Series

SHOWN_PAST = 150
"""Values before the origin that the chart of what mattered shows at most."""

LEAST_PAST = 36
SLIGHT = 0.02
"""Share of the largest bar that is not worth showing, at the beginning."""

HALF = 0.5
"""Share of a unit's change from which it goes with the season."""

FORCED = 24
"""Steps over which teacher forcing is shown."""


def who(asked: Ask) -> None:
    """Errors of networks and rivals by rolling origin, and who wins."""
    if veiled(STATE, "winner"):
        return
    if asked.series.name in ("mine", "drawn"):
        own_table(asked, STATE["cell"])
    else:
        shipped_table(asked.series, STATE["cell"])


def matters(asked: Ask) -> None:
    """Saliency through time: which past values the forecast depends on."""
    STATE.draw(
        st.slider,
        "step",
        "Which forecast: steps ahead",
        help="Of the forecast for this step: what if a past value had been higher?",
    )
    step = step_of(asked)
    unit, percents = ("\u00a0%", ", in percent") if in_percent(asked) else ("", "")
    moved = sensitivity(asked, STATE["cell"], step)
    first = first_that_matters(moved)
    labels = [asked.series.label(place) for place in range(first, asked.origin)]
    at = asked.series.named(asked.origin + step - 1)
    st.plotly_chart(
        mattered_chart(labels, moved[first:], f"the forecast for {at}", f"1{unit}"),
        key="mattered",
        config=CHART,
    )
    strongest = np.argsort(-np.abs(moved))[:3]
    words = ", ".join(f"**{asked.series.named(int(place))}**" for place in strongest)
    st.markdown(
        f"For **{at}** it looked above all at {words}. A bar says how far the forecast moves when "
        f"that one past value is 1{unit} higher{percents}: a gradient through every step between."
    )


def season(asked: Ask) -> None:
    """The unit that follows the season."""
    steps = season_of(asked.series)
    if not steps:
        st.info("This series has no season that could be followed. Try another one.")
        return
    if asked.origin < 2 * steps:
        st.info("Two whole seasons must have been read: drag the origin to the right.")
        return
    at, model = moments(asked.origin, steps), answers.model_of(STATE["cell"], asked.series)
    from seqdemo.demos.forecast.forecasting import states_at

    states = states_at(model, asked.series, at)
    found = season_unit(states, at, steps)
    untrained = states_at(answers.untrained(STATE["cell"]), asked.series, at)
    before = season_unit(untrained, at, steps)
    st.plotly_chart(season_chart(asked.series, found), key="season", config=CHART)
    follows = (
        "goes up and down with the season"
        if found.share > HALF
        else ("follows the season best, and not well")
    )
    st.markdown(
        f"**Unit {found.unit + 1}** {follows}: "
        f"**{percent(found.share, 0)}** of its change repeats every {steps} steps. Nobody told it "
        "where in the season it is; but it reads the values, and what was there one season before. "
        "So compare: in the same "
        f"network **before any training** the best unit has {percent(before.share, 0)}. "
        "Both are chosen on these very values, and so a little flattered."
    )


def forced(asked: Ask) -> None:
    """Teacher forcing against free running."""
    series, horizon = asked.series, min(FORCED, len(asked.series) - asked.origin)
    start = asked.origin
    if horizon < 3:
        start = max(8, len(series) - FORCED)
        horizon = len(series) - start
    model = answers.model_of(STATE["cell"], series)
    from seqdemo.demos.forecast.forecasting import ahead, free_running, next_step
    from seqdemo.demos.forecast.network import MIDDLE

    told = next_step(model, series, range(start, start + horizon))[:, 0, MIDDLE]
    free = free_running(model, series, start, horizon)[:, MIDDLE]
    many = ahead(model, series, [start], horizon)[0, :, MIDDLE]
    truth = series.values[start : start + horizon]
    labels = [series.label(start + n) for n in range(horizon)]
    st.plotly_chart(
        forced_chart(labels, truth, told, free, many, series.unit), key="forced", config=CHART
    )
    before = series.values[start - 1 : start + horizon - 1]
    off = [float(np.abs(one - truth).mean()) for one in (told, before, free, many)]
    st.markdown(
        "The curve that is **told the truth every time** looks far ahead and never is: it is put "
        f"right {horizon} times. Books call this *teacher forcing*, and many a picture of a "
        "“prediction” is nothing else. The honest question is the one from "
        f"**{series.named(start - 1)}** on, without looking. Mean errors here: {off[0]:,.4g} told "
        f"(whoever says the value before again, told as much, has {off[1]:,.4g}), {off[2]:,.4g} "
        f"running free, {off[3]:,.4g} many steps at once."
    )


def step_of(asked: Ask) -> int:
    """Which of the forecasts is asked about, in steps ahead."""
    return min(int(STATE["step"]), asked.horizon)


def sensitivity(asked: Ask, kind: str, step: int) -> np.ndarray:
    """How the forecast moves with each value before the origin, (origin,)."""
    model = answers.model_of(kind, asked.series)
    from seqdemo.demos.forecast.forecasting import sensitivity as gradients

    return gradients(model, asked.series, asked.origin, step)


def in_percent(asked: Ask) -> bool:
    """Whether the network reads logarithms, and a bar is percent for percent."""
    season = asked.series.season[0] or asked.series.season[1]
    return transform.choose(asked.series.values[: asked.origin], season) == "log"


def first_that_matters(moved: np.ndarray) -> int:
    """Place from which the chart begins: before it, hardly anything moves the forecast."""
    matters = np.flatnonzero(np.abs(moved) > SLIGHT * np.abs(moved).max())
    latest = len(moved) - LEAST_PAST
    first = min(int(matters[0]) if len(matters) else latest, latest)
    return max(0, first, len(moved) - SHOWN_PAST)


def named(series: Series) -> str:
    """The network's name for visitors, with a word on a fit."""
    from seqdemo.demos.forecast.page.fitted import fitted_network

    kind = STATE["cell"]
    practised = fitted_network(series, kind) is not None
    return f"{NETWORKS[kind]}, practised" if practised else NETWORKS[kind]
