"""Targets too small for fingers: under 24 pixels, and nearer than that to the next (WCAG 2.5.8)."""

from typing import Any

from playwright.sync_api import Page

# axe-core's rule passes buttons of components. Numbers of an equation are words of a text.
_SMALL = """() => {
    const below = root => [...root.querySelectorAll("*")]
        .flatMap(one => [one, ...one.shadowRoot ? below(one.shadowRoot) : []])
    const targets = below(document.querySelector("[data-testid=stMain]"))
        .filter(one => one.matches("button, a[href], summary") && one.checkVisibility()
            && !one.closest(".equations, .equation, p, li, [hidden]"))
        .map(one => ({ one, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && box.height > 1)
        .map(({ one, box }) => ({ one, box,
            x: box.x + box.width / 2, y: box.y + box.height / 2,
            small: Math.min(box.width, box.height) < 23.5 }))
    const near = (a, b) => b.small
        ? Math.hypot(a.x - b.x, a.y - b.y) < 23.5
        : Math.hypot(a.x - Math.max(b.box.left, Math.min(b.box.right, a.x)),
            a.y - Math.max(b.box.top, Math.min(b.box.bottom, a.y))) < 11.5
    return targets.filter(a => a.small && targets.some(b => b !== a
        && !a.one.contains(b.one) && !b.one.contains(a.one) && near(a, b)))
        .map(({ one, box }) => [one.className || one.ariaLabel || one.tagName,
            one.textContent.trim().slice(0, 30), Math.round(box.width), Math.round(box.height)])
}"""


def small_targets(page: Page) -> list[Any]:
    """Class, words, width and height of targets that a finger cannot tell from those beside."""
    found: list[Any] = page.evaluate(_SMALL)
    return found
