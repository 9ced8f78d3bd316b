"""Data sets are fetched once, checked, and never left half there; no test leaves this machine."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from seqdemo.core import datasets
from seqdemo.core.datasets import DatasetSource, RemoteFile, at_hand, data_root, fetch
from seqdemo.core.progress import DownloadBar
from seqdemo.tasks import registry

FILES = {"/words.txt": b"the\nof\nand\n", "/large.bin": bytes(100_000)}


class Site(HTTPServer):
    """Serves FILES on this machine and remembers what was asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class Answer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        data = FILES.get(self.path)
        self.send_response(404 if data is None else 200)
        self.send_header("Content-Length", str(len(data or b"")))
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Site() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def publish(site: Site) -> Publish:
    return Publish(site)


class Publish:
    """Publishes a data set called "tiny"."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def __call__(
        self, *paths: str, sha256: str | None = None, at: str | None = None
    ) -> DatasetSource:
        files = tuple(
            RemoteFile(
                at or self._site.url(path),
                sha256 or hashlib.sha256(FILES.get(path, b"")).hexdigest(),
                path.removeprefix("/"),
            )
            for path in paths
        )
        return DatasetSource("tiny", files, "none")


def everything_in(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


@pytest.mark.parametrize("progress", [True, False])
def test_a_data_set_arrives_whole(publish: Publish, tmp_path: Path, progress: bool) -> None:
    tiny = publish("/words.txt", "/large.bin")
    folder = fetch(tiny, tmp_path, progress=progress)
    assert folder == tmp_path / "tiny"
    assert everything_in(tmp_path) == ["tiny/large.bin", "tiny/words.txt"]
    assert (folder / "words.txt").read_bytes() == FILES["/words.txt"]
    assert (folder / "large.bin").read_bytes() == FILES["/large.bin"]


def test_what_is_there_is_not_downloaded_again(
    publish: Publish, site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny = publish("/words.txt")
    fetch(tiny, tmp_path)
    capsys.readouterr()
    fetch(tiny, tmp_path)
    assert site.asked == ["/words.txt"]
    assert capsys.readouterr().out == ""  # and no bar is drawn for nothing


def test_a_damaged_file_is_downloaded_again(publish: Publish, site: Site, tmp_path: Path) -> None:
    tiny = publish("/words.txt")
    path = fetch(tiny, tmp_path) / "words.txt"
    path.write_bytes(b"the\nof\n")
    fetch(tiny, tmp_path)
    assert path.read_bytes() == FILES["/words.txt"]
    assert len(site.asked) == 2


def test_a_file_with_another_hash_is_refused_and_leaves_nothing_behind(
    publish: Publish, tmp_path: Path
) -> None:
    tiny = publish("/words.txt", sha256="0" * 64)
    with pytest.raises(RuntimeError, match=r"^cannot fetch words.txt from http://127.*0{64}"):
        fetch(tiny, tmp_path)
    assert everything_in(tmp_path) == []


def test_a_file_that_is_gone_is_refused_and_leaves_nothing_behind(
    publish: Publish, tmp_path: Path
) -> None:
    tiny = publish("/gone.txt")
    with pytest.raises(RuntimeError, match=r"^cannot fetch gone.txt from http://127.*404"):
        fetch(tiny, tmp_path)
    assert everything_in(tmp_path) == []


def test_a_host_that_does_not_answer_is_named(publish: Publish, tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # taken, and nobody listens
        tiny = publish("/words.txt", at=f"http://127.0.0.1:{nobody.getsockname()[1]}/words.txt")
        with pytest.raises(RuntimeError, match=r"^cannot fetch words.txt from http://127.*refused"):
            fetch(tiny, tmp_path)
    assert everything_in(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_named(publish: Publish, tmp_path: Path) -> None:
    tiny = publish("/words.txt")
    (tmp_path / "tiny").write_text("in the way")
    with pytest.raises(RuntimeError, match=r"^cannot fetch words.txt .*tiny"):
        fetch(tiny, tmp_path)


def test_data_stand_where_the_environment_says(
    publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEQDEMO_DATA", str(tmp_path / "here"))
    tiny = publish("/words.txt")
    assert fetch(tiny) == tmp_path / "here" / "tiny"
    monkeypatch.delenv("SEQDEMO_DATA")
    assert data_root().name == "seqdemo"


@pytest.mark.parametrize("name", registry.datasets())
def test_every_data_set_says_where_it_is_what_it_hashes_to_and_its_terms(name: str) -> None:
    source = registry.get_dataset(name)
    assert source.name == name and source.licence
    for file in source.files:
        assert file.url.startswith("https://")
        assert len(bytes.fromhex(file.sha256)) == 32
        assert "/" not in file.target


def test_an_unknown_name_is_answered_with_the_names_there_are() -> None:
    there_are = r"no data set is called 'wrods'; there are: series, shakespeare"
    with pytest.raises(KeyError, match=there_are):
        registry.get_dataset("wrods")


# The bar


def test_the_bar_counts_bytes_up_to_the_total(capsys: pytest.CaptureFixture[str]) -> None:
    bar = DownloadBar()
    bar.total = 2000
    bar.update(1024)
    bar.reset()
    bar.update(2000)
    bar.close()
    assert bar.total == 2000
    assert "2.0/2.0 kB" in capsys.readouterr().out


def test_a_bar_whose_total_nobody_told_runs_all_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bar = DownloadBar()
    bar.total = 0
    bar.update(1024)
    bar.close()
    assert bar.total == 0
    assert "1.0/?" in capsys.readouterr().out


def test_a_failed_download_leaves_the_terminal_as_it_was(
    publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny = publish("/large.bin", sha256="0" * 64)
    bar = DownloadBar()

    def breaks_off(_: int) -> None:
        assert bar._progress.live.is_started
        raise ConnectionResetError("connection reset")

    monkeypatch.setattr(bar, "update", breaks_off)
    monkeypatch.setattr(datasets, "_progress", lambda: bar)
    with pytest.raises(RuntimeError, match=r"^cannot fetch large.bin"):
        fetch(tiny, tmp_path)
    assert not bar._progress.live.is_started


def test_a_data_set_is_at_hand_as_soon_as_all_of_it_is_there_and_as_long_as_it_is_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    digest = hashlib.sha256(b"the\n").hexdigest()
    files = tuple(RemoteFile("", digest, name) for name in ("one.txt", "two.txt"))
    tiny = DatasetSource("tiny", files, "")
    monkeypatch.setenv("SEQDEMO_DATA", str(tmp_path))
    folder = tmp_path / "tiny"
    folder.mkdir()
    assert at_hand(tiny) is None
    for file in files:
        assert at_hand(tiny) is None
        (folder / file.target).write_bytes(b"the\n")
    assert at_hand(tiny) == folder == at_hand(tiny, tmp_path)
    (folder / "two.txt").write_bytes(b"the other text\n")
    assert at_hand(tiny) is None
