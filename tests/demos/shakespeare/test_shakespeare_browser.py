"""The page "Write Shakespeare" in a real browser, on the real server.

No test knows what the networks write: each compares what stands there before and after.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from numpy.testing import assert_allclose
from pictures import keep_picture
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, expect
from real_browser import DESKTOP, Watch, in_colours, inside

from bench._server import Server
from seqdemo.core.card_file import ASSETS
from seqdemo.core.sampling import probabilities
from seqdemo.core.trace_file import load_trace
from seqdemo.demos.shakespeare.examples import EXAMPLE

PROMPT = "ROMEO:\n"
SHORT = "?n=60&seed=5&t=1"
"""A text that is soon written, and is not the shipped one."""
MORE = 200  # characters that "write on" adds
COLD = 120_000  # milliseconds; the first text of a server waits for torch

NewContext = Callable[..., BrowserContext]


def visit(page: Page, server: Server, link: str = SHORT) -> None:
    """Open the page and wait until a text stands there."""
    page.goto(f"{server.url}/shakespeare{inside(link)}")
    expect_finished(page)
    # The page rests: it has written its address, and every control has its value.
    expect(page).to_have_url(re.compile(r"[?&]unit=\d"))


def writer(page: Page) -> Locator:
    return page.locator(".writer")


def expect_finished(page: Page, length: int | None = None) -> None:
    """Wait until nothing is being written, and so many characters stand there."""
    if length is not None:
        expect(writer(page)).to_have_attribute("data-length", str(length), timeout=COLD)
    expect(writer(page)).to_have_attribute("data-running", "false", timeout=COLD)
    expect(page.locator(".inspector .headline")).to_be_visible()


def text(page: Page) -> str:
    """Opening words and what was written, as it stands on the page."""
    found: str = page.locator(".writer .text").evaluate(
        """panel => [...panel.children]
            .map(i => i.classList.contains("nl") ? "\\n" : i.textContent).join("")"""
    )
    return found


def character(page: Page, n: int) -> Locator:
    return page.locator(f'.writer .text i[data-n="{n}"]')


def choose(page: Page, n: int) -> None:
    """Click a character, and wait until the address says so: Python knows it then, too."""
    character(page, n).click()
    expect(page).to_have_url(re.compile(rf"\bat={n}\b"))


def selected(page: Page) -> Locator:
    return page.locator(".writer .text i.now")


def press(page: Page, name: str) -> None:
    page.locator(f'.writer [data-do="{name}"]').click()


def set_mode(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()


def open_more(page: Page) -> None:
    """Show the controls behind "More"."""
    length = page.get_by_role("spinbutton", name="Length, characters")
    if not length.is_visible():
        page.get_by_text("More", exact=True).click()
    expect(length).to_be_visible()


def set_pace(page: Page, name: str) -> None:
    open_more(page)
    page.get_by_role("combobox", name=re.compile("Pace")).click()
    page.get_by_role("option", name=name).click()


def enter(page: Page, label: str, words: str) -> None:
    box = page.get_by_role("textbox", name=label)
    box.fill(words)
    box.press("Control+Enter")


# ---- writing -----------------------------------------------------------------------------------


def test_the_example_stands_there_in_light_and_dark_its_bars_follow_sliders_and_it_is_written_on(
    server: Server, new_context: NewContext
) -> None:
    phone = {"width": 390, "height": 844}
    device = {"viewport": phone, "has_touch": True, "is_mobile": True}
    page = new_context(color_scheme="dark", **device).new_page()
    visit(page, server, "")
    a_phone_needs_no_sideways_scrolling(page)
    page.set_viewport_size(DESKTOP)
    light_and_dark_are_both_drawn(page)
    example = text(page)
    assert example.startswith(PROMPT) and len(example) == len(PROMPT) + 240
    bars_follow_the_sliders_with_the_samplers_numbers(page)
    it_can_be_written_on(page)


def it_can_be_written_on(page: Page) -> None:
    before = text(page)
    expect(page.locator('.writer [data-do="run"]')).to_have_text("▶ Write on")
    press(page, "run")
    expect_finished(page, len(before) + MORE)
    assert text(page).startswith(before)


def test_a_slow_text_is_sent_piece_by_piece_stopped_and_goes_on_and_no_mode_forgets_anything(
    page: Page, server: Server, new_context: NewContext
) -> None:
    frames: list[str | bytes] = []

    def keep(frame: str | bytes) -> None:
        frames.append(frame)

    page.on("websocket", lambda socket: socket.on("framereceived", keep))
    visit(page, server, f"{SHORT}&p=")
    before = text(page)
    assert before.startswith("\n") and len(before) == 61, "no opening words are a newline"
    set_pace(page, "30 a second")
    frames.clear()  # on a busy machine the first text has come piece by piece, too
    press(page, "run")
    run = page.locator('.writer [data-do="run"]')
    expect(run).to_have_text("■ Stop")
    expect(character(page, len(before) + 80)).to_be_attached()
    run.click()
    expect_finished(page)
    stopped = text(page)
    assert stopped.startswith(before)
    assert len(before) + 80 < len(stopped) < len(before) + MORE
    it_came_piece_by_piece(frames, len(before), stopped)
    open_more(page)
    length = page.get_by_role("spinbutton", name="Length, characters")
    expect(length).to_have_value(str(len(stopped) - 1))
    set_pace(page, "full speed")
    expect_finished(page, len(stopped))
    press(page, "run")
    expect_finished(page, len(stopped) + MORE)
    assert text(page).startswith(stopped)
    open_more(page)
    written = len(stopped) - 1 + MORE
    expect(length).to_have_value(str(written))
    expect(page).to_have_url(re.compile(rf"\bn={written}\b"))
    other = new_context().new_page()
    visit(other, server, f"?n={written}&seed=5&t=1&p=")
    assert text(other) == text(page)
    every_mode_is_walked_and_forgets_nothing(page, written)


def it_came_piece_by_piece(frames: list[str | bytes], before: int, stands: str) -> None:
    found = [frame for frame in frames if isinstance(frame, bytes)]
    later = [re.search(rb'"first": ?([1-9]\d*), ?"text": ?"([^"]*)"', frame) for frame in found]
    pieces = [(int(piece[1]), piece[2].decode()) for piece in later if piece]
    assert len(pieces) > 3 and pieces[-1][0] > pieces[0][0] >= before - 1
    # Two looks of a fifth of a second each, or a few more on a busy machine; "\\n" counts as two.
    assert max(len(letters) for _, letters in pieces) < before
    for first, letters in pieces:
        shown = letters.replace("\\n", "\n")
        assert stands[first : first + len(shown)] == shown[: len(stands) - first]


# ---- looking -----------------------------------------------------------------------------------


def test_a_text_is_looked_at_by_click_and_keys_and_coloured_and_branched_and_begun_otherwise(
    page: Page, server: Server, new_context: NewContext, watch: Watch
) -> None:
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    visit(page, server)
    clicks_and_keys(page)
    by_unit = colours(page)
    link = branches_keep_what_is_before_stand_in_the_link_and_can_be_taken_back(page)
    a_link_keeps_branch_and_colour(new_context().new_page(), *link, by_unit)
    what_cannot_be_read_is_named_and_not_run(page)
    a_page_of_opening_words_survives_a_reload(page)
    assert dialogs == []
    assert any(url.startswith("ws://") for url in watch.urls), "the watch sees nothing"
    assert watch.abroad == []


def clicks_and_keys(page: Page) -> None:
    """What stood before a character, and what could have come."""
    choose(page, 30)
    inspector, stands = page.locator(".inspector"), text(page)
    expect(selected(page)).to_have_attribute("data-n", "30")
    before = stands[12:30].replace("\n", "⏎")
    expect(inspector.locator(".says")).to_have_text(f"After …{before} it wrote")
    expect(inspector.locator(".headline .p")).to_have_text(re.compile(r"%.* · \d+\.\d\d bits?$"))
    own = inspector.locator(".headline .p").inner_text().split(" · ")[0]
    note = inspector.locator(".note:has(.tick)")
    expect(note).to_contain_text(f"own probability, before that: {own}.")
    expect(inspector.locator(".bars .bar")).to_have_count(8)
    shares = inspector.locator(".bars .p").all_inner_texts()
    assert len(shares) == 8 and all(share.endswith("%") for share in shares)
    expect(inspector.locator(".chart")).to_be_visible()
    expect(page.locator(".writer .when")).to_have_text(f"character 31 of {len(stands)}")

    choose(page, 20)
    page.locator(".writer .text").focus()
    for key, place in (("ArrowRight", 21), ("ArrowLeft", 20), ("ArrowLeft", 19)):
        page.keyboard.press(key)
        expect(selected(page)).to_have_attribute("data-n", str(place))
    unit = page.locator(".inspector h2 span").filter(has_text="Unit")
    first = unit.inner_text()
    page.keyboard.press("ArrowDown")
    expect(unit).not_to_have_text(first)
    expect(selected(page)).to_have_attribute("data-n", "19")
    page.keyboard.press("ArrowUp")
    expect(unit).to_have_text(first)
    page.keyboard.press("End")
    expect(selected(page)).to_have_attribute("data-n", str(len(PROMPT) + 59))
    page.keyboard.press("Home")
    expect(selected(page)).to_have_attribute("data-n", "0")
    expect(inspector.locator(".says")).to_contain_text("The first character")

    layers = page.locator(".writer .layers button")
    expect(layers).to_have_count(2)
    expect(layers.last).to_have_attribute("aria-checked", "true")
    layers.first.click()
    expect(page.locator(".inspector h2").filter(has_text="layer 1")).to_be_visible()
    expect(layers.first).to_have_attribute("aria-checked", "true")


COLOURS = "panel => [...panel.children].map(i => i.style.getPropertyValue('--c'))"


def colours(page: Page) -> list[str]:
    """By surprise, by unit, or not at all; returns those by unit, which it leaves there."""
    panel = page.locator(".writer .text")
    by_surprise = panel.evaluate(COLOURS)
    assert by_surprise[0] == "" and len(set(by_surprise)) > 2
    page.locator('[data-colour="unit"]').click()
    expect(page.locator('[data-colour="unit"]')).to_have_attribute("aria-checked", "true")
    expect(page.locator(".legend .ends")).to_contain_text("unit")
    by_unit: list[str] = panel.evaluate(COLOURS)
    assert all(value.startswith("rgb(") for value in by_unit) and len(set(by_unit)) > 2
    expect(page).to_have_url(re.compile("colour=unit"))
    page.locator('[data-colour="none"]').click()
    assert set(panel.evaluate(COLOURS)) == {""}
    for key in ("Tab", "Shift+Tab", "ArrowLeft", "Enter"):  # by keys, as in Streamlit's own groups
        page.keyboard.press(key)
    expect(page.locator('[data-colour="unit"]')).to_have_attribute("aria-checked", "true")
    expect(page).to_have_url(re.compile("colour=unit"))
    return by_unit


def test_states_of_a_long_text_come_when_they_are_asked_for(page: Page, server: Server) -> None:
    visit(page, server, "?n=1500&seed=5&t=1&at=20")
    unit = page.locator(".inspector h2 span").filter(has_text="Unit")
    expect(unit).to_be_visible()
    page.locator(".writer .text").focus()
    for key, place in (("End", len(PROMPT) + 1_499), ("Home", 0)):
        page.keyboard.press(key)
        expect(selected(page)).to_have_attribute("data-n", str(place))
        expect(page.locator(".inspector .equations").first).to_be_visible()
        expect(unit).to_be_visible()
    choose(page, 700)
    expect(unit).to_be_visible()
    expect(page.locator(".inspector .chart")).to_be_visible()

    by_unit = page.locator('[data-colour="unit"]')
    by_unit.click()
    expect(by_unit).to_have_attribute("aria-checked", "true")
    coloured = "panel => [...panel.children].every(i => i.style.getPropertyValue('--c') !== '')"
    page.wait_for_function(coloured, arg=page.locator(".writer .text").element_handle())


def slide(page: Page, label: str, value: str) -> None:
    """Move a slider under the bars; nothing is released, so nothing can be asked of Python."""
    page.locator(".sliders").get_by_label(label).evaluate(
        "(slider, value) => { slider.value = value; slider.dispatchEvent(new Event('input')) }",
        value,
    )


def bars(page: Page) -> list[tuple[float, float]]:
    """Probability and tick of each bar, as drawn."""
    found: list[tuple[float, float]] = page.locator(".inspector .bars .bar").evaluate_all(
        """bars => bars.map(bar => ["--p", "--q"].map(name =>
            parseFloat(bar.style.getPropertyValue(name))))"""
    )
    return found


def bars_follow_the_sliders_with_the_samplers_numbers(page: Page) -> None:
    choose(page, 40)
    trace = load_trace(ASSETS / "shakespeare" / "lstm" / EXAMPLE)
    assert trace.logits is not None
    logits, stands = trace.logits[39], text(page)[40]
    order = (-logits).argsort(kind="stable")[:8]
    assert trace.classes.index(stands) in order
    sliders = {"Temperature": "1.5", "Top-k": "5", "Top-p": "0.85"}
    for name, value in sliders.items():
        slide(page, name, value)
    drawn = probabilities(logits, temperature=1.5, top_k=5, top_p=0.85)[order]
    assert_allclose([p for p, _ in bars(page)], drawn, atol=1e-4)
    assert_allclose([q for _, q in bars(page)], probabilities(logits)[order], atol=1e-4)
    cut = page.locator(".inspector .choice.none")
    expect(cut).to_have_count(int((drawn == 0).sum()))
    expect(cut.first.locator(".p")).to_have_text("cut")
    expect(page).to_have_url(re.compile(r"\btry=1.5_5_0.85\b"))
    page.get_by_role("button", name="write it anew like this").click()
    expect(page).to_have_url(re.compile(r"\bt=1.5\b.*\bk=5\b.*\btop=0.85\b"))
    expect_finished(page)
    expect(page.get_by_role("slider", name="Top-p").first).to_be_visible()
    expect(page).not_to_have_url(re.compile("try="))
    assert text(page)[:7] == PROMPT


# ---- branching ---------------------------------------------------------------------------------


def branch(page: Page, n: int) -> str:
    """Let another character stand at `n`; returns which."""
    choose(page, n)
    chip = page.locator(".chips button").first
    symbol = chip.inner_text().replace("␣", " ").replace("⏎", "\n")
    chip.click()
    expect(character(page, n)).to_have_class(re.compile("changed"))
    expect_finished(page)
    return symbol


def branches_keep_what_is_before_stand_in_the_link_and_can_be_taken_back(
    page: Page,
) -> tuple[str, str]:
    """Returns the link to the first branch, and its text."""
    undo, changed = (
        page.locator('.writer [data-do="undo"]'),
        page.locator(".writer .text i.changed"),
    )
    expect(undo).to_be_hidden()
    before = text(page)
    first = branch(page, 30)
    after = text(page)
    assert first != before[30]
    assert after[:30] == before[:30] and after[30] == first and len(after) > 30
    expect(page).to_have_url(re.compile(rf"\bch={30 - len(PROMPT)}-{ord(first)}\b"))
    expect(selected(page)).to_have_attribute("data-n", "30")
    expect(page.locator(".inspector .says")).to_contain_text("you chose")
    expect(undo).to_be_visible()
    expect(page.locator(".writer .speed")).to_be_empty()  # else the text goes down by a line
    link = page.url

    second = branch(page, 40)
    assert text(page)[:40] == after[:40] and text(page)[40] == second
    expect(changed).to_have_count(2)
    both = re.compile(rf"\bch=.*\b{40 - len(PROMPT)}-{ord(second)}\b")
    expect(page).to_have_url(both)
    undo.click()
    expect(changed).to_have_count(1)
    expect(page).not_to_have_url(both)
    expect_finished(page)
    undo.click()
    expect(changed).to_have_count(0)
    expect_finished(page)
    assert text(page)[: len(before)] == before

    return link, after


def a_link_keeps_branch_and_colour(
    elsewhere: Page, link: str, after: str, by_unit: list[str]
) -> None:
    elsewhere.goto(link)
    expect_finished(elsewhere, len(after))
    assert text(elsewhere) == after
    expect(selected(elsewhere)).to_have_attribute("data-n", "30")
    expect(elsewhere.locator('[data-colour="unit"]')).to_have_attribute("aria-checked", "true")
    panel = elsewhere.locator(".writer .text")
    assert panel.evaluate(COLOURS)[:30] == by_unit[:30]


# ---- opening words of all kinds ----------------------------------------------------------------


def what_cannot_be_read_is_named_and_not_run(page: Page) -> None:
    enter(page, "Opening words", "Hi 🙂 שלום <script>alert(1)</script>")
    note = page.get_by_text("Left out, as the network never saw them")
    expect(note).to_contain_text("🙂")
    expect(note).to_contain_text("ש")
    expect(note).to_contain_text("<")
    expect(character(page, 1)).to_have_text("i")
    expect_finished(page)
    assert text(page).startswith("Hi   scriptalert,,script")
    expect(page.locator(".writer script")).to_have_count(0)


def a_page_of_opening_words_survives_a_reload(page: Page) -> None:
    words = "".join(f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)} " for n in range(4_000))
    enter(page, "Opening words", words)
    written = re.search(r"\bn=(\d+)", page.url)
    assert written is not None
    length = 2_000 + int(written[1])
    expect_finished(page, length)
    expect(page).to_have_url(re.compile("[?&]p=y"))
    before = text(page)
    page.reload()
    expect_finished(page, length)
    assert text(page) == before


# ---- the other modes ---------------------------------------------------------------------------


def every_mode_is_walked_and_forgets_nothing(page: Page, length: int) -> None:
    """Of texts of such a length."""
    another_mode_forgets_nothing(page, length)
    a_pasted_text_is_scored(page)
    two_texts_stand_side_by_side(page, length)
    the_slider_changes_what_was_written_while_it_learned(page)


def another_mode_forgets_nothing(page: Page, length: int) -> None:
    enter(page, "Opening words", "HAMLET:\nRain")
    expect(page).to_have_url(re.compile("HAMLET"))
    expect_finished(page)
    before = text(page)
    set_mode(page, "Score my text")
    enter(page, "Your text", "My rain falls.")
    expect(page.locator('.writer[data-length="14"]')).to_have_count(1)
    set_mode(page, "Write")
    expect(page.get_by_role("textbox", name="Opening words")).to_have_value("HAMLET:\nRain")
    expect(page.locator(f'.writer[data-length="{len(before)}"]')).to_have_count(1)
    expect(writer(page)).to_have_count(1)
    open_more(page)
    expect(page.get_by_role("spinbutton", name="Length, characters")).to_have_value(str(length))
    expect(page.get_by_role("spinbutton", name="Seed")).to_have_value("5")
    assert text(page) == before
    set_mode(page, "Score my text")
    expect(page.get_by_role("textbox", name="Your text")).to_have_value("My rain falls.")


def a_pasted_text_is_scored(page: Page) -> None:
    words = "Friends, Romans, countrymen"
    enter(page, "Your text", words)
    # While the page changes its mode, the text before is still there beside this one.
    expect(page.locator(f'.writer[data-length="{len(words)}"]')).to_be_visible()
    expect(writer(page)).to_have_count(1)
    assert text(page) == words
    expect(page.locator(".legend .summary")).to_have_text(
        re.compile(
            r"^\d+\.\d\d bits a character on average, perplexity \d+\.\d; unseen .* \d\.\d\d$"
        )
    )
    character(page, 9).click()
    expect(page.locator(".inspector .says")).to_have_text("After Friends,  came")
    expect(page.locator(".inspector .headline .p")).to_contain_text("bit")
    expect(page.locator(".writer .chips")).to_have_count(0)
    expect(page.locator('.writer [data-do="run"]')).to_be_hidden()


def two_texts_stand_side_by_side(page: Page, length: int) -> None:
    set_mode(page, "Compare two")
    expect(writer(page)).to_have_count(2)
    for n in range(2):
        expect(writer(page).nth(n)).to_have_attribute(
            "data-length", str(len("HAMLET:\nRain") + length)
        )
        expect(writer(page).nth(n)).to_have_attribute("data-running", "false")
    expect(writer(page).nth(1).locator(".what")).to_contain_text("RNN")


def the_slider_changes_what_was_written_while_it_learned(page: Page) -> None:
    set_mode(page, "Watch it learn")
    sample = page.get_by_test_id("stText")
    expect(sample).to_be_visible()
    first = sample.inner_text()
    # By its name: what stood here before goes when the run has ended.
    slider = page.get_by_role("slider", name="After how many passes")
    slider.focus()
    slider.press("ArrowRight")
    expect(sample).not_to_have_text(first)
    slider.press("ArrowLeft")
    expect(sample).to_have_text(first)


# ---- looks -------------------------------------------------------------------------------------


def light_and_dark_are_both_drawn(page: Page) -> None:
    """Of a page that was opened in the dark."""
    inks = {}
    choose(page, 60)
    for theme in ("dark", "light"):
        in_colours(page, theme)
        panel = page.locator(".writer .text")
        inks[theme] = panel.evaluate("panel => getComputedStyle(panel).color")
        keep_picture(page, f"shakespeare-{theme}")
    assert inks["light"] != inks["dark"]


def a_phone_needs_no_sideways_scrolling(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    too_wide = "e => e.scrollWidth > e.clientWidth"
    assert not page.locator("html").evaluate(too_wide)
    assert not page.get_by_test_id("stMain").evaluate(too_wide)
    character(page, 20).tap()
    expect(selected(page)).to_have_attribute("data-n", "20")
    keep_picture(page, "shakespeare-phone")


def test_a_first_visit_sees_the_text_written_letter_by_letter(moving: Page, server: Server) -> None:
    page = moving
    page.goto(f"{server.url}/shakespeare")
    text, letters = page.locator(".writer"), page.locator(".writer .text i")
    expect(text).to_have_attribute("data-writing", "true", timeout=COLD)
    expect(page.locator(".writer .text i.yet").last).to_be_hidden()
    expect(letters.nth(40)).to_be_visible()
    expect(page.locator(".inspector .bars").first).to_be_visible()
    page.locator(".writer .text").click()
    expect(text).to_have_attribute("data-writing", "false")
    expect(page.locator(".writer .text i.yet")).to_have_count(0)
    page.reload()
    expect(page.locator(".writer .text i").last).to_be_visible()
