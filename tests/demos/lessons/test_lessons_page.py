"""A lesson on the pages, without a browser: it runs, judges, goes on and ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from seqdemo.app import wanted_page
from seqdemo.app.lessons.asking import prepare
from seqdemo.app.lessons.link import RUNNING
from seqdemo.lessons.lesson import Measure
from seqdemo.lessons.measures import MeasureError
from seqdemo.lessons.shelf import find_lesson

GUIDE = "What am I looking at?"
ROOT = Path(__file__).resolve().parents[3]

LESSON = """\
---
title: Two words
learned: "- Order **matters**."
further: {text: Draw your name., view: "/word_reader?cell=gru"}
---

## One

It reads **{word}**.

```yaml
view: /word_reader?step=1
hide: presets
veil: others
values:
  word: {measure: word_reader.reading, of: said}
question:
  ask: Which letter comes next?
  options: [d, n]
  answer: {measure: word_reader.next_letter, of: sai}
  explain: It was {word}.
notes: Ask.
```

## Two

```yaml
view: /word_reader
question:
  kind: drawing
  ask: Draw aids.
  choice: drawing
  answer: {measure: word_reader.reads, is: aids}
  explain: It was {later}.
values:
  later: {measure: word_reader.nothing}
```

## Three

```yaml
view: /sentiment?text=not+bad
veil: mood
question: {kind: number, ask: How glad, answer: {measure: word_reader.nothing}}
```
"""


def strip(app: AppTest) -> dict[str, Any]:
    """What the strip was given."""
    (found,) = [
        element
        for element in app.get("bidi_component")
        if element.proto.component_name == "seqdemo.lesson"
    ]
    data: dict[str, Any] = json.loads(found.proto.json)[0]
    return data


def act(app: AppTest, **sent: Any) -> None:
    """Do what the browser would have Python do, and run the page."""
    from seqdemo.app import page
    from seqdemo.app.lessons import strip as module

    app.session_state["seqdemo.lesson.test"] = sent | {"id": strip(app)["id"]}
    with pytest.MonkeyPatch.context() as patch:
        go = page.go_to_wanted

        def go_after_message(name: str) -> None:
            import streamlit as st

            if "seqdemo.lesson.test" in st.session_state:
                module._act(st.session_state.pop("seqdemo.lesson.test"))
            go(name)

        patch.setattr(page, "go_to_wanted", go_after_message)
        app.run()
    app._page_hash = ""  # like a browser, it stays where the page has sent it
    assert not app.exception


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A teacher's folder with a lesson."""
    (tmp_path / "two-words.md").write_text(LESSON, "utf-8")
    (tmp_path / "broken.md").write_text("no lesson", "utf-8")
    monkeypatch.setenv("SEQDEMO_LESSONS", str(tmp_path))
    return tmp_path


def opened(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(page)
    app.run()
    app._page_hash = ""
    assert not app.exception
    return app


def hidden(app: AppTest) -> bool:
    """Whether the page still hides an answer."""
    return "Hidden until the question above is answered." in [one.value for one in app.caption]


def test_a_lesson_is_walked_from_its_link_to_its_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("pages/lessons.py", run="two-words")
    given = [json.loads(one.proto.json)[0] for one in app.get("bidi_component")]
    (address,) = [one for one in given if one.get("tells")]
    assert app.title[0].value == "Lessons" and address["link"] == {}
    app.run()  # the address names it no longer: Back comes to the list
    step = strip(app)
    assert app.title[0].value == "Read a word" and step["here"]
    assert step["steps"] == ["One", "Two", "Three"] and step["id"] == "two-words.1"
    assert step["text"] == [["p", "It reads ", ["strong", "said"], "."]]
    assert app.session_state["word_reader.#rules"].hide == {"presets"}
    question = step["question"]
    assert question["options"] == [["d", "d"], ["n", "n"]]
    assert (question["answer"], question["explain"]) == ("", [])  # not before it is shown

    act(app, do="answer", given="n")
    question = strip(app)["question"]
    assert question["right"] is False and question["answer"] == "" and not question["shown"]
    assert app.session_state["word_reader.#veil"]["shown"] == {}
    act(app, do="show")
    assert app.session_state["word_reader.#veil"]["shown"] == {"others": True}
    question = strip(app)["question"]
    assert question["value"] == "d" and question["explain"] == [["p", "It was said."]]

    act(app, do="go", to=1)
    assert strip(app)["id"] == "two-words.2"
    assert app.session_state["word_reader.#rules"].hide == frozenset()
    act(app, do="answer", given="")
    assert strip(app)["question"]["right"] is False
    assert strip(app)["problem"] == ""  # what only the explanation says is not asked before it
    act(app, do="show")
    assert "has a measure word_reader.nothing" in strip(app)["problem"]

    act(app, do="go", to=2)
    assert app.title[0].value == "Feel the mood"
    assert app.session_state["sentiment.text"] == "not bad"
    assert hidden(app)  # the page does not tell before the question is answered
    assert [one.proto.expanded for one in app.expander if one.label == GUIDE] == [False]
    act(app, do="answer", given="3")
    assert hidden(app)
    act(app, do="show")
    assert not hidden(app)
    act(app, do="answer", given="3")
    assert "has a measure word_reader.nothing" in strip(app)["question"]["problem"]

    app.switch_page("pages/digit_reader.py").run()  # looks elsewhere for a moment
    assert not strip(app)["here"]
    act(app, do="go", to=2)
    assert app.title[0].value == "Feel the mood" and strip(app)["here"]

    act(app, do="go", to=3)
    assert app.title[0].value == "Lessons"
    assert "That was **Two words**. You had 0 of 2 questions right at once." in app.success[0].value
    assert any("<strong>matters</strong>" in one.proto.body for one in app.get("html"))
    (further,) = [one.proto for one in app.get("page_link") if "Draw your name" in one.proto.label]
    assert (further.page, further.query_string) == ("word_reader", "cell=gru")
    assert any("broken" in one.value for one in app.warning)
    assert not any(one.proto.label.startswith("Next:") for one in app.get("page_link"))  # the last

    monkeypatch.setattr(wanted_page, "SOON", 0.0)
    app.query_params["lesson"] = "two-words.3"  # Back, and Forward again
    app.switch_page("pages/sentiment.py").run()
    assert strip(app)["here"]
    app.query_params.clear()
    app.query_params["done"] = "two-words"
    app.switch_page("pages/lessons.py").run()
    assert RUNNING not in app.session_state and app.success


def test_what_is_told_with_the_answer_is_asked_once_in_the_background(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    names = "seqdemo.app.lessons.strip.prepare"
    monkeypatch.setattr(names, lambda all_of: asked.append([one.name for one in all_of]))
    app = opened("pages/word_reader.py", lesson="two-words.1")
    app.run()
    assert asked == [["word_reader.next_letter", "word_reader.reading"]]

    monkeypatch.undo()
    monkeypatch.setattr("seqdemo.app.networks.PAINT_SECONDS", 0.0)
    told: list[Measure] = []

    def ask(measure: Measure) -> None:
        told.append(measure)
        raise MeasureError("No network of this app has this measure.")

    monkeypatch.setattr("seqdemo.app.lessons.asking.ask", ask)
    measures = [Measure("word_reader.nothing"), Measure("word_reader.reading", ("said",))]
    prepare(measures).join()
    assert told == measures


def test_a_tab_that_is_loaded_again_keeps_answers_and_score(folder: Path) -> None:
    app = opened("pages/word_reader.py", lesson="two-words.1")
    assert strip(app)["kept"] == {}
    act(app, do="answer", given="d")
    kept = strip(app)["kept"]
    assert kept == {"0": ["d", True, True, 1]}

    app = opened("pages/word_reader.py", lesson="two-words.1")
    assert strip(app)["question"]["given"] is None
    for nonsense in (
        "?",
        {"0": ["d", True, True]},
        {"0": [1, True, True, 1]},
        {"0": ["d", 1, 1, -1]},
    ):
        act(app, do="restore", given=nonsense)
        assert strip(app)["kept"] == {}
    act(app, do="restore", given=kept | {"7": ["d", True, True, 1]})
    question = strip(app)["question"]
    assert (question["given"], question["right"], question["value"]) == ("d", True, "d")
    assert question["explain"] == [["p", "It was said."]] and strip(app)["kept"] == kept
    assert app.session_state["word_reader.#veil"]["shown"] == {"others": True}
    act(app, do="go", to=3)
    assert "You had 1 of 1 questions right at once." in app.success[0].value


def test_a_link_to_no_lesson_is_a_sentence_and_the_page_works(folder: Path) -> None:
    for link, words in (
        ("nobody.1", "No lesson is called 'nobody' here."),
        ("own-0123456789abcdef.1", "This lesson is no longer kept here"),
        ("broken.1", "a lesson begins with a line of `---`"),
    ):
        app = opened("pages/digit_reader.py", lesson=link)
        assert words in app.warning[0].value and app.title[0].value == "Read a digit"


def test_a_teachers_lesson_comes_before_one_that_ships(folder: Path) -> None:
    (folder / "order-matters.md").write_text(LESSON, "utf-8")
    assert find_lesson("order-matters").title == "Two words"
