"""The page "Caption a photo" in a real browser, on the real server.

No test knows what the network says: each compares what stands there before and after.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pictures import keep_picture
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect
from real_browser import DESKTOP, Watch, in_colours, inside

from bench._server import Server

COLD = 120_000  # milliseconds; the first photo of a server waits for torch

COUNT_MESSAGES = """() => {
    window.sent = 0
    const send = WebSocket.prototype.send
    WebSocket.prototype.send = function (data) {
        window.sent++
        return send.call(this, data)
    }
}"""

# In one go, so that no step of it is a rest, however busy the machine is.
WALK = """(first, steps) => {
    first.click()
    for (let n = 0; n < steps; n++)
        document.body.dispatchEvent(
            new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }))
}"""

NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files as visitors have them, made here."""
    folder = tmp_path_factory.mktemp("photos")
    grass = Image.new("RGB", (640, 480), (70, 130, 50))
    grass.paste((90, 150, 230), (0, 0, 640, 200))
    grass.paste((250, 250, 245), (250, 220, 390, 330))
    grass.save(folder / "meadow.jpg", quality=90)
    noise = np.random.default_rng(0).integers(0, 256, (20, 40, 3), dtype=np.uint8)
    Image.fromarray(noise).resize((800, 400)).save(folder / "wide.png")
    frames = [Image.new("RGB", (120, 160), colour) for colour in ("navy", "gold")]
    frames[0].save(folder / "tall.gif", save_all=True, append_images=frames[1:])
    grass.rotate(180).save(folder / "beach.webp")
    grass.save(folder / "meadow.bmp")
    grass.convert("L").save(folder / "grey.tiff")
    (folder / "letter.jpg").write_bytes(b"Dear network, this is no photo.")
    (folder / "cut.png").write_bytes((folder / "wide.png").read_bytes()[:900])
    (folder / "heavy.jpg").write_bytes(bytes(30 * 1024 * 1024))
    return folder


def visit(page: Page, server: Server, link: str = "") -> None:
    """Open the page and wait until a sentence stands there."""
    page.goto(f"{server.url}/captioner{inside(link)}")
    expect_described(page)


def expect_described(page: Page) -> None:
    expect(scene(page)).to_have_attribute("data-sentence", re.compile("."), timeout=COLD)
    expect(page).to_have_url(re.compile(r"[?&]at=\d+.*unit=\d+"))


def scene(page: Page) -> Locator:
    return page.locator(".captioner").first


def said(page: Page) -> list[str]:
    """The sentence, as its words stand on the page."""
    words = page.locator(".captioner").first.locator(".sentence .word:not(.end)")
    return words.all_inner_texts()


def now(page: Page) -> int:
    """The step that is shown, from 0."""
    return int(scene(page).get_attribute("data-at") or -1)


def expect_at(page: Page, step: int) -> None:
    expect(scene(page)).to_have_attribute("data-at", str(step))


def rev(page: Page) -> str:
    return scene(page).get_attribute("data-rev") or ""


def expect_other_sentence(page: Page, before: str) -> None:
    """Wait until the page shows an answer to another question."""
    expect(scene(page)).not_to_have_attribute("data-rev", before, timeout=COLD)
    expect_described(page)


def choose_photo(page: Page, key: str) -> None:
    before = rev(page)
    page.locator(f'.strip [data-key="{key}"]').click()
    expect_other_sentence(page, before)


def upload(page: Page, *files: Path) -> None:
    box = page.locator('input[type="file"]')
    if not box.count():
        page.get_by_role("button", name="Upload photos").click()
    box.set_input_files([str(file) for file in files])


def shares(page: Page) -> str:
    """What lies over the photo, as a picture."""
    picture: str = page.locator(".frame canvas").evaluate("canvas => canvas.toDataURL()")
    return picture


# ---- opening -----------------------------------------------------------------------------------


def test_a_fresh_server_opens_a_deep_link_and_files_are_described_and_the_camera_asked_for(
    page: Page, fresh_server: Server, photos: Path, watch: Watch
) -> None:
    page.add_init_script(
        """navigator.mediaDevices && (navigator.mediaDevices.getUserMedia = () => {
            window.asked = true; return Promise.reject(new DOMException("no", "NotAllowedError"))
        })"""
    )
    page.add_init_script(KEEP_SOCKET)
    visit(page, fresh_server, "?photo=coffee&pre=two.dogs&at=1&gate=output&over=grid")
    assert said(page)[:2] == ["two", "dogs"]
    expect_at(page, 0)
    expect(page.locator('.strip [data-key="coffee"]')).to_have_attribute("aria-checked", "true")
    expect(page.locator('[data-over="grid"]')).to_have_attribute("aria-checked", "true")
    expect(page.locator('[data-gate="output"]')).to_have_attribute("aria-checked", "true")
    page.locator('[data-over="heat"]').click()
    a_dragged_file_finds_the_box_open_and_one_too_heavy_is_refused_at_once(page, photos)
    the_heat_lies_over_the_photo_in_its_own_shape_and_the_photo_can_be_forgotten(page, photos)
    a_unit_shows_its_sum_and_what_lies_over_the_photo_can_be_chosen(page)
    photos_of_all_kinds_are_described_and_wrong_files_are_named(page, photos)
    a_photo_that_is_chosen_as_the_connection_is_lost_is_described(page)
    a_new_server_shows_the_word_that_was_chosen(page, fresh_server)
    the_camera_is_asked_for_when_it_is_wanted(page)
    nobody_abroad_is_asked(watch)


def nobody_abroad_is_asked(watch: Watch) -> None:
    assert any(url.startswith("ws://") for url in watch.urls), "the watch sees nothing"
    assert watch.abroad == []


# ---- a sentence --------------------------------------------------------------------------------


def test_the_example_is_looked_at_walked_played_and_gone_on_from_and_a_link_keeps_what_is_chosen(
    server: Server, new_context: NewContext, watch: Watch
) -> None:
    phone = {"width": 390, "height": 844}
    device = {"viewport": phone, "has_touch": True, "is_mobile": True}
    page = new_context(color_scheme="dark", **device).new_page()
    visit(page, server)
    a_phone_needs_no_sideways_scrolling(page)
    page.set_viewport_size(DESKTOP)
    light_and_dark_are_both_drawn(page)
    the_example_stands_there(page)
    all_views_move_together_and_the_server_hears_only_where_one_rests(page)
    play_speaks_the_sentence_word_by_word(page)
    the_heat_of_every_word_has_its_brightest_point(page)
    choose_photo(page, "cat")
    expect(page.locator(".network .what")).to_have_text(re.compile(r"· \d+ ms$"))
    another_word_in_the_bars_changes_what_follows_and_the_link_brings_it_back(page, new_context)
    another_word_in_a_column_changes_what_follows(page)
    a_dropped_beginning_goes_on(page)
    release(page)
    the_tree_is_walked_with_the_arrow_keys(page)
    release(page)
    a_finished_sentence_can_be_looked_at(page)
    nobody_abroad_is_asked(watch)
    a_rest_in_a_sentence_is_not_told_of_the_next_one(page)


def the_example_stands_there(page: Page) -> None:
    assert len(said(page)) >= 3
    expect(page.locator(".network .what")).to_have_text(
        re.compile("^LSTM with attention, 512 units · beam 3$")
    )
    expect(page.locator(".strip .photo")).to_have_count(8)
    expect(page.locator(".frame img")).to_have_js_property("complete", True)


def all_views_move_together_and_the_server_hears_only_where_one_rests(page: Page) -> None:
    words, seen = said(page), set()
    page.locator(".captioner [data-do=first]").click()
    for step, word in enumerate(words):
        expect_at(page, step)
        expect(page.locator(".sentence .now")).to_have_text(word)
        expect(page.locator(".next .headline .word")).to_have_text(word)
        expect(page.locator(".next .best .w")).to_have_text(word)
        expect(page.locator(".column.now")).to_have_attribute("data-t", str(step))
        expect(page.locator(".column.now .guess.best .w")).to_have_text(word)
        expect(page.locator(".considered .mark.now")).to_have_count(1)
        expect(page.locator(".captioner .when")).to_have_text(f"word {step + 1} of {len(words)}")
        expect(page.locator("aside.unit h2")).to_contain_text(
            f"after reading “{words[step - 1]}”" if step else "at the start"
        )
        seen.add(shares(page))
        page.keyboard.press("ArrowRight")
    expect(page.locator(".captioner .when")).to_have_text("the end")
    assert len(seen) == len(words), "it looks elsewhere for every word"
    expect(page).to_have_url(re.compile(rf"\bat={len(words) + 1}\b"))
    page.evaluate(COUNT_MESSAGES)
    page.locator(".captioner [data-do=first]").evaluate(WALK, len(words) - 1)
    expect(page).to_have_url(re.compile(rf"\bat={len(words)}\b"))
    page.locator(".scrub").fill("2")
    expect_at(page, 1)
    page.locator(".sentence .word").nth(2).click()
    expect_at(page, 2)
    page.locator(".column.now .hidden").hover()
    expect(page.locator(".captioner .tip")).to_contain_text("hidden state, unit")
    rests = 3  # after the walk, after the scrub, at a word
    assert 1 <= page.evaluate("window.sent") <= rests


def play_speaks_the_sentence_word_by_word(page: Page) -> None:
    page.locator(".pace").select_option("300")
    page.locator(".captioner [data-do=first]").click()
    page.locator(".captioner [data-do=play]").click()
    expect(page.locator(".captioner [data-do=play]")).to_have_text("❚❚ Pause")
    expect(page.locator(".captioner .when")).to_have_text("the end")
    expect(page.locator(".captioner [data-do=play]")).to_have_text("▶ Play")


def the_heat_of_every_word_has_its_brightest_point(page: Page) -> None:
    """However evenly it looks, and however narrowly: the place it saw most of stands out."""
    for step in range(1, len(said(page))):
        page.locator(f'.sentence [data-t="{step}"]').click()
        expect_at(page, step)
        least, most = page.locator(".frame canvas").evaluate(
            """canvas => {
                const { width, height } = canvas, pen = canvas.getContext("2d")
                const { data } = pen.getImageData(0, 0, width, height)
                let least = Infinity, most = 0
                for (let n = 0; n < data.length; n += 4) {
                    const light = data[n] * data[n + 3]
                    if (light < least) least = light
                    if (light > most) most = light
                }
                return [least, most]
            }"""
        )
        assert most > 2 * least
        ends = page.locator(".legend .ends").inner_text()
        assert re.fullmatch(r"0 to [\d.]+\s% of the attention · an even look: 2\s%", ends)


# ---- going on from another word ----------------------------------------------------------------


def another_word_in_the_bars_changes_what_follows_and_the_link_brings_it_back(
    page: Page, new_context: NewContext
) -> None:
    page.locator(".sentence .word").nth(2).click()
    words, before = said(page), rev(page)
    choice = page.locator(".next button.choice").filter(has_not_text="■").first
    word = choice.locator(".w").inner_text()
    choice.click()
    expect_other_sentence(page, before)
    after = said(page)
    assert word != words[2] and after[:3] == [*words[:2], word] and len(after) > 3
    expect(page.locator(".sentence .yours")).to_have_text(word)
    expect(page.locator(".next .says")).to_contain_text("you chose")
    expect(page).to_have_url(re.compile(r"\bpre=" + re.escape(".".join(after[:3]))))
    elsewhere = new_context().new_page()
    elsewhere.goto(page.url)
    expect_described(elsewhere)
    assert said(elsewhere) == after
    expect_at(elsewhere, now(page))
    release(page)
    assert said(page) == words


def release(page: Page) -> None:
    """Let the network choose every word again."""
    before = rev(page)
    page.locator('[data-do="release"]').click()
    expect_other_sentence(page, before)


def another_word_in_a_column_changes_what_follows(page: Page) -> None:
    words, before = said(page), rev(page)
    guess = page.locator('.column[data-t="1"] button.guess:not(.best)').first
    word = guess.get_attribute("data-word")
    guess.click()
    expect_other_sentence(page, before)
    assert said(page)[:2] == [words[0], word]


def a_dropped_beginning_goes_on(page: Page) -> None:
    dropped = page.locator(".node.dropped").nth(2)
    dropped.hover()
    tip = page.locator(".captioner .tip")
    expect(tip).to_contain_text("nats")
    expect(tip).to_contain_text("It ends here")
    beginning = tip.inner_text().split(" …")[0].split()
    before = rev(page)
    dropped.click()
    expect_other_sentence(page, before)
    assert said(page)[: len(beginning)] == beginning


def the_tree_is_walked_with_the_arrow_keys(page: Page) -> None:
    here = 2
    page.locator(".sentence .word").nth(here).click()
    expect_at(page, here)
    stops = page.locator('.node[tabindex="0"]')
    expect(stops).to_have_count(1)
    stops.focus()
    focused = page.locator(".node:focus")
    expect(focused).to_have_attribute("data-step", str(here))
    page.keyboard.press("ArrowLeft")
    expect(focused).to_have_attribute("data-step", str(here - 1))
    place = int(focused.get_attribute("data-place") or -1)
    page.keyboard.press("ArrowDown")
    expect(focused).to_have_attribute("data-place", str(place + 1))
    expect_at(page, here)
    words = (focused.get_attribute("aria-label") or "").split(" …")[0].split()
    before = rev(page)
    page.keyboard.press("Enter")
    expect_other_sentence(page, before)
    assert said(page)[: len(words)] == words


def a_finished_sentence_can_be_looked_at(page: Page) -> None:
    own, before = said(page), rev(page)
    other = page.locator(".candidate").nth(1)
    text = other.locator(".text").inner_text()
    other.click()
    expect_other_sentence(page, before)
    assert " ".join(said(page)).replace(" 's", "'s") == text != " ".join(own)
    expect(page.locator('.candidate[aria-pressed="true"] .text')).to_have_text(text)
    expect(page).to_have_url(re.compile(r"\bsay="))


def a_rest_in_a_sentence_is_not_told_of_the_next_one(page: Page) -> None:
    word, release = page.locator(".sentence .word").first, page.locator('[data-do="release"]')
    told = page.evaluate(
        """async ([word, release]) => {
            let told = 0
            WebSocket.prototype.send = () => told++  // no answer comes before the visitor rests
            word.click()
            release.click()
            await new Promise(rested => setTimeout(rested, 600))
            return told
        }""",
        [word.element_handle(), release.element_handle()],
    )
    assert told == 1


# ---- how it chooses, and both networks ---------------------------------------------------------


def test_a_link_says_how_it_chooses_a_sentence_plays_and_is_downloaded_and_a_wide_beam_is_shown(
    moving: Page, server: Server
) -> None:
    page = moving
    visit(page, server, "?k=2&lp=1.2")
    # Another photo is chosen: the page has run again since the link was read.
    a_new_sentence_plays_by_itself_where_motion_is_welcome(page)
    page.emulate_media(reduced_motion="reduce")
    expect(page).to_have_url(re.compile(r"\bphoto=cat\b"))
    the_caption_and_its_picture_can_be_downloaded(page)
    page.get_by_role("button", name="How it chooses").click()
    for name, value in (("Beam width", "2"), ("Length penalty", "1.2")):
        expect(page.get_by_role("slider", name=re.compile(name))).to_have_value(value)
    a_wide_beam_is_chosen_and_shown(page)
    page.keyboard.press("Escape")
    with_and_without_attention_stand_side_by_side(page)


def the_caption_and_its_picture_can_be_downloaded(page: Page) -> None:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="caption (.txt)").click()
    text = Path(waiting.value.path()).read_text("utf-8")
    assert text == " ".join(said(page)).replace(" 's", "'s") + "\n"
    with page.expect_download() as waiting:
        page.get_by_role("button", name="picture (.png)").click()
    with Image.open(waiting.value.path()) as image:
        assert image.format == "PNG" and image.width > 600


def a_wide_beam_is_chosen_and_shown(page: Page) -> None:
    few, before = page.locator(".node").count(), rev(page)
    width = page.get_by_role("slider", name="Beam width, sentences")
    width.press("End")
    expect(width).to_have_value("10")
    expect_other_sentence(page, before)
    expect(page).to_have_url(re.compile(r"\bk=10\b"))
    assert page.locator(".node").count() > 2 * few
    before = rev(page)
    page.get_by_role("radio", name="by chance").click()
    expect_other_sentence(page, before)
    expect(page.locator(".node")).to_have_count(0)
    expect(page.locator(".considered")).to_contain_text("drawn by chance")
    expect(page.locator(".next .note .tick")).to_have_count(1)


def with_and_without_attention_stand_side_by_side(page: Page) -> None:
    page.get_by_role("radio", name="both", exact=True).click()
    expect(page.locator(".captioner")).to_have_count(2, timeout=COLD)
    expect(page.locator(".captioner").nth(1)).to_have_class(re.compile("sightless"))
    left, right = map(page.locator(".captioner").nth, range(2))
    for scene in (left, right):
        scene.locator('[data-do="first"]').click()
        scene.locator('[data-do="next"]').click()
        for each in (left, right):
            expect(each).to_have_attribute("data-at", "1")
    expect(page).to_have_url(re.compile(r"\bnet=both\b"))


# ---- photos of all kinds -----------------------------------------------------------------------


def the_heat_lies_over_the_photo_in_its_own_shape_and_the_photo_can_be_forgotten(
    page: Page, photos: Path
) -> None:
    before = rev(page)
    upload(page, photos / "wide.png")
    expect_other_sentence(page, before)
    photo = page.locator(".frame img").bounding_box()
    heat = page.locator(".frame canvas").bounding_box()
    assert photo and heat and photo == heat
    assert photo["width"] / photo["height"] == pytest.approx(2, rel=0.02)
    before = rev(page)
    # The strip scrolls to the photo that is chosen: before that, a click would meet another.
    own = page.locator(".strip .item:has(.remove) .photo")
    expect(own).to_have_attribute("aria-checked", "true")
    expect(own).to_be_in_viewport()
    page.locator(".strip .remove").click()
    expect_other_sentence(page, before)
    expect(page.locator(".strip .photo")).to_have_count(8)


def a_unit_shows_its_sum_and_what_lies_over_the_photo_can_be_chosen(page: Page) -> None:
    title = page.locator("aside.unit h2 span")
    before = title.inner_text()
    page.locator(".column.now .hidden").click(position={"x": 4, "y": 4})
    expect(title).not_to_have_text(before)
    expect(page.locator("aside.unit .equations")).to_contain_text("h = o·tanh(c)")
    unit = title.inner_text()
    page.keyboard.press("ArrowDown")
    expect(title).not_to_have_text(unit)

    heat = shares(page)
    page.locator('[data-over="grid"]').click()
    assert shares(page) != heat
    page.locator(".frame").scroll_into_view_if_needed()
    box = page.locator(".frame").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".captioner .tip")).to_contain_text("row 5, column 5")
    page.locator('[data-over="none"]').click()
    expect(page.locator(".frame canvas")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"\bover=none\b"))

    finished = page.locator(".considered .candidate")
    others = page.locator('[data-do="others"]')
    expect(others).to_have_text(re.compile(rf"^{finished.count() - 1} other sentences? ↓$"))
    others.click()
    expect(finished.last).to_be_in_viewport()


def photos_of_all_kinds_are_described_and_wrong_files_are_named(page: Page, photos: Path) -> None:
    before = rev(page)
    good = ("meadow.jpg", "wide.png", "tall.gif", "beach.webp", "meadow.bmp", "grey.tiff")
    upload(page, photos / "letter.jpg", *(photos / name for name in good), photos / "cut.png")
    expect_other_sentence(page, before)
    notes = page.locator(".strip .notes li")
    expect(notes).to_have_count(2)
    expect(notes.first).to_have_text(re.compile(r"^letter\.jpg: This file is no picture"))
    expect(notes.last).to_have_text(re.compile(r"^cut\.png: This picture is damaged"))
    own = page.locator(".strip .remove")
    # The bitmap holds the very pixels of no other file; its JPEG twin differs by a little.
    expect(own).to_have_count(len(good))
    for n in range(len(good)):
        photo = page.locator(".strip .item:has(.remove) .photo").nth(n)
        photo.click()
        expect(page.locator(".frame img")).to_have_attribute("alt", good[n])
        expect(photo).to_have_attribute("aria-checked", "true")
        assert said(page)
    expect(page).to_have_url(re.compile(r"\bphoto=own\b"))
    page.reload()
    expect_described(page)
    expect(page.locator(".strip .notes")).to_contain_text("a link cannot carry")


KEEP_SOCKET = """window.WebSocket = class extends WebSocket {
    constructor(...how) {
        super(...how)
        window.socket = this
    }
}"""


def a_photo_that_is_chosen_as_the_connection_is_lost_is_described(page: Page) -> None:
    before, photo = rev(page), page.locator('.strip [data-key="cat"]')
    photo.evaluate("photo => { window.socket.close(); photo.click() }")
    expect_other_sentence(page, before)
    expect(page.locator(".frame img")).to_have_attribute("alt", "cat")


def a_new_server_shows_the_word_that_was_chosen(page: Page, server: Server) -> None:
    page.locator(".sentence .word").nth(3).click()
    for said in ("photo=cat", "at=4"):
        expect(page).to_have_url(re.compile(rf"\b{said}\b"))
    shown = rev(page)
    scene(page).evaluate("scene => { scene.dataset.rev = 'of the server before' }")
    server.restart()
    expect(scene(page)).to_have_attribute("data-rev", shown, timeout=COLD)
    expect_at(page, 3)
    expect(page.locator(".strip .notes")).to_be_hidden()


def the_camera_is_asked_for_when_it_is_wanted(page: Page) -> None:
    assert page.evaluate("window.asked") is None
    expect(page.get_by_test_id("stCameraInput")).to_have_count(0)
    page.get_by_role("button", name="Camera", exact=True).click()
    expect(page.get_by_test_id("stCameraInput")).to_be_visible()


def a_dragged_file_finds_the_box_open_and_one_too_heavy_is_refused_at_once(
    page: Page, photos: Path
) -> None:
    box = page.get_by_test_id("stFileUploaderDropzone")
    expect(box).to_have_count(0)
    drag = """name => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(["x"], "x.jpg", { type: "image/jpeg" }))
        const event = new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer })
        return document.querySelector("[data-testid=stMain]").dispatchEvent(event)
    }"""
    page.evaluate(drag, "dragenter")
    expect(box).to_be_visible()
    assert page.evaluate(drag, "drop") is False, "the browser would open the file in this tab"
    before = said(page)
    page.locator('input[type="file"]').set_input_files(str(photos / "heavy.jpg"))
    expect(page.get_by_text("File must be 25.0MB or smaller.")).to_be_visible(timeout=5_000)
    assert said(page) == before


# ---- looks -------------------------------------------------------------------------------------


def light_and_dark_are_both_drawn(page: Page) -> None:
    """Of a page that was opened in the dark."""
    inks = {}
    for theme in ("dark", "light"):
        in_colours(page, theme)
        word = page.locator(".sentence .word").first
        inks[theme] = word.evaluate("word => getComputedStyle(word).color")
        upload_button = page.get_by_role("button", name="Upload photos")
        ink, back = upload_button.evaluate(
            """button => [getComputedStyle(button.querySelector("p")).color,
                          getComputedStyle(button).backgroundColor]"""
        )
        assert ink != back, f"no one can read the button in {theme} colours"
        keep_picture(page, f"captioner-{theme}")
    assert inks["light"] != inks["dark"]


def a_new_sentence_plays_by_itself_where_motion_is_welcome(page: Page) -> None:
    assert now(page) < len(said(page))
    page.locator(".pace").select_option("300")
    choose_photo(page, "cat")
    expect(page.locator(".captioner .when")).to_have_text("the end")


def a_phone_needs_no_sideways_scrolling(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    too_wide = "e => e.scrollWidth > e.clientWidth"
    assert not page.locator("html").evaluate(too_wide)
    assert not page.get_by_test_id("stMain").evaluate(too_wide)
    page.locator(".sentence .word").nth(3).tap()
    expect_at(page, 3)
    keep_picture(page, "captioner-phone")
    photos, sentence = page.locator(".strip").bounding_box(), scene(page).bounding_box()
    assert photos and sentence, "both are there"
    assert photos["y"] < sentence["y"], "another photo's picture would move those below it"
    names_of_rows_stay_at_the_left(page)


def names_of_rows_stay_at_the_left(page: Page) -> None:
    strip = page.locator(".network .scroll")
    strip.evaluate("strip => strip.scrollTo(strip.scrollWidth, 0)")
    page.wait_for_function("strip => strip.scrollLeft > 200", arg=strip.element_handle())
    lefts = "all => all.map(one => one.getBoundingClientRect().left)"
    names, edge = page.locator(".before .row-name").evaluate_all(lefts), strip.bounding_box()
    assert edge and names and min(names) >= edge["x"]
