"""Charts made while another thread imports pandas."""

import importlib
import sys
from pathlib import Path
from threading import Event, Thread

import seqdemo
from seqdemo.views import graph_objects

SOURCES = Path(seqdemo.__path__[0]).rglob("*.py")


def test_a_chart_waits_until_pandas_is_whole(monkeypatch):
    import pandas

    made, asked = Event(), Event()

    def chart():
        asked.set()
        graph_objects.Scatter(x=[1, 2], y=[3, 4])
        made.set()

    lock = importlib._bootstrap._get_module_lock("pandas")
    with lock if hasattr(lock, "__enter__") else _held(lock):
        monkeypatch.setattr(pandas.__spec__, "_initializing", True, raising=False)
        thread = Thread(target=chart)
        thread.start()
        assert asked.wait(30)
        assert not made.wait(0.1)
        monkeypatch.undo()
    thread.join(30)
    assert made.is_set()
    assert sys.modules["pandas"] is pandas


class _held:
    """A module lock, held."""

    def __init__(self, lock):
        self.lock = lock

    def __enter__(self):
        self.lock.acquire()

    def __exit__(self, *_):
        self.lock.release()


def test_no_module_takes_graph_objects_from_plotly_itself():
    taking = [path.name for path in SOURCES if "plotly.graph_objects as" in path.read_text("utf-8")]
    assert taking == []
