"""File uploader that says in a sentence what the browser refuses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import streamlit as st

from seqdemo.app.markdown import literal
from seqdemo.core.file_name import shown_file_name
from seqdemo.web.messages import Rerun
from seqdemo.web.refused_files import refused_files

MOST_NAMED = 5
"""So many of the files that were refused are named, and the others counted."""

_MOST = 1000
"""So many are listened to."""

_Told: TypeAlias = Sequence[Sequence[str]]
"""[name, reason] of each file that was refused, as the browser tells it."""


def upload(
    label: str,
    takes: str,
    kinds: Sequence[str] | None,
    megabytes: int,
    name: str,
    *,
    on_files: Callable[[Sequence[Any]], None] | None = None,
    popover: str = "",
    **arguments: Any,
) -> Any:
    """Draw `st.file_uploader`, and below it, once it has refused files, which and why.

    Of a file of another kind, or a larger one, or a second one where one is taken, the server
    hears nothing: Streamlit marks it red in the browser, and that is all. A component tells.

    Args:
        label: Of the uploader.
        takes: What it takes, beginning a sentence.
        kinds: Ends of the names of such files; None for any.
        megabytes: The largest file.
        name: Of its place on the page.
        on_files: Takes the files that came, in a callback. The page itself says what `refused`
            gives, as its box goes away.
        popover: Key of the popover around it, where `on_files` is given: once all files have come,
            the browser shuts it; the box is then emptied, and the server forgets them.
        arguments: Of `st.file_uploader`.
    """
    if on_files is not None:
        key = _box(name, is_open=bool(st.session_state.get(popover)))
        arguments |= {"key": key, "on_change": _take, "args": (name, key, on_files)}
    with st.container(key=f"seqdemo-upload-{name}", gap=None):
        files = st.file_uploader(label, kinds, max_upload_size=megabytes, **arguments)
        refused_files(
            told=st.session_state.get(_key(name), ()),
            shuts=on_files is not None,
            key=f"{_key(name)}.browser",
            on_files=lambda sent: _hear(name, sent),
        )
        if on_files is None:
            for words in refused(name, takes, megabytes):
                st.caption(literal(words))
    return files


def _box(name: str, *, is_open: bool) -> str:
    """Key of a box whose files are taken; shut, it is emptied: the next one has another."""
    counted = f"seqdemo.upload.{name}"
    number = st.session_state.setdefault(counted, 0)
    if not is_open and st.session_state.get(f"{counted}.{number}"):
        st.session_state[counted] = number = number + 1
    return f"{counted}.{number}"


def _take(name: str, box: str, on_files: Callable[[Sequence[Any]], None]) -> None:
    """Have the files taken that came into a box; those before them are still in it."""
    given = st.session_state.get(box) or []
    taken = st.session_state.setdefault(f"seqdemo.taken.{name}", set())
    several = given if isinstance(given, list) else [given]
    files = [one for one in several if one.file_id not in taken]
    if files:
        taken.update(one.file_id for one in files)
        on_files(files)


def refused(name: str, takes: str, megabytes: int) -> tuple[str, ...]:
    """Sentences on files that were refused at this place, as plain text.

    Args:
        name: Of the place.
        takes: As of `upload`.
        megabytes: As of `upload`.
    """
    told: _Told = st.session_state.get(_key(name), ())
    takes = f"{takes} of at most {megabytes}\N{NO-BREAK SPACE}MB"
    named = {why: [file for file, reason in told if reason == why] for why in _WORDS}
    return tuple(
        words.format(takes=takes, files=_named(named[why]))
        for why, words in _WORDS.items()
        if named[why]
    )


def forget_refused(name: str) -> None:
    """Say no more of files that were refused at this place."""
    st.session_state[_key(name)] = ()


def _key(name: str) -> str:
    return f"seqdemo.refused.{name}"


def _hear(name: str, sent: dict[str, Any]) -> Rerun:
    told = [_strings(one) for one in list(sent.get("files") or ())[:_MOST]]
    st.session_state[_key(name)] = [one for one in told if len(one) == 2]
    return None


def _strings(one: object) -> list[str]:
    return [str(part) for part in one] if isinstance(one, list) else []


_WORDS = {
    "kind": "{takes} can be opened here: {files} left out.",
    "one": "One file is taken at a time: {files} left out.",
    "sent": "Not all could be sent; try again: {files} left out.",
}
"""Reason -> what is said of the files that were left out for it."""


def _named(files: Sequence[str]) -> str:
    """The names of files, with the verb."""
    names = [f"“{shown_file_name(file)}”" for file in files[:MOST_NAMED]]
    if len(files) > MOST_NAMED:
        names.append(f"{len(files) - MOST_NAMED} more")
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"{listed} {'was' if len(files) == 1 else 'were'}"
