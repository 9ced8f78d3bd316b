"""Real data where there is some, and a real browser."""

import os
from pathlib import Path

import pytest
from real_browser import moving, new_context, page, visitors, watch

__all__ = ["moving", "new_context", "page", "visitors", "watch"]


@pytest.fixture(scope="session")
def data_folder() -> Path:
    root = os.environ.get("SEQDEMO_DATA")
    if not root or not Path(root).is_dir():
        pytest.skip("SEQDEMO_DATA names no folder with the public data sets")
    return Path(root)
