"""A page of `steps` runs for every kind of trace, and hears what the visitor does."""

from pathlib import Path

import pytest
import steps_app
from streamlit.testing.v1 import AppTest

APP = Path(steps_app.__file__)


@pytest.mark.parametrize("name", list(steps_app.SHOWN))
def test_every_example_is_shown(name):
    at = AppTest.from_file(APP)
    at.query_params["show"] = name
    at.run()
    assert not at.exception
    assert at.get("bidi_component")
