"""The theme in Streamlit's messages is made once, and is the theme that Streamlit would make."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import NewSession
from streamlit.runtime import app_session

from seqdemo.web import mends, theme_once

SECTIONS = ("", ".light", ".dark", ".sidebar", ".light.sidebar", ".dark.sidebar")
STREAMLITS = theme_once._make


@pytest.fixture(autouse=True)
def nothing_made(monkeypatch):
    monkeypatch.setattr(theme_once, "_made", {})
    monkeypatch.setattr(app_session, "_populate_theme_msg", STREAMLITS)


def message():
    """The theme of a message, filled as Streamlit fills it."""
    theme = NewSession().custom_theme
    for section in SECTIONS:
        part = theme
        for name in section.split(".")[1:]:
            part = getattr(part, name)
        app_session._populate_theme_msg(part, f"theme{section}")
    return theme


def test_the_theme_is_what_streamlit_makes_at_first_and_ever_after():
    theirs = message()
    mends.put_in_place(theme_once.MENDED)
    assert message() == theirs
    assert message() == theirs
    assert theirs.light.primary_color != theirs.dark.primary_color
    assert [theirs.HasField(name) for name in ("light", "dark", "sidebar")] == [
        message().HasField(name) for name in ("light", "dark", "sidebar")
    ]


def test_its_options_are_read_once_until_the_file_is_read_again(monkeypatch):
    read = []
    options_of = config.get_options_for_section
    monkeypatch.setattr(
        config, "get_options_for_section", lambda name: read.append(name) or options_of(name)
    )
    mends.put_in_place(theme_once.MENDED)
    message()
    message()
    assert len(read) == len(SECTIONS)
    config.get_config_options(force_reparse=True)
    message()
    assert len(read) == 2 * len(SECTIONS)
