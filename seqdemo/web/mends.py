"""Mend Streamlit 1.67: all that is changed of it while it runs.

Importing this fails where another Streamlit lacks what is mended. Each module has its reason, and a
test that shows Streamlit without it.
"""

from __future__ import annotations

from seqdemo.web.delivery import lose_nothing
from seqdemo.web.downloads import have_them_come
from seqdemo.web.left import keep_choices_only
from seqdemo.web.stopped_runs import make_up_for_them
from seqdemo.web.theme_once import make_theme_once


def mend() -> None:
    """Have Streamlit work as mended from now on; calling it again is free."""
    lose_nothing()
    make_up_for_them()
    keep_choices_only()
    have_them_come()
    make_theme_once()
