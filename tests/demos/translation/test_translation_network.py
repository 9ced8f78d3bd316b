"""Encoder, decoder and search of tiny untrained translators."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.testing import assert_close
from translation_data import SENTENCES

from seqdemo.core.ranking import Ranking
from seqdemo.core.search_tree import BeamResult
from seqdemo.demos.translation.decoding import (
    batch_of,
    beam_search,
    search_all,
    start,
    step,
)
from seqdemo.demos.translation.network import Translator
from seqdemo.demos.translation.pieces import EOS, NEVER_SAID, PAD, TAGS
from seqdemo.demos.translation.reading import read_source, read_target
from seqdemo.demos.translation.subwords import Subwords

CPU = torch.device("cpu")


@pytest.fixture
def sources(subwords: Subwords) -> list[list[int]]:
    return [subwords.encode(line) for line in SENTENCES["en"]]


def said_by(model: Translator, source: list[int], said: tuple[int, ...]) -> float:
    """Log-probability of a translation with its end, by plain reading of the whole."""
    read = torch.tensor([[TAGS["de"], *said]])
    with torch.no_grad():
        logits = model.score(model(batch_of([source], "de", CPU), read))[0]
    targets = torch.tensor([*said, EOS])
    return float(logits.log_softmax(-1).gather(1, targets[:, None]).sum())


def found(model: Translator, sources: list[list[int]], **more: object) -> list[BeamResult]:
    asked = {"width": 3, "ranking": Ranking()} | more
    return beam_search(model, sources, "de", **asked)  # type: ignore[arg-type]


def test_padding_changes_nothing(translator: Translator, sources: list[list[int]]) -> None:
    whole = batch_of(sources, "de", CPU)
    said = torch.full((len(sources), 3), TAGS["de"])
    with torch.no_grad():
        together = translator(whole, said)
        for row, source in enumerate(sources):
            alone = translator(batch_of([source], "de", CPU), said[:1])
            assert_close(together[row], alone[0], atol=1e-5, rtol=0)


def test_the_tag_says_which_language_is_asked_for(
    translator: Translator, sources: list[list[int]]
) -> None:
    german, french = (batch_of(sources[:1], code, CPU) for code in ("de", "fr"))
    assert german[0, 0] == TAGS["de"] and torch.equal(german[:, 1:], french[:, 1:])
    vectors = [translator.encode(each).vector for each in (german, french)]
    assert not torch.allclose(*vectors)


def test_attention_is_shared_among_what_is_there(
    translator: Translator, sources: list[list[int]]
) -> None:
    memory = translator.encode(batch_of(sources, "de", CPU))
    seen, weights = translator.look(torch.randn(len(sources), 4, 9), memory)
    if translator.attention is None:
        assert weights is None
        assert_close(seen, memory.vector[:, None].expand(-1, 4, -1))
        return
    assert weights is not None
    assert_close(weights.sum(-1), torch.ones(len(sources), 4))
    assert not weights.transpose(1, 2)[~memory.there].any()


def test_steps_say_what_whole_sentences_say(
    translator: Translator, sources: list[list[int]]
) -> None:
    batch, read = batch_of(sources, "de", CPU), torch.randint(6, 40, (len(sources), 5))
    with torch.no_grad():
        whole = translator(batch, read)
        memory = translator.encode(batch)
        state, outputs = start(translator, memory, 1), list[Tensor]()
        for piece in read.unbind(1):
            made = step(translator, piece[:, None], state, memory)
            state = made.state
            outputs.append(made.output)
    assert_close(torch.cat(outputs, dim=1), whole, atol=1e-5, rtol=0)


def test_log_probabilities_of_the_search_are_the_networks(
    translator: Translator, sources: list[list[int]]
) -> None:
    for source, result in zip(sources, found(translator, sources), strict=True):
        for sentence in result.sentences:
            assert not {*sentence.words} & {*NEVER_SAID, EOS}
            expected = said_by(translator, source, sentence.words)
            assert sentence.log_probability == pytest.approx(expected, abs=1e-3)


def test_many_sentences_together_are_sentences_one_by_one(
    translator: Translator, sources: list[list[int]]
) -> None:
    translator.bias.data[EOS] = 6.0  # a batch gives short sentences more time than they would have
    together = search_all(translator, sources, "de", width=3, ranking=Ranking(1.0))
    for source, result in zip(sources, together, strict=True):
        (alone,) = found(translator, [source], ranking=Ranking(1.0))
        assert [s.words for s in result.sentences] == [s.words for s in alone.sentences]


def test_a_prefix_is_kept(translator: Translator, sources: list[list[int]]) -> None:
    (result,) = found(translator, sources[:1], prefix=(20, 21))
    assert {sentence.words[:2] for sentence in result.sentences} == {(20, 21)}


def test_a_trace_has_the_scores_of_the_search_and_every_state(
    translator: Translator, subwords: Subwords, sources: list[list[int]]
) -> None:
    (result,) = found(translator, sources[1:2])
    best = result.sentences[0]
    memory, encoder = read_source(translator, subwords, sources[1], "de")
    trace = read_target(translator, subwords, memory, encoder, best.words, "de")
    assert trace.logits is not None and trace.upstream is encoder
    rows = torch.from_numpy(trace.logits).log_softmax(-1)
    total = rows.gather(1, torch.tensor([*best.words, EOS])[:, None]).sum()
    assert float(total) == pytest.approx(best.log_probability, abs=1e-3)
    assert [layer.hidden_size for layer in trace.layers] == [9, 9]
    assert [layer.direction for layer in encoder.layers] == ["forward", "backward"] * 2
    assert encoder.inputs[0] == "<de>" and encoder.inputs[-1] == "</s>"
    forward, backward = encoder.layers[-2:]
    handed = torch.tensor([*forward.hidden[-1], *backward.hidden[0]])
    assert_close(memory.vector[0], handed, atol=1e-5, rtol=0)


def test_a_pinned_step_looks_there_alone_and_what_was_before_stays(
    translator: Translator, subwords: Subwords, sources: list[list[int]]
) -> None:
    memory, encoder = read_source(translator, subwords, sources[1], "de")
    said = (20, 21, 22)
    free = read_target(translator, subwords, memory, encoder, said, "de")
    held = read_target(translator, subwords, memory, encoder, said, "de", pinned=(2, 4))
    assert free.logits is not None and held.logits is not None
    if translator.attention is None:
        assert (free.logits == held.logits).all()
        return
    assert held.attention is not None and held.attention[2].argmax() == 4
    assert held.attention[2, 4] == 1.0 and free.attention is not None
    assert (held.attention[[0, 1, 3]] == free.attention[[0, 1, 3]]).all()
    assert (free.logits[:2] == held.logits[:2]).all()
    assert abs(free.logits[2:] - held.logits[2:]).max() > 1e-3
    (result,) = found(translator, [sources[1]], width=1, prefix=said[:2], pinned=(2, 4))
    row = held.logits[2].copy()
    row[list(NEVER_SAID)] = -float("inf")
    expected = int(row.argmax())
    assert result.tree[2][0].word == expected


def test_dropout_is_off_in_use_and_on_in_training(
    translator: Translator, sources: list[list[int]]
) -> None:
    batch, read = batch_of(sources, "de", CPU), torch.full((len(sources), 4), 20)
    with torch.no_grad():
        assert_close(translator(batch, read), translator(batch, read))
        translator.train()
        assert not torch.allclose(translator(batch, read), translator(batch, read))


def test_the_padding_piece_is_never_learned(
    translator: Translator, sources: list[list[int]]
) -> None:
    assert not translator.embedding.weight[PAD].any()
