"""Query: what a visitor asks of the captioner."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from seqdemo.core.sampling import Sampling

Network = Literal["attention", "plain"]
Method = Literal["beam", "sample"]

LONGEST = 20
"""Words of a caption, at most."""

MAX_WIDTH = 10
BEST_WIDTH = 3
BEST_LENGTH_PENALTY = 0.7


@dataclass(frozen=True)
class Describe:
    """Describe a photo.

    Attributes:
        photo: The file's bytes.
        network: Which network describes.
        method: "beam" searches the likeliest sentence, "sample" draws word by word.
        beam_width: Hypotheses that go on, 1..10; 1 is greedy.
        length_penalty: 0 favours short sentences, 1 ranks by the mean over words; 0..2.
        sampling: How words are drawn, for "sample".
        prefix: Words the sentence begins with: "go on from here with another word".

    Raises:
        ValueError: If a value is out of its range.
    """

    photo: bytes = field(repr=False)
    network: Network = "attention"
    method: Method = "beam"
    beam_width: int = BEST_WIDTH
    length_penalty: float = BEST_LENGTH_PENALTY
    sampling: Sampling = field(default_factory=Sampling)
    prefix: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.network not in get_args(Network):
            raise ValueError(f"network must be attention or plain, got {self.network!r}")
        if self.method not in get_args(Method):
            raise ValueError(f"method must be beam or sample, got {self.method!r}")
        if not 1 <= self.beam_width <= MAX_WIDTH:
            raise ValueError(f"beam_width must be 1 to {MAX_WIDTH}, got {self.beam_width}")
        if not 0 <= self.length_penalty <= 2:
            raise ValueError(f"length_penalty must be 0 to 2, got {self.length_penalty}")

    @property
    def cache_key(self) -> str:
        """All that is asked but the photo, as text; equal queries have equal ones."""
        return repr(replace(self, photo=b""))
