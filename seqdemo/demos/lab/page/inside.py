"""Section "Inside": a trained network reads, with a hand in it."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from seqdemo.app.handed_trace import hand_over
from seqdemo.app.page import waiting
from seqdemo.app.page_state import ADDRESS
from seqdemo.core.percent import percent
from seqdemo.core.trace import CellKind, FloatArray, Trace
from seqdemo.demos.lab.page.run import Run
from seqdemo.demos.lab.page.state import HANDS, NAME, NETWORKS, STATE
from seqdemo.demos.lab.symbols import STEPS
from seqdemo.web.messages import Rerun
from seqdemo.web.steps import Bars, Column, Grid, Text, steps

SHOWN = 3
"""Likeliest answers of a step."""

GATE = {"gru": "update", "lstm": "forget"}
_MODELS = STATE.key("#models")


def inside(run: Run) -> None:
    """Draw the section."""
    st.markdown("#### Inside the networks")
    if run.running or not run.frames:
        st.caption(
            "When the training is paused or over, the networks are opened here: what they hold at "
            "every step, and what becomes of it when you shut a gate."
        )
        return
    cell = _chosen(run)
    model = _model(run, cell)
    _reading(run, cell, model)


def _chosen(run: Run) -> CellKind:
    """The network that is looked at: the one that was chosen, or the best."""
    there = run.settings.networks
    if STATE["look"] not in there:
        STATE["look"] = there[-1]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        STATE.draw(
            st.segmented_control,
            "look",
            "Open the",
            options=list(there),
            format_func=NETWORKS.__getitem__,
            required=True,
        )
        if run.settings.exercise == "colour":
            STATE.draw(st.selectbox, "colour", "It is shown", width=130)
        other = "another letter" if run.settings.exercise in STEPS else "other noise"
        st.button(other, on_click=_other_noise)
        if run.settings.exercise == "colour":
            _hands(run, STATE["look"])
    cell: CellKind = STATE["look"]
    return cell


def _hands(run: Run, cell: CellKind) -> None:
    """What is done to the network while it reads."""
    kinds = [kind for kind in HANDS if kind != "gate" or cell in GATE]
    if STATE["hand"] not in kinds:
        STATE["hand"] = "none"
    STATE.draw(
        st.segmented_control,
        "hand",
        "Your hand in it",
        options=kinds,
        required=True,
        help="Shut the gate: from that letter on it keeps nothing. Hold units at 0: those that "
        "hold most of the colour.",
    )
    if STATE["hand"] == "none":
        return
    STATE["cut"] = min(int(STATE["cut"]), run.settings.lag)
    with st.container(width=220):
        STATE.draw(st.slider, "cut", "from letter", max_value=max(2, run.settings.lag))
    if STATE["hand"] == "unit":
        STATE["held"] = min(int(STATE["held"]), run.settings.hidden_size)
        with st.container(width=180):
            STATE.draw(st.slider, "held", "how many units", max_value=run.settings.hidden_size)


def _other_noise() -> None:
    STATE["noise"], STATE["swaps"] = (STATE["noise"] + 1) % 1000, ()


def _model(run: Run, cell: CellKind) -> Any:
    """The network as it is where the visitor is; made once for each place."""
    key = (run.number, run.update)
    held = st.session_state.get(_MODELS)
    if held is None or held[0] != key:
        with waiting("Opening the network…"):
            from seqdemo.demos.lab.racing import models_of
            from seqdemo.training.device import use_one_thread

            use_one_thread()
            held = st.session_state[_MODELS] = (key, models_of(run.settings, run.state))
    return held[1][cell]


def _reading(run: Run, cell: CellKind, model: Any) -> None:
    from seqdemo.demos.lab import reading
    from seqdemo.demos.lab.exercises import lesson

    settings = run.settings
    x, labels = reading.sequence(settings, STATE["colour"], int(STATE["noise"]))
    colours = settings.exercise == "colour"
    for step in STATE["swaps"] if colours else ():
        if step <= settings.lag:
            x, labels = reading.replaced(x, labels, step)
    first = reading.holders(model, settings) if colours else []
    done = reading.hand(model, STATE["hand"], int(STATE["cut"]), first[: int(STATE["held"])])
    classes = lesson(settings).classes
    trace = reading.read(model, x, labels, done if colours else (), classes)
    if colours:
        _verdict(run, model, trace, done)
    if settings.exercise in STEPS:
        st.markdown(f"This letter, the {NETWORKS[cell]} says, is {_best(trace)}.")
    drawn = x.numpy() if settings.exercise in STEPS else None
    _unrolled(cell, trace, first[0] if first else None, drawn)
    _tools(run, cell, trace, first)


def _verdict(run: Run, model: Any, trace: Trace, done: Any) -> None:
    """What it answers, and how many of the eight colours survive the hand."""
    from seqdemo.demos.lab.reading import named_right

    said = named_right(model, run.settings, int(STATE["noise"]), done)
    right = sum(colour == answer for colour, answer in said.items())
    name = NETWORKS[STATE["look"]]
    words = (
        f"Shown **{STATE['colour']}**, then {run.settings.lag} letters, the {name} says "
        f"{_best(trace)}. Of the eight colours it names "
        f"**{right}**"
    )
    if done:
        words += f" with your hand in it, from letter {STATE['cut']} on."
    else:
        words += " after this noise."
    st.markdown(words)


def _best(trace: Trace) -> str:
    """The likeliest answer in the end, and how likely."""
    assert trace.logits is not None
    chances = probabilities(trace.logits[-1])
    best = int(chances.argmax())
    return f"**{trace.classes[best]}** ({percent(float(chances[best]))})"


def _unrolled(
    cell: CellKind, trace: Trace, unit: int | None, drawn: FloatArray | None = None
) -> None:
    """Draw the network step by step; `drawn` is a letter that it reads, (T, 49 / T)."""
    at, chosen = STATE["step"], STATE["unit"]
    strips = ("hidden", GATE[cell]) if cell in GATE else ("hidden",)
    size = trace.layers[0].hidden_size
    steps(
        trace,
        [_column(trace, step, drawn) for step in range(len(trace))],
        key=STATE.key("#steps"),
        strips=strips,
        title=f"{NETWORKS[cell]}, {size} units, as you have trained it",
        step=None if at is None else min(at, len(trace) - 1),
        unit=unit if chosen is None or chosen >= size else chosen,
        on_view=_viewed,
        says="its answer, if asked now",
    )


def _column(trace: Trace, step: int, drawn: FloatArray | None) -> Column:
    if trace.logits is None:
        return Column(Text(trace.inputs[step]), Text(f"{trace.extras['sum'][step, 0]:.2f}"))
    chances = probabilities(trace.logits[step])
    best = np.argsort(-chances)[:SHOWN]
    choices = [(trace.classes[one], float(chances[one])) for one in best]
    if drawn is None:
        return Column(Text(trace.inputs[step]), Bars(choices))
    so_far = drawn.copy()
    so_far[step + 1 :] = 0
    return Column(Grid(so_far.reshape(7, 7)), Bars(choices))


def probabilities(logits: Any) -> Any:
    """Softmax of a row of logits."""
    raised = np.exp(logits - logits.max())
    return raised / raised.sum()


def _viewed(seen: dict[str, int]) -> Rerun:
    STATE["step"], STATE["unit"] = seen["step"], seen["unit"]
    return [ADDRESS]


def _tools(run: Run, cell: CellKind, trace: Trace, first: list[int]) -> None:
    """What the gates do on average, another letter, and the way to the explorer."""
    words = []
    if cell in GATE and STATE["hand"] != "gate":
        words.append(_kept(cell, trace))
    if first:
        named = ", ".join(str(unit + 1) for unit in first[:4])
        words.append(f"What it holds of the colour is found most in the units {named}.")
    st.caption(" ".join(words))
    with st.container(horizontal=True):
        at = STATE["step"] or 0
        if run.settings.exercise == "colour" and 0 < at <= run.settings.lag:
            st.button(f"another letter at step {at + 1}", on_click=_swap, args=(at,))
        name = f"{NAME} {NETWORKS[cell]}.npz"
        st.button("Open it in the explorer", on_click=hand_over, args=(name, trace))


def _kept(cell: CellKind, trace: Trace) -> str:
    """How open the gates are that keep, and what that leaves in the end, unit by unit."""
    gates = trace.layers[0].gates[GATE[cell]][1:-1]
    left = gates.prod(0)
    return (
        f"Between the first step and the last its {GATE[cell]} gates are {gates.mean():.2f} open "
        f"on average. Multiplied over all {len(gates)} steps, they leave {_left(left.mean())} of "
        f"what was there on average over the units, {_left(left.max())} in the one that keeps most."
    )


def _left(share: float) -> str:
    return "less than a thousandth" if share < 0.001 else percent(float(share), 1)


def _swap(step: int) -> None:
    STATE["swaps"] = (*STATE["swaps"], step)[-60:]
