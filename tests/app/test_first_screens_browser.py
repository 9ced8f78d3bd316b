"""What the first screen of a phone, a desk and a projector shows, and what lies over what."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from real_browser import new_context, page, visitors, watch

from bench._server import Server

__all__ = ["new_context", "page", "visitors", "watch"]

Open = Callable[..., BrowserContext]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 720}
PROJECTOR = {"width": 1920, "height": 1080}
WHOLE = "element => element.scrollWidth <= element.clientWidth"
"""Whether nothing of it has to be scrolled to from side to side."""


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


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_the_switch_stands_in_line_with_the_buttons_beside_it_and_on_none(
    new_context: Open, server: Server, width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 844}).new_page()
    page.goto(f"{server.url}/films")
    place = box(page.locator("*:has(> .st-key-seqdemo-inside)").last)
    button = box(page.get_by_role("button", name="Words"))
    assert place["right"] <= button["x"]
    switch = box(page.get_by_text("More inside"))
    assert switch["middle"] == pytest.approx(button["middle"], abs=1.5)
    if width < 641:
        menu = box(page.get_by_test_id("stExpandSidebarButton"))
        assert menu["right"] <= place["x"] + 2 or menu["bottom"] <= place["y"]


def test_a_section_of_the_menu_is_nearer_to_its_pages_than_to_those_above(
    page: Page, server: Server
) -> None:
    page.goto(server.url)
    menu = page.get_by_test_id("stSidebar")
    above = box(menu.get_by_text("You against the LSTM"))
    section = box(menu.get_by_text("One to one"))
    below = box(menu.get_by_text("Read a digit"))
    assert section["middle"] - above["middle"] > below["middle"] - section["middle"] + 3


def test_a_link_to_another_page_begins_where_the_text_above_it_does(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/lessons")
    text = box(page.get_by_text("Said and aids are made"))
    start = box(page.get_by_test_id("stMain").get_by_text("12 minutes, 7 steps").first)
    assert start["x"] == pytest.approx(text["x"], abs=1)


def test_on_a_phone_the_unfolded_boxes_stand_apart(new_context: Open, server: Server) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(server.url)
    cells = page.locator(".fold .cell")
    expect(cells).to_have_count(4)
    expect(page.get_by_role("button", name="Fold again")).to_be_visible()
    for before, after in zip(cells.all(), cells.all()[1:], strict=False):
        assert box(after)["x"] - box(before)["right"] >= 8


def test_on_a_phone_nothing_is_read_through_the_buttons_of_menu_and_settings(
    new_context: Open, server: Server
) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(f"{server.url}/word_reader")
    expect(page.get_by_text("still remembers").last).to_be_visible()
    paper = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    for name in ("stExpandSidebarButton", "stMainMenu"):
        expect(page.get_by_test_id(name)).to_have_css("background-color", paper)


def test_on_a_phone_a_shadow_says_that_the_network_goes_on_beside(
    new_context: Open, server: Server
) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(f"{server.url}/digit_reader")
    network = page.locator('[tabindex="0"]:has(> img[alt*="hidden units"])')
    expect(network).to_have_css("background-image", re.compile("radial-gradient"))
    assert not network.evaluate(WHOLE)


def test_on_a_phone_all_puzzles_are_in_sight(new_context: Open, server: Server) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(f"{server.url}/by_hand")
    expect(page.get_by_role("radio", name="Hold until told")).to_be_in_viewport(ratio=1)
    assert page.locator(".puzzles").evaluate(WHOLE)


def test_on_a_phone_a_writer_is_trained_on_the_first_screen(
    new_context: Open, server: Server
) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(f"{server.url}/own_text")
    expect(page.get_by_role("button", name="Train it")).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_explored_text_comes_before_what_else_can_be_chosen(
    new_context: Open, server: Server
) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(f"{server.url}/explorer")
    text = box(page.locator(".text").first)
    assert text["bottom"] < box(page.get_by_text("Minus the states of another input"))["y"]


def test_on_a_projector_keys_attention_and_gradients_are_as_large_as_their_place(
    new_context: Open, server: Server
) -> None:
    page = new_context(viewport=PROJECTOR).new_page()
    page.goto(f"{server.url}/game")
    assert box(page.locator(".keys-row").first)["width"] > 900
    page.goto(f"{server.url}/translation")
    table = page.get_by_role("table", name="Attention")
    expect(table.locator("tbody tr")).not_to_have_count(0)
    assert box(table)["width"] > 1200
    page.goto(f"{server.url}/through_time")
    assert box(page.locator(".through .letter").first)["height"] > 28


def test_on_a_desk_all_films_stand_in_one_row_and_a_frame_has_no_name_but_its_place(
    new_context: Open, server: Server
) -> None:
    page = new_context(viewport=DESK).new_page()
    page.goto(f"{server.url}/films")
    first, last = (page.get_by_role("button", name=name) for name in ("moves left", "backwards"))
    assert box(first)["y"] == box(last)["y"]
    expect(page.locator(".headline .says")).to_have_text("Step 5 of 5 says")
    words = box(page.get_by_text("Download what you see:"))
    assert box(page.get_by_role("button", name="trace (.npz)"))["x"] - words["right"] < 30


def test_on_a_desk_the_whole_photo_is_seen_above_the_player(
    new_context: Open, server: Server
) -> None:
    page = new_context(viewport=DESK).new_page()
    page.goto(f"{server.url}/captioner")
    photo = box(page.locator(".sight > .frame"))
    assert photo["bottom"] <= box(page.locator(".player"))["y"]
    assert photo["height"] >= 290


def test_the_forecast_says_in_what_its_values_are(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/forecast")
    expect(page.locator(".fan .unit")).to_have_text("thousand passengers a month")
