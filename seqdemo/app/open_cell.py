"""View "Open the cell": one step of one unit in sub-steps.

Several can be kept and compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import streamlit as st

from seqdemo.analysis.cell_sums import LayerWeights, cell_sums
from seqdemo.app.choice import Choice
from seqdemo.app.page_state import ADDRESS, PageState
from seqdemo.core.trace import FloatArray, LayerTrace
from seqdemo.views.cell_diagram import OpenStep, cell_diagram

MOST_KEPT = 3

_PLACE = re.compile(r"(\d{1,5})\.(\d{1,5})", re.ASCII)

Place = tuple[int, int]
"""Step and unit, both from 0."""


def _read(text: str) -> tuple[Place, ...]:
    found = [_PLACE.fullmatch(part) for part in text.split("_")[: MOST_KEPT + 1]]
    if len(found) > MOST_KEPT or not all(found):
        raise ValueError(f"not up to {MOST_KEPT} places such as 3.17")
    return tuple((int(place[1]) - 1, int(place[2])) for place in found if place)


def _write(places: tuple[Place, ...]) -> str:
    return "_".join(f"{step + 1}.{unit}" for step, unit in places)


def kept_choice() -> Choice:
    """The choice `kept` of a page that shows opened cells."""
    return Choice((), "kept", _read, _write)


def open_cell(
    state: PageState,
    layer: LayerTrace,
    place: Place,
    *,
    weights: Callable[[], LayerWeights],
    inputs: FloatArray,
    name: Callable[[int], str],
    labels: Sequence[str],
    fragment: str,
) -> None:
    """Draw the opened cell at `place`, and those that were kept.

    Args:
        state: Of the page; has a flag `opened` and `kept_choice()` as `kept`.
        layer: Of the trace.
        place: Step and unit that are selected.
        weights: Of the layer; asked for when the view is open.
        inputs: What the layer read, (T, I).
        name: Words for input number n.
        labels: What was read at each step.
        fragment: Key of the fragment this stands in.
    """
    st.subheader("Open the cell", anchor="cell")
    state.draw(st.toggle, "opened", "Show how the selected unit computed its value at this step")
    if not state["opened"]:
        return
    found = weights()
    kept = [one for one in state["kept"] if _stands(one, layer)]
    for one in [*kept, place]:
        _draw(layer, one, found, inputs, name, labels)
        _button(state, one, one in kept and one != place, fragment)


def _stands(place: Place, layer: LayerTrace) -> bool:
    return 0 <= place[0] < len(layer.hidden) and 0 <= place[1] < layer.hidden_size


def _draw(
    layer: LayerTrace,
    place: Place,
    weights: LayerWeights,
    inputs: FloatArray,
    name: Callable[[int], str],
    labels: Sequence[str],
) -> None:
    step, unit = place
    relu = layer.nonlinearity == "relu"
    before = layer.previous_hidden()[step]
    sums = cell_sums(layer.cell, weights, inputs[step], before, unit, relu=relu)
    label = labels[step] or "?"
    st.markdown(f"**Unit {unit} at step {step + 1}**, which reads “{label}”")
    st.html(cell_diagram(OpenStep(layer, step, unit, sums, inputs.shape[1], name, label)))


def _button(state: PageState, place: Place, kept: bool, fragment: str) -> None:
    key = f"{state.page}.cell.{place[0]}.{place[1]}.{kept}"

    def change() -> None:
        others = tuple(one for one in state["kept"] if one != place)
        state["kept"] = others if kept else (*others, place)[-MOST_KEPT:]
        st.rerun([fragment, ADDRESS])

    st.button("let this one go" if kept else "keep to compare", key=key, on_click=change)
