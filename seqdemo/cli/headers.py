"""Headers of all answers: content security policy, frames, referrer."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

_ORIGIN = re.compile(r"\*|https?://(?:\*\.)?[\w.-]+(?::\d+)?", re.ASCII)
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def security_headers(embed_from: Sequence[str] = ()) -> Mapping[str, str]:
    """Name and value of each header.

    Args:
        embed_from: Origins whose pages may show the app in a frame, such as
            "https://moodle.school.example"; "*" allows all. Pages of the app itself always may.

    Raises:
        ValueError: If one is no origin.
    """
    for origin in embed_from:
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(f"--embed-from {origin!r} is no origin such as https://school.example")
    headers = {
        "Content-Security-Policy": content_security_policy(embed_from),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "geolocation=(), microphone=(), payment=(), usb=()",
    }
    if not embed_from:  # knows no list of origins; for browsers that know no frame-ancestors
        headers["X-Frame-Options"] = "SAMEORIGIN"
    return headers


def content_security_policy(embed_from: Sequence[str] = ()) -> str:
    """A policy that lets a page load from its own server alone.

    Pictures and downloads are made in the page (blob:, data:), and Streamlit makes a component's
    script there if it came with a message; only a script that runs already can make one. Streamlit
    and the components write styles into elements, which no hash can name. Inline scripts are only
    those of Streamlit's page.
    """
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(("'self'", "blob:", *inline_script_hashes())),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' data: blob:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": " ".join(("'self'", *embed_from)),
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def inline_script_hashes() -> tuple[str, ...]:
    """Hash of each inline script of the page that the installed Streamlit serves."""
    spec = find_spec("streamlit")  # which does not import it
    assert spec is not None and spec.origin is not None
    page = (Path(spec.origin).parent / "static" / "index.html").read_text("utf-8")
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE.findall(page))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
