"""Advice on what to do next in a race, and ready-made experiments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from seqdemo.core.percent import percent
from seqdemo.demos.lab.page.run import Run
from seqdemo.demos.lab.page.state import NETWORKS, STATE, networks


@dataclass(frozen=True)
class Experiment:
    """One change that is worth a race.

    Attributes:
        title: On its button.
        why: What it asks.
        choices: The choices that make it; all others have their defaults.
    """

    title: str
    why: str
    choices: Mapping[str, Any]


EXPERIMENTS = (
    Experiment("Wide-open gate", "RNN against an LSTM that begins by remembering.", {}),
    Experiment(
        "Half-open gate",
        "The same LSTM as PyTorch makes it: its forget gates begin at one half, and one half to "
        "the power of 40 is next to nothing.",
        {"gate": "0"},
    ),
    Experiment(
        "Near and far",
        "The half-open gate, but short distances are practised too: they teach the long ones.",
        {"gate": "0", "practice": "mixed", "updates": 800},
    ),
    Experiment(
        "A rescued RNN",
        "A plain RNN that begins by turning its state, neither growing nor shrinking it, and "
        "learns slowly.",
        {"networks": ("rnn", "lstm"), "birth": "orthogonal", "rate": 0.001, "gate": "0"},
    ),
    Experiment(
        "80 letters",
        "Forget gates spread over all distances (chrono).",
        {"networks": ("gru", "lstm"), "gate": "chrono", "lag": 80},
    ),
    Experiment(
        "Add two numbers",
        "Two of 32 numbers are marked: what is their sum?",
        {
            "exercise": "adding",
            "networks": ("rnn", "gru", "lstm"),
            "lag": 20,
            "gate": "1",
            "practice": "mixed",
            "updates": 1600,
        },
    ),
    Experiment(
        "A letter by rows",
        "A drawn letter of 7×7 pixels, a row at a step: seven steps are easy for all.",
        {"exercise": "rows", "networks": ("rnn", "gru", "lstm"), "gate": "1", "rate": 0.01},
    ),
    Experiment(
        "A letter by pixels",
        "The same letters, a pixel at a step: 49 steps.",
        {
            "exercise": "pixels",
            "networks": ("rnn", "gru", "lstm"),
            "gate": "1",
            "rate": 0.01,
            "updates": 800,
        },
    ),
)

DECIDE = (
    "networks",
    "exercise",
    "lag",
    "practice",
    "units",
    "gate",
    "birth",
    "rate",
    "norm",
    "seed",
    "updates",
)
"""The choices that decide how a race goes."""


def advice(run: Run) -> str:
    """One sentence below the guesses."""
    names = [NETWORKS[cell] for cell in run.settings.networks]
    if run.running:
        return ""
    verdicts = run.learnt()
    if verdicts is None:
        open_ones = [NETWORKS[c] for c in run.settings.networks if c not in run.guesses]
        if open_ones:
            return f"Guess first: will the {' and the '.join(open_ones)} learn it?"
        return f"Your guess stands. Now train {'them' if len(names) > 1 else 'it'}."
    shares = ", ".join(
        f"{NETWORKS[cell]} {percent(share, 0)}" for cell, share in run.accuracy().items()
    )
    return f"After {run.update} updates, over {run.settings.lag} steps: {shares}."


def experiments(run: Run) -> None:
    """Buttons that set everything for an experiment; the one that comes next is dark."""
    after = next_experiment(run)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Then try:", width="content")
        for one in EXPERIMENTS:
            st.button(
                one.title,
                key=STATE.key(f"#try.{one.title}"),
                type="primary" if one is after else "secondary",
                on_click=_set,
                args=(one,),
                help=one.why,
            )
    if (now := chosen_experiment()) is not None:
        st.caption(f"**{now.title}.** {now.why}")


def chosen_experiment() -> Experiment | None:
    """The one whose choices are all set; None where the visitor made another."""
    now = {name: STATE[name] for name in DECIDE} | {"networks": networks()}
    return next((one for one in EXPERIMENTS if _choices(one) == now), None)


def next_experiment(run: Run) -> Experiment | None:
    """The one after that which has just ended; None before the end of any."""
    if run.learnt() is None:
        return None
    now = chosen_experiment()
    return None if now is None else (*EXPERIMENTS, None)[EXPERIMENTS.index(now) + 1]


def _choices(one: Experiment) -> dict[str, Any]:
    """All choices of an experiment that decide."""
    return {name: one.choices.get(name, STATE.choices[name].default) for name in DECIDE}


def _set(one: Experiment) -> None:
    for name, value in _choices(one).items():
        STATE[name] = value
