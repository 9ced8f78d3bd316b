"""Nothing is asked of another host, whoever knocks."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from streamlit.web.server.server_util import is_url_from_allowed_origins

import seqdemo.app.page


def test_a_page_of_another_site_is_refused_without_asking_a_third(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(requests, "get", lambda *words, **_: asked.append(words))
    assert seqdemo.app.page.own_address
    assert not is_url_from_allowed_origins("https://elsewhere.example")
    assert is_url_from_allowed_origins("http://localhost:8501")
    assert asked == []
