"""A small network learns a visitor's text, and is kept without it."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from seqdemo.demos.own_text.keeping import KeptError, packed, unpacked
from seqdemo.demos.own_text.learning import learn, written
from seqdemo.demos.own_text.text import MOST_SYMBOLS, RARE, longest_copy, own_text
from seqdemo.training.framing import Message
from seqdemo.training.worker import Control

TEXT = "anna berta clara dora emma frida greta hanna\n" * 20


@pytest.fixture(scope="module")
def frames() -> list[Message]:
    given = {"cell": "gru", "seed": 1, "until": 30}
    return list(learn(given, TEXT.encode(), Control(30)))


def test_a_part_at_the_end_is_kept_back() -> None:
    text = own_text(TEXT)
    assert text.learnt + text.kept == TEXT and len(text.kept) == round(0.1 * len(TEXT))


@pytest.mark.parametrize(
    ("given", "words"),
    [("short", "at least 200"), ("a" * 300, "one symbol"), ("ab" * 100_001, "most")],
)
def test_what_cannot_be_learnt_is_answered_with_a_sentence(given: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        own_text(given)


def test_any_alphabet_is_read_and_the_rarest_of_many_symbols_share_one_sign() -> None:
    assert "я" in own_text("мороз и солнце, день чудесный я\r\n" * 10).vocabulary
    many = "".join(chr(0x4E00 + n) for n in range(900)) + "好" * 300
    text = own_text(many)
    assert len(text.vocabulary) == MOST_SYMBOLS and RARE in text.vocabulary


def test_it_learns_and_tells_what_it_writes(frames: list[Message]) -> None:
    first, last = frames[0].told, frames[-1].told
    assert (first["update"], last["update"]) == (0, 30)
    assert last["learnt"] < first["learnt"] - 1 and last["kept"] < first["kept"] - 1
    assert len(last["sample"]) == 240 and set(last["sample"]) <= set(TEXT)


def test_the_longest_passage_that_was_copied_is_found() -> None:
    assert longest_copy("xx clara dora yy", TEXT) == " clara dora "
    assert longest_copy("", TEXT) == ""


def test_a_kept_writer_comes_back_and_writes_the_same(frames: list[Message]) -> None:
    last = frames[-1]
    data = packed(last.payload, last.told, "gru", 1)
    model, card = unpacked(data)
    assert written(model, 1) == last.told["sample"] and card["updates"] == 30
    assert b"anna berta" not in b"".join(
        zipfile.ZipFile(io.BytesIO(data)).read(name) for name in ("card.json", "write.py")
    )


def test_the_script_of_one_screen_runs(frames: list[Message], tmp_path: Path) -> None:
    last = frames[-1]
    zipfile.ZipFile(io.BytesIO(packed(last.payload, last.told, "gru", 1))).extractall(tmp_path)
    assert (tmp_path / "write.py").read_text().count("\n") <= 40
    run = subprocess.run(
        [sys.executable, "write.py", "anna"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(run.stdout) >= 400 and set(run.stdout) <= set(TEXT)


@pytest.mark.parametrize("data", [b"", b"PK", b"x" * 100])
def test_what_is_no_kept_writer_is_refused(data: bytes) -> None:
    with pytest.raises(KeptError):
        unpacked(data)
