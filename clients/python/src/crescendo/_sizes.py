"""Heights and widths: how messages and specs write them, and the sizes that follow from a side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from crescendo._gen import crescendo_pb2 as pb

Pair = tuple[int, int]
"""Height and width in pixels."""

SQUARE: Pair = (0, 0)
"""Stands for the size of a square, whose side is the bandwidth."""


def fill_size(sized: Any) -> None:
    """Fills in the size of a square that was made from its bandwidth only."""
    if sized.size == SQUARE:
        object.__setattr__(sized, "size", (sized.bandwidth, sized.bandwidth))


def pair(size: int | Sequence[int]) -> Pair:
    """Returns height and width of a size, which may be the side of a square."""
    height, width = (size, size) if isinstance(size, int) else size
    return height, width


def size_of(message: pb.Stage | pb.BatchHeader) -> Pair:
    """Returns height and width of a stage's images; squares travel as their bandwidth only."""
    return pair(tuple(message.size) or message.bandwidth)


def own_size(side: int, base_size: int | Sequence[int], multiple: int) -> Pair:
    """Returns the size of images whose shorter side is given: the server's rule for stages and validation images.

    The longer side is the even multiple of ``multiple`` nearest to the same share of the base size's longer side.

    Args:
        side: The shorter side in pixels.
        base_size: The run's base size.
        multiple: The run's side multiple.
    """
    height, width = pair(base_size)
    if height == width:
        return side, side
    step = multiple if multiple % 2 == 0 else 2 * multiple
    exact = side * max(height, width) / min(height, width)
    longer = max(step, step * math.floor(exact / step + 0.5))
    return (side, longer) if height < width else (longer, side)
