"""Training phases: frozen features, fine-tuning, rewards.

1. `decoder`: the decoder learns from people's captions, over cached regions; the encoder, trained
   to classify ImageNet, stays as it is.
2. `together`: the encoder's later blocks learn too, slowly, from changed photos.
3. `rewards`: the decoder learns from captions it draws itself (`self_critical`), over cached
   regions of the encoder as it is by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import torch.nn.functional as F
from torch import Tensor, nn

from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.captioner import self_critical
from seqdemo.demos.captioner.data import Split, caption_tensor, whole_captions
from seqdemo.demos.captioner.encoder import FIRST_LEARNING
from seqdemo.demos.captioner.network import Captioner
from seqdemo.demos.captioner.rewards import Reward
from seqdemo.demos.captioner.training_data import AugmentedPhotos, CachedRegions, cached_regions
from seqdemo.demos.captioner.words import PAD
from seqdemo.training.batches import ready_made
from seqdemo.training.fit import Batch
from seqdemo.training.phases import Phase
from seqdemo.training.recipe import Recipe

SMOOTHING = 0.1
"""Share of the target given to all words alike (Szegedy et al., 2016)."""

FROZEN: Mapping[str, float] = {"encoder.": 0.0}
FINE_TUNED: Mapping[str, float] = {
    "encoder.": 0.2,
    **{f"encoder.features.{block}.": 0.0 for block in range(FIRST_LEARNING)},
}

UPDATES: Mapping[str, Mapping[str, int]] = {
    network: {"decoder": 1_000, "together": 1_500, "rewards": 800}
    for network in ("attention", "plain")
}

RECIPES: Mapping[str, Recipe] = {
    "decoder": Recipe(0, learning_rate=1.5e-3, warmup_steps=100, weight_decay=0.02, rates=FROZEN),
    "together": Recipe(0, learning_rate=7e-4, warmup_steps=50, weight_decay=0.02, rates=FINE_TUNED),
    "rewards": Recipe(0, learning_rate=1e-4, warmup_steps=20, rates=FROZEN),
}
"""In what the phases differ; `recipe` adds what they share and how long they last."""


def cross_entropy(model: nn.Module, batch: Batch) -> Tensor:
    """Mean cross-entropy of the next word, smoothed, nats.

    Args:
        model: The captioner.
        batch: Photos (B, 3, 224, 224) or their regions (B, 49, 1280), captions (B, K, 1 + T).
    """
    captioner = cast(Captioner, model)
    seen, captions = batch[0], batch[1]
    regions = captioner.encoder(seen) if seen.ndim == 4 else seen
    wanted = captions[..., 1:]
    outputs = captioner.decoder(regions, captions[..., :-1])
    counts = wanted != PAD
    logits = captioner.decoder.score(outputs[counts])
    return F.cross_entropy(logits, wanted[counts], label_smoothing=SMOOTHING)


@dataclass(frozen=True)
class Course:
    """Makes the phases of one run.

    Attributes:
        network: Which decoder.
        split: What is learned from.
        vocabulary: Of its captions.
        cache: Folder for cached regions.
        seed: Of everything drawn.
    """

    network: str
    split: Split
    vocabulary: Vocabulary
    cache: Path
    seed: int = 0

    def phases(self) -> tuple[Phase, ...]:
        """All, in order."""
        return (
            Phase("decoder", self.recipe("decoder"), self.regions, cross_entropy, ready_made),
            Phase("together", self.recipe("together"), self.photos, cross_entropy, ready_made),
            Phase("rewards", self.recipe("rewards"), self.regions, self.reward_loss(), ready_made),
        )

    def recipe(self, phase: str) -> Recipe:
        """How the network is trained in a phase."""
        return recipe(self.network, phase, self.seed)

    def regions(self, model: nn.Module) -> CachedRegions:
        """Regions as the encoder sees them now."""
        seen = cached_regions(cast(Captioner, model).encoder, self.split, self.cache)
        return CachedRegions(seen, caption_tensor(self.split, self.vocabulary))

    def photos(self, model: nn.Module) -> AugmentedPhotos:
        """Photos, changed in each pass."""
        return self.photos_of(self.split)

    def photos_of(self, split: Split) -> AugmentedPhotos:
        """Photos of a split, changed in each pass."""
        captions = caption_tensor(split, self.vocabulary)
        return AugmentedPhotos(split, captions, passes=16, seed=self.seed)

    def reward_loss(self) -> RewardLoss:
        """Rewards by these photos' captions."""
        return RewardLoss(self.split, self.vocabulary)


class RewardLoss:
    """Self-critical loss; counts the references' n-grams when it is first needed.

    Args:
        split: Photos that are described.
        vocabulary: Of their captions.
    """

    def __init__(self, split: Split, vocabulary: Vocabulary) -> None:
        self.split, self.vocabulary = split, vocabulary
        self._reward: Reward | None = None

    def __call__(self, model: nn.Module, batch: Batch) -> Tensor:
        """Loss of a batch: regions (B, 49, 1280), captions, numbers of the photos (B,)."""
        regions, _, photos = batch
        if self._reward is None:
            references = whole_captions(self.split, self.vocabulary)
            self._reward = Reward(references, len(self.vocabulary)).to(regions.device)
        decoder = cast(Captioner, model).decoder
        return self_critical.loss(decoder, regions, photos, self._reward)


def recipe(network: str, phase: str, seed: int = 0) -> Recipe:
    """How a network is trained in a phase."""
    return replace(
        RECIPES[phase],
        max_steps=UPDATES[network][phase],
        batch_size=32,
        averaging=0.99,
        seed=seed,
        precision="bf16",
    )
