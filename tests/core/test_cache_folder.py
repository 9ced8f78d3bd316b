"""Where files that can be rebuilt are kept, also for a user who has no home."""

from pathlib import Path

import platformdirs
import pytest

from seqdemo.core.cache_folder import CACHE, cache_folder


def test_the_environment_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(CACHE, str(tmp_path))
    assert cache_folder("web") == tmp_path / "web"


def test_a_user_without_a_home_has_one_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv(CACHE, raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_dir", fail)
    folder = cache_folder("web")
    assert not folder.exists()
    with pytest.raises(OSError, match="Not a directory"):
        folder.mkdir(parents=True)
