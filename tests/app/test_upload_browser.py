"""Files that the browser refuses: a sentence says which kinds are taken, and how large."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from real_browser import new_context, page, visitors, watch

from bench._server import Server

__all__ = ["new_context", "page", "visitors", "watch"]

LESSON = "/lessons"
PHOTOS = "/captioner"


@pytest.mark.parametrize(
    ("link", "opener", "file", "size", "said"),
    [
        (LESSON, "Open a lesson from a file", "notes.pdf", 10, "A lesson as a .md file"),
        (LESSON, "Open a lesson from a file", "long.md", 1_200_000, "of at most 1 MB"),
        (PHOTOS, "Upload photos", "notes.pdf", 10, "Photos as JPEG, PNG, WebP"),
    ],
    ids=["lesson of another kind", "lesson too large", "photo of another kind"],
)
def test_a_file_that_the_browser_refuses_is_told_what_would_be_taken(
    link: str,
    opener: str,
    file: str,
    size: int,
    said: str,
    page: Page,
    server: Server,
    tmp_path: Path,
) -> None:
    given = tmp_path / file
    given.write_bytes(b"x" * size)
    page.goto(f"{server.url}{link}")
    page.get_by_text(opener, exact=True).first.click()
    sentence = page.locator(".seqdemo-refused")
    expect(sentence).to_be_hidden()
    page.locator("input[type=file]").set_input_files(given)
    expect(sentence).to_be_visible()
    expect(sentence).to_contain_text(said)
    expect(sentence).to_contain_text("was left out")
