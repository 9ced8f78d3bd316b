"""Writing: reproducible, continuable, changeable, and true to the network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from seqdemo.core.sampling import Sampling, chances, pick, surprise
from seqdemo.core.trace import CellKind, FloatArray
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.query import Score, Write
from seqdemo.demos.shakespeare.task import ShakespeareTask, Text
from seqdemo.demos.shakespeare.writing import Writing, finish
from seqdemo.models.pen.sampler import Pen, PenWeights, rounded_steps
from seqdemo.models.text_writer import TextWriter, TextWriterConfig

ATOL = 1e-4
VOCABULARY = Vocabulary.of("\n abcdefghij")
LENGTH = 40

every_cell = pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])


def writer_of(cell: CellKind) -> TextWriter:
    """Of an opinion, but not of a firm one: another seed writes another text."""
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
    length: int = LENGTH,
    before: Writing | None = None,
    **sampling: float,
) -> Writing:
    how = Sampling(**sampling)  # type: ignore[arg-type]
    query = Write(prompt, length, "lstm", how, tuple((changes or {}).items()))
    steps = before._network if before else rounded_steps(writer)
    return Writing(steps, VOCABULARY, query, before)


def take(text: Writing) -> str:
    """What is written after the opening."""
    return finish(text).text(text.opening)


# Seeds


@every_cell
def test_the_same_seed_writes_the_same_text_and_another_does_not(cell: CellKind) -> None:
    writer = writer_of(cell)
    assert take(writing(writer, seed=1)) == take(writing(writer, seed=1))
    assert take(writing(writer, seed=1)) != take(writing(writer, seed=2))


@every_cell
def test_a_text_that_is_stopped_and_continued_is_the_text_that_was_not(cell: CellKind) -> None:
    writer = writer_of(cell)
    in_parts = writing(writer, length=700)
    for count in (1, 50, 200, 3, 500):
        assert in_parts.advance(count) == min(count, 703 - 254 if count == 500 else count)
    assert in_parts.steps == in_parts.length == 703
    assert take(in_parts) == take(writing(writer, length=700))


@every_cell
def test_what_is_written_does_not_depend_on_texts_beside_it(cell: CellKind) -> None:
    writer = writer_of(cell)
    steps = rounded_steps(writer)
    one, other = (
        Writing(steps, VOCABULARY, Write("abc", LENGTH, "lstm", Sampling(seed=seed)))
        for seed in (1, 2)
    )
    while one.advance(3) + other.advance(3):
        pass
    assert one.text(3) == take(writing(writer, seed=1))
    assert other.text(3) == take(writing(writer, seed=2))


@every_cell
def test_a_high_temperature_uses_more_of_the_alphabet_than_a_low_one(cell: CellKind) -> None:
    writer = writer_of(cell)
    cold, hot = (take(writing(writer, temperature=t, length=200)) for t in (0.05, 5.0))
    assert len(set(cold)) < len(set(hot)) == len(VOCABULARY)


# True to the network


def all_logits(writer: TextWriter, text: str) -> FloatArray:
    """Of what follows each character of a text, by the network in 8 bits, (T, V)."""
    pen = Pen(PenWeights.of(writer, "int8"))
    return np.concatenate([pen.step(symbol[None]) for symbol in VOCABULARY.encode(text)])


def slow_logits(writer: TextWriter, text: str) -> FloatArray:
    """Of what follows a text, read from its beginning."""
    return all_logits(writer, text)[-1]


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
    kept = finish(writing(writer, text, seed=4))
    assert_array_equal(kept.logits, all_logits(writer, kept.text()))


@every_cell
def test_a_character_outside_the_top_k_is_never_written(cell: CellKind) -> None:
    text = finish(writing(writer_of(cell), top_k=3, temperature=3.0, length=200))
    for row, symbol in zip(text.logits[2:], text.symbols[3:], strict=False):
        assert (row > row[symbol]).sum() < 3


@every_cell
def test_an_empty_opening_is_written_on_as_after_a_newline(cell: CellKind) -> None:
    writer = writer_of(cell)
    assert take(writing(writer, "")) == take(writing(writer, "\n"))


@every_cell
def test_the_opening_words_matter(cell: CellKind) -> None:
    writer = writer_of(cell)
    one, other = (slow_logits(writer, prompt) for prompt in ("abc", "jjjjjc"))
    assert np.abs(one - other).max() > 0.01


def test_an_opening_that_cannot_be_read_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="not in the vocabulary: 'Z'"):
        writing(writer_of("gru"), "abZ")


# While it grows


def test_a_text_can_be_looked_at_while_it_grows() -> None:
    text = writing(writer_of("gru"))
    assert text.steps == 0 and text.text() == "" and len(text.bits()) == 0
    text.advance(10)
    assert text.opening == 3 and text.length == 3 + LENGTH and text.steps == 10
    assert text.text().startswith("abc") and len(text.text()) == 10
    assert text.text(4, 8) == text.text()[4:8]
    assert len(text.trace()) == 10 == len(text.bits())
    expected = surprise(text.logits[:9], text.symbols[1:])
    assert_array_equal(text.bits(), [0, *expected])


def test_what_was_handed_out_stays_as_it_is_when_the_text_goes_on() -> None:
    text = writing(writer_of("lstm"))
    text.advance(10)
    trace = text.trace()
    before = [(name, values.copy()) for name, values in trace.arrays()]
    finish(text)
    for (name, kept), (_, values) in zip(before, trace.arrays(), strict=True):
        assert_array_equal(kept, values, err_msg=name)


@every_cell
def test_a_branch_takes_over_what_is_before_it(cell: CellKind) -> None:
    writer = writer_of(cell)
    before = finish(writing(writer))
    other = "a" if before.text()[3 + 17] != "a" else "b"
    after = writing(writer, changes={17: other}, before=before)
    assert after.steps == 3 + 17
    anew = finish(writing(writer, changes={17: other}))
    assert finish(after).text() == anew.text()
    for (name, values), (_, same) in zip(
        after.trace().arrays(), anew.trace().arrays(), strict=True
    ):
        assert_array_equal(values, same, err_msg=name)


def test_a_text_of_another_network_is_not_taken_over() -> None:
    before = finish(writing(writer_of("gru")))
    steps = rounded_steps(writer_of("lstm"))
    assert Writing(steps, VOCABULARY, Write("abc", LENGTH), before).steps == 0


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
    drawn = take(writing(writer, temperature=0, length=6))
    other = "a" if drawn[5] != "a" else "b"
    text = "abc" + drawn[:5] + other
    for _ in range(10):
        text += VOCABULARY.symbols[int(slow_logits(writer, text).argmax())]
    assert "abc" + take(writing(writer, changes={5: other}, temperature=0, length=16)) == text


@every_cell
def test_a_change_to_what_was_drawn_anyway_changes_nothing(cell: CellKind) -> None:
    writer = writer_of(cell)
    before = take(writing(writer))
    assert take(writing(writer, changes={7: before[7], 20: before[20]})) == before


@every_cell
def test_every_change_is_made_and_later_draws_are_those_of_their_place(cell: CellKind) -> None:
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
    assert answer == Text("abc", take(task.writing(writer, query)))
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
    assert_array_equal(trace.logits, finish(task.writing(writer, query)).logits)
    rows = zip(trace.logits[-13:-1], chances(0, 0, 12).tolist(), strict=True)
    drawn = [pick(query.sampling.probabilities(row), chance) for row, chance in rows]
    assert VOCABULARY.decode(drawn) == text[-12:]


@every_cell
def test_a_text_to_be_scored_is_read_as_it_stands(task: ShakespeareTask, cell: CellKind) -> None:
    writer = writer_of(cell)
    trace = task.trace(writer, Score("abc\njig", cell))
    assert "".join(trace.inputs) == "abc\njig" and trace.logits is not None
    with torch.no_grad():
        logits, _ = writer(torch.from_numpy(VOCABULARY.encode("abc\njig"))[None])
    assert_allclose(trace.logits, logits[0], atol=ATOL)
