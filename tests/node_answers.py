"""Answers of a script in Node.js: the browser's side of a comparison."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest


def node_answers(script: Path, cases: list[Any]) -> list[dict[str, Any]]:
    """What a script that reads cases as JSON prints of all of them, in one run.

    Skips the test where there is no Node.js; in CI, where there is, it fails.
    """
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Node.js")
        pytest.skip("there is no Node.js")
    given = json.dumps(cases)
    done = subprocess.run([node, script], input=given, capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found
