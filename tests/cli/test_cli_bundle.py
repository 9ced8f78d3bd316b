"""`seqdemo bundle`: what it makes installs with its own two lines, and without an index."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import Result

from seqdemo.cli import bundle

Seqdemo = Callable[..., Result]


def make_wheel(folder: Path, name: str, needs: str = "") -> Path:
    """A wheel with one module, which may need another."""
    folder.mkdir(exist_ok=True)
    path, info = folder / f"{name}-1.0-py3-none-any.whl", f"{name}-1.0.dist-info"
    needed = f"Requires-Dist: {needs}\n" if needs else ""
    files = {
        f"{name}.py": "def main():\n    print('it runs')\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{needed}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{name} = {name}:main\n",
    }
    record = "".join(f"{file},,\n" for file in (*files, f"{info}/RECORD"))
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in {**files, f"{info}/RECORD": record}.items():
            archive.writestr(file, text)
    return path


@pytest.fixture
def tiny_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A wheel of an app that needs one package, which pip finds in a folder alone."""
    make_wheel(tmp_path / "found", "tinyneed")
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "found"))
    return make_wheel(tmp_path / "app", "tinyapp", "tinyneed>=1")


@pytest.mark.installs
def test_a_bundle_installs_in_two_lines_without_an_index(
    tiny_app: Path, seqdemo: Seqdemo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "für die Schule.tar"
    result = seqdemo("bundle", target, "--wheel", tiny_app)
    assert result.exit_code == 0, result.stderr
    subprocess.run(["tar", "--extract", "--file", target, "--directory", tmp_path], check=True)
    folder = tmp_path / target.stem
    wheels = sorted(path.name for path in (folder / "wheels").iterdir())
    assert wheels == [f"{name}-1.0-py3-none-any.whl" for name in ("tinyapp", "tinyneed")]

    monkeypatch.delenv("PIP_FIND_LINKS")
    text = (folder / "README.txt").read_text("utf-8")
    make, install, _ = (shlex.split(line) for line in re.findall(r"^    (.+)$", text, re.MULTILINE))
    assert make == ["python3", "-m", "venv", "seqdemo-app"]
    subprocess.run([sys.executable, *make[1:]], cwd=folder, check=True)
    subprocess.run([*install, "--quiet"], cwd=folder, check=True)
    done = subprocess.run([folder / "seqdemo-app" / "bin" / "tinyapp"], capture_output=True)
    assert done.stdout.decode().strip() == "it runs"


def test_what_pip_cannot_find_is_told_in_a_sentence(
    tiny_app: Path, seqdemo: Seqdemo, tmp_path: Path
) -> None:
    (tmp_path / "found" / "tinyneed-1.0-py3-none-any.whl").unlink()
    result = seqdemo("bundle", tmp_path / "out", "--wheel", tiny_app)
    assert result.exit_code == 2 and "pip download failed" in result.stderr
    assert "tinyneed" in result.stderr
    assert sorted(tmp_path.iterdir()) == [tmp_path / "app", tmp_path / "found"], "nothing is left"


def test_a_target_that_is_there_and_a_wheel_that_is_not_are_told(
    seqdemo: Seqdemo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "is there already" in seqdemo("bundle", tmp_path).stderr
    missing = seqdemo("bundle", tmp_path / "out", "--wheel", tmp_path / "none.whl")
    assert missing.exit_code == 2 and "none.whl is not a file" in missing.stderr
    assert list(tmp_path.iterdir()) == [], "a second try would meet half a bundle"
    monkeypatch.setattr(bundle, "PACKAGE", tmp_path / "site-packages" / "seqdemo")
    assert "name it by --wheel" in seqdemo("bundle", tmp_path / "other").stderr


def test_versions_are_those_that_are_installed_here() -> None:
    lines = bundle.pinned().splitlines()
    assert f"streamlit=={version('streamlit')}" in lines
    assert all(re.fullmatch(r"[\w.-]+==[\w.!]+", line) for line in lines)
