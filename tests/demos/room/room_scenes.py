"""Scenes of a room in real browsers: thirty drawings, and a spot tapped on a phone."""

from __future__ import annotations

import os
import re

from playwright.sync_api import Locator, Page, expect
from room_lesson import DRAWING

from seqdemo.handwriting.grids import BLANK, encode
from seqdemo.rooms.database import Database
from seqdemo.rooms.store import RoomStore

COLD = 60_000  # milliseconds


BOARD = """[...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean)
    .map(root => root.querySelector(".board")).find(Boolean)"""


def stroke(page: Page) -> None:
    """Draw a line in the first grid."""
    cells = page.locator(".letters .grid").first.locator(".cell")
    cells.nth(2).hover()
    page.mouse.down()
    cells.nth(44).hover()
    page.mouse.up()


FILLED = """board => {
    const box = name => board.querySelector(name).getBoundingClientRect()
    const gap = box(".bar").top - box(".main").bottom
    const { scrollHeight, clientHeight } = document.querySelector('[data-testid="stMain"]')
    const types = [...board.querySelectorAll(".ask, .row .words, .code")]
    const least = Math.min(...types.map(one => parseFloat(getComputedStyle(one).fontSize)))
    return gap >= 0 && gap < 40 && box(".bar").bottom > innerHeight - 80
        && scrollHeight <= clientHeight && least >= innerHeight / 30
}"""


def fills_the_screen(board: Page) -> None:
    """On a projector the picture reaches down to the bar, all of it in sight, in large type."""
    for size in ((1920, 1080), (1280, 720)):
        board.set_viewport_size({"width": size[0], "height": size[1]})
        board.wait_for_function(f"() => ({FILLED})({BOARD})", timeout=10_000)


def back_by_keys_keeps_the_focus(board: Page) -> None:
    """At the first step the button is off, and has the focus still: Enter does nothing more."""
    shown, back = board.locator(".board"), board.get_by_role("button", name="◀ step")
    back.press("Enter")
    expect(shown).to_have_attribute("data-at", "0")
    expect(back).to_be_focused()
    expect(back).to_have_attribute("aria-disabled", "true")
    back.press("Enter")
    board.keyboard.press("PageDown")
    expect(shown).to_have_attribute("data-at", "1")
    expect(back).to_be_focused()
    expect(back).to_be_enabled()


def thirty_drawings(board: Page, one: Page, code: str) -> None:
    """Thirty pupils draw: all are on one screen, and one that is hidden is in no snapshot."""
    shown = board.locator(".board")
    bar = shown.get_by_role("toolbar", name="Lead the room")
    bar.get_by_role("button", name="Vote again").click()
    expect(bar.get_by_role("button", name="Close the vote")).to_be_visible()
    expect(one.locator(".seat .state")).to_contain_text("Draw below")
    database = Database(os.environ["SEQDEMO_DATABASE_URL"])
    store = RoomStore(database)
    for _ in range(28):
        store.join(code)[0].answer(DRAWING, encode(("1" * 7 + BLANK[7:],) * 3))
    database.close()
    stroke(one)
    expect(shown.locator(".legend")).to_contain_text("29 of 30")
    bar.get_by_role("button", name="Close the vote").click()
    tiles = shown.locator(".tile")
    expect(tiles).to_have_count(30, timeout=COLD)
    below = "tiles => Math.max(...tiles.map(tile => tile.getBoundingClientRect().bottom))"
    assert tiles.evaluate_all(below) <= bar.evaluate("bar => bar.getBoundingClientRect().top")

    # A drawing that is hidden later is hidden in a snapshot, too, shown from the teacher's page.
    bar.get_by_role("button", name="Snapshot").click()
    tiles.first.hover()
    tiles.first.locator(".hide").click()
    expect(tiles).to_have_count(29)
    mine = board.context.new_page()
    mine.goto(f"{board.url.partition('?')[0]}?room={code}&as=teacher")
    mine.get_by_role("button", name="1: step 2").click(timeout=COLD)
    expect(bar.get_by_role("button", name="Back to the vote")).to_be_visible()
    expect(tiles).to_have_count(29)
    bar.get_by_role("button", name="Back to the vote").click()
    mine.close()
    eleven_drawings(board, tiles)
    bar.get_by_role("button", name="Reveal").click()
    # What is right of a drawing the lesson says, and not the network.
    for told in (shown.locator(".said"), one.locator(".seat .verdict")):
        expect(told).to_contain_text("word_reader.reads() is said")
        expect(told).not_to_contain_text("The network says")


ONE_LINE = """tiles => tiles.every(tile => {
    const words = tile.querySelector("b")
    return words.offsetHeight < 1.7 * parseFloat(getComputedStyle(words).fontSize)
})"""


def eleven_drawings(board: Page, tiles: Locator) -> None:
    """Few are larger: "no word I know" stands below each in one line, and all are in sight."""
    board.set_viewport_size({"width": 1920, "height": 1080})
    assert tiles.evaluate_all("all => all.every(one => one.scrollWidth <= one.clientWidth)")
    for count in range(28, 10, -1):
        tiles.first.locator(".hide").evaluate("hide => hide.click()")
        expect(tiles).to_have_count(count)
    expect(tiles.last.locator("b")).to_have_css("font-size", "28px")
    assert tiles.evaluate_all(ONE_LINE)
    main = board.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollHeight <= main.clientHeight")
    board.set_viewport_size({"width": 1280, "height": 720})


def a_word_of_which_the_network_says_nothing(bar: Locator, shown: Locator, one: Page) -> None:
    """The class has the width of the board; what a pupil types in ends where the button does."""
    bar.get_by_role("button", name="Open the vote").click()
    word, keep = one.get_by_role("textbox", name="Your word"), one.locator(".keep")
    word.fill("said")
    edge = "(one, side) => one.getBoundingClientRect()[side]"
    assert word.evaluate(edge, "right") == keep.evaluate(edge, "right")
    keep.click()
    expect(one.locator(".seat .state")).to_contain_text("Kept")
    bar.get_by_role("button", name="Close the vote").click()
    bar.get_by_role("button", name="Reveal").click()
    votes, number = shown.locator(".row .votes"), shown.locator(".row .n")
    expect(number).to_have_text("1 of 1")
    expect(shown).to_have_attribute("data-phase", "revealed")
    assert number.evaluate(edge, "left") - votes.evaluate(edge, "right") < 20


def a_spot(board: Page, one: Page) -> None:
    """A place in the picture, tapped on a phone."""
    shown = board.locator(".board")
    bar = shown.get_by_role("toolbar", name="Lead the room")
    bar.get_by_role("button", name="Next step ▶").click()
    expect(shown.locator(".title")).to_have_text("To talk")
    a_word_of_which_the_network_says_nothing(bar, shown, one)
    bar.get_by_role("button", name="Next step ▶").click()
    expect(shown.locator(".title")).to_have_text("A spot")
    place = one.get_by_role("textbox", name="Number of the place")
    expect(place).to_be_disabled()
    before = place.bounding_box()
    bar.get_by_role("button", name="Open the vote").click()
    expect(place).to_be_enabled()
    assert place.bounding_box() == before, "it moves under the finger when the vote is opened"
    place.fill("99")
    one.locator(".keep").click()
    expect(one.locator(".seat .problem")).to_contain_text("number of the place")
    one.get_by_role("button", name="Choose it in the picture").click()
    one.locator(".column").nth(2).locator(".guess").first.click(timeout=COLD)
    expect(one).to_have_url(re.compile(r"\bstep=3\b"))
    one.locator(".lesson").get_by_role("button", name="This one").click()
    expect(one.locator(".seat .state")).to_contain_text("Kept", timeout=COLD)
    expect(place).to_have_value("3")
    board.keyboard.press("PageDown")
    bar.get_by_role("button", name="Reveal").click()
    expect(one.locator(".seat .verdict")).to_contain_text("The network says", timeout=COLD)
    expect(shown.locator(".said b")).to_be_visible()
    expect(shown.get_by_text("1 of 30")).to_be_visible()
