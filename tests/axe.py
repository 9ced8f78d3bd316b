"""axe-core: at most minor remarks on a page, in light and dark.

It comes from npm, see package.json: `tools/node.sh lint` installs it. CI has it.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"

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
# Style sheets, which take axe as long as its rules, are for a rule that is an experiment and is not
# run.
RUN = """async colours => {
    const { violations, incomplete } = await axe.run(document, {
        resultTypes: ["violations", "incomplete"],
        preload: { assets: ["media"] },
        ...colours && { runOnly: { type: "rule", values: ["color-contrast"] } },
    })
    // Text of the colour of what it stands on is taken for text that is meant to be hidden.
    const unseen = ({ any }) => any.some(({ data }) => data?.messageKey === "equalRatio")
    const found = [
        ...violations.filter(({ impact }) => impact !== "minor"),
        ...incomplete.map(each => ({ ...each, nodes: each.nodes.filter(unseen) })),
    ]
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


def violations(page: Page, theme: Any, *, colours: bool = False) -> list[Any]:
    """Rule, element, its HTML and what is wrong; the page is in this theme.

    Args:
        page: Has axe-core.
        theme: "light" or "dark".
        colours: Look at the contrast of colours alone, of a page that was looked at in the other
            theme: it changes nothing else.
    """
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(RESTS, arg=theme)
    found: list[Any] = page.evaluate(RUN, colours)
    return found
