"""Translations ranked also by how well the network finds the source in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
import translation_data
from translation_data import SENTENCES

from seqdemo.core.ranking import Ranking
from seqdemo.core.search_tree import BeamResult, as_json, from_json
from seqdemo.demos.translation.decoding import batch_of, search_all
from seqdemo.demos.translation.examples import SENTENCES as SHOWN
from seqdemo.demos.translation.languages import DIRECTIONS, Direction
from seqdemo.demos.translation.network import Translator
from seqdemo.demos.translation.pieces import EOS, TAGS
from seqdemo.demos.translation.query import BEST_RANKING, Translate
from seqdemo.demos.translation.reading_back import ranked, source_log_probabilities
from seqdemo.demos.translation.subwords import Subwords
from seqdemo.demos.translation.task import TASK

WAY = DIRECTIONS["en-de"]
BOTH = (WAY, WAY.back)
Searched = tuple[list[list[int]], list[BeamResult]]
Rank = Callable[[tuple[Direction, ...], Ranking], list[BeamResult]]
WITH_BACK = Ranking(length_reward=0.3, read_back=0.7)


@pytest.fixture
def searched(
    translator: Translator, subwords: Subwords
) -> tuple[list[list[int]], list[BeamResult]]:
    translator.bias.data[EOS] = 4.0  # an untrained network does not end by itself
    sources = [subwords.encode(line) for line in SENTENCES["en"][:3]]
    return sources, search_all(translator, sources, "de", width=4, ranking=WITH_BACK)


@pytest.fixture
def rank(translator: Translator, subwords: Subwords, searched: Searched) -> Rank:
    """Order what was searched, given the directions that were learned and a ranking."""
    return lambda learned, by: ranked(translator, subwords, *searched, WAY, learned, by)


def one_by_one(model: Translator, said: list[int], source: list[int]) -> float:
    """Log-probability of a source given a translation, piece by piece."""
    total = 0.0
    with torch.no_grad():
        for place, piece in enumerate([*source, EOS]):
            before = torch.tensor([[TAGS["en"], *source[:place]]])
            logits = model.score(model(batch_of([said], "en", torch.device("cpu")), before))
            total += float(logits[0, -1].log_softmax(-1)[piece])
    return total


def test_a_source_is_as_likely_as_piece_by_piece_whatever_stands_beside_it(
    translator: Translator, subwords: Subwords
) -> None:
    said = [subwords.encode(line) for line in SENTENCES["de"]]
    sources = [subwords.encode(line) for line in SENTENCES["en"]]
    found = source_log_probabilities(translator, said, sources, "en")
    expected = [one_by_one(translator, *pair) for pair in zip(said, sources, strict=True)]
    assert found == pytest.approx(expected, abs=1e-3)


def test_finished_translations_are_ordered_by_all_parts_of_their_score(
    translator: Translator, subwords: Subwords, searched: Searched, rank: Rank
) -> None:
    sources, results = searched
    found = rank(BOTH, WITH_BACK)
    for source, before, after in zip(sources, results, found, strict=True):
        assert after.tree == before.tree
        assert {one.words for one in after.sentences} == {one.words for one in before.sentences}
        scores = [one.score for one in after.sentences]
        assert scores == sorted(scores, reverse=True)
        for one in after.sentences:
            read = subwords.encode(subwords.decode(one.words))
            assert one.read_back == pytest.approx(one_by_one(translator, read, source), abs=1e-3)
            assert one.read_back is not None
            own = one.log_probability + 0.3 * (len(one.words) + 1)
            assert one.score == pytest.approx(own + 0.7 * one.read_back)
    orders = [[[one.words for one in each.sentences] for each in rows] for rows in (results, found)]
    assert orders[0] != orders[1]


def test_nothing_is_read_back_without_the_way_back_or_without_weight(
    searched: Searched, rank: Rank
) -> None:
    for learned, ranking in (((WAY,), WITH_BACK), (BOTH, Ranking())):
        assert rank(learned, ranking) == searched[1]


def test_what_was_read_back_is_kept_in_a_file(rank: Rank) -> None:
    found = rank(BOTH, WITH_BACK)
    assert [from_json(as_json(one)) for one in found] == found
    older = as_json(found[0]) | {"sentences": [[[4, 5], -1.5, -0.5]]}
    assert from_json(older).sentences[0].read_back is None


@translation_data.needs_weights
def test_a_translation_that_leaves_something_out_makes_the_sentence_unlikely() -> None:
    model = TASK.load("attention", torch.device("cpu"))
    subwords = TASK.known(model)
    for sentence in SHOWN["en"][:3]:
        made = TASK.predict(model, Translate(sentence, WAY.name))
        words = made.text.split()
        shorter = [" ".join([*words[:at], *words[at + 2 :]]) for at in range(1, len(words) - 2)]
        read = [subwords.encode(text) for text in (made.text, *shorter)]
        whole, *parts = source_log_probabilities(
            model, read, [subwords.encode(sentence)] * len(read), WAY.source
        )
        assert all(part < whole for part in parts), sentence


@translation_data.needs_weights
def test_each_network_reads_back_what_it_has_learned() -> None:
    for network, reads in (("attention", True), ("plain", False)):
        model = TASK.load(network, torch.device("cpu"))
        made = TASK.predict(model, Translate("Zwei Hunde rennen durch den Schnee.", "de-en"))
        assert all((one.read_back is not None) == reads for one in made.search.sentences)
    assert BEST_RANKING.read_back > 0
