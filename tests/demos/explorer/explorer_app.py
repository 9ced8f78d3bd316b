"""The page "Explore hidden states" run as Streamlit runs it, with short corpora: for its tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from page_components import components
from streamlit.testing.v1 import AppTest

from seqdemo.app.job import Job
from seqdemo.core.cache_folder import CACHE, cache_folder
from seqdemo.core.given_trace import VARIABLE
from seqdemo.demos.captioner import corpus as of_captioner
from seqdemo.demos.explorer import dose, search
from seqdemo.demos.explorer.page import corpora, measurements
from seqdemo.demos.next_word import corpus as of_words
from seqdemo.demos.sentiment import corpus as of_moods
from seqdemo.demos.shakespeare import corpus as of_writer
from seqdemo.demos.sketch import corpus as of_sketcher
from seqdemo.demos.translation import corpus as of_translator
from seqdemo.demos.word_reader import corpus as of_reader
from seqdemo.tasks.registry import explorables
from seqdemo.training.framing import Message
from seqdemo.training.worker import Control, named

corpora.LOOKED_AT = 1e6  # what is made in the background would be made with another test's lengths

ROOT = Path(__file__).resolve().parents[3]
PAGE = "pages/explorer.py"


class AtOnce:
    """Carries out orders at once and in this process: what a worker does, without its start."""

    def __init__(self) -> None:
        self.orders: list[dict[str, object]] = []

    def begin(self, visitor, work, given, payload=b"", seconds=0.0):
        self.orders.append(given)
        job = Job(len(self.orders), Message({}), lambda job: job.finish("stopped"))
        job.events += named(work)(given, payload, Control(60))
        job.finish("done")
        return job


def line_ends(unit, level, seeds):
    """Counts as a search makes them: unit 183 ends lines, others do nothing."""
    draw = np.random.default_rng([unit % 7, *seeds])
    ends = draw.poisson(6, len(seeds)) + (unit == 183) * (4 + 3 * level)
    return np.stack([ends, np.full(len(seeds), 240.0)], 1).astype(float)


@contextmanager
def short_corpora(cache: Path) -> Iterator[pytest.MonkeyPatch]:
    """The networks' own corpora, only shorter than on a server; no file, no fetched text."""
    compiled = cache_folder("native")
    compiled.mkdir(parents=True, exist_ok=True)
    (cache / "native").symlink_to(compiled)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE, str(cache))
        patch.setenv("SEQDEMO_DATA", str(cache / "data"))
        patch.delenv(VARIABLE, raising=False)
        short = {"write_corpus": {"texts": 10, "length": 150}, "read_corpus": {"longest": 3_000}}
        for name, options in short.items():
            patch.setattr(of_writer, name, partial(getattr(of_writer, name), **options))
        reading = partial(of_reader.read_corpus, words=300, traced=20)
        patch.setattr(of_reader, "read_corpus", reading)
        feeling = partial(of_moods.read_corpus, sentences=600, traced=20)
        patch.setattr(of_moods, "read_corpus", feeling)
        drawing = partial(of_captioner.drawn_corpus, sentences=3)
        patch.setattr(of_captioner, "drawn_corpus", drawing)
        patch.setattr(of_captioner, "SAMPLES", list(of_captioner.SAMPLES)[:4])
        sketching = partial(of_sketcher.drawn_corpus, drawings=12)
        patch.setattr(of_sketcher, "drawn_corpus", sketching)
        patch.setattr(of_words, "WRITTEN", 80)
        patch.setattr(of_words, "MADE", {"daily": 30, "stories": 10, "agreement": 30})
        drawing_too = partial(of_translator.drawn_corpus, rounds=2)
        patch.setattr(of_translator, "drawn_corpus", drawing_too)
        ready_sentences = {code: lines[:4] for code, lines in of_translator.SENTENCES.items()}
        patch.setattr(of_translator, "SENTENCES", ready_sentences)
        patch.setattr(measurements, "JOBS", AtOnce())
        patch.setattr(measurements, "JOBS_HERE", AtOnce())
        patch.setattr(dose, "LEVELS", (-1.0, 0.0, 1.0))
        patch.setattr(dose, "BASELINE_LEVELS", (-1.0, 1.0))
        patch.setattr(dose, "SAMPLES", 2)
        patch.setattr(dose, "BASELINE_SAMPLES", 2)
        patch.setattr(dose, "BASELINES", 2)
        patch.setattr(dose, "BATCH", 2)
        patch.setattr(search, "counting", lambda asked, holds: line_ends)
        corpora.making.clear()
        corpora._meanings.clear()
        yield patch
        corpora.making.clear()
        corpora._meanings.clear()


def open_page(**link):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180)
    for name, value in link.items():
        app.query_params[name.rstrip("_")] = value
    app.switch_page(PAGE)
    return run(app)


def run(app):
    app.run()
    assert not app.exception
    return app


def ready(kind="own", **link):
    """The page, when the corpus it needs is there."""
    name, cell = link.get("from_", "shakespeare"), link.get("cell", "lstm")
    if name in explorables() and cell in explorables()[name].networks:
        corpora.making(name, cell, kind).wait(120)
    return open_page(**link)


def mounted(app, name):
    """What a component of the page was given."""
    found = [json.loads(element.proto.json)[0] for element in components(app)]
    return [data for data in found if name in data]


def lens(app):
    (data,) = mounted(app, "kinds")
    return data


def address(app):
    """What the page writes into the address."""
    (data,) = mounted(app, "link")
    return data["link"]


def said(app):
    parts = (*app.caption, *app.markdown, *app.info, *app.warning, *app.error)
    return " ".join(element.value for element in parts)


def word_link(**link):
    return {"from_": "word_reader", "cell": "gru"} | link
