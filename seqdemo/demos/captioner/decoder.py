"""Caption decoders: LSTM with and without attention.

Axes: B photos, K captions in progress of each photo (beams, or the captions people wrote), T words,
S regions, F features of a region, E features of a word, H units, V words.

"plain" reads the photo once, into its first state (after Vinyals et al., "Show and Tell: A Neural
Image Caption Generator", 2015). "attention" looks again before every word (Xu et al., "Show, Attend
and Tell", 2015): the state before the word chooses the regions, and what they show is read beside
the word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from seqdemo.demos.captioner.decoder_state import CaptionTrace, DecoderState, Look, Memory, Step
from seqdemo.models.attention import AdditiveAttention
from seqdemo.models.recurrent import Recurrent
from seqdemo.models.regularised import locked_dropout

DecoderKind = Literal["attention", "plain"]


@dataclass(frozen=True)
class DecoderConfig:
    """Sizes that rebuild a decoder; stored on its card.

    Attributes:
        kind: Whether it looks again before every word.
        vocab_size: Words, V.
        region_size: Features the encoder gives of a region.
        feature_size: Features of a region that the decoder keeps, F.
        embed_size: Features of a word, E.
        hidden_size: Units, H.
        attention_size: Units that score a region; unused by "plain".
        dropout: While training: share of features hidden from the state and from the head.
        embed_dropout: While training: share of a word's features hidden.
        weight_dropout: While training: share of hidden-to-hidden weights left out of an update.
    """

    kind: DecoderKind
    vocab_size: int
    region_size: int = 1280
    feature_size: int = 512
    embed_size: int = 384
    hidden_size: int = 512
    attention_size: int = 128
    dropout: float = 0.5
    embed_dropout: float = 0.3
    weight_dropout: float = 0.2


class CaptionDecoder(nn.Module):
    """Words in, scores of the next word out, with a photo in mind."""

    def __init__(self, config: DecoderConfig) -> None:
        super().__init__()
        self.config = config
        looks = config.kind == "attention"
        features, hidden = config.feature_size, config.hidden_size
        context = features if looks else 0
        self.embedding = nn.Embedding(config.vocab_size, config.embed_size)
        self.view = nn.Linear(config.region_size, features)
        # An average of regions differs little from photo to photo: the norm makes that count.
        self.norm = None if looks else nn.LayerNorm(features)
        self.start = nn.Linear(features, 2 * hidden)
        self.attention = (
            AdditiveAttention(features, hidden, config.attention_size) if looks else None
        )
        self.gate = nn.Linear(hidden, 1) if looks else None
        self.recurrent = Recurrent("lstm", config.embed_size + context, hidden)
        self.mix = nn.Linear(hidden + context, config.embed_size)
        self.bias = nn.Parameter(torch.zeros(config.vocab_size))
        self.recurrent.initialise()
        nn.init.normal_(self.embedding.weight, std=config.embed_size**-0.5)

    def remember(self, regions: Tensor, captions: int) -> tuple[Memory, DecoderState]:
        """Take photos in.

        Args:
            regions: From the encoder, (B, S, region_size).
            captions: How many captions of each photo begin, K.

        Returns:
            What is kept of the photos, and the state each caption starts from.
        """
        values = F.relu(self.view(regions.to(self.view.weight.dtype)))
        if self.norm is None:
            values = F.dropout(values, self.config.dropout, self.training)
            average = values.mean(1)
        else:
            average = F.dropout(self.norm(values.mean(1)), self.config.embed_dropout, self.training)
        first = torch.tanh(self.start(average)).float()
        hidden, cell_state = first[:, None].expand(-1, captions, -1).chunk(2, dim=-1)
        keys = values[..., :0] if self.attention is None else self.attention.keys(values)
        return Memory(values, keys, *self._gate_weights()), DecoderState(hidden, cell_state)

    def step(self, words: Tensor, state: DecoderState, memory: Memory) -> Step:
        """Read one word, (B, K), of every caption in progress."""
        return self.step_embedded(self.embedding(words), state, memory)

    def step_embedded(self, features: Tensor, state: DecoderState, memory: Memory) -> Step:
        """Read the features of one word, (B, K, E), of every caption in progress."""
        from_word = F.linear(features, memory.weight_word, memory.bias)
        look = self._look(state.hidden, memory)
        state = _recur(from_word, look, state, memory.weight_loop)
        seen = state.hidden if look is None else torch.cat([state.hidden, look.context], dim=-1)
        return Step(self.mix(seen), state, look)

    def forward(self, regions: Tensor, words: Tensor) -> Tensor:
        """Read whole captions (teacher forcing).

        What does not depend on the state is done for all words at once.

        Args:
            regions: From the encoder, (B, S, region_size).
            words: Numbers of the words, BOS first, (B, K, T).

        Returns:
            Outputs after each word, (B, K, T, E); `score` makes logits of them.
        """
        config = self.config
        memory, state = self.remember(regions, words.shape[1])
        embedded = self._locked(self.embedding(words), config.embed_dropout)
        seen = []
        for from_word in F.linear(embedded, memory.weight_word, memory.bias).unbind(2):
            look = self._look(state.hidden, memory)
            state = _recur(from_word, look, state, memory.weight_loop)
            seen.append(state.hidden)
            if look is not None:
                seen[-1] = torch.cat([state.hidden, look.context.float()], dim=-1)
        together = self._locked(torch.stack(seen, dim=2), config.dropout)
        return self._locked(self.mix(together), config.dropout)

    @torch.inference_mode()
    def trace(self, regions: Tensor, words: Tensor) -> CaptionTrace:
        """Read one caption with every step kept.

        Args:
            regions: Of one photo, (S, region_size).
            words: Numbers of the words, BOS first, (T,).
        """
        memory, state = self.remember(regions[None], 1)
        start, read, outputs, looks = state, self.embedding(words), [], []
        for word in words:
            step = self.step(word.view(1, 1), state, memory)
            outputs.append(step.output)
            looks += [] if step.look is None else [step.look]
            state = step.state
        if looks:
            contexts = torch.cat([look.context[0] for look in looks])
            read = torch.cat([read, contexts], dim=-1)
        return CaptionTrace(
            layer=self.recurrent.trace(read, (start.hidden[0], start.cell_state[0]))[0],
            logits=self.score(torch.cat(outputs)[:, 0]),
            attention=torch.cat([look.attention[0] for look in looks]) if looks else None,
        )

    def score(self, outputs: Tensor) -> Tensor:
        """Logits of the next word, (..., V), nats, of outputs (..., E).

        The matrix is the one that embeds words (Press and Wolf, "Using the Output Embedding to
        Improve Language Models", 2017): a word is known once, not twice.
        """
        return F.linear(outputs, self.embedding.weight, self.bias).float()

    def _look(self, hidden: Tensor, memory: Memory) -> Look | None:
        """Look at the photo; the gate says how much what is seen matters for this word."""
        if self.attention is None or self.gate is None:
            return None
        weights = self.attention(hidden, memory.keys)
        context = torch.sigmoid(self.gate(hidden)) * (weights.to(memory.values) @ memory.values)
        return Look(context, weights)

    def _gate_weights(self) -> tuple[Tensor, Tensor, Tensor]:
        """The fused kernel's weights, cut apart by what they are multiplied with."""
        embed_size = self.config.embed_size
        weight_ih, weight_hh, *biases = self.recurrent.fused.parameters()
        dropped = F.dropout(weight_hh, self.config.weight_dropout, self.training)
        loop = torch.cat([weight_ih[:, embed_size:], dropped], dim=1)
        if torch.is_autocast_enabled(loop.device.type):
            loop = loop.to(torch.get_autocast_dtype(loop.device.type))  # here, not at every step
        return weight_ih[:, :embed_size], loop, biases[0] + biases[1]

    def _locked(self, x: Tensor, share: float) -> Tensor:
        """While training, hide the same features of x, (B, K, T, F), at all steps."""
        if not self.training:
            return x
        return locked_dropout(x.flatten(0, 1), share).view_as(x)


def _recur(
    from_word: Tensor, look: Look | None, state: DecoderState, weight_loop: Tensor
) -> DecoderState:
    """One step of the LSTM for all captions at once."""
    hidden = state.hidden
    read = hidden if look is None else torch.cat([look.context.to(hidden), hidden], dim=-1)
    gates = from_word + F.linear(read, weight_loop)
    take, keep, candidate, show = gates.chunk(4, dim=-1)
    kept = torch.sigmoid(keep) * state.cell_state
    cell_state = kept + torch.sigmoid(take) * torch.tanh(candidate)
    return DecoderState(torch.sigmoid(show) * torch.tanh(cell_state), cell_state)
