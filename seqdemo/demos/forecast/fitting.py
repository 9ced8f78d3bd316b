"""Fit of a network to one series: seconds, in a thread, with an end."""

from __future__ import annotations

import copy
from collections.abc import Callable
from threading import Event
from time import perf_counter

import torch

from seqdemo.demos.forecast.backtest import backtest
from seqdemo.demos.forecast.forecasting import many_step
from seqdemo.demos.forecast.network import HORIZON, Forecaster
from seqdemo.demos.forecast.series import Series
from seqdemo.demos.forecast.training_data import FEWEST, Windows, as_it_is
from seqdemo.training.fit import Batch, Fit, accelerator_on
from seqdemo.training.recipe import Recipe

UPDATES, BATCH = 120, 32
LONGEST_SECONDS = 30.0
"""After which a fit ends on a slow machine."""

SHORTEST = FEWEST + HORIZON + 8
"""Values that are trained on at least."""

CHECKED = 12
"""Origins at most by which the network before and after are compared."""


class Fitting:
    """One fit of a copy of a network to the first four fifths of a series.

    Attributes:
        before: MAE of the network on the last fifth.
        after: MAE of the fitted one, once it is done.
        model: The fitted network, in evaluation mode, once it is done.
        error: What ended it before its time, if anything did.

    Args:
        model: A network; it is not changed.
        series: What it is fitted to.
        loss: As the network was trained with.
        horizon: Steps ahead at which it is measured.
        updates: Of the weights.

    Raises:
        ValueError: If the series is too short; the message is for the visitor.
    """

    def __init__(
        self,
        model: Forecaster,
        series: Series,
        loss: Callable[[torch.nn.Module, Batch], torch.Tensor],
        horizon: int,
        updates: int = UPDATES,
    ) -> None:
        cut = min(series.test_start, len(series) - horizon)
        if cut < SHORTEST:
            raise ValueError(
                f"Practising takes at least {SHORTEST + max(horizon, SHORTEST // 4)} values; "
                f"this series has {len(series)}."
            )
        self.before = self.after = 0.0
        self.model = copy.deepcopy(model)
        self.error: Exception | None = None
        self._series, self._cut, self._horizon = series, cut, horizon
        self._loss, self._updates, self._step = loss, updates, 0
        self._stopped, self._done = Event(), Event()

    @property
    def progress(self) -> float:
        """Share that is done, 0 to 1."""
        return 1.0 if self.done else self._step / (self._updates + 1)

    @property
    def done(self) -> bool:
        """Whether it has ended."""
        return self._done.is_set()

    @property
    def better(self) -> bool:
        """Whether it has ended, and the fitted network is better on the last fifth."""
        return self.done and self.error is None and self.after < self.before

    def stop(self) -> None:
        """End it soon; what was learned so far counts."""
        self._stopped.set()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end."""
        self._done.wait(timeout)

    def run(self) -> None:
        """Do the work; call it in a thread of its own."""
        try:
            self.before = self._measure()
            self._train()
            self.after = self._measure()
        except Exception as error:  # noqa: BLE001 - the page says it: a thread has no reader
            self.error = error
        finally:
            self.model.eval()
            self._done.set()

    def _train(self) -> None:
        known = self._series.until(self._cut)
        data = Windows({"own": known}, {"own": 1.0}, synthetic_series=0)
        recipe = Recipe(
            max_steps=self._updates,
            batch_size=BATCH,
            learning_rate=1e-3,
            warmup_steps=10,
            weight_decay=0.01,
            averaging=0.95,
            shuffle=False,
        )
        device = next(self.model.parameters()).device
        fit = Fit(self.model, data, self._loss, recipe, accelerator_on(device), as_it_is)
        started = perf_counter()
        for update in fit:
            self._step = update.step
            if self._stopped.is_set() or perf_counter() - started > LONGEST_SECONDS:
                break

    def _measure(self) -> float:
        """MAE on the last part."""
        self.model.eval()
        room = len(self._series) - self._horizon - self._cut
        stride = max(1, -(-(room + 1) // CHECKED))
        found = backtest(
            many_step(self.model),
            self._series,
            self._cut,
            len(self._series),
            self._horizon,
            stride,
        )
        return found["mae"]
