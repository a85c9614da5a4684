"""What the peers that read shards do with an image: RandomResizedCrop to 224 by Pillow, and a flip."""

from __future__ import annotations

import io
import random
from typing import Any

import numpy as np
from common import BASE_SIZE
from crop import crop_box
from PIL import Image


def pixels(encoded: bytes) -> Any:
    """Encoded image -> bytes (224, 224, 3)."""
    with Image.open(io.BytesIO(encoded)) as image:
        rgb = image.convert("RGB")
    left, top, width, height = crop_box(*rgb.size)
    box = (left, top, left + width, top + height)
    resized = rgb.resize((BASE_SIZE, BASE_SIZE), Image.Resampling.BICUBIC, box)
    if random.random() < 0.5:
        resized = resized.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return np.asarray(resized)
