"""View "Practise on it": a short fit to the visitor's series."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import background, networks
from seqdemo.app.turns import cores
from seqdemo.demos.forecast.page.fitted import forget_fits, keep_fit, running_fit
from seqdemo.demos.forecast.page.state import NAME, NETWORKS, STATE
from seqdemo.demos.forecast.query import Ask
from seqdemo.demos.forecast.series import Series

EVERY = 0.4
"""Seconds between two looks at a fit that runs."""

AT_ONCE = max(1, cores() - 1)
"""Fits that run at one moment, of all visitors."""


@st.cache_resource(show_spinner=False)
def _running() -> list[object]:
    """Fits that run, of all visitors."""
    return []


def practise(asked: Ask) -> None:
    """Begin, watch and end a fit, and say whether it was worth it."""
    kind = STATE["cell"]
    st.markdown(
        f"The {NETWORKS[kind]} has learned from many series, perhaps not from one like this. "
        "Let it practise on the first four fifths for a few seconds: it keeps what it "
        "learned only if it then does better on the last fifth."
    )
    fitting = running_fit(asked.series, kind)
    if fitting is not None and not fitting.done:
        _watch(asked.series, kind)
        return
    with st.container(horizontal=True):
        st.button("practise", type="primary", on_click=_begin, args=(asked, kind))
        if fitting is not None:
            st.button("forget it", on_click=forget_fits)
    error = st.session_state.pop(STATE.key("#refused"), "")
    if error:
        st.info(error)
    if fitting is not None:
        _outcome(fitting, asked)


def _begin(asked: Ask, kind: str) -> None:
    from seqdemo.demos.forecast.fitting import Fitting
    from seqdemo.demos.forecast.task import TASK

    running = _running()
    running[:] = [one for one in running if not one.done]  # type: ignore[attr-defined]
    if len(running) >= AT_ONCE:
        st.session_state[STATE.key("#refused")] = (
            "Somebody else's network is practising: try again in a few seconds."
        )
        return
    try:
        fitting = Fitting(networks.thinking(NAME, kind), asked.series, TASK.loss, asked.horizon)
    except ValueError as error:
        st.session_state[STATE.key("#refused")] = str(error)
        return
    running.append(fitting)
    keep_fit(asked.series, kind, fitting)
    background.start(fitting.run)


@st.fragment(run_every=EVERY)
def _watch(series: Series, kind: str) -> None:
    fitting = running_fit(series, kind)
    if fitting is None or fitting.done:
        st.rerun()
    st.progress(fitting.progress, "practising…")
    st.button("stop", on_click=fitting.stop, key=STATE.key("#stop"))


def _outcome(fitting: object, asked: Ask) -> None:
    before, after = fitting.before, fitting.after  # type: ignore[attr-defined]
    if fitting.error is not None:  # type: ignore[attr-defined]
        st.warning("The practice failed; the network is as it was.")
    elif fitting.better:  # type: ignore[attr-defined]
        st.success(
            f"It got better: a mean error of {after:,.4g} in place of {before:,.4g} on the last "
            f"fifth, 1 to {asked.horizon} steps ahead. What you see above is the practised network."
        )
    else:
        st.info(
            f"It did not help: a mean error of {after:,.4g} after, {before:,.4g} before. The "
            "network stays as it was. Few values teach little that it did not know."
        )
