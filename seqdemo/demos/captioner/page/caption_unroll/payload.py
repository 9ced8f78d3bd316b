"""A described photo as JSON, with numbers in base64."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

import numpy as np

from seqdemo.core.ranking import Ranking
from seqdemo.core.sampling import Sampling, probabilities
from seqdemo.core.search_tree import BeamResult
from seqdemo.core.trace import FloatArray, LayerTrace, Trace
from seqdemo.demos.captioner.words import EOS, NEVER_SAID, sentence
from seqdemo.views.palette import DIVERGING
from seqdemo.views.unit_order import by_peak, liveliest
from seqdemo.web.packing import base64_of, embedded, fullest, packed_layer
from seqdemo.web.search_tree import formula, search_data

CHOICES = 8
TILE = ("hidden", "cell_state", "input", "forget", "candidate", "output")
UNSAYABLE = "unknown word"


@dataclass(frozen=True)
class CaptionView:
    """Everything the component shows.

    Attributes:
        rev: Names the sentence: the browser forgets its place when it changes.
        trace: Every step of the sentence that is shown, BOS first.
        picture: The photo in its own shape, a JPEG.
        size: Its width and height.
        alt: What to call it.
        network: "attention" or "plain".
        title: Heading of the states.
        search: What the search considered; None if the words were drawn.
        sampling: How words were drawn; None if they were searched.
        length_penalty: Of the search.
        prefix: How many words the visitor chose.
        own: What the network itself said; differs from the trace if the visitor chose a sentence.
        verdict: How sure the network was, in a sentence.
        meaning: What that measures.
        unsure: Whether that is little.
        kind: Whether the photo is like those that were trained on, in a sentence.
        kind_meaning: What that measures.
        odd: Whether it is of another kind altogether.
        milliseconds: What looking and writing took; None if it was done before.
        at: Step shown first; None is where the network looked hardest.
        unit: Unit selected first; None is the liveliest.
        gate: What the second row of tiles shows first.
        over: What lies over the photo first: "heat", "grid" or "none".
        uploaded: Whether the photo is the visitor's own: no link can carry it.
        owner: Whether this picture's place goes into the link.
    """

    rev: str
    trace: Trace
    picture: bytes
    size: tuple[int, int]
    alt: str
    network: str
    title: str
    search: BeamResult | None = None
    sampling: Sampling | None = None
    length_penalty: float = 0.0
    prefix: int = 0
    own: Sequence[str] = ()
    verdict: str = ""
    meaning: str = ""
    unsure: bool = False
    kind: str = ""
    kind_meaning: str = ""
    odd: bool = False
    milliseconds: float | None = None
    at: int | None = None
    unit: int | None = None
    gate: str = "forget"
    over: str = "heat"
    uploaded: bool = False
    owner: bool = True


def payload(view: CaptionView) -> dict[str, Any]:
    """`view` as JSON-ready data."""
    trace = view.trace
    layer, said = trace.layers[-1], list(trace.inputs[1:])
    return {
        "rev": view.rev,
        "picture": embedded(view.picture),
        "size": list(view.size),
        "alt": view.alt,
        "network": view.network,
        "title": view.title,
        "said": said,
        "choices": choices(trace, view.sampling),
        "chosen": [float(p) for p in chosen(trace)],
        "drawn": view.sampling is not None,
        "layer": packed_layer(layer),
        "most": fullest(layer),
        "order": [int(unit) for unit in by_peak(layer)],
        "side": ceil(sqrt(layer.hidden_size)),
        "attention": None if trace.attention is None else base64_of(trace.attention, "<f4"),
        **_searched(view.search, trace.classes),
        "formula": formula(Ranking(view.length_penalty)),
        "prefix": view.prefix,
        "own": list(view.own),
        "verdict": view.verdict,
        "meaning": view.meaning,
        "unsure": view.unsure,
        "kind": view.kind,
        "kind_meaning": view.kind_meaning,
        "odd": view.odd,
        "ms": view.milliseconds,
        "at": min(view.at, len(trace) - 1) if view.at is not None else hardest(trace),
        "unit": _unit(view.unit, layer),
        "gate": view.gate if view.gate in TILE[1:] else "forget",
        "over": view.over if view.over in ("heat", "grid", "none") else "heat",
        "uploaded": view.uploaded,
        "owner": view.owner,
        "palette": DIVERGING,
    }


def _searched(search: BeamResult | None, names: Sequence[str]) -> dict[str, Any]:
    if search is None:
        return {"tree": None, "sentences": []}
    return search_data(search, lambda word: "" if word == EOS else names[word], sentence)


def choices(trace: Trace, sampling: Sampling | None) -> list[list[dict[str, Any]]]:
    """For each step the likeliest next words, as the network scored them.

    Returns:
        For each step, likeliest first: `word`, `kind` ("word", "end", or "never" for one the
        network does not say), `p` its probability, and `q` what it was drawn with.
    """
    assert trace.logits is not None
    found = []
    for row in trace.logits:
        p = probabilities(row)
        q = None if sampling is None else _drawn_from(row, sampling)
        best = [n for n in np.argsort(-p, kind="stable")[: CHOICES + 2] if n > 1][:CHOICES]
        found.append([_choice(int(n), trace.classes, p, q) for n in best])
    return found


def _choice(n: int, names: Sequence[str], p: Any, q: Any) -> dict[str, Any]:
    kind = "end" if n == EOS else "never" if n in NEVER_SAID else "word"
    word = {"end": "", "never": UNSAYABLE}.get(kind, names[n])
    return {"word": word, "kind": kind, "p": float(p[n]), "q": None if q is None else float(q[n])}


def _drawn_from(logits: FloatArray, sampling: Sampling) -> Any:
    sayable = logits.copy()
    sayable[list(NEVER_SAID)] = -np.inf
    return sampling.probabilities(sayable)


def chosen(trace: Trace) -> FloatArray:
    """The network's own probability of each word that was said, and of the end, (T,)."""
    assert trace.logits is not None
    names = {name: n for n, name in enumerate(trace.classes)}
    said = [*(names[word] for word in trace.inputs[1:]), EOS]
    rows = zip(trace.logits, said, strict=True)
    return np.array([probabilities(row)[n] for row, n in rows], np.float32)


def log_probability(trace: Trace) -> float:
    """Of the whole sentence with its end, as the network scored it, nats."""
    return float(np.log(np.maximum(chosen(trace), 1e-30)).sum())


def hardest(trace: Trace) -> int:
    """The step at which the network looked at one region most; the first word without attention."""
    return 0 if trace.attention is None else int(trace.attention.max(1).argmax())


def _unit(unit: int | None, layer: LayerTrace) -> int:
    return unit if unit is not None and unit < layer.hidden_size else liveliest(layer)
