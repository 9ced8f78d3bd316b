"""Tokens: a right is a secret of one browser; the store has its hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets

TOKEN_BYTES = 24
LONGEST = 64
"""Characters of a token; anything longer is none."""


def new_token() -> str:
    """192 random bits as text."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What is stored of a token: who reads the file of a store has nobody's right."""
    return hashlib.sha256(token[: LONGEST + 1].encode("utf-8", "replace")).hexdigest()


def is_token(token: str, stored: str) -> bool:
    """Whether it is the token whose hash is stored; takes as long for any wrong one."""
    return hmac.compare_digest(token_hash(token), stored) and len(token) <= LONGEST
