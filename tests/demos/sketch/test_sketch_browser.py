"""The page "Draw together" in a real browser, on the real server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from pictures import keep_picture
from playwright.sync_api import BrowserContext, Locator, Page, expect
from real_browser import DESKTOP, inside, looks

from bench._server import Server
from seqdemo.demos.sketch.examples import BODY
from seqdemo.demos.sketch.strokes import decode, encode

ROOT = Path(__file__).resolve().parents[3]

NewContext = Callable[..., BrowserContext]
Places = Sequence[tuple[float, float]]

LEG: Places = ((0.3, 0.62), (0.3, 0.7), (0.31, 0.8))
OTHER_LEG: Places = ((0.6, 0.62), (0.6, 0.7), (0.61, 0.8))
# Heights of what stands in the panel, with an answer and without one.
EMPTIED = """panel => {
    const parts = [...panel.querySelectorAll(".thumbs, .expects")]
    const heights = () => parts.map(part => part.offsetHeight)
    const full = heights()
    parts[0].replaceChildren()
    parts[1].hidden = true
    return [full, heights()]
}"""


def visit(page: Page, server: Server, link: str = "") -> Locator:
    """Open the page and wait until the network has answered; gives the sheet."""
    page.goto(f"{server.url}/sketch{inside(link)}")
    sheet = page.get_by_role("application")
    expect(sheet).to_be_visible()
    expect(root(page)).to_have_attribute("data-answered", re.compile(r"\d+"))
    return sheet


def root(page: Page) -> Locator:
    return page.locator(".together")


def line(page: Page, sheet: Locator, places: Places) -> None:
    """Draw a line with the mouse, in shares of the sheet."""
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box is not None
    at = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]
    page.mouse.move(*at[0])
    page.mouse.down()
    for place in at[1:]:
        page.mouse.move(*place, steps=4)
    page.mouse.up()


def expect_lines(page: Page, mine: int, theirs: int | None = None) -> None:
    expect(page.locator(".drawn .mine")).to_have_count(mine)
    if theirs is not None:
        expect(page.locator(".drawn .theirs")).to_have_count(theirs)


def expect_answer(page: Page) -> None:
    """Wait until the network has gone on to its end."""
    expect(page.locator('[data-do="take"]')).to_have_text("Keep its lines")
    expect(page.locator('[data-do="take"]')).to_be_enabled()


def test_a_visitor_takes_over_and_back_a_line_is_answered_and_in_the_link_in_turns_and_a_morph(
    moving: Page, server: Server
) -> None:
    page = moving
    sheet = visit(page, server, f"?w={encode(BODY)}")
    a_visitor_takes_over_in_the_middle_and_takes_it_back(page, sheet)
    line(page, sheet, LEG)
    expect_lines(page, 2)
    expect_answer(page)
    expect(page.locator(".coming .next").first).to_be_visible()
    page.wait_for_url(holds_two_lines_of_the_visitor)
    expect(page.locator(".thumbs .thumb")).to_have_count(10)
    before, after = page.locator(".together .inspector").evaluate(EMPTIED)
    assert before == after, "the player below would move when the endings come"
    again = page.context.new_page()
    again.emulate_media(reduced_motion="reduce")
    link = page.url.partition("/sketch")[2]
    sheet = visit(again, server, f"{link}&mode=beside&t=0.6")
    expect_lines(again, 2)
    undo_in_turns_takes_both_lines_and_a_morph_is_shown_and_kept(again, sheet)


def holds_two_lines_of_the_visitor(url: str) -> bool:
    """Whether a link does, and no line of the network."""
    (drawing,) = parse_qs(urlsplit(url).query).get("w", [""])
    return [line.owner for line in decode(drawing)] == ["m", "m"]


def a_visitor_takes_over_in_the_middle_and_takes_it_back(page: Page, sheet: Locator) -> None:
    expect_answer(page)
    page.get_by_role("slider", name="Point").press("Home")
    page.get_by_role("slider", name="Point").press("ArrowRight")
    page.get_by_role("slider", name="Point").press("ArrowRight")
    expect(page.locator(".gaussians ellipse").first).to_be_attached()
    page.get_by_role("button", name="Take over here").click()
    expect(page.locator(".drawn .theirs")).not_to_have_count(0)
    line(page, sheet, LEG)
    expect_lines(page, 2)
    page.keyboard.press("Control+z")
    expect_lines(page, 1)
    page.keyboard.press("Control+z")
    expect_lines(page, 1, 0)


def undo_in_turns_takes_both_lines_and_a_morph_is_shown_and_kept(
    page: Page, sheet: Locator
) -> None:
    """Of a page with two lines that was opened in turns."""
    in_turns_each_draws_a_line_and_undo_takes_both(page, sheet)
    page.keyboard.press("Control+z")
    expect_lines(page, 2)  # of the link, which were cleared
    page.get_by_role("radio", name="Morph between two").click()
    a_morph_is_shown_and_a_drawing_of_it_can_be_taken(page)


def a_morph_is_shown_and_a_drawing_of_it_can_be_taken(page: Page) -> None:
    expect(page.locator(".thumbs .thumb")).to_have_count(10)
    page.get_by_role("button", name="Keep as the end").click()
    expect(page.locator(".said")).to_have_text("Now draw the beginning.")
    expect_lines(page, 0, 0)
    expect(page).to_have_url(re.compile(r"v=[\w-]{20,}"))
    page.get_by_role("button", name="Let the end go").click()
    expect(page.get_by_role("button", name="Keep as the end")).to_be_visible()


def in_turns_each_draws_a_line_and_undo_takes_both(page: Page, sheet: Locator) -> None:
    page.get_by_role("button", name="Clear").click()
    expect_lines(page, 0, 0)
    line(page, sheet, ((0.3, 0.4), (0.5, 0.3), (0.7, 0.4), (0.6, 0.6), (0.3, 0.5)))
    expect(page.locator(".said")).to_have_text(re.compile("Your turn|leave it as it is"))
    expect_lines(page, 1)
    page.keyboard.press("Control+z")
    expect_lines(page, 0, 0)


def fingers_draw_and_lines_that_leave_the_sheet_are_clipped(page: Page, sheet: Locator) -> None:
    page.evaluate(
        """() => {
          const all = root => [...root.querySelectorAll('*')]
          const inner = root => all(root).map(e => e.shadowRoot && find(e.shadowRoot))
          const find = root => root.querySelector('.sheet') ?? inner(root).find(Boolean)
          const sheet = find(document), box = sheet.getBoundingClientRect()
          sheet.setPointerCapture = () => {}
          const send = (type, x, y) => sheet.dispatchEvent(new PointerEvent(type, {
            bubbles: true, composed: true, isPrimary: true, pointerId: 5, pointerType: "touch",
            button: type === "pointermove" ? -1 : 0,
            clientX: box.left + x * box.width, clientY: box.top + y * box.height }))
          send("pointerdown", .5, .5); send("pointermove", .9, .5); send("pointermove", 1.4, .5)
          send("pointerup", 1.4, .5)
          delete sheet.setPointerCapture
        }"""
    )
    expect_lines(page, 2)
    points = page.locator(".drawn .mine").nth(1).get_attribute("points") or ""
    assert max(float(n) for place in points.split() for n in place.split(",")) <= 512
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(sheet).to_be_visible()


# 2,400 places, as a mouse that is held down reports them.
SCRIBBLE = """sheet => {
    const box = sheet.getBoundingClientRect()
    let [x, y] = [20, 20]
    for (let n = 0; n < 60; n++) {
        const to = [((n * 37) % 97) / 100 * box.width, ((n * 61) % 89) / 100 * box.height]
        for (let step = 1; step <= 40; step++) {
            const at = [x + (to[0] - x) * step / 40, y + (to[1] - y) * step / 40]
            sheet.dispatchEvent(new PointerEvent("pointermove", {
                bubbles: true, composed: true, pointerId: 1, pointerType: "mouse", isPrimary: true,
                buttons: 1, clientX: box.left + at[0], clientY: box.top + at[1],
            }))
        }
        ;[x, y] = to
    }
}"""


def test_fingers_mouse_and_keys_draw_a_drawing_is_downloaded_and_another_ending_chosen(
    new_context: NewContext, server: Server
) -> None:
    phone = {"width": 390, "height": 844}
    page = new_context(color_scheme="dark", has_touch=True, viewport=phone).new_page()
    sheet = visit(page, server)
    fingers_draw_and_lines_that_leave_the_sheet_are_clipped(page, sheet)
    expect_answer(page)
    page.locator('[data-do="undo"]').click()
    expect_lines(page, 1)
    expect_answer(page)
    page.set_viewport_size({"width": 568, "height": 320})  # held across: there is room to scroll
    lower = "sheet => sheet.getBoundingClientRect().height < innerHeight - 60"
    page.wait_for_function(lower, arg=page.locator(".sheet").element_handle())
    page.set_viewport_size(DESKTOP)
    a_scribble_of_thousands_of_points_is_answered(page, sheet)
    page.keyboard.press("Control+z")
    expect_lines(page, 1)
    expect_answer(page)
    an_answer_that_a_new_line_hides_is_there_again_once_the_line_is_dropped_or_undone(page, sheet)
    a_drawing_is_downloaded(page)
    another_ending_is_chosen_by_a_click(page)
    the_keyboard_draws_a_line(page, sheet)
    it_looks_well_on_desk_and_phone(page)


def a_scribble_of_thousands_of_points_is_answered(page: Page, sheet: Locator) -> None:
    box = sheet.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    sheet.evaluate(SCRIBBLE)
    page.mouse.up()
    expect_lines(page, 2)
    expect(page.locator('[data-do="undo"]')).to_be_enabled()
    expect(root(page)).to_have_attribute("data-latency", re.compile(r"\d"))


def an_answer_that_a_new_line_hides_is_there_again_once_the_line_is_dropped_or_undone(
    page: Page, sheet: Locator
) -> None:
    page.mouse.down()  # where the scribble ended
    expect(page.locator('[data-do="take"]')).to_be_disabled()
    sheet.press("Escape")
    expect_answer(page)
    page.mouse.up()
    before = root(page).get_attribute("data-answered") or ""
    line(page, sheet, LEG)
    page.mouse.down()  # before the line is answered
    expect(root(page)).not_to_have_attribute("data-answered", before)
    sheet.press("Escape")
    expect_answer(page)
    page.mouse.up()
    expect_lines(page, 2)
    page.keyboard.press("Control+z")
    expect_lines(page, 1)
    expect_answer(page)


def a_drawing_is_downloaded(page: Page) -> None:
    # The endings come last: a button that is pressed while the page is drawn anew is not heard.
    expect(page.locator(".thumbs .thumb")).to_have_count(10)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    for label, start in (("drawing (.svg)", b"<svg"), ("picture (.png)", b"\x89PNG")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        assert Path(download.value.path()).read_bytes().startswith(start)
    with page.expect_download() as download:
        page.get_by_role("button", name="strokes (.json)").click()
    found = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert found["lines"][0]["by"] == "you" and found["network"] == "aaron_sheep"


def another_ending_is_chosen_by_a_click(page: Page) -> None:
    third = page.locator(".thumbs .thumb").nth(2)
    third.click()
    expect(third).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("ending=3"))


def the_keyboard_draws_a_line(page: Page, sheet: Locator) -> None:
    sheet.focus()
    for key in ("ArrowLeft", "Space", "ArrowDown", "ArrowDown", "Shift+ArrowRight", "Space"):
        page.keyboard.press(key)
    expect_lines(page, 2)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect_lines(page, 2)
    page.get_by_role("button", name="Clear").press("Enter")
    expect_lines(page, 0)
    expect(page.get_by_role("button", name="Clear")).to_be_disabled()
    page.keyboard.press("Enter")  # an impatient one, on a sheet that is empty now
    page.keyboard.press("Control+z")
    expect_lines(page, 2)


def it_looks_well_on_desk_and_phone(page: Page) -> None:
    expect(page.locator(".thumbs .thumb")).to_have_count(10)
    for look in looks(page):
        keep_picture(page, f"sketch-{look}")
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
