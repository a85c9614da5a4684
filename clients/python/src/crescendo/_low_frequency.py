"""The matrices of the low-frequency crop, for all frameworks.

Definition (the EfficientTrain operator): of the N x N transform of an image keep the frequencies -B/2..B/2-1 of both
axes, scale by (B/N)^2, transform back to B x B, take the real part. It is separable: with
``A[i, j] = 1/N sum_k exp(2 pi I k (i/B - j/N))`` the result is ``Re(A) x Re(A)^T - Im(A) x Im(A)^T``. In Im(A), every
frequency except the unpaired -B/2 cancels, so that ``Im(A)[i, j] = (-1)^i v[j]`` and the second term is one number,
``v x v^T``, times a checkerboard. Of a rectangle, each factor is the matrix of its own axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import pi
from typing import Any

import numpy as np
import numpy.typing as npt

from crescendo.errors import InvalidArgument

BANDWIDTH_MIN = 2
LAYOUTS = ("NHWC", "NCHW")


def kernel(xp: Any, rows: Any, columns: Any, bandwidth: Any) -> Any:
    """Returns the weights by which one axis is resampled with the frequencies up to half of ``bandwidth``.

    That is ``1/N (1 + 2 sum_{k=1}^{K/2-1} cos k t + cos(K t / 2)) = sin(K t / 2) / tan(t / 2) / N`` with K the
    bandwidth and t = 2 pi (i/M - j/N). From N samples to M < N with K = M it is Re(A); from N to M > N with K = N it
    fills the spectrum up with zeros.

    Args:
        xp: ``numpy`` or ``torch``.
        rows: 0..M-1 as float64, in which the integers below are exact.
        columns: 0..N-1 as float64.
        bandwidth: K, even, at most M and N.

    Returns:
        (M, N) float64.
    """
    outputs, inputs = rows.shape[0], columns.shape[0]
    period = outputs * inputs
    # Phases in units of t / 2 pi / period are integers, so that zeros are zeros; and they lie around 0, so that the
    # tangent is exact to the last bits where it is small.
    phase = (rows[:, None] * inputs - columns[None, :] * outputs + period // 2) % period - period // 2
    wave = (phase * bandwidth) % (2 * period)
    sine = xp.where(wave % period == 0, 0.0, xp.sin(wave * (pi / period)))
    origin = phase == 0
    tangent = xp.tan(xp.where(origin, 1.0, phase) * (pi / period))
    return xp.where(origin, bandwidth, sine / tangent) / inputs


def nyquist(xp: Any, columns: Any, bandwidth: Any) -> Any:
    """Returns v of the imaginary part, up to its sign, which cancels in the product: (N,) float64."""
    size = columns.shape[0]
    wave = (columns * bandwidth) % (2 * size)
    return xp.where(wave % size == 0, 0.0, xp.sin(wave * (pi / size))) / size


def alternating(rows: Any) -> Any:
    """Returns (-1)^i, (B,) of the type of ``rows``, 0..B-1: the checkerboard is the product of those of both axes."""
    return 1 - 2 * (rows % 2)


@dataclass(frozen=True, eq=False)
class CropMatrices:
    """The matrices of one axis of the crop, from N to B pixels.

    With those of both axes, the crop is ``real x real^T - (nyquist x nyquist^T) signs signs^T``.

    Attributes:
        real: (B, N) float64, Re(A).
        nyquist: (N,) float64, v.
        signs: (B,) float64, (-1)^i.
    """

    real: npt.NDArray[np.float64]
    nyquist: npt.NDArray[np.float64]
    signs: npt.NDArray[np.float64]


@lru_cache(maxsize=64)
def crop_matrices(size: int, bandwidth: int) -> CropMatrices:
    """Returns the matrices of an axis, for sides that have been checked. They are shared: do not write to them."""
    rows, columns = np.arange(bandwidth, dtype=np.float64), np.arange(size, dtype=np.float64)
    return CropMatrices(
        real=_fixed(kernel(np, rows, columns, bandwidth)),
        nyquist=_fixed(nyquist(np, columns, bandwidth)),
        signs=_fixed(alternating(rows)),
    )


@lru_cache(maxsize=64)
def upsampling_matrix(size: int, bandwidth: int) -> npt.NDArray[np.float64]:
    """Returns U of an axis, (N, B) float64: ``U y U^T`` is the image whose spectrum is that of y, padded with zeros."""
    rows, columns = np.arange(size, dtype=np.float64), np.arange(bandwidth, dtype=np.float64)
    return _fixed(kernel(np, rows, columns, bandwidth))


def _fixed(array: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    array.setflags(write=False)
    return array


def check_bandwidth(bandwidth: int | Sequence[int]) -> None:
    """Refuses a bandwidth to which no image can be cropped.

    Raises:
        InvalidArgument: A side of it is odd, or below 2, or there are not two of them.
    """
    sides = bandwidth if isinstance(bandwidth, (tuple, list)) else (bandwidth, bandwidth)
    if len(sides) != 2:
        raise _wrong("bandwidth", bandwidth, "a side, or height and width")
    for side in sides:
        if side < BANDWIDTH_MIN or side % 2:
            raise _wrong("bandwidth", bandwidth, f"even, at least {BANDWIDTH_MIN}")


def check_sides(
    shape: Sequence[int], axes: tuple[int, int], bandwidth: int | Sequence[int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Returns height and width of images that can be cropped, and those of the result.

    Raises:
        InvalidArgument: There are too few axes, or the images are smaller than the bandwidth, or that is odd or below
            2; the bandwidth is one side and the images are not square, or it shortens one axis only.
    """
    check_bandwidth(bandwidth)
    if len(shape) < -min(axes):
        raise _wrong("images", f"of shape {tuple(shape)}", f"of {-min(axes)} axes or more")
    height, width = shape[axes[0]], shape[axes[1]]
    if isinstance(bandwidth, (tuple, list)):
        rows, columns = bandwidth
    else:
        rows = columns = bandwidth
        if height != width:
            raise _wrong("images", f"{height} x {width}", "square, or the bandwidth height and width")
    for side, most, name in ((rows, height, "height"), (columns, width, "width")):
        if side > most:
            axis = "side" if height == width else name
            raise _wrong("bandwidth", bandwidth, f"at most {most}, the {axis} of the images")
    # Of symbolic sides, only an `if` may ask.
    shortened = [side for side, most in ((rows, height), (columns, width)) if side < most]
    if len(shortened) == 1:
        raise _wrong("bandwidth", bandwidth, f"below {height} x {width} on both axes, or equal to it")
    return (height, width), (rows, columns)


def axes_of(layout: str) -> tuple[int, int]:
    """Returns the axes of height and width, counted from the last.

    Raises:
        InvalidArgument: The layout is unknown.
    """
    if layout not in LAYOUTS:
        raise _wrong("layout", repr(layout), f"one of {', '.join(LAYOUTS)}")
    return (-3, -2) if layout == "NHWC" else (-2, -1)


def _wrong(field: str, value: object, bound: str) -> InvalidArgument:
    return InvalidArgument(
        f"{field} must be {bound} (given: {value})",
        reason="INVALID_FIELD",
        metadata={"field": field, "value": str(value), "bound": bound},
    )
