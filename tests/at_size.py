"""Another window's size for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page


@contextmanager
def at_size(page: Page, height: int, width: int | None = None) -> Iterator[None]:
    """Give a page's window this size in pixels, or its height alone, and then the one it had."""
    before = page.viewport_size
    assert before is not None
    page.set_viewport_size({"width": width or before["width"], "height": height})
    yield
    page.set_viewport_size(before)
