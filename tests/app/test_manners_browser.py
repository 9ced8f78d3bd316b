"""Pages under people's hands: small windows, the edge of a strip, paper, another page."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from first_asked import MEETS
from playwright.sync_api import BrowserContext, Page, expect
from real_browser import in_colours, new_context, visitors, watch

from bench._browser import draw, drawn
from bench._server import Server
from seqdemo.demos.word_reader.examples import AIDS, SAID, shapes
from seqdemo.handwriting.grids import encode

__all__ = ["new_context", "visitors", "watch"]

NewContext = Callable[..., BrowserContext]


def small(new_context: NewContext, width: int, height: int, **options: object) -> Page:
    """A tab in a small window."""
    viewport = {"width": width, "height": height}
    return new_context(viewport=viewport, **options).new_page()


def visit(page: Page, server: Server, link: str = "/word_reader") -> None:
    page.goto(f"{server.url}{link}")
    expect(page.locator(".unroll")).to_have_attribute("data-answered", re.compile("."))


def expect_in_view(page: Page, selector: str) -> None:
    """Wait until an element is inside the strip that it scrolls with."""
    element = page.locator(selector).element_handle()
    page.wait_for_function(
        """element => {
            const { left, right } = element.getBoundingClientRect()
            const strip = element.closest(".scroll").getBoundingClientRect()
            return left >= strip.left - 1 && right <= strip.right + 1
        }""",
        arg=element,
    )


def test_on_a_phone_the_picture_is_first_and_stands_at_the_step_that_is_shown_and_follows_a_drag(
    server: Server, new_context: NewContext
) -> None:
    page = small(new_context, 390, 844, has_touch=True, is_mobile=True)
    visit(page, server)
    picture, control = page.locator(".unroll"), page.get_by_role("button", name="surprise me")
    expect(control).to_be_visible()
    above, below = picture.bounding_box(), control.bounding_box()
    assert above and below and above["y"] + above["height"] <= below["y"]
    expect(page.locator(".column.now")).to_be_in_viewport()
    expect_in_view(page, ".column.now .state")
    a_letter_dragged_to_the_edge_goes_to_the_end_of_the_word(page)
    page.get_by_role("button", name="+ Letter").click()
    expect(page.locator(".unroll .column")).to_have_count(5)
    expect_in_view(page, ".column[data-k='4'] .grid")
    expect(page.locator(".column[data-k='4'] .grid")).to_be_in_viewport(ratio=1)
    page.get_by_placeholder("type a word").fill("international")
    page.keyboard.press("Enter")
    expect(page.locator(".unroll .column")).to_have_count(12)
    expect(page.locator(".column.now")).to_be_in_viewport()
    expect_in_view(page, ".column.now .state")
    the_menu_is_opened_and_closed_by_a_finger_alone_however_the_phone_is_held(page)


def the_menu_is_opened_and_closed_by_a_finger_alone_however_the_phone_is_held(page: Page) -> None:
    opens, menu = page.get_by_test_id("stExpandSidebarButton"), page.get_by_test_id("stSidebar")
    for width, height in ((844, 390), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        opens.tap()
        expect(menu).to_have_attribute("data-collapsed", "false")
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").tap()
        expect(menu).to_have_attribute("data-collapsed", "true")
    opens.tap()
    menu.get_by_role("link", name="Feel the mood").tap()
    expect(page).to_have_url(re.compile("/sentiment"))
    expect(menu).to_have_attribute("data-collapsed", "true")


def a_letter_dragged_to_the_edge_goes_to_the_end_of_the_word(page: Page) -> None:
    strip = page.locator(".unroll .scroll")
    expect(page.locator(".column.now")).to_be_in_viewport()
    most = strip.evaluate("strip => strip.scrollWidth - strip.clientWidth")
    strip.evaluate("strip => strip.scrollTo(0, 0)")
    handle = page.locator(".column[data-k='0'] .handle")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(370, y, steps=4)
    page.wait_for_function(
        "([strip, most]) => strip.scrollLeft >= most - 1", arg=[strip.element_handle(), most]
    )
    page.mouse.up()
    expect(page.locator(".headline .word")).to_have_text("aids")
    assert drawn(page) == shapes("aids")


# What the server says is heard bit by bit, and the page drawn after each.
SLOWLY = """
window.WebSocket = class extends WebSocket {
    addEventListener(type, hear, ...more) {
        if (type !== "message") return super.addEventListener(type, hear, ...more)
        let last = Promise.resolve()
        const drawn = () => new Promise(requestAnimationFrame)
        super.addEventListener(type, event => {
            last = last.then(drawn).then(drawn).then(() => hear.call(this, event))
        })
    }
}"""
TOPS = """grid => {
    const watch = tops => {
        tops.add(grid.getBoundingClientRect().top)
        requestAnimationFrame(() => watch(tops))
    }
    watch((window.tops = new Set()))
}"""


def test_letters_to_draw_stay_where_they_are_while_what_stands_above_them_comes(
    server: Server, new_context: NewContext
) -> None:
    five = encode(AIDS + SAID[:1])
    for width, height, link in ((1400, 720, ""), (1280, 1000, f"?inside=1&w={five}")):
        page = small(new_context, width, height)
        page.add_init_script(SLOWLY)
        page.goto(f"{server.url}/word_reader{link}")
        page.locator(".unroll .grid").first.evaluate(TOPS)
        expect(page.get_by_role("button", name="surprise me")).to_be_visible()
        expect(page.get_by_text("More inside")).to_be_visible()
        app = page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning")
        assert len(page.evaluate("[...tops]")) == 1, page.evaluate("[...tops]")
    one_that_is_drawn_in_stays_when_it_is_read(page, 5, "+ Letter")
    page.get_by_role("button", name="keep this word").click()
    expect(page.locator(".versus canvas")).to_have_count(6)
    one_that_is_drawn_in_stays_when_it_is_read(page, 0, "Clear")


def one_that_is_drawn_in_stays_when_it_is_read(page: Page, k: int, *buttons: str) -> None:
    """The last grid, from 0, which is empty after these clicks."""
    for button in buttons:
        page.get_by_role("button", name=button, exact=True).click()
    last = page.locator(".unroll .column").last
    expect(last.locator(".empty")).to_be_visible()
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")  # or it is anchored
    last.locator(".grid").evaluate(TOPS)
    draw(page, k, SAID[1])
    expect(last.locator(".seen b")).to_be_visible()
    assert len(page.evaluate("[...tops]")) == 1, page.evaluate("[...tops]")


APART = """() => {
  const all = [...document.querySelectorAll(".stBidiComponent")]
  const boxes = all.map(one => one.getBoundingClientRect())
  const seen = boxes.filter(box => box.width > 100 && box.height > 40)
  const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1
    || a.bottom <= b.top + 1 || b.bottom <= a.top + 1
  return seen.length > 4 && seen.every((a, n) => seen.slice(n + 1).every(b => apart(a, b)))
    && document.documentElement.scrollWidth <= innerWidth
}"""


def test_a_card_is_a_link_chosen_cells_are_never_under_the_player_and_paper_shows_pictures_whole(
    server: Server, new_context: NewContext
) -> None:
    page = small(new_context, 1280, 720)
    page.goto(server.url)
    no_word_of_the_shapes_is_broken(page)
    nothing_in_a_card_but_its_link_is_pressed_or_met_by_tab(page)
    all_of_a_card_on_the_home_page_is_its_link(page)
    page.set_viewport_size({"width": 1000, "height": 640})
    a_cell_chosen_by_keys_is_never_under_the_player(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_text("More inside").click()
    expect(page.locator(".unroll .turns")).to_be_visible()
    page.set_viewport_size({"width": 800, "height": 900})
    titles_in_the_menu_of_a_tall_window_are_apart(page)
    in_colours(page, "dark")
    paper_shows_the_picture_whole_in_light_colours_and_nothing_to_click(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    all_titles_of_the_menu_are_in_sight_and_24_px_apart(page)
    page.get_by_test_id("stTextInput").get_by_role("textbox").first.fill("hello")  # and no Enter
    page.get_by_test_id("stSidebar").get_by_role("link", name="All shapes").click()
    page.set_viewport_size({"width": 794, "height": 1123})
    on_paper_pictures_that_stood_side_by_side_stand_below_one_another(page)


def titles_in_the_menu_of_a_tall_window_are_apart(page: Page) -> None:
    """Two lines of one title are nearer than two titles."""
    titles = page.get_by_test_id("stSidebar").get_by_test_id("stPageLink").locator("p").all()
    boxes = [title.bounding_box() or pytest.fail("not drawn") for title in titles]
    gaps = [low["y"] - high["y"] - high["height"] for high, low in pairwise(boxes)]
    assert len(gaps) > 15 and min(gaps) > 3, gaps


def all_titles_of_the_menu_are_in_sight_and_24_px_apart(page: Page) -> None:
    """In a laptop's window, without scrolling; 24 pixels are what WCAG 2.5.8 asks for."""
    menu = page.get_by_test_id("stSidebar")
    links = menu.get_by_test_id("stPageLink").get_by_role("link").all()
    boxes = [link.bounding_box() or pytest.fail("not drawn") for link in links]
    assert min(low["y"] - high["y"] for high, low in pairwise(boxes)) >= 23.9
    assert boxes[-1]["y"] + boxes[-1]["height"] <= 720
    inner = menu.get_by_test_id("stSidebarContent")
    assert inner.evaluate("menu => menu.scrollHeight <= menu.clientHeight")


def no_word_of_the_shapes_is_broken(page: Page) -> None:
    """At 200 % on a small projector, where five in a row have no place for "everything"."""
    boxes = page.locator(".st-key-home-shapes [data-testid=stColumn]")
    expect(boxes).to_have_count(5)
    page.set_viewport_size({"width": 720, "height": 450})
    page.wait_for_function(
        "all => all.every(one => one.offsetWidth >= 160)", arg=boxes.element_handles()
    )
    page.set_viewport_size({"width": 1280, "height": 720})


def nothing_in_a_card_but_its_link_is_pressed_or_met_by_tab(page: Page) -> None:
    links = page.locator("[class*=st-key-home-card] [data-testid=stPageLink] a")
    expect(links.nth(1)).to_be_visible()
    links.nth(0).focus()
    page.keyboard.press("Tab")
    expect(links.nth(1)).to_be_focused()


def all_of_a_card_on_the_home_page_is_its_link(page: Page) -> None:
    card = page.locator(".st-key-home-card-word_reader")
    expect(card.get_by_text("Open →")).to_be_visible()
    card.locator("img").click(force=True)  # what lies over the picture takes the click
    expect(page).to_have_url(re.compile("/word_reader"))
    expect(page.locator(".unroll")).to_have_attribute("data-answered", re.compile("."))


def a_cell_chosen_by_keys_is_never_under_the_player(page: Page) -> None:
    page.locator(".column[data-k='0'] .cell").first.focus()
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    lowest = page.locator(".column[data-k='0'] .cell").nth(42)
    expect(lowest).to_be_focused()
    page.wait_for_function(MEETS, arg=lowest.element_handle())
    above = page.locator(".st-key-seqdemo-controls")
    above.evaluate("controls => { controls.style.minHeight = '6rem' }")  # what comes late
    page.wait_for_function(MEETS, arg=lowest.element_handle())
    above.evaluate("controls => { controls.style.minHeight = '' }")


def paper_shows_the_picture_whole_in_light_colours_and_nothing_to_click(page: Page) -> None:
    expect(page.locator(".unroll .turns")).to_be_visible()
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for hidden in (".player", ".unroll .tools button >> nth=1", ".unroll .turns"):
        expect(page.locator(hidden)).to_be_hidden()
    for hidden in ("stSidebar", "stHeader"):
        expect(page.get_by_test_id(hidden)).to_be_hidden()
    expect(page.get_by_text("Download what you see")).to_be_hidden()
    expect(page.locator(".unroll .column")).to_have_count(4)
    for step in (0, 3):
        expect_in_view(page, f".column[data-k='{step}'] .grid")
    colours = "element => getComputedStyle(element).color"
    assert page.locator(".unroll").evaluate(colours) == "rgb(29, 36, 51)"
    assert page.locator("h1").evaluate(colours) == "rgb(29, 36, 51)"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen", color_scheme="dark")
    expect(page.locator(".player")).to_be_visible()
    assert page.locator(".unroll").evaluate(colours) == "rgb(238, 241, 245)"


def on_paper_pictures_that_stood_side_by_side_stand_below_one_another(page: Page) -> None:
    expect(page.locator(".column").nth(20)).to_be_attached(timeout=60_000)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function(APART)


def test_embedded_a_page_has_no_menu_and_no_heading_and_stays_so(
    server: Server, new_context: NewContext
) -> None:
    page = small(new_context, 1280, 720)
    visit(page, server, "/word_reader?embed=true")
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    frame = page.locator("[data-testid=stElementContainer]:has(h1)").bounding_box()
    assert frame and frame["height"] <= 1
    expect(page.get_by_role("heading", level=1)).to_have_text("Read a word")
    page.get_by_role("button", name="aids", exact=True).click()
    expect(page.locator(".headline .word")).to_have_text("aids")
    page.wait_for_function("location.search.includes('w=')")
    assert "embed=true" in page.url
