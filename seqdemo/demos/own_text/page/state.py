"""Page state: the table of choices; the text is in none of the links."""

from __future__ import annotations

from seqdemo.app.choice import Choice, number, number_of, one_of, position, words
from seqdemo.app.page_state import PageState
from seqdemo.demos.own_text.samples import SAMPLES, sample

NAME = "own_text"
NETWORKS = {"lstm": "LSTM", "gru": "GRU"}
OWN, FIRST = "own", "villages"
TEXTS = {OWN: "your own"} | {name: one.title for name, one in SAMPLES.items()}
UPDATES = {500: "500", 2000: "2,000", 8000: "8,000"}
MOST_UPDATES = 32_000
LINKED_UPDATES = 8_000
"""Updates of a link that are trained again."""

LONGEST_PROMPT = 100
HIGH = 2_000
"""Steps that can be selected."""

STATE = PageState(
    NAME,
    parts=("more", "loss", "write", "unroll", "downloads"),
    inside=("network", "more", "seed"),
    text=words(sample(FIRST), 0),
    sample=one_of(TEXTS, FIRST, link="text"),
    network=one_of(NETWORKS, "lstm", link="cell"),
    updates=number_of(UPDATES, 2000, "updates", format_func=UPDATES.__getitem__),
    seed=number(1, 0, 99_999, link="seed", step=1),
    trained=Choice(0, "n", number(0, 0, LINKED_UPDATES).read),
    prompt=words("", LONGEST_PROMPT, link="p"),
    temperature=number(0.7, 0.0, 1.5, link="t", step=0.05),
    draw=Choice(1, "draw", number(1, 1, 9_999).read),
    step=position("step", first=1, high=HIGH),
    unit=position("unit", first=1, high=128),
)
