"""A room in three real browsers: a teacher and two pupils walk a lesson with a vote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from at_size import at_size
from axe import AXE, violations
from playwright.sync_api import BrowserContext, Page, expect
from prepared_server import serving
from room_lesson import TEXT
from room_scenes import (
    COLD,
    a_spot,
    back_by_keys_keeps_the_focus,
    fills_the_screen,
    stroke,
    thirty_drawings,
)

from bench._server import Server

PHONE = {"width": 390, "height": 844}
FIRST_LINE_FREE = """place => {
    const settings = document.querySelector("[data-testid=stMainMenu]").getBoundingClientRect()
    return place.getBoundingClientRect().right <= settings.left
}"""
NewContext = Callable[..., BrowserContext]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server whose rooms and lessons are the test's own."""
    (tmp_path / "all-kinds.md").write_text(TEXT.replace("title:", "order: 0\ntitle:"), "utf-8")
    monkeypatch.setenv("SEQDEMO_LESSONS", str(tmp_path))
    monkeypatch.setenv("SEQDEMO_DATABASE_URL", f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    with serving() as running:
        yield running


def join(page: Page, server: Server, code: str) -> None:
    """Come into the room as somebody new."""
    page.goto(f"{server.url}/room?room={code}")
    page.get_by_role("button", name="Join", exact=True).click(timeout=COLD)
    expect(page.locator(".seat .where")).to_contain_text(code)


def vote(page: Page, value: str) -> None:
    """Tap an option: it is the answer, without a further button."""
    page.locator(f'.option[data-value="{value}"]').click()
    expect(page.locator(".keep")).to_be_hidden()
    expect(page.locator(".seat .state")).to_contain_text("Kept")


def check(page: Page) -> None:
    """Hold a page against axe-core; where that is missing the pages' own test says so.

    It goes from one theme to the other.
    """
    if not AXE.is_file():
        return
    page.evaluate(AXE.read_text("utf-8"))
    themes = ["light", "dark"]
    if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"):
        themes.reverse()
    assert [violations(page, themes[0]), violations(page, themes[1], colours=True)] == [[], []]


def choose_of_three(page: Page, value: str) -> None:
    """Give a value that stands among three, in place of a sum."""
    page.get_by_role("button", name="Give me three to choose from").click()
    three = page.get_by_role("group", name="One of these is right")
    three.get_by_role("button", name=value, exact=True).click()


def be_the_network(board: Page, one: Page, two: Page) -> None:
    """Two pupils are two units; one makes a mistake, which stays."""
    shown = board.locator(".board")
    shown.get_by_text("More", exact=True).click()
    shown.get_by_role("button", name="Is the number of a's odd?").click()
    cells = shown.locator(".play .cell")
    for letter, (first, second) in enumerate([("1", "0"), ("0", "0"), ("1", "0")]):
        for page, value in ((one, first), (two, second)):
            expect(page.locator(".unit .reads")).to_contain_text(f"Letter {letter + 1} of 5")
            if (page, letter) == (one, 2):
                choose_of_three(page, value)
            else:
                page.get_by_role("textbox", name="Your new value").fill(value)
                page.get_by_role("button", name="Keep my value").click()
            expect(page.locator(".unit .state")).to_contain_text(f"Kept: {value}")
        expect(cells.filter(has_text="1 of 1")).to_have_count(2)
        if letter == 0:
            check(one)
        board.keyboard.press("PageDown")
    expect(one.locator(".unit .last")).to_have_text("You gave 1: ✓ right.")
    expect(shown.locator(".play .slip")).to_have_text("0 ✗true 1")
    expect(shown.locator(".play .wire.wrong").first).to_be_attached()
    for letter in (5, 6):  # nobody gives a value: the network does the sums
        board.keyboard.press("PageDown")
        at = f"Letter {letter} of 5" if letter == 5 else "You say"
        expect(one.locator(".unit")).to_contain_text(at)
    expect(shown.locator(".play .answer")).to_have_text("The class says no, and right is yes.")
    check(board)
    board.keyboard.press("PageDown")
    expect(shown.locator(".title")).to_have_text("A drawing")


def typed_and_left(board: Page, one: Page) -> None:
    """What is typed outlives a reload and the teacher's next step, where it is told."""
    do = lambda name: board.get_by_role("button", name=name, exact=True).click()  # noqa: E731
    field, told = one.get_by_role("textbox", name="Your number"), one.locator(".seat .behind")
    field.fill("42")
    one.reload()
    expect(field).to_have_value("42")
    expect(one.locator(".seat .state")).to_have_text("Not handed in yet.")
    do("Next step ▶")
    expect(told).to_have_text("“42” was not handed in at step 3.")
    board.keyboard.press("PageUp")
    expect(field).to_have_value("42")
    expect(told).to_be_hidden()


def vote_on_a_number(board: Page, one: Page, two: Page) -> None:
    """Both give a number; at the reveal the network's stands on the same axis."""
    shown = board.locator(".board")
    do = lambda name: shown.get_by_role("button", name=name, exact=True).click()  # noqa: E731
    do("Next step ▶")
    expect(shown.locator(".title")).to_have_text("A number")
    do("Open the vote")
    typed_and_left(board, one)
    for page, number in ((one, "97"), (two, "50 %")):
        page.get_by_role("textbox", name="Your number").fill(number)
        expect(page.locator(".seat .state")).to_have_text("Not handed in yet.")
        page.locator(".keep").click()
        expect(page.locator(".seat .state")).to_contain_text("Kept")
    one.get_by_role("textbox", name="Your number").fill("12")
    still = "Not handed in yet. Your guess is still “97”."
    expect(one.locator(".seat .state")).to_have_text(still)
    pause = shown.get_by_role("button", name="Pause: look up")
    place = pause.bounding_box()
    pause.click()
    expect(one.locator(".lookup")).to_be_visible()
    assert pause.bounding_box() == place  # a second press is no snapshot
    expect(pause).to_be_disabled()
    do("Go on")  # what was typed is still there, and still told to be no answer
    expect(one.locator(".seat .state")).to_have_text(still)
    expect(shown.locator(".legend")).to_contain_text("2 of 30")
    expect(shown.locator(".histogram")).to_have_count(0)
    do("Close the vote")
    expect(shown.locator(".case")).to_have_text("Let them talk in pairs, then vote again.")
    expect(one.locator(".seat .state")).to_contain_text(
        "“12” was not handed in before the vote was closed. Your guess is “97”."
    )
    expect(two.locator(".seat .state")).to_contain_text("The vote is closed. Talk to")
    do("Reveal")
    for page in (board, one):
        expect(page.get_by_role("img", name="2 answers from 0 to 100")).to_be_visible()
        expect(page.locator(".histogram .truth")).to_contain_text("the network: 9")
        expect(page.locator(".histogram .column b")).to_have_text(["1", "1"])
        for column in page.locator(".histogram .column span:has(b)").all():
            expect(column).to_be_visible()  # it has a width
        check(page)


def the_end(board: Page, one: Page) -> None:
    """After the last step all see what was found out, and what to try next."""
    board.keyboard.press("PageDown")
    for page, part in ((board, "board"), (one, "seat")):
        expect(page.locator(f".{part} .title")).to_have_text("What you have found out")
        expect(page.locator(f".{part} .text li")).to_have_text("It adds up.")
        further = page.get_by_role("link", name="Draw your name.")
        expect(further).to_have_attribute("href", re.compile(r"word_reader\?cell=gru$"))
    expect(board.locator(".bar .over")).to_have_text("This was the end.")
    fills_the_screen(board)


def test_a_teacher_and_two_pupils_walk_a_lesson_from_opening_to_export(
    new_context: NewContext, server: Server
) -> None:
    lead = new_context(viewport={"width": 1280, "height": 720})
    board = lead.new_page()
    board.goto(f"{server.url}/room")
    board.get_by_role("button", name="Open a room").click(timeout=COLD)
    shown = board.locator(".board")
    expect(shown.locator(".code")).to_have_text(re.compile("^[A-Z]{4}$"), timeout=COLD)
    expect(shown.get_by_text("No phone reaches this address")).to_be_visible()
    expect(shown.locator(".qr")).to_be_hidden()
    code = shown.locator(".code").inner_text()
    expect(board).to_have_url(f"{server.url}/room?room={code}&as=board")
    bar = shown.get_by_role("toolbar", name="Lead the room")
    do = lambda name: bar.get_by_role("button", name=name, exact=True).click()  # noqa: E731

    one, two = (new_context(viewport=PHONE, has_touch=True).new_page() for _ in range(2))
    join(one, server, code)
    join(two, server, code)
    expect(one.locator(".seat .state")).to_have_text("The vote has not begun yet.")
    one.set_viewport_size({"width": 844, "height": 390})
    expect(one.get_by_test_id("stExpandSidebarButton")).to_be_visible()
    one.wait_for_function(FIRST_LINE_FREE, arg=one.locator(".seat .top span").last.element_handle())
    one.set_viewport_size(PHONE)
    expect(bar.locator(".status")).to_contain_text("2 here")
    with at_size(board, width=720, height=900):
        view = shown.get_by_role("link", name="the picture ↗")
        assert view.evaluate("link => link.getClientRects().length") == 1
    expect(shown.locator(".came")).to_have_text("2 have come")
    fills_the_screen(board)

    # Two rounds: nobody sees counts while a vote is open, or an answer before it is revealed.
    do("Open the vote")
    vote(one, "d")
    vote(two, "n")
    expect(shown.locator(".legend")).to_contain_text("2 of 2")
    expect(shown.locator(".legend")).to_contain_text(
        "▨ the class, first vote: 2 of 2, hidden till the end"
    )
    expect(shown.locator(".row .n")).to_have_text([""] * 4)
    expect(shown.locator(".came")).to_be_hidden()
    fills_the_screen(board)
    do("Close the vote")
    expect(shown.locator(".case")).to_have_text("Let them talk in pairs, then vote again.")
    do("Vote again")
    for pupil in (one, two):
        expect(pupil.locator(".seat .state")).to_have_text("Vote again, after talking.")
    vote(one, "d")
    vote(two, "d")

    # A reload is the same pupil with the same vote; the teacher's keeps the controls.
    name = one.locator(".seat .name").inner_text()
    one.reload()
    expect(one.locator(".seat .name")).to_have_text(name)
    expect(one.locator('.option[data-value="d"]')).to_have_attribute("aria-checked", "true")
    board.reload()
    expect(bar).to_be_visible()
    expect(board).to_have_url(f"{server.url}/room?room={code}&as=board")

    do("Close the vote")
    expect(shown).to_have_attribute("data-phase", "done")
    board.keyboard.press("PageDown")
    expect(shown.locator(".said b")).to_have_text("d")
    expect(shown.locator(".said .bits")).to_contain_text("the class 1.0 bits on average")
    expect(shown.locator(".row.right .words")).to_have_text("d")
    expect(shown.locator(".row.right .n")).to_have_text(re.compile(r"^2 of 2 · \d+\u00a0%$"))
    expect(shown.locator(".legend")).to_contain_text("■ the class")
    fills_the_screen(board)
    expect(one.locator(".seat .verdict")).to_contain_text("You were right")

    check(board)
    check(one)

    # Pause, then a drawing with what the network reads in it.
    do("Pause: look up")
    expect(two.locator(".lookup")).to_be_visible()
    do("Go on")
    expect(bar.get_by_role("button", name="Pause: look up")).to_be_enabled()
    board.keyboard.press("PageDown")
    expect(shown.locator(".title")).to_have_text("A drawing")
    back_by_keys_keeps_the_focus(board)
    picture = shown.get_by_role("link", name="the picture ↗")
    expect(picture).to_have_attribute("href", re.compile("^/?word_reader"))
    do("Open the vote")
    stroke(two)
    expect(shown.locator(".legend")).to_contain_text("1 of 2")
    do("Close the vote")
    expect(shown.locator(".tile b")).to_have_text("no word I know", timeout=COLD)

    # The teacher takes a drawing off the board, and has it back.
    shown.locator(".tile").hover()
    shown.locator(".tile .hide").click()
    expect(shown.locator(".tile")).to_have_count(0)
    bar.get_by_text("More", exact=True).click()
    bar.get_by_role("button", name=re.compile("Show the drawing of .* again")).click()
    expect(shown.locator(".tile")).to_have_count(1)
    bar.get_by_text("More", exact=True).click()

    be_the_network(board, one, two)
    thirty_drawings(board, one, code)
    vote_on_a_number(board, one, two)
    a_spot(board, one)
    the_end(board, one)

    # The teacher's own page, in the same browser alone: who has answered what, and the table.
    bar.get_by_text("More", exact=True).click()
    with lead.expect_page() as opened:
        bar.get_by_role("link", name="Teacher's page").click()
    mine = opened.value
    expect(mine.locator(".mine tbody tr").first.locator("td")).to_have_text(
        ["✓", "✗", "✓", "●", "✗"]
    )
    check(mine)
    more = mine.locator(".board .more")
    more.locator("summary").click()
    expect(more.locator(".menu")).to_be_in_viewport(ratio=1)
    more.locator("summary").click()
    with mine.expect_download() as download:
        mine.get_by_role("button", name="All answers (.csv)").click()
    rows = Path(download.value.path()).read_text("utf-8").splitlines()
    assert len(rows) == 39 and sum(",yes," in row for row in rows) == 4
    two.goto(mine.url)
    expect(two.get_by_text("led from the browser in which it was opened")).to_be_visible()

    mine.get_by_role("button", name="Close the room").click()
    mine.get_by_role("button", name="Close and delete").click()
    expect(mine.get_by_role("button", name="Open a room")).to_be_visible()
    expect(one.get_by_text("This room is closed")).to_be_visible()
