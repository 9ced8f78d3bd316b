"""Pages under axe-core: at most minor remarks, in light and dark, on a desk and on a phone.

axe-core comes from npm, see package.json: `tools/node.sh lint` installs it. CI has it.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page
from real_browser import browser, new_context, watch

from bench._server import Server
from seqdemo.tasks.registry import cards

__all__ = ["browser", "new_context", "watch"]

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"desktop": (1280, 720), "phone": (390, 844)}
PAGES = ["", *(card.name for card in cards())]

# The script has run, all is drawn in the theme that is asked for, and no colour is on its way;
# what only loads code ahead of time draws nothing.
RESTS = """theme => {
    const all = selector => [...document.querySelectorAll(selector)]
    const app = document.querySelector("[data-testid=stApp]")
    const drawn = ({ shadowRoot }) => shadowRoot?.querySelector("[data-component]")
    const mounted = box =>
        box.closest(".st-key-seqdemo-ahead") || [...box.querySelectorAll("*")].some(drawn)
    return app?.dataset.testScriptState === "notRunning" && document.querySelector("h1")
        && getComputedStyle(app).colorScheme === theme
        && !all("[data-testid=stSpinner], [data-testid=stSkeleton]").length
        && all(".stBidiComponent").every(mounted)
        && !document.getAnimations().some(motion => motion instanceof CSSTransition)
}"""
# A theme changes colours alone.
RUN = """async theme => {
    const { violations } = await axe.run(document, {
        resultTypes: ["violations"],
        ...theme === "dark" && { runOnly: { type: "rule", values: ["color-contrast"] } },
    })
    const found = violations.filter(({ impact }) => impact !== "minor")
    return found.flatMap(({ id, nodes }) => nodes.map(({ target, html, any, all, none }) => [
        id, target.flat().at(-1), html.slice(0, 120), [...any, ...all, ...none][0]?.message,
    ]))
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    if not AXE.is_file():
        words = "axe-core is not installed: tools/node.sh lint does so where there is Node.js"
        if os.environ.get("CI"):
            pytest.fail(words, pytrace=False)
        pytest.skip(words)
    return AXE.read_text("utf-8")


def violations(page: Page, theme: Any) -> list[Any]:
    """Rule, element, its HTML and what is wrong; the page is in this theme."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(RESTS, arg=theme)
    found: list[Any] = page.evaluate(RUN, theme)
    return found


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
