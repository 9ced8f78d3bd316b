"""What the word reader's page says of its networks beside their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import torch
from sayings import Sayings, each, holds_where_it_is_said, network

from seqdemo.core.trace import Trace
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.breaking import BREAKING
from seqdemo.demos.word_reader.data import IGNORE, DrawnWords
from seqdemo.demos.word_reader.evaluation import CLEAN
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.demos.word_reader.task import TASK
from seqdemo.demos.word_reader.typed import in_a_hand
from seqdemo.demos.word_reader.words import anagram_groups
from seqdemo.handwriting.hand import Pen, write
from seqdemo.handwriting.script import LETTERS
from seqdemo.models.stepper import State, Stepper

CELLS = ("rnn", "gru", "lstm")
LONG = [word for word in TASK.words if len(word) >= 7][::60]
TWINS = (("remember", "december"), ("house", "mouse"), ("table", "cable"))


def reader(cell: str) -> Any:
    return network("word_reader", cell)


@cache
def read(drawing: tuple[str, ...], cell: str = "gru") -> Trace:
    return TASK.trace(reader(cell), ReadWord(drawing, cell))  # type: ignore[arg-type]


def put_in(word: str, other: str, part: Callable[[State, State], State]) -> str:
    """What the LSTM reads where before the last letter a part of its state is another word's."""
    model, states = reader("lstm"), []
    with torch.inference_mode():
        seen = {
            text: model.see(torch.from_numpy(ReadWord(in_a_hand(text, 3), "lstm").grids())).numpy()
            for text in (word, other)
        }
        for text in (word, other):
            stack = Stepper(model.recurrent.fused)
            for features in seen[text][:-1]:
                stack.step(features)
            states.append(stack.state())
        begin = part(states[0], states[1]), len(word) - 1
        going_on = Stepper(model.recurrent.fused, begin=begin)
        top = torch.from_numpy(going_on.step(seen[word][-1]))
        return (*TASK.words, "")[int(model.words(top, ended=True).argmax())]


def the_cell_state_holds_the_word() -> bool:
    """With the other's hidden state alone it is the word itself; with the cell state, the other."""
    own = [put_in(a, b, lambda mine, its: State(its.hidden, mine.cell_state)) for a, b in TWINS]
    other = [put_in(a, b, lambda mine, its: State(mine.hidden, its.cell_state)) for a, b in TWINS]
    return own == [a for a, _ in TWINS] and other == [b for _, b in TWINS]


def order_parts_the_states() -> bool:
    """By more than two hands do that write one word."""
    for cell in CELLS:
        for one, two in [group[:2] for group in anagram_groups(TASK.words)][:10]:
            ends = [
                read(in_a_hand(text, hand), cell).layers[-1].hidden[-1]
                for text, hand in ((one, 1), (one, 2), (two, 1))
            ]
            if np.linalg.norm(ends[0] - ends[2]) <= np.linalg.norm(ends[0] - ends[1]):
                return False
    return True


def kept(text: str, cell: str) -> float:
    """How surely all letters are read back from the last state, on average."""
    return float(np.mean(reading.still_there(read(in_a_hand(text, 1), cell))[-1]))


def disorder_is_hard_to_keep() -> bool:
    """Words keep more than their letters shuffled, and shuffled the fewer, the more."""
    rng = np.random.default_rng(0)
    shuffled = ["".join(rng.permutation(list(word))) for word in LONG]
    for cell in CELLS:
        words = np.mean([kept(word, cell) for word in LONG])
        few, many = (np.mean([kept(text[:n], cell) for text in shuffled]) for n in (4, 12))
        if not (words > many + 0.15 and few > many + 0.05 and kept("zpqxwvkjbhgd", cell) < many):
            return False
    return True


def gates_keep_units() -> bool:
    """Where an update gate is all but open, its unit stays; units of the RNN move far more."""
    moves, stays = {cell: [] for cell in CELLS}, []
    for word in LONG:
        for cell in CELLS:
            layer = read(in_a_hand(word, 1), cell).layers[-1]
            moved = np.abs(np.diff(layer.hidden, axis=0))
            moves[cell].append(moved.mean())
            if cell == "gru":
                stays.append(moved[layer.gates["update"][1:] > 0.99].max())
    means = {cell: float(np.mean(found)) for cell, found in moves.items()}
    return max(stays) < 0.03 and means["rnn"] > 1.5 * max(means["gru"], means["lstm"])


def look_alikes_need_context() -> bool:
    """Of l, i, u, v, h and n, fewer are misread in their word than each by itself."""
    data, look_alike = DrawnWords(TASK.words, "test", mix=CLEAN), [*map(LETTERS.index, "liuvhn")]
    model = reader("gru")
    grids, letters, _ = data.draw_texts(TASK.words[::6], 0)
    real = letters != IGNORE
    with torch.inference_mode():
        alone = model.letters(model(grids[real][:, None])[:, 0]).argmax(-1)
        in_word = model.letters(model(grids)[real]).argmax(-1)
    ours = torch.isin(letters[real], torch.tensor(look_alike))
    wrong = [int((seen != letters[real])[ours].sum()) for seen in (alone, in_word)]
    return 0 < wrong[1] < 0.6 * wrong[0]


def last_letter_and_word_are_of_one_state() -> bool:
    """It sees “included” letter by letter; the last by itself is another letter."""
    (one,) = (one for one in BREAKING if one.word and one.seen == one.meant)
    trace = read(one.drawing)
    alone = read(one.drawing[-1:])
    return (
        reading.spelled(trace) == one.meant != one.says == reading.outcome(trace)[0]
        and reading.spelled(alone) != one.meant[-1]
    )


def a_third_of_the_drawings() -> tuple[int, int, int]:
    """Of a hand's 4,372: read wrongly, as no word, as another word 90 % sure or more."""
    counts, words = np.zeros(3, int), [word for word in TASK.words if 3 <= len(word) <= 10]
    for length in range(3, 11):
        alike = [word for word in words if len(word) == length]
        for start in range(0, len(alike), 128):
            for pen in (Pen(), Pen(sloppiness=1.0)):
                counts += wrong_in(alike[start : start + 128], pen)
    return tuple(counts.tolist())


@cache
def numbers() -> Mapping[str, int]:
    return {word: number for number, word in enumerate(TASK.words)}


def wrong_in(words: Sequence[str], pen: Pen) -> Any:
    length, model = len(words[0]), reader("gru")
    letters = np.array([LETTERS.index(letter) for word in words for letter in word])
    hands, places = np.divmod(np.arange(len(letters)), length)
    grids = write(letters, hands, places, seed=33, pen=pen, writers="held_out")
    with torch.inference_mode():
        last = model(torch.from_numpy(grids.reshape(-1, length, 7, 7)))[:, -1]
        sure, answer = model.words(last, ended=True).exp().max(-1)
    wrong = answer != torch.tensor([numbers()[word] for word in words])
    none = answer == len(TASK.words)
    found = (wrong, wrong & none, wrong & ~none & (sure >= 0.9))
    return np.array([int(one.sum()) for one in found])


def misread_as_often_as_it_says() -> bool:
    wrong, none, sure = a_third_of_the_drawings()
    return abs(3 * wrong - 431) < 30 and 0.45 < none / wrong < 0.55 and sure == 5


def the_last_column_ends_the_word() -> bool:
    """After the same letters it says what the word may become, or what it is if it ends."""
    for cell in CELLS:
        whole, cut = (read(in_a_hand("said", 1)[:n], cell) for n in (4, 3))
        hidden = torch.from_numpy(np.array(cut.layers[-1].hidden[-1]))
        assert whole.logits is not None and cut.logits is not None
        assert np.allclose(whole.layers[-1].hidden[2], cut.layers[-1].hidden[2], atol=1e-4)
        with torch.inference_mode():
            goes_on, ends = (
                reader(cell).words(hidden, ended=ended).softmax(-1).numpy()
                for ended in (False, True)
            )
        shown = [reading.softmax(trace.logits[2]) for trace in (whole, cut)]
        if not (
            np.allclose(shown[0], goes_on, atol=1e-3) and np.allclose(shown[1], ends, atol=1e-3)
        ):
            return False
        if np.allclose(goes_on, ends, atol=0.1):
            return False
    return True


SAYINGS: Sayings = (
    (
        "in the last column the words it may be",
        the_last_column_ends_the_word,
    ),
    (
        "the arrow also hands on its cell state, and that holds most of",
        the_cell_state_holds_the_word,
    ),
    ("remembers the order, not only the letters", order_parts_the_states),
    ("in no common order are harder to keep than words, and the more", disorder_is_hard_to_keep),
    ("A plain RNN rewrites its state at every letter", gates_keep_units),
    ("look alike (l, i; u, v; h, n): context decides", look_alikes_need_context),
    (
        "it sees what was drawn. The word is read off the last state",
        last_letter_and_word_are_of_one_state,
    ),
    ("read 431 wrongly. Half of those are no word it knows", misread_as_often_as_it_says),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/word_reader", words, holds)
