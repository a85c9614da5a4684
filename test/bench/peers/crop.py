"""A random resized crop for peers that have none of their own."""

from __future__ import annotations

import math
import random

from common import CROP_RATIO, CROP_SCALE


def crop_box(width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of a random crop by area and aspect ratio; the whole image after ten misses."""
    for _ in range(10):
        area = random.uniform(*CROP_SCALE) * width * height
        ratio = math.exp(random.uniform(math.log(CROP_RATIO[0]), math.log(CROP_RATIO[1])))
        w, h = round(math.sqrt(area * ratio)), round(math.sqrt(area / ratio))
        if 0 < w <= width and 0 < h <= height:
            return random.randint(0, width - w), random.randint(0, height - h), w, h
    return 0, 0, width, height
