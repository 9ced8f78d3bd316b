"""The unroll of any trace in a real browser."""

import re
from pathlib import Path

import pytest
import steps_app
from playwright.sync_api import Page, expect
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


def test_inputs_and_outputs_of_every_kind_are_drawn(page: Page, app: Server) -> None:
    others = {"words", "mood", "translation", "long"}  # drawn in tests of their own
    names = [name for name in steps_app.SHOWN if name not in others]
    open_example(page, app, "+".join(names))
    expect(page.locator(".steps")).to_have_count(len(names))
    for n in range(len(names)):
        expect_drawn(page, n)


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
    page.keyboard.press(" ")
    expect(page.locator('[data-do="play"]')).to_have_text("❚❚ Pause")


def test_gates_are_shown_on_demand(page: Page, app: Server) -> None:
    open_example(page, app, "mood")
    expect_drawn(page)
    column = page.locator('.column[data-t="7"]')
    expect(column.locator(".tile")).to_have_count(4)
    page.get_by_role("button", name="update").click()
    expect(column.locator(".tile")).to_have_count(8)


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


def test_of_a_long_sequence_only_what_is_in_sight_is_drawn(page: Page, app: Server) -> None:
    open_example(page, app, "long")
    expect_step(page, 199)
    assert page.locator(".column").count() < 20
    page.locator(".scroll").focus()
    page.keyboard.press("Home")
    expect(page.locator('.column[data-t="0"]')).to_be_in_viewport()
    expect(page.locator('.column[data-t="199"]')).to_have_count(0)
