"""Where files that can be rebuilt are kept, also for a user who has no home."""

from pathlib import Path

import platformdirs
import pytest

from seqdemo.core.cache_folder import CACHE, cache_folder
from seqdemo.core.datasets import DatasetSource, RemoteFile, at_hand, fetch
from seqdemo.rooms.database import URL, Database
from seqdemo.rooms.limits import RoomAway


def test_the_environment_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(CACHE, str(tmp_path))
    assert cache_folder("web") == tmp_path / "web"


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without a home: there is no HOME, and the number is nobody's name."""

    def fail(_: str) -> None:
        raise RuntimeError("Could not determine home directory.")

    for name in (CACHE, "SEQDEMO_DATA", URL):
        monkeypatch.delenv(name, raising=False)
    for kind in ("cache", "data"):
        monkeypatch.setattr(platformdirs, f"user_{kind}_dir", fail)


@pytest.mark.usefixtures("homeless")
def test_a_user_without_a_home_has_one_that_cannot_be_made() -> None:
    folder = cache_folder("web")
    assert not folder.exists()
    with pytest.raises(OSError, match="Not a directory"):
        folder.mkdir(parents=True)


@pytest.mark.usefixtures("homeless")
def test_without_a_home_no_data_are_at_hand_and_none_can_be_fetched() -> None:
    source = DatasetSource("tiny", (RemoteFile("http://127.0.0.1:9/a", "0" * 64, "a"),), "None.")
    assert at_hand(source) is None
    with pytest.raises(RuntimeError, match="cannot fetch a from"):
        fetch(source, progress=False)


@pytest.mark.usefixtures("homeless")
def test_without_a_home_rooms_say_in_a_sentence_that_they_cannot_be_kept() -> None:
    with pytest.raises(RoomAway, match="rooms cannot be kept"):
        Database()
