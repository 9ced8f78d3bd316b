"""What the page "Caption a photo" keeps: the visitor's choices, as a query and as a link."""

from __future__ import annotations

import math
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from seqdemo.app.choices import Choices
from seqdemo.core.sampling import Sampling
from seqdemo.demos.captioner.page import answers, shelf
from seqdemo.demos.captioner.page.answers import NAME
from seqdemo.demos.captioner.prepared_photo import Print
from seqdemo.demos.captioner.query import (
    BEST_LENGTH_PENALTY,
    BEST_WIDTH,
    LONGEST,
    MAX_WIDTH,
    Describe,
    Network,
)
from seqdemo.demos.captioner.words import SPECIAL

UPLOADED = "own"
"""What stands in a link for a photo that cannot be in it."""

METHODS = {"beam": "search", "greedy": "greedy", "chance": "by chance"}
NETWORKS: tuple[Network, ...] = ("attention", "plain")
VIEWS = {"attention": "with attention", "plain": "without", "both": "both"}
DEFAULTS: Mapping[str, Any] = {
    "view": "attention",
    "method": "beam",
    "width": BEST_WIDTH,
    "penalty": BEST_LENGTH_PENALTY,
    "temperature": 0.7,
    "seed": 1,
}
"""Control -> what a first visit shows; the finished example that ships is exactly this."""

BOUNDS: Mapping[str, tuple[type, float, float]] = {
    "width": (int, 2, MAX_WIDTH),
    "penalty": (float, 0.0, 2.0),
    "temperature": (float, 0.0, 2.0),
    "seed": (int, 0, 999_999),
}
_LINK = {"width": "k", "penalty": "lp", "temperature": "t", "seed": "seed"}
_FREE = {"prefix": (), "said": None}
"""What a visitor did to one sentence; another photo or method forgets it."""


CHOICES = Choices(NAME, DEFAULTS)
key = CHOICES.key


def adopt_link(*, arrived: bool) -> None:
    """Fill the session: defaults, then what was kept from an earlier visit, then the link.

    The link counts on arrival only: later the browser writes the address itself.
    """
    state = st.session_state
    shelf.prepare()
    CHOICES.begin(arrived=arrived)
    for name, value in _FREE.items():
        state.setdefault(key(name), value)
    state.setdefault(key("look"), {})
    if arrived:
        shelf.hush()
    if arrived and st.query_params:
        _adopt(st.query_params.to_dict())


def _adopt(link: dict[str, str]) -> None:
    """Take over what makes sense in a link; the rest changes nothing."""
    state = st.session_state
    name = link.get("photo", "")
    if name == UPLOADED and shelf.own() == 0:
        shelf.note(
            "An uploaded photo is gone after a reload, and a link cannot carry it: upload it again "
            "to see the same. This is a sample photo."
        )
    elif name:
        shelf.choose(name)
    if link.get("net") in VIEWS:
        CHOICES["view"] = link["net"]
    if link.get("m") in METHODS:
        CHOICES["method"] = link["m"]
    for name, (kind, low, high) in BOUNDS.items():
        value = _number(link.get(_LINK[name], ""), kind)
        if value is not None and low <= value <= high:
            CHOICES[name] = value
    if name != UPLOADED:
        state[key("prefix")] = known_words(link.get("pre", "").split(".")) or ()
        state[key("said")] = known_words(link.get("say", "").split("."))
    at, unit = _number(link.get("at", ""), int), _number(link.get("unit", ""), int)
    state[key("look")] = {
        "at": at - 1 if at else None,
        "unit": unit,
        "gate": link.get("gate"),
        "over": link.get("over"),
    }


def photo() -> Print | None:
    """The photo that is being described; another one than before starts afresh."""
    chosen, state = shelf.chosen(), st.session_state
    if chosen is not None:
        if state.get(key("of")) not in (None, chosen.key):
            restart()
        state[key("of")] = chosen.key
    return chosen


def query(photo: Print, network: Network) -> Describe:
    """What is asked of a network about a photo."""
    state = st.session_state
    method = CHOICES["method"] or "beam"
    common: dict[str, Any] = {"network": network, "prefix": state[key("prefix")]}
    if method == "chance":
        return Describe(photo.seen, method="sample", sampling=sampling(), **common)
    width = 1 if method == "greedy" else int(CHOICES["width"])
    penalty = BEST_LENGTH_PENALTY if method == "greedy" else float(CHOICES["penalty"])
    return Describe(photo.seen, beam_width=width, length_penalty=round(penalty, 2), **common)


def sampling() -> Sampling:
    """How words are drawn by chance."""
    temperature = round(float(CHOICES["temperature"]), 2)
    return Sampling(temperature=temperature, seed=int(CHOICES["seed"] or 0))


def shown_networks() -> tuple[Network, ...]:
    """The networks whose answers are on the page, from left to right."""
    view = CHOICES["view"] or "attention"
    return tuple(kind for kind in NETWORKS if view in (kind, "both"))


def link(photo: Print) -> dict[str, str]:
    """Query parameters that bring the page back; of an own photo, only that there was one."""
    state = st.session_state
    photo_name = UPLOADED if photo.uploaded else photo.key
    found = {"photo": photo_name, "m": CHOICES["method"], "net": CHOICES["view"]}
    matters = {"beam": ("width", "penalty"), "chance": ("temperature", "seed")}
    for name in matters.get(CHOICES["method"], ()):
        found[_LINK[name]] = f"{CHOICES[name]:g}"
    for name, short in (("prefix", "pre"), ("said", "say")):
        if state[key(name)]:
            found[short] = ".".join(state[key(name)])
    return found


def restart() -> None:
    """Another photo, network or method: what was done to the sentence no longer belongs to it."""
    for name, value in _FREE.items():
        st.session_state[key(name)] = value
    st.session_state[key("look")] = {}


def roll() -> None:
    """Another seed."""
    CHOICES["seed"] = secrets.randbelow(1_000_000)
    restart()


def act(sent: Mapping[str, Any]) -> None:
    """Do what the visitor asked for in the picture."""
    what, words = sent.get("do"), sent.get("words")
    state = st.session_state
    if what == "release":
        restart()
    elif isinstance(words, list) and all(isinstance(word, str) for word in words):
        known = known_words(words)
        if known and what == "branch":
            restart()
            state[key("prefix")] = known
        elif known and what == "say":
            state[key("said")] = known
            state[key("look")] = {}


def known_words(words: Sequence[str]) -> tuple[str, ...] | None:
    """The words, if every network on the page knows them all and they are not too many."""
    if not 1 <= len(words) <= LONGEST:
        return None
    for network in NETWORKS:
        sayable = set(answers.card(network)["vocabulary"]) - set(SPECIAL)
        if not sayable.issuperset(words):
            return None
    return tuple(words)


def _number(text: str, kind: type) -> Any:
    """A number of a link that is not negative, or None."""
    try:
        value = kind(text[:20])
    except ValueError:
        return None
    return value if math.isfinite(value) and 0 <= value < 1e9 else None
