"""Causes of a live network: many texts of it, in its own process."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from test_sides import LETTERS, TEXT, Writer, encode, made
from torch import nn

from seqdemo.analysis.cause_search import contrasts, judged
from seqdemo.analysis.directions import Directions
from seqdemo.analysis.dose_response import DoseResponse
from seqdemo.app import jobs_here
from seqdemo.app.jobs_here import JobsHere
from seqdemo.core.intervention import Clamp, Steer
from seqdemo.core.sampling import Sampling
from seqdemo.demos.explorer import dose, search
from seqdemo.demos.explorer.dose import Dose
from seqdemo.demos.explorer.search import Search
from seqdemo.live.sides import LiveWriters
from seqdemo.live.texts import live_outcomes
from seqdemo.tasks.causes import TEMPERATURE, HasCauses, WriteMany
from seqdemo.tasks.live import begin_live, end_live
from seqdemo.tasks.stack_answers import changed_writing

PATIENCE = 60.0
OPENING = TEXT[:9]
HELD = (Clamp(1, (3, 4), 8, 0.9), Clamp(0, (1,), 4, -0.5))


@pytest.mark.parametrize("cell", [nn.LSTM, nn.GRU, nn.RNN])
def test_texts_side_by_side_are_those_that_are_written_alone(cell):
    torch.manual_seed(0)
    side, model, _ = made(Writer(cell))
    assert isinstance(side, HasCauses)
    steer = Steer(1, "axes", 0, 6, 0.4, *vectors(10))
    held = ((), HELD, (), (steer,), HELD)
    written = side.write_many(model, WriteMany(OPENING, (0, 1, 2, 3, 4), held, length=40))
    stack = side.stack(model, OPENING)
    for seed, (one, done) in enumerate(zip(written, held, strict=True)):
        how = Sampling(temperature=TEMPERATURE, seed=seed)
        alone = changed_writing(stack, model.vector, 40, how, done)
        assert one.text == "".join(alone.inputs[len(OPENING) :]), seed
        p = torch.from_numpy(alone.logits[len(OPENING) - 1 : -1]).double().log_softmax(-1)
        bits = [-float(p[n, LETTERS.index(x)]) / np.log(2) for n, x in enumerate(one.text)]
        np.testing.assert_allclose(one.bits, bits, atol=1e-3)


def vectors(size: int):
    read = np.random.default_rng(0).normal(size=size).astype(np.float32)
    return read, 0.1, read / np.float32(read @ read)


def test_a_text_that_is_given_is_read_and_its_bits_are_those_of_the_trace():
    side, model, _ = made(Writer())
    (one,) = side.write_many(model, WriteMany(OPENING, (0,), ((),), read=TEXT[9:]))
    assert one.text == TEXT[9:]
    p = torch.from_numpy(side.read(model, TEXT).logits).double().log_softmax(-1)
    bits = [-float(p[n - 1, LETTERS.index(TEXT[n])]) / np.log(2) for n in range(9, len(TEXT))]
    np.testing.assert_allclose(one.bits, bits, atol=1e-3)


def test_what_is_measured_are_letters_and_words_as_the_classes_are():
    side, *_ = made(Writer())
    found = side.outcomes()
    assert list(found)[:2] == ["sentence", "vowels"] and list(found)[-1] == "loss"
    assert "line" not in found and "capitals" not in found
    shares = {one.title: one for name, one in found.items() if name.startswith("symbol")}
    assert shares["share of “t”"].count("that") == (2, 4)
    assert "share of “␣”" in shares and not side.judged


def test_of_many_classes_the_most_frequent_are_counted():
    classes = [f"word{n}" for n in range(100)]
    found = live_outcomes(classes, [*classes[60:] * 2, "word3"], joined=False)
    assert list(found) == [f"symbol_{n}" for n in range(60, 100)] + ["loss"]
    found = live_outcomes(classes, ["word3"] * 2, joined=False)
    assert "symbol_3" in found and len(found) == 41


def words_side():
    names = ["the", "cat", "sat", "on", "mat"]

    class Words(nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding, self.recurrent = nn.Embedding(5, 4), nn.GRU(4, 6, batch_first=True)
            self.out = nn.Linear(6, 5)

        def forward(self, ids):
            return self.out(self.recurrent(self.embedding(ids))[0])

    def split(text):
        return torch.tensor([[names.index(word) for word in text.split()]])

    told = {"x": "the cat sat on the mat", "encode": split, "classes": tuple(names)}
    return made(Words(), **told)[:2]


def test_words_are_written_and_counted_as_words():
    side, model = words_side()
    asked = WriteMany("the cat", (0, 1), ((Clamp(0, (2,), 1, 1.0),),) * 2, length=12)
    one, other = side.write_many(model, asked)
    assert len(one.text.split(" ")) == 12 == len(one.bits) and one.text != other.text
    shares = [what.count(one.text) for name, what in side.outcomes().items() if what.count]
    assert sum(count for count, _ in shares) == 12 and {whole for _, whole in shares} == {12}
    (read,) = side.write_many(model, WriteMany("the cat", (0,), ((),), read="sat on the mat"))
    assert read.text == "sat on the mat"


@pytest.mark.parametrize(
    ("model", "told", "words"),
    [
        (Writer(), {"encode": None, "x": encode(TEXT)}, "encode=..."),
        (Writer(), {"classes": tuple("abcdefghijk"[: len(LETTERS)])}, "classes=..."),
        (Writer(bidirectional=True), {}, "reads both ways"),
        (nn.LSTM(3, 4), {"encode": None, "x": torch.randn(5, 3)}, "head=..."),
    ],
)
def test_a_network_that_writes_no_texts_says_why_there_are_no_causes(model, told, words):
    side, *_ = made(model, **told)
    assert not isinstance(side, LiveWriters)
    assert words in side.lacking["cause"] and side.lacking["cause"].endswith(".")


# ---- a hand-made network, in this process --------------------------------------------------------

SYMBOLS = ("a", "b", "\n", " ")
UNITS = 12


class HandMade(nn.Module):
    """Units 3 and 9 together end a line; unit 5 against 7 is read nowhere."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(3)
        self.embedding = nn.Embedding(4, 6)
        self.recurrent = nn.RNN(6, UNITS, batch_first=True)
        self.out = nn.Linear(UNITS, 4)
        with torch.no_grad():
            for weight in self.parameters():
                weight.normal_(std=0.5)
            self.out.weight.zero_()
            self.out.bias.copy_(torch.tensor([0.0, 0.0, -1.5, 0.0]))
            self.out.weight[2, [3, 9]] = 1.5
            recurrent = self.recurrent.weight_hh_l0
            recurrent[:, [3, 9]] = recurrent[[3, 9]] = 0
            recurrent[:, 7] = recurrent[:, 5]

    def forward(self, ids):
        return self.out(self.recurrent(self.embedding(ids))[0])


@pytest.fixture
def live():
    def number(text):
        return torch.tensor([[SYMBOLS.index(letter) for letter in text]])

    side, *_ = made(HandMade(), x="ab\nab ba", encode=number, classes=SYMBOLS)
    begin_live("live91", side)
    yield "live91"
    end_live("live91")


def planted() -> Directions:
    """The direction that ends lines, and one at right angles that is read nowhere."""
    rows = np.zeros((2, UNITS), np.float32)
    rows[0, [3, 9]] = rows[1, 5] = 0.5**0.5
    rows[1, 7] = -(0.5**0.5)
    return Directions(("0", "1"), rows, np.zeros(2, np.float32), rows, np.zeros(UNITS, np.float32))


def measured(monkeypatch, order: Dose, payload: bytes = b"") -> DoseResponse:
    for name, number in {"SAMPLES": 16, "BASELINE_SAMPLES": 16, "BASELINES": 6}.items():
        monkeypatch.setattr(dose, name, number)
    monkeypatch.setattr(dose, "LEVELS", (-1.0, 1.0))
    monkeypatch.setattr(dose, "BASELINE_LEVELS", (-1.0, 1.0))
    work = "seqdemo.demos.explorer.dose:dose_response"
    job = JobsHere().begin("me", work, order.as_json(), payload, seconds=60)
    assert job.join(PATIENCE) and job.end == "done", job.error
    assert job.events[-1].told["share"] == 1 and job.spent > 0
    response = DoseResponse()
    for event in job.events:
        response.add(event.told["curve"], event.told["level"], event.told["counts"])
    return response


def test_the_planted_direction_is_a_cause_and_one_that_is_not_read_does_nothing(live, monkeypatch):
    order = Dose(live, "mine", "ab", "", 1, 0, (0,), UNITS, "axes")
    rows = planted()
    ends = measured(monkeypatch, order, rows.only(0).to_bytes())
    effects = [
        abs(contrasts(one[-1.0]["line"], one[1.0]["line"]).mean()) for one in ends.curves.values()
    ]
    # Of six in so few dimensions one may come near by chance.
    assert effects[0] > 0.3 and effects[0] > 2 * np.median(effects[1:]), effects
    nothing = measured(monkeypatch, order, rows.only(1).to_bytes()).curves[0]
    np.testing.assert_array_equal(nothing[-1.0]["line"], nothing[1.0]["line"])


def test_the_search_finds_the_units_that_end_lines_and_no_other(live):
    order = Search(live, "mine", "ab", 1, 0, UNITS, "line").as_json()
    job = JobsHere().begin("me", f"{search.__name__}:search", order, seconds=120)
    assert job.join(PATIENCE) and job.end == "done", job.error
    rows = [event.told for event in job.events if event.told["stage"] == "confirm"]
    counts = [(one["unit"], np.array(one["down"]), np.array(one["up"])) for one in rows]
    assert {one.unit for one in judged(counts) if one.confirmed} == {3, 9}


def test_a_live_measurement_ends_when_it_is_stopped_and_when_its_time_is_up(live, monkeypatch):
    monkeypatch.setattr(jobs_here, "_LOOK", 0.01)
    order = Dose(live, "mine", "ab", "", 1, 0, (3,), UNITS).as_json()
    jobs, work = JobsHere(), "seqdemo.demos.explorer.dose:dose_response"
    first = jobs.begin("me", work, order, seconds=60)
    other = jobs.begin("you", work, order, seconds=0.05)
    first.stop()
    assert first.join(PATIENCE) and first.end == "stopped"
    assert other.join(PATIENCE) and other.end == "budget"
    gone = jobs.begin("me", work, order | {"demo": "live0"}, seconds=60)
    assert gone.join(PATIENCE) and gone.end == "failed" and "live0" in gone.error
