"""Pages that are run without a browser, with less of Streamlit's work around each run."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.navigation import page as pages
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import app_test
from streamlit.testing.v1 import local_script_runner as runners

from seqdemo.app import networks


def spare(patch: pytest.MonkeyPatch) -> None:
    """Look through packages, compile scripts and make what stands for a server once; wait quietly.

    Each run would look for components in all packages that are installed, compile app.py and the
    page, make a mock of a server, look at the files of all pages, and be asked a thousand times a
    second whether it is over. And memory that is freed is not given back: a server does so for
    the sake of others, and gets it again page by page.
    """
    for name in ("give_back", "keep_small"):
        patch.setattr(networks, name, lambda: None)
    scan = cache(manifest_scanner.scan_component_manifests)
    patch.setattr(manifest_scanner, "scan_component_manifests", scan)
    compiled = ScriptCache()
    for module in (app_test, runners):
        patch.setattr(module, "ScriptCache", lambda: compiled)
    patch.setattr(app_test, "MagicMock", cache(app_test.MagicMock))
    patch.setattr(app_test, "BidiComponentManager", cache(app_test.BidiComponentManager))
    make = cache(pages._create_page)
    patch.setattr(pages, "_create_page", lambda *path, **given: copy(make(*path, **given)))
    patch.setattr(runners, "require_widgets_deltas", wait)


def wait(runner: Any, timeout: float = 3, *, ask: Any = runners.require_widgets_deltas) -> None:
    """Wait for a run without asking; one that takes too long is ended and says how long it took."""
    runner._script_thread.join(timeout)
    if not runner.script_stopped():
        ask(runner, timeout)
