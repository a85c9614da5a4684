"""The low-frequency crop on JAX arrays, which ``crescendo.jax`` exports."""

from __future__ import annotations

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from crescendo._low_frequency import axes_of, check_sides, crop_matrices

_PRODUCTS = {
    "NHWC": ("...hwc,qw->...hqc", "ph,...hqc->...pqc", "...hwc,h,w->...c", "...c,pq->...pqc"),
    "NCHW": ("...hw,qw->...hq", "ph,...hq->...pq", "...hw,h,w->...", "...,pq->...pq"),
}
"""By layout: along the rows, along the columns, the Nyquist term's number for each channel, its checkerboard."""


def low_frequency_crop(images: jax.Array, bandwidth: int, *, layout: str = "NHWC") -> jax.Array:
    """Keeps the ``bandwidth`` x ``bandwidth`` lowest frequencies of images: the server's spectral operator.

    It is linear, so it has derivatives and commutes with normalisation and mixup, and it preserves the mean. Sharp
    edges ring: next to a straight edge, values leave the range of the input by a tenth of its height. To get the bytes
    that the server would send, within 1, round to the nearest and clamp to 0..255.

    It is compiled once for each shape and bandwidth. Inside other jitted functions, ``bandwidth`` must be a Python
    number.

    Args:
        images: (..., N, N, C), or (..., N, N) with ``layout="NCHW"``; bytes or floats.
        bandwidth: B, even, 2..N.
        layout: ``"NHWC"`` or ``"NCHW"``.

    Returns:
        (..., B, B, C), or (..., B, B): float32 for integers, otherwise the type of ``images``. The result is computed
        in float32 or wider and is within 1e-5 of the range of the definition. With B = N, the images are returned
        unchanged.

    Raises:
        InvalidArgument: ``bandwidth`` is odd, below 2 or above N, the images are not square, or the layout is unknown.
    """
    check_sides(images.shape, axes_of(layout), bandwidth)
    cropped: jax.Array = _cropped(images, bandwidth, layout)
    return cropped


def crop_to_bytes(images: jax.Array, bandwidth: int) -> jax.Array:
    """Crops bytes, NHWC, to the bytes that the server would have sent, within 1."""
    if images.shape[-2] == bandwidth:
        return images
    return jnp.clip(jnp.round(low_frequency_crop(images, bandwidth)), 0, 255).astype(jnp.uint8)


@partial(jax.jit, static_argnames=("bandwidth", "layout"))
def _cropped(images: jax.Array, bandwidth: int, layout: str) -> jax.Array:
    size = images.shape[axes_of(layout)[0]]
    result_type = images.dtype if jnp.issubdtype(images.dtype, jnp.floating) else jnp.dtype(jnp.float32)
    if bandwidth == size:
        return images.astype(result_type)
    compute_type = jnp.promote_types(result_type, jnp.float32)
    matrices = crop_matrices(size, bandwidth)
    real, wave, board = (
        matrix.astype(np.dtype(compute_type)) for matrix in (matrices.real, matrices.nyquist, matrices.checkerboard)
    )
    along_rows, along_columns, number, spread = _PRODUCTS[layout]
    # By default, accelerators would use bfloat16 for the products, whose 8 bits give an error of about 1 in 255.
    product = partial(jnp.einsum, precision=jax.lax.Precision.HIGHEST)
    pixels = images.astype(compute_type)
    cropped = product(along_columns, real, product(along_rows, pixels, real))
    nyquist = product(spread, product(number, pixels, wave, wave), board)
    return (cropped - nyquist).astype(result_type)
