"""Every page of the app opens in a fresh process, and paints before PyTorch is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["app.py", *sorted(f"pages/{path.name}" for path in (ROOT / "pages").glob("*.py"))]

# One interpreter imports Streamlit and NumPy; each page is opened in a fork of it, as on a fresh
# server.
FIRST_PAINTS = """
import functools, json, os, sys
import numpy
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

# All packages are looked through for components: once, not for each page.
scan = functools.cache(manifest_scanner.scan_component_manifests)
scan()
manifest_scanner.scan_component_manifests = scan

FRAME = tuple(
    f"seqdemo.{name}" for name in ("address", "ahead", "draft", "glossary", "present")
)

def paint(page):
    from seqdemo.app import networks
    networks.PAINT_SECONDS = 3600  # torch is loaded after that, for what comes next
    app = AppTest.from_file("app.py", default_timeout=120)
    if page != "app.py":
        app.switch_page(page)
    app.run()
    return {
        "errors": [error.value for error in (*app.exception, *app.error)],
        "titles": [title.value for title in app.title],
        "pictures": sum(
            part.proto.component_name not in FRAME for part in app.get("bidi_component")
        ),
        "torch": "torch" in sys.modules,
    }

assert "seqdemo" not in sys.modules and "torch" not in sys.modules
for page in sys.argv[1:]:
    child = os.fork()
    if not child:
        print(json.dumps([page, paint(page)]), flush=True)
        os._exit(0)
    os.waitpid(child, 0)
"""


@pytest.fixture(scope="module")
def paints() -> dict[str, dict[str, Any]]:
    command = [sys.executable, "-c", FIRST_PAINTS, *PAGES]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
    assert done.returncode == 0 and len(lines) == len(PAGES), done.stderr
    return dict(json.loads(line) for line in lines)


@pytest.mark.parametrize("page", PAGES)
def test_the_first_paint_does_not_wait_for_torch(
    paints: dict[str, dict[str, Any]], page: str
) -> None:
    paint = paints[page]
    assert paint["errors"] == []
    assert len(paint["titles"]) == 1
    assert paint["pictures"] >= (page != "pages/lessons.py")  # a list of what others show
    assert not paint["torch"], "torch was loaded"
