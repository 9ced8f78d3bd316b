"""Below the picture: downloads, guide, model card."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import networks, sections
from seqdemo.app.sections import Download, array_file, table_file
from seqdemo.core.table import Table, csv_text
from seqdemo.demos.forecast.page import stage
from seqdemo.demos.forecast.page.answers import Said
from seqdemo.demos.forecast.page.fitted import fitted_network
from seqdemo.demos.forecast.page.state import NAME, NETWORKS, STATE
from seqdemo.demos.forecast.query import Ask

GUIDE = """
- **A series in, a band out.** The network reads numbers, one a step, up to the *origin*, the line
  you can drag. Then it says the next ones, and for each a band: its inner part holds the
  truth half of the time, all of it 80\u00a0% of the time, if it is honest. Its edges are
  *quantiles*.
- **Two halves.** An *encoder* reads the past; a *decoder* starts from the state it ends in and says
  all steps ahead at once. Both are RNNs, GRUs or LSTMs.
- **What it leans on.** Each forecast is a weighted mean of plain ones (the last value, a season
  ago, a season ago with the growth since, an autoregression …), plus a correction. The network says
  how much of each, at every step. These plain ones, computed from the values before the origin,
  tell it nearly all it uses of the past: starting from the state of another time, it errs no more.
- **Rivals.** *Naive*: the last value again. *Seasonal naive*: as one season before.
  *Autoregression*: a weighted sum of the last values, weights by least squares. *Theta*: a classic
  that won a famous contest. On many series they are hard to beat, and the page says so when they
  win.
- **Honest errors** come from origins at which nothing later was known, on the part of a series that
  no network was trained on.
"""
MORE = """\
- **Inside**, under the picture, shows which plain forecast every step leans on most, and how much.
"""
"""What stands behind the switch "More inside"."""


def downloads(asked: Ask, said: Said) -> None:
    """The forecast as a table, and the trace."""
    if STATE.hides("downloads"):
        return
    kind = STATE["cell"]
    practised = fitted_network(asked.series, kind) is not None
    table = forecast_table(asked, said)
    files = [
        Download(
            "forecast (.csv)",
            lambda: csv_text(table),
            "forecast.csv",
            "text/csv",
            "Dates, quantiles of the network, and the rivals",
        )
    ]
    if not practised:
        words = "Every state and gate of the decoder"
        files += [
            array_file(
                lambda: networks.trace(NAME, kind, asked, asked.key), f"{NAME}-trace", words
            ),
            table_file(lambda: networks.trace(NAME, kind, asked, asked.key), f"{NAME}-trace"),
        ]
    sections.downloads(*files)


def forecast_table(asked: Ask, said: Said) -> Table:
    """The forecast with what came, if that is known."""
    series, count = asked.series, asked.horizon
    truth = series.values[asked.origin : asked.origin + count].tolist()
    names = ("q10", "q25", "q50", "q75", "q90")
    return {
        "step": [series.label(asked.origin + n) for n in range(count)],
        **{name: said.quantiles[:, place].tolist() for place, name in enumerate(names)},
        **{line.name: line.values.tolist() for line in stage.rivals(asked)},
        "truth": [*truth, *[None] * (count - len(truth))],
    }


def guide() -> None:
    """What a newcomer needs to know to read the picture."""
    sections.guide(GUIDE if STATE.simple else GUIDE + MORE)


def sources(asked: Ask) -> None:
    """Where the numbers are from, and what was done to read them."""
    if asked.series.note:
        st.caption(asked.series.note)
    if asked.series.name not in ("mine", "drawn"):
        st.caption(f"Numbers: {asked.series.source}")


def about() -> None:
    """What the network is, from its card."""
    kind = STATE["cell"]
    card = networks.card(NAME, kind)
    sections.about(
        f"About this network: {NETWORKS[kind]}",
        card,
        f"Encoder and decoder of {card['config']['hidden_size']} units each, trained on "
        f"quantiles (pinball loss) across series. {card['split']}",
        sections.limits(card),
    )
