"""Text to learn from: everyday sentences and MASC.

Folders lie side by side: the one given holds train.txt and valid.txt, a sentence a line; `masc` and
`glove` are its neighbours.
"""

from __future__ import annotations

import re
from pathlib import Path

from seqdemo.demos.next_word.words import is_word, tokens_of

LONGEST = 60
"""Tokens of a sentence that is learned from; longer ones are left out."""

_CLITIC = re.compile(r"(?<=[A-Za-z]) (n't|'(?:s|re|ll|ve|d|m))\b")


def read_lines(path: Path) -> list[str]:
    """Lines of a text file that are not empty.

    Raises:
        FileNotFoundError: If it is not there; the message says what should be.
    """
    if not path.is_file():
        raise FileNotFoundError(
            f"{path.parent.name}/{path.name} is not there: it holds a sentence a line; "
            "see docs/next-word.md for where to get it"
        )
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]


def everyday(folder: Path, split: str) -> list[list[str]]:
    """Tokens of the sentences of a split."""
    return [tokens for line in read_lines(folder / f"{split}.txt") if (tokens := tokens_of(line))]


def masc(folder: Path) -> list[list[str]]:
    """Tokens of MASC's sentences, `do n't` joined to `don't`, without those that are no prose."""
    lines = read_lines(folder.parent / "masc" / "masc.txt")
    found = (tokens_of(_CLITIC.sub(r"\1", line.replace("O_K", "OK"))) for line in lines)
    return [tokens for tokens in found if _is_prose(tokens)]


def _is_prose(tokens: list[str]) -> bool:
    words = sum(is_word(token) for token in tokens)
    return len(tokens) <= LONGEST and words >= max(2, 0.6 * len(tokens))
