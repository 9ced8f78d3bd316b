"""Multi30k: captions of photos in English, German and French.

Elliott, Frank, Sima'an and Specia, "Multi30K: Multilingual English-German Image Descriptions",
2016; French in Elliott et al., 2017. A folder of it holds a file for each split and language,
line by line the same: train.en, train.de, train.fr, val.en and so on.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from seqdemo.demos.translation.languages import LANGUAGES

OTHER_NAMES = {"valid": "val", "test": "test_2016_flickr"}
"""What the data set calls a split that every demo has."""

Texts = Mapping[str, tuple[str, ...]]
"""Language -> sentences; line n says the same in all of them."""


def checked(folder: Path | None) -> Path:
    """The folder, if it is there.

    Raises:
        FileNotFoundError: If it is not; the message says what is wanted.
    """
    if folder is None or not folder.is_dir():
        where = "" if folder is None else f": there is no folder {folder}"
        raise FileNotFoundError(
            "no Multi30k: name a folder that holds train.en, train.de, train.fr, val.en and so on "
            f"with --data{where}"
        )
    return folder


def file_stem(folder: Path | None, split: str) -> str:
    """What the files of a split are called before the language; `valid` is `val`.

    Raises:
        ValueError: If there is no such split; the message lists those there are.
        FileNotFoundError: If there is no such folder.
    """
    there = {path.stem for path in checked(folder).glob("*.en")}
    for stem in (split, OTHER_NAMES.get(split, split)):
        if stem in there:
            return stem
    names = ", ".join(sorted(there)) or "none"
    raise ValueError(f"no split is called {split!r}; there are: {names}")


def read_split(folder: Path | None, split: str) -> Texts:
    """Sentences of a split, by language.

    Raises:
        FileNotFoundError: If the folder or a language's file is missing.
        ValueError: If there is no such split, or its files differ in length.
    """
    stem = file_stem(folder, split)
    texts = {code: _lines(checked(folder) / f"{stem}.{code}") for code in LANGUAGES}
    if len({len(lines) for lines in texts.values()}) > 1:
        counts = ", ".join(f"{len(lines)} in .{code}" for code, lines in texts.items())
        raise ValueError(f"the files of {stem} are not line by line the same: {counts}")
    return texts


def _lines(path: Path) -> tuple[str, ...]:
    # Not splitlines(): a sentence may hold other characters that end a line.
    return tuple(path.read_text("utf-8").removesuffix("\n").split("\n"))
