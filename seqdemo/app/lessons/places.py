"""What a visitor has made or selected on a step's page."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import streamlit as st

from seqdemo.app.choice import Choice
from seqdemo.app.page_state import PageState
from seqdemo.lessons.lesson import Step
from seqdemo.tasks.registry import part

CHOOSE = "Choose something in the picture first."


def spot_link(step: Step) -> str:
    """Name in links of the place that a step asks for, "" if it asks for none.

    The browser knows first what is selected.
    """
    found = _choice(step) if step.question and step.question.kind == "spot" else None
    return (found[0].link or "") if found else ""


def of_page(step: Step, said: Any) -> str | None:
    """What the visitor has made or selected on the page, as links write it; None if nothing.

    Args:
        step: Its question is about a choice of the page.
        said: What the browser says is selected.
    """
    found = _choice(step)
    if found is None:
        return None
    choice, key = found
    value = st.session_state.get(key)
    if step.question and step.question.kind == "spot" and isinstance(said, str):
        with suppress(ValueError):
            value = choice.read(said)
    return None if value is None else str(choice.write(value))


def _choice(step: Step) -> tuple[Choice, str] | None:
    """The choice of the step's page that is asked for, and its session key."""
    table: PageState | None = part(step.page, "page.state", "STATE")
    found = table.choices.get(step.question.choice) if table and step.question else None
    return (found, table.key(step.question.choice)) if table and found and step.question else None
