"""How good the networks are, beside the 4-gram model in the same run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from seqdemo.demos.next_word import memory
from seqdemo.demos.next_word.blank import blank_metrics
from seqdemo.demos.next_word.keystrokes import Keystrokes
from seqdemo.demos.next_word.measure import next_word_metrics, saved_keystrokes
from seqdemo.demos.next_word.network import WordModel
from seqdemo.demos.next_word.reading import fill
from seqdemo.demos.next_word.seed_sentence import AFTER, BEFORE
from seqdemo.demos.next_word.suggestions_table import SuggestionTable
from seqdemo.demos.next_word.words import Lexicon, tokens_of


def metrics(
    model: WordModel,
    lexicon: Lexicon,
    sentences: Sequence[Sequence[str]],
    table: SuggestionTable | None,
) -> dict[str, Any]:
    """Measure one network.

    Args:
        model: The network.
        lexicon: Its words.
        sentences: Tokens of sentences it was not trained on.
        table: What the 4-gram model suggests, of a network that is compared with it.

    Returns:
        perplexity, top1, top3: see `measure.next_word_metrics`.
        country_by_distance: see `memory.country_by_distance`; filled with these sentences.
        agreement: see `memory.agreement_by_attractors`.
        parameters: numbers in the network.
        And of one that reads from both sides:
        saved_keystrokes: see `keystrokes.Keystrokes`.
        ngram_top1, ngram_top3: top1 and top3 of the 4-gram model, at the same places.
        blank_top1, blank_top3: see `blank.blank_metrics`.
        blank, blank_left: word -> probability in "I like to have a cup of ___ for breakfast", the
            first five, by both sides and by the left side alone.
    """
    numbers = [lexicon.numbers(tokens) for tokens in sentences]
    found: dict[str, Any] = {**next_word_metrics(model, numbers)}
    if model.right is not None:
        saved = saved_keystrokes(model, Keystrokes(lexicon), sentences)
        found |= {"saved_keystrokes": round(saved, 4)}
        found |= {} if table is None else ngram_metrics(table, numbers)
        found |= blank_metrics(model, numbers)
        found |= _seed_sentence(model, lexicon)
    return found | {
        "country_by_distance": memory.country_by_distance(model, lexicon, sentences),
        "agreement": memory.agreement_by_attractors(model, lexicon),
        "parameters": sum(p.numel() for p in model.parameters()),
    }


def ngram_metrics(table: SuggestionTable, sentences: Sequence[Sequence[int]]) -> dict[str, float]:
    """Share of words and marks that the 4-gram model suggests first, or among three."""
    first, three, asked = 0, 0, 0
    for words in sentences:
        for place, word in enumerate(words):
            top, _ = table.after(words[:place])
            first, three, asked = first + int(top[0] == word), three + int(word in top), asked + 1
    return {
        "ngram_top1": round(first / max(1, asked), 4),
        "ngram_top3": round(three / max(1, asked), 4),
    }


def _seed_sentence(model: WordModel, lexicon: Lexicon) -> dict[str, dict[str, float]]:
    before, after = tokens_of(BEFORE), tokens_of(AFTER)
    return {
        name: {guess.word: round(guess.probability, 4) for guess in guesses}
        for name, guesses in (
            ("blank", fill(model, lexicon, before, after)),
            ("blank_left", fill(model, lexicon, before, None)),
        )
    }
