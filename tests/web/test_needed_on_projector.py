"""Buttons without which nothing goes on are there on a projector, too."""

from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "seqdemo"
TRAINED = ("lab/page/race/race.html", "own_text/page/learner/learner.html")


@pytest.mark.parametrize("markup", TRAINED)
def test_what_trains_a_network_is_not_hidden_with_the_players(markup: str) -> None:
    html = (PACKAGE / "demos" / markup).read_text("utf-8")
    (player,) = [line for line in html.splitlines() if '<div class="player' in line]
    assert 'class="player needed"' in player and 'class="primary go"' in html
    css = (PACKAGE / "web" / "shared" / "base.css").read_text("utf-8")
    assert "[data-presented] :is(.player:not(.needed), .tools:not(.needed)" in css
    assert "[data-presented] .player {" not in css
