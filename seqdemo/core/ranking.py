"""Ranking: what finished sentences of a search are ordered by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ranking:
    """Score of a finished sentence, from log-probabilities in nats.

    log p / length ** length_penalty + length_reward * length + read_back * log q, where q is the
    probability of the source given the sentence. The penalty is that of Wu et al., "Google's
    Neural Machine Translation System", 2016, in its plainest form; the reward that of He et al.,
    "Improved Neural Machine Translation with SMT Features", 2016; the source's part that of a
    noisy channel, Yee et al., "Simple and Effective Noisy Channel Modeling", 2019.

    Attributes:
        length_penalty: 0 ranks by probability, 1 by its mean over the words.
        length_reward: For each word and the end, nats.
        read_back: Weight of the source given the sentence.
    """

    length_penalty: float = 0.0
    length_reward: float = 0.0
    read_back: float = 0.0

    def score(self, log_probability: float, length: int, read_back: float | None = None) -> float:
        """Score of a sentence.

        Args:
            log_probability: Of its words and the end, nats.
            length: Its words and the end.
            read_back: Log-probability of the source given it, nats; None if it was not asked.
        """
        own: float = log_probability / max(1, length) ** self.length_penalty
        returned = 0.0 if read_back is None else self.read_back * read_back
        return own + self.length_reward * length + returned
