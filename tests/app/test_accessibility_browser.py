"""Every page, opened once: from the back row, in a small window, and under axe-core."""

from collections.abc import Callable

import pytest
from axe import RESTS, axe, violations
from first_asked import FIRST, expect_first_in_sight
from playwright.sync_api import BrowserContext, Page, expect
from presenting import PROJECTOR, settled
from real_browser import new_context, visitors, watch

from bench._server import Server
from seqdemo.tasks.registry import cards

__all__ = ["axe", "new_context", "visitors", "watch"]

SIZES = {"desktop": (1280, 720), "phone": (390, 844)}
PAGES = ["", *(card.name for card in cards())]


@pytest.mark.parametrize("name", PAGES)
def test_from_afar_in_a_small_window_and_under_axe_core(
    name: str,
    request: pytest.FixtureRequest,
    server: Server,
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(viewport=PROJECTOR).new_page()
    page.goto(f"{server.url}/{name}")
    page.wait_for_function(RESTS, arg="light")
    if name:
        assert_readable_from_the_back_row(page)
    found = {}
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        if size == "desktop":
            expect(page.get_by_test_id("stSidebar")).to_have_css("width", "232px")
            if name in FIRST:
                expect_first_in_sight(page, name)
            page.evaluate(request.getfixturevalue("axe"))  # where there is none, this is the end
        for theme in ("light", "dark"):
            found[size, theme] = violations(page, theme)
    assert [(*at, *one) for at, some in found.items() for one in some] == []


def assert_readable_from_the_back_row(page: Page) -> None:
    page.keyboard.press("Alt+p")
    looked = settled(page, 1)
    assert looked["frames"] == 1
    assert looked["covered"] == pytest.approx([0, 0, 1920, 1024], abs=1)
    assert not looked["cut"] and looked["small"] == []
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_test_id("stToolbar")).to_be_hidden()
    page.wait_for_function("document.documentElement.scrollHeight <= innerHeight")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    page.wait_for_function(RESTS, arg="light")
