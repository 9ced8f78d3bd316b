"""Write what documents say of modules and demos: trees from docstrings, the table from cards.

`python -m tools.layout` rewrites both; `tests/test_docs.py` holds them true.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from seqdemo.tasks.registry import cards

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "seqdemo"
WIDTH, COLUMN = 100, 32
BEGIN, END = "<!-- layout: written by tools/layout.py -->\n```text\n", "```\n<!-- end of layout -->"

TABLE, END_TABLE = "<!-- demos: written by tools/layout.py -->\n", "<!-- end of demos -->"

AROUND = {
    "app.py": "The home page.",
    "pages/": "A thin page for each demo.",
    "assets/": "Trained weights, cards and finished traces, a folder for each demo.",
    "bench/": "Benchmarks, each beside what one would otherwise use.",
    "deploy/": "Container image, compose, Kubernetes, systemd, and what hosts read.",
    "tests/": "Unit, page, browser and GPU tests; mirrors the package.",
}
"""What stands beside the package."""

FOLDERS = (
    "core",
    "handwriting",
    "analysis",
    "models",
    "training",
    "rooms",
    "tasks",
    "views",
    "lessons",
    "web",
    "app",
    "demos",
    "cli",
    "live",
)
"""Bottom to top: each may import those before it."""


def short_tree() -> str:
    """Folders only, for the README."""
    lines = [_line(name, text) for name, text in AROUND.items()]
    lines[2:2] = [
        _line(f"seqdemo/{name}/", summary(PACKAGE / name / "__init__.py")) for name in FOLDERS
    ]
    return "\n".join(lines) + "\n"


def full_tree() -> str:
    """Every module of the package, with the first line of its docstring."""
    lines: list[str] = []
    for name in FOLDERS:
        lines += _folder(PACKAGE / name, 0)
    return "\n".join(lines) + "\n"


def summary(path: Path) -> str:
    """First sentence of a module's docstring, without its full stop.

    Raises:
        ValueError: If it has none.
    """
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    if not docstring:
        raise ValueError(f"{path.relative_to(ROOT)} has no docstring")
    return docstring.split("\n\n")[0].replace("\n", " ").rstrip(".")


def table() -> str:
    """A row for each demo in the menu, for the README."""
    rows = [f"| {one.title} | {one.networks} | {one.shows or one.summary} |" for one in cards()]
    return "\n".join(["| Page | Networks | What you see |", "|---|---|---|", *rows]) + "\n"


def documents() -> dict[Path, str]:
    """Path -> text of every document with a tree or the table, as they should be."""
    readme, every = ROOT / "README.md", ROOT / "docs" / "layout.md"
    short = _between(readme.read_text("utf-8"), BEGIN, short_tree(), END)
    return {
        readme: _between(short, TABLE, table(), END_TABLE),
        every: _between(every.read_text("utf-8"), BEGIN, full_tree(), END),
    }


def _between(text: str, begin: str, new: str, end: str) -> str:
    """`text` with what stands between two marks replaced."""
    pattern = re.escape(begin) + ".*?" + re.escape(end)
    return re.sub(pattern, lambda _: begin + new + end, text, count=1, flags=re.DOTALL)


def _folder(folder: Path, depth: int) -> Iterator[str]:
    name = f"seqdemo/{folder.name}/" if depth == 0 else f"{folder.name}/"
    yield _line("  " * depth + name, summary(folder / "__init__.py"))
    for path in sorted(folder.iterdir(), key=lambda path: (path.is_dir(), path.name)):
        if path.suffix == ".py" and path.name != "__init__.py":
            yield _line("  " * (depth + 1) + path.name, summary(path))
        elif (path / "__init__.py").is_file():
            yield from _folder(path, depth + 1)


def _line(name: str, text: str) -> str:
    line = f"{name:<{COLUMN}}{text[0].lower() if text[:2].istitle() else text[0]}{text[1:]}"
    return line if len(line) <= WIDTH else line[: WIDTH - 1].rsplit(" ", 1)[0].rstrip(",:;") + "…"


def main() -> None:
    """Rewrite the documents."""
    for path, text in documents().items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
