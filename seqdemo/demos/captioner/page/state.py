"""Page state: the table of choices and the query they make."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from seqdemo.app.choice import Choice, flag, number, one_of, position
from seqdemo.app.open_cell import followers, kept_choice
from seqdemo.app.page_choices import reset
from seqdemo.app.page_state import PageState
from seqdemo.core.sampling import Sampling
from seqdemo.demos.captioner.examples import PHOTO
from seqdemo.demos.captioner.page import answers
from seqdemo.demos.captioner.page.answers import NAME
from seqdemo.demos.captioner.prepared_photo import PreparedPhoto
from seqdemo.demos.captioner.query import (
    BEST_LENGTH_PENALTY,
    BEST_WIDTH,
    LONGEST,
    MAX_WIDTH,
    Describe,
    Network,
)
from seqdemo.demos.captioner.regions import GRID, REGIONS, TRAINED_REGIONS, region_now
from seqdemo.demos.captioner.samples import SAMPLES
from seqdemo.demos.captioner.words import SPECIAL

UPLOADED = "own"
"""What stands in a link for a photo that cannot be in it."""

METHODS = {"beam": "search", "greedy": "greedy", "chance": "by chance"}
NETWORKS: tuple[Network, ...] = ("attention", "plain")
VIEWS = {"attention": "with attention", "plain": "without", "both": "both"}
GATES = ("cell_state", "input", "forget", "candidate", "output")
_MATTERS = {"beam": ("width", "penalty"), "greedy": (), "chance": ("temperature", "seed")}
_GRID = f"{GRID}x"
"""What regions in a link begin with."""

_LOOK = ("at", "unit", "gate", "over", "opened", "kept")
"""What a visitor looks at in one sentence."""

_PLACE = tuple(name for name in _LOOK if name != "opened")
"""What another sentence forgets of it."""


def known_words(words: Sequence[str]) -> tuple[str, ...] | None:
    """The words, if every network on the page knows them all and they are not too many."""
    if not 1 <= len(words) <= LONGEST:
        return None
    for network in NETWORKS:
        sayable = set(answers.card(network)["vocabulary"]) - set(SPECIAL)
        if not sayable.issuperset(words):
            return None
    return tuple(words)


def _sentence(text: str) -> tuple[str, ...]:
    words = known_words(text.split("."))
    if words is None:
        raise ValueError("not words that the networks know")
    return words


def _regions(text: str) -> tuple[int, ...]:
    """Regions of a link; one without the sign of today's grid means those of the one before."""
    now = text.startswith(_GRID)
    names = [str(region) for region in range(REGIONS if now else TRAINED_REGIONS)]
    chosen = {names.index(each) for each in text.removeprefix(_GRID).split(".")}
    return tuple(sorted(chosen if now else {n for each in chosen for n in region_now(each)}))


def _region_names(regions: Sequence[int]) -> str:
    return _GRID + ".".join(map(str, regions))


_CHOOSING = ("method", "width", "penalty", "temperature", "seed")

STATE = PageState(
    NAME,
    parts=("upload", "photos", "choosing", "looked", "downloads"),
    answers=("confidence", "sentence"),
    inside=("view", "choosing", "unit", "gate", "opened", "kept", *_CHOOSING),
    photo=one_of((*SAMPLES, UPLOADED), PHOTO, link="photo", control=False),
    method=one_of(METHODS, "beam", link="m"),
    view=one_of(VIEWS, "attention", link="net"),
    width=number(BEST_WIDTH, 2, MAX_WIDTH, link="k"),
    penalty=number(BEST_LENGTH_PENALTY, 0.0, 2.0, link="lp", step=0.1),
    temperature=number(0.7, 0.0, 2.0, link="t", step=0.05),
    seed=number(1, 0, 999_999, link="seed", step=1),
    prefix=Choice((), "pre", _sentence, ".".join),
    said=Choice(None, "say", _sentence, ".".join),
    painted=Choice((), "paint", _regions, _region_names),
    at=position("at", first=1, high=LONGEST + 1),
    unit=position("unit"),
    gate=one_of(GATES, "forget", link="gate", control=False),
    opened=flag(False, link="open"),
    kept=kept_choice(),
    over=one_of(("heat", "grid", "none"), "heat", link="over", control=False),
    guess=flag(False, link="guess"),
)
"""A first visit shows the finished example that ships. To veil: "confidence", how sure it was, and
"sentence", what it says."""


def query(photo: PreparedPhoto, network: Network) -> Describe:
    """What is asked of a network about a photo."""
    method = STATE["method"]
    common: dict[str, Any] = {"network": network, "prefix": STATE["prefix"]}
    if method == "chance":
        return Describe(photo.seen, method="sample", sampling=sampling(), **common)
    if method == "greedy":
        return Describe(photo.seen, beam_width=1, **common)
    penalty = round(float(STATE["penalty"]), 2)
    return Describe(photo.seen, beam_width=int(STATE["width"]), length_penalty=penalty, **common)


def sampling() -> Sampling:
    """How words are drawn by chance."""
    return Sampling(temperature=round(float(STATE["temperature"]), 2), seed=int(STATE["seed"]))


def shown_networks() -> tuple[Network, ...]:
    """The networks whose answers are on the page, from left to right."""
    return tuple(kind for kind in NETWORKS if STATE["view"] in (kind, "both"))


def link(photo: PreparedPhoto) -> dict[str, str]:
    """Query parameters that bring the page back; of an own photo, only that there was one."""
    matters = _MATTERS[STATE["method"]]
    names = ("photo", "method", "view", *matters, "prefix", "said", "painted", "guess", *_LOOK)
    return STATE.link(*names, photo=UPLOADED if photo.uploaded else photo.key)


def of_any_photo(link: Mapping[str, str]) -> dict[str, str]:
    """What a link says but for its photo, and what was done to the sentence."""
    names = {STATE.choices[name].link for name in ("photo", "prefix", "said", "painted", *_PLACE)}
    return {name: text for name, text in link.items() if name not in names}


def restart() -> None:
    """Another photo, network or method: what was done to the sentence no longer belongs to it."""
    reset(STATE, "prefix", "said", *_PLACE)


def roll() -> None:
    """Another seed."""
    STATE["seed"] = secrets.randbelow(1_000_000)
    restart()


def look(seen: Mapping[str, Any]) -> list[str]:
    """Note the word and the unit that the visitor rests on."""
    for name in ("at", "unit"):
        if isinstance(seen.get(name), int) and 0 <= seen[name] < 1_000_000:
            STATE[name] = seen[name]
    return followers(STATE)


def act(sent: Mapping[str, Any]) -> None:
    """Do what the visitor asked for in the picture."""
    what, words = sent.get("do"), sent.get("words")
    if what == "release":
        restart()
    elif isinstance(words, list) and all(isinstance(word, str) for word in words):
        known = known_words(words)
        if known and what == "branch":
            restart()
            STATE["prefix"] = known
        elif known and what == "say":
            reset(STATE, *_PLACE)
            STATE["said"] = known
