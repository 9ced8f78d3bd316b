"""Lessons in a browser: walked with keys, kept on reload; made, downloaded, given again, run."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

from axe import RESTS, axe, violations
from playwright.sync_api import BrowserContext, Page, TimeoutError, expect
from real_browser import new_context, page, visitors, watch

from bench._server import Server
from seqdemo.lessons.parse import parse_lesson
from seqdemo.lessons.shelf import find_lesson

PRESENTED = re.compile(r"[?&]present=1\b")

__all__ = ["axe", "new_context", "page", "visitors", "watch"]


def at_step(page: Page, number: int, lesson: str = "order-matters") -> None:
    """Wait until the strip shows a step, and its view is there."""
    expect(page.locator(f'.lesson[data-step="{lesson}.{number}"]')).to_be_visible()
    expect(page).to_have_url(re.compile(rf"lesson={lesson}\.{number}\b"))


COLOURS = "one => ['color', 'backgroundColor'].map(name => getComputedStyle(one)[name])"


def at_most_minor_remarks(page: Page, axe: str) -> None:
    """Hold a page in light colours against axe-core."""
    page.wait_for_function(RESTS, arg="light")
    page.evaluate(axe)
    assert violations(page, "light") == []


def test_a_lesson_is_walked_with_keys_and_a_reload_keeps_the_place(
    axe: str, server: Server, page: Page
) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{server.url}/lessons")
    page.get_by_role("link", name="Start").first.click()
    at_step(page, 1)
    strip = page.locator(".lesson")
    expect(page.get_by_role("grid").first).to_be_in_viewport()  # the picture is not pushed away
    strip.get_by_role("button", name="t", exact=True).click()
    expect(strip.locator(".verdict")).to_contain_text("Not quite")
    expect(strip.locator(".hint")).to_be_visible()
    expect(strip.locator(".pick.wrong")).to_have_text("t ✗")
    assert len(set(strip.locator(".pick.wrong").evaluate(COLOURS))) == 2, "words can be read"
    at_most_minor_remarks(page, axe)
    page.keyboard.press("PageDown")  # shows the answer, and only then goes on
    expect(strip.locator(".pick.right")).to_have_text("d ✓")
    page.keyboard.press("PageDown")
    at_step(page, 2)
    expect(page.get_by_role("grid")).to_have_count(4)
    page.reload()
    at_step(page, 2)
    page.keyboard.press("PageUp")  # answers outlive a reload
    at_step(page, 1)
    expect(strip.locator(".pick.right")).to_have_text("d ✓")
    page.keyboard.press("PageDown")
    at_step(page, 2)
    page.locator(".column").nth(1).locator(".guess").first.click()
    expect(page).to_have_url(re.compile(r"\bstep=2\b"))
    strip.get_by_role("button", name="This one").click()
    expect(strip.locator(".verdict")).to_contain_text("Right")
    page.keyboard.press("PageUp")
    at_step(page, 1)
    page.get_by_role("link", name="Read a digit").click()
    expect(strip.locator(".place")).to_have_text("paused at 1 of 7")
    strip.get_by_role("button", name="Back to the lesson").click()
    at_step(page, 1)
    page.keyboard.press("Alt+p")  # on a projector the strip stands above the picture
    frame = page.locator("[data-presented]")
    expect(page.locator('.present[data-ready="true"]')).to_be_attached()
    expect(strip).to_be_visible()
    expect(strip.get_by_role("button", name="Notes")).to_be_hidden()
    page.wait_for_function(
        """() => {
            const all = [...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean)
            const one = name => all.map(r => r.querySelector(name)).find(Boolean)
            const strip = one(".lesson").getBoundingClientRect()
            const frame = one("[data-presented]").getBoundingClientRect()
            return strip.top === 0 && Math.abs(frame.top - strip.bottom) < 2
        }"""
    )
    expect(frame.first).to_be_visible()
    expect(page.locator(".present .time")).to_have_text("step 3 of 3")  # of which the step speaks

    opened_at(page, server, "gates", 1, present="1")
    steps_show_their_own_part_on_a_projector_and_a_phone(page)

    # In a session that knows nothing the tab says how the lesson went.
    page.goto(f"{server.url}/lessons?done=order-matters&present=0")
    expect(page.get_by_text("You had 1 of 2 questions right at once.")).to_be_visible()
    following = page.get_by_role("link", name="Next: 2. One cell, unfolded →")
    expect(following).to_have_attribute("href", re.compile("lesson=one-cell-unfolded.1"))


def steps_show_their_own_part_on_a_projector_and_a_phone(page: Page) -> None:
    # A step that speaks of a cell begins with it, whole; a phone has the unit first.
    expect(page.locator(".present .title")).to_have_text("A memory by hand: network")
    expect(page.locator('.present[data-ready="true"]')).to_be_attached()
    for part in (page.locator(".network"), page.get_by_label("You are the cell")):
        expect(part).to_be_in_viewport(ratio=0.99)
    page.keyboard.press("Escape")
    expect(page.locator("[data-presented]")).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 844})
    on_from(page, 1)
    expect(page.locator(".unroll [data-picture=one-unit]")).to_be_in_viewport()
    expect(page).not_to_have_url(PRESENTED)  # what was left is not begun again by the next step
    page.locator(".chart").first.locator(".chart-step").nth(4).click()  # a letter of its chart
    expect(page).to_have_url(re.compile(r"\bstep=5\b"))
    page.set_viewport_size({"width": 1280, "height": 720})
    on_from(page, 2)
    expect(page.locator(".inspector .charts .chart").nth(1)).to_be_in_viewport(ratio=0.99)
    page.keyboard.press("Alt+p")
    on_from(page, 3)  # to a step that speaks of one unit
    expect(page).to_have_url(PRESENTED)
    expect(page.locator("[data-presented]")).to_be_visible()
    expect(page.locator(".present .title")).to_contain_text("one unit")
    expect(page.locator(".charts .chart").nth(1)).to_have_attribute(
        "aria-label", re.compile(r"^Cell state of unit 161 .*: b −1\.0\d?, u −2.*, i −3\.9\d?$")
    )
    page.keyboard.press("Escape")
    for number in (3, 2, 1):  # Back shows each step, and nothing between two pages
        page.go_back()
        at_step(page, number, "gates")


def on_from(page: Page, number: int) -> None:
    """Go on from a step of the lesson on gates: its answer is shown first."""
    page.keyboard.press("PageDown")
    expect(page.locator(".lesson .verdict")).to_be_visible()
    page.keyboard.press("PageDown")
    at_step(page, number + 1, "gates")


def opened_at(page: Page, server: Server, name: str, number: int, **more: str) -> None:
    """Open a step of a lesson by its link."""
    step = find_lesson(name).steps[number - 1]
    query = {**step.view, "lesson": f"{name}.{number}", **more}
    page.goto(f"{server.url}/{step.page}?{urlencode(query)}")


def test_steps_of_lessons_show_whole_pictures_on_a_projector_and_a_phone(
    server: Server, page: Page
) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    for number in (3, 5):  # every letter is in sight
        opened_at(page, server, "learning-through-time", number, present="1")
        expect(page.locator('.present[data-shown="1"][data-ready="true"]')).to_be_attached()
        row = page.locator(".bptt .scroll")
        expect(row.locator(".letter")).to_have_count(9)
        assert row.evaluate("row => row.scrollWidth <= row.clientWidth + 1")

    # What has no picture yet says what it works on, and then shows it by itself.
    unmeasured = {"held": "2:311@8", "present": "1"}  # by no other test
    opened_at(page, server, "a-unit-that-means-something", 5, **unmeasured)
    awaited = page.locator(".present .awaited")
    expect(awaited).to_have_text(re.compile(r"^Writing texts with unit 311 held….* \d+\s%$"))
    expect(page.locator("[data-presented] .passage, [data-presented] .text").first).to_be_visible()
    expect(awaited).to_be_hidden()
    page.keyboard.press("Escape")
    # The step hides all controls above the picture: no place is kept for them.
    expect(page.get_by_text("What to look for:")).to_be_visible()
    expect(page.locator('[class*="st-key-seqdemo-controls"]')).to_be_hidden()
    with suppress(TimeoutError):  # the rest of it, if there is one, takes seconds from other tests
        page.get_by_role("button", name="Stop", exact=True).click(timeout=2_000)

    page.set_viewport_size({"width": 390, "height": 844})
    opened_at(page, server, "order-matters", 4, present="0")
    chart = page.get_by_test_id("stPlotlyChart").first
    title, legend = (chart.locator(name).first for name in (".gtitle", ".legend"))
    expect(legend).to_be_visible()
    above, below = title.bounding_box(), legend.bounding_box()
    assert above and below and above["y"] + above["height"] <= below["y"]


def test_a_lesson_is_made_downloaded_given_again_and_run(
    axe: str, server: Server, new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    page = new_context().new_page()
    page.goto(f"{server.url}/digit_reader?ask=3")
    page.get_by_role("button", name="Add this view to my lesson").click()
    expect(page.locator(".draft .told")).to_have_text("1 step so far")
    page.goto(f"{server.url}/lessons?view=make")  # another visit: the browser has kept it
    page.get_by_role("radio", name="one of several").click()
    expect(page.get_by_label("Options, one a line")).to_be_visible()
    at_most_minor_remarks(page, axe)
    page.get_by_role("radio", name="no question").click()
    page.get_by_label("Title", exact=True).fill("Ünsere Reise")
    title = page.get_by_label("Title of the step")
    title.fill("Why a three?")
    title.press("Tab")
    expect(page.get_by_text("Why a three?").first).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("button", name="Download (.md)").click()
    assert given.value.suggested_filename == "ünsere-reise.md"
    path = tmp_path / "mine.md"
    given.value.save_as(path)
    (step,) = parse_lesson(path.read_bytes()).steps
    assert (step.title, step.page, step.link) == ("Why a three?", "digit_reader", {"ask": "3"})

    pupil = new_context(viewport={"width": 390, "height": 844}).new_page()
    pupil.goto(f"{server.url}/lessons")
    pupil.get_by_text("Open a lesson from a file").click()
    pupil.locator("input[type=file]").set_input_files(path)
    pupil.get_by_test_id("stExpander").get_by_role("link", name="Start").click()
    expect(pupil.locator(".lesson .step")).to_have_text("Why a three?")
    pupil.reload()
    expect(pupil.locator(".lesson .step")).to_have_text("Why a three?")
    pupil.get_by_role("button", name="Finish").click()
    expect(pupil.get_by_text("That was Ünsere Reise.")).to_be_visible()
