"""Below the text: downloads and the model card."""

from __future__ import annotations

from seqdemo.app import networks, sections
from seqdemo.app.sections import array_file, text_file
from seqdemo.core.trace import CellKind
from seqdemo.demos.shakespeare.page.slot import Slot
from seqdemo.demos.shakespeare.page.state import NAME, STATE
from seqdemo.demos.shakespeare.query import Write


def downloads(slot: Slot, asked: Write) -> None:
    """The text and its trace."""
    if STATE.hides("downloads"):
        return
    finished = slot.finished(asked)
    sections.downloads(
        text_file(
            lambda: "".join(finished().inputs), NAME, "text", "Opening words and what was written"
        ),
        array_file(
            finished,
            NAME,
            "Every state, gate and score of the network",
        ),
    )


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
