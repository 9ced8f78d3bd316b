"""What an output depends on, and what becomes of it when someone reaches in."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from seqdemo.core.intervention import Blend, Clamp, Freeze
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import Trace
from seqdemo.core.trace_difference import divergence
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare import saliency as of_writer
from seqdemo.demos.shakespeare.interventions import Intervene, intervene
from seqdemo.demos.word_reader import interventions as of_reader_interventions
from seqdemo.demos.word_reader import saliency as of_reader
from seqdemo.demos.word_reader.examples import AIDS, SAID
from seqdemo.demos.word_reader.network import WordReader, WordReaderConfig
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.models.text_writer import TextWriter, TextWriterConfig

KNOWN = Vocabulary(("\n", "a", "b", "c"))
CELLS = ("rnn", "gru", "lstm")
TEXT = "abacabca"


def writer(cell: str) -> TextWriter:
    torch.manual_seed(0)
    made = TextWriter(TextWriterConfig(cell, len(KNOWN), 4, 6, 2)).eval()  # type: ignore[arg-type]
    with torch.no_grad():
        made.head.weight.mul_(3)
    return made


def reading(made: TextWriter, text: str = TEXT) -> Trace:
    layers, logits = made.trace(torch.from_numpy(KNOWN.encode(text)))
    return Trace(tuple(text), layers, logits.numpy(), KNOWN.symbols)


@pytest.mark.parametrize("cell", CELLS)
def test_the_influence_of_every_character_is_autograds(cell: str) -> None:
    made, step = writer(cell), 5
    features = made.embedding(torch.from_numpy(KNOWN.encode(TEXT))).detach().requires_grad_()
    logits = made.head(made.recurrent(features[None])[0])[0]
    logits[step].log_softmax(-1)[2].backward()
    found = of_writer.saliency(made, KNOWN, reading(made), step, "b")
    assert features.grad is not None
    assert_allclose(found.norms, features.grad.norm(dim=1), atol=1e-5)
    assert_allclose(found.products, (features.grad * features).sum(1).detach(), atol=1e-5)
    assert found.log_probability == pytest.approx(
        float(logits[step].detach().log_softmax(-1)[2]), abs=1e-5
    )
    assert found.name == "b" and len(found.states) == 2 and not found.norms[6:].any()


def test_the_likeliest_is_asked_unless_another_is_and_the_window_cuts() -> None:
    made = writer("lstm")
    trace = reading(made)
    assert trace.logits is not None
    found = of_writer.saliency(made, KNOWN, trace, 7, window=3)
    assert found.name == KNOWN.symbols[int(trace.logits[7].argmax())]
    assert not found.norms[:5].any() and found.norms[5:].all()
    with pytest.raises(ValueError, match="no number 8"):
        of_writer.saliency(made, KNOWN, trace, 8)


@pytest.fixture(scope="module")
def reader() -> WordReader:
    torch.manual_seed(0)
    return WordReader(WordReaderConfig("gru", ("said", "aids", "a"), 9, 8, 2)).eval()


def drawn(reader: WordReader, drawing: tuple[str, ...] = SAID) -> Trace:
    grids = torch.from_numpy(ReadWord(drawing).grids())
    layers = reader.recurrent.trace(reader.see(grids).detach())
    return Trace(tuple("said"), layers, extras={"grids": grids.numpy()})


def test_the_influence_of_every_letter_is_autograds(reader: WordReader) -> None:
    grids = torch.from_numpy(ReadWord(SAID).grids()).requires_grad_()
    log_p = reader.words(reader(grids[None])[0, -1], ended=True)
    log_p[1].backward()
    found = of_reader.saliency(reader, drawn(reader), 3, "aids")
    assert grids.grad is not None
    assert_allclose(found.norms, grids.grad.reshape(4, -1).norm(dim=1), atol=1e-5)
    assert_allclose(found.products, (grids.grad * grids).sum((1, 2)).detach(), atol=1e-5)
    assert found.log_probability == pytest.approx(float(log_p[1].detach()), abs=1e-5)
    with pytest.raises(ValueError, match="not a word"):
        of_reader.saliency(reader, drawn(reader), 3, "xyzzy")


# Reaching in


@pytest.mark.parametrize("cell", CELLS)
def test_untouched_the_text_is_the_networks_own(cell: str) -> None:
    made = writer(cell)
    trace = intervene(made, KNOWN, Intervene("ab", 30, sampling=Sampling(seed=4)))
    again = reading(made, "".join(trace.inputs))
    assert "".join(trace.inputs[:2]) == "ab" and len(trace) == 32
    assert_allclose(trace.logits, again.logits, atol=1e-4)
    for mine, theirs in zip(trace.layers, again.layers, strict=True):
        assert_allclose(mine.hidden, theirs.hidden, atol=1e-5)


def test_the_same_luck_and_a_change_from_its_step_on() -> None:
    made = writer("lstm")
    luck = Sampling(seed=4)
    plain = Intervene("abab", 60, sampling=luck)
    reach = (Clamp(1, tuple(range(6)), 20, 0.9), Freeze(0, "forget", 20, 0.0))
    before = intervene(made, KNOWN, plain)
    after = intervene(made, KNOWN, Intervene("abab", 60, "lstm", luck, reach))
    assert divergence(before.inputs, after.inputs) > 20
    assert_array_equal(before.layers[1].hidden[:20], after.layers[1].hidden[:20])
    assert_array_equal(after.layers[1].hidden[20:], np.float32(0.9))
    assert before.inputs == intervene(made, KNOWN, plain).inputs


def test_a_transplant_makes_the_network_go_on_as_after_the_donor() -> None:
    made = writer("gru")
    donor = reading(made, "cccab")
    asked = Intervene("ab", 5, interventions=(Blend(2, 1.0),), donor="ccca")
    trace = intervene(made, KNOWN, asked)
    alone = reading(made, "ccca" + "".join(trace.inputs[2:]))
    assert_allclose(trace.layers[1].hidden[2:], alone.layers[1].hidden[4:], atol=1e-5)
    assert len(donor) == 5
    with pytest.raises(ValueError, match="no other state"):
        intervene(made, KNOWN, Intervene("ab", 5, interventions=(Blend(2),)))
    with pytest.raises(ValueError, match="at least one character"):
        intervene(made, KNOWN, Intervene("", 5))


def test_a_reader_untouched_says_what_it_says_and_reached_into_another_thing(
    reader: WordReader,
) -> None:
    query = ReadWord(SAID)
    plain = of_reader_interventions.intervene(reader, query)
    hidden = reader(torch.from_numpy(query.grids())[None])
    expected = reader.words(hidden, ended=True)[0, -1].exp()
    assert_allclose(plain.layers[0].hidden, hidden[0].detach(), atol=1e-5)
    assert plain.logits is not None
    assert_allclose(np.exp(plain.logits[-1]), expected.detach(), atol=1e-5)
    held = of_reader_interventions.intervene(reader, query, (Clamp(0, (0, 1), 2, 0.5),))
    assert_array_equal(held.layers[0].hidden[2:, :2], 0.5)
    other = of_reader_interventions.intervene(reader, query, (Blend(0, 1.0),), ReadWord(AIDS))
    assert np.abs(other.layers[0].hidden - plain.layers[0].hidden).max() > 0.01


def test_texts_part_where_they_first_differ() -> None:
    assert (
        divergence("abc", "abd") == 2 and divergence("ab", "abc") == 2 and divergence("x", "y") == 0
    )
