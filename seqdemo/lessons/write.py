"""Write a lesson as its file: what `parse_lesson` reads."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import yaml

from seqdemo.lessons.lesson import Claim, Further, Lesson, Measure, Plain, Question, Step


def write_lesson(lesson: Lesson) -> str:
    """The file of a lesson, UTF-8 text."""
    further = lesson.further
    front: dict[str, Any] = {
        "title": lesson.title,
        "summary": lesson.summary,
        "minutes": lesson.minutes,
    }
    if lesson.order != Lesson.order:
        front["order"] = lesson.order
    if lesson.learned:
        front["learned"] = lesson.learned
    if further:
        front["further"] = {"text": further.text, "view": view_of(further)}
    return "\n".join([f"---\n{_yaml(front)}---\n", *map(_step, lesson.steps)])


def view_of(step: Step | Further) -> str:
    """Address of a view below the host."""
    return f"/{step.page}" + (f"?{urlencode(step.link)}" if step.link else "")


def _step(step: Step) -> str:
    block: dict[str, Any] = {
        "view": view_of(step),
        "picture": step.picture,
        "hide": list(step.hide),
        "lock": list(step.lock),
        "veil": list(step.veil),
        "question": _question(step.question) if step.question else {},
        "values": {name: _measure(one) for name, one in step.values.items()},
        "claims": [_claim(one) for one in step.claims],
        "notes": step.notes,
    }
    text = f"{step.text}\n\n" if step.text else ""
    return f"## {step.title}\n\n{text}```yaml\n{_yaml(_filled(block))}```\n"


def _question(question: Question) -> dict[str, Any]:
    answer = question.answer
    return _filled(
        {
            "kind": question.kind,
            "ask": question.ask,
            "options": _options(question),
            "answer": _claim(answer) if isinstance(answer, Claim) else _measure(answer),
            "choice": question.choice,
            "within": question.within,
            "unit": question.unit,
            "hint": question.hint,
            "explain": question.explain,
        }
    )


def _options(question: Question) -> dict[str, str] | list[str]:
    if all(value == words for value, words in question.options):
        return [value for value, _ in question.options]
    return dict(question.options)


def _measure(measure: Measure | None) -> dict[str, Any]:
    if measure is None:
        return {}
    of = dict(measure.named) or list(measure.given)
    return _filled({"measure": measure.name, "of": of, "show": measure.show})


def _claim(claim: Claim) -> dict[str, Any]:
    value = claim.value
    held: Plain | list[Plain] | dict[str, Any]
    if isinstance(value, Measure):
        held = _measure(value)
    else:
        held = list(value) if isinstance(value, tuple) else value
    return {**_filled({"says": claim.says, **_measure(claim.measure)}), claim.comparison: held}


def _filled(block: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in block.items() if value not in ("", 0.0, [], {}, None)}


def _yaml(block: dict[str, Any]) -> str:
    text: str = yaml.dump(block, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)
    return text


class _Dumper(yaml.SafeDumper):
    """Writes a text of several lines as such, and nothing twice by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Quotes where a word could be read as a number."""
    style = "|" if "\n" in text else "'" if text[:1] in "-.0123456789" else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
