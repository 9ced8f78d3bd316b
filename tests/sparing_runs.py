"""Pages that are run without a browser, with less of Streamlit's work around each run."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import local_script_runner as runners


def spare(patch: pytest.MonkeyPatch) -> None:
    """Look through packages and compile scripts once, and wait for a run without asking.

    Each run would look for components in all packages that are installed, compile app.py and the
    page, and be asked a thousand times a second whether it is over.
    """
    scan = cache(manifest_scanner.scan_component_manifests)
    patch.setattr(manifest_scanner, "scan_component_manifests", scan)
    compiled = ScriptCache()
    patch.setattr(runners, "ScriptCache", lambda: compiled)
    ask = runners.require_widgets_deltas

    def wait(runner: Any, timeout: float = 3) -> None:
        runner._script_thread.join(timeout)
        if not runner.script_stopped():
            ask(runner, timeout)  # ends it, and says how long it took

    patch.setattr(runners, "require_widgets_deltas", wait)
