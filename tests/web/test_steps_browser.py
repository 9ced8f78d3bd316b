"""The unroll of any trace in a real browser."""

import re
from pathlib import Path

import pytest
import steps_app
from playwright.sync_api import Locator, Page, expect
from prepared_server import serving

from bench._server import Server


@pytest.fixture(scope="module")
def app():
    with serving(("run", str(Path(steps_app.__file__)))) as running:
        yield running


def open_example(page: Page, app: Server, name: str) -> None:
    page.goto(f"{app.url}/?show={name}")
    expect(page.locator(".steps .column").first).to_be_visible()


def expect_step(page: Page, t: int) -> None:
    expect(page.locator(".steps").last).to_have_attribute("data-at", str(t))


def expect_drawn(page: Page, n: int = -1) -> None:
    """Wait until a picture shows states, and one unit of them."""
    expect(page.locator(".steps").nth(n).locator(".column .tile").first).to_be_visible()
    expect(page.locator(".steps").nth(n).locator(".inspector h2").last).to_contain_text("Unit")


def test_inputs_and_outputs_of_every_kind_are_drawn_gates_on_demand_and_of_much_what_is_in_sight(
    page: Page, app: Server
) -> None:
    others = {"words", "translation"}  # drawn in tests of their own
    names = [name for name in steps_app.SHOWN if name not in others]
    open_example(page, app, "+".join(names))
    pictures = page.locator(".steps")
    expect(pictures).to_have_count(len(names))
    for n in range(len(names)):
        expect_drawn(page, n)
    gates_are_shown_on_demand(pictures.nth(names.index("mood")))
    assert names[-1] == "long"
    of_a_long_sequence_only_what_is_in_sight_is_drawn(page, pictures.last)


def gates_are_shown_on_demand(mood: Locator) -> None:
    column = mood.locator('.column[data-t="7"]')
    expect(column.locator(".tile")).to_have_count(4)
    mood.get_by_role("button", name="update").click()
    expect(column.locator(".tile")).to_have_count(8)


def of_a_long_sequence_only_what_is_in_sight_is_drawn(page: Page, long: Locator) -> None:
    expect_step(page, 199)
    assert long.locator(".column").count() < 20
    long.locator(".scroll").focus()
    page.keyboard.press("Home")
    expect(long.locator('.column[data-t="0"]')).to_be_in_viewport()
    expect(long.locator('.column[data-t="199"]')).to_have_count(0)


def test_keys_step_play_and_flip_through_units_and_python_hears_a_rest_and_a_pick(
    page: Page, app: Server
) -> None:
    open_example(page, app, "words")
    expect_drawn(page)
    expect_step(page, 3)
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text(re.compile(r"seen: \{.*step.*2.*\}"))).to_be_visible()
    page.locator(".column.now").get_by_role("button", name="reads").click()
    expect(page.get_by_text("picked: 2 reads")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect_step(page, 3)
    page.locator(".scroll").focus()
    page.keyboard.press("Home")
    expect_step(page, 0)
    page.keyboard.press("End")
    expect_step(page, 8)
    unit = page.locator(".steps").get_attribute("data-unit")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".steps")).not_to_have_attribute("data-unit", unit or "")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".steps")).to_have_attribute("data-unit", unit or "")
    on = page.get_by_role("button", name="One step on")
    before = on.bounding_box()
    page.keyboard.press(" ")
    expect(page.locator('[data-do="play"]')).to_have_text("❚❚ Pause")
    assert on.bounding_box() == before


def test_one_player_runs_through_encoder_and_decoder(page: Page, app: Server) -> None:
    open_example(page, app, "translation")
    expect_drawn(page)
    encoder, decoder = page.locator(".steps").first, page.locator(".steps").last
    expect(page.locator(".player:visible")).to_have_count(1)
    expect(decoder).to_have_attribute("data-at", "3")
    page.locator('.player:visible [data-do="first"]').click()
    expect(encoder).to_have_attribute("data-at", "0")
    expect(decoder).to_have_attribute("data-at", "-1")
    encoder.locator('.column[data-t="2"] .input').click()
    expect(page.locator(".when:visible")).to_have_text("reading 3 of 6")
