"""Compile the package's C sources with the machine's compiler.

A library made here may use every instruction of this processor, which no wheel could. Without a
compiler there is what was built ahead (`prebuilt.py`), or nothing: then whoever asked takes the
slower way.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

from seqdemo.core.cache_folder import cache_folder
from seqdemo.models.pen.prebuilt import prebuilt

COMPILERS = ("cc", "gcc", "clang")
"""Tried in this order, after what the environment variable CC names."""

_COMMON = ("-O3", "-std=c11", "-D_GNU_SOURCE", "-shared", "-fPIC", "-pthread")
_ARITHMETIC = ("-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math", "-fwrapv")
"""Every processor rounds after each operation, and numbers that run over begin again."""

_TUNED = (
    ("-march=native", "-mprefer-vector-width=512"),
    ("-march=native",),
    ("-mcpu=native",),
    (),
)
"""What makes use of this processor, best first; a compiler refuses what it does not know."""

_PATIENCE = 60
"""Seconds a compiler may take."""


@lru_cache
def library(source: Path) -> ctypes.CDLL | None:
    """A C source as a library; compiled at the first call ever, in about a second.

    Args:
        source: A .c file that needs the standard library, threads and headers beside it only.

    Returns:
        The library; None where there is no compiler, or nowhere to put what it makes, and none
        was built ahead.
    """
    if sys.platform == "win32":
        return None
    compiler = _compiler()
    if compiler is not None:
        made = (_made(source, compiler, tuned) for tuned in _TUNED)
        return next((found for found in made if found is not None), None) or _built_ahead(source)
    return _built_ahead(source)


def build(source: Path, flags: tuple[str, ...], target: Path) -> None:
    """Compile a source into a file.

    Raises:
        RuntimeError: If there is no compiler.
        subprocess.SubprocessError: If it fails.
    """
    compiler = _compiler()
    if compiler is None:
        raise RuntimeError("no C compiler was found: install gcc or clang")
    _compile(source, compiler, (*_COMMON, *_ARITHMETIC, *flags), target)


def _built_ahead(source: Path) -> ctypes.CDLL | None:
    found = prebuilt(source, _processor())
    try:
        return None if found is None else ctypes.CDLL(str(found))
    except OSError:
        return None


def _compiler() -> str | None:
    names = (os.environ.get("CC", ""), *COMPILERS)
    return next((path for name in names if name and (path := shutil.which(name))), None)


def _made(source: Path, compiler: str, tuned: tuple[str, ...]) -> ctypes.CDLL | None:
    flags = (*_COMMON, *_ARITHMETIC, *tuned)
    try:
        folder = cache_folder("native")
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{source.stem}-{_digest(source, compiler, flags)}.so"
        if not target.is_file():
            _compile(source, compiler, flags, target)
        return ctypes.CDLL(str(target))
    except (OSError, subprocess.SubprocessError):
        return None


def _compile(source: Path, compiler: str, flags: tuple[str, ...], target: Path) -> None:
    # Written aside and then moved: another process never loads half a library.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-") as aside:
        made = Path(aside) / target.name
        subprocess.run(
            [compiler, *flags, "-o", str(made), str(source), "-lm"],
            check=True,
            capture_output=True,
            timeout=_PATIENCE,
        )
        made.rename(target)


def _digest(source: Path, compiler: str, flags: tuple[str, ...]) -> str:
    """Names sources, compiler, flags and processor: a home folder may be shared by machines."""
    sources = (path.read_bytes() for path in (source, *sorted(source.parent.glob("*.h"))))
    parts = (*sources, compiler.encode(), " ".join(flags).encode(), _processor())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def _processor() -> bytes:
    try:
        lines = Path("/proc/cpuinfo").read_bytes().splitlines()
    except OSError:
        return f"{platform.machine()} {platform.processor()}".encode()
    return next((line for line in lines if line.startswith((b"flags", b"Features"))), b"")
