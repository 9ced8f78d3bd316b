"""The page "Train a writer on your own text" in a real browser, on the real server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench._server import Server

COLD = 120_000  # milliseconds; the first job of a server waits for torch
TEXT = "anna berta clara dora emma frida greta hanna\n" * 20


@pytest.mark.timeout(400)
def test_a_visitor_trains_a_writer_keeps_it_and_brings_it_back(
    page: Page, server: Server, tmp_path: Path
) -> None:
    page.goto(f"{server.url}/own_text?text=own&updates=500")
    expect(page.get_by_text("There is no text yet")).to_be_visible(timeout=COLD)
    (tmp_path / "names.txt").write_text(TEXT, "utf-8")
    page.get_by_role("button", name="upload a text or a writer").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "names.txt")
    expect(page.get_by_text("900 characters, 17 different ones")).to_be_visible()

    go, sample = page.locator(".learner .go"), page.locator(".learner .sample")
    expect(go).to_have_text("▶ Train it")
    expect(page.locator(".losses").get_by_text("update 0", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    go.click()
    expect(go).to_have_text("❚❚ Pause", timeout=COLD)
    expect(page.locator(".learner .when")).to_have_text(re.compile(r"update [1-9]"), timeout=COLD)
    go.click()
    expect(go).to_have_text("▶ Go on", timeout=COLD)
    expect(sample).not_to_be_empty()
    expect(page).to_have_url(re.compile(r"text=own.*[?&]n=\d"))
    assert "anna" not in page.url
    page.get_by_role("radio", name="a song").click()
    expect(go).to_have_text("▶ Train it")
    expect(page.locator(".learner p.sr")).to_have_text("")  # nothing of the writer before
    page.get_by_role("radio", name="your own").click()
    expect(go).to_have_text("▶ Go on")

    expect(page.get_by_text("Let it write: your LSTM after")).to_be_visible(timeout=COLD)
    with page.expect_download(timeout=COLD) as download:
        page.get_by_role("button", name="keep the writer (.zip)").click()
    download.value.save_as(tmp_path / "writer.zip")

    page.reload()
    expect(page.get_by_text("There is no text yet")).to_be_visible(timeout=COLD)
    page.get_by_role("button", name="upload a text or a writer").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "writer.zip")
    expect(page.get_by_text("the LSTM you have kept: 17 symbols")).to_be_visible(timeout=COLD)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Open it in the explorer").click()
    expect(page).to_have_url(re.compile(r"/explorer\?from=file"), timeout=COLD)
    expect(page.get_by_text("own_text LSTM.npz").first).to_be_visible(timeout=COLD)
