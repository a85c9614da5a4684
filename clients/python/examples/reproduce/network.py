"""The network of the reproduction, and the compute of training it on an image."""

from __future__ import annotations

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn
from torch.utils.flop_counter import FlopCounterMode


class Block(nn.Module):
    """Two 3 x 3 convolutions with a skip connection, as in ResNet's basic block."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(inplace=True),
            nn.Conv2d(width, width, 3, padding=1, bias=False),
            nn.BatchNorm2d(width),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, C, H, W) to the same."""
        return F.relu(x + self.layers(x))


def residual_network(classes: int, *, width: int, stem: int) -> nn.Sequential:
    """Returns a residual network of three stages, each with half the side and twice the channels of the previous one.

    Args:
        classes: Number of logits.
        width: Channels of the first stage.
        stem: Side in pixels of the non-overlapping patches that the first convolution takes.

    Returns:
        A module from images (N, 3, S, S) of any side S from 4 * ``stem`` to logits (N, ``classes``).
    """
    layers: list[nn.Module] = [nn.Conv2d(3, width, stem, stride=stem), nn.BatchNorm2d(width), nn.ReLU(), Block(width)]
    for _ in range(2):
        layers += [nn.Conv2d(width, 2 * width, 2, stride=2), nn.BatchNorm2d(2 * width), Block(2 * width)]
        width *= 2
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, classes))


def training_flops(network: nn.Module, side: int) -> int:
    """Counts the FLOPs of one image of a side: the forward and the backward pass of convolutions and matrix products.
    It uses PyTorch's own counter, where a multiplication and an addition are two. The network's weights and statistics
    do not change.

    Args:
        network: From (1, 3, side, side) to logits.
        side: In pixels.
    """
    saved = {name: value.clone() for name, value in network.state_dict().items()}
    counter = FlopCounterMode(display=False)
    with counter:
        network(torch.zeros(2, 3, side, side)).sum().backward()
    network.load_state_dict(saved)
    network.zero_grad()
    return counter.get_total_flops() // 2
