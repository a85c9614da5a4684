"""The low-frequency crop on JAX arrays, which ``crescendo.jax`` exports."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from crescendo._low_frequency import axes_of, check_sides, crop_matrices

_PRODUCTS = {
    "NHWC": ("...hwc,qw->...hqc", "ph,...hqc->...pqc", "...hwc,h,w->...c", "...c,p,q->...pqc"),
    "NCHW": ("...hw,qw->...hq", "ph,...hq->...pq", "...hw,h,w->...", "...,p,q->...pq"),
}
"""By layout: along the rows, along the columns, the Nyquist term's number for each channel, its checkerboard."""


def low_frequency_crop(images: jax.Array, bandwidth: int | Sequence[int], *, layout: str = "NHWC") -> jax.Array:
    """Keeps the lowest frequencies of images: the server's spectral operator.

    It is linear, so it has derivatives and commutes with normalisation and mixup, and it preserves the mean. Sharp
    edges ring: next to a straight edge, values leave the range of the input by a tenth of its height. To get the bytes
    that the server would send, within 1, round to the nearest and clamp to 0..255.

    It is compiled once for each shape and bandwidth. Inside other jitted functions, ``bandwidth`` must be a Python
    number, or two of them.

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
    _, target = check_sides(images.shape, axes_of(layout), bandwidth)
    cropped: jax.Array = _cropped(images, target, layout)
    return cropped


def crop_to_bytes(images: jax.Array, size: tuple[int, int]) -> jax.Array:
    """Crops bytes, NHWC, to the bytes that the server would have sent, within 1."""
    if images.shape[-3:-1] == size:
        return images
    return jnp.clip(jnp.round(low_frequency_crop(images, size)), 0, 255).astype(jnp.uint8)


@partial(jax.jit, static_argnames=("target", "layout"))
def _cropped(images: jax.Array, target: tuple[int, int], layout: str) -> jax.Array:
    size = tuple(images.shape[axis] for axis in axes_of(layout))
    result_type = images.dtype if jnp.issubdtype(images.dtype, jnp.floating) else jnp.dtype(jnp.float32)
    if target == size:
        return images.astype(result_type)
    compute_type = jnp.promote_types(result_type, jnp.float32)
    compute = np.dtype(compute_type)
    rows, columns = (crop_matrices(*axis) for axis in zip(size, target, strict=True))
    waves = (rows.nyquist.astype(compute), columns.nyquist.astype(compute))
    signs = (rows.signs.astype(compute), columns.signs.astype(compute))
    along_rows, along_columns, number, spread = _PRODUCTS[layout]
    # By default, accelerators would use bfloat16 for the products, whose 8 bits give an error of about 1 in 255.
    product = partial(jnp.einsum, precision=jax.lax.Precision.HIGHEST)
    pixels = images.astype(compute_type)
    cropped = product(
        along_columns, rows.real.astype(compute), product(along_rows, pixels, columns.real.astype(compute))
    )
    nyquist = product(spread, product(number, pixels, *waves), *signs)
    return (cropped - nyquist).astype(result_type)
