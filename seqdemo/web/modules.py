"""Bundle ES modules into one script, without npm.

Every module stays in a function of its own and runs once, after those it imports. Understood are
the forms that this project uses, each at the beginning of a line:
`import { a, b as c } from "./x.js"`, `import main from "./x.js"`,
`export const | function | async function | class`, `export { a, b as c }` and `export default`.
Anything else is refused with a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_IMPORT = re.compile(
    r'^import\s+(?:(?P<main>\w+)\s*,?\s*)?(?:\{(?P<names>[^{}]*)\}\s*)?from\s*"(?P<file>[^"]+)";?\n?',
    re.M,
)
_DECLARED = re.compile(r"^export (?=(?:async )?(?:const|function|class) (\w+))", re.M)
_LISTED = re.compile(r"^export \{([^{}]*)\}(?!\s*from);?\n?", re.M)
_DEFAULT = re.compile(r"^export default (?:(?=(?:async )?(?:function|class) (\w+)))?", re.M)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.M)
_MAIN = "default"


class ModuleError(ValueError):
    """A module that cannot be bundled; the message names the file and what is wrong."""


@dataclass(frozen=True)
class Module:
    """One ES module.

    Attributes:
        path: Its file.
        imports: File -> {exported name: local name}.
        exports: Exported name -> local name; the main one is called "default".
        body: Its code without the import and export statements.
    """

    path: Path
    imports: Mapping[Path, Mapping[str, str]]
    exports: Mapping[str, str]
    body: str


def parse(path: Path, text: str) -> Module:
    """Split a module's text into imports, exports and body.

    Raises:
        ModuleError: If it has an import or export in a form that is not understood.
    """
    imports: dict[Path, dict[str, str]] = {}
    for found in _IMPORT.finditer(text):
        target = _target(path, found["file"])
        imports.setdefault(target, {}).update(_imported(found))
    exports = {name: name for name in _DECLARED.findall(text)}
    for names in _LISTED.findall(text):
        exports |= {outside: inside for inside, outside in _pairs(names)}
    body = _LISTED.sub("", _DECLARED.sub("", _IMPORT.sub("", text)))
    body, main = _without_default(path, body)
    if wrong := _LEFT.search(body):
        raise ModuleError(
            f"{path.name}: cannot read “{wrong[0].strip()}”; see seqdemo/web/modules.py"
        )
    return Module(path, imports, exports | main, body.strip("\n"))


def _target(path: Path, file: str) -> Path:
    if not file.startswith("."):
        raise ModuleError(
            f"{path.name} imports “{file}”: only files of this project, as in “./x.js”"
        )
    return (path.parent / file).resolve()


def _imported(found: re.Match[str]) -> dict[str, str]:
    named = dict(_pairs(found["names"] or ""))
    return named | ({_MAIN: found["main"]} if found["main"] else {})


def _pairs(names: str) -> Iterator[tuple[str, str]]:
    """(name, name it gets) of each part of a list such as `a, b as c`."""
    for part in names.split(","):
        words = part.split()
        if words:
            yield words[0], words[-1]


def _without_default(path: Path, body: str) -> tuple[str, dict[str, str]]:
    found = _DEFAULT.findall(body)
    if len(found) > 1:
        raise ModuleError(f"{path.name} has {len(found)} default exports")
    if not found:
        return body, {}
    if found[0]:  # a function or class with a name
        return _DEFAULT.sub("", body), {_MAIN: found[0]}
    return _DEFAULT.sub("const $default = ", body), {_MAIN: "$default"}


@lru_cache(maxsize=256)
def load(path: Path) -> Module:
    """Read and parse a module's file.

    Raises:
        ModuleError: If it cannot be parsed.
    """
    return parse(path, path.read_text("utf-8"))


def bundle(main: Module) -> str:
    """Return one ES module that does what `main` and all it imports do.

    Raises:
        ModuleError: If a file is missing, modules import each other in a circle, or a name is
            imported that is not exported.
    """
    order = {module.path: module for module in _in_order(main, ())}
    names = {path: f"m{n}" for n, path in enumerate(order)}
    scopes = [_scope(module, names) for module in order.values()]
    return "\n".join([*scopes, f"export default {names[main.path]}.{_MAIN}", ""])


def _in_order(module: Module, above: tuple[Path, ...]) -> Iterator[Module]:
    if module.path in above:
        circle = [*above[above.index(module.path) :], module.path]
        raise ModuleError("modules in a circle: " + " → ".join(path.name for path in circle))
    for path, wanted in module.imports.items():
        if not path.is_file():
            raise ModuleError(f"{module.path.name} imports {path.name}, which is not there: {path}")
        other = load(path)
        if unknown := sorted(set(wanted) - set(other.exports)):
            raise ModuleError(
                f"{module.path.name} imports {', '.join(unknown)} from {path.name}, "
                f"which exports {', '.join(sorted(other.exports)) or 'nothing'}"
            )
        yield from _in_order(other, (*above, module.path))
    yield module


def _scope(module: Module, names: Mapping[Path, str]) -> str:
    given = [
        f"const {{ {', '.join(f'{outside}: {inside}' for outside, inside in wanted.items())} }}"
        f" = {names[path]}"
        for path, wanted in module.imports.items()
        if wanted
    ]
    taken = ", ".join(f"{outside}: {inside}" for outside, inside in module.exports.items())
    lines = [f"const {names[module.path]} = (() => {{ // {module.path.name}", *given, module.body]
    return "\n".join([*lines, f"return {{ {taken} }}", "})()"])
