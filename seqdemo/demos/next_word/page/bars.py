"""Words with their probabilities as bars, in HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from seqdemo.core.percent import percent

_ROW = (
    '<tr><td style="padding:.1rem .7rem .1rem 0;white-space:nowrap;{weight}">{word}{mark}</td>'
    '<td style="width:100%;padding:.1rem 0"><div style="height:.75rem;border-radius:4px;'
    'background:currentColor;opacity:{ink};width:{width:.1f}%;min-width:1px"></div></td>'
    '<td style="padding:.1rem 0 .1rem .7rem;text-align:right;white-space:nowrap;'
    'font-variant-numeric:tabular-nums;{weight}">{chance}</td></tr>'
)


def word_bars(guesses: Iterable[tuple[str, float]], label: str, right: str = "") -> None:
    """Show words with probabilities, likeliest first.

    Args:
        guesses: Word and probability.
        label: What the table is, for those who hear it.
        right: The word that is right; it gets a tick.
    """
    rows = "".join(_row(word, chance, right) for word, chance in guesses)
    st.html(
        f'<table aria-label="{escape(label)}" style="width:100%;border-collapse:collapse;'
        f'border:0"><tbody>{rows}</tbody></table>'
    )


def _row(word: str, chance: float, right: str) -> str:
    hit = bool(right) and word.lower() == right.lower()
    return _ROW.format(
        word=escape(word),
        mark=" ✓" if hit else "",
        weight="font-weight:650" if hit else "",
        ink="0.7" if hit else "0.35",
        width=100 * chance,
        chance=percent(chance),
    )
