"""Translate a sentence: pieces, search, the words that are not known."""

from __future__ import annotations

from dataclasses import dataclass

from seqdemo.core.search_tree import BeamResult
from seqdemo.demos.translation.decoding import beam_search
from seqdemo.demos.translation.languages import DIRECTIONS
from seqdemo.demos.translation.network import Translator
from seqdemo.demos.translation.query import Translate
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


def translate(model: Translator, subwords: Subwords, query: Translate) -> Translation:
    """Translate by beam search."""
    source = subwords.encode(query.text)
    (search,) = beam_search(
        model,
        [source],
        DIRECTIONS[query.direction].target,
        width=query.beam_width,
        length_penalty=query.length_penalty,
        prefix=query.prefix,
        pinned=query.pinned,
    )
    said = search.sentences[0].words if query.said is None else query.said
    return Translation(subwords.decode(said), tuple(source), said, search)
