"""A disk that is full: a file system of 1 MB in memory, or a limit on what this process writes."""

from __future__ import annotations

import resource
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

SIZE = 1_000_000


class Disk:
    """A folder on a small disk.

    Attributes:
        folder: To write into.
    """

    def __init__(self, folder: Path, *, mounted: bool) -> None:
        self.folder, self._mounted = folder, mounted
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)
        self._filling = folder / "filling"

    def fill(self) -> None:
        """Leave no room for a single byte."""
        if not self._mounted:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, self._before[1]))
            return
        with self._filling.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(bytes(4096)):
                pass

    def free(self) -> None:
        """Have room again."""
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)
        self._filling.unlink(missing_ok=True)

    @property
    def names(self) -> set[str]:
        """What lies on it, hidden files, too."""
        return {path.name for path in self.folder.rglob("*")} - {"filling"}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(folder)]
    try:
        mounted = not subprocess.run(words, capture_output=True, check=False).returncode
    except OSError:
        mounted = False
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    small = Disk(folder, mounted=mounted)
    yield small
    small.free()
    signal.signal(signal.SIGXFSZ, before)
    if mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)
