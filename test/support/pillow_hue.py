"""The digest of every colour with its hue shifted by Pillow: `python pillow_hue.py SHIFT`, the shift being 0..255."""

import hashlib
import sys

import numpy as np
from PIL import Image


def main() -> None:
    """Goes through the colours in 64 images of 512 x 512 pixels."""
    digest = hashlib.sha256()
    for k in range(64):
        colours = np.arange(k << 18, (k + 1) << 18, dtype=np.uint32)
        pixels = np.stack([colours >> 16, (colours >> 8) & 255, colours & 255], -1).astype(np.uint8)
        hue, saturation, value = Image.fromarray(pixels.reshape(512, 512, 3)).convert("HSV").split()
        shifted = Image.fromarray(np.asarray(hue) + np.uint8(int(sys.argv[1])))
        digest.update(Image.merge("HSV", (shifted, saturation, value)).convert("RGB").tobytes())
    sys.stdout.write(digest.hexdigest())


if __name__ == "__main__":
    main()
