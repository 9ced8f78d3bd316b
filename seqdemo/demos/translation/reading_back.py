"""Reading back: probability of a source given its translations.

A network that has learned both directions ranks its own translations also by the way back, as a
noisy channel does with two networks (Yee et al., "Simple and Effective Noisy Channel Modeling",
2019).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import torch
import torch.nn.functional as F

from seqdemo.core.ranking import Ranking
from seqdemo.core.search_tree import BeamResult, Sentence
from seqdemo.demos.translation.decoding import batch_of
from seqdemo.demos.translation.languages import Direction
from seqdemo.demos.translation.network import Translator
from seqdemo.demos.translation.pieces import PAD
from seqdemo.demos.translation.subwords import Subwords

AT_ONCE = 64
"""Translations that are read together: it bounds memory."""


@torch.inference_mode()
def source_log_probabilities(
    model: Translator,
    translations: Sequence[Sequence[int]],
    sources: Sequence[Sequence[int]],
    language: str,
) -> list[float]:
    """Log-probability of each source, with its end, as the translation of its translation, nats.

    Args:
        model: In evaluation mode; must have learned to translate into `language`.
        translations: Pieces of each translation.
        sources: Pieces of the source of each.
        language: Code of the sources' language.
    """
    found: list[float] = []
    device = next(model.parameters()).device
    for at in range(0, len(sources), AT_ONCE):
        read = batch_of(translations[at : at + AT_ONCE], language, device)
        # A sentence that is said begins and ends as one that is read: tag, pieces, EOS.
        said = batch_of(sources[at : at + AT_ONCE], language, device)
        logits = model.score(model(read, said[:, :-1])).float()
        lost = F.cross_entropy(
            logits.transpose(1, 2), said[:, 1:], ignore_index=PAD, reduction="none"
        )
        found += (-lost.sum(1)).tolist()
    return found


def ranked(
    model: Translator,
    subwords: Subwords,
    sources: Sequence[Sequence[int]],
    results: Sequence[BeamResult],
    direction: Direction,
    learned: Collection[Direction],
    ranking: Ranking,
) -> list[BeamResult]:
    """Searches with their finished sentences ordered also by the way back, if it was learned.

    Args:
        model: As in `source_log_probabilities`.
        subwords: Its pieces; a translation is read back as its text is cut in use.
        sources: Pieces of each source.
        results: The search for each.
        direction: Of the translations.
        learned: Directions that the model has learned.
        ranking: Makes the scores.
    """
    if direction.back not in learned or not ranking.read_back:
        return list(results)
    every = [(number, one) for number, result in enumerate(results) for one in result.sentences]
    texts = [subwords.encode(subwords.decode(one.words)) for _, one in every]
    read = [sources[number] for number, _ in every]
    back = source_log_probabilities(model, texts, read, direction.source)
    rows: list[list[Sentence]] = [[] for _ in results]
    for (number, one), returned in zip(every, back, strict=True):
        score = ranking.score(one.log_probability, len(one.words) + 1, returned)
        rows[number].append(replace(one, score=score, read_back=returned))
    return [
        replace(result, sentences=tuple(sorted(row, key=lambda one: -one.score)))
        for result, row in zip(results, rows, strict=True)
    ]
