"""Pictures of pages for people to look at, where SEQDEMO_PICTURES names a folder for them.

`make e2e` has them in screenshots/. Elsewhere nobody looks at them, and each takes as long as a
dozen assertions.
"""

from __future__ import annotations

import os
from pathlib import Path

from at_size import at_size
from playwright.sync_api import Locator, Page

FOLDER = os.environ.get("SEQDEMO_PICTURES")


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page, if pictures are wanted."""
    if not FOLDER:
        return
    # Streamlit scrolls inside the page: a window as tall as that shows all of it.
    tall = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    with at_size(page, tall):
        page.screenshot(path=Path(FOLDER) / f"{name}.png")


def keep_picture_of(part: Locator, name: str) -> None:
    """Keep a picture of a part of a page, if pictures are wanted."""
    if FOLDER:
        part.screenshot(path=Path(FOLDER) / f"{name}.png")
