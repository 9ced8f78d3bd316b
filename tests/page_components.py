"""Components of a page run without a browser, without unseen ones and those of its frame."""

from typing import Any

_NAMES = ("ahead", "draft", "glossary", "lesson", "present", "refused_files")
FRAME = {f"seqdemo.{name}" for name in _NAMES}


def components(app: Any) -> list[Any]:
    """Elements of all components in the order of the page; `.proto.json` is what each was given."""
    found = app.get("bidi_component")
    return [element for element in found if element.proto.component_name not in FRAME]
