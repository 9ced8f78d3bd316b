"""Diagram of one step of one unit, opened, as HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from seqdemo.analysis.cell_sums import GateSum, Part
from seqdemo.core.trace import LayerTrace

SYMBOLS = {
    "reset": "r",
    "update": "z",
    "candidate": "n",
    "input": "i",
    "forget": "f",
    "output": "o",
    "hidden": "h",
}
ROLES = {
    "reset": "how much of the old state the candidate sees",
    "update": "how much of the old value is kept",
    "candidate": "the new value that is offered",
    "input": "how much of the candidate is taken in",
    "forget": "how much of the old cell is kept",
    "output": "how much of the cell is shown",
    "hidden": "the new value",
}
SIGNS = {"sigmoid": "σ", "tanh": "tanh", "relu": "relu"}


@dataclass(frozen=True)
class OpenStep:
    """What is opened.

    Attributes:
        layer: Of the trace.
        step: Which, from 0.
        unit: Which, from 0.
        sums: Of the unit's gates, as `cell_sums` gives them.
        inputs: How many numbers come in, I.
        name: Words for input number n, such as "eye 17".
        label: What was read at the step.
    """

    layer: LayerTrace
    step: int
    unit: int
    sums: Sequence[GateSum]
    inputs: int
    name: Callable[[int], str]
    label: str


def cell_diagram(opened: OpenStep) -> str:
    """What comes in, a sum for each gate, the blend; arrows say how large what they carry is."""
    size = opened.layer.hidden_size
    sums = []
    for gate in opened.sums:
        symbol = _symbol(opened, gate.gate)
        sizes = f"W<sub>{symbol}</sub>: {size}×{opened.inputs}, U<sub>{symbol}</sub>: {size}×{size}"
        arrow = _arrow(f"{sizes}; one row of each")
        sums.append(f'<div style="{_GATE}">{arrow}{_sum_card(opened, gate)}</div>')
    least = "max(280px,40%)" if len(sums) > 3 else "280px"
    columns = f"grid-template-columns:repeat(auto-fit,minmax(min(100%,{least}),1fr))"
    gates = f'<div style="{_GATES};{columns}">{"".join(sums)}</div>'
    end = _arrow(f"{len(sums)} number{'s' if len(sums) > 1 else ''}")
    return f'<div style="{_FLOW}">{_coming_in(opened)}{gates}{end}{_blend_card(opened)}</div>'


def _coming_in(opened: OpenStep) -> str:
    before = float(opened.layer.previous_hidden()[opened.step, opened.unit])
    lines = [
        f"x: {opened.inputs} numbers, from “{escape(opened.label)}”",
        f"h′: {opened.layer.hidden_size} numbers, the state before; of this unit, {signed(before)}",
    ]
    body = "".join(f"<div>{line}</div>" for line in lines)
    return _card("What comes in", "", f'<div style="{_SIDE_BY_SIDE}">{body}</div>')


def _sum_card(opened: OpenStep, gate: GateSum) -> str:
    symbol = _symbol(opened, gate.gate)
    most = max([abs(part.product) for part in gate.parts] + [abs(gate.rest_x), abs(gate.rest_h)])
    shown = len(gate.parts)
    of_x = sum(part.source == "x" for part in gate.parts)
    rows = [_row(_words(opened, part), part.product, most) for part in gate.parts]
    rows += [
        _row(f"{opened.inputs - of_x} other inputs", gate.rest_x, most),
        _row(f"{opened.layer.hidden_size - shown + of_x} other units", gate.rest_h, most),
        _row("bias", gate.bias, most),
    ]
    total = (
        f'<div style="{_TOTAL}">{symbol} = {SIGNS[gate.squash]}({signed(gate.total)}) = '
        f"<b>{signed(gate.value)}</b></div>"
    )
    return _card(f"{symbol}, {gate.gate}", ROLES[gate.gate], "".join(rows) + total)


def _blend_card(opened: OpenStep) -> str:
    layer, at = opened.layer, (opened.step, opened.unit)
    value = {gate.gate: gate.value for gate in opened.sums}
    now, old = float(layer.hidden[at]), float(layer.previous_hidden()[at])
    if layer.cell == "gru":
        z, n = value["update"], value["candidate"]
        lines = ["h = (1−z)·n + z·h′", f"= {1 - z:.2f}·{signed(n)} + {z:.2f}·{signed(old)}"]
    elif layer.cell == "lstm":
        assert layer.cell_state is not None
        c = float(layer.cell_state[at])
        before = float(layer.previous_cell_state()[at])
        lines = [
            "c = f·c′ + i·g",
            f"= {value['forget']:.2f}·{signed(before)} + "
            f"{value['input']:.2f}·{signed(value['candidate'])} = {signed(c)}",
            f"h = o·tanh(c) = {value['output']:.2f}·tanh({signed(c)})",
        ]
    else:
        lines = ["h is that value: no gate keeps the old one"]
    body = f'<div style="{_SIDE_BY_SIDE}">{"".join(f"<div>{line}</div>" for line in lines)}</div>'
    title = "Blend" if layer.cell != "rnn" else "State"
    return _card(title, "", body + f'<div style="{_TOTAL}">h = <b>{signed(now)}</b></div>')


def _symbol(opened: OpenStep, gate: str) -> str:
    return "g" if (opened.layer.cell, gate) == ("lstm", "candidate") else SYMBOLS[gate]


def _words(opened: OpenStep, part: Part) -> str:
    what = opened.name(part.index) if part.source == "x" else f"unit {part.index}"
    return f"{escape(what)}: {signed(part.value)} × {signed(part.weight)}"


def signed(value: float) -> str:
    """Two decimals, with a true minus sign."""
    return f"{value:.2f}".replace("-", "−")


_FLOW = "display:grid;gap:4px;max-width:1100px"
_GATES = "display:grid;gap:4px 10px"
_SIDE_BY_SIDE = "display:flex;flex-wrap:wrap;gap:0 24px"
_GATE = "display:grid;grid-template-rows:auto 1fr"
_CARD = (
    "box-sizing:border-box;padding:10px 12px;border:1px solid rgba(128,128,128,.35);"
    "border-radius:12px;font-size:13px;line-height:1.55;font-variant-numeric:tabular-nums"
)
_ARROW = "text-align:center;font-size:12px;line-height:1.5;opacity:.85"
_TOTAL = "margin-top:6px;padding-top:6px;border-top:1px solid rgba(128,128,128,.35);font-size:15px"


def _card(title: str, role: str, body: str) -> str:
    under = f'<div style="opacity:.75;margin-bottom:4px">{role}</div>' if role else ""
    return f'<section style="{_CARD}"><b>{title}</b>{under}{body}</section>'


def _arrow(text: str) -> str:
    """What an arrow down carries."""
    return f'<div style="{_ARROW}"><span aria-hidden="true">↓</span> {text}</div>'


def _row(words: str, value: float, most: float) -> str:
    """A product with a bar to the left where it is negative, to the right where positive."""
    share = 50 * min(1.0, abs(value) / most) if most else 0.0
    left, colour = (50 - share, "33,102,172") if value < 0 else (50.0, "217,101,42")
    bar = (
        f"background:linear-gradient(to right,transparent {left:.0f}%,rgba({colour},.35) "
        f"{left:.0f}%,rgba({colour},.35) {left + share:.0f}%,transparent {left + share:.0f}%)"
    )
    return (
        f'<div style="display:flex;justify-content:space-between;gap:8px;{bar}">'
        f"<span>{words}</span><span>{signed(value)}</span></div>"
    )
