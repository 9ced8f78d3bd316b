"""Pictures of the encoder: its states, and the vector it hands over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import streamlit as st

from seqdemo.core.trace import Trace
from seqdemo.demos.translation.known_words import words_in
from seqdemo.demos.translation.page.state import STATE
from seqdemo.demos.translation.pieces import MARK, shown, word_starts
from seqdemo.demos.translation.prompt import Prompt
from seqdemo.views.palette import DARK, LIGHT
from seqdemo.views.vector_picture import vector_picture
from seqdemo.web.steps import Column, Text, steps

KEY = STATE.key("encoder")


def states(trace: Trace, prompt: Prompt, *, alone: bool = False) -> None:
    """The encoder; `alone` where no decoder's player runs through it too."""
    assert trace.upstream is not None
    notes = notes_on(trace.upstream.inputs, prompt)
    whole = named(trace.upstream)
    top = replace(whole, layers=whole.layers[-2:])
    units = top.layers[0].hidden_size
    steps(
        top,
        [Column(Text(name), note=note) for name, note in zip(top.inputs, notes, strict=True)],
        key=KEY,
        title=f"It reads: top layer of the encoder, {units} units in each direction",
        player=alone,
    )


def vector(trace: Trace) -> None:
    """The vector handed over, as a strip of colours."""
    assert trace.upstream is not None
    numbers = vector_of(trace.upstream)
    palette = DARK if st.context.theme.type == "dark" else LIGHT
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.image(
            vector_picture(numbers, palette),
            width=640,
            alt=f"The vector: {len(numbers)} numbers as a strip of colours",
        )
        more = (
            "and the decoder may look back at every word"
            if trace.attention is not None
            else "and nothing else: no word of the sentence can be looked at again"
        )
        st.caption(f"It hands over {len(numbers)} numbers, where both directions end, {more}.")


def named(trace: Trace) -> Trace:
    """The trace with its pieces as people read them."""
    return replace(
        trace,
        inputs=tuple(map(shown, trace.inputs)),
        source=tuple(map(shown, trace.source)),
    )


def vector_of(encoder: Trace) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """What the encoder hands over: the last states of both directions of its top layer."""
    forward, backward = encoder.layers[-2:]
    return np.concatenate([forward.hidden[-1], backward.hidden[0]])


def notes_on(pieces: Sequence[str], prompt: Prompt) -> list[str]:
    """Note for each piece of a source: whether its word was never or seldom seen in training."""
    of_word = {word: f"seen {count} ×" for word, count in prompt.rare.items()}
    of_word |= dict.fromkeys(prompt.unseen, "never seen")
    notes = [""] * len(pieces)
    starts = word_starts(pieces)
    for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True):
        word = "".join(pieces[start:end]).replace(MARK, "")
        note = next((of_word[part] for part in words_in(word) if part in of_word), "")
        for place in range(start, end):  # a full stop behind the word is no part of it
            notes[place] = note if words_in(pieces[place]) else ""
    return notes
