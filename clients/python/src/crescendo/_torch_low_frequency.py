"""The low-frequency crop on tensors, which ``crescendo.torch`` exports."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import NamedTuple

import torch

from crescendo._low_frequency import (
    alternating,
    check_bandwidth,
    check_sides,
    crop_matrices,
    kernel,
    nyquist,
    upsampling_matrix,
)


class _Matrices(NamedTuple):
    """The matrices of one axis: Re(A), v, (-1)^i and U."""

    real: torch.Tensor
    wave: torch.Tensor
    signs: torch.Tensor
    up: torch.Tensor


_cache: dict[tuple[int, int, torch.dtype, torch.device], _Matrices] = {}
_CACHED_MAX = 64


class LowFrequencyCrop(torch.nn.Module):
    """Keeps the B x B lowest frequencies of images, on their device: see ``low_frequency_crop``.

    It has no parameters or buffers, so it works on any device and side, and does not change state dicts.

    Args:
        bandwidth: B, or height and width, even, 2 or more.

    Raises:
        InvalidArgument: ``bandwidth`` is odd or below 2.

    Example:
        >>> crop = LowFrequencyCrop(96)
        >>> crop(torch.zeros(8, 3, 224, 224, dtype=torch.uint8)).shape
        torch.Size([8, 3, 96, 96])
    """

    def __init__(self, bandwidth: int | Sequence[int]) -> None:
        super().__init__()
        check_bandwidth(bandwidth)
        self.bandwidth = bandwidth

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Returns the low frequencies, (..., B, B), of ``images``, (..., N, N)."""
        return low_frequency_crop(images, self.bandwidth)

    def extra_repr(self) -> str:
        """Returns the bandwidth in words, for ``repr``."""
        return f"bandwidth={self.bandwidth}"


def low_frequency_crop(images: torch.Tensor, bandwidth: int | Sequence[int]) -> torch.Tensor:
    """Keeps the lowest frequencies of images: the server's spectral operator.

    It is linear, so it supports gradients and commutes with normalisation and mixup, and it preserves the mean. Sharp
    edges ring: next to a straight edge, values leave the range of the input by a tenth of its height. To get the bytes
    that the server would send, within 1, round to the nearest and clamp to 0..255.

    It takes two matrix products and one number for each channel. In eager mode, the matrices are cached for each side,
    bandwidth, type and device; a compiled graph computes them, so that ``torch.compile(fullgraph=True)`` works.

    Args:
        images: (..., H, W), such as (N, C, H, W) in any memory format; bytes or floats.
        bandwidth: Side B of the result of square images, or its height and width (``info.size``): even, 2 or more, and
            below those of the images on both axes or equal to them.

    Returns:
        (..., B, B) in the memory format of ``images``; float32 for integers, otherwise their type. The result is
        computed in float32 regardless of autocast, or in float64 for float64. It is within 1e-5 of the range of the
        definition, unless torch may compute float32 products in TF32. Images that have the size already are returned
        unchanged.

    Raises:
        InvalidArgument: ``bandwidth`` is odd, below 2 or beyond the images, or a side although they are not square.
    """
    return _filtered(images, bandwidth, keep_side=False)


def low_pass(images: torch.Tensor, bandwidth: int | Sequence[int]) -> torch.Tensor:
    """Removes the frequencies that ``low_frequency_crop`` removes, but keeps the size of the images.

    The spectrum of the crop is padded with zeros, so pixels of both results at the same place have the same value.

    Args:
        images: As for ``low_frequency_crop``.
        bandwidth: As for ``low_frequency_crop``.

    Returns:
        (..., H, W), of the same type and memory format as from ``low_frequency_crop``.

    Raises:
        InvalidArgument: As from ``low_frequency_crop``.
    """
    return _filtered(images, bandwidth, keep_side=True)


def crop_to_bytes(images: torch.Tensor, size: tuple[int, int]) -> torch.Tensor:
    """Crops bytes to the server's bytes, within 1; the shape is that of ``low_frequency_crop``."""
    if images.shape[-2:] == size:
        return images
    return low_frequency_crop(images, size).round_().clamp_(0, 255).to(torch.uint8)


def _filtered(images: torch.Tensor, bandwidth: int | Sequence[int], *, keep_side: bool) -> torch.Tensor:
    (height, width), (rows, columns) = check_sides(images.shape, (-2, -1), bandwidth)
    result_type = images.dtype if images.is_floating_point() else torch.float32
    if rows == height and columns == width:
        return images.to(result_type)
    # Autocast would use float16 for the products, whose 11 bits give an error of about 0.1 in 255. The meta device has
    # no autocast.
    with nullcontext() if images.is_meta else torch.autocast(images.device.type, enabled=False):
        compute_type = torch.promote_types(result_type, torch.float32)
        planes = images.to(compute_type, memory_format=torch.contiguous_format)
        down = _matrices(height, rows, compute_type, images.device)
        along = _matrices(width, columns, compute_type, images.device)
        number = (planes @ along.wave) @ down.wave
        board = down.signs[:, None] * along.signs
        filtered = down.real @ (planes @ along.real.mT) - number[..., None, None] * board
        if keep_side:
            filtered = down.up @ (filtered @ along.up.mT)
    filtered = filtered.to(result_type)
    channels_last = images.dim() == 4 and images.is_contiguous(memory_format=torch.channels_last)
    return filtered.contiguous(memory_format=torch.channels_last) if channels_last else filtered


def _matrices(size: int, bandwidth: int, dtype: torch.dtype, device: torch.device) -> _Matrices:
    """Returns the matrices of an axis on a device."""
    if torch.compiler.is_compiling():
        return _computed(size, bandwidth, dtype, device)
    key = (size, bandwidth, dtype, device)
    found = _cache.get(key)
    if found is None:
        found = _uploaded(size, bandwidth, dtype, device)
        # While a graph is traced, tensors are placeholders, which must not outlive it.
        if all(type(matrix) is torch.Tensor for matrix in found):
            if len(_cache) >= _CACHED_MAX:
                _cache.clear()
            _cache[key] = found
    return found


def _uploaded(size: int, bandwidth: int, dtype: torch.dtype, device: torch.device) -> _Matrices:
    arrays = crop_matrices(size, bandwidth)
    # Tensors created in inference mode could never be used in training.
    with torch.inference_mode(False):
        return _Matrices(
            *(
                torch.tensor(array, dtype=dtype, device=device)
                for array in (arrays.real, arrays.nyquist, arrays.signs, upsampling_matrix(size, bandwidth))
            )
        )


def _computed(size: int, bandwidth: int, dtype: torch.dtype, device: torch.device) -> _Matrices:
    """The same as operations of a graph, where sides and bandwidths may be symbols."""
    rows = torch.arange(bandwidth, dtype=torch.float64, device=device)
    columns = torch.arange(size, dtype=torch.float64, device=device)
    return _Matrices(
        kernel(torch, rows, columns, bandwidth).to(dtype),
        nyquist(torch, columns, bandwidth).to(dtype),
        alternating(rows).to(dtype),
        kernel(torch, columns, rows, bandwidth).to(dtype),
    )
