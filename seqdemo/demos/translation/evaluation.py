"""BLEU and chrF of translations, by sacrebleu."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from seqdemo.core.ranking import Ranking
from seqdemo.demos.translation.data import Texts
from seqdemo.demos.translation.decoding import search_all
from seqdemo.demos.translation.languages import Direction
from seqdemo.demos.translation.measured import LengthGroup
from seqdemo.demos.translation.network import Translator
from seqdemo.demos.translation.query import BEST_RANKING, BEST_WIDTH
from seqdemo.demos.translation.reading_back import ranked
from seqdemo.demos.translation.subwords import Subwords

EDGES = (9, 11, 13, 16)
"""Words of a source at which the next group of lengths begins."""

JOINED = (2, 3, 4)
"""Captions that are put one behind the other to make longer sources than the data has."""

JOINED_FROM = 400
"""Captions, the first of the split, that are joined."""


def translate_all(
    model: Translator,
    subwords: Subwords,
    sentences: Sequence[str],
    direction: Direction,
    learned: Collection[Direction],
    *,
    width: int = BEST_WIDTH,
    ranking: Ranking = BEST_RANKING,
) -> list[str]:
    """The best translation of each sentence; see `translating.translate`."""
    sources = [subwords.encode(sentence) for sentence in sentences]
    found = search_all(model, sources, direction.target, width=width, ranking=ranking)
    found = ranked(model, subwords, sources, found, direction, learned, ranking)
    return [subwords.decode(result.sentences[0].words) for result in found]


def metrics(
    model: Translator, subwords: Subwords, texts: Texts, directions: Sequence[Direction]
) -> dict[str, Any]:
    """Translate a split in every direction and compare; by name of the direction."""
    return {
        way.name: quality(model, subwords, texts, way, directions, lengths=False)[0]
        for way in directions
    }


def quality(
    model: Translator,
    subwords: Subwords,
    texts: Texts,
    direction: Direction,
    learned: Collection[Direction],
    *,
    lengths: bool = True,
) -> tuple[dict[str, Any], tuple[LengthGroup, ...]]:
    """Figures of one direction, and of short and long sources unless `lengths` is off."""
    source, wanted = texts[direction.source], texts[direction.target]
    made = translate_all(model, subwords, source, direction, learned)
    figures = compare(made, wanted) | {"parameters": sum(p.numel() for p in model.parameters())}
    if not lengths:
        return figures, ()
    groups = _by_length(source, made, wanted)
    for each in JOINED:
        together = [_joined(lines, each) for lines in (source, wanted)]
        longer = translate_all(model, subwords, together[0], direction, learned)
        groups += [_group(together[0], longer, together[1], each)] if longer else []
    return figures, tuple(groups)


def _by_length(
    source: Sequence[str], made: Sequence[str], wanted: Sequence[str]
) -> list[LengthGroup]:
    """Groups of sources with like numbers of words, shortest first; empty ones are left out."""
    group_of = np.digitize([len(line.split()) for line in source], EDGES)
    groups = []
    for number in range(len(EDGES) + 1):
        places = np.flatnonzero(group_of == number).tolist()
        if places:
            mine = [[text[n] for n in places] for text in (source, made, wanted)]
            groups.append(_group(mine[0], mine[1], mine[2]))
    return groups


def _joined(lines: Sequence[str], each: int) -> list[str]:
    """So many of the first captions one behind the other."""
    whole = min(len(lines), JOINED_FROM) // each * each
    return [" ".join(lines[at : at + each]) for at in range(0, whole, each)]


def _group(
    source: Sequence[str], made: Sequence[str], wanted: Sequence[str], joined: int = 1
) -> LengthGroup:
    words = float(np.mean([len(line.split()) for line in source]))
    return LengthGroup(round(words, 1), len(source), compare(made, wanted)["bleu"], joined)


def compare(made: Sequence[str], wanted: Sequence[str]) -> dict[str, Any]:
    """Measure detokenised translations against one reference each.

    Returns:
        bleu: Corpus BLEU, 0..100, with capitals as they are.
        bleu_lc: The same with everything in lower case.
        chrf: chrF2, 0..100.
        signature: How `bleu` was computed, as sacrebleu says it.
        signature_lc: Likewise `bleu_lc`.
    """
    from sacrebleu.metrics.bleu import BLEU  # only where it is measured: 6 MB of a server
    from sacrebleu.metrics.chrf import CHRF

    cased, lower, characters = BLEU(), BLEU(lowercase=True), CHRF()
    return {
        "bleu": round(cased.corpus_score(made, [wanted]).score, 2),
        "bleu_lc": round(lower.corpus_score(made, [wanted]).score, 2),
        "chrf": round(characters.corpus_score(made, [wanted]).score, 2),
        "signature": str(cased.get_signature()),
        "signature_lc": str(lower.get_signature()),
    }
