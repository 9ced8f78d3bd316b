"""View "What is still there": what states still hold of each letter."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.sections import CHART
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.memory_chart import memory_chart
from seqdemo.demos.word_reader.page.readings import trace_of
from seqdemo.demos.word_reader.page.state import CELLS, STATE
from seqdemo.demos.word_reader.query import ReadWord


def still_there(asked: ReadWord) -> None:
    """A chart a network, if the visitor wants them: the other networks have to read, too."""
    st.header("What is still there", anchor="memory")
    STATE.draw(
        st.toggle,
        "still",
        "Ask every state of the RNN, the GRU and the LSTM for every letter so far",
        help="A linear map, fitted after training, reads each letter back from a state",
    )
    if not STATE["still"]:
        return
    st.caption(
        "A row is a letter of the word, a column the moment after a letter was read: how surely "
        "the letter can be read back then, the stronger the colour, the surer. Above each chart "
        "stands the mean of its last column. Letters in no common order are harder to keep than "
        "words, and the more of them, the harder: try *zpqxwvkjbhgd*."
    )
    for column, cell in zip(st.columns(len(CELLS)), CELLS, strict=True):
        try:
            trace = trace_of(ReadWord(asked.drawing, cell))
        except networks.CheckpointError:
            continue
        if trace is not None:
            column.plotly_chart(
                memory_chart(cell.upper(), reading.letters(trace), reading.still_there(trace)),
                key=f"still_{cell}",
                config=CHART,
            )
