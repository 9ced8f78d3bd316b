"""Navigation by the browser's Back and Forward."""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx


def is_by_history() -> bool:
    """Whether this run is for a page that the browser's Back or Forward has come to."""
    run = get_script_run_ctx()
    return run is not None and run.is_history_navigation
