"""Stores of rooms: in an SQLite file, and in a PostgreSQL of the test's own where there is one."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from standing_clock import Clock, clock

from bench._server import free_port
from seqdemo.rooms.database import Database
from seqdemo.rooms.store import RoomStore

__all__ = ["clock"]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'rooms.sqlite'}"


@pytest.fixture
def make_store(clock: Clock) -> Iterator[Callable[..., RoomStore]]:
    """Open a store on a database, with the test's clock unless another is given."""
    opened = []

    def make(url: str, **options: object) -> RoomStore:
        database = Database(url)
        opened.append(database)
        return RoomStore(database, **({"clock": clock} | options))

    yield make
    for database in opened:
        database.close()


@pytest.fixture
def store(make_store: Callable[..., RoomStore], url: str) -> RoomStore:
    return make_store(url)


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


def _as_nobody_special() -> dict[str, object]:
    """PostgreSQL refuses to run as root: its own user takes over, as Debian's package makes one."""
    return {"user": "postgres"} if os.geteuid() == 0 else {}


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """URL of a PostgreSQL server that ends with the tests."""
    programs, who = _programs(), _as_nobody_special()
    try:
        if programs is None or (who and not pwd.getpwnam("postgres")):
            raise KeyError
    except KeyError:
        words = "PostgreSQL is not installed (on Debian: apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(words, pytrace=False)
        pytest.skip(words)
    folder, port = Path(tempfile.mkdtemp(prefix="seqdemo-pg-")), free_port()
    if who:
        shutil.chown(folder, "postgres")
    said = {"cwd": folder, "check": True, "capture_output": True, **who}
    subprocess.run(
        [programs / "initdb", "-D", folder / "data", "-A", "trust", "-U", "seqdemo", "-N"], **said
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
    control = [programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", options, "start"], **said)
    try:
        yield f"postgresql://seqdemo@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **said)
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def any_url(request: pytest.FixtureRequest) -> str:
    """Of each kind of database."""
    found: str = request.getfixturevalue("url" if request.param == "sqlite" else "postgresql")
    return found
