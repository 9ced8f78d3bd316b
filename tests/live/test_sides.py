"""What the explorer can ask of a live network."""

import copy

import numpy as np
import pytest
import torch
from torch import nn

import seqdemo
from seqdemo.analysis.corpus import corpus_of
from seqdemo.core.intervention import Blend, Clamp, Freeze
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace_arrays import LOSS, properties_in
from seqdemo.demos.explorer.page.corpora import properties_of
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.live.sides import LiveAnswers, LiveStates, LiveWriters, side_of
from seqdemo.live.snapshot import Told
from seqdemo.tasks.live import begin_live, end_live, live_networks

TEXT = "the cat sat on the mat. " * 2
LETTERS = sorted(set(TEXT))


class Writer(nn.Module):
    def __init__(self, cell=nn.LSTM, **options):
        super().__init__()
        self.embedding = nn.Embedding(len(LETTERS), 6)
        self.recurrent = cell(6, 10, num_layers=2, batch_first=True, dropout=0.5, **options)
        self.norm = nn.LayerNorm(10)
        self.out = nn.Linear(10 * (2 if options.get("bidirectional") else 1), len(LETTERS))

    def forward(self, ids):
        return self.out(self.recurrent(self.embedding(ids))[0])


def encode(text):
    return torch.tensor([[LETTERS.index(letter) for letter in text]])


def made(model, **told):
    told = {"x": TEXT, "encode": encode, "classes": tuple(LETTERS)} | told
    side, lacks = side_of({"mine": model}, Told(**told))
    return side, side.live_model("mine"), lacks


@pytest.fixture(params=[nn.LSTM, nn.GRU, nn.RNN])
def writer(request):
    torch.manual_seed(0)
    return Writer(request.param)


def test_a_writer_is_read_with_its_own_logits(writer):
    side, model, _ = made(writer)
    trace = side.read(model, TEXT)
    assert trace.inputs == tuple(TEXT) and len(trace.layers) == 2
    with torch.no_grad():
        np.testing.assert_allclose(trace.logits, writer.eval()(encode(TEXT))[0], atol=1e-5)


def test_gradients_are_those_of_autograd(writer):
    side, model, _ = made(writer)
    trace = side.read(model, TEXT)
    found = side.saliency(model, TEXT, trace, 30, "t", None)
    vectors = writer.embedding(encode(TEXT)).detach().requires_grad_()
    logits = writer.out(writer.eval().recurrent(vectors)[0])
    log_p = logits[0, 30].log_softmax(-1)[LETTERS.index("t")]
    (gradient,) = torch.autograd.grad(log_p, vectors)
    assert found.name == "t" and found.log_probability == pytest.approx(log_p.item(), abs=1e-5)
    np.testing.assert_allclose(found.norms, gradient[0].norm(dim=1), atol=1e-5)
    np.testing.assert_allclose(found.products, (gradient * vectors)[0].sum(1).detach(), atol=1e-5)


def test_what_it_writes_is_what_its_own_loop_writes(writer):
    side, model, _ = made(writer)
    assert isinstance(side, LiveWriters)
    trace = side.intervene(model, "the ", (), "", Sampling(temperature=0))
    ids = encode("the ")
    with torch.no_grad():
        while ids.shape[1] < len(trace):
            following = writer.eval()(ids)[0, -1].argmax()
            ids = torch.cat([ids, following[None, None]], 1)
    assert "".join(trace.inputs) == "".join(LETTERS[n] for n in ids[0])


def test_units_are_held_gates_frozen_and_states_put_in():
    side, model, _ = made(Writer())
    done = (Clamp(1, (3,), 2, 0.5), Freeze(0, "forget", 1, 0.0), Blend(3, 1.0))
    trace = side.intervene(model, "the mat", done, "the cat", Sampling(seed=1))
    assert (trace.layers[1].hidden[2:, 3] == 0.5).all()
    assert (trace.layers[0].gates["forget"][1:] == 0).all()
    assert len(trace) > 100


def test_the_network_is_copied_and_left_as_it_is(writer):
    writer.train()
    before = copy.deepcopy(writer.state_dict())
    side, model, _ = made(writer)
    side.read(model, TEXT)
    assert writer.training and not writer.recurrent._forward_hooks
    for name, values in writer.state_dict().items():
        assert torch.equal(values, before[name])


def test_other_weights_are_taken_over_when_asked(writer):
    side, model, _ = made(writer)
    assert not side.refresh() and side.live_model("mine") is model
    with torch.no_grad():
        writer.recurrent.weight_hh_l0.mul_(1.5)
    assert side.refresh()
    fresh = side.live_model("mine")
    assert not np.array_equal(
        side.read(fresh, TEXT).layers[0].hidden, side.read(model, TEXT).layers[0].hidden
    )


def test_a_head_is_a_part_its_name_or_a_function():
    writer = Writer()
    expected = made(writer)[0].first.trace.logits
    for head in ("out", writer.out, lambda model, states: model.out(states)):
        logits = made(writer, head=head)[0].first.trace.logits
        np.testing.assert_allclose(logits, expected, atol=1e-6)
    normed = made(writer, head=lambda model, states: model.out(model.norm(states)))[0]
    assert not np.allclose(normed.first.trace.logits, expected)


def test_each_sequence_of_a_batch_can_be_chosen():
    gru = nn.GRU(3, 5, batch_first=True)
    x = torch.randn(4, 7, 3)
    labels = [[f"{row}{step}" for step in range(7)] for row in range(4)]
    side, model, lacks = made(gru, x=x, encode=None, classes=(), labels=labels)
    assert type(side) is LiveStates and "head" in lacks
    assert list(side.inputs) == ["1", "2", "3", "4"] and side.readable("5") == ""
    trace = side.read(model, "3")
    assert trace.inputs == tuple(labels[2])
    np.testing.assert_allclose(trace.layers[0].hidden, gru(x)[0][2].detach(), atol=1e-6)


def test_a_classifier_of_sequences_answers():
    class Judge(nn.Module):
        def __init__(self):
            super().__init__()
            self.recurrent, self.head = nn.RNN(2, 6), nn.Linear(6, 2)

        def forward(self, x, scale):
            return self.head(self.recurrent(x * scale)[1][0])

    given = {"x": torch.randn(5, 3, 2), "scale": 2.0}
    told = {"x": given, "encode": None, "classes": ("no", "yes")}
    side, model, lacks = made(Judge(), properties={"late": [0, 0, 0, 1, 1]}, **told)
    assert isinstance(side, LiveAnswers) and not isinstance(side, LiveWriters) and not lacks
    touched = side.intervene(model, "2", (Clamp(0, (1,), 0, 1.0),), "", Sampling())
    assert touched.classes == ("no", "yes") and (touched.layers[0].hidden[:, 1] == 1).all()
    assert side.first.trace.extras["property.late"].tolist() == [0, 0, 0, 1, 1]
    stack = side.stack(model, "1")
    np.testing.assert_allclose(stack.x, 2 * given["x"][:, 0], atol=1e-6)


@pytest.mark.parametrize(
    ("model", "told", "words"),
    [
        (Writer(bidirectional=True), {}, "both ways"),
        (nn.LSTM(2, 3), {"x": torch.randn(4, 1, 2), "encode": None, "classes": ()}, "head"),
    ],
    ids=["bidirectional", "no head"],
)
def test_what_cannot_run_on_is_shown_with_its_states(model, told, words):
    side, _, lacks = made(model, **told)
    assert type(side) is LiveStates and words in lacks


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"head": "none"}, "no part 'none'"),
        ({"classes": ("a", "b")}, "classes has 2"),
        ({"labels": lambda text: "ab"}, "2 labels for 48 steps"),
        ({"head": lambda model, states: model.out(states)[0]}, "a row of logits for each"),
    ],
)
def test_parts_that_do_not_fit_are_refused_in_words(told, words):
    with pytest.raises(ValueError, match=words):
        made(Writer(), **told)


def test_a_text_that_encode_does_not_take_is_none():
    side, _, _ = made(Writer())
    assert side.readable("the dog") == "" and side.readable("the mat") == "the mat"


def told_losses(x, loss):
    """Two sequences of a batch, and what the page asks the units of each for."""
    side, model, _ = made(nn.GRU(2, 3), x=x, encode=None, classes=(), properties={LOSS: loss})
    begin_live("live-losses", side)
    try:
        for number in "12":
            trace = side.read(model, number)
            seen = Explored("live-losses", "mine", number, trace, 0, False, side)
            yield properties_of(seen, corpus_of(trace, 0))[LOSS].values
    finally:
        end_live("live-losses")


def test_units_are_asked_for_the_loss_of_the_sequence_that_is_shown():
    first, second = told_losses(torch.randn(4, 2, 2), torch.tensor([[1, 2, 3, 4], [8, 7, 6, 5]]))
    assert first.tolist() == [1, 2, 3, 4] and second.tolist() == [8, 7, 6, 5]


def test_a_packed_sequence_that_ends_early_has_the_beginning_of_its_row():
    packed = nn.utils.rnn.pack_sequence([torch.randn(4, 2), torch.randn(2, 2)]).half()
    loss = torch.tensor([[1, 2, 3, 4], [8, 7, 0, 0]], dtype=torch.bfloat16)
    assert [one.tolist() for one in told_losses(packed, loss)] == [[1, 2, 3, 4], [8, 7]]


def test_what_is_said_of_one_text_is_not_said_of_another():
    side, model, _ = made(Writer(), properties={"late": np.arange(len(TEXT)) > 9})
    assert "late" in properties_in(side.read(model, TEXT))
    assert properties_in(side.read(model, TEXT[::-1])) == {}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"properties": {"late": [0, 1]}}, r"'late' has shape \(2,\), but the first .* 48 steps"),
        ({"properties": {LOSS: np.zeros((3, 48))}}, r"^loss has shape \(3, 48\), but"),
        ({"layer": "none"}, "^this Writer has no part 'none'"),
    ],
)
def test_what_would_be_left_out_is_refused(told, words):
    with pytest.raises(ValueError, match=words):
        made(Writer(), **told)


@pytest.mark.parametrize(
    ("model", "options", "error", "words"),
    [
        (None, {}, TypeError, "a torch.nn.Module or name -> module, and not None"),
        ({"mine": 3}, {}, TypeError, "and not {'mine': 3}"),
        ({}, {}, ValueError, "there is no model"),
        ({"a" * 40 + end: nn.GRU(2, 3) for end in "bc"}, {}, ValueError, "first 40 letters"),
        (nn.GRU(2, 3), {"port": 70_000}, ValueError, "up to 65,535, and not 70000"),
    ],
)
def test_what_cannot_be_explored_is_refused_before_a_server_is_started(
    model, options, error, words
):
    with pytest.raises(error, match=words):
        seqdemo.explore(model, torch.randn(4, 1, 2), **options)
    assert live_networks() == {}
