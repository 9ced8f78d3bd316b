"""Describe a photo: regions, words, and the trace of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from PIL import Image
from torch import Tensor

from seqdemo.core.search_tree import BeamResult
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.captioner.closeness import direction
from seqdemo.demos.captioner.data import pixels
from seqdemo.demos.captioner.decoding import beam_search, draw
from seqdemo.demos.captioner.network import Captioner
from seqdemo.demos.captioner.photo import squashed
from seqdemo.demos.captioner.query import Describe
from seqdemo.demos.captioner.regions import GRID
from seqdemo.demos.captioner.words import BOS, sentence

REGION_NAMES = tuple(f"row {1 + n // GRID}, column {1 + n % GRID}" for n in range(GRID * GRID))


@dataclass(frozen=True)
class Description:
    """What the network says of a photo.

    Attributes:
        caption: The sentence.
        words: Its words.
        search: The beam search behind it; None if the words were drawn.
        direction: Where the photo lies as the encoder sees it, (F,); see `closeness`.
    """

    caption: str
    words: tuple[str, ...]
    search: BeamResult | None
    direction: FloatArray = field(repr=False, compare=False)


@torch.inference_mode()
def look(captioner: Captioner, photo: Image.Image) -> Tensor:
    """Encode a photo of any shape, RGB: its regions, (S, 1280)."""
    seen = pixels(squashed(photo))[None]
    regions: Tensor = captioner.encoder(seen.to(next(captioner.parameters()).device))[0]
    return regions


def describe(
    captioner: Captioner, vocabulary: Vocabulary, regions: Tensor, query: Describe
) -> Description:
    """Words for regions (S, 1280), by beam search or drawn.

    Raises:
        ValueError: If the query's prefix holds a word that is not known.
    """
    prefix = vocabulary.encode(query.prefix).tolist()
    search = None
    if query.method == "sample":
        numbers = draw(captioner.decoder, regions, query.sampling, prefix=prefix)
    else:
        (search,) = beam_search(
            captioner.decoder,
            regions[None],
            width=query.beam_width,
            length_penalty=query.length_penalty,
            prefix=prefix,
        )
        numbers = search.sentences[0].words
    words = tuple(vocabulary.symbols[number] for number in numbers)
    return Description(sentence(words), words, search, direction(regions.cpu().numpy()))


def read(
    captioner: Captioner, vocabulary: Vocabulary, regions: Tensor, words: Sequence[str]
) -> Trace:
    """Trace of reading a given sentence with regions (S, 1280) in mind.

    Raises:
        ValueError: If a word is not known.
    """
    inputs = (vocabulary.symbols[BOS], *words)
    numbers = torch.from_numpy(vocabulary.encode(inputs)).to(regions.device)
    made = captioner.decoder.trace(regions, numbers)
    attention = None if made.attention is None else made.attention.cpu().numpy()
    return Trace(
        inputs=inputs,
        layers=(made.layer,),
        logits=made.logits.cpu().numpy(),
        classes=vocabulary.symbols,
        attention=attention,
        source=() if attention is None else REGION_NAMES,
    )
