"""Component: files that Streamlit's uploader refused, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from seqdemo.web.bridge import component
from seqdemo.web.messages import Listener

_mount = component("refused_files", Path(__file__).parent)


def refused_files(*, told: Sequence[Sequence[str]], key: str, on_files: Listener) -> None:
    """Listen to the uploader in the same container; nothing of it is seen.

    Args:
        told: The files that the session knows of, as they were sent.
        key: Names the component in the session.
        on_files: Gets {"files": [[name, "kind" | "one" | "sent"], ...]}.
    """
    _mount(key=key, data={"told": [list(one) for one in told]}, listeners={"files": on_files})
