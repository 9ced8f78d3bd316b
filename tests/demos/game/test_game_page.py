"""The page "You against the LSTM", run as Streamlit runs it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from seqdemo.demos.game.lines import line_of
from seqdemo.demos.game.page.state import STATE, read_guesses, read_own, write_guesses, write_own

ROOT = Path(__file__).resolve().parents[3]


def open_page(**link):
    """Open the page by a link."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in link.items():
        app.query_params[name] = value
    app.switch_page("pages/game.py")
    app.run()
    assert not app.exception and not app.error
    return app


def mounted(app, name):
    """Data of the components that have something of that name."""
    found = [json.loads(element.proto.json)[0] for element in app.get("bidi_component")]
    return [data for data in found if name in data]


def link(app):
    (data,) = mounted(app, "link")
    return data["link"]


@pytest.fixture(scope="module")
def walked():
    """A game over, opened by its link."""
    return open_page(seed="7", g=".".join(["32-1"] * 10))


def test_a_first_visit_shows_a_line_with_its_letters_covered():
    (game,) = mounted(open_page(), "before")
    assert line_of(1).text.startswith(game["before"]) and not game["rounds"]


def test_a_link_holds_the_whole_game(walked):
    (game,) = mounted(walked, "before")
    covered = line_of(7)
    assert [one["symbol"] for one in game["rounds"]] == list(covered.letters)
    assert game["before"] + covered.letters + game["after"] == covered.text
    assert game["totals"]["you"] == pytest.approx(sum(one["you"] for one in game["rounds"]))
    assert 0 < game["totals"]["network"] < game["totals"]["frequencies"] and game["verdict"]
    assert link(walked) == {"seed": "7", "g": ".".join(["32-1"] * 10)}


def test_another_text_starts_over(walked):
    next(b for b in walked.button if b.label == "Another text").click()
    walked.run()
    (game,) = mounted(walked, "before")
    assert not game["rounds"] and link(walked) == {"seed": "8"}


def test_a_friends_text_is_hidden_in_the_link_and_its_last_letters_are_guessed():
    waiting = open_page(**{"from": "friend"})
    assert not mounted(waiting, "before") and "look away" in waiting.info[0].value
    app = open_page(**{"from": "friend", "own": write_own("Sphinx of black quartz, judge my vow")})
    (game,) = mounted(app, "before")
    assert game["before"] == "Sphinx of black quartz, ju" and "Sphinx" not in str(link(app))


def test_the_writers_own_text_is_the_same_for_the_same_seed():
    games = [mounted(open_page(**{"from": "network", "seed": "3"}), "before")[0] for _ in range(2)]
    assert games[0] == games[1] and len(games[0]["before"]) > 24


def test_guesses_and_texts_of_links_are_checked():
    guesses = (("e", 0), ("\n", 3))
    assert read_guesses(write_guesses(guesses)) == guesses
    assert read_own(write_own("Thou art naïve.")) == "Thou art naïve."
    for odd in ("", "x", "101", "101-9", "233-1", "101--1", ".".join(["101-1"] * 11), "1" * 999):
        with pytest.raises(ValueError):  # noqa: PT011 - of many kinds
            read_guesses(odd)
    coded = [urlsafe_b64encode(one).decode() for one in (b"x" * 201, b"a\nb", b"\xff")]
    for odd in ("?", "é", *coded, "/" * 999_999):
        with pytest.raises(ValueError):  # noqa: PT011 - of many kinds
            read_own(odd)
    assert STATE.choices["seed"].default == 1


@pytest.mark.parametrize(
    "typed",
    [
        "to be or not to be " * 40,
        "my 👩\u200d👧 family\u202e is\there today",
    ],
)
def test_a_link_brings_back_the_game_of_any_text_that_a_friend_types(typed):
    app = open_page(**{"from": "friend"})
    app.text_input[0].set_value(typed).run()
    assert not app.exception
    again = open_page(**link(app))
    (mine,), (theirs,) = mounted(app, "before"), mounted(again, "before")
    assert mine["before"] == theirs["before"] != ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a friend's text, all known!", []),
        (
            "żółw and a snail 🐌 together",
            ["Made plain: ż → z · ó → o · ł → l. Left out, as the network never saw them: 🐌."],
        ),
        ("مرحبا كيف حالك اليوم", ["م ر ح ب ا ك ي ف and 2 more"]),
        ("<b>alert(1)</b> a\tb\u00a0c", ["Made plain: ( ) → ,. Left out", "them: < > 1 /."]),
    ],
)
def test_what_the_writer_cannot_read_of_a_friends_text_is_said(typed, said):
    app = open_page(**{"from": "friend", "own": write_own(typed)})
    assert not app.exception
    left = [one.value.replace("\\", "") for one in app.caption if "the network never" in one.value]
    assert len(left) == bool(said) and all(words in left[0] for words in said)
