"""Writing: reproducible, continuable, changeable, and true to the network."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import CellKind
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.query import Score, Write
from seqdemo.demos.shakespeare.task import ShakespeareTask, Text
from seqdemo.demos.shakespeare.writing import LUCK_AHEAD, Writing
from seqdemo.models.pen.sampler import PenWeights
from seqdemo.models.text_writer import TextWriter, TextWriterConfig

ATOL = 1e-4
VOCABULARY = Vocabulary.of("\n abcdefghij")
LENGTH = 40

every_cell = pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])


def writer_of(cell: CellKind) -> TextWriter:
    """Of an opinion, but not of a firm one: other luck writes other texts."""
    torch.manual_seed(0)
    writer = TextWriter(TextWriterConfig(cell, len(VOCABULARY), 8, 16, 2)).eval()
    with torch.no_grad():
        for weight in writer.parameters():
            weight.normal_(std=0.3)
    return writer


def writing(
    writer: TextWriter,
    prompt: str = "abc",
    changes: Mapping[int, str] | None = None,
    **sampling: float,
) -> Writing:
    how = Sampling(**sampling)  # type: ignore[arg-type]
    return Writing(writer, PenWeights.of(writer), VOCABULARY, prompt, how, changes)


def take(text: Writing, count: int = LENGTH) -> str:
    return VOCABULARY.decode(written.symbol for written in islice(text, count))


# Luck


@every_cell
def test_the_same_seed_writes_the_same_text_and_another_does_not(cell: CellKind) -> None:
    writer = writer_of(cell)
    assert take(writing(writer, seed=1)) == take(writing(writer, seed=1))
    assert take(writing(writer, seed=1)) != take(writing(writer, seed=2))


@every_cell
def test_a_text_that_is_stopped_and_continued_is_the_text_that_was_not(cell: CellKind) -> None:
    writer = writer_of(cell)
    stops = (1, 50, LUCK_AHEAD - 51, 3, 2 * LUCK_AHEAD)
    whole = take(writing(writer), sum(stops))
    in_parts = writing(writer)
    assert "".join(take(in_parts, count) for count in stops) == whole


@every_cell
def test_what_is_written_does_not_depend_on_texts_beside_it(cell: CellKind) -> None:
    writer = writer_of(cell)
    weights = PenWeights.of(writer)
    one, other = (
        Writing(writer, weights, VOCABULARY, "abc", Sampling(seed=seed)) for seed in (1, 2)
    )
    pairs = list(islice(zip(one, other, strict=False), LENGTH))
    assert VOCABULARY.decode(a.symbol for a, _ in pairs) == take(writing(writer, seed=1))
    assert VOCABULARY.decode(b.symbol for _, b in pairs) == take(writing(writer, seed=2))


@every_cell
def test_a_high_temperature_uses_more_of_the_alphabet_than_a_low_one(cell: CellKind) -> None:
    writer = writer_of(cell)
    cold, hot = (take(writing(writer, temperature=t), 200) for t in (0.05, 5.0))
    assert len(set(cold)) < len(set(hot)) == len(VOCABULARY)


# True to the network


@torch.no_grad()
def slow_logits(writer: TextWriter, text: str) -> np.ndarray:
    """Of what follows a text, read from its beginning."""
    logits, _ = writer(torch.from_numpy(VOCABULARY.encode(text))[None])
    return logits[0, -1].numpy()


@every_cell
@pytest.mark.parametrize("prompt", ["a", "abc", "the bad cab\n".replace("t", "j"), "j" * 300])
def test_temperature_0_takes_the_likeliest_character_every_time(
    cell: CellKind, prompt: str
) -> None:
    writer, text = writer_of(cell), prompt
    for _ in range(LENGTH):
        text += VOCABULARY.symbols[int(slow_logits(writer, text).argmax())]
    assert prompt + take(writing(writer, prompt, temperature=0)) == text


@every_cell
def test_top_k_of_one_is_greedy_whatever_the_seed(cell: CellKind) -> None:
    writer = writer_of(cell)
    assert take(writing(writer, top_k=1, seed=9)) == take(writing(writer, temperature=0))


@every_cell
def test_every_character_comes_with_the_logits_it_was_drawn_from(cell: CellKind) -> None:
    writer, text = writer_of(cell), "abc"
    kept = list(islice(writing(writer, text, seed=4), LENGTH))
    for written in kept:
        assert_allclose(written.logits, slow_logits(writer, text), atol=ATOL)
        text += VOCABULARY.symbols[written.symbol]


@every_cell
def test_a_character_outside_the_top_k_is_never_written(cell: CellKind) -> None:
    for written in islice(writing(writer_of(cell), top_k=3, temperature=3.0), 200):
        better = (written.logits > written.logits[written.symbol]).sum()
        assert better < 3


@every_cell
def test_an_empty_opening_is_written_on_as_after_a_newline(cell: CellKind) -> None:
    writer = writer_of(cell)
    assert take(writing(writer, "")) == take(writing(writer, "\n"))


@every_cell
def test_the_opening_words_matter(cell: CellKind) -> None:
    writer = writer_of(cell)
    one, other = (next(iter(writing(writer, prompt))).logits for prompt in ("abc", "jjjjjc"))
    assert np.abs(one - other).max() > 0.01


def test_an_opening_that_cannot_be_read_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="not in the vocabulary: 'Z'"):
        writing(writer_of("gru"), "abZ")


# Changes


@every_cell
@pytest.mark.parametrize("place", [0, 1, 17, LENGTH - 1])
def test_a_change_keeps_what_is_before_it_and_forces_its_character(
    cell: CellKind, place: int
) -> None:
    writer = writer_of(cell)
    before = take(writing(writer))
    other = "a" if before[place] != "a" else "b"
    after = take(writing(writer, changes={place: other}))
    assert after[:place] == before[:place]
    assert after[place] == other


@every_cell
def test_a_change_is_read_on_from(cell: CellKind) -> None:
    writer = writer_of(cell)
    drawn = take(writing(writer, temperature=0), 6)
    other = "a" if drawn[5] != "a" else "b"
    text = "abc" + drawn[:5] + other
    for _ in range(10):
        text += VOCABULARY.symbols[int(slow_logits(writer, text).argmax())]
    assert "abc" + take(writing(writer, changes={5: other}, temperature=0), 16) == text


@every_cell
def test_a_change_to_what_was_drawn_anyway_changes_nothing(cell: CellKind) -> None:
    writer = writer_of(cell)
    before = take(writing(writer))
    assert take(writing(writer, changes={7: before[7], 20: before[20]})) == before


@every_cell
def test_every_change_is_made_and_later_luck_is_that_of_its_place(cell: CellKind) -> None:
    writer = writer_of(cell)
    drawn = take(writing(writer, seed=3))
    forced = dict(enumerate(drawn[:30]))
    assert take(writing(writer, changes=forced, seed=3)) == drawn
    elsewhere = take(writing(writer, changes=forced, seed=4))
    assert elsewhere[:30] == drawn[:30] and elsewhere[30:] != drawn[30:]


def test_a_change_to_an_unknown_character_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="not in the vocabulary: 'Z'"):
        writing(writer_of("gru"), changes={3: "Z"})


# The demo


@pytest.fixture
def task(tmp_path: Path) -> ShakespeareTask:
    (tmp_path / "input.txt").write_bytes("".join(VOCABULARY.symbols).encode())
    return ShakespeareTask(tmp_path)


@every_cell
def test_a_longer_text_only_appends(task: ShakespeareTask, cell: CellKind) -> None:
    writer = writer_of(cell)
    short, long = (task.predict(writer, Write("abc", length, cell)).text for length in (20, 300))
    assert len(short) == 20 and len(long) == 300
    assert long.startswith(short)


@every_cell
def test_a_prediction_is_what_one_can_watch(task: ShakespeareTask, cell: CellKind) -> None:
    writer = writer_of(cell)
    query = Write("abc", 30, cell, Sampling(temperature=0.7, seed=5), ((4, "j"), (9, "\n")))
    answer = task.predict(writer, query)
    assert answer == Text("abc", take(task.writing(writer, query), 30))
    assert answer.text[4] == "j" and answer.text[9] == "\n"


@every_cell
@pytest.mark.parametrize("prompt", ["", "abc"])
def test_a_trace_has_the_logits_every_character_was_drawn_from(
    task: ShakespeareTask, cell: CellKind, prompt: str
) -> None:
    writer, query = writer_of(cell), Write(prompt, 12, cell)
    text = (prompt or "\n") + task.predict(writer, query).text
    trace = task.trace(writer, query)
    assert "".join(trace.inputs) == text
    assert trace.logits is not None and tuple(trace.classes) == VOCABULARY.symbols
    drawn_from = np.stack([w.logits for w in islice(task.writing(writer, query), 12)])
    assert_allclose(trace.logits[-13:-1], drawn_from, atol=ATOL)


@every_cell
def test_a_text_to_be_scored_is_read_as_it_stands(task: ShakespeareTask, cell: CellKind) -> None:
    writer = writer_of(cell)
    trace = task.trace(writer, Score("abc\njig", cell))
    assert "".join(trace.inputs) == "abc\njig" and trace.logits is not None
    for row, logits in enumerate(trace.logits):
        assert_allclose(logits, slow_logits(writer, "abc\njig"[: row + 1]), atol=ATOL)
