"""Graph objects of Plotly, for charts made in many threads at once.

Plotly asks `sys.modules` whether pandas is loaded, and then uses it: also while another visitor's
thread is still importing it. Whoever takes a graph object here waits until that is done.
"""

from __future__ import annotations

from typing import Any

from plotly import graph_objects


def __getattr__(name: str) -> Any:
    """The class of that name in `plotly.graph_objects`, once pandas is whole."""
    import pandas  # noqa: F401

    return getattr(graph_objects, name)


def make_subplots(rows: int, columns: int, **options: Any) -> Any:
    """A figure of several charts, see `plotly.subplots.make_subplots`, once pandas is whole."""
    import pandas  # noqa: F401
    from plotly import subplots

    return subplots.make_subplots(rows, columns, **options)
