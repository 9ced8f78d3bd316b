"""What the browser's modules say of their data is what Python sends."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import seqdemo
from seqdemo.core.ranking import Ranking
from seqdemo.core.search_tree import BeamResult, Fate, Hypothesis, Sentence
from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.demos.by_hand.page.fifty import payload as fifty_payload
from seqdemo.demos.by_hand.page.hand import payload as hand_payload
from seqdemo.demos.captioner.page.caption_unroll.payload import CaptionView
from seqdemo.demos.captioner.page.caption_unroll.payload import payload as caption_payload
from seqdemo.demos.captioner.page.did_it_look.payload import LookView
from seqdemo.demos.captioner.page.did_it_look.payload import payload as look_payload
from seqdemo.demos.explorer.page.lens.payload import LensView
from seqdemo.demos.explorer.page.lens.payload import payload as lens_payload
from seqdemo.demos.forecast.page.fan.payload import FanView
from seqdemo.demos.forecast.page.fan.payload import payload as fan_payload
from seqdemo.demos.forecast.series import Series
from seqdemo.demos.lab.page.race.payload import payload as race_payload
from seqdemo.demos.lab.page.run import Run
from seqdemo.demos.lab.settings import Settings
from seqdemo.demos.next_word.page.keyboard import KeyboardView
from seqdemo.demos.next_word.page.keyboard import payload as keyboard_payload
from seqdemo.demos.own_text.page.learner.payload import payload as learner_payload
from seqdemo.demos.own_text.page.run import Run as OwnRun
from seqdemo.demos.own_text.text import own_text
from seqdemo.demos.shakespeare.page.text_unroll.payload import TextView
from seqdemo.demos.shakespeare.page.text_unroll.payload import payload as text_payload
from seqdemo.demos.sketch.page.pad.payload import PadView
from seqdemo.demos.sketch.page.pad.payload import payload as pad_payload
from seqdemo.demos.through_time.page.unrolled import payload as through_payload
from seqdemo.demos.word_reader.page.unroll.payload import UnrollView
from seqdemo.demos.word_reader.page.unroll.payload import payload as unroll_payload
from seqdemo.web.attention_map import AttentionView
from seqdemo.web.attention_map import payload as attention_payload
from seqdemo.web.drawing import Drawing
from seqdemo.web.guess_box import GuessView
from seqdemo.web.guess_box import payload as guess_payload
from seqdemo.web.search_tree import search_data, shown_data
from seqdemo.web.steps.columns import Column, Text
from seqdemo.web.steps.payload import StepsView
from seqdemo.web.steps.payload import payload as steps_payload

PACKAGE = Path(seqdemo.__file__).parent
PNG = b"\x89PNG"
LAYER = LayerTrace("rnn", np.zeros((3, 4), np.float32))
TRACE = Trace(
    inputs=("BOS", "a", "b"),
    layers=(LAYER,),
    logits=np.zeros((3, 3), np.float32),
    classes=tuple("?ab"),
)


def captioned() -> dict[str, Any]:
    return caption_payload(CaptionView("r", TRACE, PNG, (1, 1), "a photo", "plain", "An RNN", at=0))


def painted() -> dict[str, Any]:
    half = np.full(2, 0.5, np.float32)
    return look_payload(LookView("r", PNG, (1, 1), "a photo", ("a",), half, half))


def explored() -> dict[str, Any]:
    order = np.arange(4)
    return lens_payload(LensView("r", TRACE.inputs, LAYER, "hidden", order))


def written() -> dict[str, Any]:
    assert TRACE.logits is not None
    read = Trace(inputs=tuple("ab?"), layers=(LAYER,), logits=TRACE.logits, classes=TRACE.classes)
    assert read.logits is not None
    return text_payload(TextView("r", "ab?", 0, read.logits, "?ab", None, read))


def stepped() -> dict[str, Any]:
    columns = [Column(Text(label)) for label in TRACE.inputs]
    return steps_payload(StepsView(TRACE, columns))


def drawn() -> dict[str, Any]:
    grids = ("0" * 49,)
    return unroll_payload(UnrollView(grids)) | Drawing("typedef", grids).standing()


def forecast() -> dict[str, Any]:
    series = Series("s", "S", "", np.arange(9.0))
    return fan_payload(FanView(series, 8, np.zeros((2, 5)), "GRU", [], {}, 4, 9))


def sketched() -> dict[str, Any]:
    return pad_payload(PadView((), "finish")) | Drawing("typedef-sketch", ()).standing()


def typed() -> dict[str, Any]:
    return keyboard_payload(KeyboardView("I", 0, "I", [], 9))


def built() -> dict[str, Any]:
    return hand_payload({}, "build")


def weighed() -> dict[str, Any]:
    return fifty_payload(0.9, "none")


def looked() -> dict[str, Any]:
    trace = replace(TRACE, attention=np.full((3, 2), 0.5, np.float32), source=("x", "y"))
    return attention_payload(AttentionView(trace, "abc", "xy", follows="steps"))


def searched() -> dict[str, Any]:
    tree = ((Hypothesis(2, 0, -0.5, Fate.FINISHED),),)
    found = search_data(BeamResult((Sentence((), -0.5, -0.5),), tree), str, " ".join)
    return found | shown_data((), Ranking(), "word", None)


def raced() -> dict[str, Any]:
    return race_payload(Run("ann", Settings()), None, "", losses=True, reaches=True, veiled=False)


def guessed() -> dict[str, Any]:
    return guess_payload(GuessView("r", "Which?"))


def taught() -> dict[str, Any]:
    return learner_payload(OwnRun("ann", own_text("ab" * 200), "gru", 1), losses=True)


def sent_back() -> dict[str, Any]:
    return through_payload({}, "RNN")


SENT = {
    "demos/by_hand/page/fifty/fifty.js": weighed,
    "demos/by_hand/page/hand/hand.js": built,
    "demos/captioner/page/caption_unroll/caption_unroll.js": captioned,
    "demos/captioner/page/did_it_look/did_it_look.js": painted,
    "demos/explorer/page/lens/lens.js": explored,
    "demos/forecast/page/fan/fan.js": forecast,
    "demos/lab/page/race/race.js": raced,
    "demos/next_word/page/keyboard/keyboard.js": typed,
    "demos/own_text/page/learner/learner.js": taught,
    "demos/shakespeare/page/text_unroll/text_unroll.js": written,
    "demos/sketch/page/pad/pad.js": sketched,
    "demos/through_time/page/unrolled/unrolled.js": sent_back,
    "demos/word_reader/page/unroll/unroll.js": drawn,
    "web/attention_map/attention_map.js": looked,
    "web/guess_box/guess_box.js": guessed,
    "web/search_tree/search_tree.js": searched,
    "web/steps/steps.js": stepped,
}


@pytest.mark.parametrize("path", SENT)
def test_a_typedef_has_the_names_that_python_sends(path: str) -> None:
    source = (PACKAGE / path).read_text("utf-8")
    said = re.findall(r"^ \* @property \{.+?\} (\w+) ", source, re.MULTILINE)
    assert len(said) == len(set(said))
    assert set(said) == set(SENT[path]())
