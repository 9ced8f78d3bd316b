"""Photo encoder: MobileNetV2's last map, 7x7 regions.

Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", 2018.
"""

from __future__ import annotations

from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

FEATURES = 1280
BLOCKS = 19

STAGES = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)
"""Expansion, channels out, blocks and first stride of each stage (table 2 of the paper)."""

_MEAN, _STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # of ImageNet's photos, as trained


class InvertedResidual(nn.Module):
    """Expand, convolve each channel by itself, project; input added where shapes allow."""

    def __init__(self, channels: int, out: int, stride: int, expansion: int) -> None:
        super().__init__()
        wide = channels * expansion
        self.use_res_connect = stride == 1 and channels == out
        expand = [_layer(channels, wide, 1)] if expansion > 1 else []
        depthwise = _layer(wide, wide, 3, stride=stride, groups=wide)
        project = (nn.Conv2d(wide, out, 1, bias=False), nn.BatchNorm2d(out))
        self.conv = nn.Sequential(*expand, depthwise, *project)

    def forward(self, x: Tensor) -> Tensor:
        """Maps (B, C, H, W) in, maps out; `_run` does the same with norms joined."""
        seen: Tensor = self.conv(x)
        return x + seen if self.use_res_connect else seen


def _layer(channels: int, out: int, size: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    padding = (size - 1) // 2
    convolution = nn.Conv2d(channels, out, size, stride, padding, groups=groups, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(out), nn.ReLU6(inplace=True))


def mobilenet_v2_features() -> nn.Sequential:
    """Make `torchvision.models.mobilenet_v2().features`, weight for weight.

    torchvision itself would load PyTorch's compiler: 4 s and 90 MB for each server process.
    """
    layers: list[nn.Module] = [_layer(3, 32, 3, stride=2)]
    channels = 32
    for expansion, out, blocks, first in STAGES:
        for block in range(blocks):
            stride = 1 if block else first
            layers.append(InvertedResidual(channels, out, stride, expansion))
            channels = out
    return nn.Sequential(*layers, _layer(channels, FEATURES, 1))


class PhotoEncoder(nn.Module):
    """Photos in, regions out; batch norms keep the statistics they came with."""

    mean: Tensor
    std: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.features = mobilenet_v2_features()
        self.register_buffer("mean", 255 * torch.tensor(_MEAN).view(3, 1, 1), persistent=False)
        self.register_buffer("std", 255 * torch.tensor(_STD).view(3, 1, 1), persistent=False)
        # Twice as fast on a CPU: depthwise convolutions read channels side by side.
        self.to(memory_format=torch.channels_last)

    def forward(self, photos: Tensor) -> Tensor:
        """See.

        Args:
            photos: RGB, (B, 3, 224, 224), 0..255, of any dtype.

        Returns:
            What each region shows, row by row from the top left, (B, 49, 1280), 0..6.
        """
        x = (photos.to(self.mean) - self.mean) / self.std
        seen = _run(self.features, x.contiguous(memory_format=torch.channels_last))
        return seen.flatten(2).transpose(1, 2)

    def train(self, mode: bool = True) -> PhotoEncoder:
        """Batches are small while training, and their statistics poor: norms stay as they are."""
        return super().train(False)


def _run(layers: nn.Module, x: Tensor) -> Tensor:
    """Run MobileNetV2's layers, each norm as part of the convolution before it."""
    for layer in layers.children():
        if isinstance(layer, InvertedResidual):
            x = x + _run(layer.conv, x) if layer.use_res_connect else _run(layer.conv, x)
        elif isinstance(layer, nn.Sequential):
            x = _run(layer, x)
        elif isinstance(layer, nn.Conv2d):
            convolution = layer
        elif isinstance(layer, nn.BatchNorm2d):
            x = _convolved(convolution, layer, x)
        else:
            x = layer(x)
    return x


def _convolved(convolution: nn.Conv2d, norm: nn.BatchNorm2d, x: Tensor) -> Tensor:
    """Convolution and norm as one convolution: with fixed statistics the norm only scales it.

    That spares reading and writing every map once more, half of the time on a GPU.
    """
    mean, variance = cast(Tensor, norm.running_mean), cast(Tensor, norm.running_var)
    scale = norm.weight * torch.rsqrt(variance + norm.eps)
    return F.conv2d(
        x,
        convolution.weight * scale.view(-1, 1, 1, 1),
        norm.bias - mean * scale,
        convolution.stride,
        convolution.padding,
        convolution.dilation,
        convolution.groups,
    )
