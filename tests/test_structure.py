"""A demo is one folder, one page and one test; this file notices when a part is missing."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from seqdemo.core.card_file import ASSETS, WEIGHTS
from seqdemo.tasks.registry import cards, demos, get_task

ROOT = Path(__file__).resolve().parents[1]
NAMES = [card.name for card in cards()]


@pytest.mark.parametrize("name", NAMES)
def test_a_card_has_its_page_and_a_test(name):
    assert (ROOT / "pages" / f"{name}.py").is_file()
    assert list((ROOT / "tests" / "demos" / name).glob("test_*.py"))


@pytest.mark.parametrize("name", demos())
def test_a_demo_has_all_its_parts_and_weights_no_larger_than_it_says(name):
    task = get_task(name)
    assert task.name == name
    for network in task.networks:
        assert (ASSETS / name / network / "card.json").is_file()
        assert (ASSETS / name / network / WEIGHTS).stat().st_size < task.max_weight_bytes
    if name in NAMES:
        warm = next(card.warm for card in cards() if card.name == name)
        assert set(warm) <= set(task.networks)


def test_all_weights_belong_to_a_demo():
    stored = {path.relative_to(ASSETS).parts[:2] for path in ASSETS.glob(f"**/{WEIGHTS}")}
    assert stored == {(name, kind) for name in demos() for kind in get_task(name).networks}


def test_every_page_belongs_to_a_demo():
    assert {path.stem for path in (ROOT / "pages").glob("*.py")} == set(NAMES)


def test_what_takes_its_time_is_said_over_a_picture_and_moves_nothing():
    spins = [path for path in (ROOT / "seqdemo").rglob("*.py") if "st.spinner(" in path.read_text()]
    assert spins == [ROOT / "seqdemo" / "app" / "page.py"], "use seqdemo.app.page.waiting"


def test_an_unknown_demo_is_named_together_with_those_there_are():
    with pytest.raises(KeyError, match=r"no demo is called 'nope'; there are: .*word_reader"):
        get_task("nope")


def modules_after(code):
    """Names of the modules a fresh interpreter has loaded after running `code`."""
    code += "\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_the_menu_does_not_wait_for_torch():
    loaded = modules_after("from seqdemo.tasks.registry import cards; cards()")
    assert "torch" not in loaded and "streamlit" not in loaded


def imports_of(path):
    """The import statements of a page, as code."""
    nodes = ast.parse(path.read_text("utf-8")).body
    return [ast.unparse(node) for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]


FOUND_FOR_A_PAGE = """
from importlib import import_module
from pathlib import Path
from seqdemo.app.input_controls import input_controls
from seqdemo.tasks.registry import cards, datasets, explorables
cards(), datasets(), [input_controls(name) for name in explorables()]
for path in Path("seqdemo/demos").glob("*/page/*.py"):
    import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
"""


def test_the_package_is_imported_without_torch():
    loaded = modules_after("import seqdemo; dir(seqdemo); seqdemo.demo; seqdemo.Trace")
    assert "torch" not in loaded and "streamlit" not in loaded


def test_all_a_page_needs_for_its_first_paint_does_not_wait_for_torch():
    pages = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]
    code = [line for page in pages for line in imports_of(page)]
    assert len(code) > len(pages)
    assert "torch" not in modules_after("\n".join([*code, FOUND_FOR_A_PAGE]))


def test_numbers_measured_on_a_text_are_small():
    sizes = [path.stat().st_size for path in ROOT.glob("assets/*/*/units.safetensors")]
    assert sizes and max(sizes) < 100_000 and sum(sizes) < 250_000


def test_no_page_or_component_asks_another_host_for_anything():
    """Fonts, scripts and pictures come with the app; links for people to click are welcome."""
    folders = ("app", "web", "demos/*/page")
    shown = [path for name in folders for path in ROOT.glob(f"seqdemo/{name}/**/*.*")]
    shown += [*ROOT.glob("pages/*.py"), ROOT / "app.py"]
    assert len(shown) > 80
    for path in shown:
        if path.suffix in {".css", ".js", ".html", ".py"}:
            text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
            # A sheet may bring in a neighbour's, which the bridge puts in its place.
            text = re.sub(r'@import "[\w./]+";', "", text)
            assert not re.search(r"https?://|@import [\w\"'](?!\()|url\((?!#)", text), path


def test_text_from_outside_never_becomes_markup():
    for path in ROOT.glob("seqdemo/**/*.js"):
        assert "innerHTML" not in path.read_text("utf-8"), path
    for path in [*ROOT.glob("seqdemo/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"]:
        assert "unsafe_allow_html" not in path.read_text("utf-8"), path


def test_what_a_click_asks_for_is_done_in_a_callback():
    """A page that reads a button, or goes to another page, may be stopped while it does that."""
    for path in [*ROOT.glob("seqdemo/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"]:
        tree = ast.parse(path.read_text("utf-8"))
        alone = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
        for call in (one for one in ast.walk(tree) if isinstance(one, ast.Call)):
            name = ast.unparse(call.func).split(".")[-1]
            read = name in ("button", "form_submit_button") and id(call) not in alone
            assert not read, f"{path}:{call.lineno}"
            assert name != "switch_page" or path.stem == "wanted_page", f"{path}:{call.lineno}"


def test_type_checkers_of_those_who_use_the_package_read_its_types():
    """Without the marker of PEP 561 they take all of it for untyped."""
    assert (ROOT / "seqdemo" / "py.typed").is_file()
