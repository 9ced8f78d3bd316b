"""Picture of a described photo, and its confidence."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import streamlit as st

from seqdemo.app.page import waiting
from seqdemo.app.sections import veiled
from seqdemo.demos.captioner.closeness import FAR
from seqdemo.demos.captioner.confidence import confidence_of
from seqdemo.demos.captioner.page import answers, state
from seqdemo.demos.captioner.page.answers import Answer
from seqdemo.demos.captioner.page.caption_unroll import caption_unroll
from seqdemo.demos.captioner.page.caption_unroll.payload import (
    CaptionView,
    hardest,
    log_probability,
)
from seqdemo.demos.captioner.page.state import STATE
from seqdemo.demos.captioner.page.verdicts import kinship, kinship_meaning, meaning, verdict
from seqdemo.demos.captioner.prepared_photo import PreparedPhoto
from seqdemo.demos.captioner.query import Describe, Network

TITLES = {"attention": "LSTM with attention", "plain": "LSTM without attention"}
LOOKS = {
    "attention": "it looks at the photo anew before every word.",
    "plain": "it looked once, before the first word.",
}


def stages(photo: PreparedPhoto) -> None:
    """Every network that is to be shown, side by side if there are two."""
    networks = state.shown_networks()
    if len(networks) == 1:
        stage(photo, networks[0], "solo")
    else:
        _side_by_side(photo, networks)
    veiled(STATE, "confidence")


def _side_by_side(photo: PreparedPhoto, networks: tuple[Network, ...]) -> None:
    start: int | None = None
    for column, network in zip(st.columns(len(networks)), networks, strict=True):
        with column:
            st.markdown(f"**{TITLES[network]}**: {LOOKS[network]}")
            start = stage(photo, network, network, start)


def stage(photo: PreparedPhoto, network: Network, place: str, start: int | None = None) -> int:
    """One network's sentence, opened up.

    Args:
        photo: What is described.
        network: Who describes it.
        place: Names the picture in the session.
        start: The step to show first if nothing else asks for one: what stands beside it shows.

    Returns:
        The step that is shown first.
    """
    asked = state.query(photo, network)
    with waiting("Opening the network…"):
        found = answers.answer(photo, asked, STATE["said"])
    view = _view(photo, asked, found)
    if view.at is None:
        view = replace(view, at=hardest(found.trace) if start is None else start)
    caption_unroll(view, key=STATE.key(f"picture.{place}"), on_act=state.act, on_view=state.look)
    return view.at or 0


def _view(photo: PreparedPhoto, asked: Describe, found: Answer) -> CaptionView:
    return CaptionView(
        rev=digest(photo, asked, STATE["said"]),
        trace=found.trace,
        picture=photo.shown,
        size=photo.size,
        alt=photo.name,
        network=asked.network,
        title=_title(asked),
        search=found.search,
        sampling=asked.sampling if asked.method == "sample" else None,
        length_penalty=asked.length_penalty,
        prefix=len(asked.prefix) if STATE["said"] is None else 0,
        own=found.words,
        milliseconds=found.milliseconds,
        at=_start(STATE["at"], asked),
        unit=STATE["unit"],
        gate=STATE["gate"],
        over=STATE["over"],
        uploaded=photo.uploaded,
        owner=asked.network == state.shown_networks()[0],
        **_kind(asked, found),
        **_certainty(asked, found),
    )


def _title(asked: Describe) -> str:
    units = answers.card(asked.network)["config"]["hidden_size"]
    return f"{TITLES[asked.network]}, {units} units · {method(asked)}"


def _kind(asked: Describe, found: Answer) -> dict[str, Any]:
    """How near the photo is to those the network was trained on."""
    near = answers.closeness_of(asked.network)
    if near is None or found.distance is None:
        return {}
    return {
        "kind": kinship(found.distance, near),
        "kind_meaning": kinship_meaning(found.distance, near),
        "odd": near.rank(found.distance) >= FAR,
    }


def _certainty(asked: Describe, found: Answer) -> dict[str, Any]:
    """How sure the network was, unless a link veils it."""
    if STATE.veils("confidence"):
        return {}
    sure = confidence_of(log_probability(found.trace), len(found.trace.inputs) - 1)
    scale = answers.scale(asked.network)
    unsure = scale is not None and scale.part(sure) == 0
    return {"verdict": verdict(sure, scale), "meaning": meaning(scale), "unsure": unsure}


def method(asked: Describe) -> str:
    """How the words are chosen, in a few words."""
    if asked.method == "sample":
        return f"by chance, temperature {asked.sampling.temperature:g}"
    if asked.beam_width == 1:
        return "greedy"
    return f"beam {asked.beam_width}"


def digest(photo: PreparedPhoto, asked: Describe, said: tuple[str, ...] | None) -> str:
    """A short name for a sentence of a photo."""
    whole = repr((photo.key, asked.cache_key, said))
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def _start(at: int | None, asked: Describe) -> int | None:
    """The step to show first: the link's, or the word the visitor chose last."""
    return at if at is not None or not asked.prefix else len(asked.prefix) - 1
