"""Network of the captioner: encoder and decoder."""

from __future__ import annotations

from torch import Tensor, nn

from seqdemo.demos.captioner.decoder import CaptionDecoder, DecoderConfig
from seqdemo.demos.captioner.encoder import PhotoEncoder


class Captioner(nn.Module):
    """Encoder and decoder, trained one after the other and then together."""

    def __init__(self, config: DecoderConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = PhotoEncoder()
        self.decoder = CaptionDecoder(config)

    def forward(self, photos: Tensor, words: Tensor) -> Tensor:
        """Outputs after each word, (B, K, T, E), of photos (B, 3, 224, 224), words (B, K, T)."""
        outputs: Tensor = self.decoder(self.encoder(photos), words)
        return outputs
