"""A name typed on the home page, drawn for the reader."""

from __future__ import annotations

HAND = 0
"""The neat hand that greets a visitor."""


def read_name(text: str) -> tuple[dict[str, str], str]:
    """Draw a name: query parameters that open it, none if there is nothing to draw, and a note.

    The note also stands on the page that the parameters open.
    """
    from seqdemo.app import networks  # after the home page is out
    from seqdemo.demos.word_reader.naming import nearest_letters
    from seqdemo.demos.word_reader.page.controls import keep_note, typed_note
    from seqdemo.demos.word_reader.typed import in_a_hand, readable
    from seqdemo.handwriting.grids import encode

    name = nearest_letters(text.strip())
    letters = readable(name)
    note = typed_note(name, letters, tuple(networks.card("word_reader", "gru")["words"]))
    if not letters:
        return {}, note
    drawing = in_a_hand(letters, HAND)
    keep_note(note, drawing)
    return {"w": encode(drawing)}, note
