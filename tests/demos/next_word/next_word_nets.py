"""Small word networks for tests."""

import torch

from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.next_word.network import WordModel, WordModelConfig
from seqdemo.demos.next_word.words import MARKS, SPECIAL, Lexicon

_TEXT = "I you Tom like likes coffee tea a cup of the is are keys cabinet for breakfast"
WORDS = _TEXT.split()
KNOWN = Lexicon(Vocabulary((*SPECIAL, *MARKS, *WORDS)))


def small(cell="lstm", *, both_sides=True, seed=0, **noise):
    """A network with random weights."""
    torch.manual_seed(seed)
    config = WordModelConfig(cell, len(KNOWN), 8, 12, both_sides=both_sides, **noise)
    model = WordModel(config)
    torch.nn.init.normal_(model.embedding.weight)
    return model.eval()
