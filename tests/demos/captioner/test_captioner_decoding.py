"""Beam search finds what brute force finds, and its tree tells how."""

from __future__ import annotations

from itertools import product

import pytest
import torch
from torch import Tensor

from seqdemo.core.sampling import Sampling
from seqdemo.core.search_tree import BeamResult, Fate
from seqdemo.demos.captioner.decoder import CaptionDecoder, DecoderConfig
from seqdemo.demos.captioner.decoding import beam_search, draw
from seqdemo.demos.captioner.words import BOS, EOS, NEVER_SAID

SAYABLE = (4, 5, 6)


@pytest.fixture(params=["attention", "plain"])
def decoder(request: pytest.FixtureRequest) -> CaptionDecoder:
    torch.manual_seed(1)
    sizes = {"region_size": 6, "feature_size": 8, "embed_size": 6, "hidden_size": 8}
    made = CaptionDecoder(DecoderConfig(request.param, 7, attention_size=4, **sizes)).eval()
    for parameter in made.parameters():
        parameter.data *= 3  # opinions strong enough to differ
    return made


@pytest.fixture
def regions() -> Tensor:
    return torch.rand(5, 4, 6, generator=torch.Generator().manual_seed(2))


@torch.no_grad()
def log_probability(decoder: CaptionDecoder, regions: Tensor, words: tuple[int, ...]) -> float:
    """Of a whole sentence with its end, by plain reading."""
    read, said = torch.tensor([[[BOS, *words]]]), torch.tensor([*words, EOS])
    scores = decoder.score(decoder(regions[None], read))[0, 0].log_softmax(-1)
    return float(scores.gather(1, said[:, None]).sum())


def followed(result: BeamResult) -> dict[tuple[int, ...], float]:
    """Sentences of a tree with their log-probabilities, walked anew."""
    going: list[tuple[int, ...]] = [()]
    found = {}
    for considered in result.tree:
        for node in considered:
            if node.fate == Fate.FINISHED:
                found[going[node.parent]] = node.log_probability
        going = [(*going[n.parent], n.word) for n in considered if n.fate == Fate.KEPT]
    return found


@pytest.mark.parametrize("penalty", [0.0, 0.7, 1.0])
def test_a_wide_beam_finds_the_best_of_all_sentences(
    decoder: CaptionDecoder, regions: Tensor, penalty: float
) -> None:
    everything = [words for n in range(4) for words in product(SAYABLE, repeat=n)]
    for photo, result in zip(
        regions,
        beam_search(decoder, regions, width=60, length_penalty=penalty, longest=3),
        strict=True,
    ):
        scores = {
            w: log_probability(decoder, photo, w) / (len(w) + 1) ** penalty for w in everything
        }
        best = max(scores, key=lambda words: scores[words])
        assert result.sentences[0].words == best
        assert result.sentences[0].score == pytest.approx(scores[best], abs=1e-4)


def test_photos_together_are_photos_one_by_one(decoder: CaptionDecoder, regions: Tensor) -> None:
    together = beam_search(decoder, regions)
    for photo, result in zip(regions, together, strict=True):
        (alone,) = beam_search(decoder, photo[None])
        assert [c.words for c in result.sentences] == [c.words for c in alone.sentences]
        assert [len(step) for step in result.tree] == [len(step) for step in alone.tree]


def test_log_probabilities_are_those_of_the_network(
    decoder: CaptionDecoder, regions: Tensor
) -> None:
    for photo, result in zip(regions, beam_search(decoder, regions), strict=True):
        for caption in result.sentences:
            expected = log_probability(decoder, photo, caption.words)
            assert caption.log_probability == pytest.approx(expected, abs=1e-4)


def test_the_tree_holds_every_sentence_and_its_width(
    decoder: CaptionDecoder, regions: Tensor
) -> None:
    for result in beam_search(decoder, regions, width=3):
        sentences = {caption.words: caption.log_probability for caption in result.sentences}
        assert followed(result) == pytest.approx(sentences)
        for considered in result.tree:
            totals = [node.log_probability for node in considered]
            assert totals == sorted(totals, reverse=True)
            assert sum(node.fate == Fate.KEPT for node in considered) <= 3
            assert len(considered) <= 6
        assert sum(n.fate == Fate.FINISHED for step in result.tree for n in step) >= 1


def test_a_beam_of_one_is_greedy_and_so_is_temperature_zero(
    decoder: CaptionDecoder, regions: Tensor
) -> None:
    for photo, result in zip(regions, beam_search(decoder, regions, width=1), strict=True):
        words: list[int] = []
        while len(words) < 20:
            with torch.no_grad():
                read = torch.tensor([[[BOS, *words]]])
                scores = decoder.score(decoder(photo[None], read))[0, 0, -1]
            scores[list(NEVER_SAID)] = -torch.inf
            if scores.argmax() == EOS:
                break
            words.append(int(scores.argmax()))
        assert result.sentences[0].words == tuple(words)
        assert draw(decoder, photo, Sampling(temperature=0)) == tuple(words)


def test_a_prefix_is_kept_and_the_rest_follows_from_it(
    decoder: CaptionDecoder, regions: Tensor
) -> None:
    for photo, result in zip(regions, beam_search(decoder, regions, prefix=(6, 4, 6)), strict=True):
        assert all(caption.words[:3] == (6, 4, 6) for caption in result.sentences)
        expected = log_probability(decoder, photo, result.sentences[0].words)
        assert result.sentences[0].log_probability == pytest.approx(expected, abs=1e-4)
        drawn = draw(decoder, photo, Sampling(seed=3), prefix=(6, 4, 6))
        assert drawn[:3] == (6, 4, 6)


def test_the_prefix_it_would_choose_itself_changes_nothing(
    decoder: CaptionDecoder, regions: Tensor
) -> None:
    best = beam_search(decoder, regions[:1], width=1)[0].sentences[0]
    again = beam_search(decoder, regions[:1], width=1, prefix=best.words[:2])[0].sentences[0]
    assert again.words == best.words


def test_special_symbols_are_never_said(decoder: CaptionDecoder, regions: Tensor) -> None:
    decoder.bias.data[list(NEVER_SAID)] = 50.0
    for result in beam_search(decoder, regions):
        assert not {w for c in result.sentences for w in c.words} & {*NEVER_SAID, EOS}
    assert not set(draw(decoder, regions[0], Sampling(seed=1))) & {*NEVER_SAID, EOS}


def test_a_sentence_that_will_not_end_is_ended(decoder: CaptionDecoder, regions: Tensor) -> None:
    decoder.bias.data[EOS] = -50.0
    for result in beam_search(decoder, regions, longest=6):
        assert {len(caption.words) for caption in result.sentences} == {6}


def test_the_same_seed_draws_the_same_words(decoder: CaptionDecoder, regions: Tensor) -> None:
    decoder.bias.data[EOS] = -3.0
    drawn = [draw(decoder, regions[0], Sampling(seed=seed)) for seed in range(8)]
    assert drawn == [draw(decoder, regions[0], Sampling(seed=seed)) for seed in range(8)]
    assert len(set(drawn)) > 1


def test_more_length_penalty_never_makes_the_sentence_shorter(
    decoder: CaptionDecoder, regions: Tensor
) -> None:
    lengths = [
        [len(r.sentences[0].words) for r in beam_search(decoder, regions, length_penalty=penalty)]
        for penalty in (0.0, 0.5, 1.0, 2.0)
    ]
    for photo in zip(*lengths, strict=True):
        assert list(photo) == sorted(photo)
