"""What is made of weights lasts as long as they do."""

import gc

import torch
from torch import nn

from seqdemo.models.until_changed import until_changed


def test_it_is_made_once_and_anew_when_a_weight_has_changed():
    made = []
    kept = until_changed(lambda network: made.append(network.bias.sum().item()) or len(made))
    one, other = nn.Linear(2, 2), nn.Linear(2, 2)
    assert [kept(one), kept(one), kept(other), kept(one)] == [1, 1, 2, 1]
    with torch.no_grad():
        one.bias.fill_(3)
    assert [kept(one), kept(one), kept(other)] == [3, 3, 2] and made[2] == 6


def test_it_goes_with_its_network():
    class Made:
        there = 0

        def __init__(self, network):
            Made.there += 1

        def __del__(self):
            Made.there -= 1

    kept, network = until_changed(Made), nn.Linear(2, 2)
    kept(network)
    assert Made.there == 1
    del network
    gc.collect()
    assert Made.there == 0
