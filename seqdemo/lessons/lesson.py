"""Lesson, Step, Question, Claim: what a lesson's file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Plain = str | int | float

KINDS = ("choice", "number", "word", "drawing", "spot")
COMPARISONS = ("is", "above", "below", "at_least", "at_most", "one_of")
LONGEST_ANSWER = 60
"""Characters of an answer that is typed."""
SHOWN = ("", "percent", "whole", "one", "two", "letters")


class LessonError(ValueError):
    """A lesson's file that cannot be read: a sentence, and the line it is about.

    Attributes:
        line: Line of the file, from 1.
        sentence: What is wrong and what to do.
    """

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"line {line}: {sentence}")
        self.line, self.sentence = line, sentence


@dataclass(frozen=True)
class Measure:
    """A number, word or choice that is asked of a shipped network whenever it is needed.

    Attributes:
        name: Demo and measure, such as "word_reader.reading".
        given: Arguments by place.
        named: Arguments by name, in pairs.
        show: How a number is written for people: one of `SHOWN`.
    """

    name: str
    given: tuple[Plain, ...] = ()
    named: tuple[tuple[str, Plain], ...] = ()
    show: str = ""


@dataclass(frozen=True)
class Claim:
    """What a lesson says of a network; a test asks the network.

    Attributes:
        measure: What is asked.
        comparison: One of `COMPARISONS`.
        value: What the answer is held against: plain, several, or another measure.
        says: The claim in words.
    """

    measure: Measure
    comparison: str
    value: Plain | tuple[Plain, ...] | Measure
    says: str = ""


@dataclass(frozen=True)
class Question:
    """A question about the view of a step.

    Attributes:
        kind: One of `KINDS`. A drawing is any input that visitors make on the page itself, a spot
            is a place they select in its picture.
        ask: The question.
        options: Of a choice: value -> what visitors read, in pairs.
        answer: What the network is asked for the right answer; None leaves it to talk about. Of a
            drawing it is a claim that is right for the input that was made.
        choice: Of a drawing and a spot: name of the page's choice that holds it.
        within: How far a number may be off.
        unit: Of a number, such as "%"; of a spot, such as "letter".
        hint: Shown when asked for.
        explain: Shown with the right answer; may hold `{values}` of the step.
    """

    kind: str
    ask: str
    options: tuple[tuple[str, str], ...] = ()
    answer: Measure | Claim | None = None
    choice: str = ""
    within: float = 0.0
    unit: str = ""
    hint: str = ""
    explain: str = ""


@dataclass(frozen=True)
class Step:
    """One screen of a lesson.

    Attributes:
        title: Its heading.
        text: Short Markdown; `{name}` stands for one of `values`.
        page: Name of the page that is shown, "" for the home page.
        link: Query parameters of the view.
        picture: Name of the part of the view that a projector shows first, such as "one-unit".
        hide: Controls and parts of the page that are left out.
        lock: Controls that cannot be changed.
        veil: Answers that are hidden until they are asked for.
        question: Asked about it, if there is one.
        values: Name -> measure, for the texts.
        claims: What the step says of networks.
        notes: For the teacher.
        line: Where it begins in the file.
    """

    title: str
    text: str
    page: str
    link: Mapping[str, str] = field(default_factory=dict)
    picture: str = ""
    hide: tuple[str, ...] = ()
    lock: tuple[str, ...] = ()
    veil: tuple[str, ...] = ()
    question: Question | None = None
    values: Mapping[str, Measure] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    notes: str = ""
    line: int = field(default=1, compare=False)

    @property
    def view(self) -> dict[str, str]:
        """Query parameters of the step's view, with what is hidden, locked and veiled.

        What stands behind "more inside" is not shown unless the view says so.
        """
        rules = {"hide": self.hide, "lock": self.lock, "veil": self.veil}
        return {
            "inside": "0",
            **self.link,
            **{rule: ".".join(names) for rule, names in rules.items() if names},
        }


@dataclass(frozen=True)
class Further:
    """What to try after a lesson.

    Attributes:
        text: One sentence.
        page: Name of the page it is tried on, "" for the home page.
        link: Query parameters of its view.
    """

    text: str
    page: str
    link: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Lesson:
    """A lesson: steps, one screen each.

    Attributes:
        name: In links and of its file.
        title: Its heading.
        summary: One sentence: what it is about.
        minutes: How long it takes.
        steps: At least one.
        order: Place in the list, lowest first.
        learned: Short Markdown, shown at its end: what was found out.
        further: Shown at its end, too: what to try next.
    """

    name: str
    title: str
    summary: str
    minutes: int
    steps: tuple[Step, ...]
    order: int = 1_000
    learned: str = ""
    further: Further | None = None
