"""The game's rules: letters, covered places, and scores by hand-computed numbers."""

from __future__ import annotations

import math

import pytest

from seqdemo.analysis.guesses import Named
from seqdemo.core.card_file import ASSETS, read_card
from seqdemo.demos.game.alphabet import COUNTS, FREQUENCIES, chances_of
from seqdemo.demos.game.lines import LINES, ROUNDS, covered, line_of
from seqdemo.demos.game.page.duel import DuelView, payload
from seqdemo.demos.game.page.layout import GUIDE
from seqdemo.demos.game.scoring import Round, Totals, played, totals, verdict

HALF = {"e": 0.5, "t": 0.25, **dict.fromkeys(set(FREQUENCIES) - {"e", "t"}, 0.25 / 37)}


def test_the_alphabet_is_that_of_the_writer_with_capitals_as_small_letters() -> None:
    symbols = read_card(ASSETS / "shakespeare" / "lstm")["vocabulary"]
    assert {symbol.lower() for symbol in symbols} == set(COUNTS)
    assert chances_of("Ee t", [0.1, 0.2, 0.3, 0.4]) == pytest.approx({"e": 0.3, " ": 0.3, "t": 0.4})


def test_what_the_guide_says_of_letter_frequencies_is_so() -> None:
    entropy = -sum(p * math.log2(p) for p in FREQUENCIES.values())
    assert f"need {entropy:.1f} bits a letter" in GUIDE
    assert f"a space {FREQUENCIES[' ']:.0%}".replace("%", "\u00a0%") in GUIDE
    assert f"an *e* {FREQUENCIES['e']:.0%}".replace("%", "\u00a0%") in GUIDE


def test_the_same_seed_covers_the_same_letters_of_a_line() -> None:
    games = [line_of(seed) for seed in range(300)]
    assert games == [line_of(seed) for seed in range(300)]
    assert {game.text for game in games} == set(LINES)
    for game in games:
        assert len(game.letters) == ROUNDS and game.start >= 24
        assert set(game.text.lower()) <= set(FREQUENCIES)


def test_short_texts_show_what_they_can_and_shorter_ones_are_refused() -> None:
    assert covered("x" * 11, 0.99).start == 1 and covered("x" * 50, 0.0).start == 24
    assert covered("x" * 50, 0.999).start == 40
    with pytest.raises(ValueError, match="more than 10"):
        covered("x" * 10, 0.5)


def test_a_right_letter_costs_what_was_not_given_to_it() -> None:
    right = played("E", Named("e", 0.5), HALF)
    assert right.right and (right.you, right.network) == (1, 1)
    assert right.frequencies == pytest.approx(-math.log2(91_063 / 1_003_854))
    assert right.expected[:2] == (("e", 0.5), ("t", 0.25))


def test_a_wrong_letter_costs_its_part_of_the_rest() -> None:
    wrong = played("t", Named("e", 0.8), HALF)
    rest = 0.2 * 66_355 / (1_003_854 - 91_063)
    assert not wrong.right and wrong.network == 2
    assert wrong.you == pytest.approx(-math.log2(rest))


def test_totals_are_sums_and_fewer_bits_win() -> None:
    one = Round("e", "e", 0.5, True, 1.0, 2.0, 3.5, ())
    assert totals([one, one]) == Totals(2.0, 4.0, 7.0)
    assert verdict(Totals(2, 4, 7), 7, 10).startswith("You win by 2.0 bits. You had 7 of 10")
    assert verdict(Totals(9, 4, 7), 0, 10).startswith("The LSTM wins by 5.0 bits")
    assert "more surprised than letter frequencies" in verdict(Totals(9, 4, 7), 0, 10)
    assert verdict(Totals(4, 4.01, 7), 5, 10).startswith("A draw")


def test_covered_letters_are_not_sent_before_they_are_guessed() -> None:
    game = covered("abcdefghijklmnopqrstuvwxyz0123456789.", 0.0)
    assert game.letters == "yz01234567"
    shown = payload(DuelView(game, []))
    assert shown["before"] == "abcdefghijklmnopqrstuvwx"
    assert not any(part in str(shown | {"letters": ""}) for part in ("yz0", "89."))
    one = Round("y", "e", 0.5, False, 5.0, 2.0, 6.0, ())
    assert "z01" not in str(payload(DuelView(game, [one])))
    over = payload(DuelView(game, [one] * ROUNDS))
    assert over["after"] == "89." and over["verdict"]
