"""Blue and orange are signs: what is merely told apart has other colours."""

from dataclasses import dataclass

from seqdemo.demos.forecast.page.colours import COLOURS
from seqdemo.views.learning_curve import learning_curve
from seqdemo.views.palette import DARK, IDENTITIES, LIGHT
from seqdemo.views.quality_by_length import quality_by_length

SIGNS = {palette.diverging[end] for palette in (LIGHT, DARK) for end in (0, 2)}


@dataclass
class Group:
    words: float
    sentences: int
    bleu: float


def test_networks_and_marks_have_no_colour_of_a_sign():
    stages = [{"epochs": epochs, "windows_nats": 2.0} for epochs in (0, 1)]
    curves = {name: [Group(5, 9, 30.0)] for name in ("one", "two", "three")}
    drawn = learning_curve(stages, 1).to_json() + quality_by_length(curves).to_json()
    assert not any(colour in drawn for colour in SIGNS)
    assert not SIGNS & {*IDENTITIES, *(shade for pair in COLOURS.values() for shade in pair)}
