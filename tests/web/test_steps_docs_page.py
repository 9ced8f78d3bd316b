"""The example of docs/steps.md runs as it stands."""

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

DOCUMENT = Path(__file__).parents[2] / "docs" / "steps.md"


def test_the_example_shows_a_picture():
    example = re.search(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)[1]
    at = AppTest.from_string(example).run()
    assert not at.exception
    assert len(at.get("bidi_component")) == 1
