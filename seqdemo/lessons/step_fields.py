"""Fields of a step: its view, question, values, claims and notes."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from seqdemo.lessons.fields import (
    MAX_ITEMS,
    claim_of,
    list_of,
    measure_of,
    names_of,
    number_of,
    one_of,
    only,
    plain,
    table_of,
    text_of,
)
from seqdemo.lessons.lesson import KINDS, Claim, Further, LessonError, Measure, Question, Step
from seqdemo.lessons.safe_text import check_text
from seqdemo.lessons.strict_yaml import Table
from seqdemo.tasks.registry import cards

MAX_VIEW = 4_000
RULES = ("hide", "lock", "veil")
_STEP = ("view", "picture", *RULES, "question", "values", "claims", "notes")
_QUESTION = ("kind", "ask", "options", "answer", "choice", "within", "unit", "hint", "explain")
_TAKEN = ("lesson", "pick", "room", "embed", "embed_options")


def step_of(table: Table, title: str, text: str, line: int) -> Step:
    """A step of its heading, its text and its block of YAML.

    Raises:
        LessonError: If something in it makes no sense.
    """
    only(table, _STEP, "a step")
    page, link = _view(str(table.get("view", "")), table.line_of("view"))
    rules = {rule: _joined(link.pop(rule, ""), names_of(table, rule)) for rule in RULES}
    return Step(
        title=check_text(title, line, 80, "the title of a step"),
        text=check_text(text, line, 1_200, "the text of a step"),
        page=page,
        link=link,
        picture=text_of(table, "picture", 40),
        question=_question(table),
        values=_values(table),
        claims=_claims(table),
        notes=text_of(table, "notes", 1_500),
        line=line,
        **rules,
    )


def further_of(table: Table) -> Further | None:
    """What the head of a lesson has to try after it."""
    if "further" not in table:
        return None
    found = table_of(table["further"], table.line_of("further"), "`further`")
    only(found, ("text", "view"), "`further`")
    page, link = _view(str(found.get("view", "")), found.line_of("view"))
    return Further(text_of(found, "text", 240, needed=True), page, link)


def _view(view: str, line: int) -> tuple[str, dict[str, str]]:
    """Page and query parameters of an address of this app."""
    if not view.startswith("/") or len(view) > MAX_VIEW:
        raise LessonError(
            line, "`view` is what stands in the address after the host: /word_reader?cell=gru"
        )
    try:
        parts = urlsplit(view)
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=60)
    except ValueError as error:
        raise LessonError(line, "`view` is no address of a page.") from error
    page = parts.path.strip("/")
    if parts.netloc or parts.fragment or (page and not any(page == card.name for card in cards())):
        raise LessonError(line, "`view` is no address of a page of this app.")
    return page, {name: value for name, value in pairs if name not in _TAKEN}


def _joined(linked: str, named: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*filter(None, linked.split(".")), *named]))


def _question(table: Table) -> Question | None:
    if "question" not in table:
        return None
    found = table_of(table["question"], table.line_of("question"), "`question`")
    only(found, _QUESTION, "a question")
    kind = one_of(found, "kind", KINDS, "choice")
    choice = text_of(found, "choice", 40, needed=kind in ("drawing", "spot"))
    return Question(
        kind=kind,
        ask=text_of(found, "ask", 240, needed=True),
        options=_options(found) if kind == "choice" else (),
        answer=_answer(found, kind),
        choice=choice,
        within=number_of(found, "within", 0, 0, 1_000_000),
        unit=text_of(found, "unit", 20),
        hint=text_of(found, "hint"),
        explain=text_of(found, "explain"),
    )


def _options(table: Table) -> tuple[tuple[str, str], ...]:
    """Value and words of each option, from a list or from lines like `gru: the GRU`."""
    found, line = table.get("options"), table.line_of("options")
    if isinstance(found, Table):
        pairs = [(str(value), str(plain(words, line))) for value, words in found.items()]
    else:
        pairs = [(str(plain(one, line)),) * 2 for one in list_of(table, "options")]
    if not 2 <= len(pairs) <= 8 or len({value for value, _ in pairs}) < len(pairs):
        raise LessonError(line, "a choice has two to eight `options`, no two alike.")
    if any(not 1 <= len(value.strip()) == len(value) <= 120 for value, _ in pairs):
        raise LessonError(line, "an option has 1 to 120 characters, and no space at its ends.")
    return tuple((value, check_text(words, line, 120, "an option")) for value, words in pairs)


def _answer(table: Table, kind: str) -> Measure | Claim | None:
    if "answer" not in table:
        return None
    found, line = table["answer"], table.line_of("answer")
    if not isinstance(found, Table):
        raise LessonError(
            line, "`answer` is asked of the network: {measure: word_reader.reading, of: said}"
        )
    return claim_of(found) if kind == "drawing" else measure_of(found)


def _values(table: Table) -> dict[str, Measure]:
    found = table.get("values", Table(table.line))
    named = table_of(found, table.line_of("values"), "`values`")
    if len(named) > MAX_ITEMS:
        raise LessonError(named.line, f"`values` may hold {MAX_ITEMS} things.")
    return {
        name: measure_of(table_of(one, named.line_of(name), f"`{name}`"))
        for name, one in named.items()
    }


def _claims(table: Table) -> tuple[Claim, ...]:
    line = table.line_of("claims")
    found: list[Any] = list_of(table, "claims")
    return tuple(claim_of(table_of(one, line, "a claim")) for one in found)
