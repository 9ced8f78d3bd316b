"""View "Cause": what held units or directions do to many texts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from seqdemo.analysis.dose_response import DoseResponse
from seqdemo.analysis.text_outcomes import Outcome
from seqdemo.app.job import Job
from seqdemo.app.sections import beside, shown, veiled
from seqdemo.demos.explorer.dose import Dose
from seqdemo.demos.explorer.page import dose_words, searching
from seqdemo.demos.explorer.page.charts import chart
from seqdemo.demos.explorer.page.held import Held, held_of, selected, units_in
from seqdemo.demos.explorer.page.hints import look_for, networks_with
from seqdemo.demos.explorer.page.measurements import LOOK, MEASUREMENTS, progress
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import STATE, key
from seqdemo.tasks.causes import HasCauses
from seqdemo.tasks.judges import outcomes_of
from seqdemo.views.dose_plot import dose_plot
from seqdemo.web.passages import Passage, passages

WORK = "seqdemo.demos.explorer.dose:dose_response"
LONGEST_OPENING = 400
READABLE = 170
"""Characters of each text that are shown: three texts side by side fit a projector's screen."""

TALL = 240
NAMES = {-1.0: "turned down to −1", None: "untouched", 1.0: "turned up to +1"}


def show(explored: Explored) -> tuple[Numbers, ...]:
    """The view."""
    side = explored.side
    if not isinstance(side, HasCauses):
        why = side.lacking.get("cause", "") if side else ""
        st.info(
            why
            or "To measure causes, a network must write many texts. Choose "
            f"{networks_with(HasCauses)} above."
        )
        return ()
    with shown():
        st.caption(look_for("cause", side, explored.step))
        with st.container():
            return _caused(explored, side)


def _caused(explored: Explored, side: HasCauses) -> tuple[Numbers, ...]:
    """What is held, and what that does."""
    outcomes = outcomes_of(side)
    held = held_of(explored, min(len(explored.trace), LONGEST_OPENING))
    if held is None:
        return ()
    order = _order(explored, held).as_json()
    job = MEASUREMENTS.of(WORK, order, held.payload)
    left, right = beside("boxes", 5, 7)
    with left:
        _measured(outcomes)
        if not STATE.hides("form"):
            _form(explored, held)
    _result(job, order, held, outcomes, (left, right))
    own = dose_words.numbers(lambda: _taken(job)[0], held, outcomes)
    outcome = outcomes[str(STATE["outcome"])]
    return own, *searching.show(explored, held, outcome, wait=job.running)


def _order(explored: Explored, held: Held) -> Dose:
    assert explored.side is not None
    inputs = explored.trace.inputs[held.step + 1 :]
    return Dose(
        demo=explored.source,
        network=explored.network,
        opening=explored.side.up_to(explored.given, explored.trace, held.step),
        read=("" if explored.joined else " ").join(inputs),
        first=held.step,
        layer=held.layer,
        rows=held.rows if held.directions is None else (0,),
        hidden_size=explored.trace.layers[held.layer].hidden_size,
        basis=held.basis,
    )


def _measured(outcomes: Mapping[str, Outcome]) -> None:
    """What is looked at."""
    if STATE["outcome"] not in outcomes:
        STATE["outcome"] = next(iter(outcomes))
    STATE.draw(
        st.selectbox,
        "outcome",
        "What is measured",
        options=list(outcomes),
        format_func=lambda name: outcomes[name].title,
        label_visibility="collapsed",
        help=". ".join(f"**{one.title}**: {one.words}" for one in outcomes.values()),
    )


def _form(explored: Explored, held: Held) -> None:
    """What is held, and from when on."""
    rows, step, button = st.columns([4, 3, 3], vertical_alignment="bottom")
    single = explored.directions is not None
    typed = rows.text_input(
        f"Hold {explored.noun}" if single else f"Hold units, layer {explored.depth + 1}",
        value=", ".join(map(str, _offered(explored, held).rows)),
        key=key(f"hold.{explored.basis}.{held.write()}"),
        help=f"Its number, 0 to {explored.layer.hidden_size - 1}. The state is moved along it to "
        "where it is read as the same value at every step"
        if single
        else "Numbers, with commas; 10-20 is a range. All of them are held at the same value",
    )
    first = step.number_input(
        "From step",
        1,
        min(len(explored.trace), LONGEST_OPENING),
        held.step + 1,
        key=key(f"hold.step.{held.write()}"),
        help="Each text begins like the one above, up to this step; from here on "
        f"{f'the {explored.noun} is' if single else 'the units are'} held and the network writes "
        "by itself",
    )
    asked = units_in(str(typed), explored.layer.hidden_size)[: 1 if single else None]
    button.button(
        "Measure",
        type="primary",
        width="stretch",
        on_click=_ask,
        args=(Held(explored.depth, asked, int(first) - 1, explored.basis),),
        disabled=not asked,
        help="Writes some thousand texts: about ten seconds on one core",
    )


def _offered(explored: Explored, held: Held) -> Held:
    """What stands in the form: what is held, if it is of the kind of the picture's rows."""
    return held if held.basis == explored.basis else selected(explored, held.step + 1)


def _ask(draft: Held) -> None:
    STATE["holding"] = draft.write()


def _result(
    job: Job,
    order: Mapping[str, object],
    held: Held,
    outcomes: Mapping[str, Outcome],
    places: tuple[DeltaGenerator, DeltaGenerator],
) -> None:
    """What is known so far; looks again while it is measured. Under a veil: the untouched text."""
    polling = job.look()
    with places[1]:
        hidden = veiled(STATE, "cause")

    @st.fragment(run_every=LOOK if polling else None)
    def numbers() -> None:
        if polling and not job.look():
            st.rerun()
        found, _ = _taken(job)
        if found.curves and not hidden:
            _chart(found, held, outcomes)
        doing = f"Writing texts with {held.words()} held…"
        progress(job, doing, "cause", lambda: MEASUREMENTS.forget(WORK, order, held.payload))
        if found.curves and not hidden:
            name = str(STATE["outcome"])
            st.caption(dose_words.sentence(found, held, name, outcomes[name]))

    @st.fragment(run_every=LOOK if polling else None)
    def written() -> None:
        _texts({level: text for level, text in _taken(job)[1].items() if not (hidden and level)})

    with places[0]:
        numbers()
    with places[1]:
        written()


def _taken(job: Job) -> tuple[DoseResponse, dict[float | None, Passage]]:
    """What a job has told, and the texts it wrote."""
    found, texts = DoseResponse(), dict[float | None, Passage]()
    for event in list(job.events):
        told = event.told
        found.add(told["curve"], told["level"], told["counts"])
        if "text" in told and told["level"] in NAMES:
            bits = np.array(told["bits"], np.float32)
            shown = Passage(told["text"][:READABLE], bits[:READABLE], NAMES[told["level"]])
            texts[told["level"]] = shown
    return found, texts


def _chart(found: DoseResponse, held: Held, outcomes: Mapping[str, Outcome]) -> None:
    name = str(STATE["outcome"])
    outcome = outcomes[name]
    figure = dose_plot(
        found.curve(0, name, outcome),
        found.baseline(name, outcome),
        found.random_curves(name, outcome),
        found.reference(name, outcome),
        title=outcome.title,
        name=held.words(),
        random=held.randoms,
        logarithmic=outcome.inverse,
        share=outcome.share,
        tall=TALL,
    )
    chart(figure, "dose")


def _texts(texts: Mapping[float | None, Passage]) -> None:
    """The first texts side by side: same opening, same seed."""
    rows = [texts[level] for level in NAMES if level in texts]
    if not rows:
        return
    passages(
        rows,
        key="explorer.held",
        breaks=True,
        signed=False,
        most=8.0,
        unit="bits",
        beside=True,
    )
