"""Subword pieces as people read them; needs neither torch nor more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from seqdemo.demos.translation.languages import LANGUAGES

PAD, UNKNOWN, EOS = range(3)
TAGS = {code: EOS + 1 + place for place, code in enumerate(LANGUAGES)}
"""Language -> the symbol that asks for it: first of a source, and first of its target."""

NEVER_SAID = (PAD, UNKNOWN, *TAGS.values())
MARK = "▁"
"""Before a piece that begins a word."""

INSIDE = "·"
"""Shown before a piece that goes on with a word."""

END = "■ end"


def shown(piece: str) -> str:
    """A piece as it is shown: `man`, `·ning`, `■ end`, `→ German`."""
    if piece == "</s>":
        return END
    if piece == "<unk>":
        return "?"
    if piece[:1] == "<" and piece[1:-1] in LANGUAGES:
        return f"→ {LANGUAGES[piece[1:-1]]}"
    return piece.removeprefix(MARK) or "␣" if piece.startswith(MARK) else INSIDE + piece


def text_of(pieces: Iterable[str]) -> str:
    """The sentence made of pieces, without the symbols around it."""
    said = (piece for piece in pieces if not (piece[:1] == "<" and piece[-1:] == ">"))
    return "".join(said).replace(MARK, " ").strip()


def word_starts(pieces: Sequence[str]) -> list[int]:
    """Places of the pieces that begin a word or stand alone."""
    return [n for n, piece in enumerate(pieces) if n == 0 or piece[:1] in (MARK, "<")]
