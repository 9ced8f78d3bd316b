"""The page "Read a word" in a real browser, on the real server."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import groupby
from pathlib import Path

from pictures import keep_picture
from playwright.sync_api import BrowserContext, Locator, Page, TimeoutError, WebSocket, expect
from real_browser import DESKTOP, in_colours, inside

from bench._browser import draw, drawn, grid, stroke
from bench._server import Server
from seqdemo.core.trace import Trace
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.examples import AIDS, SAID
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.demos.word_reader.task import TASK
from seqdemo.handwriting.grids import encode
from seqdemo.handwriting.noise import flipped, flips

ROOT = Path(__file__).resolve().parents[3]
BLANK = "0" * 49

NewContext = Callable[..., BrowserContext]


def visit(page: Page, server: Server, link: str = "") -> None:
    """Open the page and wait until an example has been read."""
    page.goto(f"{server.url}/word_reader{inside(link)}")
    expect(headline(page)).to_be_visible()


def headline(page: Page) -> Locator:
    return page.locator(".inspector .word")


def edit(page: Page, name: str) -> None:
    page.locator(f'[data-do="{name}"]').click()


def cell(page: Page, k: int, n: int) -> Locator:
    return grid(page, k).locator(".cell").nth(n)


DRAWN = """([columns, grids]) => {
    const inked = cell => (cell.getAttribute("aria-selected") === "true" ? "1" : "0")
    const bits = column => [...column.querySelectorAll(".grid .cell")].map(inked).join("")
    const drawn = [...columns.querySelectorAll(".column")].map(bits)
    return columns.isConnected && JSON.stringify(drawn) === JSON.stringify(grids)
}"""
"""Whether exactly these grids are drawn."""


def expect_drawing(page: Page, grids: tuple[str, ...]) -> None:
    """Wait until exactly this is drawn."""
    columns = page.locator(".unroll .columns").element_handle()
    with suppress(TimeoutError):  # what is drawn instead is said below
        page.wait_for_function(DRAWN, arg=[columns, list(grids)])
    assert drawn(page) == grids


def clear(page: Page) -> None:
    edit(page, "clear")
    expect(page.locator(".inspector")).to_contain_text("Nothing to read yet")


def type_word(page: Page, text: str) -> None:
    box = page.get_by_label("Type a word")
    box.fill(text)
    box.press("Enter")


# ---- drawing -----------------------------------------------------------------------------------


def test_a_broken_link_shows_the_example_on_a_phone_and_a_desk_and_words_are_typed_and_drawn(
    server: Server, new_context: NewContext
) -> None:
    phone = {"width": 390, "height": 844}
    device = {"viewport": phone, "has_touch": True, "is_mobile": True}
    page = new_context(color_scheme="dark", **device).new_page()
    visit(page, server, "?w=nonsense&cell=cnn&order=none&step=-3&unit=x")
    expect(headline(page)).to_have_text("said")
    expect_drawing(page, SAID)
    a_phone_needs_no_sideways_scrolling(page)
    page.set_viewport_size(DESKTOP)
    light_and_dark_are_both_drawn(page)
    noise_flips_cells_while_its_slider_is_held_and_the_answer_follows(page)
    undo_brings_back_what_was_there(page)
    two_tabs_do_not_disturb_each_other(page, server)
    twelve_letters_are_the_most(page)
    typed_words_are_drawn(page)
    a_blank_grid_is_nothing_to_read_and_stays_under_the_pen(page)
    the_keyboard_draws(page)


SENT_WITH = """() => {
    const send = WebSocket.prototype.send
    addEventListener("pointerup", () => {
        const order = (window.sentWith = [])
        requestAnimationFrame(() => order.push("frame"))
        setTimeout(() => order.push("timer"))
        WebSocket.prototype.send = function (message) {
            order.push("sent")
            return send.call(this, message)
        }
    }, { capture: true, once: true })
}"""
"""Notes whether something is sent before the page is drawn and before any timer."""


def undo_brings_back_what_was_there(page: Page) -> None:
    page.evaluate(SENT_WITH)
    stroke(page, 0, 42, 48)
    page.wait_for_function("sentWith.length > 2")
    assert page.evaluate("sentWith[0]") == "sent"
    expect(cell(page, 0, 45)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Control+z")
    expect_drawing(page, SAID)
    clear(page)
    edit(page, "undo")
    expect_drawing(page, SAID)
    expect(headline(page)).to_have_text("said")
    expect(page.locator('[data-do="undo"]')).to_be_disabled()


def typed_words_are_drawn(page: Page) -> None:
    type_word(page, "12 34!")
    nothing = page.get_by_text("Nothing to draw: the network reads the letters a to z")
    expect(nothing).to_be_visible()
    expect_drawing(page, SAID)
    expect(headline(page)).to_have_text("said")
    type_word(page, "music")
    expect(page.locator(".column")).to_have_count(5)
    expect(page.locator(".column .seen b")).to_have_count(5)
    expect(nothing).to_have_count(0)
    assert BLANK not in drawn(page)
    expect(headline(page)).to_be_visible()
    edit(page, "undo")
    expect_drawing(page, SAID)

    type_word(page, "<b>x</b>")
    note = page.get_by_text("Left out, as the network reads a to z only")
    expect(note).to_contain_text("< > /")
    expect(page.locator(".column")).to_have_count(3)
    edit(page, "undo")
    expect_drawing(page, SAID)

    type_word(page, "word" * 75)
    expect(page.get_by_text("Only the first 12 letters fit.")).to_be_visible()
    expect(page.locator(".column")).to_have_count(12)
    edit(page, "undo")
    expect_drawing(page, SAID)


def a_blank_grid_is_nothing_to_read_and_stays_under_the_pen(page: Page) -> None:
    clear(page)
    assert drawn(page) == (BLANK,)
    expect(headline(page)).to_have_count(0)
    edit(page, "play")
    expect(page.locator(".when")).to_have_text("no step yet")
    before = grid(page, 0).bounding_box()
    stroke(page, 0, 9, 12)
    expect(headline(page)).to_be_visible()
    assert grid(page, 0).bounding_box() == before


def the_keyboard_draws(page: Page) -> None:
    clear(page)
    cell(page, 0, 0).focus()
    page.keyboard.press("Space")
    expect(cell(page, 0, 0)).to_have_attribute("aria-selected", "true")
    expect(headline(page)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(cell(page, 0, 1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cell(page, 0, 8)).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    expect(cell(page, 0, 0)).to_be_focused()
    expect_drawing(page, ("1" + BLANK[1:],))
    page.keyboard.press("Delete")
    expect_drawing(page, (BLANK,))


def test_a_letter_dragged_to_its_end_makes_another_word_and_all_of_the_page_follows(
    moving: Page, server: Server
) -> None:
    page = moving
    visit(page, server)
    expect(headline(page)).to_have_text("said")
    assert drawn(page) == SAID
    others, old = page.locator(".other b"), page.locator(".other.old")
    expect(others).to_have_text(["said"] * 3)
    expect(page.locator('[data-do="ask"]')).to_have_count(0)
    page.get_by_role("button", name="keep this word to compare").click()
    expect(page.get_by_test_id("stPlotlyChart")).to_have_count(2)
    drag_to_the_end(page, 0)
    expect_drawing(page, AIDS)
    expect(headline(page)).to_have_text("aids")
    expect(page.locator(".column .seen b")).to_have_text(list("aids"))
    expect(page.get_by_text("The same letters, yet the last states are")).to_be_visible()
    expect(old).to_have_count(3)
    edit(page, "ask")
    expect(others).to_have_text(["aids"] * 3)
    expect(old).to_have_count(0)

    menu = page.get_by_test_id("stSidebar")
    menu.get_by_role("link", name="Networks that remember").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Networks that remember")
    menu.get_by_role("link", name="Read a word").click()
    expect(headline(page)).to_have_text("aids")
    expect_drawing(page, AIDS)
    edit(page, "undo")
    expect_drawing(page, SAID)


def drag_to_the_end(page: Page, k: int) -> None:
    start = page.locator(".handle").nth(k).bounding_box()
    end = page.locator(".column").last.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 4, start["y"], steps=8)
    page.mouse.up()


HOLD = "(it, value) => { it.value = value; it.dispatchEvent(new Event('input')) }"


def noise_flips_cells_while_its_slider_is_held_and_the_answer_follows(page: Page) -> None:
    slider, marked = page.get_by_label("Noise"), page.locator(".cell.flipped")
    for percent in (3, 9, 20):  # held: there is no change event, which would say it was let go
        slider.evaluate(HOLD, percent)
    cells = flips(SAID, 0.2, 1)
    expect(marked).to_have_count(sum(map(len, cells)))
    seen = trace_of(ReadWord(flipped(SAID, cells)))
    for k, (letter, _) in enumerate(reading.letters(seen)):
        expect(page.locator(".column .seen b").nth(k)).to_have_text(letter or "?")
    expect(headline(page)).to_have_text(reading.outcome(seen)[0] or "not a word I know")
    expect_drawing(page, SAID)
    expect(page).to_have_url(re.compile(r"\bnoise=20\b"))
    slider.evaluate(HOLD, 0)
    expect(marked).to_have_count(0)
    expect(headline(page)).to_have_text("said")


def trace_of(asked: ReadWord) -> Trace:
    return TASK.trace(TASK.load(asked.cell), asked)


# ---- keeping -----------------------------------------------------------------------------------


def test_a_word_drawn_stroke_by_stroke_is_read_the_address_keeps_it_and_veils_are_lifted(
    page: Page, server: Server, new_context: NewContext
) -> None:
    visit(page, server, f"?w={encode(AIDS[:2])}")
    for k in (2, 3):
        edit(page, "add")
        draw(page, k, AIDS[k])
    expect(headline(page)).to_have_text("aids")
    expect(page.locator(".column .seen b")).to_have_text(list("aids"))
    assert drawn(page) == AIDS
    expect(page).to_have_url(re.compile(f"w={encode(AIDS)}"))
    app = page.get_by_test_id("stApp")  # the last stroke's own run is over
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    edit(page, "first")
    expect(page).to_have_url(re.compile("step=1"))
    elsewhere = new_context().new_page()
    elsewhere.goto(f"{page.url}&veil=comparison.others&pin={encode(SAID)}")
    expect(headline(elsewhere)).to_be_visible()
    expect(elsewhere.locator(".when")).to_have_text("step 1 of 4")
    expect_drawing(elsewhere, AIDS)
    elsewhere.locator(".scrub").fill("4")
    expect(headline(elsewhere)).to_have_text("aids")
    veiled_answers_are_shown_when_somebody_asks(elsewhere)
    names_of_states_fit_between_the_tiles_of_a_long_word(elsewhere)


def names_of_states_fit_between_the_tiles_of_a_long_word(page: Page) -> None:
    type_word(page, "everything")
    names = page.locator(".unroll .flow.shown")
    expect(names).to_have_text([f"h{chr(8320 + n)}" for n in range(1, 10)])
    assert names.evaluate_all("all => all.every(one => one.scrollWidth <= one.offsetWidth)")
    letters_that_are_read_back_otherwise_are_struck(page)
    type_word(page, "zpqxwvkjbhgd")
    expect(page.locator(".column")).to_have_count(12)
    assert 0 < letters_that_are_read_back_otherwise_are_struck(page) < 12
    wrong = page.locator(".column").last.locator(".chip.wrong b").first
    expect(wrong).to_have_css("text-decoration-line", "line-through")


def letters_that_are_read_back_otherwise_are_struck(page: Page) -> int:
    """Below the last state, as the network itself has it of what is drawn; returns how many."""
    trace = trace_of(ReadWord(drawn(page)))
    seen = [letter for letter, _ in reading.letters(trace)]
    back = [letter for letter, _ in reading.remembered(trace)[-1]]
    wrong = [said or "·" for said, letter in zip(back, seen, strict=True) if said != letter]
    last = page.locator(".column").last
    expect(last.locator(".chip b")).to_have_text([said or "·" for said in back])
    expect(last.locator(".chip.wrong b")).to_have_text(wrong)
    return len(wrong)


def twelve_letters_are_the_most(page: Page) -> None:
    for count in range(len(SAID), 12):
        expect(page.locator(".column")).to_have_count(count)
        edit(page, "add")
    expect(page.locator(".column")).to_have_count(12)
    expect(page.locator('[data-do="add"]')).to_be_disabled()
    expect(page.locator(".insert").first).to_be_hidden()
    expect(headline(page)).to_have_text("said")  # blank grids are not read
    for _ in range(len(SAID), 12):
        edit(page, "undo")
    expect_drawing(page, SAID)


def two_tabs_do_not_disturb_each_other(page: Page, server: Server) -> None:
    other = page.context.new_page()
    other.set_viewport_size(DESKTOP)
    visit(other, server)
    clear(other)
    stroke(page, 0, 42, 48)
    stroke(other, 0, 0, 6)
    expect(headline(other)).to_be_visible()
    expect_drawing(page, (SAID[0][:42] + "1" * 7, *SAID[1:]))
    expect_drawing(other, ("1" * 7 + BLANK[7:],))
    other.close()
    page.bring_to_front()
    edit(page, "undo")
    expect_drawing(page, SAID)


def veiled_answers_are_shown_when_somebody_asks(page: Page) -> None:
    answers = [page.locator('[data-testid="stPlotlyChart"]'), page.locator(".other b")]
    show = page.get_by_role("button", name="show the answer")
    expect(show).to_have_count(2)
    for answer in answers:
        expect(answer).to_have_count(0)
    show.first.click()
    expect(show).to_have_count(1)
    expect(answers[0].or_(answers[1]).first).to_be_visible()
    assert sorted(answer.count() > 0 for answer in answers) == [False, True]
    show.click()
    for answer in answers:
        expect(answer.first).to_be_visible()
    expect(show).to_have_count(0)
    expect(page).to_have_url(re.compile("veil=comparison.others"))


def test_a_restarted_server_gets_the_drawing_from_the_browser(
    page: Page, fresh_server: Server
) -> None:
    visit(page, fresh_server)
    drag_to_the_end(page, 0)
    expect(headline(page)).to_have_text("aids")
    fresh_server.kill()
    stroke(page, 0, 42, 48)  # soon a dialog says that there is no server, and nobody can draw
    fresh_server.start()
    fresh_server.wait()
    changed = (AIDS[0][:42] + "1" * 7, *AIDS[1:])
    expect(page.get_by_role("dialog").or_(page.get_by_test_id("stConnectionStatus"))).to_have_count(
        0
    )
    expect_drawing(page, changed)
    edit(page, "clear")
    # Only the new server can have said this: it hears the browser, and nothing was lost before.
    expect(page.get_by_text("Nothing to read yet")).to_be_visible()
    # What was drawn before the restart can be undone, stroke by stroke.
    edit(page, "undo")
    expect_drawing(page, changed)
    edit(page, "undo")
    expect_drawing(page, AIDS)


# ---- stepping ----------------------------------------------------------------------------------

# Writes down, in order, what happens: keys, headlines, and messages to the server.
LOG = """
window.happened = []
const send = WebSocket.prototype.send
WebSocket.prototype.send = function (...parts) {
    happened.push("sent")
    return send.apply(this, parts)
}
document.addEventListener("keydown", event => happened.push(event.key), true)
"""
WATCH_HEADLINE = """
inspector => new MutationObserver(() => {
    const word = inspector.querySelector(".word")?.textContent
    if (happened.at(-1) !== word) happened.push(word)
}).observe(inspector, { childList: true })
"""


def test_stepping_playing_and_a_rest_need_little_and_the_address_keeps_all_and_grows_no_history(
    page: Page, server: Server
) -> None:
    sockets: list[WebSocket] = []
    page.on("websocket", lambda socket: sockets.append(socket))
    page.add_init_script(LOG)
    page.goto("about:blank")
    visit(page, server, "?foo=bar&order=peak")
    expect(page).to_have_url(re.compile("unit="))
    page.wait_for_load_state("networkidle")
    a_rest_sends_no_picture_again_and_a_strokes_answer_no_script(page, sockets[-1])
    page.locator(".inspector").evaluate(WATCH_HEADLINE)
    step_by_keys(page)
    stay_while_stepping(page)
    play_fast(page)
    the_address_keeps_what_is_not_the_pages_and_grows_no_history(page)


def a_rest_sends_no_picture_again_and_a_strokes_answer_no_script(
    page: Page, socket: WebSocket
) -> None:
    frames: list[int] = []
    socket.on("framereceived", lambda payload: frames.append(len(payload)))
    with socket.expect_event("framereceived"):
        page.keyboard.press("ArrowLeft")
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    assert sum(frames) < 8_000, "only the address has to know"

    before = page.locator(".unroll").get_attribute("data-answered") or ""
    frames.clear()
    stroke(page, 0, 0, 6)
    expect(page.locator(".unroll")).not_to_have_attribute("data-answered", before)
    assert 1_000 < sum(frames) <= 25_000
    edit(page, "undo")
    expect_drawing(page, SAID)
    expect(headline(page)).to_have_text("said")
    page.locator(".scrub").fill("4")
    expect(page).not_to_have_url(re.compile(r"\bstep="))


def the_address_keeps_what_is_not_the_pages_and_grows_no_history(page: Page) -> None:
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"foo=bar&.*order=peak.*step=3"))
    page.get_by_role("radio", name="LSTM").click()
    expect(page).to_have_url(re.compile(r"foo=bar&cell=lstm&order=peak.*step=3"))
    page.get_by_role("button", name="keep this word to compare").click()
    expect(page).to_have_url(re.compile(f"foo=bar&.*pin={encode(SAID)}"))
    page.go_back()
    expect(page).to_have_url("about:blank")


def step_by_keys(page: Page) -> None:
    first = page.locator(".column").first.locator(".guess.best .w").inner_text()
    page.evaluate("happened.length = 0")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(headline(page)).to_have_text(first)
    happened = page.evaluate("happened")
    presses = [n for n, what in enumerate(happened) if what == "ArrowLeft"]
    assert len(presses) == 3
    assert all(happened[n + 1] not in ("sent", "ArrowLeft") for n in presses), happened
    expect(page.locator(".when")).to_have_text("step 1 of 4")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".when")).to_have_text("step 2 of 4")


def stay_while_stepping(page: Page) -> None:
    page.keyboard.press("ArrowRight")
    expect(page.locator(".when")).to_have_text("step 3 of 4")
    tall = "panel => panel.offsetHeight"
    before = page.locator(".inspector").evaluate(tall)
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
    expect(page.locator(".when")).to_have_text("step 3 of 4")
    assert page.locator(".inspector").evaluate(tall) <= before + 60, "it grows with every step"


def play_fast(page: Page) -> None:
    page.locator(".pace").select_option("fast")
    # The log notes changes: where two steps expect the same word it has one entry.
    bests = [word for word, _ in groupby(page.locator(".guess.best .w").all_inner_texts())]
    expect(page).to_have_url(re.compile(r"\bstep=3\b"))
    page.evaluate("happened.length = 0")
    page.locator(".scrub").fill("4")
    page.wait_for_function("happened.includes('sent')")  # that the reader rests there
    expect(page.locator(".when")).to_have_text("step 4 of 4")
    page.evaluate("happened.length = 0")
    edit(page, "play")
    # Nobody sees every step of it on a busy machine; the log does.
    page.wait_for_function("count => happened.length >= count", arg=len(bests))
    expect(page.locator(".when")).to_have_text("step 4 of 4")
    expect(headline(page)).to_have_text("said")
    happened = page.evaluate("happened")
    assert happened[: len(bests)] == bests, happened
    expect(page.locator('[data-do="play"]')).to_contain_text("Play")


# ---- looks -------------------------------------------------------------------------------------


def light_and_dark_are_both_drawn(page: Page) -> None:
    """Of a page that was opened in the dark."""
    inks = {}
    for theme in ("dark", "light"):
        in_colours(page, theme)
        ink = cell(page, 0, SAID[0].index("1"))
        inks[theme] = ink.evaluate("cell => getComputedStyle(cell).backgroundColor")
        expect(headline(page)).to_have_css("color", inks[theme])
        keep_picture(page, f"word_reader-{theme}")
    assert inks["light"] != inks["dark"]


def a_phone_needs_no_sideways_scrolling(page: Page) -> None:
    """Of the example, which is there again afterwards."""
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    too_wide = "e => e.scrollWidth > e.clientWidth"
    assert not page.locator("html").evaluate(too_wide)
    assert not page.get_by_test_id("stMain").evaluate(too_wide)
    keep_picture(page, "word_reader-phone")
    cell(page, 0, 0).tap()
    expect(cell(page, 0, 0)).to_have_attribute("aria-selected", "true")
    edit(page, "undo")
    expect_drawing(page, SAID)
