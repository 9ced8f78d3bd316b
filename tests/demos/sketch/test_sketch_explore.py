"""The sketch networks in the explorer: what is read, what the pen depends on, and the corpus."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from seqdemo.demos.sketch.corpus import drawn_corpus, stroke_properties
from seqdemo.demos.sketch.examples import BODY, READY
from seqdemo.demos.sketch.explore import EXPLORE, with_thing
from seqdemo.demos.sketch.network import SketchConfig, SketchNetwork, features
from seqdemo.demos.sketch.offsets import offsets_of
from seqdemo.demos.sketch.page.input_controls import INPUT
from seqdemo.demos.sketch.sampling import five_numbers
from seqdemo.demos.sketch.strokes import decode, encode

BODY_GIVEN = with_thing(encode(BODY))


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(0)
    return SketchNetwork(SketchConfig("aaron_sheep", 18.5, hidden_size=20, mixtures=3)).eval()


@pytest.mark.parametrize("name", READY)
def test_a_ready_drawing_is_read_point_by_point(network, name):
    trace = EXPLORE.read(network, EXPLORE.readable(name))
    lines = READY[name]
    assert len(trace) == sum(len(line.places) for line in lines)
    assert sum(label.endswith("up") for label in trace.inputs) == len(lines)
    assert not trace.extras["own"].any()
    np.testing.assert_allclose(trace.extras["place"][-1], lines[-1].places[-1], atol=0.05)


def test_a_drawing_of_a_link_is_read_and_nonsense_is_not(network):
    assert EXPLORE.readable(f"dog:{encode(BODY)}") == f"dog:{encode(BODY)}"
    assert EXPLORE.readable(encode(BODY)).endswith(encode(BODY))
    assert EXPLORE.readable("no drawing!") == EXPLORE.readable("") == ""
    assert decode(EXPLORE.readable("House").partition(":")[2]) == READY["house"]


def test_the_controls_take_over_the_drawing_of_a_link_and_refuse_what_is_none():
    choice = INPUT.choices()["w"]
    assert choice.read(encode(BODY)) == encode(BODY)
    for wrong in ("", "!", "C"):
        with pytest.raises(ValueError, match="drawing"):
            choice.read(wrong)


def pulled(network, step, pen):
    """Norms of the gradient of log p(pen) by each input, by PyTorch itself."""
    x = features(five_numbers(offsets_of(BODY, "aaron_sheep", 18.5))).requires_grad_()
    raw, _ = network.read(x, None, None)
    raw[0, step, :3].log_softmax(0)[pen].backward()
    return x.grad[0].norm(dim=1)


def test_what_the_pen_depends_on_is_what_pytorch_differentiates(network):
    trace, step = EXPLORE.read(network, BODY_GIVEN), 6
    found = EXPLORE.saliency(network, BODY_GIVEN, trace, step, "up", None)
    assert found.name == "up" and found.norms[: step + 1].all()
    assert not found.norms[step + 1 :].any()
    probabilities = torch.from_numpy(trace.logits[step]).softmax(0)
    assert found.log_probability == pytest.approx(float(probabilities[1].log()), abs=1e-4)
    torch.testing.assert_close(
        torch.from_numpy(found.norms), pulled(network, step, 1), atol=1e-5, rtol=1e-3
    )
    with pytest.raises(ValueError, match="down, up, end"):
        EXPLORE.saliency(network, BODY_GIVEN, trace, step, "sideways", None)
    with pytest.raises(ValueError, match="steps"):
        EXPLORE.saliency(network, BODY_GIVEN, trace, 9_999, "", None)


def test_the_corpus_holds_what_the_network_draws_and_is_the_same_every_time(network):
    first, again = (drawn_corpus(network, drawings=20) for _ in range(2))
    layer = first.layers[0]
    assert layer.labels == again.layers[0].labels and len(layer.starts) == 20
    assert {layer.labels[start] for start in layer.starts} == {"start"}
    assert set(first.saturation[0]) == {"input", "forget", "output"}
    found = stroke_properties(layer)
    lifted = found["lifted"].values
    np.testing.assert_array_equal(lifted, [label.endswith("up") for label in layer.labels])
    ways = found["left"].values + found["right"].values
    assert ways.max() == 1 and found["place"].values.max() > 1
