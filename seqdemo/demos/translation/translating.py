"""Translate a sentence: pieces, search, the words that are not known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from seqdemo.core.search_tree import BeamResult
from seqdemo.demos.translation.decoding import beam_search
from seqdemo.demos.translation.languages import DIRECTIONS, Direction
from seqdemo.demos.translation.network import Translator
from seqdemo.demos.translation.query import Translate
from seqdemo.demos.translation.reading_back import ranked
from seqdemo.demos.translation.subwords import Subwords


@dataclass(frozen=True)
class Translation:
    """What a network says for a sentence.

    Attributes:
        text: Its translation, or the one that was to be looked at.
        source: Pieces of the sentence, by number.
        said: Its pieces, by number.
        search: The beam search behind the network's own.
    """

    text: str
    source: tuple[int, ...]
    said: tuple[int, ...]
    search: BeamResult


def translate(
    model: Translator, subwords: Subwords, query: Translate, learned: Collection[Direction]
) -> Translation:
    """Translate by beam search.

    Args:
        model: In evaluation mode.
        subwords: Its pieces.
        query: What is asked.
        learned: Directions that the model has learned.
    """
    source, direction = subwords.encode(query.text), DIRECTIONS[query.direction]
    found = beam_search(
        model,
        [source],
        direction.target,
        width=query.beam_width,
        ranking=query.ranking,
        prefix=query.prefix,
        pinned=query.pinned,
    )
    (search,) = ranked(model, subwords, [source], found, direction, learned, query.ranking)
    said = search.sentences[0].words if query.said is None else query.said
    return Translation(subwords.decode(said), tuple(source), said, search)
