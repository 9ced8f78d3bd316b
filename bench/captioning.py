"""How fast is a caption: one photo, decoded already, to a sentence, on one core.

Beside it runs what is usually copied for this task: ResNet-101 and a decoder that attends in a
loop, with beams as rows of a batch and attention's projection of the regions made anew at every
step (Show, Attend and Tell as in "a PyTorch Tutorial to Image Captioning"). Its weights are random,
which changes nothing about its speed, and it says as many words as ours.

Run it from the root of the project: `seqdemo bench captioning`.
"""

from __future__ import annotations

from statistics import median
from typing import cast

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from torchvision.models import resnet101

from bench._numbers import seconds_of
from bench._threads import threads
from seqdemo.demos.captioner.data import pixels
from seqdemo.demos.captioner.description import Description, describe, look
from seqdemo.demos.captioner.network import Captioner
from seqdemo.demos.captioner.photo import squashed
from seqdemo.demos.captioner.query import Describe
from seqdemo.demos.captioner.task import TASK

WIDTH = 3
RUNS = 15


def measure(runs: int = RUNS) -> dict[str, float]:
    """Measure both in turns, so that a busy moment of the machine hits both.

    Args:
        runs: Captions of each; the median counts.

    Returns:
        `caption_ms` (milliseconds from a decoded 640 x 480 photo to a sentence, beam 3, one core),
        `baseline_ms`, `baseline_over_ours`, and `words` of our sentence.
    """
    photo = _photo()
    captioner = cast(Captioner, TASK.load("attention", torch.device("cpu")))
    query = Describe(photo=b"", beam_width=WIDTH)
    words = len(_described(captioner, photo, query).words)
    usual = UsualCaptioner(len(TASK.known(captioner))).eval()
    ours, theirs = [], []
    with threads(1):
        for _ in range(runs):
            ours.append(seconds_of(lambda: _described(captioner, photo, query)))
            theirs.append(seconds_of(lambda: usual(photo, words)))
    caption, baseline = median(ours), median(theirs)
    return {
        "caption_ms": round(1000 * caption, 1),
        "baseline_ms": round(1000 * baseline, 1),
        "baseline_over_ours": round(baseline / caption, 2),
        "words": words,
    }


def _described(captioner: Captioner, photo: Image.Image, query: Describe) -> Description:
    return describe(captioner, TASK.known(captioner), look(captioner, photo), query)


def _photo() -> Image.Image:
    """Sky over grass, with something dark on it: enough for a sentence."""
    image = Image.new("RGB", (640, 480), (120, 170, 230))
    image.paste((70, 140, 50), (0, 260, 640, 480))
    image.paste((60, 45, 35), (220, 200, 420, 340))
    noise = np.random.default_rng(0).normal(0, 12, (480, 640, 1))
    return Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype(np.uint8))


class UsualCaptioner(nn.Module):
    """ResNet-101, 14 x 14 regions of 2048 features, and an attention loop over LSTMCell."""

    def __init__(self, vocab_size: int, size: int = 512, features: int = 2048) -> None:
        super().__init__()
        network = resnet101(weights=None)
        self.encoder = nn.Sequential(*list(network.children())[:-2], nn.AdaptiveAvgPool2d(14))
        self.encoder_att = nn.Linear(features, size)
        self.decoder_att = nn.Linear(size, size)
        self.full_att = nn.Linear(size, 1)
        self.embedding = nn.Embedding(vocab_size, size)
        self.decode_step = nn.LSTMCell(size + features, size)
        self.init_h, self.init_c = nn.Linear(features, size), nn.Linear(features, size)
        self.f_beta = nn.Linear(size, features)
        self.fc = nn.Linear(size, vocab_size)
        self.vocab_size = vocab_size

    @torch.inference_mode()
    def forward(self, photo: Image.Image, words: int) -> list[list[int]]:
        """Sentences of so many words and the end, one for each beam."""
        x = pixels(squashed(photo))[None].float() / 127.5 - 1
        seen = self.encoder(x).flatten(2).mT.expand(WIDTH, -1, -1)
        h, c = self.init_h(seen.mean(1)), self.init_c(seen.mean(1))
        said = torch.zeros(WIDTH, 1, dtype=torch.long)
        total = torch.zeros(WIDTH, 1)
        for _ in range(words + 1):
            h, c = self.decode_step(self._read(said[:, -1], h, seen), (h, c))
            scores = total + torch.log_softmax(self.fc(h), dim=1)
            total, best = scores.view(-1).topk(WIDTH)
            row, word = best // self.vocab_size, best % self.vocab_size
            said = torch.cat([said[row], word[:, None]], dim=1)
            total, h, c, seen = total[:, None], h[row], c[row], seen[row]
        return said.tolist()

    def _read(self, word: Tensor, h: Tensor, seen: Tensor) -> Tensor:
        """Word and context, with the attention worked out from the regions."""
        score = self.full_att(torch.relu(self.encoder_att(seen) + self.decoder_att(h)[:, None]))
        context = (seen * torch.softmax(score, dim=1)).sum(1)
        return torch.cat([self.embedding(word), torch.sigmoid(self.f_beta(h)) * context], dim=1)
