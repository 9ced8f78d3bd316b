"""Write a file whole or not at all, also on a full disk."""

from __future__ import annotations

import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file aside and then move it; its folder is made.

    Raises:
        OSError: If there is no room for it, or its folder cannot be written; nothing is left over.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
            part = Path(file.name)
            file.write(content)
        part.chmod(0o644)
        part.replace(path)
    except OSError:
        if part is not None:
            part.unlink(missing_ok=True)
        raise
