"""Recording a layer of someone else's model shows what it answered, and leaves the model alone."""

from __future__ import annotations

import pickle
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm
from torch.nn.utils.rnn import pack_padded_sequence, pack_sequence

import seqdemo
from seqdemo.core.trace import GATES, Trace

ATOL = 1e-5
STEPS, BATCH, INPUTS, UNITS = 6, 3, 4, 5
KINDS = {
    "rnn": nn.RNN,
    "relu": lambda *sizes, **options: nn.RNN(*sizes, nonlinearity="relu", **options),
    "gru": nn.GRU,
    "lstm": nn.LSTM,
}
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(autouse=True)
def _seed() -> None:
    torch.manual_seed(0)


def layer(kind: str, **options: object) -> nn.RNNBase:
    made: nn.RNNBase = KINDS[kind](INPUTS, UNITS, **options)
    return made.eval()


def state_of(made: nn.RNNBase, *batch: int) -> object:
    shape = made.num_layers * (2 if made.bidirectional else 1), *batch, UNITS
    return (torch.randn(shape), torch.randn(shape)) if made.mode == "LSTM" else torch.randn(shape)


def top(trace: Trace, made: nn.RNNBase) -> np.ndarray:
    ways = 2 if made.bidirectional else 1
    return np.concatenate([record.hidden for record in trace.layers[-ways:]], axis=1)


@every_kind
@pytest.mark.parametrize("num_layers", [1, 3])
@pytest.mark.parametrize("bidirectional", [False, True], ids=["uni", "bi"])
@pytest.mark.parametrize("batch_first", [False, True], ids=["time first", "batch first"])
@pytest.mark.parametrize("bias", [True, False], ids=["biases", "no biases"])
@pytest.mark.parametrize("with_state", [False, True], ids=["from zeros", "from a state"])
def test_a_record_of_every_kind_equals_what_the_module_answers(
    kind: str,
    num_layers: int,
    bidirectional: bool,
    batch_first: bool,
    bias: bool,
    with_state: bool,
) -> None:
    options = {"num_layers": num_layers, "bidirectional": bidirectional, "bias": bias}
    made = layer(kind, batch_first=batch_first, **options)
    x = torch.randn(BATCH, STEPS, INPUTS)
    x = x if batch_first else x.transpose(0, 1)
    given = (x, state_of(made, BATCH)) if with_state else (x,)
    output, _ = made(*given)
    output = output if batch_first else output.transpose(0, 1)
    for of in range(BATCH):
        trace = seqdemo.record(made, *given, of=of)
        assert len(trace) == STEPS
        assert len(trace.layers) == num_layers * (1 + bidirectional)
        assert_allclose(top(trace, made), output[of].detach(), atol=ATOL)
        for record in trace.layers:
            assert record.cell == ("rnn" if kind == "relu" else kind)
            assert set(record.gates) == set(GATES[record.cell])
            assert record.nonlinearity == ("relu" if kind == "relu" else "tanh")


@every_kind
@pytest.mark.parametrize("with_state", [False, True], ids=["from zeros", "from a state"])
def test_input_without_a_batch_axis_is_recorded(kind: str, with_state: bool) -> None:
    made = layer(kind, num_layers=2, bidirectional=True)
    x = torch.randn(STEPS, INPUTS)
    given = (x, state_of(made)) if with_state else (x,)
    trace = seqdemo.record(made, *given)
    assert_allclose(top(trace, made), made(*given)[0].detach(), atol=ATOL)


@every_kind
@pytest.mark.parametrize("sort", [True, False], ids=["sorted", "as they come"])
@pytest.mark.parametrize("bidirectional", [False, True], ids=["uni", "bi"])
def test_packed_sequences_are_recorded_in_the_order_they_were_given(
    kind: str, sort: bool, bidirectional: bool
) -> None:
    made = layer(kind, num_layers=2, bidirectional=bidirectional)
    lengths = [6, 4, 1] if sort else [1, 6, 4]
    parts = [torch.randn(length, INPUTS) for length in lengths]
    packed, state = pack_sequence(parts, enforce_sorted=sort), state_of(made, len(parts))
    for of, part in enumerate(parts):
        mine = tuple(s[:, of : of + 1] for s in state) if kind == "lstm" else state[:, of : of + 1]
        alone, _ = made(part[:, None], mine)
        trace = seqdemo.record(made, packed, state, of=of)
        assert len(trace) == lengths[of]
        assert_allclose(top(trace, made), alone[:, 0].detach(), atol=ATOL)


def test_the_last_state_and_memory_are_those_the_module_returns() -> None:
    made = layer("lstm", batch_first=True)
    x = torch.randn(BATCH, STEPS, INPUTS)
    _, (hidden, memory) = made(x)
    record = seqdemo.record(made, x, of=1).layers[0]
    assert record.cell_state is not None
    assert_allclose(record.hidden[-1], hidden[0, 1].detach(), atol=ATOL)
    assert_allclose(record.cell_state[-1], memory[0, 1].detach(), atol=ATOL)


# While a model of the reader's own runs


class Tagger(nn.Module):
    def __init__(self, kind: str = "gru") -> None:
        super().__init__()
        self.embedding = nn.Embedding(10, INPUTS)
        self.memory = layer(kind, batch_first=True)
        self.head = nn.Linear(UNITS, 2)

    def forward(self, words: Tensor) -> Tensor:
        answer: Tensor = self.head(self.memory(input=self.embedding(words))[0])
        return answer


class Speller(Tagger):
    """One step at a time, as decoders do."""

    def forward(self, words: Tensor) -> Tensor:
        state, answers = None, []
        for word in words.T:
            answer, state = self.memory(self.embedding(word)[:, None], state)
            answers.append(answer)
        joined: Tensor = self.head(torch.cat(answers, 1))
        return joined


@pytest.mark.parametrize("model", [Tagger, Speller])
@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_a_layer_is_recorded_while_its_model_runs(model: type[Tagger], kind: str) -> None:
    tagger, words = model(kind).eval(), torch.tensor([[1, 2, 3, 4], [5, 6, 7, 8]])
    with seqdemo.record(tagger) as recording:
        answer = tagger(words)
    trace = recording.trace(of=1, labels=["five", "six", "seven", "eight"])
    assert trace.inputs == ("five", "six", "seven", "eight")
    shown = tagger.head(torch.from_numpy(trace.layers[0].hidden))
    assert_allclose(shown.detach(), answer[1].detach(), atol=ATOL)
    direct = seqdemo.record(tagger, words, of=1)
    assert_allclose(direct.layers[0].hidden, trace.layers[0].hidden, atol=ATOL)


def test_two_sequences_are_two_traces() -> None:
    tagger = Tagger().eval()
    with seqdemo.record(tagger.memory) as recording:
        tagger(torch.tensor([[1, 2, 3]]))
        tagger(torch.tensor([[4, 5]]))
    assert len(recording) == 2
    assert [len(trace) for trace in recording.traces()] == [3, 2]
    with pytest.raises(ValueError, match=r"read 2 sequences: .*`recording.traces\(\)`"):
        recording.trace()


def test_nothing_of_the_model_changes() -> None:
    tagger, words = Tagger("lstm").train(), torch.tensor([[1, 2, 3]])
    tagger(words).sum().backward()
    before = {
        name: (p.detach().clone(), p.grad, p._version) for name, p in tagger.named_parameters()
    }
    hooks = [dict(module._forward_hooks) for module in tagger.modules()]
    random = torch.get_rng_state()
    with seqdemo.record(tagger) as recording:
        tagger(words)
    recording.trace()
    seqdemo.record(tagger, words)
    for name, parameter in tagger.named_parameters():
        values, gradient, version = before[name]
        assert torch.equal(parameter, values) and parameter.grad is gradient
        assert parameter._version == version and parameter.requires_grad
    assert [dict(module._forward_hooks) for module in tagger.modules()] == hooks
    assert not tagger.memory._forward_hooks_with_kwargs
    assert all(module.training for module in (tagger, tagger.head))
    assert torch.equal(torch.get_rng_state(), random)


def test_the_hook_goes_even_when_the_model_fails() -> None:
    tagger = Tagger()
    with pytest.raises(IndexError), seqdemo.record(tagger):
        tagger(torch.tensor([[99]]))
    assert not tagger.memory._forward_hooks


def test_gradients_still_flow_through_a_model_that_is_recorded() -> None:
    tagger = Tagger()
    with seqdemo.record(tagger):
        tagger(torch.tensor([[1, 2]])).sum().backward()
    assert tagger.memory.weight_hh_l0.grad is not None


# What is refused, in a sentence


def quantized() -> nn.Module:
    """Stands for torch.ao.nn.quantized.dynamic.LSTM, which has to be made by torch's own tools."""
    kind = type("LSTM", (nn.Module,), {"__module__": "torch.ao.nn.quantized.dynamic.modules.rnn"})
    made: nn.Module = kind()
    return made


@pytest.mark.parametrize(
    ("module", "sentence"),
    [
        (nn.Linear(2, 2), "holds no torch.nn.RNN, GRU or LSTM"),
        (quantized(), "which is quantized: record the model before that"),
        (nn.LSTM(2, 4, proj_size=3), "proj_size"),
        (nn.ModuleDict({"a": nn.GRU(1, 1), "b": nn.LSTM(1, 1)}), "record one of a, b, such as"),
    ],
    ids=["none", "quantized", "projection", "several"],
)
def test_what_cannot_be_seen_through_is_refused(module: nn.Module, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        seqdemo.record(module)


def test_dropout_at_work_is_refused() -> None:
    made = nn.GRU(INPUTS, UNITS, 2, dropout=0.5)
    with pytest.raises(ValueError, match=r"call model\.eval\(\) first"):
        seqdemo.record(made, torch.randn(STEPS, INPUTS))
    assert not made._forward_hooks
    assert len(seqdemo.record(made.eval(), torch.randn(STEPS, INPUTS))) == STEPS


@pytest.mark.parametrize("hidden", [False, True], ids=["in place", "behind autograd's back"])
def test_weights_changed_since_are_noticed(hidden: bool) -> None:
    made = layer("gru")
    with seqdemo.record(made) as recording:
        made(torch.randn(STEPS, INPUTS))
    with torch.no_grad():
        weights = made.weight_hh_l0
        (weights.data if hidden else weights).mul_(1.002)
    with pytest.raises(ValueError, match="were changed since it ran"):
        recording.trace()


def test_weights_changed_between_two_runs_are_noticed() -> None:
    made, x = layer("gru"), torch.randn(STEPS, INPUTS)
    with seqdemo.record(made) as recording, torch.no_grad():
        made(x)
        made.weight_hh_l0.mul_(1.002)
        made(x)
    with pytest.raises(ValueError, match="were changed since it ran"):
        recording.traces()


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
@pytest.mark.parametrize("forgets", [False, True])
def test_memory_is_what_16_bits_held_at_every_step(dtype: torch.dtype, forgets: bool) -> None:
    """What is added is lost in rounding once there is much, in the layer and in the record."""
    made = nn.LSTM(2, 1).to(dtype)
    with torch.no_grad():
        for weight in made.parameters():
            weight.zero_()
        made.bias_ih_l0.copy_(torch.tensor([0.0, 20.0, 0.0, 20.0]))
        made.weight_ih_l0[2, 0], made.weight_ih_l0[1, 1] = 5, -40
    x = torch.zeros((500, 2), dtype=dtype)
    x[:, 0] = 0.02
    x[-1, 1] = float(forgets)  # an end that tells nothing of what was before
    state, cells = None, []
    with torch.no_grad():
        for row in x:
            _, state = made(row[None], state)
            cells.append(float(state[1]))
    assert cells[-2] == (16.0 if dtype is torch.bfloat16 else pytest.approx(24, abs=0.1))
    shown = seqdemo.record(made, x).layers[0].cell_state
    assert shown is not None and shown[:, 0].tolist() == cells


def test_a_layer_that_answers_otherwise_is_refused_after_its_model_has_run() -> None:
    made, x = layer("gru"), torch.randn(STEPS, INPUTS)
    only = made.register_forward_hook(lambda layer, inputs, answer: answer[0])
    with seqdemo.record(made) as recording:
        assert made(x).shape == (STEPS, UNITS)  # the model goes on
    with pytest.raises(ValueError, match=r"answered with Tensor, and not with \(output, state\)"):
        recording.trace()
    only.remove()
    assert len(seqdemo.record(made, x)) == STEPS


@pytest.mark.parametrize("labels", [list("abcdef"), np.array(list("abcdef")), tuple("abcdef")])
def test_labels_may_be_an_array(labels: object) -> None:
    trace = seqdemo.record(layer("gru"), torch.randn(STEPS, INPUTS), labels=labels)
    assert trace.inputs == tuple("abcdef")


def test_labels_may_be_a_tensor_and_inputs_may_be_named() -> None:
    labels = torch.arange(STEPS)
    trace = seqdemo.record(layer("gru"), input=torch.randn(STEPS, INPUTS), labels=labels)
    assert trace.inputs == tuple("012345")


def test_a_copy_made_meanwhile_is_not_recorded_and_keeps_no_hook() -> None:
    made, x = nn.Sequential(layer("gru")), torch.randn(STEPS, INPUTS)
    with seqdemo.record(made) as recording:
        copy = deepcopy(made)
        written = pickle.dumps(made)
        copy(x)
        made(x)
    copy(x)
    assert len(recording) == 1
    for one in (made[0], copy[0]):
        assert not one._forward_hooks and not one._forward_hooks_with_kwargs
    assert torch.equal(pickle.loads(written)(x)[0], made(x)[0])


def test_buffers_that_a_run_steps_are_put_back() -> None:
    model = nn.Sequential(spectral_norm(nn.Linear(INPUTS, INPUTS)), layer("gru")).train()
    before = [buffer.clone() for buffer in model.buffers()]
    seqdemo.record(model, torch.randn(STEPS, INPUTS))
    after = list(model.buffers())
    assert before and all(torch.equal(a, b) for a, b in zip(before, after, strict=True))


def test_wrong_questions_are_answered() -> None:
    made, x = layer("gru"), torch.randn(STEPS, BATCH, INPUTS)
    with pytest.raises(IndexError, match="has 3 sequences"):
        seqdemo.record(made, x, of=3)
    with pytest.raises(ValueError, match="2 labels for 6 steps"):
        seqdemo.record(made, x, labels=["a", "b"])
    for odd in (torch.tensor(6), np.zeros((STEPS, 2))):
        with pytest.raises(ValueError, match="labels stand in one row, one a step"):
            seqdemo.record(made, x, labels=odd)
    with pytest.raises(TypeError, match=r"a torch\.nn\.Module, and not a list"):
        seqdemo.record([made], x)
    with seqdemo.record(made) as recording:
        pass
    with pytest.raises(ValueError, match=r"did not run .* call the model in the `with` block"):
        recording.trace()
    with pytest.raises(ValueError, match="not a finite number"):
        seqdemo.record(made, x * np.nan)


# On disk, and without torch


def test_a_relu_record_survives_the_disk(tmp_path: Path) -> None:
    trace = seqdemo.record(layer("relu"), torch.randn(STEPS, INPUTS) * 9)
    assert trace.layers[0].hidden.max() > 1
    seqdemo.save_trace(trace, tmp_path / "t.npz")
    assert seqdemo.load_trace(tmp_path / "t.npz").layers[0].nonlinearity == "relu"


def test_importing_the_package_does_not_import_torch() -> None:
    code = "import sys, seqdemo; seqdemo.Trace; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_packed_by_length_is_what_packed_by_padding_is() -> None:
    made, x = layer("lstm"), torch.randn(STEPS, 2, INPUTS)
    packed = pack_padded_sequence(x, torch.tensor([6, 2]))
    assert_allclose(
        seqdemo.record(made, packed, of=1).layers[0].hidden,
        seqdemo.record(made, x[:2], of=1).layers[0].hidden,
        atol=ATOL,
    )
