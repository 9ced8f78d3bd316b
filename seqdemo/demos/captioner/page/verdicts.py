"""Verdicts on a sentence: confidence, and kinship of the photo."""

from __future__ import annotations

from seqdemo.core.percent import percent
from seqdemo.demos.captioner.closeness import FAR, Closeness
from seqdemo.demos.captioner.confidence import Scale

IN_WORDS = ("one in five", "two in five", "three in five", "four in five")
UNUSUAL = 0.8
"""A photo further away than this share of new ones is called unusual."""


def verdict(confidence: float, scale: Scale | None) -> str:
    """How sure the network was of the whole sentence, beside photos it was not trained on."""
    mean = f"{percent(confidence)} a word on average"
    if scale is None:
        return f"{mean}."
    part = scale.part(confidence)
    if part == 0:
        return f"Unsure: {mean}. Four in five photos of the kind it was trained on make it surer."
    return (
        f"{mean}: surer than on {IN_WORDS[part - 1]} photos of the kind it was trained on. "
        "Sure is not right."
    )


def meaning(scale: Scale | None) -> str:
    """What the verdict measures, and what it has meant."""
    what = (
        "The geometric mean of the network's probabilities of all words and of the end. It says "
        "how sure the network is, not whether it is right."
    )
    if scale is None:
        return what
    return (
        f"{what} On {scale.photos:,} photos it was not trained on, the fifth of the sentences it "
        f"was least sure of matched people's with CIDEr-D {scale.cider[0]:.2f}, the surest fifth "
        f"with {scale.cider[-1]:.2f} (of 10)."
    )


def kinship(distance: float, near: Closeness) -> str:
    """Whether a photo is like those that were trained on, in a sentence or two."""
    rank = near.rank(distance)
    closer = f"{round(rank * near.photos):,} of {near.photos:,}"
    if rank >= FAR:
        return (
            f"Unlike anything I know: {closer} new photos are closer to my training photos. "
            "How sure I am says nothing here."
        )
    if rank >= UNUSUAL:
        return f"Unusual for me: {closer} new photos are closer to my training photos."
    return f"A photo of the kind I was trained on: {closer} new ones are closer to those."


def kinship_meaning(distance: float, near: Closeness) -> str:
    """What the distance measures, and how well it tells odd pictures."""
    return (
        "The encoder's picture of the photo, averaged over the regions, against those of the "
        f"training photos: {distance:.2f} is what they do not explain of it, 0 to about 1. Of a "
        f"new photo and an odd picture (a blank sheet, a drawing, noise, a page, a screenshot), "
        f"the odd one was further away in {percent(near.auc, 1)} of all pairs "
        f"({near.photos:,} photos, {near.odd} odd pictures)."
    )
