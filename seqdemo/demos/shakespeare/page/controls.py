"""Controls and words around the text on the page "Write Shakespeare"."""

from __future__ import annotations

import math

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.page import note_line
from seqdemo.core.trace import CellKind
from seqdemo.core.trace_file import trace_bytes
from seqdemo.demos.shakespeare.page import stage as write_stage
from seqdemo.demos.shakespeare.page import state
from seqdemo.demos.shakespeare.page.state import CELLS, CHOICES, MODES, NAME
from seqdemo.demos.shakespeare.prompt import clean
from seqdemo.demos.shakespeare.query import MAX_LENGTH, START, Write
from seqdemo.views.learning_curve import learning_curve

CHART = {"displaylogo": False, "displayModeBar": False}
LONGEST_SCORED = 2_000


def intro() -> str:
    """What can be done here, in two sentences."""
    reads = "A network that has read only Shakespeare, one letter at a time. "
    return (
        reads
        + {
            MODES[
                0
            ]: "**Click any letter** to see what it was thinking, then make it choose another.",
            MODES[1]: "Two texts with the same luck: where do they part?",
            MODES[2]: "Give it your own words: **click any letter** to see how it surprised it.",
            MODES[3]: "Drag the slider: what did it write when it had hardly begun?",
        }[CHOICES["mode"] or MODES[0]]
    )


def mode() -> str:
    """What to do on this page."""
    chosen = st.segmented_control(
        "What to do", MODES, key=CHOICES.drawn("mode"), label_visibility="collapsed", required=True
    )
    return str(chosen or MODES[0])


def opening() -> None:
    """Opening words, network, temperature, seed; the rest behind a button: the text matters."""
    words, network, heat, luck = st.columns([4, 2.4, 2.4, 3.6], vertical_alignment="bottom")
    words.text_area(
        "Opening words",
        key=CHOICES.drawn("prompt"),
        height=68,
        on_change=state.restart,
        help="The network reads them, then goes on. A name in capitals and a colon opens a speech.",
    )
    with network:
        cell_control("cell", "Network", "Which trained network writes")
    heat.slider(
        "Temperature",
        0.0,
        2.0,
        key=CHOICES.drawn("temperature"),
        step=0.05,
        on_change=state.restart,
        help="Divides the network's scores. Low is careful, 1 is as trained, high is wild; "
        "0 always takes the likeliest character.",
    )
    with luck, st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.number_input(
            "Seed",
            0,
            999_999,
            key=CHOICES.drawn("seed"),
            step=1,
            on_change=state.restart,
            width=130,
            help="The luck of the draw: the same seed gives the same text",
        )
        st.button("new", on_click=state.roll, help="Another seed: another text")
        st.toggle("More", key=CHOICES.drawn("more"), help="Shows top-p, top-k, length and pace")
    # Always there, if empty: an element that comes and goes would mount the text anew. No popover:
    # it mounts its controls when it is opened, and then without the values they had.
    with st.container():
        if CHOICES["more"]:
            _more()


def _more() -> None:
    """Controls that fewer visitors need."""
    columns = st.columns(4)
    columns[0].slider(
        "Top-p",
        0.05,
        1.0,
        key=CHOICES.drawn("top_p"),
        step=0.05,
        on_change=state.restart,
        help="Draw only from the likeliest characters that together hold this share; 1 is off",
    )
    columns[1].number_input(
        "Top-k",
        0,
        65,
        key=CHOICES.drawn("top_k"),
        step=1,
        on_change=state.restart,
        help="Draw only from this many of the likeliest characters; 0 is off",
    )
    columns[2].number_input(
        "Length, characters",
        1,
        MAX_LENGTH,
        key=CHOICES.drawn("length"),
        step=100,
        help="How much to write; “Write on” adds more",
    )
    columns[3].selectbox(
        "Pace",
        list(state.PACES),
        key=CHOICES.drawn("pace"),
        help="Full speed, or slow enough to watch it write",
    )


def cell_control(name: str, label: str, words: str) -> None:
    """A choice of network."""
    st.segmented_control(
        label,
        CELLS,
        key=CHOICES.drawn(name),
        format_func=str.upper,
        required=True,
        on_change=state.restart,
        help=words,
    )


def second() -> None:
    """What differs in the second of two texts."""
    left, right, _ = st.columns([3, 3, 5], vertical_alignment="bottom")
    with left:
        cell_control("other_cell", "Second text: network", "Same opening, same luck")
    right.slider(
        "Second text: temperature", 0.0, 2.0, key=CHOICES.drawn("other_temperature"), step=0.05
    )


def score() -> None:
    """The reader's own text, and the surprise of each character."""
    vocabulary = state.vocabulary()
    words, network = st.columns([8, 3], vertical_alignment="bottom")
    words.text_area(
        "Your text",
        key=CHOICES.drawn("scored"),
        height=130,
        help="Paste anything: the network reads it and says how surprising each character is",
    )
    with network:
        cell_control("cell", "Network", "Which trained network reads")
    read = clean(CHOICES["scored"] or "", vocabulary, LONGEST_SCORED)
    note_line(read.note)
    if not read.text.strip():
        st.info("There is nothing to read yet: type or paste a text of English letters above.")
        return
    write_stage.scored(read.text, CHOICES["cell"] or "lstm")


def learning() -> None:
    """What the network wrote at stages of its training, with the same luck."""
    cell_control("cell", "Network", "Whose training to watch")
    cell: CellKind = CHOICES["cell"] or "lstm"
    stages = networks.card(NAME, cell)["stages"]
    names = [_epochs(stage["epochs"]) for stage in stages]
    if CHOICES["stage"] not in names:
        CHOICES["stage"] = names[0]
    chosen = st.select_slider(
        "After how many passes through the text",
        names,
        key=CHOICES.drawn("stage"),
        help="One pass is the whole training text, a million characters, read once",
    )
    st.query_params.from_dict(state.learning_link())
    stage = stages[names.index(chosen)]
    left, right = st.columns([3, 2])
    with left.container(border=True):
        st.text(stage["sample"])
    nats = stage["windows_nats"]
    right.metric(
        "On the first 20,000 characters of text it never saw",
        f"{nats:.2f} nats per character",
        help=f"{nats / math.log(2):.2f} bits. On all of that text the finished network has "
        f"{networks.card(NAME, cell)['metrics']['windows_nats']:.2f} nats.",
    )
    right.plotly_chart(learning_curve(stages, stage["epochs"]), key="learning_curve", config=CHART)
    right.caption(
        "Every sample follows a newline at temperature 0.8 with seed 7. 4.17 nats is guessing "
        "among 65 characters; 1.0 nat is 1.44 bits."
    )


def downloads(asked: Write) -> None:
    """The text and its trace."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Download what you see:")
        st.download_button(
            "text (.txt)",
            lambda: _whole(asked),
            "shakespeare.txt",
            "text/plain",
            on_click="ignore",
            help="Opening words and what was written",
        )
        st.download_button(
            "trace (.npz)",
            lambda: trace_bytes(write_stage.trace_of(asked.cell, _whole(asked))),
            "shakespeare.npz",
            "application/octet-stream",
            on_click="ignore",
            help="Every state, gate and score of the network, for NumPy: np.load(file)",
        )


def _whole(asked: Write) -> str:
    """The finished text, written again if need be: the same query gives the same text."""
    new: str = networks.answer(NAME, asked.cell, asked).text
    return (asked.prompt or START) + new


def about(cell: CellKind) -> None:
    """What this network is, from its card."""
    card = networks.card(NAME, cell)
    scores = card["metrics"]
    with st.expander(f"About this network: {cell.upper()}, {card['parameters']:,} parameters"):
        st.markdown(
            f"It reads one character at a time, {card['config']['num_layers']} layers of "
            f"{card['config']['hidden_size']} units, and gives each of "
            f"{card['config']['vocab_size']} characters a probability to come next. On text it "
            f"never saw it needs **{scores['carried_nats']:.3f} nats** "
            f"({scores['bits_per_char']:.3f} bits) per character when it reads on and on, and "
            f"**{scores['windows_nats']:.3f} nats** in windows of 256 characters that each start "
            "from nothing. To compare: nanoGPT's transformer of 10.6 million parameters has 1.470 "
            "in such windows."
        )
        st.markdown("\n".join(f"- {limit}" for limit in card["limits"]))
        st.caption(
            f"Trained {card['minutes']:.0f} minutes on {card['device']}, seed {card['seed']}: "
            f"`{card['command']}`. {card['data']}"
        )


def _epochs(count: float) -> str:
    rounded = round(count, 1)
    return f"{rounded:g} passes" if rounded != 1 else "1 pass"
