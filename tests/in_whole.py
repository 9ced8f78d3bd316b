"""What a narrow window does not show whole: labels of buttons, chosen values, wrapped controls."""

from playwright.sync_api import Page

_CUT = """() => [...document.querySelectorAll(`[data-testid=stMain] :is(
        button [data-testid=stMarkdownContainer], label [data-testid=stMarkdownContainer],
        [data-testid=stSelectbox] input)`)]
    .filter(one => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
    .map(one => one.value || one.textContent)"""
_SQUARE = """() => [...document.querySelectorAll("[data-testid=stMain] [role=radiogroup]")]
    .map(group => [...group.querySelectorAll("button")])
    .filter(all => new Set(all.map(one => one.getBoundingClientRect().top)).size > 1)
    .flatMap(all => all.filter(one => ["TopLeft", "TopRight", "BottomLeft", "BottomRight"].some(
        corner => parseFloat(getComputedStyle(one)[`border${corner}Radius`]) < 8)))
    .map(one => one.textContent)"""


def assert_in_whole(page: Page) -> None:
    """No label or chosen value is cut, and what goes on in a second row is round on all sides."""
    assert page.evaluate(_CUT) == []
    assert page.evaluate(_SQUARE) == []
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
