"""The task of the translator: training, measuring, publishing, and what ships."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest
import torch
import translation_data

from seqdemo.core.card_file import ASSETS, CheckpointError
from seqdemo.core.trace_file import load_trace
from seqdemo.demos.translation import measured, recipes
from seqdemo.demos.translation.evaluation import compare, quality
from seqdemo.demos.translation.examples import EXAMPLE, HARD, SEARCH, TRACE, load_search
from seqdemo.demos.translation.languages import DIRECTIONS
from seqdemo.demos.translation.network import Translator, TranslatorConfig
from seqdemo.demos.translation.pieces import EOS, PAD, text_of
from seqdemo.demos.translation.query import Translate
from seqdemo.demos.translation.subwords import Subwords, learn_pieces
from seqdemo.demos.translation.task import TASK, TranslatorTask
from seqdemo.training.fit import accelerator_on

CPU = torch.device("cpu")
LEAST = {"de-en": 40.6, "en-de": 37.2, "en-fr": 53.6, "fr-en": 50.0}
"""BLEU of the test sentences in lower case that the shipped network is to reach."""


@pytest.fixture(scope="module", params=TASK.networks)
def shipped(request: pytest.FixtureRequest) -> Translator:
    return cast(Translator, TASK.load(request.param, CPU))


@pytest.fixture(scope="module")
def attentive() -> Translator:
    return cast(Translator, TASK.load("attention", CPU))


class TinyTask(TranslatorTask):
    """The same with few pieces and small networks, over made-up sentences."""

    def __init__(self, data: Path, folder: Path) -> None:
        super().__init__(data)
        self._folder = folder

    subwords = Subwords(learn_pieces(translation_data.every_sentence(), translation_data.PIECES))

    def folder(self, network: str) -> Path:
        return self._folder / network


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyTask:
    config = TranslatorConfig("attention", translation_data.PIECES, 32, 24, 1, 48, 24, 0.0, 0.0, 0)
    course = recipes.Course({DIRECTIONS["de-en"]: 1.0}, config, 200, (recipes.Later(60),))
    monkeypatch.setattr(recipes, "course", lambda network, vocab_size: course)
    monkeypatch.setattr(recipes, "PIECES", 60)
    return TinyTask(translation_data.make(tmp_path), tmp_path / "assets")


# ---- training ----------------------------------------------------------------------------------


def test_a_tiny_translator_learns_its_sentences_by_heart(tiny: TinyTask) -> None:
    recipe = replace(
        tiny.recipe("attention"),
        max_steps=160,
        learning_rate=2e-2,
        warmup_steps=10,
        averaging=0.0,
        precision="fp32",
    )
    fit = tiny.fit("attention", recipe=recipe, accelerator=accelerator_on(CPU))
    losses = [step.loss for step in fit]
    assert sum(losses[-20:]) / 20 < losses[0] / 3  # words are cut by chance: one batch says little
    model = fit.model.eval()
    pairs = zip(translation_data.SENTENCES["de"], translation_data.SENTENCES["en"], strict=True)
    right = [
        tiny.predict(model, Translate(german, "de-en")).text == english for german, english in pairs
    ]
    assert sum(right) >= 4
    assert tiny.evaluate(model, "valid")["de-en"]["bleu"] > 50


def test_the_loss_counts_what_is_said_and_no_padding(tiny: TinyTask) -> None:
    model = tiny.model("attention").eval()
    sources, targets = tiny.dataset("train")[0]
    wide = torch.cat([targets, torch.full((len(targets), 3), PAD)], dim=1)
    with torch.no_grad():
        one, other = tiny.loss(model, (sources, targets)), tiny.loss(model, (sources, wide))
    assert float(one) == pytest.approx(float(other), abs=1e-5)


def test_a_run_that_is_cut_goes_on(tiny: TinyTask, tmp_path: Path) -> None:
    def trained(run: Path, stop: int) -> list[float]:
        fit = tiny.fit("attention", accelerator=accelerator_on(CPU), run=run)
        found = []
        for step in fit:
            found.append(step.loss)
            if step.step == stop:
                break
        return found

    whole = trained(tmp_path / "whole", 6)
    trained(tmp_path / "cut", 3)
    assert trained(tmp_path / "cut", 6) == pytest.approx(whole[3:], abs=1e-5)


# ---- measuring ---------------------------------------------------------------------------------


def test_bleu_knows_capitals_and_says_how_it_was_computed() -> None:
    wanted = ["A dog runs in the snow.", "Two men sit on a bench."]
    same, lower = compare(wanted, wanted), compare([line.lower() for line in wanted], wanted)
    assert same["bleu"] == same["bleu_lc"] == same["chrf"] == 100.0
    assert lower["bleu"] < lower["bleu_lc"] == 100.0
    assert "case:mixed" in same["signature"] and "tok:13a" in same["signature"]
    assert "case:lc" in same["signature_lc"]


def test_quality_is_measured_by_length_and_of_captions_joined(tiny: TinyTask) -> None:
    model = tiny.model("attention").eval()
    texts = translation_data.SENTENCES
    figures, groups = quality(
        model, tiny.known(model), texts, DIRECTIONS["de-en"], tiny.directions(model)
    )
    assert figures["parameters"] == sum(p.numel() for p in model.parameters())
    assert [group.joined for group in groups] == [1, 2, 3, 4]
    assert [group.sentences for group in groups] == [6, 3, 2, 1]
    assert [group.words for group in groups] == sorted(group.words for group in groups)


def test_what_was_measured_comes_back_and_damage_is_told(tmp_path: Path) -> None:
    group = measured.LengthGroup(8.5, 10, 30.0, 1)
    found = measured.Measured("test", 10, {"de-en": {"bleu": 30.0}}, {"de-en": (group,)})
    path = tmp_path / measured.FILE
    path.write_bytes(measured.measured_bytes(found))
    assert measured.load(path) == found
    for damage in ("", "[]", '{"split": 1}', "{}"):
        path.write_text(damage)
        with pytest.raises(CheckpointError, match="cannot be read"):
            measured.load(path)


def test_any_files_beside_each_other_are_a_split(tiny: TinyTask) -> None:
    tiny.check_split("val")
    with pytest.raises(ValueError, match="no split is called"):
        tiny.check_split("holidays")


# ---- what ships --------------------------------------------------------------------------------


@translation_data.needs_weights
def test_a_trace_says_what_is_answered(shipped: Translator) -> None:
    query = Translate("Zwei Hunde rennen durch den Schnee.", "de-en")
    made, trace = TASK.explain(shipped, query)
    assert text_of(trace.inputs[1:]) == made.text == TASK.predict(shipped, query).text
    assert trace.upstream is not None and trace.upstream.inputs[0] == "<en>"
    assert (trace.attention is None) == (shipped.config.kind == "plain")
    assert trace.logits is not None
    rows = torch.from_numpy(trace.logits).double().log_softmax(-1)
    total = rows.gather(1, torch.tensor([*made.said, EOS])[:, None]).sum()
    best = made.search.sentences[0]
    assert float(total) == pytest.approx(best.log_probability, abs=2e-2)


@translation_data.needs_weights
def test_the_example_that_ships_is_what_the_network_says(attentive: Translator) -> None:
    folder = ASSETS / TASK.name / "attention"
    trace, search = load_trace(folder / TRACE), load_search(folder / SEARCH)
    made = TASK.predict(attentive, EXAMPLE)
    assert text_of(trace.inputs[1:]) == made.text
    assert search.sentences[0].words == made.said
    assert trace.upstream is not None and trace.attention is not None
    np.testing.assert_allclose(trace.attention.sum(1), 1, atol=1e-2)


@translation_data.needs_weights
def test_pieces_ship_beside_the_weights_and_on_the_card() -> None:
    for network in TASK.networks:
        shipped = Subwords((ASSETS / TASK.name / network / "pieces.model").read_bytes())
        assert TASK.card(network)["config"]["vocab_size"] == len(shipped)
    assert TASK.card("attention")["pieces"] == list(shipped.pieces)


@translation_data.needs_weights
def test_all_weights_together_are_small() -> None:
    files = (ASSETS / TASK.name).glob("*/weights.safetensors")
    assert sum(file.stat().st_size for file in files) <= 22_000_000


@translation_data.needs_weights
def test_the_test_sentences_are_translated_no_worse_than_before() -> None:
    found = measured.load(ASSETS / TASK.name / "attention" / measured.FILE)
    assert found.split == "test_2016_flickr" and found.sentences == 1_000
    for way, least in LEAST.items():
        assert found.directions[way]["bleu_lc"] >= least, way


@translation_data.needs_weights
def test_attention_is_worth_most_where_sentences_are_long() -> None:
    looks, blind = (
        measured.load(ASSETS / TASK.name / network / measured.FILE) for network in TASK.networks
    )
    for way in blind.lengths:
        apart = [
            one.bleu - other.bleu
            for one, other in zip(looks.lengths[way], blind.lengths[way], strict=True)
        ]
        assert min(apart) > 0 and apart[-1] > 5


LEFT_OUT = {
    "en-de": ("nicht|kein", "Morgen", "Apfel", "Niemand"),
    "de-en": ("not|n.t|no", "morning", "apple", "obody|o one"),
    "fr-en": ("not|n.t|no", "ello|ood|ow are", "rain", "obody|o one"),
}
"""What a right translation of each of `HARD` would hold."""


@translation_data.needs_weights
@pytest.mark.parametrize("way", LEFT_OUT)
def test_what_the_page_says_it_gets_wrong_it_gets_wrong(way: str, attentive: Translator) -> None:
    for sentence, wanted in zip(HARD[DIRECTIONS[way].source], LEFT_OUT[way], strict=True):
        said = TASK.predict(attentive, Translate(sentence, way)).text
        assert not re.search(wanted, said), (sentence, said)


@translation_data.needs_weights
def test_what_could_be_seen_in_a_photo_it_says_well(attentive: Translator) -> None:
    for english, german in (
        (EXAMPLE.text, "Ein Mann mit einem roten Hut spielt Gitarre auf der Straße."),
        ("Two dogs are running through the snow.", "Zwei Hunde rennen durch den Schnee."),
        ("The children are playing football in the park.", "Die Kinder spielen im Park Fußball."),
        ("A woman is buying bread in a shop.", "Eine Frau kauft Brot in einem Geschäft."),
    ):
        assert TASK.predict(attentive, Translate(english, "en-de")).text == german


@translation_data.needs_weights
def test_what_the_card_says_of_val_is_true(data_folder: Path, attentive: Translator) -> None:
    """Measured anew on a thirtieth of the sentences in one direction."""
    from seqdemo.demos.translation.data import read_split

    texts = {
        code: lines[::30] for code, lines in read_split(data_folder / "multi30k", "val").items()
    }
    way, learned = DIRECTIONS["de-en"], TASK.directions(attentive)
    figures, _ = quality(attentive, TASK.known(attentive), texts, way, learned, lengths=False)
    card = TASK.card("attention")
    assert figures["bleu_lc"] == pytest.approx(card["metrics"]["de-en"]["bleu_lc"], abs=5)
    assert json.dumps(card)
