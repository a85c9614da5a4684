"""Constants of the usual normalisation, which torchvision and timm call the ImageNet default."""

from __future__ import annotations

from collections.abc import Sequence

IMAGENET_MEAN = (0.485, 0.456, 0.406)
"""Mean of each channel of ImageNet's training images, R, G, B, in units of 0..1."""
IMAGENET_STD = (0.229, 0.224, 0.225)
"""Standard deviation of each channel, R, G, B, in units of 0..1."""


def in_bytes(values: Sequence[float]) -> list[float]:
    """Scales three channel constants from units of 0..1 to those of the pixels, 0..255."""
    if len(values) != 3:
        raise ValueError(f"mean and std have one number for each of 3 channels (given: {len(values)})")
    return [255.0 * value for value in values]
