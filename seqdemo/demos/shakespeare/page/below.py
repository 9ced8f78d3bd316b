"""Below the text of "Write Shakespeare": downloads, and the network's card."""

from __future__ import annotations

from seqdemo.app import networks, sections
from seqdemo.app.sections import array_file, text_file
from seqdemo.core.trace import CellKind
from seqdemo.demos.shakespeare.page import stage
from seqdemo.demos.shakespeare.page.state import NAME, STATE
from seqdemo.demos.shakespeare.query import START, Write


def downloads(asked: Write) -> None:
    """The text and its trace."""
    if STATE.hides("downloads"):
        return
    sections.downloads(
        text_file(lambda: _whole(asked), NAME, "text", "Opening words and what was written"),
        array_file(
            lambda: stage.trace_of(asked.cell, _whole(asked)),
            NAME,
            "Every state, gate and score of the network",
        ),
    )


def _whole(asked: Write) -> str:
    """The finished text, written again if need be: the same query gives the same text."""
    new: str = networks.answer(NAME, asked.cell, asked).text
    return (asked.prompt or START) + new


def about(cell: CellKind) -> None:
    """What this network is, from its card."""
    card = networks.card(NAME, cell)
    scores = card["metrics"]
    sections.about(
        f"About this network: {cell.upper()}",
        card,
        f"It reads one character at a time, {card['config']['num_layers']} layers of "
        f"{card['config']['hidden_size']} units, and gives each of "
        f"{card['config']['vocab_size']} characters a probability to come next. On text it "
        f"never saw it needs **{scores['carried_nats']:.3f} nats** "
        f"({scores['bits_per_char']:.3f} bits) per character when it reads on and on, and "
        f"**{scores['windows_nats']:.3f} nats** in windows of 256 characters that each start "
        "from nothing. To compare: nanoGPT's transformer of 10.6 million parameters has 1.470 "
        "in such windows.",
        sections.limits(card),
    )
