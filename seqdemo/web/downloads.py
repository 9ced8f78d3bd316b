"""Downloads that come though pages are drawn again meanwhile.

A file to download is made when its button is pressed (`st.download_button` with a callable). On a
busy server, and on one that is not, Streamlit 1.67 loses it in three ways:

- Each run draws the button anew, for another file; the one that was pressed is then unknown. So it
  is now the file of the same button, as soon as that is there again.
- A file that was made is deleted after the second run that ends from then on, of any visitor: with
  a class on the server, before the browser has fetched it. So it is now kept for a minute.
- What a page had is forgotten before its callbacks are called, also if one of them has only some
  fragments run: files of buttons that stand elsewhere are then gone until the page runs again. So
  it is now forgotten when the page itself begins to run.

Streamlit has no public place for this; `tests/web/test_downloads.py` shows each of the losses.
"""

from __future__ import annotations

import threading
import time
from functools import wraps

from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    ScriptRunContext,
    get_script_run_ctx,
)

PATIENCE, LOOK = 5.0, 0.05
"""Seconds that a download waits at most for its button to be drawn again, and between two looks."""

KEPT = 60.0
"""Seconds for which a file that was made can be fetched."""

MOST = 4096
"""Files of buttons drawn before that are known."""

_drop = MediaFileManager._drop_deferred_id
_download = MediaFileManager.execute_deferred
_inactive = MediaFileManager._get_inactive_file_ids
_clear = MediaFileManager.clear_session_refs
_begin = ScriptRunContext.on_script_start

_dropped: dict[str, tuple[str, str]] = {}
"""Names of files that buttons had before -> session and button, the latest last."""

_made: dict[str, float] = {}
"""Names of files that were made -> when, in seconds; the latest last."""

_runs = threading.local()
"""Of the thread of a run: `files`, whose references are to be forgotten when its page begins."""


@wraps(_drop)
def _on_drop(files: MediaFileManager, file_id: str) -> None:
    """Forget a button's file, but not whose it was; the manager's lock is held."""
    if file := files._deferred_callables.get(file_id):
        _dropped[file_id] = file["session_id"], file["element_id"]
        while len(_dropped) > MOST:
            del _dropped[next(iter(_dropped))]
    _drop(files, file_id)


@wraps(_download)
def _on_download(files: MediaFileManager, file_id: str) -> str:
    """Make a button's file: the one it has now. Returns where it can be fetched."""
    if file_id not in files._deferred_callables and file_id in _dropped:
        file_id = _file_of(files, *_dropped[file_id]) or file_id
    url = _download(files, file_id)
    with files._lock:
        _made[url.rsplit("/", 1)[-1].split(".", 1)[0]] = time.monotonic()
    return url


def _file_of(files: MediaFileManager, session_id: str, button: str) -> str | None:
    """The name of a button's file as it is now; None if it does not come."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with files._lock:
            for name, file in reversed(files._deferred_callables.items()):
                if (file["session_id"], file["element_id"]) == (session_id, button):
                    return name
        time.sleep(LOOK)
    return None


@wraps(_inactive)
def _on_inactive(files: MediaFileManager) -> set[str]:
    """Files that nobody needs; the manager's lock is held."""
    for name in [name for name, when in _made.items() if when < time.monotonic() - KEPT]:
        del _made[name]
    return _inactive(files) - _made.keys()


@wraps(_clear)
def _on_clear(files: MediaFileManager, session_id: str | None = None) -> None:
    """Forget what a page had: of a run that is about to begin, when it does."""
    if session_id is None and get_script_run_ctx():
        _runs.files = files
    else:
        _clear(files, session_id)


@wraps(_begin)
def _on_begin(run: ScriptRunContext) -> None:
    """Begin a page, or fragments of it, whose other files stay."""
    files, _runs.files = getattr(_runs, "files", None), None
    if files and not run.fragment_ids_this_run:
        _clear(files, run.session_id)
    _begin(run)


MENDED = {
    (MediaFileManager, "_drop_deferred_id"): _on_drop,
    (MediaFileManager, "execute_deferred"): _on_download,
    (MediaFileManager, "_get_inactive_file_ids"): _on_inactive,
    (MediaFileManager, "clear_session_refs"): _on_clear,
    (ScriptRunContext, "on_script_start"): _on_begin,
}
"""Methods of Streamlit, and what `web.mends` puts in their places."""
