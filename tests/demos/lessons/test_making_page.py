"""A lesson of one's own, without a browser: made of views, edited, shared, printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from seqdemo.app.lessons import draft
from seqdemo.lessons.lesson import Claim, Further, Lesson, LessonError, Measure
from seqdemo.lessons.parse import parse_lesson

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page with a draft of two views."""
    monkeypatch.setenv("SEQDEMO_CACHE", str(tmp_path))
    opened = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    with pytest.MonkeyPatch.context() as patch:
        state: dict[str, Any] = {"seqdemo.draft.title": "Read a word"}
        patch.setattr(draft.st, "session_state", state)
        draft._act({"do": "add", "view": "/word_reader?cell=gru&hide=presets&lesson=x.1&room=ABCD"})
        draft._act({"do": "add", "view": "/digit_reader?ask=3"})
        draft._act({"do": "add", "view": "https://example.org/"})  # no view of this app
        draft._act({"do": "restore", "text": "---"})  # there is a draft already
        made = draft.draft()
    opened.session_state["seqdemo.draft.lesson"] = made
    opened.query_params["view"] = "make"
    opened.switch_page("pages/lessons.py").run()
    assert not opened.exception
    return opened


def lesson_of(app: AppTest) -> Any:
    return parse_lesson(app.session_state["seqdemo.draft.lesson"].text())


def labelled(elements: Any, label: str) -> Any:
    return next(one for one in elements if one.label.startswith(label))


def test_a_long_paste_into_the_head_stays_and_what_is_read_of_it_is_said(app: AppTest) -> None:
    labelled(app.text_input, "Title").set_value("t" * 200_000).run()
    labelled(app.text_input, "In a sentence").set_value("s" * 241).run()
    said = [one.value for one in app.caption]
    assert "Only the first 80 characters are read." in said
    assert "Only the first 240 characters are read." in said
    assert len(labelled(app.text_input, "In a sentence").value) == 241
    lesson = lesson_of(app)
    assert (lesson.title, lesson.summary) == ("t" * 80, "s" * 240)


def test_views_become_steps_that_are_edited_moved_and_shared(app: AppTest) -> None:
    first, second = lesson_of(app).steps
    assert (first.page, first.link, first.hide) == ("word_reader", {"cell": "gru"}, ("presets",))
    assert (second.page, second.link) == ("digit_reader", {"ask": "3"})

    labelled(app.text_input, "Title of the step").set_value("Look")
    labelled(app.text_area, "Text").set_value("See **this**.").run()
    labelled(app.segmented_control, "Question").set_value("word").run()
    labelled(app.text_input, "What you ask").set_value("Which word?").run()
    labelled(app.selectbox, "The right answer").set_value("reading").run()
    labelled(app.text_input, "about").set_value("said, lstm").run()
    labelled(app.multiselect, "Veil").set_value(["others"])
    labelled(app.text_input, "Picture to begin with").set_value("One unit ").run()
    step = lesson_of(app).steps[0]
    assert (step.title, step.text, step.veil) == ("Look", "See **this**.", ("others",))
    assert step.picture == "one-unit"
    assert step.question.answer == Measure("word_reader.reading", ("said", "lstm"))
    assert any("The network says now: **said**" in one.value for one in app.caption)

    labelled(app.text_area, "Text").set_value("[x](https://example.org)").run()
    assert any("holds a link" in one.value for one in app.warning)
    assert lesson_of(app).steps[0].text == "See **this**."

    app.button(key="lessons.#down.1").click().run()
    assert [one.title for one in lesson_of(app).steps] == ["Read a word", "Look"]
    labelled(app.button, "Link and QR").click().run()
    assert "/lessons?run=own-" in app.code[0].value
    assert not app.exception

    labelled(app.button, "Worksheet").click().run()
    (page,) = [one.proto.body for one in app.get("html") if "sheet" in one.proto.body]
    assert "2. Look" in page and "Which word?" in page and "<b>said</b>" not in page
    labelled(app.toggle, "With answers").set_value(True).run()
    (page,) = [one.proto.body for one in app.get("html") if "sheet" in one.proto.body]
    assert "<b>said</b>" in page


def is_refused(app: AppTest, label: str, typed: str, sentence: str, kept: Lesson) -> None:
    labelled(app.text_input, label).set_value(typed).run()
    assert any(sentence in one.value for one in app.warning)
    assert lesson_of(app) == kept


def test_what_a_reload_could_not_read_is_refused_and_takes_nothing_with_it(app: AppTest) -> None:
    before = lesson_of(app)
    for label, typed, refused in (
        ("Title of the step", " ", "A step needs a title"),
        ("In a sentence", "of <b>memory</b>", "holds HTML"),
    ):
        is_refused(app, label, typed, refused, before)
    labelled(app.text_input, "In a sentence").set_value("of memory").run()
    assert lesson_of(app).summary == "of memory" and not app.warning


def test_what_was_found_out_and_what_to_try_next_end_the_lesson(app: AppTest) -> None:
    labelled(app.text_area, "What you have found out").set_value("- Order **matters**.").run()
    labelled(app.text_input, "Where").set_value("https://x.org/rnn/word_reader?cell=gru&lesson=a.1")
    labelled(app.text_input, "To try next").set_value("Draw your name.").run()
    lesson = lesson_of(app)
    assert lesson.learned == "- Order **matters**."
    assert lesson.further == Further("Draw your name.", "word_reader", {"cell": "gru"})
    for label, typed, refused in (
        ("Where", "/word_readr", "no address of a page of this app"),
        ("Where", "http://[", "no address of a page"),
        ("To try next", "<b>x</b>", "what to try next holds HTML"),
    ):
        is_refused(app, label, typed, refused, lesson)
        labelled(app.text_input, "Where").set_value("/word_reader?cell=gru").run()
        labelled(app.text_input, "To try next").set_value("Draw your name.").run()
    labelled(app.text_input, "Where").set_value("").run()
    assert lesson_of(app).further == Further("Draw your name.", "", {})
    labelled(app.text_input, "To try next").set_value("").run()
    assert lesson_of(app).further is None and not app.exception


def test_a_draft_is_never_longer_than_a_lesson_that_is_read() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draft.st, "session_state", {})
        step = replace(parse_lesson(TEXT).steps[0], notes="long " * 290)
        many = draft.Draft("Mine", steps=tuple((number, step) for number in range(draft.MOST)))
        draft.keep(many)
        with pytest.raises(LessonError):
            draft.keep(many.added(step))
        assert draft.draft() == many


def test_a_draft_that_the_browser_kept_comes_back() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draft.st, "session_state", {})
        made = draft.Draft("Mine").added(parse_lesson(TEXT).steps[0])
        draft._act({"do": "restore", "text": made.text()})
        assert draft.draft() == made
        draft._act({"do": "restore", "text": TEXT})
        assert draft.draft() == made
        with pytest.raises(LessonError):
            draft.take_file("no lesson")


TEXT = "---\ntitle: Other\n---\n\n## One\n\n```yaml\nview: /films?mix=3\n```\n"


def test_a_spot_and_what_is_made_on_the_page_can_be_asked_for(app: AppTest) -> None:
    labelled(app.segmented_control, "Question").set_value("spot").run()
    labelled(app.selectbox, "Selected as").set_value("step").run()
    labelled(app.selectbox, "The right answer").set_value("settles").run()
    labelled(app.text_input, "about").set_value("said").run()
    question = lesson_of(app).steps[0].question
    assert (question.kind, question.choice) == ("spot", "step")
    assert question.answer == Measure("word_reader.settles", ("said",))

    labelled(app.segmented_control, "Question").set_value("drawing").run()
    assert lesson_of(app).steps[0].question.answer is None  # a place is no claim
    labelled(app.selectbox, "Held by").set_value("drawing").run()
    labelled(app.selectbox, "It is right").set_value("reads").run()
    labelled(app.text_input, "if that is one of").set_value("post, spot").run()
    question = lesson_of(app).steps[0].question
    assert (question.kind, question.choice) == ("drawing", "drawing")
    assert question.answer == Claim(Measure("word_reader.reads"), "one_of", ("post", "spot"))
    assert not app.exception
