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
import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

from seqdemo.tasks.registry import cards, explorables

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
assert "#### More a than b" in [one.value for one in home.markdown]
menu = [link.proto.label for link in home.get("page_link")]
assert "More a than b" in menu, menu
page = visit("pages/more_a.py", text="aab")
assert "More a's" in page.main.markdown[-1].value
page = visit("pages/explorer.py", from_="more_a", text="a bab!")
(view,) = [one for one in page.segmented_control if one.label == "View"]
assert view.options == ["States", "Gates", "Path"], view.options
sent = [json.loads(one.proto.json) for one in page.get("bidi_component")]
(lens,) = [data for data in sent if "kinds" in data]
assert lens["labels"] == list("abab") and lens["title"] == "GRU, 12 units"
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository with the toy demo in it, untrained."""
    folder = tmp_path_factory.mktemp("repository")
    for name in ("seqdemo", "pages", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", folder)
    (folder / "assets").mkdir()
    for shipped in (ROOT / "assets").iterdir():
        (folder / "assets" / shipped.name).symlink_to(shipped)
    for name, content in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert not path.exists(), f"{name} would be edited"
        path.write_text(content, "utf-8")
    return folder


def python(folder: Path, *words: str) -> str:
    """Run Python in the copy; returns what it printed."""
    environment = os.environ | {"PYTHONPATH": str(folder), "SEQDEMO_DEVICE": "cpu"}
    run = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_a_demo_of_six_steps_is_trained_measured_and_found_everywhere(copy: Path) -> None:
    assert len(FILES) == 8
    train = ("-m", "seqdemo", "train", "more_a", "--max-steps", "3", "--publish")
    assert "accuracy" in python(copy, *train)
    assert (copy / "assets" / "more_a" / "gru" / "example.npz").is_file()
    assert "accuracy" in python(copy, "-m", "seqdemo", "evaluate", "more_a", "--json")
    python(copy, "-c", VISIT)


def test_its_own_test_passes(copy: Path) -> None:
    python(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/demos/more_a")
