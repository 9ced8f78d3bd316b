"""Menu entry of this demo; importing it must not import torch."""

from seqdemo.tasks.card import Card

CARD = Card(
    name="forecast",
    title="Forecast a series",
    summary="A network reads numbers and says what comes next, with a band: drag the origin back "
    "in time and see whether it was right.",
    section="Many to many",
    order=40,
    icon="📈",
    networks="RNN, GRU, LSTM, encoder and decoder, 0.1 to 0.2 million parameters",
    shows="Airline passengers, sunspots, cold nights or your own series, pasted, uploaded, drawn; "
    "forecasts with bands beside four classical rivals, and who wins; which past values mattered; "
    "a unit that follows the season; a short fit to your series",
    warm=("gru",),
)
