"""Measures for lessons: a translation, and which words it looks at."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from seqdemo.core.trace import Trace
from seqdemo.demos.translation.query import Translate

Networks = Callable[[str], Any]
START = "\u2581"
"""Begins the first piece of a word."""


def translated(networks: Networks, text: str, way: str = "en-de", net: str = "attention") -> str:
    """The translation of a sentence."""
    return str(_made(networks, text, way, net)[0].text)


def says(
    networks: Networks, text: str, word: str, way: str = "en-de", net: str = "attention"
) -> str:
    """Whether a word stands in the translation, capitals apart: "yes" or "no"."""
    said = translated(networks, text, way, net).lower().replace(".", " ").replace(",", " ").split()
    return "yes" if word.lower() in said else "no"


def bleu(networks: Networks, way: str, net: str = "attention") -> float:
    """BLEU on unseen sentences, 0..100, as its card has it."""
    from seqdemo.demos.translation.task import TASK

    return float(TASK.card(net)["metrics"][way]["bleu"])


def looks(networks: Networks, text: str, word: str, way: str = "en-de") -> str:
    """The word of the sentence that is looked at most when a word of the translation begins."""
    _, trace = _made(networks, text, way, "attention")
    assert trace.attention is not None and trace.source is not None
    step = _place(trace.inputs[1:], word)
    return _word(trace.source, int(trace.attention[step].argmax()))


def steered(networks: Networks, text: str, word: str, at: str, way: str = "en-de") -> str:
    """What it says in the place of a word of the translation if it looks there `at` one alone."""
    _, trace = _made(networks, text, way, "attention")
    assert trace.source is not None
    step = _place(trace.inputs[1:], word)
    asked = Translate(text, way, pinned=(step, _place(trace.source, at)))
    _, other = _explained(networks("attention"), asked)
    return _word(other.inputs[1:], step)


def _place(pieces: tuple[str, ...], word: str) -> int:
    """Where a word begins."""
    if START + word not in pieces:
        raise ValueError(f"no word begins with {word!r}")
    return pieces.index(START + word)


def _word(pieces: tuple[str, ...], at: int) -> str:
    """The whole word that a piece belongs to; a mark is itself."""
    if not pieces[at].replace(START, "").isalpha():
        return pieces[at]
    first = at
    while first > 0 and not pieces[first].startswith(START):
        first -= 1
    last = at + 1
    while last < len(pieces) and pieces[last].isalpha() and not pieces[last].startswith(START):
        last += 1
    return "".join(pieces[first:last]).replace(START, "")


def _made(networks: Networks, text: str, way: str, net: str) -> tuple[Any, Trace]:
    return _explained(networks(net), Translate(text, way))


@lru_cache(maxsize=32)
def _explained(model: Any, query: Translate) -> tuple[Any, Trace]:
    from seqdemo.demos.translation.task import TASK

    return TASK.explain(model, query)


MEASURES = {one.__name__: one for one in (translated, says, bleu, looks, steered)}
