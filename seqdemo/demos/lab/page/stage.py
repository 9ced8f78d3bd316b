"""The race on the page: a fragment that looks again while it trains."""

from __future__ import annotations

from typing import Any

import streamlit as st

from seqdemo.app.kept_runs import KeptRuns, is_another
from seqdemo.app.page import waiting
from seqdemo.app.sections import veiled
from seqdemo.app.training_run import visitor, warm_up
from seqdemo.demos.lab.page.advice import advice
from seqdemo.demos.lab.page.births import births
from seqdemo.demos.lab.page.race import race
from seqdemo.demos.lab.page.race.payload import payload
from seqdemo.demos.lab.page.run import Run
from seqdemo.demos.lab.page.state import MOST_UPDATES, NAME, RATES, STATE, settings
from seqdemo.demos.lab.settings import Settings
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import PAGE, fragment

STAGE = f"{NAME}.stage"
TRAINS = "seqdemo.demos.lab.racing"
LOOK = 0.25
"""Seconds between two looks at a race that trains."""

_RUNS = STATE.key("#runs")


def race_of_visitor(*, linked: bool) -> Run:
    """The race that the controls describe; one that they described before goes on where it was.

    Args:
        linked: Whether a link has just been opened: it is trained as far as the link says.
    """
    asked = settings()
    runs: KeptRuns[Settings, Run] = st.session_state.setdefault(_RUNS, KeptRuns())
    run, trained = runs.find(asked), STATE["trained"]
    if run is not None and not (linked and _is_another(run, trained)):
        return run
    run = runs.begin(asked, Run(visitor(), asked))
    if linked and trained:
        run.course = STATE["course"]
        run.go(trained)
    else:
        STATE["trained"], STATE["course"] = 0, ()
    warm_up(TRAINS)
    return run


def _is_another(run: Run, trained: int) -> bool:
    there = run.update, run.course
    return is_another(run, trained=trained, same=there == (trained, STATE["course"]))


def stage(run: Run) -> None:
    """Draw the race."""
    polling = run.running
    place = st.container()
    shown = {"losses": not STATE.hides("loss"), "reaches": not STATE.hides("birth")}
    shown["veiled"] = shown["reaches"] and veiled(STATE, "birth")
    with waiting("Computing the gradients…"):
        reach = births(run.settings) if shown["reaches"] and not shown["veiled"] else None

    @fragment(STAGE, run_every=LOOK if polling else None)
    def draw() -> None:
        looked = not next(whole_page, False)
        run.take()
        if looked and polling and not run.running:
            st.rerun()  # it has ended: nobody has to look again
        data = payload(run, reach, advice(run), **shown)
        race(data, key=STATE.key("#race"), fragment=STAGE, on_act=lambda told: _act(run, told))

    whole_page = iter((True,))  # the first time is in the page's own run
    with place:
        draw()
    if not run.running:  # for the link: how far it got; it may have ended before this run began
        STATE["trained"], STATE["course"] = run.update, run.course
    if run.job is not None and run.job.end == "failed":
        st.error(f"The training stopped: {run.job.error}. Going on, or another seed, may work.")


def _act(run: Run, told: dict[str, Any]) -> Rerun:
    """Do what the visitor asks; what makes no sense is not done."""
    match told:
        case {"act": "guess", "cell": cell, "will": bool(will)} if cell in run.settings.networks:
            if not run.update:
                run.guesses[cell] = will
            return None
        case {"act": "rate", "rate": float() as rate} if rate in RATES and not run.running:
            run.change_rate(rate)
        case {"act": "go" | "one" | "pause"} | {"act": "back", "update": int()}:
            if not run.steer(told, length=int(STATE["updates"]), most=MOST_UPDATES):
                return None
        case _:
            return None
    return [PAGE]
