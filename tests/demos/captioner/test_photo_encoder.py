"""The photo encoder's layers are those that were published, weight for weight."""

from __future__ import annotations

import captioner_data
import pytest
import torch

from seqdemo.demos.captioner.encoder import SameConv2d, efficientnet_lite0_features
from seqdemo.demos.captioner.start_weights import renamed


def test_sides_are_padded_as_tensorflow_pads_them() -> None:
    """The last tap of a kernel meets a pixel, wherever one of both sides has to lack one."""
    ones = torch.ones(1, 1, 8, 8)
    for kernel, missing in ((3, 1), (5, 3)):
        layer = SameConv2d(1, 1, kernel, stride=2, bias=False)
        torch.nn.init.ones_(layer.weight)
        seen = layer(ones)[0, 0]
        assert seen.shape == (4, 4)
        before, after = missing // 2, missing - missing // 2
        assert seen[0, 0] == (kernel - before) ** 2 and seen[-1, -1] == (kernel - after) ** 2


def test_it_has_the_layers_of_efficientnet_lite0() -> None:
    layers = efficientnet_lite0_features()
    published = 4_652_008 - 1_281_000  # with the classifier, and the classifier
    assert sum(p.numel() for p in layers.parameters()) == published
    assert len(layers) == 18


def test_every_published_weight_finds_the_layer_it_is_of() -> None:
    """Published and ours, weights are in the order in which a photo meets them."""
    torch.manual_seed(0)
    layers = efficientnet_lite0_features()
    state = captioner_data.published(layers)
    for (name, ours), theirs in zip(layers.state_dict().items(), state.values(), strict=True):
        assert torch.equal(renamed(state, layers)[name], theirs) and torch.equal(ours, theirs)


def test_weights_that_lack_a_layer_are_refused() -> None:
    layers = efficientnet_lite0_features()
    state = captioner_data.published(layers)
    del state["_blocks.7._bn2.bias"]
    with pytest.raises(KeyError, match=r"_blocks\.7\._bn2\.bias"):
        renamed(state, layers)
