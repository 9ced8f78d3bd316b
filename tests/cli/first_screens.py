"""What the first screen of a page shows in each size of window, and what lies over what.

A page is looked at in a visit that has just changed to that size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect
from real_browser import in_colours

WHOLE = "element => element.scrollWidth <= element.clientWidth"
"""Whether nothing of it has to be scrolled to from side to side."""

TITLE_CLEAR = """() => {
  const lines = document.createRange()
  lines.selectNodeContents(document.querySelector('[data-testid="stMain"] h1 > span'))
  const over = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
  const corners = '.st-key-seqdemo-bar, :has(> .st-key-seqdemo-inside)'
  return [...document.querySelectorAll(corners + ', [data-testid="stExpandSidebarButton"]')]
    .map((corner) => corner.getBoundingClientRect())
    .every((corner) => ![...lines.getClientRects()].some((line) => over(line, corner)))
}"""
"""Whether none of what stands in a page's upper corners lies on its title."""


def box(element: Locator) -> dict[str, float]:
    """Where an element is, with its right and lower edge."""
    expect(element).to_be_visible()
    found = element.bounding_box()
    assert found is not None
    there = {**found}
    there["right"] = there["x"] + there["width"]
    there["bottom"] = there["y"] + there["height"]
    there["middle"] = there["y"] + there["height"] / 2
    return there


def keys_are_as_wide_as_their_card(page: Page) -> None:
    assert box(page.locator(".keys-row").first)["width"] > 900


def attention_is_as_wide_as_its_place(page: Page) -> None:
    table = page.get_by_role("table", name="Attention")
    expect(table.locator("tbody tr")).not_to_have_count(0)
    assert box(table)["width"] > 1200


def letters_are_large(page: Page) -> None:
    assert box(page.locator(".through .letter").first)["height"] > 28


def a_section_of_the_menu_is_nearer_to_its_pages_than_to_those_above(page: Page) -> None:
    menu = page.get_by_test_id("stSidebar")
    above = box(menu.get_by_text("You against the LSTM"))
    section = box(menu.get_by_text("One to one"))
    below = box(menu.get_by_text("Read a digit"))
    assert section["middle"] - above["middle"] > below["middle"] - section["middle"] + 3


def a_link_to_another_page_begins_where_the_text_above_it_does(page: Page) -> None:
    text = box(page.get_by_text("Said and aids are made"))
    start = box(page.get_by_test_id("stMain").get_by_text("12 minutes, 7 steps").first)
    assert start["x"] == pytest.approx(text["x"], abs=1)


def all_films_stand_in_one_row_and_a_frame_has_no_name_but_its_place(page: Page) -> None:
    first, last = (page.get_by_role("button", name=name) for name in ("moves left", "backwards"))
    assert box(first)["y"] == box(last)["y"]
    expect(page.locator(".headline .says")).to_have_text("Step 5 of 5 says")
    words = box(page.get_by_text("Download what you see:"))
    assert box(page.get_by_role("button", name="trace (.npz)"))["x"] - words["right"] < 30
    the_switch_stands_in_line_with_the_buttons_beside_it(page)


def the_whole_photo_is_seen_above_the_player(page: Page) -> None:
    photo = box(page.locator(".sight > .frame"))
    assert photo["bottom"] <= box(page.locator(".player"))["y"]
    assert photo["height"] >= 290


def values_have_a_unit_and_no_column_of_a_table_is_cut_off(page: Page) -> None:
    expect(page.locator(".fan .unit")).to_have_text("thousand passengers a month")
    page.set_viewport_size({"width": 1024, "height": 768})
    tables = page.locator("[data-testid=stMarkdownContainer]:has(table)")
    expect(tables).to_have_count(2)
    assert all(table.evaluate(WHOLE) for table in tables.all())
    page.set_viewport_size({"width": 1280, "height": 720})


def the_title_is_read_whole_beside_an_open_and_a_closed_menu(page: Page) -> None:
    page.set_viewport_size({"width": 844, "height": 390})
    page.wait_for_function(TITLE_CLEAR)
    menu = page.get_by_test_id("stSidebar")
    menu.hover()
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    expect(page.get_by_test_id("stExpandSidebarButton")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 720})
    page.wait_for_function(TITLE_CLEAR)
    expect(menu).to_have_css("width", "0px")  # until then its button moves along with it
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(menu).to_have_css("width", "232px")


@contextmanager
def on_a_small_projector(page: Page) -> Iterator[None]:
    page.set_viewport_size({"width": 1024, "height": 768})
    page.keyboard.press("Alt+p")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    yield
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 1280, "height": 720})
    expect(page.get_by_test_id("stSidebar")).to_be_visible()


def what_comes_next_is_named_on_a_small_projector(page: Page) -> None:
    with on_a_small_projector(page):
        names = page.locator(".expects .bars .w")
        expect(names).to_have_text(["goes on", "new line", "finished"])
        assert all(name.evaluate(WHOLE) for name in names.all())


def all_bits_are_read_on_a_small_projector(page: Page) -> None:
    with on_a_small_projector(page):
        expect(page.locator(".inspector table")).to_be_visible()
        assert page.locator(".inspector").evaluate(WHOLE)


def a_text_to_train_on_lies_beside_what_is_written(page: Page) -> None:
    page.set_viewport_size({"width": 844, "height": 390})
    text, written = page.get_by_label("Text: change it as you like"), page.locator(".learner")
    assert box(text)["right"] <= box(written)["x"]
    page.set_viewport_size({"width": 1280, "height": 720})


def the_switch_stands_in_line_with_the_buttons_beside_it(page: Page) -> dict[str, float]:
    place = box(page.locator(".st-key-seqdemo-inside"))
    button = box(page.get_by_role("button", name="Words"))
    assert place["right"] <= button["x"]
    switch = box(page.get_by_text("More inside"))
    assert switch["middle"] == pytest.approx(button["middle"], abs=1.5)
    return place


def the_switch_lies_on_no_button(page: Page) -> None:
    for width in (390, 360):
        page.set_viewport_size({"width": width, "height": 844})
        place = the_switch_stands_in_line_with_the_buttons_beside_it(page)
        menu = box(page.get_by_test_id("stExpandSidebarButton"))
        assert menu["right"] <= place["x"] + 2 or menu["bottom"] <= place["y"]
    page.set_viewport_size({"width": 390, "height": 844})


def the_unfolded_boxes_stand_apart(page: Page) -> None:
    cells = page.locator(".fold .cell")
    expect(cells).to_have_count(4)
    expect(page.get_by_role("button", name="Fold again")).to_be_visible()
    for before, after in zip(cells.all(), cells.all()[1:], strict=False):
        assert box(after)["x"] - box(before)["right"] >= 8


def nothing_is_read_through_the_buttons_of_menu_and_settings(page: Page) -> None:
    expect(page.get_by_text("still remembers").last).to_be_visible()
    paper = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    for name in ("stExpandSidebarButton", "stMainMenu"):
        expect(page.get_by_test_id(name)).to_have_css("background-color", paper)


def a_shadow_says_that_the_network_goes_on_beside(page: Page) -> None:
    network = page.locator('[tabindex="0"]:has(> img[alt*="hidden units"])')
    expect(network).to_have_css("background-image", re.compile("radial-gradient"))
    assert not network.evaluate(WHOLE)
    strip = page.locator(".letters:not(.single) .scroll")
    assert not strip.evaluate(WHOLE)
    expect(strip).to_have_css("background-image", re.compile(r"radial-gradient\(.*rgba\(0, 0, 0"))
    in_colours(page, "dark")
    bright = re.compile(r"radial-gradient\(.*rgba\((?!0, 0, 0)")
    expect(strip).to_have_css("background-image", bright)
    expect(network).to_have_css("background-image", bright)
    in_colours(page, "light")


def all_puzzles_are_in_sight(page: Page) -> None:
    expect(page.get_by_role("radio", name="Hold until told")).to_be_in_viewport(ratio=1)
    assert page.locator(".puzzles").evaluate(WHOLE)


def its_place_is_kept_from_the_start(late: Locator) -> None:
    """Nothing below moves when it comes."""
    kept = late.evaluate("element => parseFloat(getComputedStyle(element).minHeight)")
    assert box(late)["height"] == pytest.approx(kept, abs=1)


def the_way_back_moves_nothing_when_it_comes(page: Page) -> None:
    its_place_is_kept_from_the_start(page.locator(".st-key-seqdemo-row"))


def a_digit_is_drawn_in_a_box_as_wide_on_a_phone_on_its_side(page: Page) -> None:
    its_place_is_kept_from_the_start(page.locator('[class*="st-key-seqdemo-line"]').first)
    page.set_viewport_size({"width": 844, "height": 390})
    strip = page.locator(".letters.single .scroll")
    expect(strip).to_be_visible()
    assert strip.evaluate(WHOLE)
    page.set_viewport_size({"width": 1280, "height": 720})


def what_the_digit_is_read_as_stands_beside_it(page: Page) -> None:
    expect(page.locator("[data-presented]")).to_contain_text("100 %")


def a_writer_is_trained_on_the_first_screen(page: Page) -> None:
    expect(page.get_by_role("button", name="Train it")).to_be_in_viewport(ratio=1)


def the_explored_text_comes_before_what_else_can_be_chosen(page: Page) -> None:
    text = box(page.locator(".text").first)
    assert text["bottom"] < box(page.get_by_text("Minus the states of another input"))["y"]


LOOKS: dict[str, dict[str, Callable[[Page], object]]] = {
    "presented": {"digit_reader": what_the_digit_is_read_as_stands_beside_it},
    "projector": {
        "game": keys_are_as_wide_as_their_card,
        "translation": attention_is_as_wide_as_its_place,
        "through_time": letters_are_large,
    },
    "desk": {
        "": a_section_of_the_menu_is_nearer_to_its_pages_than_to_those_above,
        "captioner": the_whole_photo_is_seen_above_the_player,
        "films": all_films_stand_in_one_row_and_a_frame_has_no_name_but_its_place,
        "forecast": values_have_a_unit_and_no_column_of_a_table_is_cut_off,
        "game": all_bits_are_read_on_a_small_projector,
        "lab": the_title_is_read_whole_beside_an_open_and_a_closed_menu,
        "lessons": a_link_to_another_page_begins_where_the_text_above_it_does,
        "sketch": what_comes_next_is_named_on_a_small_projector,
        "own_text": a_text_to_train_on_lies_beside_what_is_written,
        "translation": the_way_back_moves_nothing_when_it_comes,
        "shapes": a_digit_is_drawn_in_a_box_as_wide_on_a_phone_on_its_side,
    },
    "phone": {
        "": the_unfolded_boxes_stand_apart,
        "by_hand": all_puzzles_are_in_sight,
        "digit_reader": a_shadow_says_that_the_network_goes_on_beside,
        "explorer": the_explored_text_comes_before_what_else_can_be_chosen,
        "films": the_switch_lies_on_no_button,
        "own_text": a_writer_is_trained_on_the_first_screen,
        "word_reader": nothing_is_read_through_the_buttons_of_menu_and_settings,
    },
}
"""What to look for, by size and page."""


def expect_first_screen(page: Page, size: str, name: str) -> None:
    """See on the page of this name what it shows first in this size, where something is asked."""
    if name in LOOKS[size]:
        LOOKS[size][name](page)
