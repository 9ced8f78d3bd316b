"""Hints per view, and what a demo's steps are called."""

from __future__ import annotations

from collections.abc import Mapping

from seqdemo.tasks.protocols import Explorable
from seqdemo.tasks.registry import explorables

FILE = "file"
"""Stands among the demos' names for a trace of the visitor's own."""

FILE_TITLE = "a trace file"

HINTS: Mapping[str, str] = {
    "states": "stripes that change at the same inputs, and units that change once and stay.",
    "path": "places where the path turns the same way every time, such as the end of every word; "
    "and how two inputs part.",
    "gradient": "how far back the colours reach, and whose line below falls fastest: a plain RNN "
    "has no gate that could carry the gradient, but over a few steps it need not fall. Click a "
    "{step} to ask about the output after it.",
    "meaning": "a single unit that does nearly as well as the whole state. Choose a property and "
    "see its best unit in the text: does it light up where it should?",
    "match": "mark a few {step}s by dragging over the text. If the places found below have "
    "something in common, these units stand for it.",
    "reach": "which changes the network gets over, and which it does not.",
    "cause": "a curve that leaves the grey ones: what is held brings about what is measured.",
}
NO_FILE = (
    "Choose a trace file above, or start the app with one: `seqdemo explore my_trace.npz`. A few "
    "lines of Python make one of any network of yours: `trace = seqdemo.record(my_lstm, x)`, then "
    '`seqdemo.save_trace(trace, "my_trace.npz")`. `seqdemo.explore(my_model, x)` opens this '
    "page on the network itself, with gradients and interventions."
)


def look_for(view: str, side: Explorable | None, step: str) -> str:
    """What to look for in a view, in Markdown."""
    own = side.hints.get(view) if side else None
    return f"**What to look for:** {own or HINTS[view].format(step=step)}"


def title_of(source: str) -> str:
    """A source as its button says it."""
    title = FILE_TITLE if source == FILE else explorables()[source].title
    return title[0].upper() + title[1:]


def networks_with(protocol: type) -> str:
    """The demos whose networks can do something, as "the one or the other"."""
    titles = [f"the {side.title}" for side in explorables().values() if isinstance(side, protocol)]
    return " or ".join(filter(None, (", ".join(titles[:-1]), *titles[-1:])))
