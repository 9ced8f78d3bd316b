"""Decoders that put a photo into words: for training, for writing, and to see through."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from seqdemo.demos.captioner.decoder import CaptionDecoder, DecoderConfig
from seqdemo.demos.captioner.encoder import FEATURES, PhotoEncoder
from seqdemo.demos.captioner.regions import GRID, REGIONS, SIDE
from seqdemo.models.attention import AdditiveAttention

KINDS = ("attention", "plain")
WORDS = torch.tensor([[[1, 4, 5, 6], [1, 7, 4, 4]], [[1, 8, 8, 5], [1, 5, 6, 7]]])


def tiny(kind: str) -> CaptionDecoder:
    torch.manual_seed(3)
    config = DecoderConfig(
        kind,  # type: ignore[arg-type]
        vocab_size=9,
        region_size=6,
        feature_size=5,
        embed_size=4,
        hidden_size=7,
        attention_size=3,
    )
    decoder = CaptionDecoder(config).eval()
    for parameter in decoder.parameters():  # what a photo changes shall be seen
        parameter.data *= 2
    return decoder


@pytest.fixture(params=KINDS)
def decoder(request: pytest.FixtureRequest) -> CaptionDecoder:
    return tiny(request.param)


@pytest.fixture
def regions() -> Tensor:
    return torch.rand(2, 4, 6, generator=torch.Generator().manual_seed(5))


def stepped(decoder: CaptionDecoder, regions: Tensor, words: Tensor) -> Tensor:
    """Logits (B, K, T, V), a word at a time."""
    memory, state = decoder.remember(regions, words.shape[1])
    logits = []
    for word in words.unbind(-1):
        step = decoder.step(word, state, memory)
        state = step.state
        logits.append(decoder.score(step.output))
    return torch.stack(logits, dim=2)


@torch.no_grad()
def test_reading_whole_captions_is_reading_them_word_by_word(
    decoder: CaptionDecoder, regions: Tensor
) -> None:
    whole = decoder.score(decoder(regions, WORDS))
    torch.testing.assert_close(whole, stepped(decoder, regions, WORDS), atol=1e-5, rtol=0)


@torch.no_grad()
def test_the_trace_shows_the_network_that_writes(decoder: CaptionDecoder, regions: Tensor) -> None:
    logits = decoder.score(decoder(regions, WORDS))
    for photo, caption in ((0, 1), (1, 0)):
        made = decoder.trace(regions[photo], WORDS[photo, caption])
        torch.testing.assert_close(made.logits, logits[photo, caption], atol=1e-5, rtol=0)


@torch.no_grad()
def test_the_traced_states_are_those_of_the_steps(decoder: CaptionDecoder, regions: Tensor) -> None:
    memory, state = decoder.remember(regions, 2)
    layer = decoder.trace(regions[1], WORDS[1, 0]).layer
    assert layer.initial_hidden is not None and layer.cell_state is not None
    torch.testing.assert_close(torch.from_numpy(layer.initial_hidden), state.hidden[1, 0])
    for t, word in enumerate(WORDS.unbind(-1)):
        state = decoder.step(word, state, memory).state
        hidden, cell_state = (
            torch.from_numpy(part[t]) for part in (layer.hidden, layer.cell_state)
        )
        torch.testing.assert_close(hidden, state.hidden[1, 0], atol=1e-5, rtol=0)
        torch.testing.assert_close(cell_state, state.cell_state[1, 0], atol=1e-5, rtol=0)


@torch.no_grad()
def test_only_attention_looks_and_its_weights_sum_to_one(
    decoder: CaptionDecoder, regions: Tensor
) -> None:
    attention = decoder.trace(regions[0], WORDS[0, 0]).attention
    if decoder.config.kind == "plain":
        assert attention is None
    else:
        assert attention is not None and attention.shape == (4, 4)
        torch.testing.assert_close(attention.sum(1), torch.ones(4))


@torch.no_grad()
def test_another_photo_makes_other_words_likely(decoder: CaptionDecoder, regions: Tensor) -> None:
    first, second = decoder.score(decoder(regions, WORDS[:1].expand(2, -1, -1)))
    assert (first - second).abs().max() > 1e-2


@torch.no_grad()
def test_where_things_are_is_seen_by_attention_only_through_its_weights(regions: Tensor) -> None:
    """Both read a set of regions; attention's weights move along with them."""
    order = torch.tensor([2, 0, 3, 1])
    for kind in KINDS:
        decoder = tiny(kind)
        here = decoder.trace(regions[0], WORDS[0, 0])
        moved = decoder.trace(regions[0, order], WORDS[0, 0])
        torch.testing.assert_close(here.logits, moved.logits, atol=1e-5, rtol=0)
        if here.attention is not None and moved.attention is not None:
            torch.testing.assert_close(here.attention[:, order], moved.attention)
            assert (here.attention - moved.attention).abs().max() > 1e-3


@torch.no_grad()
def test_attention_is_the_formula() -> None:
    torch.manual_seed(0)
    attention = AdditiveAttention(3, 2, 4)
    values, query = torch.randn(2, 5, 3), torch.randn(2, 3, 2)
    weights = attention(query, attention.keys(values))
    for b, k in ((0, 0), (1, 2)):
        scores = torch.stack(
            [
                attention.score.weight[0]
                @ torch.tanh(
                    attention.key.weight @ value
                    + attention.key.bias
                    + attention.query.weight @ query[b, k]
                )
                for value in values[b]
            ]
        )
        torch.testing.assert_close(weights[b, k], scores.softmax(0))


def test_training_hides_something_else_each_time(decoder: CaptionDecoder, regions: Tensor) -> None:
    decoder.train()
    first, second = (decoder(regions, WORDS) for _ in range(2))
    assert not torch.equal(first, second)


def test_every_parameter_learns(decoder: CaptionDecoder, regions: Tensor) -> None:
    decoder.score(decoder(regions, WORDS)).logsumexp(-1).sum().backward()  # type: ignore[no-untyped-call]
    for name, parameter in decoder.named_parameters():
        assert parameter.grad is not None and parameter.grad.abs().sum() > 0, name


@torch.inference_mode()
def test_the_encoder_sees_regions_row_by_row_from_the_top_left() -> None:
    torch.manual_seed(0)
    encoder = PhotoEncoder().eval()
    photos = torch.full((4, 3, SIDE, SIDE), 128, dtype=torch.uint8)
    photos[1, :, :16, :16] = 255
    photos[2, :, :16, -16:] = 255
    photos[3, :, -16:, :16] = 255
    seen = encoder(photos)
    assert seen.shape == (4, REGIONS, FEATURES)
    top_left, top_right, bottom_left = (seen[1:] - seen[0]).norm(dim=2).view(3, GRID, GRID)
    assert top_left[:3, :3].sum() > 10 * top_left[-3:, -3:].sum()
    assert top_right[:3, -3:].sum() > 10 * top_right[-3:, :3].sum()
    assert bottom_left[-3:, :3].sum() > 10 * bottom_left[:3, -3:].sum()


def test_batch_norms_keep_their_statistics_while_training() -> None:
    encoder = PhotoEncoder().train()
    before = encoder.features[0][1].running_mean.clone()
    encoder(torch.randint(0, 256, (1, 3, 224, 224), dtype=torch.uint8))
    assert not encoder.features[0][1].training
    assert torch.equal(encoder.features[0][1].running_mean, before)
