"""A small network learns a visitor's text, and is kept without it."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from seqdemo.demos.own_text import learning
from seqdemo.demos.own_text.heart import best_place, copied, warnings
from seqdemo.demos.own_text.keeping import KeptError, packed, unpacked
from seqdemo.demos.own_text.learning import Learner, learn, model_of
from seqdemo.demos.own_text.samples import SAMPLES, name_of, sample
from seqdemo.demos.own_text.text import (
    MOST_SYMBOLS,
    RARE,
    decoded,
    is_unicode,
    longest_copy,
    own_text,
)
from seqdemo.demos.own_text.writer import bits, read, readable, written
from seqdemo.training.framing import Message
from seqdemo.training.worker import Control

TEXT = "anna berta clara dora emma frida greta hanna\n" * 20


def ordered(update: int = 0, until: int = 30) -> dict[str, Any]:
    size = len(TEXT.encode())
    return {"cell": "gru", "seed": 1, "size": size, "seconds": 0.0} | {
        "update": update,
        "until": until,
    }


@pytest.fixture(scope="module", autouse=True)
def small_batches() -> Iterator[None]:
    """A third of the passages at a time: what is learnt is learnt all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(learning, "BATCH_SIZE", 8)
        yield


@pytest.fixture(scope="module")
def frames() -> list[Message]:
    return list(learn(ordered(), TEXT.encode(), Control(30)))


@pytest.fixture(scope="module")
def kept(frames: list[Message]) -> bytes:
    model = model_of(own_text(TEXT), "gru", 1, frames[-1].payload)
    return packed(model, frames[-1].told, 1)


def test_a_part_at_the_end_is_kept_back() -> None:
    text = own_text(TEXT)
    assert text.learnt + text.kept == TEXT and len(text.kept) == round(0.1 * len(TEXT))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "no text yet"),
        (" \n" * 200, "no text yet"),
        ("short", "at least 200"),
        ("a" * 300, "one symbol"),
        ("ab" * 100_001, "at most"),
    ],
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


def test_it_goes_on_from_a_state_as_if_it_had_not_stopped(frames: list[Message]) -> None:
    first = list(learn(ordered(until=12), TEXT.encode(), Control(30)))[-1]
    (*_, last) = learn(ordered(12, 30), TEXT.encode() + first.payload, Control(30))
    assert last.payload == frames[-1].payload
    assert last.told["sample"] == frames[-1].told["sample"]


def test_the_longest_passage_that_was_copied_is_found() -> None:
    start, end = longest_copy("xx clara dora yy", TEXT)
    assert "xx clara dora yy"[start:end] == " clara dora "
    assert longest_copy("", TEXT) == (0, 0)


def test_learning_by_heart_is_said_when_what_was_kept_back_gets_worse() -> None:
    told = [{"update": n, "kept": kept} for n, kept in enumerate([5.0, 2.0, 2.05, 2.5])]
    assert [bool(words) for words in warnings(told)] == [False, False, False, True]
    assert best_place(told) == 1 and "at update 1 (2.00 bits; now 2.50)" in warnings(told)[-1]
    assert copied({"copied": [3, 40]}) == (3, 40) and copied({"copied": [3, 20]}) is None


def test_a_song_is_learnt_by_heart() -> None:
    learner, told = Learner(own_text(sample("song")), "lstm", 1), []
    for _ in range(2):
        for _ in range(100):
            learner.step()
        told.append(learner.frame(0.0).told)
    assert warnings(told)[-1] and copied(told[-1])


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_can_be_learnt_and_is_recognised(name: str) -> None:
    assert own_text(sample(name)).learnt and name_of(sample(name)) == name
    assert name_of(sample(name)[1:]) is None


def test_files_of_text_are_read_and_others_are_not() -> None:
    for code in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert decoded("Grüße – ça va?\n".encode(code)) == "Grüße – ça va?\n"
        assert is_unicode("Grüße – ça va?\n".encode(code)) == (code != "cp1252")
    assert decoded("שלום".encode()) == "שלום"
    for data in (b"\x89PNG\r\n\x1a\n\0\0", bytes(range(256)), b"\xff\xfe\x00"):
        with pytest.raises(ValueError, match="no plain text"):
            decoded(data)


def test_what_it_writes_is_read_again_symbol_by_symbol(frames: list[Message]) -> None:
    model = model_of(own_text(TEXT), "gru", 1, frames[-1].payload)
    assert readable(model, "dora 漢") == "dora " and readable(model, "漢") == "\n"
    text = "dora" + written(model, 3, 20, prompt="dora")
    trace = read(model, text)
    assert bits(trace).shape == (24,) and bits(trace)[0] == 0 and bits(trace)[1:].min() > 0
    assert written(model, 3, 9, prompt="dora") == text[4:13]
    likeliest = trace.classes[int(trace.logits[3].argmax())]
    assert written(model, 8, 1, prompt="dora", temperature=0.0) == likeliest


def test_a_kept_writer_comes_back_and_writes_the_same(frames: list[Message], kept: bytes) -> None:
    model, card = unpacked(kept)
    assert written(model, 1, 240) == frames[-1].told["sample"] and card["updates"] == 30
    with zipfile.ZipFile(io.BytesIO(kept)) as file:
        inside = b"".join(file.read(name) for name in file.namelist())
    assert b"anna" not in inside and b"seqdemo" not in inside


def test_the_script_of_one_screen_runs_in_a_bare_process(kept: bytes, tmp_path: Path) -> None:
    zipfile.ZipFile(io.BytesIO(kept)).extractall(tmp_path)
    assert (tmp_path / "write.py").read_text().count("\n") <= 40
    run = subprocess.run(
        [sys.executable, "-I", "write.py", "anna"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(run.stdout) >= 400 and set(run.stdout) <= set(TEXT)


def test_weights_of_another_network_are_refused(kept: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(kept)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'"gru"', b'"lstm"'))
    with pytest.raises(KeptError, match="do not fit"):
        unpacked(out.getvalue())


@pytest.mark.parametrize("data", [b"", b"PK", b"x" * 100])
def test_what_is_no_kept_writer_is_refused(data: bytes) -> None:
    with pytest.raises(KeptError):
        unpacked(data)
