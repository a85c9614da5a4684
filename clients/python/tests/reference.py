"""The definition of normalisation that both adapters must match."""

import numpy as np

from crescendo._normalize import IMAGENET_MEAN, IMAGENET_STD


def normalized(pixels):
    """Normalised pixels (N, 3, B, B), computed by numpy in single precision."""
    mean = np.array([255 * value for value in IMAGENET_MEAN], dtype=np.float32)
    std = np.array([255 * value for value in IMAGENET_STD], dtype=np.float32)
    return ((pixels.astype(np.float32) - mean) / std).transpose(0, 3, 1, 2)


def low_frequency_crop(planes, bandwidth):
    """(..., N, N) to (..., B, B) by the definition: transform, keep -B/2..B/2-1, scale, transform back, real part.

    ``bandwidth`` may be height and width.
    """
    sides = planes.shape[-2:]
    target = (bandwidth, bandwidth) if isinstance(bandwidth, int) else bandwidth
    rows, columns = (
        np.fft.fftfreq(kept, 1 / kept).astype(int) % side for kept, side in zip(target, sides, strict=True)
    )
    spectrum = np.fft.fft2(planes.astype(np.float64))[..., rows[:, None], columns]
    return np.fft.ifft2(spectrum).real * (np.prod(target) / np.prod(sides))
