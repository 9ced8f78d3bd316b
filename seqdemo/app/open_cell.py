"""View "Open the cell": one step of one unit in sub-steps.

Several can be kept and compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import streamlit as st

from seqdemo.analysis.cell_sums import OpenedLayer, cell_sums
from seqdemo.app.choice import Choice
from seqdemo.app.markdown import literal
from seqdemo.app.page_state import ADDRESS, PageState
from seqdemo.core.trace import LayerTrace
from seqdemo.views.cell_diagram import OpenStep, cell_diagram
from seqdemo.views.unit_order import liveliest
from seqdemo.web.reruns import rerun

MOST_KEPT = 3

_PLACE = re.compile(r"(\d{1,5})\.(\d{1,5})(?:\.([1-9]))?", re.ASCII)

Place = tuple[int, int, int]
"""Step, unit and layer, all from 0."""


def _read(text: str) -> tuple[Place, ...]:
    found = [_PLACE.fullmatch(part) for part in text.split("_")[: MOST_KEPT + 1]]
    if len(found) > MOST_KEPT or not all(found):
        raise ValueError(f"not up to {MOST_KEPT} places such as 3.17, or 3.17.2 in layer 2")
    return tuple(
        (int(place[1]) - 1, int(place[2]), int(place[3] or 1) - 1) for place in found if place
    )


def _write(places: tuple[Place, ...]) -> str:
    return "_".join(
        f"{step + 1}.{unit}{f'.{depth + 1}' if depth else ''}" for step, unit, depth in places
    )


def kept_choice() -> Choice:
    """The choice `kept` of a page that shows opened cells."""
    return Choice((), "kept", _read, _write)


def cell_fragment(state: PageState) -> str:
    """Key of the fragment for a page whose opened cell stands in one of its own."""
    return f"{state.page}.cell"


def followers(state: PageState) -> list[str]:
    """Fragments to rerun when another step or unit is selected: the cell's only if it is open."""
    return [ADDRESS, cell_fragment(state)] if state["opened"] else [ADDRESS]


def place_in(
    layers: Sequence[LayerTrace], step: int | None, unit: int | None, depth: int | None = 0
) -> Place:
    """Place that is selected; without one the last step, the liveliest unit, the top layer.

    Args:
        layers: Of the trace.
        step: From 0; one beyond the last is the last.
        unit: From 0; one that the layer does not have counts as none.
        depth: Layer, from 0 at the bottom; one above the top is the top.
    """
    top, last = len(layers) - 1, len(layers[0].hidden) - 1
    at = top if depth is None else min(depth, top)
    layer = layers[at]
    return (
        last if step is None else min(step, last),
        liveliest(layer) if unit is None or unit >= layer.hidden_size else unit,
        at,
    )


def open_cell(
    state: PageState,
    layers: Sequence[LayerTrace],
    place: Place,
    *,
    opens: Callable[[int], OpenedLayer],
    labels: Sequence[str],
    fragment: str,
) -> None:
    """Draw the opened cell at `place`, and those that were kept.

    Args:
        state: Of the page; has a flag `opened`, and `kept_choice()` as `kept`.
        layers: Of the trace.
        place: Step, unit and layer that are selected.
        opens: Opens a layer, from 0; called when the view is open.
        labels: What was read at each step.
        fragment: Key of the fragment this stands in.
    """
    if state.simple or (state.hides("opened") and not state["opened"]):
        return
    st.header("Open the cell", anchor="cell")
    state.draw(st.toggle, "opened", "Show how the selected unit computed its value at this step")
    if not state["opened"]:
        return
    kept = [one for one in state["kept"] if _stands(one, layers)]
    places = [*kept, place]
    found = {depth: opens(depth) for depth in {depth for _, _, depth in places}}
    for one in places:
        _draw(layers, one, found[one[2]], labels)
        _button(state, one, one in kept and one != place, fragment)


def _stands(place: Place, layers: Sequence[LayerTrace]) -> bool:
    step, unit, depth = place
    if not 0 <= depth < len(layers):
        return False
    return 0 <= step < len(layers[depth].hidden) and 0 <= unit < layers[depth].hidden_size


def _draw(
    layers: Sequence[LayerTrace], place: Place, opened: OpenedLayer, labels: Sequence[str]
) -> None:
    step, unit, depth = place
    layer, inputs = layers[depth], opened.inputs
    relu = layer.nonlinearity == "relu"
    before = layer.previous_hidden()[step]
    sums = cell_sums(layer.cell, opened.weights, inputs[step], before, unit, relu=relu)
    label = labels[step] or "?"
    of = f", layer {depth + 1}," if len(layers) > 1 else ""
    st.markdown(f"**Unit {unit}{of} at step {step + 1}**, which reads “{literal(label)}”")
    st.html(cell_diagram(OpenStep(layer, step, unit, sums, inputs.shape[1], opened.name, label)))


def _button(state: PageState, place: Place, kept: bool, fragment: str) -> None:
    key = f"{state.page}.cell.{'.'.join(map(str, place))}.{kept}"

    def change() -> None:
        others = tuple(one for one in state["kept"] if one != place)
        state["kept"] = others if kept else (*others, place)[-MOST_KEPT:]
        rerun([fragment, ADDRESS])

    st.button("let this one go" if kept else "keep to compare", key=key, on_click=change)
