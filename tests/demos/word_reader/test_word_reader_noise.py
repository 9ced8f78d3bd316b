"""Noise on a drawing, and the spelling check that never changes the answer."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from seqdemo.demos.word_reader.examples import SAID
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.demos.word_reader.reading import outcome
from seqdemo.demos.word_reader.spelling import spelling_check
from seqdemo.demos.word_reader.task import TASK
from seqdemo.handwriting.grids import BLANK, CELLS
from seqdemo.handwriting.noise import flipped, flips

ROOT = Path(__file__).resolve().parents[3]
MANY = ("1" + "0" * 48,) * 200


def test_more_noise_flips_the_same_cells_and_more() -> None:
    before: tuple[frozenset[int], ...] = (frozenset(),) * len(SAID)
    for share in (0.0, 0.02, 0.1, 0.4, 1.0):
        now = tuple(map(frozenset, flips(SAID, share, 3)))
        assert all(a <= b for a, b in zip(before, now, strict=True))
        before = now
    assert all(len(cells) == CELLS for cells in before)


def test_the_share_is_what_it_says_and_the_seed_names_the_cells() -> None:
    cells = flips(MANY, 0.08, 1)
    share = sum(map(len, cells)) / (CELLS * len(MANY))
    assert abs(share - 0.08) < 3 * np.sqrt(0.08 * 0.92 / (CELLS * len(MANY)))
    assert flips(MANY, 0.08, 1) == cells != flips(MANY, 0.08, 2)


def test_flipping_twice_is_the_drawing_and_blank_grids_stay_blank() -> None:
    drawing = (*SAID, BLANK)
    cells = flips(drawing, 0.3, 9)
    assert cells[-1] == () and flipped(drawing, cells) != drawing
    assert flipped(flipped(drawing, cells), cells) == drawing


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page("pages/word_reader.py").run()
    assert not app.exception
    return app


def unrolled(app: AppTest) -> dict:
    sent = [json.loads(element.proto.json)[0] for element in app.get("bidi_component")]
    return next(data for data in sent if "guesses" in str(data.get("steps", ""))[:200])


def test_the_network_reads_what_one_sees_and_the_drawing_stays() -> None:
    seen = flipped(SAID, flips(SAID, 0.2, 7))
    data = unrolled(opened(noise="20", luck="7"))
    word, p = outcome(TASK.trace(TASK.load("gru"), ReadWord(seen)))
    assert data["drawing"] == list(SAID) and data["noise"]["percent"] == 20
    assert data["noise"]["flips"] == [list(cells) for cells in flips(SAID, 0.2, 7)]
    assert (data["answer"]["word"], round(data["answer"]["p"], 4)) == (word, round(p, 4))


def test_a_spelling_check_stands_beside_the_answer_and_leaves_it_alone() -> None:
    plain, checked = unrolled(opened(noise="25")), unrolled(opened(noise="25", spell="1"))
    same = ("word", "p", "spelled", "nearest", "sure")
    assert [plain["answer"][name] for name in same] == [checked["answer"][name] for name in same]
    assert plain["answer"]["check"] is None and not plain["answer"]["checking"]
    word, p = checked["answer"]["check"]
    assert len(word) == len(SAID) and 0 < p <= 1


def test_the_check_takes_the_word_whose_letters_fit_best_one_by_one() -> None:
    model = TASK.load("gru")
    trace = TASK.trace(model, ReadWord(SAID))
    assert spelling_check(trace)[0] == "said"
    apart = TASK.trace(model, ReadWord((SAID[0],) * 12))
    found = spelling_check(apart)
    assert found is None or len(found[0]) == 12


def test_a_teachers_link_leaves_the_noise_out() -> None:
    assert unrolled(opened(hide="noise"))["noise"] is None
