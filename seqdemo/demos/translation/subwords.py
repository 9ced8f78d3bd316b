"""Subword pieces: byte-pair encoding by SentencePiece.

Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword Units", 2016.
While training, words are cut at random (BPE-dropout; Provilkov, Emelianenko and Voita, 2020): a
network that has seen `dog` also as `d og` knows what its parts may mean.
"""

from __future__ import annotations

import io
import math
import random
import unicodedata
from collections.abc import Callable, Iterable, Sequence

import sentencepiece
from numpy.random import SeedSequence

from seqdemo.demos.translation.pieces import EOS, MARK, PAD, TAGS, UNKNOWN

VOCAB_SIZE = 5_000
PIECES_FILE = "pieces.model"
PIECE_DROPOUT = 0.1
"""Share of merges left out where words are cut at random."""


def learn_pieces(sentences: Iterable[str], vocab_size: int = VOCAB_SIZE) -> bytes:
    """Learn subword pieces; the same sentences give the same file."""
    file = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_writer=file,
        model_type="bpe",
        vocab_size=vocab_size,
        character_coverage=1.0,
        pad_id=PAD,
        unk_id=UNKNOWN,
        eos_id=EOS,
        bos_id=-1,
        control_symbols=[f"<{code}>" for code in TAGS],
        num_threads=1,
        minloglevel=2,
    )
    return file.getvalue()


class Subwords:
    """Sentences to numbers of pieces and back.

    Args:
        file: What `learn_pieces` gave.
    """

    def __init__(self, file: bytes) -> None:
        self.file = file
        self._processor = sentencepiece.SentencePieceProcessor(model_proto=file)
        self.pieces: tuple[str, ...] = tuple(
            self._processor.id_to_piece(number) for number in range(len(self))
        )
        self._numbers = {piece: number for number, piece in enumerate(self.pieces)}
        self._scores = {
            piece: self._processor.get_score(number)
            for number, piece in enumerate(self.pieces)
            if not (self._processor.is_control(number) or self._processor.is_unknown(number))
        }

    def __len__(self) -> int:
        return int(self._processor.vocab_size())

    def encode(self, sentence: str) -> list[int]:
        """Numbers of the pieces of a sentence."""
        return list(self._processor.encode(sentence))

    def decode(self, numbers: Sequence[int]) -> str:
        """The sentence made of pieces, with its spaces and capitals."""
        return str(self._processor.decode(list(numbers)))

    def cut(self, words: Sequence[str], times: int, seed: int) -> list[list[list[int]]]:
        """Cut words at random.

        Args:
            words: Without spaces.
            times: How often each is cut.
            seed: Of the cuts.

        Returns:
            Pieces of every word, for each time.
        """
        # SentencePiece samples, too, but its random numbers are others in every process.
        draws = (random.Random(int(once)) for once in SeedSequence(seed).generate_state(times))
        normal = [MARK + self._processor.normalize(word).lstrip(MARK) for word in words]
        return [[self._merged(word, draw.random) for word in normal] for draw in draws]

    def _merged(self, word: str, draw: Callable[[], float]) -> list[int]:
        """Pieces of a word: the best merge first, each left out of a round by chance."""
        parts = list(word)
        while True:
            best, at = -math.inf, -1
            for place in range(len(parts) - 1):
                score = self._scores.get(parts[place] + parts[place + 1], -math.inf)
                if score > best and draw() >= PIECE_DROPOUT:
                    best, at = score, place
            if at < 0:
                return [self._numbers.get(part, UNKNOWN) for part in parts]
            parts[at : at + 2] = [parts[at] + parts[at + 1]]


def words_of(sentence: str) -> list[str]:
    """Words of a sentence with the marks that hang on them, characters in their usual form."""
    return unicodedata.normalize("NFKC", sentence).split()
