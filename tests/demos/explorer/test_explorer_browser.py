"""The page "Explore hidden states" in a real browser, on a server of its own.

The views that search a corpus are walked with the word reader. Shorter corpora are put where the
server looks: that a page makes its own is said by test_explorer_corpora.py.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from in_whole import assert_in_whole
from pictures import keep_picture
from playwright.sync_api import BrowserContext, Locator, Page, expect
from prepared_server import serving
from real_browser import DESKTOP, Watch, looks

from bench._browser import draw
from bench._server import Server
from seqdemo.analysis.network_corpus import save_corpus
from seqdemo.core.cache_folder import CACHE
from seqdemo.core.given_trace import VARIABLE
from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.core.trace_file import save_trace, trace_bytes
from seqdemo.demos.explorer.page.corpora import folder_of
from seqdemo.demos.shakespeare.corpus import write_corpus
from seqdemo.demos.shakespeare.explore import vocabulary
from seqdemo.demos.shakespeare.task import TASK as WRITES
from seqdemo.demos.word_reader.corpus import read_corpus
from seqdemo.demos.word_reader.examples import AIDS
from seqdemo.demos.word_reader.task import TASK
from seqdemo.handwriting.grids import encode
from seqdemo.models.pen.sampler import PenWeights

COLD = 240_000  # milliseconds; a corpus on a busy machine
PHONE = {"width": 390, "height": 844}
WRITER = "?from=shakespeare"  # the server was started with a file, which comes first
WORD = "?from=word_reader&cell=gru"

NewContext = Callable[..., BrowserContext]


def counting() -> Trace:
    """Unit 2 counts the steps, unit 0 tells odd from even."""
    steps = np.arange(60, dtype=np.float32)
    hidden = np.zeros((60, 4), np.float32)
    hidden[:, 0] = np.where(steps % 2, 0.8, -0.8)
    hidden[:, 2] = steps / 60
    return Trace(inputs=tuple(f"w{n}" for n in range(60)), layers=(LayerTrace("rnn", hidden),))


def long_trace() -> dict[str, object]:
    """A trace of 5,000 steps, as an upload."""
    steps = np.arange(5_000, dtype=np.float32)[:, None]
    layer = LayerTrace("rnn", np.sin(steps / (1 + np.arange(8))).astype(np.float32))
    text = tuple("to be or not to be\n"[n % 19] for n in range(5_000))
    return {
        "name": "long.npz",
        "mimeType": "application/octet-stream",
        "buffer": trace_bytes(Trace(text, (layer,))),
    }


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server started with a trace file, and with corpora in a folder of the test."""
    folder = tmp_path_factory.mktemp("explorer")
    save_trace(counting(), folder / "counting.npz")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, CACHE, str(folder))
        short = read_corpus(TASK.load("gru"), words=600, traced=20)
        save_corpus(short, folder_of("word_reader", "gru"))
        pen, symbols = PenWeights.of(WRITES.load("lstm")), vocabulary()
        save_corpus(
            write_corpus(pen, symbols, texts=10, length=300), folder_of("shakespeare", "lstm")
        )
        patch.setitem(os.environ, "SEQDEMO_DATA", str(folder / "data"))
        patch.setitem(os.environ, VARIABLE, str(folder / "counting.npz"))
        patch.setitem(os.environ, "OPENBLAS_NUM_THREADS", "1")
        with serving() as running:
            yield running


def visit(page: Page, server: Server, link: str = "") -> None:
    page.goto(f"{server.url}/explorer{link}")
    expect(page.get_by_role("heading", name="Explore hidden states")).to_be_visible(timeout=COLD)


def lens(page: Page) -> Locator:
    return page.locator(".lens")


def unit(page: Page) -> Locator:
    return page.locator(".lens .inspector .title span")


def choose_view(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()


STEP_TWENTY_TIMES = """() => {
    window.sent = 0
    const send = WebSocket.prototype.send
    WebSocket.prototype.send = function (data) { window.sent++; send.call(this, data) }
    const find = root => {
        for (const element of root.querySelectorAll("*")) {
            const inside = element.shadowRoot && find(element.shadowRoot)
            const found = element.matches(".lens") ? element : inside
            if (found) return found
        }
    }
    const text = find(document).querySelector(".text")
    const right = () => new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true })
    for (let n = 0; n < 20; n++) text.dispatchEvent(right())
}"""


def test_the_writer_is_looked_at_in_all_colours_and_sizes_flipped_through_held_and_changed(
    new_context: NewContext, explorer: Server, watch: Watch
) -> None:
    page = new_context(color_scheme="dark").new_page()
    visit(page, explorer, f"{WRITER}&at=40&do=f1:forget@30=0")
    expect(page.locator(".lens .text")).to_contain_text("ROMEO:")
    pictures_for_the_eye(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    causes_are_measured_beside_the_page_and_can_be_stopped(page)
    page.set_viewport_size({"width": 720, "height": 900})
    assert_in_whole(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    choose_view(page, "Reach in")
    what_a_link_does_to_the_network_changes_the_text_and_is_undone(page)
    choose_view(page, "States")
    units_are_flipped_through_by_keyboard(page)
    twenty_steps_tell_python_once_and_pointing_never(page)
    a_unit_is_turned_down(page)
    choose_view(page, "Meaning")
    all_columns_are_read_in_a_laptops_window(page)
    what_is_selected_while_another_view_comes_is_selected_there(page)
    assert watch.abroad == []


def pictures_for_the_eye(page: Page) -> None:
    for look in looks(page):
        keep_picture(page, f"explorer-{look}")
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")


LINES = """text => {
  const height = parseFloat(getComputedStyle(text).lineHeight)
  return text.getBoundingClientRect().height / height - text.innerText.split("\\n").length
}"""
"""How many lines of a text are shown in two."""


def causes_are_measured_beside_the_page_and_can_be_stopped(page: Page) -> None:
    choose_view(page, "Cause")
    texts = page.locator(".passages.beside .row")
    expect(texts).to_have_count(3, timeout=COLD)
    for text in texts.all():
        box = text.bounding_box()
        assert box and box["y"] + box["height"] <= 720, "the texts are on screen without scrolling"
    wrapped = texts.filter(has_text="untouched").locator(".text").evaluate(LINES)
    assert wrapped < 3, "a line of verse is not broken where none ends"
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("The measurement ended early")).to_be_visible(timeout=COLD)
    expect(page.get_by_text("Unit 183 held at")).to_be_visible()


def what_a_link_does_to_the_network_changes_the_text_and_is_undone(page: Page) -> None:
    rows = page.locator(".passages .row .text")
    expect(rows).to_have_count(2, timeout=COLD)
    assert rows.nth(0).inner_text() != rows.nth(1).inner_text()
    page.get_by_role("button", name=re.compile("forget gate at 0.*✕")).click()
    expect(page.get_by_text("Nothing is done to the network yet")).to_be_visible(timeout=COLD)
    expect(rows.nth(1)).to_have_text(rows.nth(0).inner_text(), use_inner_text=True)


def all_columns_are_read_in_a_laptops_window(page: Page) -> None:
    table = page.get_by_role("table").filter(has_text="real text")
    expect(table).to_be_visible(timeout=COLD)
    page.wait_for_function(
        "table => table.scrollWidth <= table.parentElement.clientWidth", arg=table.element_handle()
    )


FLIP_UNTIL_GONE = """(lens, radio) => new Promise(done => {
    const key = { key: "ArrowDown", bubbles: true, composed: true }
    const press = said => {
        if (!lens.isConnected) return done(said)
        lens.querySelector(".text").dispatchEvent(new KeyboardEvent("keydown", key))
        setTimeout(press, 40, lens.querySelector(".inspector .title span").textContent)
    }
    radio.click()
    press()
})"""
"""Choose another view, and flip through units as long as the picture before is there."""


def what_is_selected_while_another_view_comes_is_selected_there(page: Page) -> None:
    radio = page.get_by_role("radio", name="States", exact=True)
    chosen = page.locator(".lens").evaluate(FLIP_UNTIL_GONE, radio.element_handle())
    expect(unit(page)).to_have_text(chosen)
    expect(page).to_have_url(re.compile(rf"view=states.*unit={chosen.split()[-1]}\b"))


def units_are_flipped_through_by_keyboard(page: Page) -> None:
    before = unit(page).inner_text()
    page.locator(".lens .text").focus()
    page.keyboard.press("ArrowDown")
    expect(unit(page)).not_to_have_text(before)
    page.keyboard.press("ArrowUp")
    expect(unit(page)).to_have_text(before)
    expect(page).to_have_url(re.compile(r"view=states.*unit=\d+"))


def twenty_steps_tell_python_once_and_pointing_never(page: Page) -> None:
    expect(page).to_have_url(re.compile(r"at=40\b"))
    page.evaluate(STEP_TWENTY_TIMES)
    expect(page.locator(".lens .when")).to_have_text("step 61 of 247")
    expect(page).to_have_url(re.compile(r"at=60\b"))
    page.locator(".lens canvas.heat").hover(position={"x": 120, "y": 60})
    expect(page.locator(".lens .tip")).to_contain_text("unit")
    page.locator(".lens canvas.heat").hover(position={"x": 180, "y": 90})
    assert page.evaluate("window.sent") <= 1


def a_unit_is_turned_down(page: Page) -> None:
    page.get_by_role("button", name="turn down", exact=True).click()
    expect(page).to_have_url(re.compile(r"view=reach.*do=c2|do=c2.*view=reach"), timeout=COLD)
    expect(page.get_by_role("button", name=re.compile("unit .* at -1, layer 2.*✕"))).to_be_visible()


def test_a_file_is_explored_saved_searched_and_linked_and_another_one_is_opened(
    page: Page, explorer: Server, new_context: NewContext
) -> None:
    visit(page, explorer, "?from=file&unit=2&at=30&on=0.5&span=11-11")
    expect(page.get_by_text("Exploring counting.npz.")).to_be_visible(timeout=COLD)
    picture = page.locator(".lens .room canvas").first
    expect(picture).to_have_css("touch-action", "manipulation")  # a finger scrolls the page on it
    the_file_of_the_command_line_is_saved_whole(page)
    a_marked_span_is_searched(page)
    a_click_in_the_picture_selects_step_and_unit_and_the_link_keeps_both(page, new_context)
    no_trace_is_refused_and_of_a_long_one_only_what_is_in_sight_is_drawn(page)


def the_file_of_the_command_line_is_saved_whole(page: Page) -> None:
    expect(unit(page)).to_have_text("Unit 2")
    expect(page.locator(".lens .values")).to_contain_text("0.50")
    expect(page.locator(".lens .places").first).to_contain_text("w59")
    for kind, stem in (("", "states"), ("text-", "text")):
        name, png = downloaded(page, page.locator(f'.lens [data-do="{kind}png"]'))
        assert name == f"{stem}-unit-2.png" and png.startswith(b"\x89PNG")
        name, svg = downloaded(page, page.locator(f'.lens [data-do="{kind}svg"]'))
        assert name == f"{stem}-unit-2.svg" and svg.startswith(b"<svg")
    assert all(f">w{n}</text>".encode() in svg for n in range(60))


def a_marked_span_is_searched(page: Page) -> None:
    choose_view(page, "Match")
    expect(page.locator(".passages .row").first).to_be_visible(timeout=COLD)
    picture = page.locator(".lens .room canvas").first
    expect(picture).to_have_css("touch-action", "pan-y")  # from side to side it marks a span
    first, second = (page.locator(f'.lens .text i[data-n="{n}"]') for n in (11, 12))
    expect(first).to_be_visible()
    expect(second).to_be_visible()
    start, end = first.bounding_box(), second.bounding_box()
    assert start and end
    page.mouse.move(start["x"] + 4, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 4, end["y"] + 8, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile("span=11-12"))
    expect(page.get_by_text("No unit is on all through “w11 w12”")).to_be_visible()


# Heights of a panel with short and with long words of what its colours are.
SAID = """panel => {
    const says = panel.querySelector(".says")
    return ["unit 7", "unit 7, ".repeat(30)].map(words => {
        says.textContent = words
        return panel.offsetHeight
    })
}"""


def a_click_in_the_picture_selects_step_and_unit_and_the_link_keeps_both(
    page: Page, new_context: NewContext
) -> None:
    box = page.locator(".lens canvas.heat").bounding_box()
    assert box is not None
    before, after = page.locator(".lens .paper").evaluate(SAID)
    assert before == after, "the units below would move under the pointer"
    page.locator('.lens .text i[data-n="20"]').click()
    expect(page.locator(".lens .when")).to_have_text("step 21 of 60")
    page.locator(".lens .text").focus()
    page.keyboard.press("ArrowDown")
    chosen = unit(page).inner_text()
    # The click's own rest may have written the address before the key chose another unit.
    place = rf"(?=.*\bat=20\b)(?=.*\bunit={chosen.split()[-1]}\b)"
    expect(page).to_have_url(re.compile(place))
    address = page.url
    other = new_context().new_page()
    other.goto(address)
    expect(unit(other)).to_have_text(chosen, timeout=COLD)
    expect(other.locator(".lens .when")).to_have_text("step 21 of 60")


def no_trace_is_refused_and_of_a_long_one_only_what_is_in_sight_is_drawn(page: Page) -> None:
    expect(page.locator(".lens .when")).to_contain_text("of 60", timeout=COLD)
    bad = {"name": "bad.npz", "mimeType": "application/octet-stream", "buffer": b"no zip at all"}
    page.locator('input[type="file"]').first.set_input_files(bad)  # type: ignore[arg-type]
    expect(page.get_by_text("“bad.npz” is not a trace this app can read")).to_be_visible()
    page.locator('input[type="file"]').first.set_input_files(long_trace())  # type: ignore[arg-type]
    expect(page.locator(".lens .when")).to_contain_text("of 5,000", timeout=COLD)
    assert 0 < page.locator(".lens .text i").count() < 1_000
    scroll = page.locator(".lens .scroll")
    expect(scroll).to_have_attribute("data-pictures", re.compile(r"\d"))
    drawn = scroll.get_attribute("data-pictures")
    page.locator(".lens .text").focus()
    page.keyboard.press("End")
    expect(page.locator('.lens .text i[data-n="4999"]')).to_have_class(re.compile("now"))
    assert page.locator('.lens .text i[data-n="0"]').count() == 0
    for key in ("ArrowLeft", "ArrowDown", "ArrowUp", "Home"):
        page.keyboard.press(key)
    expect(page.locator('.lens .text i[data-n="0"]')).to_be_visible()
    assert page.locator(".lens .text i").count() < 1_000
    assert scroll.get_attribute("data-pictures") == drawn, "the picture is drawn for a step"


def test_letters_are_drawn_every_view_of_the_word_reader_is_walked_and_the_link_keeps_it(
    page: Page, explorer: Server, new_context: NewContext
) -> None:
    visit(page, explorer, f"{WORD}&w={encode(AIDS[:3])}")
    letters_are_drawn_here(page)
    page.set_viewport_size(PHONE)  # a space is soon drawn on a small screen
    choose_view(page, "Path")
    its_picture_is_in_the_first_screen(page, page.locator(".js-plotly-plot"))
    near = page.locator(".passages .row")
    expect(near).to_have_count(8, timeout=COLD)
    a_control_inside_a_view_is_heard_and_stands_in_the_link(page)
    page.set_viewport_size(DESKTOP)
    choose_view(page, "Gates")
    expect(page.get_by_role("radio", name="update gate")).to_be_checked(timeout=COLD)
    # Until the run ends, the view's before is there, too.
    expect(page.locator(".js-plotly-plot")).to_have_count(1, timeout=COLD)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    choose_view(page, "What matters")
    expect(page.get_by_text("L is the log-probability of the word")).to_be_visible(timeout=COLD)
    figures_and_numbers_are_saved(page)
    choose_view(page, "Meaning")
    expect(page.get_by_text("the position in the word").first).to_be_visible(timeout=COLD)
    a_wide_table_scrolls_by_itself_on_a_phone(page)
    choose_view(page, "Match")
    expect(page.get_by_text("units are on all through").first).to_be_visible(timeout=COLD)
    page.set_viewport_size({"width": 720, "height": 900})
    assert_in_whole(page)
    page.set_viewport_size(PHONE)
    its_picture_is_in_the_first_screen(page, page.locator(".lens .text"))
    choose_view(page, "Reach in")
    its_picture_is_in_the_first_screen(page, page.get_by_role("button", name="Do it"))
    page.set_viewport_size(DESKTOP)
    expect(page.get_by_text("Untouched, it reads")).to_be_visible(timeout=COLD)
    expect(page).to_have_url(re.compile("view=reach"))
    link = page.url.replace("view=reach", "view=states")
    a_link_keeps_letters_which_are_taken_away_and_typed(new_context().new_page(), link)


def its_picture_is_in_the_first_screen(page: Page, picture: Locator) -> None:
    """On a phone what a view is for comes before what else can be chosen."""
    expect(picture.first).to_be_visible(timeout=COLD)
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
    expect(picture.first).to_be_in_viewport(ratio=0.3)
    box, choice = picture.first.bounding_box(), page.get_by_role("radio", name="GRU").bounding_box()
    assert box and choice and box["y"] < choice["y"]


def letters_are_drawn_here(page: Page) -> None:
    expect(lens(page)).to_be_visible(timeout=COLD)
    page.get_by_role("button", name="+ Letter").click()
    draw(page, 3, AIDS[3])
    expect(page.locator(".lens .text")).to_have_text("aids")
    expect(page).to_have_url(re.compile(f"w={encode(AIDS)}"))
    expect(page.get_by_role("textbox", name="The word it reads")).to_have_value("")


def a_link_keeps_letters_which_are_taken_away_and_typed(other: Page, link: str) -> None:
    other.goto(link)
    expect(other.locator(".lens .text")).to_have_text("aids", timeout=COLD)
    other.get_by_role("button", name="Remove this letter").last.click()
    expect(other.locator(".lens .text")).to_have_text("aid")
    other.get_by_role("textbox", name="The word it reads").fill("jazz")
    other.get_by_role("textbox", name="The word it reads").press("Enter")
    expect(other.locator(".lens .text")).to_have_text("jazz")
    other.get_by_role("button", name="Clear").click()
    expect(other.get_by_text("There is nothing to read yet")).to_be_visible()


def a_wide_table_scrolls_by_itself_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    expect(page.get_by_role("table").first).to_be_visible(timeout=COLD)
    main = page.get_by_test_id("stMain")
    page.wait_for_function(
        "main => main.clientWidth <= 390 && main.scrollWidth <= main.clientWidth",
        arg=main.element_handle(),
    )
    page.set_viewport_size(DESKTOP)


def a_control_inside_a_view_is_heard_and_stands_in_the_link(page: Page) -> None:
    page.get_by_role("radio", name="3-D").click()
    expect(page).to_have_url(re.compile(r"dim=3"), timeout=COLD)
    expect(page.locator(".js-plotly-plot .gl-container canvas").first).to_be_visible()


def downloaded(page: Page, button: Locator) -> tuple[str, bytes]:
    """Name and contents of the file that a click on a button saves."""
    with page.expect_download() as found:
        button.click()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def figures_and_numbers_are_saved(page: Page) -> None:
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=COLD)
    for buttons, stem in ((".saver", "gradient"), (".passages .bar", "norms")):
        png = downloaded(page, page.locator(f'{buttons} [data-do="png"]').first)
        assert png[0] == f"{stem}.png" and png[1].startswith(b"\x89PNG")
        svg = downloaded(page, page.locator(f'{buttons} [data-do="svg"]').first)
        assert svg[0] == f"{stem}.svg" and b"<svg" in svg[1][:200] and b"<text" in svg[1]
    page.get_by_role("button", name="For a paper").first.click()
    page.get_by_role("spinbutton", name="Width, cm").fill("17.8")
    page.get_by_role("spinbutton", name="Width, cm").press("Enter")
    expect(page.get_by_text("17.8 cm wide")).to_be_visible()
    name, figure = downloaded(page, page.get_by_role("button", name="figure (.pdf)"))
    assert name.endswith(".pdf")
    assert re.search(rb"/MediaBox \[ ?0 0 504\.[0-9]+ ", figure)
    page.keyboard.press("Escape")
    name, table = downloaded(page, page.get_by_role("button", name="gradients (.csv)"))
    assert name == "word_reader-gru-gradients.csv"
    lines = table.decode().splitlines()
    assert lines[0].startswith("step,input,gradient_norm") and len(lines) == 5
    name, packed = downloaded(page, page.get_by_role("button", name="this view (.npz)"))
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
        assert arrays["gradients.input"].tolist() == list("aids")
