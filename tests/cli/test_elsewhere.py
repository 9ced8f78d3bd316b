"""Other computers: no locale, a cp1252 console, spaces and umlauts in paths, no compiler."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench._server import Server, serving
from bench._visitor import Visitor
from bench.visitors import DRAWER_PAGE, HOME_PAGE, WRITER_PAGE
from seqdemo.models.pen import compiler

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "seqdemo").rglob("*.py"))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A server on such a computer, and its cache folder."""
    home = tmp_path_factory.mktemp("Schüler und Lehrer ß")
    (home / "Die App").symlink_to(ROOT)
    with pytest.MonkeyPatch.context() as other:
        for name in [name for name in os.environ if name.startswith("LC_") or name == "LANG"]:
            other.delenv(name)
        other.setenv("LC_ALL", "C")
        other.setenv("PYTHONIOENCODING", "cp1252")
        other.setenv("PATH", str(home))
        other.setenv("SEQDEMO_CACHE", str(home / "Zwischenablage für alles"))
        other.setattr("bench._server.app_folder", lambda: home / "Die App")
        with serving() as running:
            yield running, home / "Zwischenablage für alles"


def test_pages_open_and_a_text_is_written_there(elsewhere: tuple[Server, Path]) -> None:
    server, cache = elsewhere

    async def visit() -> None:
        async with Visitor(server.port) as visitor:
            for page, shows in (HOME_PAGE, DRAWER_PAGE, WRITER_PAGE):
                await visitor.open(page, shows)
                assert visitor.seen.errors == []

    asyncio.run(visit())
    assert not (cache / "native").exists(), "there is no compiler"
    assert list(cache.rglob("*.js")), "scripts are kept in a folder with such a name"
    assert "Traceback" not in server.log()


SAYS = """
from seqdemo.cli import app

for words in (["--help"], ["run", "--help"], ["bundle", "--help"], ["fetch"]):
    print(f"\\n{words}:", flush=True)
    try:
        app(words)
    except SystemExit as end:
        assert not end.code, words
"""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["-c", SAYS], 0),
        (["-m", "seqdemo", "train", "word_reader", "--dry-run"], 0),
        (["-m", "seqdemo", "run", "--base-path", "/schön/日本", "--no-browser"], 2),
    ],
    ids=["help and lists", "train", "a wrong path"],
)
def test_a_console_without_unicode_shows_what_a_command_says(words: list[str], code: int) -> None:
    done = subprocess.run(
        [sys.executable, *words],
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    said = (done.stdout + done.stderr).decode("cp1252")
    assert "Traceback" not in said and "UnicodeEncodeError" not in said
    assert done.returncode == code
    assert all(part.strip() for part in said.split("]:")), "each has said something"


def test_files_of_text_are_read_and_written_in_utf_8_whatever_the_locale() -> None:
    for path in SOURCES:
        text = path.read_text("utf-8")
        assert not re.findall(r"\.read_text\(\)", text), path
        for call in re.findall(r"\.write_text\((.*)\)\n", text):
            assert "utf-8" in call, (path, call)


def test_no_compiler_is_found_in_an_empty_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CC", raising=False)
    monkeypatch.setenv("PATH", "")
    assert compiler._compiler() is None
