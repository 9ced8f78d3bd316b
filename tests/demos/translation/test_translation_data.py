"""Sentences, pieces and training batches of the translator."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
import translation_data
from translation_data import SENTENCES

from seqdemo.demos.translation.data import read_split
from seqdemo.demos.translation.languages import DIRECTIONS
from seqdemo.demos.translation.pieces import EOS, PAD, TAGS, shown, text_of, word_starts
from seqdemo.demos.translation.subwords import Subwords, learn_pieces, words_of
from seqdemo.demos.translation.training_data import TrainingBatches, ragged

CUTS_OF_SEED_1 = [
    [["▁s", "n", "o", "w"], ["▁S", "ch", "ne", "e", "."]],
    [["▁s", "n", "o", "w"], ["▁S", "ch", "ne", "e", "."]],
    [["▁", "s", "n", "o", "w"], ["▁", "S", "ch", "n", "e", "e", "."]],
    [["▁s", "n", "o", "w"], ["▁S", "ch", "ne", "e", "."]],
]

ALL = dict.fromkeys(DIRECTIONS.values(), 1.0)


def batches(subwords: Subwords, *, pieces: int = 40, seed: int = 0) -> TrainingBatches:
    return TrainingBatches(SENTENCES, subwords, ALL, pieces=pieces, passes=3, seed=seed)


def test_a_split_is_read_by_either_of_its_names(tmp_path: Path) -> None:
    root = translation_data.make(tmp_path)
    assert read_split(root, "valid") == read_split(root, "val") == SENTENCES
    assert read_split(root, "test")["fr"] == SENTENCES["fr"]


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    root = translation_data.make(tmp_path)
    with pytest.raises(ValueError, match="there are: test_2016_flickr, train, val"):
        read_split(root, "holidays")
    with pytest.raises(FileNotFoundError, match="--data"):
        read_split(tmp_path / "nothing", "train")
    (root / "val.de").write_text("Nur ein Satz.\n", "utf-8")
    with pytest.raises(ValueError, match=r"6 in .en, 1 in .de"):
        read_split(root, "val")


def test_pieces_give_the_sentence_back_and_are_learned_alike_every_time(subwords: Subwords) -> None:
    again = learn_pieces(translation_data.every_sentence(), translation_data.PIECES)
    assert again == subwords.file
    for sentence in translation_data.every_sentence():
        numbers = subwords.encode(sentence)
        assert subwords.decode(numbers) == sentence
        assert text_of(subwords.pieces[n] for n in numbers) == sentence


def test_the_special_symbols_stand_where_they_should_and_no_text_can_name_them(
    subwords: Subwords,
) -> None:
    assert subwords.pieces[PAD] == "<pad>" and subwords.pieces[EOS] == "</s>"
    assert {code: subwords.pieces[number] for code, number in TAGS.items()} == {
        "en": "<en>",
        "de": "<de>",
        "fr": "<fr>",
    }
    assert not set(subwords.encode("<de> </s> <pad>")) & {PAD, EOS, *TAGS.values()}


def test_words_cut_at_random_are_still_the_words(subwords: Subwords) -> None:
    words = words_of(SENTENCES["de"][3])
    cut = subwords.cut(words, 8, seed=1)
    assert cut == subwords.cut(words, 8, seed=1)
    assert len({tuple(map(tuple, time)) for time in cut}) > 1
    for time in cut:
        assert " ".join(subwords.decode(word) for word in time) == SENTENCES["de"][3]


def test_cuts_leave_merges_out_by_chance_and_without_it_are_those_in_use(
    subwords: Subwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [line for some in SENTENCES.values() for line in some]
    words = sorted({word for line in lines for word in words_of(line)})
    usual = [subwords.encode(word) for word in words]
    longer = sum(map(len, subwords.cut(words, 1, seed=0)[0])) / sum(map(len, usual))
    assert longer > 1.05
    monkeypatch.setattr("seqdemo.demos.translation.subwords.PIECE_DROPOUT", 0.0)
    assert subwords.cut(words, 1, seed=0) == [usual]


def test_cuts_are_the_same_in_every_process(subwords: Subwords) -> None:
    """SentencePiece's own random numbers, which are not, would fail here."""
    cut = subwords.cut(["snow", "Schnee."], 4, seed=1)
    assert [[[subwords.pieces[n] for n in word] for word in time] for time in cut] == CUTS_OF_SEED_1


def test_pieces_are_shown_as_people_read_them() -> None:
    assert [shown(piece) for piece in ("▁man", "ning", "▁", "</s>", "<de>", "<unk>")] == [
        "man",
        "·ning",
        "␣",
        "■ end",
        "→ German",
        "?",
    ]
    assert text_of(("<de>", "▁A", "▁run", "ner", ".", "</s>")) == "A runner."
    assert word_starts(("<de>", "▁A", "▁run", "ner", "</s>")) == [0, 1, 2, 4]


def test_rows_of_different_lengths_are_picked_and_padded() -> None:
    rows = ragged([[1, 2, 3], [], [4], [5, 6]])
    picked = rows.rows(torch.tensor([3, 1, 0]))
    assert picked.values.tolist() == [5, 6, 1, 2, 3]
    assert picked.lengths.tolist() == [2, 0, 3]
    assert rows.padded(torch.tensor([0, 2]), 3).tolist() == [[1, 2, 3], [4, PAD, PAD]]
    assert rows.padded(torch.tensor([0]), 2).tolist() == [[1, 2]]


def test_a_pass_holds_every_pair_once_in_every_direction(subwords: Subwords) -> None:
    data = batches(subwords)
    pairs = []
    for index in range(data.per_pass):
        sources, targets = data[index]
        for source, target in zip(sources.tolist(), targets.tolist(), strict=True):
            assert source[0] == target[0] and target[0] in TAGS.values()
            for row in (source, target):
                end = row.index(EOS)
                assert PAD not in row[:end] and set(row[end + 1 :]) <= {PAD}
            pairs.append((source[0], subwords.decode(source), subwords.decode(target)))
    expected = [
        (TAGS[way.target], one, other)
        for way in DIRECTIONS.values()
        for one, other in zip(SENTENCES[way.source], SENTENCES[way.target], strict=True)
    ]
    assert sorted(pairs) == sorted(expected)


def test_batches_come_again_from_seed_and_place_and_differ_from_pass_to_pass(
    subwords: Subwords,
) -> None:
    data, again = batches(subwords), batches(subwords)
    last = len(data) - 1
    for index in (0, data.per_pass, last, 0):
        for ours, theirs in zip(data[index], again[index], strict=True):
            assert torch.equal(ours, theirs)
    first = [tensor.tolist() for tensor in data[0]]
    assert first != [tensor.tolist() for tensor in data[data.per_pass]]
    assert first != [tensor.tolist() for tensor in batches(subwords, seed=1)[0]]


def test_targets_are_cut_as_in_use_if_wanted_and_sources_at_random(subwords: Subwords) -> None:
    data = TrainingBatches(SENTENCES, subwords, ALL, pieces=40, passes=9, seed=0, usual=True)
    usual = {tuple(subwords.encode(line)) for lines in SENTENCES.values() for line in lines}
    sources = set()
    for index in range(len(data)):
        read, said = data[index]
        for row in said.tolist():
            assert tuple(row[1 : row.index(EOS)]) in usual
        sources |= {tuple(row[1 : row.index(EOS)]) for row in read.tolist()}
    assert len(sources - usual) > len(usual)


def test_a_batch_has_sentences_of_like_length(subwords: Subwords) -> None:
    data = batches(subwords, pieces=30)
    filled = [
        float((targets != PAD).float().mean()) for _, targets in map(data.__getitem__, range(5))
    ]
    assert min(filled) > 0.6
