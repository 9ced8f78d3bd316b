"""Pieces of made-up sentences, and tiny untrained translators."""

from __future__ import annotations

import pytest
import torch
import translation_data

from seqdemo.demos.translation.network import Translator, TranslatorConfig
from seqdemo.demos.translation.subwords import Subwords, learn_pieces


@pytest.fixture(scope="package")
def subwords() -> Subwords:
    return Subwords(learn_pieces(translation_data.every_sentence(), translation_data.PIECES))


@pytest.fixture(params=["attention", "plain"])
def translator(request: pytest.FixtureRequest, subwords: Subwords) -> Translator:
    torch.manual_seed(3)
    config = TranslatorConfig(
        request.param,
        len(subwords),
        embed_size=10,
        encoder_size=7,
        decoder_size=9,
        attention_size=6,
    )
    made = Translator(config).eval()
    for parameter in made.parameters():
        parameter.data *= 2  # opinions strong enough to differ
    return made
