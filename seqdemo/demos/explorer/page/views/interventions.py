"""View "Reach in": clamp, freeze and patch states."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import sections
from seqdemo.core.intervention import (
    MOST,
    Blend,
    Clamp,
    Freeze,
    Intervention,
    Steer,
    decode,
    encode,
)
from seqdemo.core.percent import percent
from seqdemo.core.trace import GATES
from seqdemo.demos.explorer.page import bases, lens_settings
from seqdemo.demos.explorer.page.held import units_in
from seqdemo.demos.explorer.page.hints import look_for, networks_with
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.source import PLURALS, Explored, typed
from seqdemo.demos.explorer.page.state import KINDS, STATE, key
from seqdemo.demos.explorer.page.views import outcomes, patching
from seqdemo.tasks.patching import HasStack
from seqdemo.tasks.protocols import HasInterventions, WritesOn

LONGEST_PROMPT = 1_000


def show(explored: Explored) -> tuple[Numbers, ...]:
    """The view."""
    side = explored.side
    if not isinstance(side, HasInterventions):
        st.info(
            "A trace file holds what a network did; to reach in, the network itself must run. "
            f"Choose {networks_with(HasInterventions)} above."
        )
        return ()
    with sections.shown():
        st.caption(look_for("reach", side, explored.step))
        with st.container():
            return _reached(explored, side)


def _reached(explored: Explored, side: HasInterventions) -> tuple[Numbers, ...]:
    """What can be done, and what comes of it."""
    whole = STATE["kind"] == "patch" and not isinstance(side.outcome, WritesOn)
    step = len(explored.trace) - 1 if whole else _step(explored)
    with st.container(border=True):
        kind = _kind(explored)
        if kind == "patch":
            left, right = st.columns([3, 4])
            with left:
                _donor(side)
            with right:
                patching.controls(explored)
        else:
            _do(explored, side, step, kind)
    if kind == "patch":
        return patching.show(explored, side, step)
    _list()
    return outcomes.show(explored, side, step, bases.resolved(explored, interventions()))


def _do(explored: Explored, side: HasInterventions, step: int, kind: str) -> None:
    """The form of one intervention."""
    draft, refused = _draft(explored, side, step, kind)
    st.button(
        "Do it",
        type="primary",
        on_click=_add,
        args=(draft,),
        disabled=draft is None or len(interventions()) >= MOST,
        help=refused or "Adds this to what is done to the network below",
    )
    if refused:
        st.caption(refused)


def interventions() -> tuple[Intervention, ...]:
    """What is done, as the link says it."""
    return decode(str(STATE["reach"]))


def _step(explored: Explored) -> int:
    """The step from which on something is done."""
    most = min(len(explored.trace), LONGEST_PROMPT)
    now = min(lens_settings.step_of(explored), most - 1)
    if most < 2:
        return now
    name = key("reach_step")
    st.session_state[name] = now + 1
    st.slider(
        "From step",
        1,
        most,
        key=name,
        on_change=lambda: lens_settings.select_step(int(st.session_state[name]) - 1),
        help="The network reads the input up to this step untouched. What you do starts here, and "
        "the writer goes on from here by itself.",
    )
    return now


def _kind(explored: Explored) -> str:
    """What is done, of what this network allows."""
    there = {
        "hold": True,
        "freeze": bool(GATES[explored.layer.cell]),
        "blend": True,
        "patch": isinstance(explored.side, HasStack),
    }
    kinds = [kind for kind in KINDS if there[kind]]
    if STATE["kind"] not in kinds:
        STATE["kind"] = "hold"
    STATE.draw(
        st.segmented_control,
        "kind",
        "What to do",
        options=kinds,
        format_func=lambda kind: KINDS[kind],
        label_visibility="collapsed",
        required=True,
    )
    return str(STATE["kind"])


def _draft(
    explored: Explored, side: HasInterventions, step: int, kind: str
) -> tuple[Intervention | None, str]:
    """The intervention in the form, or why there is none."""
    if kind == "hold":
        return _hold(explored, step)
    if kind == "freeze":
        return _freeze(explored, step, GATES[explored.layer.cell])
    return _blend(explored, side, step)


def _hold(explored: Explored, step: int) -> tuple[Intervention | None, str]:
    units, level = st.columns(2, vertical_alignment="bottom")
    rows = PLURALS[explored.noun]
    typed = units.text_input(
        f"{rows.capitalize()} of layer {explored.depth + 1}",
        value=str(lens_settings.unit_of(explored)),
        key=f"explorer.{rows}.{lens_settings.unit_of(explored)}",
        help="Numbers, with commas; 10-20 is a range. The first is the one selected elsewhere"
        if explored.directions is None
        else "Its number",
    )
    held = level.slider(
        "Held at",
        -1.0,
        1.0,
        1.0,
        0.05,
        key=key("held"),
        help="The value of h from this step on; 0 silences the unit, and its memory in an LSTM. "
        "What silence changes little, +1 and −1 may turn up and down",
    )
    numbers = units_in(str(typed), explored.layer.hidden_size)
    if not numbers:
        return (
            None,
            f"Name {rows} from 0 to {explored.layer.hidden_size - 1}, such as 3, 17, 20-25.",
        )
    if explored.directions is not None:
        return lens_settings.held(explored, numbers[0], step, float(held)), ""
    return Clamp(explored.depth, numbers, step, float(held)), ""


def _freeze(
    explored: Explored, step: int, gates: tuple[str, ...]
) -> tuple[Intervention | None, str]:
    gate, level = st.columns(2, vertical_alignment="bottom")
    name = gate.selectbox(
        f"Gate of layer {explored.depth + 1}",
        [one for one in gates if one != "candidate"],
        key=key("gate"),
        help="Of all its units. A forget or update gate at 1 keeps everything, at 0 nothing",
    )
    held = level.slider("Held at", 0.0, 1.0, 0.0, 0.05, key=key("opened"), help="0 shut, 1 open")
    return Freeze(explored.depth, str(name), step, float(held)), ""


def _blend(
    explored: Explored, side: HasInterventions, step: int
) -> tuple[Intervention | None, str]:
    donor, level = st.columns(2, vertical_alignment="bottom")
    with donor:
        _donor(side)
    share = level.slider(
        "Share of it", 0.0, 1.0, 1.0, 0.05, key=key("share"), help="1 is a transplant"
    )
    if not typed(explored, str(STATE["donor"])):
        return None, "Type what the other state has read."
    return Blend(step, float(share)), ""


def _donor(side: HasInterventions) -> None:
    """The other input."""
    STATE.draw(
        st.text_input,
        "donor",
        "State of the network after it has read",
        placeholder=side.donor,
        help="All layers: h, and an LSTM's c. It is mixed in once, before this step",
    )


def _add(draft: Intervention | None) -> None:
    if draft is not None:
        STATE["reach"] = encode((*interventions(), draft)[-MOST:])


def _remove(place: int) -> None:
    now = interventions()
    STATE["reach"] = encode(now[:place] + now[place + 1 :])


def _list() -> None:
    """What is done, each with a button that undoes it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if not interventions():
            st.caption("Nothing is done to the network yet: both results below are the same.")
        for place, one in enumerate(interventions()):
            st.button(
                f"{in_words(one)} ✕",
                key=f"explorer.undo.{place}",
                on_click=_remove,
                args=(place,),
                help="Undo this",
            )


def in_words(one: Intervention) -> str:
    """An intervention as a person would say it."""
    if isinstance(one, Blend):
        return f"{percent(one.share, 0)} of the other state before step {one.at + 1}"
    if isinstance(one, Steer):
        where = f"layer {one.layer + 1}, from step {one.first + 1}"
        return f"{bases.NOUNS.get(one.basis, one.basis)} {one.number} at {one.value:g}, {where}"
    units = ", ".join(map(str, one.units[:6])) + (" …" if len(one.units) > 6 else "")
    where = f"layer {one.layer + 1}, from step {one.first + 1}"
    if isinstance(one, Freeze):
        of = f" of units {units}" if one.units else ""
        return f"{one.gate} gate{of} at {one.value:g}, {where}"
    return f"unit{'s' if len(one.units) > 1 else ''} {units} at {one.value:g}, {where}"
