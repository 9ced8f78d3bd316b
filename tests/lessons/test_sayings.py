"""What lessons say of networks beside their claims: how they are built, and how they were trained.

Each row names a lesson and words of it, so that neither words nor check can change alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from sayings import network
from test_shipped import LESSONS

from seqdemo.core.sampling import surprise
from seqdemo.core.trace import Trace
from seqdemo.demos.by_hand.lesson import left
from seqdemo.demos.captioner.data import read_split
from seqdemo.demos.captioner.lesson import words as words_of_caption
from seqdemo.demos.explorer import dose
from seqdemo.demos.explorer.dose import Dose
from seqdemo.demos.explorer.holds import Holds, at_level
from seqdemo.demos.films.examples import ready
from seqdemo.demos.films.query import Watch
from seqdemo.demos.lab.settings import Settings
from seqdemo.demos.shakespeare.explore import EXPLORE, example_text
from seqdemo.demos.shakespeare.lesson import lines
from seqdemo.demos.shakespeare.lesson.text import chance, surprised, written
from seqdemo.demos.shakespeare.query import Score
from seqdemo.demos.through_time.back import descended, through_time, weights_of
from seqdemo.demos.translation.query import Translate
from seqdemo.demos.word_reader.banked import NON_WORDS
from seqdemo.demos.word_reader.lesson import neat, reads
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.demos.word_reader.reading import NO_WORD
from seqdemo.handwriting.grids import decode, encode
from seqdemo.lessons.shelf import SHIPPED
from seqdemo.tasks.causes import WriteMany
from seqdemo.tasks.registry import get_task
from seqdemo.tasks.text_windows import WINDOW

DATA = Path(os.environ.get("SEQDEMO_DATA", "data"))
FLICKR, PLAYS = DATA / "flickr8k", DATA / "shakespeare" / "input.txt"
NAMES = ("peter", "paul", "mary", "anna", "john", "david", "laura", "thomas", "sarah", "leon")
RIDER = r"\b(man|men|person|people|rider|rid(e|es|ing)|woman|boy|girl|biker|racer|guy|officer)s?\b"
SOMEBODY = (
    r"\b(dog|man|men|person|people|wom[ae]n|boy|girl|child|children|kid|player|rider|baby|crowd"
    r"|surfer|skier|climber|group|he|she|his|her)s?\b"
)


def of(demo: str) -> Callable[[str], Any]:
    return lambda kind: network(demo, kind)


def card(demo: str, kind: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = get_task(demo).card(kind)
    return found


def spelled(word: str, cell: str = "gru") -> Trace:
    task: Any = get_task("word_reader")
    found: Trace = task.trace(network("word_reader", cell), ReadWord(neat(word), cell))  # type: ignore[arg-type]
    return found


def states(word: str, cell: str = "gru") -> Any:
    return spelled(word, cell).layers[-1].hidden


# ---- how they are built --------------------------------------------------------------------------


def reads_in_order() -> bool:
    """What it knows after three letters does not depend on the fourth; every letter changes it."""
    said, sai = states("said"), states("sai")
    moved = np.abs(np.diff(said, axis=0)).max(1)
    return np.allclose(said[:3], sai, atol=1e-5) and bool((moved > 0.1).all())


def answers_by_the_last_state() -> bool:
    trace, reader = spelled("said"), network("word_reader", "gru")
    last = torch.from_numpy(np.array(trace.layers[-1].hidden[-1]))
    with torch.inference_mode():
        p = reader.words(last, ended=True).exp().numpy()
    assert trace.logits is not None
    shown = np.exp(trace.logits[-1] - trace.logits[-1].max())
    return np.allclose(p, shown / shown.sum(), atol=1e-4)


def hands_on_nothing_else() -> bool:
    """Who is given the state after the first letter needs no more of that letter."""
    reader, grids = network("word_reader", "gru"), ReadWord(neat("night"), "gru").grids()
    with torch.inference_mode():
        seen = reader.see(torch.from_numpy(grids)[None])
        whole, _ = reader.recurrent(seen)
        _, first = reader.recurrent(seen[:, :1])
        rest, _ = reader.recurrent(seen[:, 1:], first)
    return bool(torch.allclose(whole[:, 1:], rest, atol=1e-5))


def reads_every_letter_with_one_set_of_weights() -> bool:
    """Another weight changes every tile of said and of aid, not that of one place."""
    reader, moved = network("word_reader", "gru"), []
    other = deepcopy(reader)
    with torch.inference_mode():
        next(other.recurrent.parameters())[...] += 0.05
        for word in ("said", "aid"):
            seen = reader.see(torch.from_numpy(ReadWord(neat(word), "gru").grids())[None])
            change = other.recurrent(seen)[0] - reader.recurrent(seen)[0]
            moved.append(change.abs().amax(-1).flatten())
    return [len(one) for one in moved] == [4, 3] and all(bool((one > 0.01).all()) for one in moved)


def reads_aid_with_a_letter_less_and_nothing_else() -> bool:
    (lesson,) = (one for one in LESSONS if one.name == "one-cell-unfolded")
    drawing = decode(lesson.steps[2].link["w"], 4)
    less = [encode([*drawing[:n], *drawing[n + 1 :]]) for n in range(4)]
    return [reads(of("word_reader"), one) for one in less] == ["aid", NO_WORD, NO_WORD, NO_WORD]


def has_a_weight_for_every_line() -> bool:
    hidden = network("digit_reader", "feedforward").hidden
    return bool(hidden.weight.numel() == hidden.in_features * hidden.out_features)


def takes_no_other_length() -> bool:
    with pytest.raises(RuntimeError):
        network("digit_reader", "feedforward").hidden(torch.zeros(1, 9 * 49))
    return True


def probes_are_one_linear_map() -> bool:
    return type(network("word_reader", "gru").memory_probes) is torch.nn.Linear


def attention_adds_up_to_one() -> bool:
    model = network("translation", "attention")
    task: Any = get_task("translation")
    _, trace = task.explain(model, Translate("The black dog is running.", "en-fr"))
    return np.allclose(trace.attention.sum(1), 1, atol=1e-4)


def sees_each_frame_alone() -> bool:
    """The other frames, in whatever order, change nothing of what it says of one."""
    task: Any = get_task("films")
    film, model = ready("moves right"), network("films", "frame")
    forward, back = (
        task.trace(model, Watch(order)).extras["happens"] for order in (film, film[::-1])
    )
    return np.allclose(forward, back[::-1], atol=1e-5)


def stops_by_itself() -> bool:
    return words_of_caption(of("captioner"), "rocket") < 15


# ---- what they do --------------------------------------------------------------------------------


def writes_the_same_by_one_seed() -> bool:
    one, two = (written(of("shakespeare"), "ROMEO:\n", t, 40) for t in (0.8, 0.8000001))
    return one == two  # not the kept one: another temperature by a hair is asked for anew


def other_units_do_less() -> bool:
    """The random units of the page, held at both ends, leave lines between those of unit 183."""
    model, ends = network("shakespeare", "lstm"), (-1.0, 1.0)
    long, short = (lines.line(of("shakespeare"), 2, 183, value) for value in ends)
    randoms = Holds(1, lines.OPENING - 1, 512).randoms((10,), dose.BASELINES)
    held = tuple(at_level(one, end) for one in randoms for end in ends for _ in range(4))
    asked = WriteMany(example_text()[: lines.OPENING], tuple(range(4)) * 32, held)
    count = EXPLORE.outcomes()["line"].count
    assert count and len(randoms) == 16
    each = np.array([count(one.text) for one in EXPLORE.write_many(model, asked)])
    found = each.reshape(32, 4, 2).sum(1)
    return short < (found[:, 1] / found[:, 0]).min() and (found[:, 1] / found[:, 0]).max() < long


def lines_are_as_long_as_on_the_page() -> bool:
    """The page measures the view's link; both give one number."""
    text = (SHIPPED / "a-unit-that-means-something.md").read_text("utf-8")
    assert f"held=2%3A183%40{lines.OPENING}&" in text
    asked = Dose("shakespeare", "lstm", example_text()[: lines.OPENING], "", 7, 1, (183,), 512)
    writer, hold = dose.Writer(asked), at_level(asked.holds(b"").of((183,)), -1.0)
    texts = [one for n in range(0, 32, 8) for one in writer.batch(range(n, n + 8), hold)]
    page = writer.outcomes["line"].estimate(np.array(writer.counts(texts)["line"]))
    return page.value == lines.line(of("shakespeare"), 2, 183, -1) and len(texts) == dose.SAMPLES


def some_lines_end_all_the_same() -> bool:
    return bool(lines.line(of("shakespeare"), 2, 183, -1) < np.inf)


def no_arrow_passes_a_cut() -> bool:
    """As the page draws it: no gradient goes over a cut of the chain, and one over every other."""
    writer, text = network("shakespeare", "lstm"), "to be or n"
    task: Any = get_task("shakespeare")
    found = through_time(writer, weights_of(writer), task.known(writer).encode(text), 3)
    return all((flow == 0) == ((t + 1) % 3 == 0) for t, flow in enumerate(found.flows[-1]))


def gradients_mostly_shrink() -> bool:
    """Of the steps back through "to be or n" more than two in three make the gradient smaller."""
    writer, task, text = network("shakespeare", "lstm"), get_task("shakespeare"), "to be or n"
    trace = task.trace(writer, Score(text, "lstm"))
    norms = EXPLORE.saliency(writer, text, trace, len(trace) - 1, "", None).states[-1]
    return bool((norms[:-1] < norms[1:]).mean() > 2 / 3)


def ten_updates_do_more() -> bool:
    writer, text = network("shakespeare", "lstm"), "to be or n"
    task: Any = get_task("shakespeare")
    numbers = list(task.known(writer).encode(text))
    _, losses = descended(writer, weights_of(writer), numbers, len(text), 0.05, 11)
    return losses[10] < losses[1] < losses[0]


def divides_scores() -> bool:
    """At a temperature of 2 what was nine times as likely is three times as likely."""
    hot, own = (
        [chance(of("shakespeare"), "ROMEO:\n", letter, t) for letter in "AI"] for t in (2.0, 1.0)
    )
    return abs(hot[0] / hot[1] - (own[0] / own[1]) ** 0.5) < 1e-4


def letters_of_a_word_add_up() -> bool:
    """One bit is a chance of one half; ten are about one in a thousand."""
    return bool(np.isclose(surprise(np.zeros((1, 2), np.float32), np.zeros(1, int))[0], 1)) and (
        abs(2**-10 * 1_000 - 1) < 0.03
    )


def squeezing_makes_it_smaller() -> bool:
    """The slope of tanh is below one wherever the state is not zero."""
    state = np.linspace(-1, 1, 21)
    return bool((1 - np.tanh(state[state != 0]) ** 2 < 1).all())


def hardly_knows_names() -> bool:
    words = card("word_reader", "gru")["words"]
    return sum(name in words for name in NAMES) <= len(NAMES) / 5


def lets_unlikely_letters_in() -> bool:
    share = [chance(of("shakespeare"), "ROMEO:\n", "Q", t) for t in (0.8, 2.0)]
    return share[1] > 5 * share[0]


# ---- how they were trained -----------------------------------------------------------------------


def learned_mostly_words() -> bool:
    return 0 < NON_WORDS < 0.5


def was_asked_for_all_letters() -> bool:
    """The loss of the reader reaches its probes, so it was trained to keep letters."""
    task: Any = get_task("word_reader")
    model = task.model("gru")
    letters = torch.tensor([[1, 2, 3]])
    task.loss(model, (torch.ones(1, 3, 7, 7), letters, torch.tensor([0]))).backward()
    return float(model.memory_probes.weight.grad.abs().sum()) > 0


def was_never_asked_for_a_number() -> bool:
    """Training asks the states for letters and words; of what is learned nothing is a number."""
    task: Any = get_task("word_reader")
    parts = {name for name, _ in task.model("lstm").named_children()} - {"eye", "recurrent"}
    return parts == {"letter_head", "word_head", "end_head", "memory_probes"}


def length_counts_where_a_word_ends() -> bool:
    """There every word gains what one of its length does, which training pushes to be right."""
    trace, model = spelled("business", "lstm"), network("word_reader", "lstm")
    last = torch.from_numpy(np.array(trace.layers[-1].hidden[-1]))
    with torch.inference_mode():
        gain = model.uncalibrated(last, ended=True) - model.uncalibrated(last, ended=False)
    by_length = {len(word): {} for word in model.config.words}  # type: ignore[var-annotated]
    for word, value in zip(model.config.words, gain.tolist(), strict=False):
        by_length[len(word)][round(value, 3)] = word
    return all(len(same) == 1 for same in by_length.values()) and len(by_length) > 5


def likelier_text_is_not_of_likeliest_letters() -> bool:
    """A text drawn at a low temperature surprises the network less than that at 0."""
    bits = [surprised(of("shakespeare"), "ROMEO:\n", t, 240, 1) for t in (0, 0.1, 0.2, 0.3)]
    return min(bits[1:]) < bits[0]


def knows_65_signs() -> bool:
    task: Any = get_task("shakespeare")
    return len(task.known(network("shakespeare", "lstm"))) == 65


def are_of_one_size() -> bool:
    cards = [card("next_word", cell) for cell in ("rnn", "gru", "lstm")]
    sizes = [one["parameters"] for one in cards]
    practice = {(one["data"], one["recipe"]["max_steps"]) for one in cards}
    return max(sizes) < 1.05 * min(sizes) and len(practice) == 1


def was_trained_on_stories() -> bool:
    return "stories about forty countries" in card("next_word", "lstm")["limits"][0]


def read_six_thousand_photos() -> bool:
    return "6,000 photos" in card("captioner", "attention")["data"]


def looking_back_is_worth_it() -> bool:
    looks, plain = (card("translation", one)["metrics"]["de-en"] for one in ("attention", "plain"))
    return bool(looks["bleu"] > plain["bleu"] + 5)


def begins_with_open_gates() -> bool:
    return Settings().gate == "3"


def cell_state_passes_the_forget_gate_alone() -> bool:
    """From one cell state to the next, whatever is read: the derivative is the forget gate."""
    torch.manual_seed(0)
    cell, x, h = torch.nn.LSTMCell(3, 4), torch.randn(1, 3), torch.randn(1, 4)
    c = torch.randn(1, 4, requires_grad=True)
    (slope,) = torch.autograd.grad(cell(x, (h, c))[1].sum(), c)
    gates = x @ cell.weight_ih.T + cell.bias_ih + h @ cell.weight_hh.T + cell.bias_hh
    return bool(torch.allclose(slope, gates[:, 4:8].sigmoid()))


def learned_over_a_window() -> bool:
    return 0 < WINDOW < 1_000


def half_is_left_after_seven() -> bool:
    return left(of("by_hand"), 0.9, 7) < 0.5 and 0.2 < left(of("by_hand"), 0.9, 14) < 0.25


SAYINGS: tuple[tuple[str, str, Callable[[], bool]], ...] = (
    ("order-matters", "It never sees two at once", reads_in_order),
    ("order-matters", "a list of numbers that every letter changes", reads_in_order),
    ("order-matters", "The last tile is all that the network knows", answers_by_the_last_state),
    ("order-matters", "It also learned from strings that are no words", learned_mostly_words),
    ("one-cell-unfolded", "Each of them is a weight of its own", has_a_weight_for_every_line),
    ("one-cell-unfolded", "could not read a word of nine letters", takes_no_other_length),
    ("one-cell-unfolded", "Take one letter away", reads_aid_with_a_letter_less_and_nothing_else),
    (
        "one-cell-unfolded",
        "the same weights read four letters and three",
        reads_every_letter_with_one_set_of_weights,
    ),
    ("one-cell-unfolded", "the only way from an earlier letter", hands_on_nothing_else),
    (
        "one-cell-unfolded",
        "A weighted sum of the numbers of the last tile",
        probes_are_one_linear_map,
    ),
    ("one-cell-unfolded", "every state was asked for all letters", was_asked_for_all_letters),
    ("one-cell-unfolded", "names hardly", hardly_knows_names),
    ("what-it-remembers", "every state was asked for all letters", was_asked_for_all_letters),
    ("what-it-remembers", "It was trained mostly on words", learned_mostly_words),
    ("what-it-remembers", "Three networks of one size have practised", are_of_one_size),
    ("what-it-remembers", "It has been trained to remember such", was_trained_on_stories),
    ("it-writes", "the same seed gives the same text again", writes_the_same_by_one_seed),
    ("it-writes", "unlikely letters are drawn much more often", lets_unlikely_letters_in),
    ("a-unit-that-means-something", "none comes near to unit 183", other_units_do_less),
    ("a-unit-that-means-something", "on average over all texts", lines_are_as_long_as_on_the_page),
    ("a-unit-that-means-something", "Some lines end all the same", some_lines_end_all_the_same),
    ("it-writes", "It knows 65 signs", knows_65_signs),
    ("gates", "None of its tasks was to count", was_never_asked_for_a_number),
    ("gates", "goes by the word's length, too", length_counts_where_a_word_ends),
    ("it-writes", "is not the likeliest text", likelier_text_is_not_of_likeliest_letters),
    ("where-it-looks", "The shares of attention add up to one", attention_adds_up_to_one),
    ("where-it-looks", "It was trained on six thousand photos", read_six_thousand_photos),
    ("where-it-looks", "Over many sentences the difference is large", looking_back_is_worth_it),
    ("why-plain-networks-forget", "How much is left after seven steps", half_is_left_after_seven),
    ("why-plain-networks-forget", "The forget gate is begun wide open", begins_with_open_gates),
    (
        "why-plain-networks-forget",
        "multiplied by the forget gate alone",
        cell_state_passes_the_forget_gate_alone,
    ),
    ("shapes-of-problems", "It decides by itself when the sentence is over", stops_by_itself),
    ("shapes-of-problems", "A second network sees each frame alone", sees_each_frame_alone),
    ("learning-through-time", "mostly by less than one", gradients_mostly_shrink),
    ("learning-through-time", "no orange arrow passes it", no_arrow_passes_a_cut),
    ("learning-through-time", "After ten updates it is lower still", ten_updates_do_more),
    ("it-writes", "scores are divided by the temperature", divides_scores),
    ("it-writes", "ten of about one in a thousand", letters_of_a_word_add_up),
    ("why-plain-networks-forget", "gets smaller still", squeezing_makes_it_smaller),
    ("learning-through-time", "the writer was trained with a window", learned_over_a_window),
)


def texts(name: str) -> str:
    """All that a lesson says, in one line."""
    lesson = next(lesson for lesson in LESSONS if lesson.name == name)
    parts = [lesson.summary, lesson.learned]
    for step in lesson.steps:
        parts += [step.title, step.text, step.notes]
        if step.question:
            parts += [step.question.ask, step.question.hint, step.question.explain]
    return " ".join(" ".join(parts).split())


@pytest.mark.parametrize(
    ("name", "words", "holds"), SAYINGS, ids=lambda one: getattr(one, "__name__", one)
)
def test_what_a_lesson_says_of_a_network_is_so(
    name: str, words: str, holds: Callable[[], bool]
) -> None:
    assert words in texts(name), "the lesson says so no more: change the check with it"
    assert holds(), f"{name}: {words}"


@pytest.mark.skipif(not FLICKR.exists(), reason="the photos' captions are not at hand")
@pytest.mark.parametrize(
    ("name", "words", "about", "is_so", "low", "high"),
    [
        ("where-it-looks", "nearly all with a rider", r"\bmotor ?(cycle|bike)", RIDER, 0.9, 1.0),
        ("where-it-looks", "mostly of people and dogs", "", SOMEBODY, 0.9, 1.0),
        ("shapes-of-problems", "it has seen few rockets", "", r"\brockets?\b", 0.0, 0.01),
    ],
)
def test_what_a_lesson_says_of_the_photos_it_learned_from_is_so(
    name: str, words: str, about: str, is_so: str, low: float, high: float
) -> None:
    assert words in texts(name)
    captions = [" ".join(five).lower() for five in read_split(FLICKR, "train").captions]
    chosen = [text for text in captions if len(re.findall(about, text)) > 1]
    share = sum(bool(re.search(is_so, text)) for text in chosen) / len(chosen)
    assert low <= share <= high, f"{share:.1%} of {len(chosen)} photos"


@pytest.mark.skipif(not PLAYS.exists(), reason="the plays are not at hand")
def test_of_the_words_in_question_one_alone_was_in_none_of_the_plays() -> None:
    assert "Which of them was in none of the plays that it read?" in texts("it-writes")
    (question,) = (
        step.question
        for lesson in LESSONS
        if lesson.name == "it-writes"
        for step in lesson.steps
        if step.question and ("banana", "banana") in step.question.options
    )
    read = PLAYS.read_text("utf-8").lower()
    assert "*Hamlet* was not among the plays" in texts("it-writes")
    assert not re.search("hamlet|or not to be", read)
    unread = [value for value, _ in question.options if not re.search(rf"\b{value}\b", read)]
    assert unread == ["banana"]
