"""Uploaded trace files: the explored and the compared one."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.handed_trace import take_handed
from seqdemo.app.markdown import literal
from seqdemo.app.upload import upload
from seqdemo.core.given_trace import given_trace
from seqdemo.core.trace import Trace
from seqdemo.core.trace_file import TraceFileError, load_trace
from seqdemo.demos.explorer.page import state
from seqdemo.demos.explorer.page.state import key

MOST_MEGABYTES = 200
"""Size of a file that is taken, unless the server takes less of any: `server.maxUploadSize`."""

MOST_UNPACKED = 256 << 20
"""Bytes an uploaded trace may unpack to: many visitors share one server."""

TOO_LONG = 20_000
"""Steps of a file that are shown; of longer ones the first."""

OWN, SECOND = "own", "second"
"""The file that is explored; the one that is taken from it."""


def uploader(which: str, label: str, words: str) -> None:
    """Ask for a trace file; what is wrong with it is said below."""
    most = min(MOST_MEGABYTES, st.get_option("server.maxUploadSize"))
    upload(
        label,
        "A trace as an .npz file",
        ["npz"],
        most,
        which,
        key=key(f"upload.{which}"),
        on_change=take_upload,
        args=(which,),
        help=f"{words}; at most {most} MB. It stays on this server while your visit lasts, and "
        "nobody else sees it.",
    )
    if refused(which):
        st.error(literal(refused(which)))
    held = uploaded(which)
    if held and st.session_state.get(key(f"upload.{which}")) is None:
        # Streamlit forgets what was uploaded when its page is left; the trace is still there.
        name = held[0][:40]
        st.button(f"forget {name}", key=key(f"forget.{which}"), on_click=_forget, args=(which,))


def _forget(which: str) -> None:
    st.session_state[key(which)] = None


def take_upload(which: str) -> None:
    """Read the file the visitor gave, or keep the sentence that says why not."""
    session = st.session_state
    file = session.get(key(f"upload.{which}"))
    session[key(which)], session[key(f"refused.{which}")] = None, ""
    if file is not None:
        try:
            read = with_states(load_trace(file, most=MOST_UNPACKED))
            session[key(which)] = (file.name, read)
        except TraceFileError as error:
            said = str(error).replace("the file", f"“{file.name[:60]}”", 1)
            session[key(f"refused.{which}")] = f"{said[0].upper()}{said[1:]}."
    if which == OWN:
        state.point_at(at=None, unit=None, span=None)


def refused(which: str) -> str:
    """Why a file was not taken, "" if it was or if there is none."""
    return str(st.session_state.get(key(f"refused.{which}"), ""))


def uploaded(which: str) -> tuple[str, Trace] | None:
    """Name and trace of a file the visitor gave, or of one that another page has handed over."""
    handed = take_handed() if which == OWN else None
    if handed is not None:
        st.session_state[key(which)] = handed
    found: tuple[str, Trace] | None = st.session_state.get(key(which))
    return found


def file_name() -> str:
    """The file that is explored, "" if there is none."""
    own, given = uploaded(OWN), given_trace()
    return own[0] if own else given.name if given else ""


def file_layers() -> int:
    """How many layer records the file holds; 1 if there is none."""
    trace = file_trace()
    return len(trace.layers) if trace else 1


def file_trace() -> Trace | None:
    """The trace that is explored: uploaded, or else the one the app was started with."""
    own, given = uploaded(OWN), given_trace()
    if own:
        return own[1]
    if given is None:
        return None
    try:
        return with_states(networks.example_file(given))
    except networks.CheckpointError as error:
        said = f"The file this app was started with: {error}."
    except TraceFileError as error:
        said = str(error)
    st.session_state[key(f"refused.{OWN}")] = said
    return None


def with_states(trace: Trace) -> Trace:
    """At most so many steps, and at least one recurrent layer.

    Raises:
        TraceFileError: If there is no layer.
    """
    if not trace.layers:
        raise TraceFileError("the file holds no recurrent layer: there is no state to explore")
    return trace if len(trace) <= TOO_LONG else trace[:TOO_LONG]
