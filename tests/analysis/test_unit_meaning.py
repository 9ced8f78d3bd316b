"""A unit that means something is found, chosen on one half and measured on the other."""

from __future__ import annotations

import numpy as np
import pytest

from seqdemo.analysis.corpus import Corpus, as_bytes
from seqdemo.analysis.text_properties import Property, text_properties
from seqdemo.analysis.unit_meaning import auc, correlation, every_unit, meanings

PLAY = "KING LEAR:\nBlow, winds!\nRage: blow\n\n"
TEXT = "".join(f"ROMEO:\nIt is the east, and line {'i' * (n % 7)}.\n" for n in range(80))


def corpus(columns: dict[int, np.ndarray], units: int = 8, text: str = TEXT) -> Corpus:
    """Noise in all units but those given."""
    hidden = np.random.default_rng(0).uniform(-1, 1, (len(text), units)).astype(np.float32)
    for unit, values in columns.items():
        hidden[:, unit] = values
    return Corpus(tuple(text), as_bytes(hidden))


# Properties


def where(name: str, text: str = PLAY) -> str:
    """The characters that have a property."""
    values = text_properties(text)[name].values
    return "".join(char for char, yes in zip(text, values, strict=True) if yes)


def test_properties_are_where_they_belong() -> None:
    assert where("speaker") == "KING LEAR"
    assert where("sentence_end") == "!"
    assert where("newline") == "\n\n\n\n"
    assert where("capital") == "KINGLEARBR"
    assert where("vowel") == "IEAoiaeo"
    assert where("letter") == "KINGLEARBlowwindsRageblow"
    assert where("space") == "   "


def test_positions_start_anew_at_lines_and_words() -> None:
    found = text_properties("ab c\nd")
    assert found["line_place"].values.tolist() == [1, 2, 3, 4, 0, 1]
    assert found["word_place"].values.tolist() == [1, 2, 0, 1, 0, 1]
    assert not found["line_place"].binary


def test_every_property_has_a_number_a_step() -> None:
    for text in (PLAY, "x", "\n"):
        for one in text_properties(text).values():
            assert one.values.shape == (len(text),) and one.values.dtype == np.float32


# Units


def test_a_unit_that_copies_after_a_newline_is_found_as_such() -> None:
    newline = text_properties(TEXT)["newline"].values
    found = meanings(corpus({3: 0.9 * newline}), text_properties(TEXT))["newline"]
    best = found.best[0]
    assert (best.unit, best.sign, found.measure) == (3, 1, "AUC")
    assert best.score == pytest.approx(1.0) and found.probe == pytest.approx(1.0, abs=1e-3)
    assert all(other.score < 0.7 for other in found.best[1:])


def test_a_unit_that_falls_where_the_property_is_tells_it_as_well() -> None:
    capital = text_properties(TEXT)["capital"].values
    best = meanings(corpus({5: 0.5 - capital}), text_properties(TEXT))["capital"].best[0]
    assert (best.unit, best.sign) == (5, -1) and best.score == pytest.approx(1.0)


def test_a_unit_that_counts_is_found_by_its_correlation() -> None:
    place = text_properties(TEXT)["line_place"].values
    found = meanings(corpus({2: place / 60}), text_properties(TEXT))["line_place"]
    assert found.measure == "correlation" and found.best[0].unit == 2
    assert found.best[0].score > 0.999 and found.probe > 0.99


def test_what_only_looks_good_on_the_first_half_is_not_praised() -> None:
    newline = text_properties(TEXT)["newline"].values.copy()
    newline[len(TEXT) // 2 :] = np.random.default_rng(1).permutation(newline[len(TEXT) // 2 :])
    best = meanings(corpus({3: newline}), text_properties(TEXT))["newline"].best[0]
    assert best.unit == 3 and best.score < 0.65


def test_the_probe_knows_what_no_single_unit_tells() -> None:
    rng = np.random.default_rng(2)
    newline = text_properties(TEXT)["newline"].values
    noise = rng.uniform(-0.5, 0.5, len(TEXT)).astype(np.float32)
    found = meanings(corpus({0: noise + 0.2 * newline, 1: -noise}), text_properties(TEXT))
    assert found["newline"].probe > 0.95 > found["newline"].best[0].score


def test_too_few_examples_say_nothing() -> None:
    rare = np.zeros(len(TEXT), np.float32)
    rare[:19] = 1
    flat = Property("flat", np.ones(len(TEXT), np.float32), binary=False)
    assert meanings(corpus({}), {"rare": Property("rare", rare), "flat": flat}) == {}


# Measures


def test_auc_counts_pairs_in_the_right_order() -> None:
    rng = np.random.default_rng(0)
    scores = np.round(rng.standard_normal(60), 1)
    yes = (rng.random(60) < 0.4).astype(np.float32)
    pairs = scores[yes > 0][:, None] - scores[yes == 0][None]
    assert auc(scores, yes) == pytest.approx((pairs > 0).mean() + (pairs == 0).mean() / 2)


def test_correlation_is_pearsons() -> None:
    a, b = np.random.default_rng(0).standard_normal((2, 50))
    assert correlation(a, b) == pytest.approx(np.corrcoef(a, b)[0, 1])
    assert correlation(a, np.ones(50)) == 0


def test_many_units_at_once_get_the_figures_of_each_alone() -> None:
    kept = corpus({4: np.full(len(TEXT), 0.5)}, units=40)  # more than are looked at together
    half = slice(0, len(kept) // 2)
    for name, one in every_unit(kept, text_properties(TEXT)).items():
        asked = text_properties(TEXT)[name].values[half]
        alone = [
            auc(row, asked) - 0.5 if one.measure == "AUC" else correlation(row, asked)
            for row in kept.states[:, half]
        ]
        assert one.chosen == pytest.approx(alone, abs=1e-6)
        assert one.chosen[4] == 0


def test_states_are_made_numbers_once_for_all_properties(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Looked(np.ndarray):
        def astype(self, kind: object, **given: object) -> np.ndarray:  # type: ignore[override]
            if kind is np.float32:
                asked.append(self.size)
            return np.asarray(self).astype(kind, **given)  # type: ignore[call-overload, no-any-return]

    kept = corpus({})
    seen = Corpus(kept.labels, kept.states.view(Looked))
    meanings(seen, text_properties(TEXT))
    assert sum(asked) == kept.states.size
