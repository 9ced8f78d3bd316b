"""Subword pieces: byte-pair encoding by SentencePiece.

Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword Units", 2016.
While training, words are cut at random (BPE-dropout; Provilkov, Emelianenko and Voita, 2020): a
network that has seen `dog` also as `d og` knows what its parts may mean.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence

import sentencepiece
from numpy.random import SeedSequence

from seqdemo.demos.translation.pieces import EOS, PAD, TAGS, UNKNOWN

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
        return [self._cut(words, int(once)) for once in SeedSequence(seed).generate_state(times)]

    def _cut(self, words: Sequence[str], seed: int) -> list[list[int]]:
        # SentencePiece begins every call with this seed: without another one all would be alike.
        sentencepiece.set_random_generator_seed(seed)
        cut: list[list[int]] = self._processor.encode(
            list(words), enable_sampling=True, alpha=PIECE_DROPOUT, nbest_size=-1, num_threads=1
        )
        return cut


def words_of(sentence: str) -> list[str]:
    """Words of a sentence with the marks that hang on them, characters in their usual form."""
    return unicodedata.normalize("NFKC", sentence).split()
