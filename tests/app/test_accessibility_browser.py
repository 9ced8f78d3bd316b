"""Pages under axe-core: at most minor remarks, in light and dark, on a desk and on a phone."""

from collections.abc import Callable

import pytest
from axe import RESTS, axe, violations
from playwright.sync_api import BrowserContext
from real_browser import new_context, visitors, watch

from bench._server import Server
from seqdemo.tasks.registry import cards

__all__ = ["axe", "new_context", "visitors", "watch"]

SIZES = {"desktop": (1280, 720), "phone": (390, 844)}
PAGES = ["", *(card.name for card in cards())]


@pytest.mark.parametrize("name", PAGES)
def test_axe_core_has_at_most_minor_remarks_on(
    name: str, axe: str, server: Server, new_context: Callable[..., BrowserContext]
) -> None:
    wide, tall = SIZES["desktop"]
    context = new_context(
        viewport={"width": wide, "height": tall}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{server.url}/{name}")
    page.wait_for_function(RESTS, arg="light")
    page.evaluate(axe)
    found = {}
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for theme in ("light", "dark"):
            found[size, theme] = violations(page, theme)
    assert [(*at, *one) for at, some in found.items() for one in some] == []
