"""What the cards, the README and the page claim of the shipped networks is so."""

import os
from pathlib import Path

import numpy as np
import pytest

from seqdemo.core.card_file import ASSETS, WEIGHTS
from seqdemo.core.trace_file import load_trace
from seqdemo.demos.sentiment import evaluation, judging, shipped
from seqdemo.demos.sentiment.answer import moods_of, turn_of
from seqdemo.demos.sentiment.contrast import pairs
from seqdemo.demos.sentiment.data import texts_of
from seqdemo.demos.sentiment.effects import load_effects
from seqdemo.demos.sentiment.examples import EXAMPLE, FIRST, FIRST_UNIT, SENTENCES, TAKEN_APART
from seqdemo.demos.sentiment.influence import influence
from seqdemo.demos.sentiment.page.beside import ORDERED
from seqdemo.demos.sentiment.query import Judge
from seqdemo.demos.sentiment.task import TASK, SentimentTask
from seqdemo.demos.sentiment.tokens import tokens

ROOT = Path(__file__).resolve().parents[3]
NETWORKS = TASK.networks


@pytest.fixture(scope="module")
def networks():
    return {name: TASK.load(name) for name in NETWORKS}


def last(model, text):
    return float(TASK.predict(model, Judge(text)).values[-1])


def test_all_weights_with_the_words_they_share_take_13_mb():
    sizes = [path.stat().st_size for path in (ASSETS / "sentiment").glob("**/*") if path.is_file()]
    assert sum(sizes) <= 13_000_000
    weights = [(ASSETS / "sentiment" / name / WEIGHTS).stat().st_size for name in NETWORKS]
    assert sum(weights) + shipped.shared_bytes() <= 13_000_000


@pytest.mark.parametrize("name", NETWORKS)
def test_the_contrast_pairs_are_told_apart_as_the_card_says(name, networks):
    model, metrics = networks[name], TASK.card(name)["metrics"]
    both = [tokens(text) for pair in pairs() for text in pair[1:]]
    texts = texts_of(TASK.known(model), [(one, 0.5) for one in both])
    logits = judging.moods(model, texts)[judging.last_words(texts)]
    found = evaluation.contrast_metrics(logits)
    assert found == {key: metrics[key] for key in found}
    assert found["contrast_accuracy"] >= {"lstm": 0.8, "gru": 0.8, "rnn": 0.6}[name]


def test_the_figures_on_the_cards_are_those_of_the_dev_sentences(networks):
    folder = Path(os.environ.get("SEQDEMO_DATA", "")) / "sst2"
    if not (folder / "dev.tsv").is_file():
        pytest.skip("SEQDEMO_DATA names no folder with the public data sets")
    task = SentimentTask(folder)
    assert task.baselines("valid")["bag_of_words"] == TASK.card("lstm")["bag_of_words"]
    for name, model in networks.items():
        task._words[model] = TASK.known(model)
        metrics = TASK.card(name)["metrics"]
        # An accuracy may move by a sentence on another machine.
        found = task.evaluate(model, "valid")
        for key in (key for key in metrics if key.startswith(("accuracy", "log_loss"))):
            assert found[key] == pytest.approx(metrics[key], abs=0.003), (name, key)


def test_the_lstm_is_right_more_often_than_the_bag_of_words_and_the_rnn():
    metrics = {name: TASK.card(name)["metrics"] for name in NETWORKS}
    assert metrics["lstm"]["accuracy"] >= 0.87
    assert metrics["gru"]["accuracy"] >= 0.86
    bag = TASK.card("lstm")["bag_of_words"]
    assert metrics["lstm"]["accuracy"] > bag["accuracy"] + 0.05
    assert metrics["lstm"]["accuracy"] > metrics["rnn"]["accuracy"]
    assert metrics["lstm"]["contrast_accuracy"] > bag["contrast_accuracy"] + 0.5


def test_more_words_are_judged_better():
    for name in NETWORKS:
        metrics = TASK.card(name)["metrics"]
        shares = [
            metrics[f"accuracy{part}"] for part in ("_after_25", "_after_50", "_after_75", "")
        ]
        assert shares == sorted(shares)


def test_how_sure_it_is_and_how_often_right_are_4_percent_apart_on_average():
    for name in NETWORKS:
        card = TASK.card(name)
        assert card["calibration_error_by_halves"] <= 0.04
        assert card["metrics"]["expected_calibration_error"] <= 0.04


@pytest.mark.parametrize("name", NETWORKS)
def test_the_shipped_example_is_what_the_network_says(name, networks):
    trace = load_trace(TASK.folder(name) / EXAMPLE)
    fresh = TASK.trace(networks[name], Judge(FIRST))
    assert trace.inputs == fresh.inputs
    np.testing.assert_allclose(moods_of(trace), moods_of(fresh), atol=1e-3)


def test_the_shipped_sentence_is_taken_apart_as_the_network_does(networks):
    lstm = networks["lstm"]
    found, what_if = load_effects(TASK.folder("lstm") / TAKEN_APART)
    numbers, trace = TASK.known(lstm).numbers(Judge(FIRST).tokens), TASK.trace(lstm, Judge(FIRST))
    fresh = influence(lstm, numbers, trace)
    np.testing.assert_allclose(found.ablation, fresh.ablation, atol=1e-3)
    np.testing.assert_allclose(found.gradient, fresh.gradient, atol=1e-2)
    assert what_if.at == turn_of(moods_of(trace))


def test_the_sentence_of_a_first_visit_turns(networks):
    """It sounds bad until *never bored*, to the network; to a bag of words it ends badly."""
    answer = TASK.predict(networks["lstm"], Judge(FIRST))
    moods = dict(zip(answer.words, answer.values, strict=True))
    assert moods["hate"] < -0.2 and moods["but"] < -0.2
    assert moods["bored"] > 0.2 and moods["."] > 0.3
    assert answer.words[turn_of(answer.values)] == "bored"
    bag = shipped.known_bag().logits(shipped.known_words().numbers(Judge(FIRST).tokens))
    assert bag[-1] < 0


def test_the_other_ready_sentences_sound_as_they_are_called(networks):
    lstm = networks["lstm"]
    assert last(lstm, SENTENCES["the other turn"]) < -0.3
    assert (
        last(lstm, SENTENCES["good, not bad"]) > 0.3 > -0.3 > last(lstm, SENTENCES["bad, not good"])
    )
    assert last(lstm, SENTENCES["faint praise"]) < 0


@pytest.mark.parametrize("text", [FIRST, "It is never dull.", "The film is not very good."])
def test_the_first_unit_answers_to_a_negation_at_the_word_after(text, networks):
    _, unit = FIRST_UNIT["lstm"]
    trace = TASK.trace(networks["lstm"], Judge(text))
    values, words = trace.layers[0].hidden[:, unit], trace.inputs
    at = next(n for n, word in enumerate(words) if word in ("not", "never", "n't"))
    assert np.abs(values[: at + 1]).max() < 0.1
    assert values[at + 1] < -0.25


@pytest.mark.parametrize("name", ["lstm", "gru"])
def test_order_decides_the_ready_pairs(name, networks):
    for glad, sad in ORDERED.values():
        assert last(networks[name], glad) > 0 > last(networks[name], sad)


def test_a_network_judges_words_of_which_training_had_none(networks):
    """By their vectors, which came from other texts."""
    known = shipped.known_words()
    for word in ("luxurious", "heinous", "disgraceful", "poisonous", "hazardous"):
        assert known.numbers([word])[0] >= known.trained
        assert (last(networks["lstm"], f"it is {word} .") > 0.3) == (word == "luxurious")


def test_the_results_in_the_documents_are_those_on_the_cards():
    text = (ROOT / "docs" / "results.md").read_text("utf-8")
    for name in NETWORKS:
        metrics = TASK.card(name)["metrics"]
        row = next(
            line for line in text.splitlines() if line.startswith(f"| mood {name.upper()} |")
        )
        cells = [cell.strip() for cell in row.split("|")[2:-1]]
        keys = (
            "parameters", "accuracy", "accuracy_after_25", "accuracy_after_50", "accuracy_after_75",
            "expected_calibration_error", "contrast_accuracy",
        )  # fmt: skip
        assert cells[0] == f"{metrics['parameters']:,}"
        for cell, key in zip(cells[1:], keys[1:], strict=True):
            assert float(cell) == pytest.approx(metrics[key], abs=5e-4), key
