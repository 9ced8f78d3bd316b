"""Drawings that break the reader do so for the reason that stands under them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from seqdemo.core.trace import Trace
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.breaking import BREAKING, NETWORK, Breaking
from seqdemo.demos.word_reader.naming import nearest_letters
from seqdemo.demos.word_reader.page.gallery import picture
from seqdemo.demos.word_reader.query import ReadWord, decode
from seqdemo.demos.word_reader.task import TASK
from seqdemo.handwriting.grids import BLANK
from seqdemo.handwriting.noise import flipped

ROOT = Path(__file__).resolve().parents[3]
MODEL = TASK.load(NETWORK)


def read(drawing: tuple[str, ...]) -> Trace:
    return TASK.trace(MODEL, ReadWord(drawing, NETWORK))


@pytest.mark.parametrize("one", BREAKING, ids=lambda one: one.meant)
def test_it_is_read_as_the_card_says(one: Breaking) -> None:
    trace = read(one.drawing)
    word, p = reading.outcome(trace)
    assert (word, reading.spelled(trace)) == (one.says, one.seen) and word != one.meant
    assert p == pytest.approx(one.sure, abs=2e-3)
    assert (one.meant in trace.classes) == one.word


@pytest.mark.parametrize("one", [one for one in BREAKING if one.cell], ids=lambda one: one.meant)
def test_the_one_cell_that_is_named_mends_it(one: Breaking) -> None:
    assert one.cell is not None
    letter, cell = one.cell
    cells = [[cell] if k == letter else [] for k in range(len(one.drawing))]
    word, p = reading.outcome(read(flipped(one.drawing, cells)))
    assert word == one.meant and p == pytest.approx(one.mended, abs=2e-3)
    row, column = map(int, re.findall(r"row (\d), column (\d)", one.why)[0])
    assert (row - 1) * 7 + column - 1 == cell and f"letter {letter + 1}" in one.why
    inked = one.drawing[letter][cell] == "1"
    assert ("erase" if inked else " ink ") in one.why


@pytest.mark.parametrize("one", [o for o in BREAKING if not o.cell], ids=lambda one: one.meant)
def test_the_other_reasons_say_what_was_seen(one: Breaking) -> None:
    if one.seen == one.meant:
        assert "etter by letter it sees" in one.why if one.word else "every letter" in one.why
        return
    for meant, seen in zip(one.meant, one.seen, strict=True):
        assert (f"*{meant}* for *{seen}*" in one.why) == (meant != seen)
    assert one.seen not in MODEL.config.words


def test_a_picture_has_a_square_for_every_cell_of_ink_and_a_name() -> None:
    html = picture((BLANK, "1" + "0" * 47 + "1"), "two letters")
    assert html.count("grid-area:") == 2 and "grid-area:1/10" in html and "grid-area:7/16" in html
    assert 'aria-label="two letters"' in html


def test_the_gallery_opens_a_drawing_in_the_picture() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.switch_page("pages/word_reader.py").run()
    buttons = [button for button in app.button if button.label == "Open it"]
    assert len(buttons) == len(BREAKING)
    buttons[0].click().run()
    assert not app.exception
    sent = [json.loads(element.proto.json)[0] for element in app.get("bidi_component")]
    assert next(data for data in sent if "drawing" in data)["drawing"] == [*BREAKING[0].drawing]


# ---- a name on the home page -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "letters"),
    [("Ada", "ada"), ("José Weiß", "jose weiss"), ("Ångström", "angstrom"), ("Łukasz", "lukasz")],
)
def test_accents_come_off(typed: str, letters: str) -> None:
    assert nearest_letters(typed) == letters


HOSTILE = {
    "Zoë": ("zoe", "not among"),
    "a" * 60: ("a" * 12, "Only the first 12 letters fit"),
    "R2-D2 🙂": ("rd", "Left out"),
    "<b>Eve</b>": ("beveb", "Left out"),
}


@pytest.mark.parametrize("name", HOSTILE, ids=["accent", "long", "digits and emoji", "markup"])
def test_a_name_leads_into_the_reader_drawn_in_its_hand(name: str) -> None:
    letters, note = HOSTILE[name]
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.text_input[0].set_value(name).run()
    assert not app.exception and app.title[0].value == "Read a word"
    sent = [json.loads(element.proto.json)[0] for element in app.get("bidi_component")]
    drawing = next(data for data in sent if "drawing" in data)["drawing"]
    assert reading.spelled(read(tuple(drawing))) == letters
    assert any(note in caption.value for caption in app.caption)


@pytest.mark.parametrize("name", ["🙂🙂", "12345", "שלום", "<>&"])
def test_a_name_with_nothing_to_draw_gets_a_sentence(name: str) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.text_input[0].set_value(name).run()
    assert not app.exception and app.title[0].value == "Networks that remember"
    assert "Nothing to draw" in app.info[0].value and app.text_input[0].value == ""


def test_all_drawings_of_the_gallery_are_links() -> None:
    assert all(decode(one.code) == one.drawing for one in BREAKING)
