"""The low-frequency crop on NumPy arrays, for runs that leave it to the client (``crop: client``).

``crescendo.torch`` and ``crescendo.jax`` have the same operator on the trainer's device.

Example:
    >>> from crescendo.low_frequency import low_frequency_crop
    >>> for batch in loader:
    ...     images = low_frequency_crop(batch.images, batch.size)  # (N, B, B, 3) float32
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from crescendo._low_frequency import axes_of, check_sides, crop_matrices

__all__ = ["low_frequency_crop"]


def low_frequency_crop(
    images: npt.NDArray[Any], bandwidth: int | Sequence[int], *, layout: str = "NHWC"
) -> npt.NDArray[Any]:
    """Keeps the lowest frequencies of images: the server's spectral operator.

    It is linear and preserves the mean. Sharp edges ring: next to a straight edge, values leave the range of the input
    by a tenth of its height. To get the bytes that the server would send, within 1, round to the nearest and clamp to
    0..255.

    Args:
        images: (..., H, W, C), or (..., H, W) with ``layout="NCHW"``; bytes or floats.
        bandwidth: Side B of the result of square images, or its height and width (``info.size``): even, 2 or more, and
            below those of the images on both axes or equal to them.
        layout: ``"NHWC"`` or ``"NCHW"``.

    Returns:
        (..., B, B, C), or (..., B, B): float32 for integers, otherwise the type of ``images``. The result is computed
        in float32 or wider and is within 1e-5 of the range of the definition. Images that have the size already are
        returned unchanged.

    Raises:
        InvalidArgument: ``bandwidth`` is odd, below 2 or beyond the images, or a side although they are not square, or
            the layout is unknown.
    """
    axes = axes_of(layout)
    size, target = check_sides(images.shape, axes, bandwidth)
    result_type = images.dtype if np.issubdtype(images.dtype, np.floating) else np.dtype(np.float32)
    if target == size:
        return images.astype(result_type, copy=False)
    compute_type = np.promote_types(result_type, np.float32)
    rows, columns = (crop_matrices(*axis) for axis in zip(size, target, strict=True))
    down, along = rows.real.astype(compute_type), columns.real.astype(compute_type)
    planes = np.ascontiguousarray(np.moveaxis(images, axes, (-2, -1)), dtype=compute_type)
    number = (planes @ columns.nyquist.astype(compute_type)) @ rows.nyquist.astype(compute_type)
    board = np.outer(rows.signs, columns.signs).astype(compute_type)
    cropped = down @ (planes @ along.T) - number[..., None, None] * board
    result: npt.NDArray[Any] = np.moveaxis(cropped, (-2, -1), axes).astype(result_type, copy=False)
    return result
