"""A browser that was cut off for a moment goes on where it was, though its session kept little."""

import re

from playwright.sync_api import Page, expect
from real_browser import inside, new_context, page, visitors, watch

from bench._server import Server

__all__ = ["new_context", "page", "visitors", "watch"]

HOLD_SOCKETS = """
window.sockets = []
window.WebSocket = class extends WebSocket {
    constructor(...given) {
        super(...given)
        window.sockets.push(this)
    }
}
"""


def test_after_a_lost_connection_fragments_run_and_downloads_come(
    page: Page, server: Server
) -> None:
    page.add_init_script(HOLD_SOCKETS)
    page.goto(inside(f"{server.url}/word_reader?w=n.o.t"))
    cell = page.get_by_text("Show how the selected unit computed its value at this step")
    expect(cell).to_be_visible()
    page.evaluate("sockets.at(-1).close()")
    page.wait_for_function("sockets.length > 1 && sockets.at(-1).readyState === WebSocket.OPEN")
    cell.click()
    expect(page.locator("strong", has_text=re.compile(r"^Unit \d+ at step"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"\bopen=1\b"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="trace (.npz)").click()
    assert waiting.value.suggested_filename.endswith(".npz")
