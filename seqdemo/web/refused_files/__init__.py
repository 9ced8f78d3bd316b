"""Component: files that Streamlit's uploader refused, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from seqdemo.web.bridge import component
from seqdemo.web.messages import Listener

_mount = component("refused_files", Path(__file__).parent)


def refused_files(
    *, told: Sequence[Sequence[str]], shuts: bool, key: str, on_files: Listener
) -> None:
    """Listen to the uploader in the same container; nothing of it is seen.

    Args:
        told: The files that the session knows of, as they were sent.
        shuts: Whether the popover around the uploader shuts once all files have come.
        key: Names the component in the session.
        on_files: Gets {"files": [[name, "kind" | "one" | "sent"], ...]}.
    """
    data = {"told": [list(one) for one in told], "shuts": shuts}
    _mount(key=key, data=data, listeners={"files": on_files})
