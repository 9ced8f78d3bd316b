"""A newcomer's demo: the files of docs/add-a-demo.md make a page, without a list being edited."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = re.findall(
    r"^`([\w/.]+)`\n\n```python\n(.+?)```$",
    (ROOT / "docs" / "add-a-demo.md").read_text("utf-8"),
    re.DOTALL | re.MULTILINE,
)

VISIT = """
import functools, json
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from seqdemo.cli import app as commands
from seqdemo.tasks.registry import cards, explorables


# All packages are looked through for components: once, not for each page.
scan = functools.cache(manifest_scanner.scan_component_manifests)
manifest_scanner.scan_component_manifests = scan


def seqdemo(*words):
    result = CliRunner().invoke(commands, words)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


assert "accuracy" in seqdemo("train", "more_a", "--max-steps", "3", "--publish")
assert Path("assets/more_a/gru/example.npz").is_file()
assert "accuracy" in seqdemo("evaluate", "more_a", "--json")
assert pytest.main(["-q", "-p", "no:cacheprovider", "tests/demos/more_a"]) == 0
assert "more_a" in [card.name for card in cards()] and "more_a" in explorables()


def visit(page="app.py", **link):
    app = AppTest.from_file(str(Path("app.py").resolve()), default_timeout=120)
    for name, value in link.items():
        app.query_params[name.rstrip("_")] = value
    if page != "app.py":
        app.switch_page(page)
    app.run()
    assert not app.exception and not app.error, (app.exception, app.error)
    return app


home = visit()
assert "More a than b" in [one.value for one in home.subheader]
menu = [link.proto.label for link in home.get("page_link")]
assert "More a than b" in menu, menu
page = visit("pages/more_a.py", text="aab")
assert "More a's" in page.main.markdown[-1].value
page = visit("pages/explorer.py", from_="more_a", text="a bab!")
(view,) = [one for one in page.segmented_control if one.label == "View"]
assert view.options == ["States", "Gates", "Path"], view.options
sent = [json.loads(one.proto.json)[0] for one in page.get("bidi_component")]
(lens,) = [data for data in sent if "kinds" in data]
assert lens["labels"] == list("abab") and lens["title"] == "GRU, 12 units"
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the repository with the toy demo in it, untrained."""
    for name in ("seqdemo", "pages", ".streamlit"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", tmp_path)
    (tmp_path / "assets").mkdir()
    for shipped in (ROOT / "assets").iterdir():
        (tmp_path / "assets" / shipped.name).symlink_to(shipped)
    for name, content in FILES:
        path = tmp_path / name
        assert not path.exists(), f"{name} would be edited"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return tmp_path


def test_a_demo_of_six_steps_is_trained_measured_and_found_everywhere(copy: Path) -> None:
    assert len(FILES) == 8
    run = subprocess.run(
        [sys.executable, "-c", VISIT],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "SEQDEMO_DEVICE": "cpu"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_demo_that_others_begin_with_has_the_style_of_the_repository(tmp_path: Path) -> None:
    """Types, too: whoever copies it would be told by mypy, strict, of each that is missing."""
    for name, content in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    own = ["--config", "lint.isort.known-first-party=['seqdemo']"]  # which is not there
    check = ["check", "--extend-select", "ANN001,ANN2", *own, "seqdemo", "pages"]
    for words in (check, ["format", "--check"]):
        command = [sys.executable, "-m", "ruff", *words, "--no-cache"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
