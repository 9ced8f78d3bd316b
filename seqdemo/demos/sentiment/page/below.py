"""Below the picture: downloads, guide, model cards."""

from __future__ import annotations

from seqdemo.app import networks, sections
from seqdemo.app.sections import Download, array_file, table_file
from seqdemo.core.percent import percent
from seqdemo.core.table import csv_text
from seqdemo.core.trace import CellKind, Trace
from seqdemo.demos.sentiment.answer import changes_of, moods_of
from seqdemo.demos.sentiment.page import readings
from seqdemo.demos.sentiment.page.state import CELLS, NAME, STATE
from seqdemo.demos.sentiment.query import Judge

GUIDE = """
- **One column is one moment.** At the bottom the word the network reads now, on top how glad the
  sentence sounds to it *so far*. It reads from left to right, once, and never sees what is to come.
- **The coloured tile is its memory**, the *hidden state* h, one small square a unit, blue for −1
  and orange for +1. All it knows of earlier words comes through the arrow between tiles, which in
  the LSTM hands on a cell state, too; the mood is a weighted sum of that one tile, squeezed
  between −1 and +1.
- **The mood** is a number from −1 to +1: twice the probability, less one, that people would call
  this positive. It was *calibrated* by one number, on 872 sentences that it had not learned from.
  Of those, where it was surer than 90\u00a0% it was right as often as it said; where it was 70 to
  90\u00a0% sure, 82\u00a0% on average, it was right in 76 to 79\u00a0%, network by network; and
  where it was less sure, in 46 to 60\u00a0%.
- **Words** reach the network as 128 numbers each. 100 of them come from GloVe, which looked at six
  billion words of other texts: words used alike are near each other. 28 it learned itself. So it
  can judge words of which its training sentences had none: their 28 are 0. A few words that they
  had, *a*, *I* and *n't* among them, have only the 28; words with neither are said to be not known.
- **The bag of words** is no network: it adds up one number a word, whatever the order.
- **What it is not**: it was trained on film reviews. It does not understand, it has heard how
  people sound. Irony, and what a reader knows of the world, pass it by.
"""
MORE = """\
- **LSTM, GRU, RNN** are three kinds of cell of the same size, trained in the same way. The first
  two have *gates* that can keep a unit as it is; they can be switched on above the picture.
- **Unit 381** of the LSTM is a find: near 0 until *not* or *never* has been read, and far below 0
  at the word after. Nobody told it to. Step through the sentence and watch it.
"""
"""What stands behind the switch "More inside"."""
MEASURES = {
    "accuracy": "sentences right, all words read",
    "accuracy_after_75": "after three quarters of the words",
    "accuracy_after_50": "after half of the words",
    "accuracy_after_25": "after a quarter of the words",
    "contrast_accuracy": "contrast pairs with both signs right",
    "expected_calibration_error": "calibration error (0 is best)",
}


def downloads(asked: Judge) -> None:
    """The moods and the trace of the sentence."""
    if STATE.hides("downloads"):
        return
    cell: CellKind = STATE["cell"]

    def trace() -> Trace:
        return readings.trace_of(asked, cell)

    def moods() -> str:
        found = moods_of(trace())
        words = trace().inputs
        change = changes_of(found)
        return csv_text({"word": words, "mood": found, "change": change})

    name = f"mood-{cell}"
    sections.downloads(
        Download("moods (.csv)", moods, f"{name}.csv", "text/csv", "One row a word"),
        array_file(trace, f"{name}-trace", "Every state and gate of the network"),
        table_file(trace, f"{name}-trace"),
    )


def guide() -> None:
    """What a newcomer needs to know to read the picture."""
    sections.guide(GUIDE if STATE.simple else GUIDE + MORE)


def about() -> None:
    """What the chosen network is, how well it does, and what it cannot do."""
    cell: CellKind = STATE["cell"]
    card = networks.card(NAME, cell)
    sections.about(
        f"About this network and what it cannot do: {CELLS[cell]}",
        card,
        sections.measures(card, MEASURES, head="872 sentences it was not trained on"),
        _contrast(card["metrics"]["contrast_by_kind"]),
        sections.limits(card),
    )


def _contrast(kinds: dict[str, float]) -> str:
    named = ", ".join(f"{kind} {percent(share, 0)}" for kind, share in kinds.items())
    return f"Contrast pairs, kind by kind: {named}."
