"""A lesson's file: what it can say, and what is refused with a line and a sentence."""

from __future__ import annotations

import time

import pytest

from seqdemo.lessons.lesson import Claim, Further, LessonError, Measure, Question
from seqdemo.lessons.parse import MAX_BYTES, parse_lesson
from seqdemo.lessons.write import write_lesson

LESSON = """\
---
title: Order matters
summary: The same letters in another order are another word.
minutes: 12
order: 1
learned: |
  - Order **matters**.
  - So does *memory*.
further: {text: "Draw: your name.", view: "/word_reader?cell=gru"}
---

## Four letters

What does it make of *said*? It is **{sure}** sure.

- one
- two

```yaml
view: /word_reader?cell=lstm&hide=presets
hide: [downloads]
veil: comparison
values:
  sure: {measure: word_reader.sureness, of: said, show: percent}
question:
  kind: choice
  ask: Which letter comes next?
  options: [yes, no, d]
  answer: {measure: word_reader.next_letter, of: {begin: sai, cell: lstm}}
  hint: Think of words.
  explain: It said {sure}.
claims:
  - says: aids is another word
    measure: word_reader.reading
    of: aids
    is: aids
  - {measure: word_reader.apart, of: [said, aids], above: 0.5}
  - measure: word_reader.sureness
    of: said
    above: {measure: word_reader.sureness, of: sadi}
notes: |
  Ask them first.

  Then show it.
```

## Draw it

```yaml
view: /word_reader
question:
  kind: drawing
  ask: Draw aids.
  choice: drawing
  answer: {measure: word_reader.reads, one_of: [aids, aid]}
```
"""


def head(yaml: str) -> str:
    """A lesson with this in its head."""
    return f"---\ntitle: T\n{yaml}\n---\n## S\n```yaml\nview: /\n```"


def block(yaml: str) -> str:
    """A lesson of one step with this block."""
    return f"---\ntitle: T\n---\n## S\n```yaml\n{yaml}\n```\n"


def test_a_lesson_says_what_stands_in_its_file() -> None:
    lesson = parse_lesson(LESSON.encode(), "order-matters")
    assert (lesson.name, lesson.title, lesson.minutes) == ("order-matters", "Order matters", 12)
    assert lesson.learned == "- Order **matters**.\n- So does *memory*."
    assert lesson.further == Further("Draw: your name.", "word_reader", {"cell": "gru"})
    first, second = lesson.steps
    assert (first.page, first.link, first.line) == ("word_reader", {"cell": "lstm"}, 12)
    assert first.hide == ("presets", "downloads") and first.veil == ("comparison",)
    assert first.view == {
        "inside": "0",
        "cell": "lstm",
        "hide": "presets.downloads",
        "veil": "comparison",
    }
    assert first.values == {"sure": Measure("word_reader.sureness", ("said",), show="percent")}
    assert first.text.startswith("What does it make") and first.text.endswith("- two")
    assert first.notes == "Ask them first.\n\nThen show it."
    assert first.question == Question(
        "choice",
        "Which letter comes next?",
        (("yes", "yes"), ("no", "no"), ("d", "d")),
        Measure("word_reader.next_letter", named=(("begin", "sai"), ("cell", "lstm"))),
        hint="Think of words.",
        explain="It said {sure}.",
    )
    words, distance, surer = first.claims
    assert words == Claim(
        Measure("word_reader.reading", ("aids",)), "is", "aids", "aids is another word"
    )
    assert (distance.comparison, distance.value) == ("above", 0.5)
    assert surer.value == Measure("word_reader.sureness", ("sadi",))
    assert second.question is not None and second.question.answer == Claim(
        Measure("word_reader.reads"), "one_of", ("aids", "aid")
    )


def test_a_lesson_that_is_written_is_read_as_the_same() -> None:
    lesson = parse_lesson(LESSON, "order-matters")
    again = parse_lesson(write_lesson(lesson), "order-matters")
    assert again == lesson


@pytest.mark.parametrize(
    "word", ["007", "-1", "1.5", "yes", "null", "~", "a: b", "#x", "'", "2026-01-02"]
)
def test_a_word_that_looks_like_something_else_stays_a_word(word: str) -> None:
    lesson = parse_lesson(block(f'view: /\nvalues: {{v: {{measure: a.b, of: "{word}"}}}}'))
    again = parse_lesson(write_lesson(lesson), lesson.name)
    assert again == lesson and again.steps[0].values["v"].given == (word,)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "begins with a line of `---`"),
        ("Hello", 1, "begins with a line of `---`"),
        ("---\ntitle: T\n", 1, "has no end"),
        ("---\ntitle: T\n---\n", 3, "no step"),
        ("---\nsummary: T\n---\n## S\n```yaml\nview: /\n```", 2, "`title` is missing"),
        ("---\ntitle: T\nminutes: long\n---\n## S\n```yaml\nview: /\n```", 3, "a number from 1"),
        ("---\ntitle: T\ntitel: U\n---\n## S\n```yaml\nview: /\n```", 3, "`titel` means nothing"),
        ("---\ntitle: T\ntitle: U\n---\n## S\n```yaml\nview: /\n```", 3, "a second time"),
        ("---\ntitle: [T\n---\n## S\n```yaml\nview: /\n```", 2, "this is not YAML"),
        ("---\ntitle: T\n---\nText\n## S\n```yaml\nview: /\n```", 4, "before the first step"),
        ("---\ntitle: T\n---\n## S\nText", 4, "no ```yaml block"),
        ("---\ntitle: T\n---\n## S\n```yaml\nview: /", 5, "this block has no end"),
        (block("view: /\n```\n```yaml\nview: /"), 8, "one block of YAML"),
        (head("further: {view: /}"), 3, "`text` is missing"),
        (head("further: {text: X, view: x}"), 3, "`view` is what stands"),
        (head("learned: <b>X</b>"), 3, "`learned`"),
        (block("view: https://example.org/"), 6, "`view` is what stands in the address"),
        (block("view: //example.org/x"), 6, "no address of a page of this app"),
        (block("view: /word_readr"), 6, "no address of a page of this app"),
        (head("further: {text: Go on., view: /word_readr}"), 3, "no address of a page of this app"),
        (block("view: /../etc/passwd"), 6, "no address of a page of this app"),
        (block("view: /\nhide: [a b]"), 7, "is no name for `hide`"),
        (block("view: /\nquestion: what?"), 7, "should be a table"),
        (block("view: /\nquestion: {kind: essay, ask: Why}"), 7, "`kind` is one of choice"),
        (block("view: /\nquestion: {ask: Why}"), 7, "two to eight `options`"),
        (block("view: /\nquestion: {ask: Why, options: [a, a]}"), 7, "no two alike"),
        (block('view: /\nquestion: {ask: Why, options: {a: b, "": no}}'), 7, "an option has 1 to"),
        (block('view: /\nquestion: {ask: Why, options: [a, " b"]}'), 7, "no space at its ends"),
        (block("view: /\nquestion: {kind: spot, ask: Where}"), 7, "`choice` is missing"),
        (
            block("view: /\nquestion:\n  kind: word\n  ask: Which?\n  answer: said"),
            10,
            "`answer` is asked of the network",
        ),
        (block("view: /\nclaims: [{measure: os.system, of: ls}]"), 7, "a claim has one of is"),
        (block("view: /\nclaims: [{measure: __import__, is: x}]"), 7, "should name a demo"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(LessonError) as caught:
        parse_lesson(text)
    assert words in caught.value.sentence
    assert caught.value.line == line


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "see <b>this</b>",
        "[here](https://example.org)",
        "[here][1]\n\n[1]: https://example.org",
        "<https://example.org>",
        "![x](https://example.org/x.png)",
        "so:\n\n    code",
        "# Heading",
        "> quoted",
        "bell \x07",
        "lone \ud800",
        "a" * 1_300,
    ],
)
def test_a_text_that_is_more_than_plain_markdown_is_refused(text: str) -> None:
    with pytest.raises(LessonError, match="line 4: the text of a step"):
        parse_lesson(f"---\ntitle: T\n---\n## S\n\n{text}\n\n```yaml\nview: /\n```")


def test_an_address_may_stand_there_as_text() -> None:
    text = "See https://example.org, 2 < 3 and a*b."
    lesson = parse_lesson(f"---\ntitle: T\n---\n## S\n\n{text}\n```yaml\nview: /\n```")
    assert lesson.steps[0].text == text


@pytest.mark.parametrize(
    "yaml",
    [
        "view: /\nnotes: &a x",
        "view: /\nhide: [&a [x, x], *a]",
        "view: !!python/object/apply:os.system [ls]",
        "view: /\nclaims: " + "[" * 500 + "]" * 500,
        "view: /\n? [a, b]\n: c",
        'view: /\nnotes: "\\x00"',
        "view: /?" + "a=1&" * 100,
        "view: /\nhide: [" + "a, " * 50 + "b]",
        "view: /\nvalues: {" + ", ".join(f"v{n}: {{measure: a.b}}" for n in range(30)) + "}",
    ],
)
def test_hostile_yaml_is_refused(yaml: str) -> None:
    with pytest.raises(LessonError):
        parse_lesson(block(yaml))


def test_files_that_are_too_large_or_no_text_are_refused() -> None:
    with pytest.raises(LessonError, match="up to 64 KB"):
        parse_lesson("a" * (MAX_BYTES + 1))
    with pytest.raises(LessonError, match="line 2: this is not a text in UTF-8"):
        parse_lesson(b"---\n\xff\xfe")
    many = "## S\n```yaml\nview: /\n```\n" * 41
    with pytest.raises(LessonError, match="up to 40 steps"):
        parse_lesson(f"---\ntitle: T\n---\n{many}")


@pytest.mark.parametrize("piece", ["[", "*a ", "- ", "{a: ", "`", "&a ", "<a ", "![", "> "])
def test_no_file_of_the_largest_size_takes_long(piece: str) -> None:
    for text in (block("notes: |\n  " + piece * 20_000), piece * 20_000):
        whole = f"---\ntitle: T\n---\n## S\n{text}"[:MAX_BYTES]
        start = time.process_time()
        with pytest.raises(LessonError):
            parse_lesson(whole)
        assert time.process_time() - start < 2
