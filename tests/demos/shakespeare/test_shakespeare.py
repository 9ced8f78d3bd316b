"""The Shakespeare writers that ship: whole, reproducible, and what the page shows of them true.

Nothing here asks for a particular text: how good the networks are stands on their cards.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from seqdemo.core.card_file import WEIGHTS
from seqdemo.core.sampling import Sampling, chances, pick
from seqdemo.core.trace import GATES
from seqdemo.core.trace_file import load_trace
from seqdemo.demos.shakespeare.examples import EXAMPLE, example
from seqdemo.demos.shakespeare.query import Score, Write
from seqdemo.demos.shakespeare.task import TASK
from seqdemo.demos.shakespeare.writing import finish
from seqdemo.models.pen.sampler import Pen, PenWeights
from seqdemo.tasks import text_nats
from seqdemo.tasks.text_nats import carried_nats, windows_nats
from seqdemo.tasks.text_windows import part_of, read_text

CELLS = ("rnn", "gru", "lstm")
CPU = torch.device("cpu")
ATOL = 1e-4
LEAST_NATS = {"rnn": 2.2, "gru": 2.0, "lstm": 1.7}
"""What a card may say at most of text the network never saw; guessing is 4.17."""
SPEECH = "ROMEO:\nBut, soft! what light through yonder window breaks?\n\nJULIET:\n"


@pytest.fixture(scope="module", params=CELLS)
def writer(request):
    return TASK.load(request.param, CPU)


@pytest.fixture(scope="module")
def lstm():
    return TASK.load("lstm", CPU)


@pytest.fixture(params=CELLS)
def card(request):
    return TASK.card(request.param)


@pytest.fixture(scope="module")
def valid_text(data_folder):
    folder = data_folder / "shakespeare"
    try:
        text = read_text(folder)
    except FileNotFoundError as error:
        pytest.skip(str(error))
    return part_of(text, "valid")


def cell_of(writer):
    return writer.config.cell


def query(writer, **more):
    return Write(**({"prompt": SPEECH, "length": 60, "cell": cell_of(writer)} | more))


def logits_of(writer, text):
    """What a plain forward pass gives, (T, V)."""
    symbols = torch.from_numpy(TASK.known(writer).encode(text))
    with torch.inference_mode():
        return writer(symbols[None])[0][0].numpy()


# ---- the networks ------------------------------------------------------------------------------


def test_a_shipped_network_loads_ready_to_write(writer):
    assert not writer.training
    assert all(weight.dtype == torch.float32 for weight in writer.parameters())
    assert all(torch.isfinite(weight).all() for weight in writer.parameters())


def test_it_knows_the_65_characters_of_the_text(writer):
    known = TASK.known(writer)
    assert len(known) == writer.config.vocab_size == 65
    assert set("\n !$&',-.3:;?") < set(known.symbols)
    assert sum(symbol.isalpha() for symbol in known.symbols) == 52


def test_the_same_query_gives_the_same_text(writer):
    asked = query(writer, sampling=Sampling(temperature=0.9, top_k=20, top_p=0.95, seed=3))
    answer = TASK.predict(writer, asked)
    assert answer.prompt == SPEECH and len(answer.text) == 60
    assert TASK.predict(writer, asked) == answer
    again = TASK.load(cell_of(writer), CPU)
    assert TASK.predict(again, asked) == answer


def test_a_change_stands_where_it_was_made_and_keeps_what_is_before(writer):
    plain = TASK.predict(writer, query(writer)).text
    other = "Q" if plain[20] != "Q" else "Z"
    changed = TASK.predict(writer, query(writer, changes=((20, other),))).text
    assert changed[:20] == plain[:20] and changed[20] == other


def test_the_longest_text_can_be_written(lstm):
    assert len(TASK.predict(lstm, query(lstm, prompt="", length=2_000)).text) == 2_000


# ---- the trace ---------------------------------------------------------------------------------


@pytest.mark.parametrize("prompt", ["", SPEECH], ids=["empty", "speech"])
def test_the_trace_has_a_row_for_every_character_of_the_text(writer, prompt):
    asked = query(writer, prompt=prompt)
    text = (prompt or "\n") + TASK.predict(writer, asked).text
    trace = TASK.trace(writer, asked)
    assert "".join(trace.inputs) == text and len(trace) == len(text)
    assert tuple(trace.classes) == TASK.known(writer).symbols
    assert trace.logits.shape == (len(text), 65)
    cell, size = cell_of(writer), writer.config.hidden_size
    assert len(trace.layers) == writer.config.num_layers
    for layer in trace.layers:
        assert layer.cell == cell and layer.hidden.shape == (len(text), size)
        assert set(layer.gates) == set(GATES[cell])
        assert (layer.cell_state is not None) == (cell == "lstm")


def test_the_trace_is_close_to_what_a_plain_forward_pass_gives(writer):
    """Eight bits round: the distribution that each letter was drawn from hardly differs."""
    trace = TASK.trace(writer, query(writer))
    exact = torch.from_numpy(logits_of(writer, "".join(trace.inputs))).log_softmax(-1)
    shown = torch.from_numpy(trace.logits).log_softmax(-1)
    apart = (exact.exp() * (exact - shown)).sum(-1)
    assert float(apart.mean()) < 0.02


def test_each_letter_is_drawn_again_from_the_logits_of_the_trace(writer):
    asked = query(writer, length=300, sampling=Sampling(0.9, top_k=30, top_p=0.97, seed=11))
    trace = TASK.trace(writer, asked)
    rows = zip(trace.logits[len(SPEECH) - 1 : -1], chances(11, 0, 300).tolist(), strict=True)
    drawn = [pick(asked.sampling.probabilities(row), chance) for row, chance in rows]
    assert TASK.known(writer).decode(drawn) == "".join(trace.inputs[len(SPEECH) :])


def test_a_given_text_is_traced_as_it_stands(writer):
    trace = TASK.trace(writer, Score(SPEECH, cell_of(writer)))
    assert "".join(trace.inputs) == SPEECH
    assert_allclose(trace.logits, logits_of(writer, SPEECH), atol=ATOL)


def test_one_character_is_enough_to_be_traced(writer):
    assert len(TASK.trace(writer, Score("\n", cell_of(writer)))) == 1


# ---- the pen -----------------------------------------------------------------------------------


def test_the_pen_gives_what_the_network_gives(writer):
    pen, known = Pen(PenWeights.of(writer)), TASK.known(writer)
    text = SPEECH + TASK.predict(writer, query(writer, length=150)).text
    stepped = np.concatenate([pen.step(number[None]) for number in known.encode(text)])
    assert_allclose(stepped, logits_of(writer, text), atol=ATOL)


def test_the_pen_ends_in_the_state_of_the_network(writer):
    pen, symbols = Pen(PenWeights.of(writer)), TASK.known(writer).encode(SPEECH)
    for number in symbols:
        pen.step(number[None])
    with torch.inference_mode():
        _, state = writer(torch.from_numpy(symbols)[None])
    hidden, memory = state if isinstance(state, tuple) else (state, None)
    assert_allclose(pen.hidden, hidden, atol=ATOL)
    if memory is not None:
        assert_allclose(pen.cell_state, memory, atol=ATOL)


def test_what_is_shown_while_a_text_grows_is_what_its_trace_shows(writer):
    """To the bit: nothing is computed again when it is done."""
    writing = TASK.writing(writer, query(writer))
    writing.advance(len(SPEECH) + 20)
    early = writing.trace()
    whole = finish(writing).trace()
    for (name, values), (also, same) in zip(early.arrays(), whole.arrays(), strict=True):
        assert name == also
        assert_array_equal(values, same[: len(early)], err_msg=name)
    assert TASK.trace(writer, query(writer)).inputs == whole.inputs


def test_a_branch_of_a_text_keeps_its_states_and_is_the_text_written_anew(writer):
    before = finish(TASK.writing(writer, query(writer)))
    other = "Q" if before.text()[len(SPEECH) + 20] != "Q" else "Z"
    asked = query(writer, changes=((20, other),))
    branch = TASK.writing(writer, asked, before)
    assert branch.steps == len(SPEECH) + 20
    anew = TASK.trace(writer, asked)
    for (name, values), (_, same) in zip(
        finish(branch).trace().arrays(), anew.arrays(), strict=True
    ):
        assert_array_equal(values, same, err_msg=name)


# ---- the cards ---------------------------------------------------------------------------------


def test_a_card_has_what_the_page_shows(card):
    numbers = {"carried_nats", "windows_nats", "bits_per_char", "parameters", "bytes"}
    assert numbers <= set(card["metrics"])
    assert all(card["metrics"][name] > 0 for name in numbers)
    assert {"seed", "device", "minutes", "command", "data", "licence", "split"} <= set(card)
    assert card["limits"] and all(isinstance(limit, str) for limit in card["limits"])
    assert card["task"] == "shakespeare" and card["network"] == card["config"]["cell"]


def test_the_cards_name_the_same_65_characters_in_the_same_order():
    assert len({tuple(TASK.card(cell)["vocabulary"]) for cell in CELLS}) == 1
    assert len(set(TASK.card("lstm")["vocabulary"])) == 65


def test_a_card_puts_every_unit_of_every_layer_somewhere(card):
    config = card["config"]
    assert len(card["unit_orders"]) == config["num_layers"]
    for order in card["unit_orders"]:
        assert sorted(order) == list(range(config["hidden_size"]))


def test_the_stages_of_training_are_in_order_and_begin_before_it(card):
    epochs = [stage["epochs"] for stage in card["stages"]]
    assert epochs[0] == 0
    assert epochs == sorted(set(epochs))
    known = set(card["vocabulary"])
    for stage in card["stages"]:
        assert stage["sample"] and set(stage["sample"]) <= known
        assert 0 < stage["windows_nats"] < 10


def test_weights_are_under_16_megabytes(card):
    path = TASK.folder(card["network"]) / WEIGHTS
    assert path.stat().st_size == card["bytes"] < 16_000_000


def test_the_three_networks_have_about_the_same_number_of_parameters():
    counts = [TASK.card(cell)["parameters"] for cell in CELLS]
    assert max(counts) < 1.1 * min(counts)


def test_the_parameters_on_the_card_are_those_of_the_network(writer):
    count = sum(weight.numel() for weight in writer.parameters())
    assert TASK.card(cell_of(writer))["parameters"] == count


def test_the_measures_on_the_card_agree_with_each_other(card):
    metrics = card["metrics"]
    bits = metrics["carried_nats"] / math.log(2)
    assert metrics["bits_per_char"] == pytest.approx(bits, abs=2e-4)
    assert metrics["parameters"] == card["parameters"]
    assert metrics["bytes"] == 2 * card["parameters"]


def test_the_card_keeps_what_the_least_demands(card):
    """Far above what these networks reach: an untrained or half trained one must not ship."""
    least = LEAST_NATS[card["network"]]
    assert card["metrics"]["windows_nats"] < least
    assert card["metrics"]["carried_nats"] < least
    nats = [stage["windows_nats"] for stage in card["stages"]]
    assert nats[-1] < nats[0]


# ---- real text, where there is some ------------------------------------------------------------


def test_measuring_in_windows_is_what_a_naive_loop_gives(writer, valid_text, monkeypatch):
    """Character by character, every window from a zero state."""
    monkeypatch.setattr(text_nats, "BATCH", 2)
    window = 20
    symbols = torch.from_numpy(TASK.known(writer).encode(valid_text[:120]))
    starts = torch.arange(0, len(symbols) - window, window)
    assert len(starts) == 5
    losses, state = [], None
    with torch.inference_mode():
        for place in range(window):
            logits, state = writer(symbols[starts + place, None], state)
            following = symbols[starts + place + 1, None]
            losses.append(-logits[:, 0].log_softmax(-1).gather(1, following))
    expected = float(torch.cat(losses).mean())
    assert windows_nats(writer, symbols, window) == pytest.approx(expected, abs=0.02)


def test_measuring_on_and_on_is_one_long_forward_pass(writer, valid_text, monkeypatch):
    monkeypatch.setattr(text_nats, "PIECE", 200)
    text = valid_text[:500]
    logits = torch.from_numpy(logits_of(writer, text)).log_softmax(-1)
    symbols = torch.from_numpy(TASK.known(writer).encode(text))
    expected = -logits[:-1].gather(1, symbols[1:, None]).mean()
    assert carried_nats(writer, symbols) == pytest.approx(float(expected), abs=1e-3)


def test_the_text_has_no_character_the_networks_do_not_know(writer, valid_text):
    assert all(symbol in TASK.known(writer) for symbol in set(valid_text))


# ---- the example that ships --------------------------------------------------------------------


def test_the_shipped_example_is_what_the_shipped_network_writes(lstm):
    """The first paint shows this file: it must be the network's own values, nothing else."""
    shipped = load_trace(TASK.folder("lstm") / EXAMPLE)
    fresh = TASK.trace(lstm, example("lstm"))
    assert "".join(shipped.inputs) == "".join(fresh.inputs)
    assert shipped.classes == fresh.classes
    pairs = list(zip(shipped.arrays(), fresh.arrays(), strict=True))
    assert [name for (name, _), _ in pairs] == [name for _, (name, _) in pairs]
    for (name, kept), (_, values) in pairs:
        assert kept.dtype == np.float32, name
        # Half precision keeps 11 bits of a number: states and gates lie within -1 and 1, cell
        # states and logits do not.
        assert_allclose(kept, values, atol=2e-3, rtol=1e-3, err_msg=name)


def test_the_example_is_that_of_the_first_network_only():
    assert set(TASK.examples("lstm")) == {EXAMPLE}
    assert TASK.examples("gru") == TASK.examples("rnn") == {}
    assert example("lstm").cell == TASK.networks[0] == "lstm"
