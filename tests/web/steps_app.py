"""A page of nothing but `steps`: traces of every cell, with inputs and outputs of every kind."""

import io

import numpy as np
import streamlit as st
from PIL import Image

from seqdemo.core.trace import GATES, LayerTrace, Trace
from seqdemo.web.steps import (
    Balance,
    Band,
    Bars,
    Column,
    Grid,
    Number,
    Picture,
    Stroke,
    Text,
    steps,
)

WORDS = ["the", "old", "man", "reads", "a", "long", "letter", "from", "the", "sea"]


def layer_of(cell, t, h, seed, *, backward=False, gates=True):
    """A layer whose states follow from its gates, as the cell's equations say."""
    random = np.random.default_rng(seed)
    found = {name: random.beta(0.6, 0.6, (t, h)).astype(np.float32) for name in GATES[cell]}
    if "candidate" in found:
        found["candidate"] = np.tanh(random.normal(0, 1.5, (t, h))).astype(np.float32)
    hidden, memory = np.zeros((t, h), np.float32), np.zeros((t, h), np.float32)
    start, kept = np.zeros(h, np.float32), np.zeros(h, np.float32)
    for n in reversed(range(t)) if backward else range(t):
        g = {name: values[n] for name, values in found.items()}
        if cell == "lstm":
            kept = g["forget"] * kept + g["input"] * g["candidate"]
            start = g["output"] * np.tanh(kept)
        elif cell == "gru":
            start = (1 - g["update"]) * g["candidate"] + g["update"] * start
        else:
            start = np.tanh(random.normal(0, 0.8, h) + 0.5 * start)
        hidden[n], memory[n] = start, kept
    return LayerTrace(
        cell,
        hidden,
        memory if cell == "lstm" else None,
        found if gates else {},
        direction="backward" if backward else "forward",
    )


def picture():
    """A small PNG: a ramp of colours."""
    y, x = np.mgrid[0:48, 0:64].astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(np.stack([4 * x, 5 * y, 255 - 3 * x], -1)).save(file, "PNG")
    return file.getvalue()


def attention(t, s, seed=0):
    """Rows that sum to 1, (t, s)."""
    weights = np.random.default_rng(seed).gamma(0.4, 1, (t, s)).astype(np.float32)
    return weights / weights.sum(1, keepdims=True)


def words(t):
    return tuple(WORDS[n % len(WORDS)] for n in range(t))


def bars(n):
    return Bars([(WORDS[n % 9], 0.62), (WORDS[(n + 1) % 9], 0.2), ("unseen", 0.08)])


def next_word():
    trace = Trace(words(9), (layer_of("lstm", 9, 64, 0), layer_of("lstm", 9, 64, 1)))
    columns = [Column(Text(word), bars(n)) for n, word in enumerate(trace.inputs)]
    steps(
        trace,
        columns,
        key="words",
        strips=("hidden", "forget"),
        title="Text in, bars out: LSTM, 2 layers of 64 units",
        step=3,
        on_pick=lambda step, label: st.session_state.update(picked=f"{step} {label}"),
        on_view=lambda view: st.session_state.update(seen=view),
    )
    st.write(f"picked: {st.session_state.get('picked', 'nothing')}")
    st.write(f"seen: {st.session_state.get('seen', 'nothing')}")


def grids():
    random = np.random.default_rng(4)
    trace = Trace(tuple("said"), (layer_of("rnn", 4, 36, 2),))
    columns = [
        Column(Grid(random.random((7, 7)) < 0.4), Text(label.upper()), note=f"letter {n + 1}")
        for n, label in enumerate(trace.inputs)
    ]
    steps(trace, columns, key="grids", title="Grids in, text out: RNN, 36 units")


def mood():
    layers = tuple(layer_of("gru", 8, 25, n, backward=n % 2 == 1) for n in range(4))
    columns = [
        Column(Text(word), Balance(float(np.sin(n)), "sad", "glad"))
        for n, word in enumerate(words(8))
    ]
    steps(
        Trace(words(8), layers),
        columns,
        key="mood",
        title="Text in, a balance out: GRU, 2 layers, both directions",
    )


def numbers():
    rows = np.sin(np.arange(24) / 3)
    columns = [
        Column(Number(float(x)), Band(float(x) * 0.9, float(x) - 0.3, float(x) + 0.2, float(x)))
        for x in rows
    ]
    labels = tuple(f"{x:.2f}" for x in rows)
    trace = Trace(labels, (layer_of("gru", 24, 49, 5, gates=False),))
    steps(trace, columns, key="numbers", title="Numbers in, a band out: GRU without its gates")


def strokes():
    random = np.random.default_rng(6)
    lines = [random.normal(0, 1, (5, 2)).cumsum(0).astype(np.float32) for _ in range(6)]
    columns = [
        Column(Stroke([line]), Stroke([line, line[:1] + 1]), note=f"stroke {n + 1}")
        for n, line in enumerate(lines)
    ]
    steps(
        Trace(tuple("123456"), (layer_of("lstm", 6, 512, 7),)),
        columns,
        key="strokes",
        strips=("hidden", "cell_state"),
        title="Strokes in, strokes out: LSTM, 512 units",
    )


def pictures():
    weights = attention(5, 12).reshape(5, 3, 4)
    columns = [Column(Picture(picture(), weights[n], "a ramp"), bars(n)) for n in range(5)]
    steps(
        Trace(words(5), (layer_of("lstm", 5, 100, 8),)),
        columns,
        key="pictures",
        title="Pictures in, bars out: LSTM, 100 units",
    )


def translation():
    encoder = Trace(
        words(6), (layer_of("gru", 6, 36, 9), layer_of("gru", 6, 36, 10, backward=True))
    )
    decoder = Trace(
        ("start", "le", "vieil", "homme"),
        (layer_of("gru", 4, 49, 11),),
        attention=attention(4, 6, 3),
        source=encoder.inputs,
        upstream=encoder,
    )
    left, right = st.columns(2)
    with left:
        steps(
            encoder,
            [Column(Text(word)) for word in encoder.inputs],
            key="encoder",
            player=False,
            title="Encoder: GRU, both directions",
        )
    with right:
        columns = [Column(Text(word), bars(n)) for n, word in enumerate(decoder.inputs)]
        steps(decoder, columns, key="decoder", upstream="encoder", title="Decoder, with attention")


def long():
    trace = Trace(words(200), (layer_of("gru", 200, 512, 12),))
    columns = [Column(Text(word), bars(n)) for n, word in enumerate(trace.inputs)]
    steps(trace, columns, key="long", strips=("hidden", "update"), title="200 steps, 512 units")


SHOWN = {
    "words": next_word,
    "grids": grids,
    "mood": mood,
    "numbers": numbers,
    "strokes": strokes,
    "pictures": pictures,
    "translation": translation,
    "long": long,
}

if __name__ == "__main__":
    st.set_page_config(layout="wide")
    for name in st.query_params.get("show", "words").split():
        SHOWN[name]()
