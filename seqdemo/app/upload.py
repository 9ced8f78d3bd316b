"""File uploader that says in a sentence what the browser refuses."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st


def upload(
    label: str, takes: str, kinds: Sequence[str] | None, megabytes: int, name: str, **arguments: Any
) -> Any:
    """Draw `st.file_uploader`, and below it, once it has refused a file, what it takes.

    Of a file of another kind, or a larger one, the server hears nothing: Streamlit marks it red
    in the browser, and that is all. The sentence is there from the start, hidden by the page's
    style until a file is marked.

    Args:
        label: Of the uploader.
        takes: What it takes, beginning a sentence.
        kinds: Ends of the names of such files; None for any.
        megabytes: The largest file.
        name: Of its place on the page.
        arguments: Of `st.file_uploader`.
    """
    with st.container(key=f"seqdemo-upload-{name}", gap=None):
        files = st.file_uploader(label, kinds, max_upload_size=megabytes, **arguments)
        wrong = "larger" if kinds is None else "of another kind, or larger"
        st.html(
            f'<p class="seqdemo-refused">{escape(takes)} of at most {megabytes}&nbsp;MB can be '
            f"opened here. What is marked red is {wrong}, and was left out.</p>"
        )
    return files
