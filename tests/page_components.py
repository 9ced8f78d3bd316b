"""Components of a page that was run without a browser, without those of the frame around it."""

from typing import Any

FRAME = {f"seqdemo.{name}" for name in ("ahead", "draft", "glossary", "lesson", "present")}


def components(app: Any) -> list[Any]:
    """Elements of all components in the order of the page; `.proto.json` is what each was given."""
    found = app.get("bidi_component")
    return [element for element in found if element.proto.component_name not in FRAME]
