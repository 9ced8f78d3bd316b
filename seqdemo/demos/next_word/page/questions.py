"""Guess first: which word comes, and singular or plural."""

from __future__ import annotations

from seqdemo.analysis.guesses import by_label
from seqdemo.app.guess_first import Question
from seqdemo.demos.next_word.page import answers
from seqdemo.demos.next_word.words import SPECIAL


def word_question(text: str, network: str, truth: str | None = None) -> Question:
    """What is guessed of the word after a text; what the network says if there is no truth."""
    known, first = answers.lexicon(), len(SPECIAL)
    labels = known.vocabulary.symbols

    def chances() -> dict[str, float]:
        return by_label(labels[first:], answers.chances(text, network)[first:].tolist())

    number = 0 if truth is None else known.number(truth)
    right = labels[number] if number >= first else None
    name = "LSTM" if network in ("lstm", answers.KEYBOARD) else network.upper()
    came = f"What came is what the {name} holds for likeliest."
    return Question(
        about=f"{network} {text}",
        words="Which word comes next?",
        chances=chances,
        truth=right,
        came=came if right is None else "What came is what the story says.",
    )


def verb_question(text: str, pair: tuple[str, str]) -> Question:
    """Singular or plural: the share of each form, by the LSTM."""
    known = answers.lexicon()

    def chances() -> dict[str, float]:
        p = answers.chances(text, "lstm")
        one, many = (float(p[known.number(verb)]) for verb in pair)
        total = max(one + many, 1e-30)
        return {pair[0]: one / total, pair[1]: many / total}

    return Question(
        about=f"verb {text}",
        words=f"“{text} …”: {pair[0]} or {pair[1]}?",
        chances=chances,
        bars=pair,
        came="What came is what the LSTM holds for likelier.",
    )
