"""What a visitor can ask of the forecaster."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from seqdemo.demos.forecast.series import MIN_LENGTH, Series

Mode = Literal["ahead", "steps"]
MAX_HORIZON = 24


@dataclass(frozen=True, eq=False)
class Ask:
    """Forecast a series from an origin.

    Attributes:
        series: The series; values from the origin on are never looked at.
        origin: How many values are known.
        horizon: Steps ahead, 1 to 24.
        mode: "ahead" reads the past and says the next `horizon` values at once; "steps" says the
            next value after each value it reads.
    """

    series: Series
    origin: int
    horizon: int = 12
    mode: Mode = "ahead"

    def __post_init__(self) -> None:
        if not MIN_LENGTH <= self.origin <= len(self.series):
            raise ValueError(
                f"an origin is from {MIN_LENGTH} to {len(self.series)}, got {self.origin}"
            )
        if not 1 <= self.horizon <= MAX_HORIZON:
            raise ValueError(f"a horizon is from 1 to {MAX_HORIZON}, got {self.horizon}")

    @cached_property
    def key(self) -> str:
        """Names the query: equal keys have equal answers."""
        asked = self.series
        kinds = b"" if asked.kinds is None else asked.kinds.tobytes()
        about = repr((asked.season, self.origin, self.horizon, self.mode)).encode()
        return hashlib.sha256(about + kinds + asked.values.tobytes()).hexdigest()[:20]
