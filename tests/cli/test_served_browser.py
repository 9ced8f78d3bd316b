"""Every page, opened once, behind HAProxy, below a path: from the back row, in a small window, and
under axe-core; nothing comes from elsewhere, and nothing is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe import AXE, RESTS, axe, violations
from first_asked import FIRST, expect_first_in_sight
from first_screens import expect_first_screen
from for_fingers import small_targets
from haproxy_service import Service, program, service
from in_whole import assert_in_whole
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect
from presenting import PROJECTOR, settled
from real_browser import Watch, inside, new_context, visitors, watch
from restyled import restyled

from bench._browser import draw, drawn, grid
from seqdemo.cli.haproxy import COOKIE, BalancerError, find_haproxy
from seqdemo.core.percent import percent
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.examples import AIDS, SAID
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.demos.word_reader.task import TASK
from seqdemo.handwriting.grids import encode

__all__ = ["axe", "new_context", "program", "service", "visitors", "watch"]

PAGES = ["", *sorted(path.stem for path in (Path(__file__).parents[2] / "pages").glob("*.py"))]


UNSEEN_KNOBS = """() => [...document.querySelectorAll("label:has([role=switch])")]
    .map(label => [...label.querySelectorAll(":scope > span + div, :scope > span + div > div")]
        .map(part => getComputedStyle(part).backgroundColor))
    .filter(([track, knob, ...more]) => !knob || track === knob || more.length)"""
"""Switches whose knob has the colour of what it lies on, which axe-core passes."""


@pytest.fixture(scope="module")
def url(request: pytest.FixtureRequest) -> str:
    """Where the app is: behind HAProxy, below a path, on a machine that has one."""
    try:
        find_haproxy()
    except BalancerError:
        return str(request.getfixturevalue("server").url)
    return str(request.getfixturevalue("service").url)


@pytest.fixture
def refused(
    new_context: Callable[..., BrowserContext],
) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A visitor's browser, and what the content security policy has refused in it until now."""
    found: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            found.append(f"{message.page and message.page.url}: {message.text}")

    context = new_context(viewport=PROJECTOR)
    context.on("console", hear)
    yield context, found
    context.remove_listener("console", hear)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_from_afar_in_a_small_window_under_axe_core_and_by_its_own_server_alone(
    name: str,
    request: pytest.FixtureRequest,
    url: str,
    refused: tuple[BrowserContext, list[str]],
    watch: Watch,
) -> None:
    context, found = refused
    page = context.new_page()
    page.goto(f"{url}/{name}")
    page.wait_for_function(RESTS, arg="light")
    expect(page.get_by_test_id("stSidebar").get_by_role("link")).to_have_count(len(PAGES))
    expect_first_screen(page, "projector", name)
    if name:
        assert_readable_from_the_back_row(page, name)
    page.set_viewport_size({"width": 1280, "height": 720})
    expect(page.get_by_test_id("stSidebar")).to_have_css("width", "232px")
    if name in FIRST:
        expect_first_in_sight(page, name)
    expect_first_screen(page, "desk", name)
    assert restyled(page) < 5
    remarks = under_axe(page, "desktop")
    page.set_viewport_size({"width": 720, "height": 900})
    assert_in_whole(page)
    page.set_viewport_size({"width": 390, "height": 844})
    if name in FIRST:
        expect_first_in_sight(page, name)
    expect_first_screen(page, "phone", name)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    show_more_inside(page)
    assert restyled(page) < 5
    assert small_targets(page) == []
    assert_nothing_comes_from_elsewhere(url, watch)
    assert found == []
    expect(page.get_by_test_id("stException")).to_have_count(0)
    request.getfixturevalue("axe")  # where there is none, this is the end
    assert [*remarks, *under_axe(page, "phone")] == []
    assert violations(page, "dark", colours=True) == []
    assert page.evaluate(UNSEEN_KNOBS) == []


def under_axe(page: Page, size: str) -> list[object]:
    """What axe-core remarks on a page in a window of this size, where there is axe-core."""
    if not AXE.is_file():
        return []
    if size == "desktop":
        page.evaluate(AXE.read_text("utf-8"))
    return [(size, *one) for one in violations(page, "light")]


def assert_readable_from_the_back_row(page: Page, name: str) -> None:
    page.keyboard.press("Alt+p")
    looked = settled(page, 1)
    expect_first_screen(page, "presented", name)
    assert looked["frames"] == 1
    assert looked["covered"] == pytest.approx([0, 0, 1920, 1024], abs=1)
    assert not looked["cut"] and looked["small"] == []
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_test_id("stToolbar")).to_be_hidden()
    page.wait_for_function("document.documentElement.scrollHeight <= innerHeight")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    page.wait_for_function(RESTS, arg="light")


def show_more_inside(page: Page) -> None:
    """Switch "more inside" on where there is more, and wait until all of it is there."""
    switch = page.locator(".st-key-seqdemo-inside").get_by_text("More inside")
    if switch.count():
        switch.click()
        expect(page).to_have_url(re.compile("[?&]inside=1"))
    page.wait_for_load_state("networkidle")
    page.wait_for_function(RESTS, arg="light")


def assert_nothing_comes_from_elsewhere(url: str, watch: Watch) -> None:
    assert any(each.startswith("ws://") for each in watch.urls), "the watch sees nothing"
    below = re.compile(r"(?:http|ws)" + re.escape(url.removeprefix("http")) + "/|data:|blob:")
    assert [each for each in watch.urls if not below.match(each)] == []


def test_a_page_below_a_path_reads_what_is_drawn_opens_links_and_fetches_nothing_elsewhere(
    service: Service, refused: tuple[BrowserContext, list[str]], watch: Watch
) -> None:
    context, found = refused
    page = context.new_page()
    page.goto(f"{service.url}/word_reader?w={encode(('0' * 49,))}")
    expect(page.locator(".column")).to_have_count(1)
    draw(page, 0, SAID[0])
    expect(page.locator(".column .seen b")).to_have_count(1)
    assert drawn(page) == (SAID[0],)
    expect(page).to_have_url(re.compile(re.escape(service.url) + "/word_reader[?]"))
    page.get_by_test_id("stSidebar").get_by_role("link", name="Feel the mood").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Feel the mood")
    expect(page).to_have_url(re.compile(re.escape(service.url) + "/sentiment"))
    assert found == []

    with page.expect_console_message(lambda said: "Content Security Policy" in said.text):
        page.evaluate("fetch('http://127.0.0.1:9/').catch(error => null)")
    assert "Connecting to 'http://127.0.0.1:9/'" in found[0]
    watch.urls.clear()


def _move_to(page: Page, cell: int, how: Callable[[], None] = lambda: None) -> None:
    """Move the pointer to a cell of the third letter, and press or lift there."""
    box = grid(page, 2).locator(".cell").nth(cell).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    how()


def test_a_stroke_during_which_the_visitors_process_is_killed_is_read_by_the_other(
    service: Service, refused: tuple[BrowserContext, list[str]]
) -> None:
    page = refused[0].new_page()
    page.goto(f"{service.url}/{inside(f'word_reader?w={encode(AIDS)}')}")
    expect(page.locator(".inspector .word")).to_have_text("aids")
    # The latest run is one of the page: after those of fragments, Streamlit runs it by itself.
    page.get_by_test_id("stButtonGroup").get_by_text("LSTM", exact=True).click()
    expect(page).to_have_url(re.compile("[?&]cell=lstm"))
    (lost,) = (each for each in page.context.cookies() if each.get("name") == COOKIE)
    _move_to(page, 0, page.mouse.down)
    _move_to(page, 3)
    service.app(str(lost.get("value"))).kill()
    _move_to(page, 6, page.mouse.up)

    changed = (*AIDS[:2], "1" * 7 + AIDS[2][7:], AIDS[3])
    word, share = reading.outcome(TASK.trace(TASK.load("lstm"), ReadWord(changed, "lstm")))
    expect(page.locator(".headline")).to_contain_text(percent(share, 0))
    expect(page.locator(".inspector .word")).to_have_text(word)
    expect(page.locator(".column .seen b")).to_have_text(list("aias"))
    expect(page).to_have_url(re.compile("[?&]cell=lstm"))
    expect(page.get_by_test_id("stConnectionStatus")).to_have_count(0)
    expect(page.get_by_role("dialog").or_(page.get_by_test_id("stException"))).to_have_count(0)
    assert drawn(page) == changed
