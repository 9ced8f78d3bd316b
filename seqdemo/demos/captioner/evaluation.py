"""BLEU, CIDEr-D and variety of captions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
import torch
from PIL import Image

from seqdemo.core.search_tree import Sentence
from seqdemo.core.trace import FloatArray
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.captioner.cider import CiderD
from seqdemo.demos.captioner.closeness import Axes, Closeness, axes_of, closeness_of, direction
from seqdemo.demos.captioner.confidence import Scale, confidence_of, scale_of
from seqdemo.demos.captioner.data import Split, pixels
from seqdemo.demos.captioner.decoding import beam_search
from seqdemo.demos.captioner.network import Captioner
from seqdemo.demos.captioner.odd_pictures import odd_pictures
from seqdemo.demos.captioner.photo import open_photo, squashed
from seqdemo.demos.captioner.samples import SAMPLES, sample
from seqdemo.demos.captioner.words import bare, sentence

AT_ONCE = 32

EVERY = 4
"""Of so many training photos one is looked at: enough for their axes, and a quarter of the time."""


def metrics(
    captioner: Captioner, vocabulary: Vocabulary, split: Split, *, width: int, length_penalty: float
) -> dict[str, Any]:
    """Describe all photos of a split and compare with their references; see `compare`."""
    captions = describe(captioner, vocabulary, split, width=width, length_penalty=length_penalty)
    return compare(captions, split.captions) | {
        "parameters": sum(p.numel() for p in captioner.parameters())
    }


def compare(captions: Sequence[str], references: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Measure captions.

    Args:
        captions: One for each photo.
        references: What people wrote of each photo.

    Returns:
        bleu1..bleu4: Corpus BLEU by sacrebleu, 0..100, lower case, no punctuation.
        cider: CIDEr-D, 0..10, with document frequencies from these references.
        distinct: How many different captions there are.
        mean_length: Words of a caption.
    """
    made = [bare(caption) for caption in captions]
    wanted = [[bare(reference) for reference in each] for each in references]
    cider = CiderD(wanted)
    scores = [cider.score(photo, caption) for photo, caption in enumerate(made)]
    return {
        **{f"bleu{n}": round(_bleu(made, wanted, n), 2) for n in (1, 2, 3, 4)},
        "cider": round(sum(scores) / len(scores), 4),
        "distinct": len(set(captions)),
        "mean_length": round(sum(map(len, made)) / len(made), 2),
    }


def _bleu(made: Sequence[list[str]], wanted: Sequence[Sequence[list[str]]], longest: int) -> float:
    """Corpus BLEU of n-grams up to `longest`; sacrebleu wants references by their number."""
    from sacrebleu.metrics.bleu import BLEU  # only where it is measured: 6 MB of a server

    most = max(map(len, wanted))
    # None: this photo has fewer references than others.
    streams: Any = [
        [" ".join(each[k]) if k < len(each) else None for each in wanted] for k in range(most)
    ]
    metric = BLEU(max_ngram_order=longest, tokenize="none")
    return float(metric.corpus_score([" ".join(words) for words in made], streams).score)


def describe(
    captioner: Captioner, vocabulary: Vocabulary, split: Split, *, width: int, length_penalty: float
) -> list[str]:
    """The best sentence for each photo of a split."""
    found = best(captioner, split, width=width, length_penalty=length_penalty)
    return [_said(caption, vocabulary) for caption in found]


@torch.inference_mode()
def best(
    captioner: Captioner, split: Split, *, width: int, length_penalty: float
) -> Iterator[Sentence]:
    """What a search finds best for each photo of a split."""
    device = next(captioner.parameters()).device
    for start in range(0, len(split), AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, len(split)))
        photos = torch.stack([pixels(squashed(split.photo(number))) for number in numbers]).to(
            device
        )
        results = beam_search(
            captioner.decoder,
            captioner.encoder(photos),
            width=width,
            length_penalty=length_penalty,
        )
        yield from (result.sentences[0] for result in results)


def confidence_scale(
    captioner: Captioner, vocabulary: Vocabulary, split: Split, *, width: int, length_penalty: float
) -> Scale:
    """How good sentences of low and of high confidence are; see `confidence.Scale`."""
    captions = list(best(captioner, split, width=width, length_penalty=length_penalty))
    cider = CiderD([[bare(reference) for reference in each] for each in split.captions])
    return scale_of(
        [confidence_of(caption.log_probability, len(caption.words)) for caption in captions],
        [cider.score(n, bare(_said(caption, vocabulary))) for n, caption in enumerate(captions)],
        split="valid",
    )


def measured_closeness(captioner: Captioner, train: Split, new: Split) -> tuple[Axes, Closeness]:
    """How far new photos, odd pictures and the samples are from those that were trained on."""
    axes = axes_of(directions(captioner, map(train.photo, range(0, len(train), EVERY))))
    files = {name: file for name in SAMPLES if (file := sample(name)) is not None}
    samples = directions(captioner, map(open_photo, files.values()))
    closeness = closeness_of(
        axes.distance(directions(captioner, map(new.photo, range(len(new))))),
        axes.distance(directions(captioner, (picture for _, picture in odd_pictures()))),
        dict(zip(files, axes.distance(samples).tolist(), strict=True)),
    )
    return axes, closeness


@torch.inference_mode()
def directions(captioner: Captioner, photos: Iterable[Image.Image]) -> FloatArray:
    """Where photos lie as the encoder sees them, (N, F); see `closeness.direction`."""
    device, left = next(captioner.parameters()).device, iter(photos)
    found = []
    while some := list(islice(left, AT_ONCE)):
        seen = torch.stack([pixels(squashed(photo)) for photo in some]).to(device)
        found.append(direction(captioner.encoder(seen).cpu().numpy()))
    return np.concatenate(found)


def _said(caption: Sentence, vocabulary: Vocabulary) -> str:
    return sentence([vocabulary.symbols[word] for word in caption.words])
