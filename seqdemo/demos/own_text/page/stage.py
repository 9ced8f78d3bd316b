"""The training on the page: a fragment that looks again while it runs."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, TypeAlias

import streamlit as st

from seqdemo.app.kept_runs import KeptRuns, is_another
from seqdemo.app.training_run import visitor, warm_up
from seqdemo.demos.own_text.page.learner import learner
from seqdemo.demos.own_text.page.learner.payload import payload
from seqdemo.demos.own_text.page.run import Run
from seqdemo.demos.own_text.page.state import LINKED_UPDATES, MOST_UPDATES, NAME, OWN, STATE
from seqdemo.demos.own_text.text import own_text
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import PAGE, fragment

STAGE = f"{NAME}.stage"
TRAINS = "seqdemo.demos.own_text.learning"
LOOK = 0.4
"""Seconds between two looks at a training."""

_RUNS = STATE.key("#runs")
Writers: TypeAlias = KeptRuns[tuple[str, str, int], Run]
"""Trainings by text, network and seed."""


def run_of_visitor(*, linked: bool) -> Run:
    """The training that text and controls describe; one of before goes on where it was.

    Args:
        linked: Whether a link has just been opened: one of our texts is learnt as far as it says.

    Raises:
        ValueError: If the text cannot be learnt; for the visitor.
    """
    asked = (STATE["text"], STATE["network"], int(STATE["seed"]))
    runs, goal = kept_runs(), STATE["trained"]
    run = runs.find(asked)
    if run is not None and not (linked and _is_another(run, goal)):
        return run
    STATE["trained"] = 0
    run = runs.begin(asked, Run(visitor(), own_text(asked[0]), *asked[1:]))
    if linked and goal and STATE["sample"] != OWN:
        STATE["trained"] = goal
        run.go(goal)
    warm_up(TRAINS)
    return run


def _is_another(run: Run, goal: int) -> bool:
    same = min(run.update, LINKED_UPDATES) == goal
    return STATE["sample"] != OWN and is_another(run, trained=goal, same=same)


def kept_runs() -> Writers:
    """The trainings of this visit."""
    found: Writers = st.session_state.setdefault(_RUNS, KeptRuns())
    return found


def stage(run: Run) -> None:
    """Draw it."""
    polling = run.running

    @fragment(STAGE, run_every=LOOK if polling else None)
    def draw() -> None:
        looked = not next(whole_page, False)
        run.take()
        if looked and polling and not run.running:
            st.rerun()  # it has ended: nobody has to look again
        data = payload(run, losses=not STATE.hides("loss"))
        key = STATE.key("#learner")
        learner(data, key=key, fragment=STAGE, on_act=act)

    whole_page = iter((True,))  # the first time is in the page's own run
    draw()
    if not run.running:  # for the link: how far it got
        STATE["trained"] = min(run.update, LINKED_UPDATES)
    if run.job is not None and run.job.end == "failed":
        st.error(f"The training stopped: {run.job.error}. Going on, or another seed, may work.")


def begin() -> None:
    """Train, once there is a text that can be learnt."""
    act({"act": "go"})


def act(told: dict[str, Any]) -> Rerun:
    """Do what the visitor asks; what makes no sense is not done.

    The same message may bring another text: it is that one which is learnt.
    """
    match told:
        case {"act": "go" | "pause"} | {"act": "back", "update": int()}:
            with suppress(ValueError):
                run = run_of_visitor(linked=False)
                run.steer(told, length=int(STATE["updates"]), most=MOST_UPDATES)
            return [PAGE]
    return None
