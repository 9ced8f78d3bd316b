"""ES modules become one script; what does not fit together is refused with a sentence."""

from pathlib import Path

import pytest

from seqdemo.web.modules import Module, ModuleError, bundle, load, parse

SOURCES = sorted(Path(bundle.__code__.co_filename).parents[1].rglob("*.js"))

NODE_TESTS = sorted(Path(__file__).parent.glob("*.test.js"))


def node_test(path: Path) -> Module:
    """A test for Node, without the packages of Node that it imports."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    return parse(path, "".join(line for line in lines if '"node:' not in line))


def bundled(folder: Path, **files: str) -> str:
    """The bundle of `main` among files of these names; names stand for `.js`."""
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text)
    return bundle(load(folder / "main.js"))


def refused(folder: Path, **files: str) -> str:
    with pytest.raises(ModuleError) as error:
        bundled(folder, **files)
    return str(error.value)


def test_a_shared_module_runs_once_and_before_those_that_import_it(tmp_path):
    script = bundled(
        tmp_path,
        main='import { b } from "./b.js"\nimport { c } from "./c.js"\nexport default b + c\n',
        b='import { a } from "./a.js"\nexport const b = a\n',
        c='import { a } from "./a.js"\nexport const c = a\n',
        a="export const a = 1\n",
    )
    assert [script.count(f"// {name}.js") for name in "abc"] == [1, 1, 1]
    assert script.index("// a.js") < script.index("// b.js") < script.index("// main.js")


def test_names_of_one_module_do_not_meet_those_of_another(tmp_path):
    script = bundled(
        tmp_path,
        main='import { a } from "./a.js"\nconst own = 2\nexport default a + own\n',
        a="const own = 1\nexport const a = own\n",
    )
    assert script.count("const own") == 2 and script.count("(() => {") == 2


def test_imports_over_several_lines_lists_of_exports_and_other_names_are_understood(tmp_path):
    module = parse(
        tmp_path / "main.js",
        'import main, {\n  a,\n  b as c,\n} from "./x.js"\n'
        "const d = 1, e = 2\nexport { d, e as f }\nexport default function run() {}\n",
    )
    assert module.imports == {
        (tmp_path / "x.js").resolve(): {"default": "main", "a": "a", "b": "c"}
    }
    assert module.exports == {"d": "d", "f": "e", "default": "run"}
    assert module.body == "const d = 1, e = 2\nfunction run() {}"


@pytest.mark.parametrize("kind", ["const", "function", "async function", "class"])
def test_what_is_declared_can_be_exported(tmp_path, kind):
    module = parse(tmp_path / "x.js", f"export {kind} thing /* … */\n")
    assert module.exports == {"thing": "thing"} and module.body.startswith(f"{kind} thing")


def test_a_circle_is_refused_and_named(tmp_path):
    said = refused(
        tmp_path,
        main='import { a } from "./a.js"\nexport default a\n',
        a='import { b } from "./b.js"\nexport const a = b\n',
        b='import { a } from "./a.js"\nexport const b = a\n',
    )
    assert "a.js → b.js → a.js" in said


def test_a_name_that_is_not_exported_is_refused(tmp_path):
    said = refused(
        tmp_path,
        main='import { gridElement } from "./a.js"\nexport default gridElement\n',
        a="export const a = 1\nconst gridElement = 2\n",
    )
    assert said == "main.js imports gridElement from a.js, which exports a"


def test_a_file_that_is_not_there_is_refused(tmp_path):
    said = refused(tmp_path, main='import { a } from "./nowhere.js"\nexport default a\n')
    assert said.startswith("main.js imports nowhere.js, which is not there")


@pytest.mark.parametrize(
    "line",
    [
        'import * as all from "./a.js"',
        'import "./a.js"',
        "export let a = 1",
        'export * from "./a.js"',
        'export { a } from "./a.js"',
    ],
)
def test_forms_that_are_not_understood_are_refused(tmp_path, line):
    assert "cannot read" in refused(tmp_path, main=f"{line}\n", a="export const a = 1\n")


def test_packages_are_refused(tmp_path):
    said = refused(tmp_path, main='import { a } from "lodash"\n')
    assert "only files of this project" in said


def test_nothing_is_exported_that_neither_a_module_nor_a_test_imports():
    wanted = {
        (path, name)
        for module in (*map(load, SOURCES), *map(node_test, NODE_TESTS))
        for path, names in module.imports.items()
        for name in names
    }
    given = {(source, name) for source in SOURCES for name in load(source).exports}
    # Of components the main export is what the bridge imports, and of mount.js all.
    own = {(path, name) for path, name in given if name == "default" or path.name == "mount.js"}
    assert sorted(f"{path.name}: {name}" for path, name in given - wanted - own) == []
    assert len(given) > 60
