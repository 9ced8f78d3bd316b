"""Characters that are not seen have a sign in labels, and a name in sentences."""

from __future__ import annotations

import json
import re

import pytest

from seqdemo.core.character_names import named, with_sign, with_signs, without_signs
from seqdemo.web.bridge import SHARED


def test_a_label_shows_what_nobody_could_read_and_is_taken_back() -> None:
    assert [*map(with_sign, " \n\ta")] == ["␣", "⏎", "⇥", "a"]
    assert without_signs(with_signs("a b\tc\n")) == "a b\tc\n"


def test_the_browser_has_the_same_signs() -> None:
    written = (SHARED / "format.js").read_text("utf-8")
    (pairs,) = re.findall(r"SIGNS = new Map\((\[.*?\])\)", written, re.DOTALL)
    signs = dict(json.loads(re.sub(r",\s*\]", "]", pairs)))
    assert signs == {symbol: with_sign(symbol) for symbol in " \n\t"}


@pytest.mark.parametrize(
    ("chars", "said"),
    [
        ("(é漢", "( é 漢"),
        ("👨\u200d👩", "👨 👩, an unseen joiner"),
        ("\u202e\u202a1", "1, an unseen sign of direction"),
        ("\u0301\u0308", "\u25cc\u0301 \u25cc\u0308"),
        ("\ue000\x00\ufe0e\u3164", "an unseen sign"),
        ("\u2003\u2028", "a space of another width, a new line"),
        ("abcdefghij\u200b", "a b c d e f g h and 3 more"),
    ],
)
def test_what_is_not_seen_is_named_after_what_is(chars: str, said: str) -> None:
    assert named(chars) == said
