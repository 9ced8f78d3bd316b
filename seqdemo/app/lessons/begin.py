"""Begin a page with the strip of a lesson, if one runs."""

from __future__ import annotations

import streamlit as st

from seqdemo.app.lessons.link import LESSON, PICK, RUNNING


def begin(page: str) -> bool:
    """Draw the strip at the top of a page; nothing where no lesson runs.

    Args:
        page: Name of the page, "home" or a demo's.

    Returns:
        Whether the page is to open the view of a step that its link names.
    """
    if PICK in st.query_params:
        from seqdemo.app.lessons import picking

        picking.begin(page)
        return False
    if LESSON not in st.query_params and RUNNING not in st.session_state:
        return False
    from seqdemo.app.lessons import strip  # other pages do not wait for what a lesson needs

    return strip.begin(page)
