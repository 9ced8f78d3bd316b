"""Real data where there is some: outsiders have none, and those tests then say so."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data_folder() -> Path:
    root = os.environ.get("SEQDEMO_DATA")
    if not root or not Path(root).is_dir():
        pytest.skip("SEQDEMO_DATA names no folder with the public data sets")
    return Path(root)
