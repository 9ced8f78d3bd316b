"""Theme in Streamlit's messages: made once, not in every run.

Every run, of a stroke too, begins with a message that holds the whole theme. Streamlit 1.67 makes
it anew of all its options, six sections one by one: 0.25 ms of a core. It has no
public place for this; `tests/web/test_theme_once.py` compares the messages.
"""

from __future__ import annotations

from functools import wraps

from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_make = app_session._populate_theme_msg
_made: dict[str, tuple[object, CustomThemeConfig]] = {}
"""Section -> the options that it was made of, and what it says."""


@wraps(_make)
def _copy_theme(msg: CustomThemeConfig, section: str = "theme") -> None:
    """Write a section of the theme into a message."""
    options = config.get_config_options()  # another object once the file was read again
    made_of, theme = _made.get(section, (None, None))
    if made_of is not options or theme is None:
        theme = CustomThemeConfig()
        _make(theme, section)
        _made[section] = options, theme
    if theme.ByteSize():  # a section that says nothing stays left out
        msg.MergeFrom(theme)


MENDED = {(app_session, "_populate_theme_msg"): _copy_theme}
"""A function of Streamlit, and what `web.mends` puts in its place."""
