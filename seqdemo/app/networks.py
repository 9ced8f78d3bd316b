"""Cached networks and traces; torch is loaded when needed."""

from __future__ import annotations

import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from seqdemo.app import background
from seqdemo.app.budget import within_budget
from seqdemo.app.memory import give_back, keep_few_kernels, keep_small
from seqdemo.core.card_file import ASSETS, CheckpointError, read_card
from seqdemo.core.trace import Trace
from seqdemo.core.trace_file import TraceFileError, load_trace
from seqdemo.tasks.generates import Generates, Growing
from seqdemo.tasks.live import live_networks
from seqdemo.tasks.registry import get_task

# Python lets a thread keep the interpreter for 5 ms. A stroke's answer needs it a dozen times, and
# would wait that long for each of the other visitors' threads, each time.
sys.setswitchinterval(0.001)
keep_few_kernels()

_loading = threading.Lock()
TRACES = 128
"""Short traces that are kept, 0.1 MB each: as many as visitors of one process. A stroke's is asked
for again when its visitor rests."""

PAINT_SECONDS = 1.3
"""From opening a page; it is out by then: importing torch any sooner would slow its files down."""


def network(name: str, kind: str) -> Any:
    """A trained or live network, shared by all visitors; never modify it.

    Raises:
        CheckpointError: If its files are missing or damaged.
    """
    live = live_networks().get(name)
    return live.live_model(kind) if live else _trained(name, kind)


def refresh(name: str) -> None:
    """Take a live network's weights as they are now; what was computed of others is forgotten."""
    live = live_networks().get(name)
    if live is not None and live.refresh():
        st.cache_resource.clear()


@st.cache_resource(show_spinner=False)
def _trained(name: str, kind: str) -> Any:
    from seqdemo.training.device import use_one_thread

    with _loading:
        use_one_thread()
        return get_task(name).load(kind)


@st.cache_resource(show_spinner=False)
def example_file(path: Path) -> Trace:
    """A finished trace that ships; needs no torch.

    Raises:
        CheckpointError: If the file is damaged.
    """
    try:
        return load_trace(path)
    except TraceFileError as error:
        raise CheckpointError(str(error)) from error


@st.cache_resource(show_spinner=False)
def card(name: str, kind: str) -> dict[str, Any]:
    """What the card of a shipped network says, nothing of a live one; needs no torch.

    Raises:
        CheckpointError: If it is missing or damaged.
    """
    return {} if name in live_networks() else read_card(ASSETS / name / kind)


def weights_of(name: str, kind: str) -> str:
    """Hash of a network's weights, of a live one as they stand; needs no torch."""
    live = live_networks().get(name)
    return str(live.live_model(kind).signature if live else card(name, kind)["sha256"])


@within_budget
@st.cache_resource(max_entries=TRACES, show_spinner=False)
def trace(name: str, kind: str, _query: Any, key: str) -> Trace:
    """The trace of one query; equal queries (by `key`) are answered from memory."""
    return _traced(name, kind, _query)


@within_budget
@st.cache_resource(max_entries=12, show_spinner=False)
def long_trace(name: str, kind: str, _query: Any, key: str) -> Trace:
    """The same of a long query, such as a text; few are kept, as each can take 100 MB."""
    return _traced(name, kind, _query)


def _traced(name: str, kind: str, query: Any) -> Trace:
    found: Trace = get_task(name).trace(thinking(name, kind), query)
    return found


def thinking(name: str, kind: str) -> Any:
    """A network, ready to be worked with in this thread: on one core, as visitors share them."""
    from seqdemo.training.device import use_one_thread

    model = network(name, kind)
    use_one_thread()
    return model


def answer(name: str, kind: str, query: Any) -> Any:
    """What a network answers to a query, without its trace."""
    return get_task(name).predict(thinking(name, kind), query)


def writing(name: str, kind: str, query: Any, before: Growing | None = None) -> Growing:
    """Begin a text by a network shared by all visitors; see `Generates`."""
    task: Generates[Any] = get_task(name)
    return task.writing(thinking(name, kind), query, before)


@st.cache_resource(show_spinner=False)
def warm_up(name: str, kinds: tuple[str, ...]) -> threading.Thread:
    """Load torch and the networks in the background, once, after the first page is out.

    Args:
        name: Of the demo.
        kinds: Its networks.
    """
    return background.start(partial(_load_all, name, kinds), after=PAINT_SECONDS)


def _load_all(name: str, kinds: tuple[str, ...]) -> None:
    import gc
    import logging

    # Outside a visitor's run Streamlit warns that there is no session; there is none to have.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel("ERROR")
    for kind in kinds:
        if background.closing.is_set():
            return
        try:
            get_task(name).rehearse(thinking(name, kind))
        except Exception:  # noqa: BLE001 - the page that needs it says what is wrong
            continue
    give_back()
    keep_small()
    # What is loaded stays: later collections need not look at it again.
    gc.collect()
    gc.freeze()


__all__ = [
    "CheckpointError",
    "answer",
    "card",
    "example_file",
    "long_trace",
    "network",
    "refresh",
    "thinking",
    "trace",
    "warm_up",
    "weights_of",
    "writing",
]
