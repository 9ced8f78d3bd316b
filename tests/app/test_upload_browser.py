"""Files that the browser refuses: a sentence says which kinds are taken, and how large."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, Route, expect
from real_browser import new_context, page, visitors, watch

from bench._server import Server

__all__ = ["new_context", "page", "visitors", "watch"]


def test_a_file_that_the_browser_refuses_is_told_what_would_be_taken(
    page: Page, server: Server, tmp_path: Path
) -> None:
    page.goto(f"{server.url}/lessons")
    page.get_by_text("Open a lesson from a file", exact=True).first.click()
    expect(page.get_by_text("left out")).to_have_count(0)
    for file, size, told in (
        ("notes.pdf", 10, "“notes.pdf” was left out."),
        ("long.md", 1_200_000, "“notes.pdf” and “long.md” were left out."),
    ):
        given = tmp_path / file
        given.write_bytes(b"x" * size)
        page.locator("input[type=file]").set_input_files(given)
        sentence = page.get_by_text(told)
        expect(sentence.first).to_be_visible()
        expect(sentence.first).to_contain_text("A lesson as a .md file of at most 1 MB")


# What a visitor lets go above the box; set_input_files gives one file to a box for one.
DROPPED = """(box, files) => {
  const carried = new DataTransfer()
  for (const [name, bytes] of files)
    carried.items.add(new File([Uint8Array.from(bytes)], name, { type: "" }))
  box.dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: carried }))
}"""


def drop(page: Page, files: dict[str, bytes], how: str = DROPPED) -> None:
    """Let files go above the box, together or one after another; an emptied one stays, unseen."""
    box = page.get_by_test_id("stFileUploaderDropzone").filter(visible=True)
    box.evaluate(how, [[name, list(content)] for name, content in files.items()])


def hold_uploads(page: Page, after: int) -> list[Route]:
    """Hold all files back that are sent after the first so many; gives them."""
    held: list[Route] = []
    sent = iter(range(after))

    def hold(route: Route) -> None:
        if next(sent, None) is None:
            held.append(route)
        else:
            route.continue_()

    page.route("**/_stcore/upload_file/**", hold)
    return held


def let_go(page: Page, held: list[Route]) -> None:
    """Let files go that were held back."""
    for route in held:
        route.continue_()
    page.unroute_all()


# The next is let go as soon as the uploader has the last: its server does not know of that yet.
DROPPED_NEXT = f"""(box, files) => {{
  const dropped = {DROPPED}
  const sent = '[data-testid="stFileChip"]:not(:has([data-testid="stFileChipIconSpinner"]))'
  new MutationObserver((_, watch) => {{
    if (!document.querySelector(sent)) return
    watch.disconnect()
    dropped(box, files.slice(1))
  }}).observe(document, {{ subtree: true, childList: true }})
  dropped(box, files.slice(0, 1))
}}"""


def photo(colour: str) -> bytes:
    """A small picture as a file."""
    file = BytesIO()
    Image.new("RGB", (8, 8), colour).save(file, "PNG")
    return file.getvalue()


def test_of_photos_and_other_files_dropped_together_or_alone_these_are_named_and_those_taken(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/captioner")
    page.get_by_role("button", name="Upload photos").click()
    expect(page.get_by_text("left out")).to_have_count(0)
    drop(page, {"notes.pdf": b"x"})
    alone = page.get_by_text("“notes.pdf” was left out.")
    expect(alone.first).to_be_visible()
    expect(alone.first).to_contain_text("Photos as JPEG, PNG, WebP")
    drop(page, {"red.png": photo("red"), "notes.pdf": b"x", "data.csv": b"1"})
    said = page.get_by_text("“notes.pdf” and “data.csv” were left out.")
    expect(page.get_by_role("radio", name="red.png")).to_be_checked()
    expect(said).to_be_visible()
    expect(said).to_contain_text("Photos as JPEG")
    page.get_by_role("button", name="Upload photos").click()
    drop(page, {"blue.png": photo("blue")})
    expect(page.get_by_role("radio", name="blue.png")).to_be_checked()
    expect(said).to_have_count(0)
    a_photo_that_follows_another_closely_arrives_too(page)
    a_photo_that_was_not_sent_when_its_box_was_shut_is_named(page)


def a_photo_that_follows_another_closely_arrives_too(page: Page) -> None:
    held = hold_uploads(page, after=1)
    page.get_by_role("button", name="Upload photos").click()
    drop(page, {"one.png": photo("green"), "two.png": photo("black")}, DROPPED_NEXT)
    alone = page.get_by_role("radio", name="one.png")
    second = page.get_by_role("button", name="Cancel upload of two.png")
    expect(alone.or_(second).first).to_be_visible()
    let_go(page, held)
    for name in ("one.png", "two.png"):  # the one described is the second, unless both come at once
        expect(page.get_by_role("radio", name=name)).to_be_visible()
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)


def a_photo_that_was_not_sent_when_its_box_was_shut_is_named(page: Page) -> None:
    held = hold_uploads(page, after=0)
    page.get_by_role("button", name="Upload photos").click()
    drop(page, {"late.png": photo("white")})
    expect(page.get_by_test_id("stFileChipIconSpinner")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("try again: “late.png” was left out.")).to_be_visible()
    let_go(page, held)


def test_where_one_file_is_taken_the_others_are_named(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/own_text")
    page.get_by_role("button", name="upload a text or a writer").click()
    drop(page, {"one.txt": b"the first of two texts " * 20, "two.txt": b"the second " * 20})
    expect(page.get_by_text("One file is taken at a time: “two.txt” was left out.")).to_be_visible()
    expect(page.get_by_label("Your text", exact=True)).to_have_value("the first of two texts " * 20)
