"""What a network writes or reads by itself: the same every time, and every state its own."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from seqdemo.analysis.corpus import LEVELS
from seqdemo.analysis.saturation import saturations
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.corpus import read_corpus as read_text_corpus
from seqdemo.demos.shakespeare.corpus import write_corpus
from seqdemo.demos.word_reader.corpus import read_corpus
from seqdemo.demos.word_reader.network import WordReader, WordReaderConfig
from seqdemo.demos.word_reader.properties import word_properties
from seqdemo.models.pen.sampler import PenWeights
from seqdemo.models.text_writer import TextWriter, TextWriterConfig

KNOWN = Vocabulary(("\n", "a", "b", "c"))
CELLS = ("rnn", "gru", "lstm")


def writer(cell: str) -> TextWriter:
    torch.manual_seed(0)
    return TextWriter(TextWriterConfig(cell, len(KNOWN), 4, 6, 2)).eval()  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", CELLS)
def test_the_states_of_a_written_corpus_are_the_networks_own(cell: str) -> None:
    made, told = writer(cell), []
    corpus = write_corpus(PenWeights.of(made), KNOWN, told.append, texts=3, length=60)
    assert corpus.layers[0].starts.tolist() == [0, 60, 120]
    text = "".join(corpus.layers[0].labels[60:120])
    assert text[0] == "\n" and len(set(text)) > 1
    layers, _ = made.trace(torch.from_numpy(KNOWN.encode(text)))
    for one, layer in zip(corpus.layers, layers, strict=True):
        assert_allclose(one.states[:, 60:120].T / LEVELS, layer.hidden, atol=0.6 / LEVELS)
    assert told and told == sorted(told) and 0 <= told[0] <= told[-1] <= 1


def test_saturation_of_a_written_corpus_is_that_of_its_traces() -> None:
    made = writer("lstm")
    with torch.no_grad():
        made.recurrent.fused.bias_ih_l0[6:12] = 3.0
    corpus = write_corpus(PenWeights.of(made), KNOWN, texts=2, length=40)
    text = "".join(corpus.layers[0].labels)
    both = [made.trace(torch.from_numpy(KNOWN.encode(part)))[0] for part in (text[:40], text[40:])]
    expected = saturations(both[0][0])["forget"].joined(saturations(both[1][0])["forget"])
    assert_allclose(corpus.saturation[0]["forget"].right, expected.right, atol=1e-6)
    assert expected.right.max() > 0


def test_a_corpus_is_the_same_every_time() -> None:
    one, two = (
        write_corpus(PenWeights.of(writer("gru")), KNOWN, texts=2, length=30) for _ in range(2)
    )
    assert one.layers[0].labels == two.layers[0].labels
    assert_array_equal(one.layers[1].states, two.layers[1].states)


@pytest.mark.parametrize("cell", CELLS)
def test_a_text_is_read_with_the_state_carried_from_piece_to_piece(cell: str) -> None:
    made, told, text = writer(cell), [], "abc\ncab" * 20
    with torch.no_grad():
        made.recurrent.fused.weight_hh_l0 *= 4  # what was long ago still shows
    corpus = read_text_corpus(made, KNOWN, text + "a", told.append, longest=140, piece=33)
    layers, _ = made.trace(torch.from_numpy(KNOWN.encode(text)))
    for one, found, layer in zip(corpus.layers, corpus.saturation, layers, strict=True):
        assert "".join(one.labels) == text and one.starts.tolist() == [0]
        assert_allclose(one.states.T / LEVELS, layer.hidden, atol=0.6 / LEVELS)
        whole = saturations(layer)
        assert set(found) == set(whole)
        for name, gate in whole.items():
            assert found[name].steps == 140
            assert_allclose(found[name].left, gate.left, atol=1e-5)
            assert_allclose(found[name].right, gate.right, atol=1e-5)
    assert told == sorted(told) and told[-1] == 1.0


@pytest.mark.parametrize(("text", "said"), [("", "no text"), ("abé", "é")])
def test_a_text_that_cannot_be_read_is_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_text_corpus(writer("gru"), KNOWN, text)


@pytest.mark.parametrize("cell", CELLS)
def test_read_words_keep_their_states_and_letters(cell: str) -> None:
    torch.manual_seed(0)
    reader = WordReader(WordReaderConfig(cell, ("said", "a", "the"), 9, 8, 2)).eval()  # type: ignore[arg-type]
    corpus = read_corpus(reader, words=20, traced=5)
    layer = corpus.layers[0]
    assert len(layer.starts) == 20 and layer.starts[0] == 0 and layer.hidden_size == 9
    assert {
        "".join(layer.labels[a:b]) for a, b in zip(layer.starts, layer.starts[1:], strict=False)
    }
    again = read_corpus(reader, words=20, traced=5)
    assert again.layers[0].labels == layer.labels
    assert (
        set(corpus.saturation[0])
        == {
            "rnn": set(),
            "gru": {"reset", "update"},
            "lstm": {"input", "forget", "output"},
        }[cell]
    )
    found = word_properties(layer)
    assert found["place"].values[layer.starts].tolist() == [1] * 20
    assert found["first"].values.sum() == 20
    assert found["last"].values.sum() == 20
    lengths = np.diff(np.append(layer.starts, len(layer)))
    assert found["length"].values[layer.starts].tolist() == lengths.tolist()
    assert found["length"].values[layer.starts + lengths - 1].tolist() == lengths.tolist()
    assert not found["place"].binary and not found["length"].binary and found["last"].binary
    assert sum(found[letter].values.sum() for letter in set(layer.labels)) == len(layer)
    assert not found["after_s"].values[layer.starts].any()
    assert all(one.values.dtype == np.float32 for one in found.values())
