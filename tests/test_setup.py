"""`make` sets up with the quickest kind of Python that a machine has, or the one that is named."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

CHOOSE = Path("tools/python.sh")
OLD, NEW, OPTIMISED = range(3)


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The first folder in which commands are looked for."""
    folder = tmp_path / "my programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.delenv("PYTHON", raising=False)
    return folder


def put(path: Path, kind: int) -> None:
    """A stand-in for a Python of a kind: it ends well where it is asked whether it is so."""
    path.write_text(
        "#!/bin/sh\n"
        f'case "$2" in *version_info*) exit {int(kind == OLD)};; '
        f"*ensurepip*) exit {int(kind != OPTIMISED)};; esac\nexit 2\n"
    )
    path.chmod(0o755)


def chosen() -> subprocess.CompletedProcess[str]:
    return subprocess.run([CHOOSE], capture_output=True, text=True)


def test_an_optimised_python3_is_taken(bin_folder: Path) -> None:
    put(bin_folder / "python3", OPTIMISED)
    assert chosen().stdout == "python3\n"


def test_another_is_taken_where_python3_is_not_optimised(bin_folder: Path) -> None:
    put(bin_folder / "python3", NEW)
    put(bin_folder / "python3.13", OPTIMISED)
    # Those of the machine itself stand before it in the list, where they are there and new enough.
    assert chosen().stdout.strip() in ("/usr/local/bin/python3", "/usr/bin/python3", "python3.13")


def test_the_one_that_is_named_is_taken_wherever_it_lies_and_however_it_was_built(
    bin_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(bin_folder / "python3", OPTIMISED)
    put(bin_folder / "mine", NEW)
    monkeypatch.setenv("PYTHON", str(bin_folder / "mine"))
    assert chosen().stdout == f"{bin_folder / 'mine'}\n"


@pytest.mark.parametrize("named", ["mine", "nowhere"])
def test_one_that_is_named_and_too_old_or_not_there_is_refused(
    bin_folder: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    put(bin_folder / "mine", OLD)
    monkeypatch.setenv("PYTHON", named)
    refused = chosen()
    assert refused.returncode == 1 and refused.stdout == ""
    assert "needs Python 3.11 or newer" in refused.stderr
