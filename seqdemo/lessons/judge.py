"""Judge an answer to a question by what the network says now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seqdemo.lessons.lesson import Claim, Measure, Plain, Question, Step
from seqdemo.lessons.measures import Ask, MeasureError, holds, in_words, measured, same, shown
from seqdemo.lessons.text_tree import names_in
from seqdemo.lessons.typed_number import typed_number


@dataclass(frozen=True)
class Verdict:
    """What there is to say of an answer.

    Attributes:
        right: Whether it is right; None if the question has no right answer, or none was given.
        answer: What the network says, as visitors read it.
        value: The value of the right option of a choice.
    """

    right: bool | None
    answer: str
    value: str = ""


def judge(question: Question, given: str | None, ask: Ask = measured) -> Verdict:
    """Hold an answer against what the network says.

    Args:
        question: What was asked.
        given: The answer; of a drawing and a spot as links write it. None shows the right one.
        ask: Gives the answers to measures.

    Raises:
        MeasureError: If the network cannot be asked, or the answer is no number where one is asked.
    """
    if question.answer is None:
        return Verdict(None, "")
    if isinstance(question.answer, Claim):
        return _made(question.answer, given, ask)
    answer = ask(question.answer, ())
    if question.kind == "choice":
        return _chosen(question, given, answer)
    words = _in_units(question, shown(answer, question.answer.show))
    if given is None:
        return Verdict(None, words)
    if question.kind == "number":
        return Verdict(_near(question, given, answer), words)
    return Verdict(same(given, str(answer)), words)


def values_of(
    step: Step, ask: Ask = measured, texts: Iterable[str] | None = None
) -> dict[str, str]:
    """The values of a step's texts, as visitors read them.

    Args:
        step: Which.
        ask: Gives the answers to measures.
        texts: Only what these name is asked for; all of them if None.

    Raises:
        MeasureError: If the network cannot be asked.
    """
    named = set(step.values) if texts is None else set().union(*map(names_in, texts))
    return {
        name: shown(ask(one, ()), one.show) for name, one in step.values.items() if name in named
    }


def _made(claim: Claim, given: str | None, ask: Ask) -> Verdict:
    """Of what was made on the page: the claim is asked of it."""
    if given is None:
        return Verdict(None, claim.says or in_words(claim))
    right, answer = holds(claim, ask, (given,))
    return Verdict(right, shown(answer, claim.measure.show))


def _chosen(question: Question, given: str | None, answer: Plain) -> Verdict:
    for value, words in question.options:
        if same(value, str(answer)):
            return Verdict(None if given is None else given == value, words, value)
    raise MeasureError(f"The network says {answer}, which is none of the options.")


def _near(question: Question, given: str, answer: Plain) -> bool:
    try:
        number = typed_number(given)
    except ValueError as error:
        raise MeasureError("Write a number, such as 12 or 0.5.") from error
    if isinstance(answer, str):
        raise MeasureError(f"The network says {answer}, which is no number.")
    assert isinstance(question.answer, Measure)
    scale = 100 if question.answer.show == "percent" else 1
    return abs(number - scale * answer) <= question.within + 1e-9


def _in_units(question: Question, answer: str) -> str:
    """An answer with its unit: "2 times", and of a place "letter 2"."""
    percent = isinstance(question.answer, Measure) and question.answer.show == "percent"
    if not question.unit or percent:
        return answer
    return f"{question.unit} {answer}" if question.kind == "spot" else f"{answer} {question.unit}"
