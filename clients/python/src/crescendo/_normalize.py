"""Constants of the usual normalisation, which torchvision and timm call the ImageNet default."""

from __future__ import annotations

from collections.abc import Sequence

from crescendo.errors import InvalidArgument

IMAGENET_MEAN = (0.485, 0.456, 0.406)
"""Mean of each channel of ImageNet's training images, R, G, B, in units of 0..1."""
IMAGENET_STD = (0.229, 0.224, 0.225)
"""Standard deviation of each channel, R, G, B, in units of 0..1."""

_GREATEST = 10
"""Of a standard deviation in a run spec: constants above it are in units of 0..255."""


def in_bytes(values: Sequence[float]) -> list[float]:
    """Scales three channel constants from units of 0..1 to those of the pixels, 0..255.

    Raises:
        InvalidArgument: They are not three, or not in 0..10.
    """
    if len(values) != 3 or not all(0 <= value <= _GREATEST for value in values):
        given = [float(value) for value in values]
        raise InvalidArgument(
            f"mean and std must be three numbers in units of 0..1, one for each channel, at most {_GREATEST} (given: "
            f"{given}): divide constants in units of 0..255 by 255",
            reason="INVALID_FIELD",
            metadata={"field": "mean, std", "value": str(given), "bound": f"0..{_GREATEST}"},
        )
    return [255.0 * value for value in values]
