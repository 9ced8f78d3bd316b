"""What the page "Predict the next word" says of its networks beside their numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import torch
from sayings import Sayings, each, holds_where_it_is_said, network

from seqdemo.demos.next_word import reading
from seqdemo.demos.next_word.countries import COUNTRIES
from seqdemo.demos.next_word.daily import filler_sentences
from seqdemo.demos.next_word.guessing import word_chances
from seqdemo.demos.next_word.page import answers
from seqdemo.demos.next_word.query import Words
from seqdemo.demos.next_word.stories import Fillers, story, telling_words
from seqdemo.demos.next_word.task import TASK
from seqdemo.demos.next_word.words import tokens_of, written
from seqdemo.models.stepper import State, Stepper

CELLS = ("rnn", "gru", "lstm")


def model(name: str) -> Any:
    return network("next_word", name)


def chances(text: str, name: str) -> Any:
    logits = TASK.trace(model(name), Words(text)).logits
    assert logits is not None
    return word_chances(logits[-1])


@cache
def between() -> tuple[str, ...]:
    """Ten words of sentences that name no country."""
    return Fillers(filler_sentences(300, seed=77)).draw(10, np.random.default_rng(1))


@cache
def languages(name: str) -> dict[str, str]:
    """The word that a network says of each country, where its language is asked for."""
    known = TASK.known(model(name))
    told = {c.country: written(story(0, c, "language", 0, between()).before) for c in COUNTRIES}
    return {c: known.shown(int(chances(text, name).argmax())) for c, text in told.items()}


def a_favourite_is_no_memory() -> bool:
    """The RNN gives all countries one answer, which is right of some; the LSTM does not."""
    return len(set(languages("rnn").values())) == 1 and len(set(languages("lstm").values())) > 20


def run(text: str, begin: State | None = None) -> tuple[State, str]:
    """State and likeliest next word of the keyboard's LSTM, read on from a state."""
    keyboard = model("keyboard")
    stack = Stepper(keyboard.left.recurrent.fused, begin=None if begin is None else (begin, 5))
    numbers = torch.tensor(TASK.known(keyboard).numbers(tokens_of(text)))
    with torch.inference_mode():
        for features in keyboard.embedding(numbers).float().numpy():
            top = torch.from_numpy(stack.step(features))
        logits = keyboard.left.project(top) @ keyboard.embedding.weight.T + keyboard.bias
    return stack.state(), TASK.known(keyboard).shown(int(word_chances(logits.numpy()).argmax()))


def all_it_knows_is_both_states() -> bool:
    """With both of another text it says what comes there, with its hidden state alone not."""
    (one, _), (two, _) = run("She plays the"), run("They drink a cup")
    ends = "of"
    swapped, hidden_alone = run(ends, two)[1], run(ends, State(two.hidden, one.cell_state))[1]
    return swapped == run("They drink a cup of")[1] != hidden_alone


def no_more_than_three_words_count() -> bool:
    far, other = (
        ("the", "old", "man", "sat", "on", "the"),
        ("my", "small", "dog", "sat", "on", "the"),
    )
    near = ("the", "old", "man", "was", "on", "the")
    asked = [answers.ngram_words(words) for words in (far, other, near)]
    keyboard = [chances(" ".join(words), "keyboard") for words in (far, other)]
    return asked[0] == asked[1] != asked[2] and not np.allclose(*keyboard, atol=1e-3)


def as_many_recurrent_weights() -> bool:
    sizes = [model(cell).left.recurrent.fused.weight_hh_l0.numel() for cell in CELLS]
    whole = [sum(p.numel() for p in model(cell).left.recurrent.parameters()) for cell in CELLS]
    return max(whole) < 1.01 * min(whole) and max(sizes) < 1.2 * min(sizes)


def a_country_without_gradient_did_not_matter() -> bool:
    """Turned a little, the RNN's country changes nothing, and the LSTM's the answer."""
    fillers = Fillers(filler_sentences(300, seed=77)).draw(30, np.random.default_rng(1))
    told, moved = story(0, COUNTRIES[0], "language", 0, fillers), {}
    place = told.before.index(COUNTRIES[0].country)
    for cell in ("rnn", "lstm"):
        reader, known = model(cell), TASK.known(model(cell))
        numbers = torch.tensor([known.numbers(tuple(told.before))])
        with torch.inference_mode():
            features = reader.embedding(numbers).float()
            turned = features.clone()
            turned[0, place] += 0.3 * features[0, place].roll(1)
            ends = [reader.left.recurrent(one)[0][0, -1] for one in (features, turned)]
            moved[cell] = float((ends[0] - ends[1]).abs().max())
    return moved["rnn"] < 0.002 and moved["lstm"] > 0.1


def names_no_language_some_words_later() -> bool:
    """The keyboard's network is no better than one answer for all of them."""
    said = languages("keyboard")
    return sum(said[one.country] == one.language for one in COUNTRIES) <= 6


def sentences_between_tell_nothing() -> bool:
    telling = {word.lower() for word in telling_words()}
    found = Fillers(filler_sentences(300, seed=77))
    words = {token.lower() for some in found.by_words.values() for one in some for token in one}
    return len(words) > 100 and not telling & words


def what_stands_before_is_not_read() -> bool:
    """What is guessed from behind the blank does not depend on what stands before it."""
    keyboard, known = model("keyboard"), TASK.known(model("keyboard"))
    left = tokens_of("I drink a cup of")
    befores, after = (left, tokens_of("He lives in a")), tokens_of("with milk and sugar .")
    behind = [reading.from_right(keyboard, known, one, after)[0] for one in befores]
    both = [reading.fill(keyboard, known, one, after)[0].word for one in befores]
    return behind[0] == behind[1] and both[0] != both[1]


def some_units_keep_the_country() -> bool:
    """At the end they differ by country, and not by the sentences between."""
    fillers, ends = Fillers(filler_sentences(300, seed=77)), []
    for country in COUNTRIES[:4]:
        told = [fillers.draw(20, np.random.default_rng(seed)) for seed in (1, 2, 3)]
        texts = [written(story(0, country, "language", 0, one).before) for one in told]
        layers = [TASK.trace(model("lstm"), Words(text)).layers[0] for text in texts]
        ends.append([layer.cell_state[-4] for layer in layers if layer.cell_state is not None])
    kept = np.array(ends)
    between, within = kept.mean(1).var(0), kept.var(1).mean(0)
    return bool((between > 100 * (within + 1e-4)).sum() >= 3)


def some_units_start_anew() -> bool:
    """After a full stop they have one value whatever was before, and many elsewhere."""
    sentences = [" ".join(one) for one in filler_sentences(30, seed=3)]
    trace = TASK.trace(model("lstm"), Words(" ".join(sentences)))
    stops = np.array([word == "." for word in trace.inputs])
    hidden = trace.layers[0].hidden
    ratio = hidden[stops].var(0) / hidden[~stops].var(0).clip(1e-4)
    return bool(stops.sum() > 5 and (ratio < 0.01).sum() >= 3)


def a_blank_takes_powers_of_all_three() -> bool:
    """Both sides' probabilities and the word's own, to powers below 1: shown again from these."""
    keyboard, known = model("keyboard"), TASK.known(model("keyboard"))
    before, after = tokens_of("I drink a cup of"), tokens_of("with milk and sugar .")
    left, right = (
        reading.logits_beside(keyboard, numbers, side).double().softmax(-1)
        for numbers, side in (
            (known.numbers(before), "left"), (reading.turned(known, after), "right"),
        )
    )  # fmt: skip
    powers, often = keyboard.blend.double(), keyboard.frequency.double().exp()
    found = left ** powers[0] * right ** powers[1] / often ** powers[2]
    shown = {
        guess.word: guess.probability for guess in reading.fill(keyboard, known, before, after)
    }
    best = {known.shown(int(n)): float(found[n] / found.sum()) for n in found.argsort()[-5:]}
    assert {*shown} == {*best}
    return bool((powers < 1).all()) and all(abs(shown[w] - p) < 1e-3 for w, p in best.items())


def every_word_and_mark_has_a_chance() -> bool:
    """And what is none, such as the end, has not; of as many numbers as the state has."""
    trace = TASK.trace(model("keyboard"), Words("I like"))
    assert trace.logits is not None
    told = word_chances(trace.logits[-1])
    return int((told > 0).sum()) == 9759 and trace.layers[0].hidden_size == 720


SAYINGS: Sayings = (
    ("gives each of its 9,759 words and marks a", every_word_and_mark_has_a_chance),
    ("A fitted power below 1 weakens each of the three", a_blank_takes_powers_of_all_three),
    (
        "units that change at a country and keep what it was through the",
        some_units_keep_the_country,
    ),
    ("units that start anew after every full stop", some_units_start_anew),
    ("says so of …, too", a_favourite_is_no_memory),
    (
        "An LSTM also hands on as many of its *cell state*. That is all it knows",
        all_it_knows_is_both_states,
    ),
    ("knows nothing but the last three words", no_more_than_three_words_count),
    ("All three were trained alike and have as many recurrent weights", as_many_recurrent_weights),
    (
        "a small change of that word would not have mattered",
        a_country_without_gradient_did_not_matter,
    ),
    (
        "after a country some words ago it does not name its language",
        names_no_language_some_words_later,
    ),
    (
        "Sentences that have nothing to do with the country stand between",
        sentences_between_tell_nothing,
    ),
    (
        "It has read only what follows, from the last word to the first",
        what_stands_before_is_not_read,
    ),
)


@each(SAYINGS)
def test_what_the_page_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("demos/next_word", words, holds)
