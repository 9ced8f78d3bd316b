"""Measurements beside the pages: what one has measured all can see."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.job import Job
from seqdemo.app.jobs import JOBS, Jobs
from seqdemo.app.jobs_here import JOBS_HERE, JobsHere
from seqdemo.demos.explorer.page.state import key
from seqdemo.tasks.live import live_networks

LIMIT = 90.0
"""CPU seconds of a measurement."""

LOOK = 0.8
"""Seconds between two looks at a measurement that runs: with each the browser draws anew."""

LEAST_DONE = 0.08
"""Share of a measurement after which it is said how long it will still take."""

KEPT = 48
"""Measurements that are kept; one takes some hundred kilobytes."""

_VISITOR = "seqdemo.visitor"
_STOPPED = "seqdemo.explorer.stopped"


class Measurements:
    """What was measured, by its order; the same order is carried out once."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._changing = threading.Lock()

    def of(
        self, work: str, order: Mapping[str, Any], payload: bytes = b"", seconds: float = LIMIT
    ) -> Job:
        """The job of an order, begun if there is none, or if it ended as others left the page.

        Args:
            work: "package.module:function".
            order: What it is given; names a demo and a network.
            payload: Bytes it is given.
            seconds: CPU time it may take.
        """
        name = self._name(work, order, payload)
        with self._changing:
            job = self._jobs.get(name)
            if job is None or (job.end == "stopped" and not _stopped_here(job)):
                visitor = st.session_state.setdefault(_VISITOR, secrets.token_hex(8))
                job = self._jobs[name] = _jobs(order).begin(visitor, work, order, payload, seconds)
                while len(self._jobs) > KEPT:
                    self._jobs.popitem(last=False)
            self._jobs.move_to_end(name)
        job.look()
        return job

    def forget(self, work: str, order: Mapping[str, Any], payload: bytes = b"") -> None:
        """Let an order be carried out anew: what was stopped, or failed, is no result."""
        with self._changing:
            self._jobs.pop(self._name(work, order, payload), None)

    def _name(self, work: str, order: Mapping[str, Any], payload: bytes) -> str:
        weights = networks.weights_of(order["demo"], order["network"])
        told = json.dumps([work, order, weights], sort_keys=True)
        return hashlib.sha256(told.encode() + payload).hexdigest()


def _stop(job: Job) -> None:
    """By its button: it is not begun again for this visitor."""
    st.session_state[_STOPPED] = job
    job.stop()


def _stopped_here(job: Job) -> bool:
    return st.session_state.get(_STOPPED) is job


def _jobs(order: Mapping[str, Any]) -> Jobs | JobsHere:
    """Processes beside this one; or this one for a live network, which cannot leave it."""
    return JOBS_HERE if order["demo"] in live_networks() else JOBS


MEASUREMENTS = Measurements()
"""All of this server."""


def progress(job: Job, doing: str, name: str, forget: Callable[[], None]) -> None:
    """How far a measurement is, with a button that stops it; or why it ended early.

    Args:
        job: The measurement.
        doing: What it does now, in words.
        name: Begins the keys of its buttons.
        forget: Lets it be measured anew.
    """
    if job.running:
        shares = [event.told["share"] for event in list(job.events) if "share" in event.told]
        line, share = JOBS.place(job), shares[-1] if shares else 0.0
        bar, stop = st.columns([4, 1], vertical_alignment="center")
        took = 0.0 if job.began is None else monotonic() - job.began
        bar.progress(share, f"Place {line} in line" if line else doing + still_takes(took, share))
        stop.button("Stop", key=key(f"{name}.stop"), on_click=_stop, args=(job,))
    elif job.end != "done":
        why = f": {job.error}" if job.error else ""
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"The measurement ended early{why}.", width="content")
            st.button("Measure again", key=key(f"{name}.again"), on_click=forget)


def still_takes(took: float, share: float) -> str:
    """Words on how long work will go on, as fast as it has been; "" while little is done.

    Args:
        took: Seconds since it began.
        share: How much is done, 0..1.
    """
    if share < LEAST_DONE:
        return ""
    return f" {max(1, round(took * (1 - share) / share / 5)) * 5} s more, as fast as so far."
