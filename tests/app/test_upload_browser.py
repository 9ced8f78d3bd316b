"""Files that the browser refuses: a sentence says which kinds are taken, and how large."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect
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


def drop(page: Page, files: dict[str, bytes]) -> None:
    """Let files go together above the box; an emptied one stays, unseen, until a run ends."""
    box = page.get_by_test_id("stFileUploaderDropzone").filter(visible=True)
    box.evaluate(DROPPED, [[name, list(content)] for name, content in files.items()])


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


def test_where_one_file_is_taken_the_others_are_named(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/own_text")
    page.get_by_role("button", name="upload a text or a writer").click()
    drop(page, {"one.txt": b"the first of two texts " * 20, "two.txt": b"the second " * 20})
    expect(page.get_by_text("One file is taken at a time: “two.txt” was left out.")).to_be_visible()
    expect(page.get_by_label("Your text", exact=True)).to_have_value("the first of two texts " * 20)
