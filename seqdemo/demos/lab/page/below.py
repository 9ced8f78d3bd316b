"""Below the picture: guide, numbers as a table, downloads."""

from __future__ import annotations

import csv
import io

import streamlit as st

from seqdemo.app import sections
from seqdemo.app.sections import Download
from seqdemo.core.percent import percent
from seqdemo.demos.lab.page.run import Run
from seqdemo.demos.lab.page.state import NETWORKS, STATE
from seqdemo.demos.lab.settings import lags

GUIDE = """
**The task.** A sequence begins with one of eight colours. Letters follow that mean nothing. At the
question mark the network must name the colour. Nothing is graded before that: whatever it learns
about the colour has to come back through all the letters.

**The bars** are that way back, before the first update: how strongly the answer depends on the
state of the network *k* steps earlier, compared with the last step. A plain RNN multiplies by
about the same matrix at every step, and 0.6 times itself 40 times is 0.000000001. An LSTM's forget
gate is a factor that can stand at one. Where its bars grow again towards the first letter, its cell
is still nearly empty, and an empty cell hands on more than a full one. What does not come back
cannot be learnt from.

**The curve** says how often each network is right, by the number of letters between colour and
question, on sequences it has never seen; the thin dotted line is the same some updates earlier.
Every update uses 64 fresh sequences, so nothing can be learnt by heart. All networks of a race get
the same sequences.

**Letters by rows or by pixels** are eight letters on a grid of 7×7, drawn by a new hand each time.
They are asked at the end only; the curve says what they would answer if they were stopped earlier.
The same picture takes 7 steps or 49: how far apart things stand depends on how they are read. Eight
right in ten count as learnt, as some of these letters are hard for us, too.

**What not to conclude.** That RNNs cannot do this. With orthogonal first weights, which turn its
state and leave its size, and a smaller learning rate, a plain RNN learns it too. Left as they come,
they do not, in these few seconds: of forty RNNs tried here, five named more than a quarter of the
colours after 300 updates, and none more than half.
"""


def below(run: Run) -> None:
    """Draw it."""
    if len(run.frames) > 1 and not run.running and not STATE.hides("downloads"):
        _numbers(run)
    sections.guide(GUIDE)


def _numbers(run: Run) -> None:
    with st.expander("These curves as a table"):
        shown = run.frames[:: max(1, len(run.frames) // 8)]
        head = [f"{NETWORKS[cell]} at {run.settings.lag}" for cell in run.settings.networks]
        at = lags(run.settings).index(run.settings.lag)
        rows = [
            [str(frame.told["update"])]
            + [percent(frame.told["accuracy"][cell][at], 0) for cell in run.settings.networks]
            for frame in shown
        ]
        lines = [["update", *head], ["---"] * (len(head) + 1), *rows]
        st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))
    words = "A row for each update that was tested: right answers at every lag"
    sections.downloads(
        Download("curves (.csv)", lambda: curves_csv(run), "curves.csv", "text/csv", words)
    )


def curves_csv(run: Run) -> str:
    """Right answers by network, update and lag."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["network", "update", *(f"lag {lag}" for lag in lags(run.settings))])
    for cell in run.settings.networks:
        for frame in run.frames:
            table.writerow([cell, frame.told["update"], *frame.told["accuracy"][cell]])
    return out.getvalue()
