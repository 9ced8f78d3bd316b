"""A network is called with other weights, and others who use it meanwhile see nothing of it."""

import torch

from seqdemo.models.other_weights import call_with, modules_apart
from seqdemo.models.text_writer import TextWriter, TextWriterConfig

LETTERS = torch.tensor([[0, 1, 2]])


def writer_and_other():
    torch.manual_seed(0)
    config = TextWriterConfig("lstm", 5, 4, 6, 2)
    return TextWriter(config).eval(), TextWriter(config).eval()


@torch.no_grad()
def test_it_answers_as_a_network_with_those_weights():
    writer, other = writer_and_other()
    found, _ = call_with(writer, dict(other.named_parameters()), LETTERS, None)
    assert torch.equal(found, other(LETTERS)[0])


@torch.no_grad()
def test_whoever_calls_it_meanwhile_gets_its_own_answer(monkeypatch):
    writer, other = writer_and_other()
    own, meanwhile = writer(LETTERS)[0], []
    forward = torch.nn.LSTM.forward

    def watched(layer, *given):
        if layer is not writer.recurrent.fused:
            meanwhile.append(writer(LETTERS)[0])
        return forward(layer, *given)

    monkeypatch.setattr(torch.nn.LSTM, "forward", watched)
    call_with(writer, dict(other.named_parameters()), LETTERS, None)
    assert meanwhile and all(torch.equal(each, own) for each in meanwhile)


def test_its_weights_are_not_copied_and_those_given_are_not_kept():
    writer, other = writer_and_other()
    apart = modules_apart(writer)
    pairs = zip(apart.parameters(), writer.parameters(), strict=True)
    assert all(one is two for one, two in pairs) and apart.recurrent is not writer.recurrent
    call_with(writer, {name: w.clone() for name, w in other.named_parameters()}, LETTERS, None)
    fused = writer.recurrent.fused
    assert all(
        one is getattr(fused, name)
        for one, name in zip(fused._flat_weights, fused._flat_weights_names, strict=True)
    )
