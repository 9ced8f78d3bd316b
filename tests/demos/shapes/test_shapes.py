"""The stacks that are compared, and the shapes that demos have."""

import re

import numpy as np
import pytest
import torch

from seqdemo.app.shape import comparisons, shapes
from seqdemo.core.trace import Trace
from seqdemo.core.trace_file import load_trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shapes.page.boxes import example_file_of
from seqdemo.demos.shapes.query import EXAMPLE_TEXT, LONGEST, Read
from seqdemo.demos.shapes.task import SIZES, TASK, StackTask
from seqdemo.tasks.card import KINDS
from seqdemo.tasks.registry import get_task
from seqdemo.tasks.text_nats import metrics
from seqdemo.tasks.text_windows import part_of


def test_there_is_a_demo_for_each_shape():
    assert list(shapes()) == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_shape_is_a_few_steps_of_a_shipped_network_with_a_column_each(kind):
    demo, shape = shapes()[kind]
    assert shape.network in get_task(demo).networks
    given = shape.readable(shape.example)
    trace = shape.trace(given)
    assert isinstance(trace, Trace) and 1 <= len(trace) <= 6
    assert len(shape.columns(given, trace)) == len(trace)
    assert shape.link(given)


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_trace_of_a_box_is_what_its_network_does(kind):
    """After a training: python -m tools.shape_examples."""
    demo, shape = shapes()[kind]
    given = shape.readable(shape.example)
    kept, fresh = load_trace(example_file_of(demo)), shape.trace(given)
    assert kept.inputs == fresh.inputs
    for one, two in zip(kept.layers, fresh.layers, strict=True):
        np.testing.assert_allclose(one.hidden, two.hidden, atol=5e-3)


def test_what_cannot_be_read_is_nothing():
    for kind in ("many to one", "many to many"):
        assert shapes()[kind][1].readable("") == ""


def test_what_of_an_input_is_not_read_or_known_is_said():
    boxes = {kind: shape for kind, (_, shape) in shapes().items()}
    assert {kind: one.unread(one.example) for kind, one in boxes.items()} == dict.fromkeys(
        boxes, ""
    )
    mood, speak, write = (boxes[k] for k in ("many to one", "many to many", "one to many"))
    said = mood.unread("a zorblax of a film and more")
    assert "Only the first 5 words and marks are read here." in said and "knows: zorblax" in said
    columns = mood.columns("zorblax film", mood.trace("zorblax film"))
    assert [column.note for column in columns] == ["not known", ""]
    said = speak.unread("Two zorblax run over the hill.")
    assert "Only the first 5 words are read here." in said and "zorblax" in said
    assert speak.unread("😀 1,5").startswith("There is no word in it to translate")
    assert re.search("never saw them.*日", write.unread("日"))


def test_comparisons_name_networks_and_measures_that_there_are():
    assert comparisons()
    for demo, compared in comparisons():
        for network in compared.networks:
            assert set(compared.measures) <= set(get_task(demo).card(network)["metrics"])


def test_each_stack_has_its_layers_and_the_card_its_parameters():
    for network, (layers, units) in SIZES.items():
        model = TASK.load(network, torch.device("cpu"))
        trace = TASK.trace(model, Read(EXAMPLE_TEXT))
        assert len(trace.layers) == layers and trace.layers[0].hidden_size == units
        card = TASK.card(network)
        assert card["parameters"] == sum(p.numel() for p in model.parameters())
        best = trace.classes[int(np.argmax(trace.logits[-1]))]
        assert TASK.predict(model, Read(EXAMPLE_TEXT)) == best


def test_the_wide_layer_has_about_as_many_weights_as_three_layers():
    wide, three = (TASK.card(network)["parameters"] for network in ("wide", "three"))
    assert abs(wide / three - 1) < 0.02


def test_a_text_is_neither_empty_nor_long():
    for text in ("", "a" * (LONGEST + 1)):
        with pytest.raises(ValueError, match="1 to"):
            Read(text)


def test_the_card_s_bits_are_those_that_are_measured(data_folder):
    from seqdemo.demos.shapes.task import StackTask

    task = StackTask(data_folder / "shakespeare")
    found = task.evaluate(task.load("one", torch.device("cpu")))
    assert abs(found["bits_per_char"] - TASK.card("one")["metrics"]["bits_per_char"]) < 0.002


def test_another_text_is_measured_in_the_characters_that_the_network_knows(tmp_path):
    text = "to be or not to be\n" * 300
    (tmp_path / "input.txt").write_text(text, "utf-8")
    model = TASK.load("one")
    found = StackTask(tmp_path).evaluate(model, "valid")
    assert found == metrics(model, Vocabulary(model.symbols), part_of(text, "valid"))
