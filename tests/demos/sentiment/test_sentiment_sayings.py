"""What the page about moods says of its networks beside their numbers."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from sayings import Sayings, each, holds_where_it_is_said, network, said

from seqdemo.analysis.unit_meaning import meanings
from seqdemo.core.sigmoid import sigmoid
from seqdemo.demos.sentiment import judging, shipped
from seqdemo.demos.sentiment.answer import changes_of, moods_of
from seqdemo.demos.sentiment.corpus import read_corpus
from seqdemo.demos.sentiment.data import read_labelled, texts_of
from seqdemo.demos.sentiment.effects import load_effects
from seqdemo.demos.sentiment.examples import FIRST, FIRST_UNIT, TAKEN_APART
from seqdemo.demos.sentiment.page.beside import ORDERED
from seqdemo.demos.sentiment.properties import mood_properties
from seqdemo.demos.sentiment.query import Judge
from seqdemo.demos.sentiment.task import TASK
from seqdemo.demos.sentiment.templates import made_sentences
from seqdemo.demos.sentiment.tokens import tokens
from seqdemo.models.stepper import State, Stepper

UNREAD = Path(os.environ.get("SEQDEMO_DATA", "data")) / "sst2" / "dev.tsv"
CELLS = ("lstm", "gru", "rnn")
PAIRS = (("good", "bad"), ("clever", "dull"), ("wonderful", "awful"), ("funny", "boring"))
PLAIN = ("the man walks into the street", "she reads the letter", "it is about the war")


def reader(cell: str) -> Any:
    return network("sentiment", cell)


def mood(text: str, cell: str = "lstm") -> float:
    return float(TASK.predict(reader(cell), Judge(text)).values[-1])


def bag(text: str) -> float:
    found = shipped.known_bag().logits(shipped.known_words().numbers(Judge(text).tokens))
    return float(found[-1])


def run(text: str, begin: State | None = None) -> tuple[State, float]:
    """State and logit after a text, read on from a state."""
    model = reader("lstm")
    stack = Stepper(model.recurrent.fused, begin=None if begin is None else (begin, 9))
    numbers = torch.tensor([TASK.known(model).numbers(Judge(text).tokens)])
    with torch.inference_mode():
        for features in model.features(numbers)[0].numpy():
            top = stack.step(features)
        return stack.state(), float(model.head(torch.from_numpy(top)))


def the_cell_state_comes_along() -> bool:
    """Who is given only the hidden state of a sad beginning still sounds glad."""
    (glad, _), (sad, _) = run("A wonderful , funny film"), run("An awful , boring film")
    ends = "about the war in the city ."
    whole = [run(ends, state)[1] for state in (glad, sad)]
    hidden_alone = run(ends, State(sad.hidden, glad.cell_state))[1]
    return whole[0] > 0 > whole[1] and hidden_alone > 0


def moods_are_squeezed_weighed_sums_of_the_tile() -> bool:
    for cell in CELLS:
        trace, model = TASK.trace(reader(cell), Judge(FIRST)), reader(cell)
        with torch.inference_mode():
            hidden = torch.from_numpy(trace.layers[-1].hidden)
            logits = (hidden @ model.head.weight[0] + model.head.bias) / model.temperature
        if not np.allclose(np.tanh(logits.numpy() / 2), moods_of(trace), atol=1e-3):
            return False
    return model.head.weight.numel() == hidden.shape[1]


def order_is_nothing_to_the_bag() -> bool:
    """Nor is order all by which networks differ from it: a single word parts them, too."""
    pairs = [
        pair
        for pair in ORDERED.values()
        if len({(*sorted(Judge(one).tokens),) for one in pair}) == 1
    ]
    same = all(abs(bag(glad) - bag(sad)) < 1e-5 < mood(glad) - mood(sad) for glad, sad in pairs)
    return bool(pairs) and same and abs(np.tanh(bag("slow") / 2) - mood("slow")) > 0.3


def early(join: str, cell: str) -> float:
    """How far praise in place of blame before a joint moves the mood in the end, on average."""
    texts = [f"The film is {{}} , {join} {plain} ." for plain in PLAIN]
    return float(
        np.mean(
            [mood(t.format(a), cell) - mood(t.format(b), cell) for t in texts for a, b in PAIRS]
        )
    )


def but_cancels_what_came_before() -> bool:
    return all(abs(early("but", one)) < 0.2 < 0.5 < early("and", one) for one in ("lstm", "gru"))


def gates_shut_at_but() -> bool:
    gates: dict[str, list[float]] = {}
    for plain in PLAIN:
        for join in ("but", "and"):
            text = f"The film is good, {join} {plain}, and the film is old, {join} {plain}."
            trace = TASK.trace(reader("lstm"), Judge(text))
            means = trace.layers[0].gates["forget"].mean(1).tolist()
            for word, gate in zip(trace.inputs, means, strict=True):
                gates.setdefault(word, []).append(gate)
    means = {word: float(np.mean(found)) for word, found in gates.items()}
    return all(means["but"] < means[word] - 0.05 for word in ("and", "the", "film"))


def the_unit_fades() -> bool:
    """Most negative at the word after a negation, and half of it gone four words later."""
    unit = FIRST_UNIT["lstm"][1]
    text = "It was never slow, and the man walks into the street with the letter."
    values = TASK.trace(reader("lstm"), Judge(text)).layers[0].hidden[:, unit]
    at = Judge(text).tokens.index("never") + 1
    return int(values.argmin()) == at and abs(values[at + 4 :]).max() < abs(values[at]) / 2


def answers_need_not_agree() -> bool:
    """Some word moved the mood a lot at once, and in the end counts the other way or not at all."""
    found, _ = load_effects(TASK.folder("lstm") / TAKEN_APART)
    moved = changes_of(moods_of(TASK.trace(reader("lstm"), Judge(FIRST))))
    loud = np.abs(moved) > 0.3
    return bool((found.ablation[loud] * np.sign(moved[loud]) < 0.05).any())


def some_words_have_only_what_was_learned() -> bool:
    """No GloVe vector, but features: they are read, and change the mood; others have only one."""
    words, model = shipped.known_words(), reader("lstm")
    bare = (model.vectors == 0).all(1)
    ours = [words.numbers([one])[0] for one in ("a", "i", "n't")]
    learned = model.learned.weight.detach()
    met, size = bare[: words.trained], model.vectors.shape[1]
    return (
        bool(bare[ours].all() and all(ours) and (learned[ours] != 0).all())
        and (size, size + learned.shape[1]) == (100, 128)
        and len(learned) == words.trained  # what training had none of has no features
        and 0 < int(met.sum()) < 0.02 * len(met)
        and not bool(bare[words.trained :].any())
        and abs(mood("It isn't good.") - mood("It is good.")) > 0.5
    )


def units_tell_words_and_states_what_was_read() -> bool:
    for cell in CELLS:
        known = TASK.known(reader(cell))
        corpus = read_corpus(reader(cell), known, sentences=1600, traced=1).layers[0]
        kinds = mood_properties(corpus)
        words, read = (
            meanings(corpus, {kind: kinds[kind] for kind in named}, 1).values()
            for named in (("negation", "praise", "blame"), ("praised", "blamed"))
        )
        best = [[one.best[0].score for one in found] for found in (words, read)]
        if not (min(best[0]) > max(0.92, *best[1]) and min(one.probe for one in read) > 0.99):
            return False
    return True


def all_made_sentences_are_read() -> bool:
    """The whole corpus of the explorer, which leaves none of them out."""
    known = TASK.known(reader("rnn"))
    network_corpus = read_corpus(reader("rnn"), known, traced=1)
    return len(network_corpus.layers[0].starts) == len(made_sentences()) == 7252


SAYINGS: Sayings = (
    ("7,252 short sentences on films, made by templates", all_made_sentences_are_read),
    (
        "a single unit tells less well than the word itself",
        units_tell_words_and_states_what_was_read,
    ),
    ("A few words that they had, *a*, *I* and *n't*", some_words_have_only_what_was_learned),
    ("in the LSTM hands on a cell state, too", the_cell_state_comes_along),
    (
        "the mood is a weighted sum of that one tile, squeezed between −1 and +1",
        moods_are_squeezed_weighed_sums_of_the_tile,
    ),
    ("into another order: its line ends where it did", order_is_nothing_to_the_bag),
    ("*but*, praise or blame before it hardly counts", but_cancels_what_came_before),
    ("forget gates that are more shut at *but* than at *and*, *the* or *film*", gates_shut_at_but),
    ("far below 0 at the word after, then fading", the_unit_fades),
    ("a word can move the mood at once and be overruled later", answers_need_not_agree),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/sentiment", words, holds)


@pytest.mark.skipif(not UNREAD.exists(), reason="the sentences are not at hand")
def test_it_is_right_as_often_as_the_page_says_of_what_it_is_so_sure_of() -> None:
    page, right = said("demos/sentiment"), []
    for words in (
        "on 872 sentences that it had not learned from",
        "where it was surer than 90 % it was right as often as it said",
        "70 to 90 % sure, 82 % on average",
        "it was right in 76 to 79 %, network by network",
        "where it was less sure, in 46 to 60 %",
    ):
        assert words in page
    sentences = read_labelled(UNREAD)
    labels = np.array([label for _, label in sentences])
    assert len(labels) == 872
    for cell in CELLS:
        known = TASK.known(reader(cell))
        texts = texts_of(known, [(tokens(text), label) for text, label in sentences])
        positive = sigmoid(judging.moods(reader(cell), texts)[judging.last_words(texts)])
        sure, hit = np.maximum(positive, 1 - positive), (positive > 0.5) == labels
        low, high = sure < 0.7, sure >= 0.9
        middle = ~low & ~high
        assert hit[high].mean() == pytest.approx(sure[high].mean(), abs=0.01)
        assert sure[middle].mean() == pytest.approx(0.82, abs=0.006)
        right.append((round(100 * hit[middle].mean()), round(100 * hit[low].mean())))
    # A sentence may be judged otherwise on another machine: half a percent of these.
    assert [min(n) for n in zip(*right, strict=True)] == pytest.approx([76, 46], abs=1)
    assert [max(n) for n in zip(*right, strict=True)] == pytest.approx([79, 60], abs=1)
