"""Public data sets: addresses, checksums, layout on disk.

Nothing of a data set is in the repository. Using the app needs none; training some demos does.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from seqdemo.core.cache_folder import users_cache

if TYPE_CHECKING:  # pooch is imported where it is used: pages know data sets, and fetch none
    from seqdemo.core.progress import DownloadBar


@dataclass(frozen=True)
class RemoteFile:
    """One file of a data set.

    Attributes:
        url: Where it is published.
        sha256: What it must hash to.
        target: Its name in the data set's folder.
    """

    url: str
    sha256: str
    target: str


@dataclass(frozen=True)
class DatasetSource:
    """A data set that can be fetched; a demo's `dataset.py` exports its own as `DATASET`.

    Attributes:
        name: Its folder's.
        files: Its files.
        licence: What is known of its terms.
    """

    name: str
    files: tuple[RemoteFile, ...]
    licence: str


def data_root() -> Path:
    """SEQDEMO_DATA, else the user's cache folder."""
    root = os.environ.get("SEQDEMO_DATA")
    return Path(root) if root else users_cache()


def fetch(source: DatasetSource, root: Path | None = None, *, progress: bool = True) -> Path:
    """Download a data set where it is not there yet, checking every file's SHA-256.

    Returns:
        The data set's folder, laid out as `--data` expects it.

    Raises:
        RuntimeError: If a file cannot be had or is not what it should be.
    """
    folder = (root or data_root()) / source.name
    for file in source.files:
        _fetch_file(file, folder, progress)
    return folder


def at_hand(source: DatasetSource, root: Path | None = None) -> Path | None:
    """The folder of a data set whose files are all there and all what they should be, or None."""
    folder = (root or data_root()) / source.name
    return folder if all(_is_there(file, folder) for file in source.files) else None


def _is_there(file: RemoteFile, folder: Path) -> bool:
    path = folder / file.target
    try:
        about = path.stat()
        return _sha256(path, about.st_size, about.st_mtime_ns) == file.sha256
    except OSError:
        return False


@lru_cache(maxsize=64)
def _sha256(path: Path, size: int, changed: int) -> str:
    """Of a file as it was when it had this size and was changed then."""
    import pooch

    return str(pooch.file_hash(path))


def _fetch_file(file: RemoteFile, folder: Path, progress: bool) -> None:
    import pooch

    bar = _progress() if progress else None
    downloader = pooch.HTTPDownloader(progressbar=bar or False, timeout=30)
    try:
        pooch.retrieve(
            file.url, f"sha256:{file.sha256}", fname=file.target, path=folder, downloader=downloader
        )
    except (OSError, ValueError) as error:
        raise RuntimeError(f"cannot fetch {file.target} from {file.url}: {error}") from error
    finally:
        if bar:
            bar.close()


def _progress() -> DownloadBar:
    from seqdemo.core.progress import DownloadBar

    return DownloadBar()
