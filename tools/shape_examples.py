"""Write the traces of the boxes' first inputs on the page "All shapes".

`python -m tools.shape_examples`, once a network was trained again; a test holds them true.
"""

from __future__ import annotations

from seqdemo.app.shape import shapes
from seqdemo.core.trace_file import save_trace
from seqdemo.demos.shapes.page.boxes import example_file_of


def main() -> None:
    """Run every shape's network on its first input, and keep what it did in half precision."""
    for demo, shape in shapes().values():
        path = example_file_of(demo)
        path.parent.mkdir(parents=True, exist_ok=True)
        save_trace(shape.trace(shape.readable(shape.example)), path, half=True)


if __name__ == "__main__":
    main()
