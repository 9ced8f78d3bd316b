"""Accuracy and calibration on freshly drawn words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import torch

from seqdemo.core.metrics import expected_calibration_error
from seqdemo.demos.word_reader.calibration import PRIOR
from seqdemo.demos.word_reader.data import DrawnWords, Mix, Split
from seqdemo.demos.word_reader.network import WordReader
from seqdemo.demos.word_reader.reading import SURE
from seqdemo.demos.word_reader.states import Read, answers, read, read_texts
from seqdemo.demos.word_reader.words import anagram_groups
from seqdemo.handwriting.hand import Pen

CLEAN = Mix(non_words=0.0, scribbles=0.0, commoner_first=0.0, wrong_cells=0)
HANDS = 3  # times each word is drawn


def metrics(reader: WordReader, words: Sequence[str], split: Split) -> dict[str, Any]:
    """Measure one network.

    Returns:
        word_accuracy: every known word in 3 fresh hands, right at its last letter.
        noisy_word_accuracy: the same with two wrong cells in every letter.
        anagram_accuracy: pairs of words of the same letters, each in 3 hands, told apart: in both
            drawings the word that was drawn is likelier than the other.
        anagram_words: of the same pairs, how many are read right, both words against all others.
        held_out_hand_accuracy: every word in 3 hands whose letter shapes were never trained on.
        letter_accuracy, held_out_letter_accuracy: letters seen rightly, of the same drawings.
        non_word_accuracy: strings outside the list, half of them one letter away from a word,
            answered "not a word I know"; `words.NonWords` makes them.
        confident_wrong: of those strings, how many are called a word with probability >= 0.9.
        expected_calibration_error: over words and non-words as visitors draw them, 15 bins.
        hard_calibration_error: the same with one string in five outside the list.
        parameters: numbers in the network.

    Shares are 0..1.
    """
    clean = DrawnWords(words, split, mix=CLEAN)
    noisy = DrawnWords(words, split, mix=CLEAN, pen=Pen(wrong_cells=2))
    strange = DrawnWords(words, split, mix=CLEAN, writers="held_out")
    all_words = list(words) * HANDS
    word, letter = accuracies(reader, read_texts(reader, clean, all_words))
    noisy_word, _ = accuracies(reader, read_texts(reader, noisy, all_words))
    held_word, held_letter = accuracies(reader, read_texts(reader, strange, all_words))
    confident, refused = _non_words(reader, DrawnWords(words, split, mix=_only_non_words()))
    apart, both_right = _anagrams(reader, clean, words)
    return {
        "word_accuracy": word,
        "noisy_word_accuracy": noisy_word,
        "anagram_accuracy": apart,
        "anagram_words": both_right,
        "held_out_hand_accuracy": held_word,
        "letter_accuracy": letter,
        "held_out_letter_accuracy": held_letter,
        "non_word_accuracy": refused,
        "confident_wrong": confident,
        "expected_calibration_error": _calibration(reader, DrawnWords(words, split, mix=PRIOR)),
        "hard_calibration_error": _calibration(reader, DrawnWords(words, split)),
        "parameters": sum(p.numel() for p in reader.parameters()),
    }


def _only_non_words() -> Mix:
    return Mix(non_words=1.0, scribbles=0.0, commoner_first=0.0, wrong_cells=0)


@torch.no_grad()
def accuracies(reader: WordReader, batches: Iterator[Read]) -> tuple[float, float]:
    """Shares of words right at the last letter, and of letters right at their step."""
    words, letters = [], []
    for batch in batches:
        words.append(answers(reader, batch).argmax(-1) == batch.words)
        seen = reader.letters(batch.hidden[batch.real]).argmax(-1)
        letters.append(seen == batch.letters[batch.real])
    return _share(torch.cat(words)), _share(torch.cat(letters))


@torch.no_grad()
def _anagrams(reader: WordReader, data: DrawnWords, words: Sequence[str]) -> tuple[float, float]:
    """Shares of anagram pairs told apart, and of those whose words are both read right."""
    pairs = [pair for group in anagram_groups(words) for pair in combinations(group, 2)] * HANDS
    texts = [word for pair in pairs for word in pair]
    number = {word: n for n, word in enumerate(words)}
    partner = torch.tensor([number[word] for a, b in pairs for word in (b, a)])
    apart, right, first = [], [], 0
    for batch in read_texts(reader, data, texts, first=1 << 20):
        p, rows = answers(reader, batch), torch.arange(len(batch.words), device=batch.words.device)
        rivals = partner[first : first + len(rows)].to(rows.device)
        apart.append(p[rows, batch.words] > p[rows, rivals])
        right.append(p.argmax(-1) == batch.words)
        first += len(rows)
    both = [_share(torch.cat(hits).view(-1, 2).all(1)) for hits in (apart, right)]
    return both[0], both[1]


@torch.no_grad()
def _non_words(reader: WordReader, data: DrawnWords) -> tuple[float, float]:
    """Shares of non-words confidently called a word, and rightly refused."""
    batches = read(reader, data, range(6000))
    probabilities = torch.cat([answers(reader, b) for b in batches])
    p, answer = probabilities.max(-1)
    called = answer != probabilities.shape[1] - 1
    return _share(called & (p >= SURE)), _share(~called)


@torch.no_grad()
def _calibration(reader: WordReader, data: DrawnWords) -> float:
    confidence, right = [], []
    for batch in read(reader, data, range(10_000)):
        p, answer = answers(reader, batch).max(-1)
        confidence.append(p)
        right.append(answer == batch.words)
    error = expected_calibration_error(
        torch.cat(confidence).cpu().numpy(), torch.cat(right).cpu().numpy()
    )
    return round(error, 4)


def _share(hits: torch.Tensor) -> float:
    return round(float(hits.float().mean()), 4)
