"""Photo encoder: EfficientNet-Lite0's last map, 7x7 or 8x8 regions.

Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", 2019,
without squeeze-and-excitation and with ReLU6 (EfficientNet-Lite, github.com/tensorflow/tpu).
"""

from __future__ import annotations

from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

FEATURES = 1280

STAGES = (
    (1, 3, 16, 1, 1),
    (6, 3, 24, 2, 2),
    (6, 5, 40, 2, 2),
    (6, 3, 80, 3, 2),
    (6, 5, 112, 3, 1),
    (6, 5, 192, 4, 2),
    (6, 3, 320, 1, 1),
)
"""Expansion, kernel, channels out, blocks and first stride of each stage (table 1 of the paper)."""

FIRST_LEARNING = 6
"""The layers before see edges and textures, on large maps: fine-tuning leaves them as they are."""

MEAN, SPREAD = 127.0, 128.0  # of a pixel, as trained
_EPSILON = 1e-3


class SameConv2d(nn.Conv2d):
    """Convolution, padded as TensorFlow pads: an odd pixel goes to the right, or below."""

    def forward(self, x: Tensor) -> Tensor:
        """Maps (B, C, H, W) in, maps of H and W over the stride, rounded up, out."""
        return self.with_weights(x, self.weight, self.bias)

    def with_weights(self, x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        """The same with other weights of the same shape."""
        missing = [self._missing(x.shape[side]) for side in (-1, -2)]
        if any(each % 2 for each in missing):
            x = F.pad(x, [part for each in missing for part in (each // 2, each - each // 2)])
            missing = [0, 0]
        padding = missing[1] // 2, missing[0] // 2
        return F.conv2d(x, weight, bias, self.stride, padding, groups=self.groups)

    def _missing(self, side: int) -> int:
        kernel, stride = self.kernel_size[0], self.stride[0]
        return max(0, (-(-side // stride) - 1) * stride + kernel - side)


class InvertedResidual(nn.Module):
    """Expand, convolve each channel by itself, project; input added where shapes allow."""

    def __init__(self, channels: int, out: int, stride: int, expansion: int, kernel: int) -> None:
        super().__init__()
        wide = channels * expansion
        self.use_res_connect = stride == 1 and channels == out
        expand = [_layer(channels, wide, 1)] if expansion > 1 else []
        depthwise = _layer(wide, wide, kernel, stride=stride, groups=wide)
        project = (SameConv2d(wide, out, 1, bias=False), nn.BatchNorm2d(out, eps=_EPSILON))
        self.conv = nn.Sequential(*expand, depthwise, *project)

    def forward(self, x: Tensor) -> Tensor:
        """Maps (B, C, H, W) in, maps out; `_run` does the same with norms joined."""
        seen: Tensor = self.conv(x)
        return x + seen if self.use_res_connect else seen


def _layer(channels: int, out: int, size: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    convolution = SameConv2d(channels, out, size, stride, groups=groups, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(out, eps=_EPSILON), nn.ReLU6(inplace=True))


def efficientnet_lite0_features() -> nn.Sequential:
    """Make EfficientNet-Lite0 without its classifier: 18 layers, 3.4 million parameters."""
    layers: list[nn.Module] = [_layer(3, 32, 3, stride=2)]
    channels = 32
    for expansion, kernel, out, blocks, first in STAGES:
        for block in range(blocks):
            stride = 1 if block else first
            layers.append(InvertedResidual(channels, out, stride, expansion, kernel))
            channels = out
    return nn.Sequential(*layers, _layer(channels, FEATURES, 1))


class PhotoEncoder(nn.Module):
    """Photos in, regions out; batch norms keep the statistics they came with."""

    def __init__(self) -> None:
        super().__init__()
        self.features = efficientnet_lite0_features()
        # Twice as fast on a CPU: depthwise convolutions read channels side by side.
        self.to(memory_format=torch.channels_last)

    def forward(self, photos: Tensor) -> Tensor:
        """See.

        Args:
            photos: RGB, (B, 3, H, W), 0..255, of any dtype.

        Returns:
            What each region shows, row by row from the top left, (B, S, 1280), 0..6.
        """
        first = cast(Tensor, next(self.features.parameters()))
        x = (photos.to(first) - MEAN) / SPREAD
        seen = _run(self.features, x.contiguous(memory_format=torch.channels_last))
        return seen.flatten(2).transpose(1, 2)

    def train(self, mode: bool = True) -> PhotoEncoder:
        """Batches are small while training, and their statistics poor: norms stay as they are."""
        return super().train(False)


def _run(layers: nn.Module, x: Tensor) -> Tensor:
    """Run the layers, each norm as part of the convolution before it."""
    for layer in layers.children():
        if isinstance(layer, InvertedResidual):
            x = x + _run(layer.conv, x) if layer.use_res_connect else _run(layer.conv, x)
        elif isinstance(layer, nn.Sequential):
            x = _run(layer, x)
        elif isinstance(layer, SameConv2d):
            convolution = layer
        elif isinstance(layer, nn.BatchNorm2d):
            x = _convolved(convolution, layer, x)
        else:
            x = layer(x)
    return x


def _convolved(convolution: SameConv2d, norm: nn.BatchNorm2d, x: Tensor) -> Tensor:
    """Convolution and norm as one convolution: with fixed statistics the norm only scales it.

    That spares reading and writing every map once more, half of the time on a GPU.
    """
    mean, variance = cast(Tensor, norm.running_mean), cast(Tensor, norm.running_var)
    scale = norm.weight * torch.rsqrt(variance + norm.eps)
    weight = convolution.weight * scale.view(-1, 1, 1, 1)
    return convolution.with_weights(x, weight, norm.bias - mean * scale)
