"""View "What matters": gradients back through time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import streamlit as st

from seqdemo.analysis.saliency import Saliency
from seqdemo.analysis.vanishing import factor_per_step
from seqdemo.app import networks, sections
from seqdemo.app.budget import within_budget
from seqdemo.app.markdown import literal
from seqdemo.core.character_names import with_signs
from seqdemo.core.percent import percent
from seqdemo.core.table import Table
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.explorer.page import lens_settings, source
from seqdemo.demos.explorer.page.charts import chart
from seqdemo.demos.explorer.page.hints import look_for, networks_with
from seqdemo.demos.explorer.page.numbers import Numbers
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import STATE
from seqdemo.demos.explorer.page.views import vanishing
from seqdemo.tasks.live import live_networks
from seqdemo.tasks.protocols import HasCorpora, HasSaliency, Target
from seqdemo.tasks.registry import explorables
from seqdemo.views.gradient_plot import gradient_plot
from seqdemo.views.significant import significant
from seqdemo.web.passages import Passage, passages

SHOWN = 400
"""Symbols before the output that are shown."""

LEAST, FADES = 4, 0.95
"""Steps of a curve that can be spoken of, and the factor a step below which a gradient fades."""


def show(explored: Explored) -> tuple[Numbers, ...]:
    """The view."""
    side = explored.side
    if side is None or not isinstance(side, HasSaliency):
        st.info(
            "A trace file holds what a network did, not its weights; gradients need the network. "
            f"Choose {networks_with(HasSaliency)} above."
        )
        return ()
    step = lens_settings.step_of(explored)
    with sections.shown():
        st.caption(look_for("gradient", side, explored.step))
        if isinstance(side, HasCorpora) and explored.source not in live_networks():
            STATE.draw(
                st.segmented_control,
                "over",
                "Over what",
                label_visibility="collapsed",
                required=True,
            )
            if STATE["over"] == "many":
                with st.container():
                    return vanishing.show(explored)
        _ask(explored, side, step)
        with st.container():
            found, refused = _saliency(explored, explored.network, explored.trace, step)
            if found is None:
                st.warning(refused)
                return ()
            st.markdown(_sentence(side.target, found))
            _connectivity(explored, found)
    return (_numbers(explored, found, _vanishing(explored, side.networks, step)),)


def _ask(explored: Explored, side: HasSaliency, step: int) -> None:
    """Which output is asked about, and how far back."""
    target, window = sections.beside("choices", 2, 5, vertical_alignment="bottom")
    with target:
        _target(explored, side)
    with window:
        _window(step)


def _numbers(explored: Explored, found: Saliency, norms: dict[str, FloatArray]) -> Numbers:
    def table() -> Table:
        steps = found.step + 1
        states = {f"gradient_of_{cell}_state": each[:steps] for cell, each in norms.items()}
        return {
            "step": range(1, steps + 1),
            "input": explored.trace.inputs[:steps],
            "gradient_norm": found.norms[:steps],
            "gradient_times_input": found.products[:steps],
            **states,
        }

    words = "One row a step up to the output: |dL/dx|, dL/dx·x, and |dL/dh| of each network"
    return Numbers("gradients", words, table)


def _target(explored: Explored, side: HasSaliency) -> None:
    STATE.draw(
        st.text_input,
        "target",
        "The output that is asked about",
        placeholder=side.target.placeholder,
        help=f"Its log-probability L after the framed {explored.step}: {side.target.help}",
    )


def _window(step: int) -> None:
    if step < 1:
        return
    STATE["window"] = max(0, min(int(STATE["window"]), step + 1))
    STATE.draw(
        st.slider,
        "window",
        "BPTT window, steps",
        min_value=0,
        max_value=step + 1,
        help=(
            "Training often cuts the gradient after so many steps back; 0 does not cut. What lies "
            "before the cut cannot be learned from this output."
        ),
    )


def _saliency(
    explored: Explored, network: str, trace: Trace, step: int
) -> tuple[Saliency | None, str]:
    target, window = str(STATE["target"]), int(STATE["window"])
    asked = explored.source, network, source.given_by(explored, network)
    try:
        return _computed(*asked, step, target, window, trace), ""
    except ValueError as error:
        return None, f"{str(error)[0].upper()}{str(error)[1:]}."


@within_budget
@st.cache_resource(max_entries=64, show_spinner=False)
def _computed(
    demo: str, network: str, given: str, step: int, target: str, window: int, _trace: Trace
) -> Saliency:
    model, side = networks.thinking(demo, network), explorables()[demo]
    assert isinstance(side, HasSaliency), "only such are asked"
    return side.saliency(model, given, _trace, step, target, window or None)


def _sentence(target: Target, found: Saliency) -> str:
    shown = literal(with_signs(found.name))
    p = float(np.exp(found.log_probability))
    shown_p = percent(p)
    far = int(found.step - np.flatnonzero(found.norms > 0.01 * found.norms.max()).min())
    return (
        f"L is the log-probability of the {target.kind} “**{shown}**” after step {found.step + 1}: "
        f"{significant(found.log_probability)} nats ({shown_p}). The farthest input with at least "
        f"a hundredth of the largest gradient stands **{far} steps** back."
    )


def _connectivity(explored: Explored, found: Saliency) -> None:
    """The text, coloured by how much each step matters."""
    start = max(0, found.step + 1 - SHOWN)
    steps = slice(start, found.step + 1)
    symbols, now = explored.trace.inputs[steps], found.step - start
    norms, products = found.norms[steps], found.products[steps]
    unit = "nats per unit of x"
    st.caption("Gradient norm |dL/dx| of each input:")
    passages(
        [Passage(symbols, norms, now=now)],
        key="explorer.norms",
        most=float(np.quantile(norms, 0.98)) or 1.0,
        signed=False,
        joined=explored.joined,
        breaks=True,
        unit=unit,
        on_pick=lambda row, n: lens_settings.select_step(start + n),
    )
    st.caption(
        f"Gradient times input: orange {explored.step}s speak for this output, blue ones against "
        "it."
    )
    passages(
        [Passage(symbols, products, now=now)],
        key="explorer.products",
        most=float(np.quantile(np.abs(products), 0.98)) or 1.0,
        joined=explored.joined,
        breaks=True,
        unit="nats",
        on_pick=lambda row, n: lens_settings.select_step(start + n),
    )


def _vanishing(explored: Explored, shown: Mapping[str, str], step: int) -> dict[str, FloatArray]:
    """The norm of the gradient of every state, for all networks on this input."""
    norms: dict[str, FloatArray] = {}
    memories: dict[str, FloatArray] = {}
    for network in shown:
        try:
            same = network == explored.network
            trace = explored.trace if same else source.trace_by(explored, network)
            found, _ = _saliency(explored, network, trace, step)
        except networks.CheckpointError:
            continue
        if found is not None:
            norms[network] = found.states[-1]
        if found is not None and found.memories:
            memories[network] = found.memories[-1]
    chart(gradient_plot(norms, step, int(STATE["window"]), shown, memories), "gradient")
    st.caption(
        "|dL/dh| of the top layer's states, each network asked about its own likeliest output "
        "(or the one above) on the same input. A straight fall on this logarithmic scale is a "
        "gradient that vanishes by the same factor at every step. Dashed, |dL/dc|: an LSTM's other "
        "way back, its cell state, nats per unit of c."
    )
    window = int(STATE["window"]) or step + 1
    if said := _fall({shown[one]: norm[: step + 1][::-1][:window] for one, norm in norms.items()}):
        st.markdown(said)
    return norms


def _fall(norms: Mapping[str, FloatArray]) -> str:
    """What the curves do, in words: by which factor each changes a step; norms from the output."""
    factors = {name: factor_per_step(each) for name, each in norms.items() if len(each) >= LEAST}
    if not factors:
        return ""
    ordered = sorted(factors, key=lambda one: factors[one])
    told = ", ".join(f"**{name}** {factors[name]:.2f}" for name in ordered)
    fading = [name for name in ordered if factors[name] < FADES]
    some = f"in the {' and the '.join(fading)}" if fading else "in none of them"
    where = "in all of them" if len(fading) == len(factors) > 1 else some
    return f"From each step to the one before, it is multiplied by: {told}. Here it fades {where}."
