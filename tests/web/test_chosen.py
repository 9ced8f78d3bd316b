"""What is chosen is told by its colours: bold words are wider, and move what one presses next."""

import re
from pathlib import Path

import seqdemo

PACKAGE = Path(seqdemo.__file__).parent
CHOSEN = re.compile(
    r"[^{}]*\[(?:aria-checked|aria-pressed|data-selected)[^{}]*\{[^{}]*font-weight[^{}]*\}"
)


def test_no_control_becomes_wider_when_it_is_chosen() -> None:
    sheets = [*PACKAGE.rglob("*.css"), PACKAGE / "app" / "page_style.py"]
    bold = [
        f"{sheet.name}: {rule.strip()}"
        for sheet in sheets
        for rule in CHOSEN.findall(sheet.read_text("utf-8"))
    ]
    assert bold == []
