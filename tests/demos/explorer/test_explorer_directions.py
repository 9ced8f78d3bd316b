"""Directions as rows of the explorer: coloured, matched, turned, and how sure it is."""

from __future__ import annotations

import copy
import re
import types
from pathlib import Path
from urllib.parse import parse_qsl

import numpy as np
import pytest
import torch
from explorer_app import address, lens, mounted, open_page, ready, run, said, short_corpora
from torch import nn

import seqdemo
from seqdemo.demos.explorer.page import measurements
from seqdemo.live.sides import side_of
from seqdemo.live.snapshot import Told
from seqdemo.tasks.live import begin_live, end_live

LINK = {"from_": "shakespeare", "cell": "lstm", "layer": "2"}

API = (Path(__file__).parents[3] / "docs" / "api.md").read_text("utf-8")


@pytest.fixture(scope="module", autouse=True)
def patch(tmp_path_factory: pytest.TempPathFactory):
    with short_corpora(tmp_path_factory.mktemp("cache")) as patching:
        yield patching


def test_a_row_is_a_principal_axis_and_is_turned_as_a_unit_is():
    app = ready(**LINK, view="states", basis="axes", unit="2")
    data = lens(app)
    assert data["layer"]["size"] == 16 and data["noun"] == "axis" and data["holds"]
    assert data["names"][0].startswith("axis 1, ") and "16 axes" in data["title"]
    touched = ready(**LINK, view="reach", basis="axes", do="d2:axes.2@40=1", at="39")
    assert "axis 2 at 1, layer 2, from step 41" in [one.label[:-2] for one in touched.button]
    assert "The texts part after" in said(touched)


def test_shipped_features_say_how_well_they_rebuild_states():
    app = ready(**LINK, view="states", basis="features")
    assert lens(app)["layer"]["size"] == 512 and lens(app)["noun"] == "feature"
    assert "sparse autoencoder: 512 directions" in said(app)


def test_a_probe_of_a_property_is_the_best_row_to_tell_it():
    app = ready(**LINK, view="meaning", basis="probes", property="vowel", sure="1")
    data = lens(app)
    assert "a vowel" in data["names"]
    assert data["marked"][0] == data["names"].index("a vowel")
    assert "The best of all stands out from" in said(app)
    row = next(one.value for one in app.markdown if "shifted labels" in one.value)
    score, chance = (float(row.splitlines()[2].split("|")[n].split(",")[0]) for n in (2, 4))
    assert score > 0.9 > chance and np.isfinite(chance)


def test_an_axis_is_held_in_many_texts_and_all_axes_are_searched():
    app = ready(**LINK, view="cause", basis="axes", held="2:axes.2@41", search="line.2.axes")
    text = said(app)
    assert "Axis 2 held at −1" in text and "random directions, however held" in text
    assert "No axis changes this at all" in text  # the counts of these tests know unit 183 alone
    hold, searched = measurements.JOBS.orders[-2:]
    assert (hold["basis"], hold["rows"], len(hold["opening"])) == ("axes", (0,), 41)
    assert (searched["basis"], searched["hidden_size"]) == ("axes", 512)
    assert address(app)["held"] == "2:axes.2@41"
    next(one for one in app.text_input if one.label == "Hold axis").set_value("5, 6")
    run(app)
    next(one for one in app.button if one.label == "Measure").click()
    run(app)
    assert "Axis 5 held" in said(app) and address(app)["held"] == "2:axes.5@41"
    app = ready(**LINK, view="cause", held="2:axes.99@41")
    assert "Unit 183 held" in said(app), "there is no such axis"


def test_spans_are_matched_by_directions():
    app = ready(**LINK, view="match", basis="axes", span="10-10", on="0.1", around="0")
    assert "all through" in said(app)
    assert mounted(app, "rows")


@pytest.mark.parametrize("link", [{"basis": "nonsense"}, {"basis": "features", "cell": "gru"}])
def test_a_basis_that_there_is_not_changes_nothing(link):
    app = ready(**(LINK | link), view="states")
    assert lens(app)["noun"] == "unit"


def test_gradients_of_many_texts_say_by_which_factor_they_shrink(monkeypatch):
    from seqdemo.demos.explorer import vanishing as backwards
    from seqdemo.demos.explorer.page.views import vanishing

    monkeypatch.setattr(backwards, "STEPS", 4)  # each is a decomposition of a large matrix
    monkeypatch.setattr(vanishing, "TEXTS", 4)
    monkeypatch.setattr(vanishing, "LENGTH", 25)
    app = ready(**LINK, view="gradient", over="many")
    table = next(one.value for one in app.markdown if "factor a step" in one.value)
    assert [row.split("|")[1].strip() for row in table.splitlines()[2:]] == [
        "RNN, dL/dh",
        "GRU, dL/dh",
        "LSTM, dL/dh",
        "LSTM, dL/dc",
    ]
    assert all(0.3 < float(row.split("|")[2]) < 1.2 for row in table.splitlines()[2:])
    assert "Mean over 4 texts" in said(app)


def two_models():
    torch.manual_seed(0)
    one = nn.LSTM(3, 12)
    other = copy.deepcopy(one)
    order = torch.randperm(12)
    for name, weight in other.named_parameters():  # the same network, numbered differently
        parts = [part[order] for part in weight.detach().split(12)]
        moved = torch.cat(parts)
        weight.data = moved[:, order] if name == "weight_hh_l0" else moved
    return {"first": one, "second": other}


@pytest.fixture
def live():
    told = Told(torch.randn(40, 1, 3), labels=[f"s{step}" for step in range(40)])
    begin_live("live77", side_of(two_models(), told)[0])
    yield {"from_": "live77", "cell": "first", "view": "states", "against": "second"}
    end_live("live77")


def shown_difference(app):
    return lens(app)["layer"]["arrays"]["difference"]["scale"] * (2**15 - 1)


def test_two_models_are_held_against_each_other_in_pairs_of_units(live):
    plain, paired = open_page(**live), open_page(**live, paired="1")
    for app in (plain, paired):
        assert "minus second" in lens(app)["note"]
        assert (
            "Linear CKA of the two layers: 1.00; units in pairs correlate 1.00" in lens(app)["note"]
        )
    assert shown_difference(plain) > 0.1 > 1e-3 > shown_difference(paired)


def test_layers_of_other_sizes_have_a_cka_and_no_difference():
    app = ready(**LINK, view="states", against="gru")
    assert "its layer 2 has 576 units, this one 512. Linear CKA of the two layers: 0." in said(app)
    assert lens(app)["note"] == ""


def test_the_documented_live_writer_has_causes_and_a_network_of_states_says_why_not(
    live, monkeypatch
):
    example = next(
        one for one in re.findall(r"```python\n(.+?)```", API, re.DOTALL) if "held =" in one
    )

    def explore(model, x, *, encode, classes, name):
        side, _ = side_of({name: model}, Told(x, encode=encode, classes=tuple(classes)))
        begin_live("live78", side)
        return types.SimpleNamespace(url="/explorer?from=live78", stop=lambda: None)

    monkeypatch.setattr(seqdemo, "explore", explore)
    names: dict[str, object] = {}
    exec(example, names)
    link = dict(parse_qsl(str(names["held"]).partition("?")[2]))
    try:
        app = open_page(
            from_=link["from"], view=link["view"], held=link["held"], outcome="symbol_3"
        )
        assert "Unit 3 held at −1" in said(app) and "share of “c”" in said(app)
        assert len(mounted(app, "beside")[0]["rows"]) == 3
        assert measurements.JOBS_HERE.orders[-1]["opening"] == "the cat s"
        assert address(app)["outcome"] == "symbol_3"
    finally:
        end_live("live78")
    text = said(open_page(**live | {"view": "cause"}))
    assert "this one cannot: head=... is needed" in text
