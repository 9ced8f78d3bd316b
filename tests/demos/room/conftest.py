"""A server with rooms, for tests that talk to it over its websocket."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from prepared_server import serving

from bench._server import Server
from seqdemo.rooms.database import Database
from seqdemo.rooms.store import RoomStore


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, RoomStore]]:
    """A server, and a second store on its database, as the teacher's own process."""
    url = f"sqlite:///{tmp_path_factory.mktemp('rooms') / 'rooms.sqlite'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEQDEMO_DATABASE_URL", url)
        with serving() as server:
            store = RoomStore(Database(url))
            yield server, store
            store.database.close()
