"""Trainings of a visit, by what is trained: those left are kept."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

import streamlit as st

from seqdemo.app.lessons.link import LESSON
from seqdemo.app.training_run import TrainingRun

K = TypeVar("K", bound=Hashable)
R = TypeVar("R", bound=TrainingRun)

MOST = 4
"""Trainings that are kept beside the one on screen; of more, those that were left first go."""


class KeptRuns(Generic[K, R]):
    """Trainings of one page, each known by all that decides what is trained."""

    def __init__(self) -> None:
        self._runs: dict[K, R] = {}
        self._shown: K | None = None

    def find(self, asked: K) -> R | None:
        """The training of what is asked for, as far as it came; the one before it pauses."""
        if asked != self._shown:
            self._leave()
            self._shown, found = asked, self._runs.pop(asked, None)
            for key in list(self._runs)[:-MOST]:
                del self._runs[key]
            if found is not None:
                self._runs[asked] = found  # the latest comes last
        return self._runs.get(asked)

    def begin(self, asked: K, run: R) -> R:
        """Have a new training for what is asked for."""
        if before := self.find(asked):
            before.stop()
        self._runs[asked] = run
        return run

    def left(self) -> dict[K, R]:
        """Trainings that are not on screen but have begun, the latest first."""
        left = {key: run for key, run in reversed(self._runs.items()) if key != self._shown}
        for run in left.values():
            run.take()
        return {key: run for key, run in left.items() if run.frames}

    def _leave(self) -> None:
        if self._shown is None or (run := self._runs.get(self._shown)) is None:
            return
        run.rest()
        if not (run.frames or run.running):
            del self._runs[self._shown]


def is_another(run: TrainingRun, *, trained: int, same: bool) -> bool:
    """Whether a link that has been opened wants another training than the one there is.

    One that names none keeps what there is: who goes back to a page by the browser's button while
    it trains has such a link. A lesson's says everything.

    Args:
        run: The one there is, of what the link asks for.
        trained: Updates that the link says.
        same: Whether it is as the link says.
    """
    return not same and (trained > 0 or (LESSON in st.query_params and run.update > 0))
