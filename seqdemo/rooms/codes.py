"""Room codes: four letters that nobody misreads, random and decent.

Without vowels hardly any word can be spelled; what still can is on a list. Without I, L, O and Q
no letter is taken for another, or for a digit. 18 ** 4 = 104,976 codes, of which a server has at
most a few hundred in use.
"""

from __future__ import annotations

import re
import secrets

ALPHABET = "BCDFGHJKMNPRSTVWXZ"
LENGTH = 4
_WORDS = """
FCK FKK FKR KKK SHT CNT CVNT DCK DKS NGR NGG PRN FGT FGG TWT BTCH BCH BSTR WNK WTF CRP PSS PNS VGN
RPS SX XXX SS NS HJ BJ CP KZ NZ STF JZZ TTT TTS HRN SCK SKS RTRD RTD DMB MRD KRV HRZ PTN PTS CNS
CBR BMB TRR RP
"""
INDECENT = frozenset(_WORDS.split())
"""Words without their vowels, in some languages; a code that holds one is not given."""

_IN_LINK, _LONGEST_LINK = re.compile(r"[?&]room=([^&#]*)"), 500


def new_code() -> str:
    """A random code, by the operating system's random numbers."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if is_decent(code):
            return code


def is_decent(code: str) -> bool:
    """Whether no word on the list is in it."""
    return not any(word in code for word in INDECENT)


def read_code(text: str) -> str:
    """The code somebody typed, or pasted with its link: capitals, without spaces and dashes.

    Raises:
        ValueError: If no room can have it.
    """
    pasted = _IN_LINK.search(text[:_LONGEST_LINK])
    code = re.sub(r"[\s\-.]", "", (pasted[1] if pasted else text)[:20]).upper()
    if len(code) != LENGTH or set(code) - set(ALPHABET):
        raise ValueError("a room's code is four letters, such as KXRT, without a, e, i, l, o, q, u")
    return code
