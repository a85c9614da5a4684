"""Batches as JAX arrays.

Example:
    >>> from crescendo.jax import device_batches
    >>> with crescendo.Loader("127.0.0.1:7077", "baseline") as loader:
    ...     for images, labels, info in device_batches(loader):
    ...         state = train_step(state, images, labels, schedule(info.budget_fraction))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from crescendo._normalize import IMAGENET_MEAN, IMAGENET_STD, in_bytes
from crescendo.batch import BatchInfo
from crescendo.errors import InvalidArgument
from crescendo.loader import Loader

__all__ = ["IMAGENET_MEAN", "IMAGENET_STD", "device_batches"]

_LAYOUTS = ("NHWC", "NCHW")


def device_batches(
    loader: Loader,
    *,
    normalize: bool = True,
    mean: Sequence[float] = IMAGENET_MEAN,
    std: Sequence[float] = IMAGENET_STD,
    sharding: jax.sharding.Sharding | None = None,
    layout: str = "NHWC",
) -> Iterator[tuple[jax.Array, jax.Array, BatchInfo]]:
    """Yields ``(images, labels, info)`` on the device, for as long as the loader has batches.

    The arrays are the caller's: nothing of the loader's reused memory is behind them. A jitted function is compiled
    again for each side of the schedule (three times for efficienttrain++).

    Args:
        loader: Where the batches come from. The caller closes it.
        normalize: True gives float32 ``(x - 255 * mean) / (255 * std)``; False the pixels as they came.
        mean: Mean of each channel, in units of 0..1.
        std: Standard deviation of each channel, in units of 0..1.
        sharding: How the first axis, that of samples, lies on the devices; None takes the default device. With
            several processes, each gives its own rank's batch and gets the global array.
        layout: ``"NHWC"`` or ``"NCHW"``.

    Yields:
        Images (N, B, B, 3) or (N, 3, B, B); labels (N,) int32; what the batch is.

    Raises:
        InvalidArgument: The layout is unknown.
        CrescendoError: As from ``Loader``.
    """
    if layout not in _LAYOUTS:
        raise InvalidArgument(
            f"layout must be one of {', '.join(_LAYOUTS)} (given: {layout!r})",
            reason="INVALID_FIELD",
            metadata={"field": "layout", "value": str(layout)},
        )
    channel_mean = np.array(in_bytes(mean), dtype=np.float32)
    channel_std = np.array(in_bytes(std), dtype=np.float32)
    return _device_batches(loader, (channel_mean, channel_std) if normalize else None, sharding, layout)


def _device_batches(
    loader: Loader,
    constants: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]] | None,
    sharding: jax.sharding.Sharding | None,
    layout: str,
) -> Iterator[tuple[jax.Array, jax.Array, BatchInfo]]:
    shares_memory = _shares_host_memory(sharding)
    for batch in loader:
        # On the CPU a JAX array may be the very memory it was made of, which the loader will fill again.
        pixels = _put(batch.images.copy() if shares_memory else batch.images, sharding)
        labels = _put(batch.labels.astype(np.int32), sharding)
        images = pixels
        if constants is not None:
            images = _normalized(images, *constants)
        if layout == "NCHW":
            images = _channels_first(images)
        try:
            yield images, labels, batch.info
        finally:
            # The transfer is asynchronous; by now it has had a training step's time.
            pixels.block_until_ready()


def _put(array: npt.NDArray[np.generic], sharding: jax.sharding.Sharding | None) -> jax.Array:
    placed: jax.Array = (
        jax.device_put(array) if sharding is None else jax.make_array_from_process_local_data(sharding, array)  # type: ignore[no-untyped-call]
    )
    return placed


def _shares_host_memory(sharding: jax.sharding.Sharding | None) -> bool:
    devices = jax.local_devices() if sharding is None else sharding.device_set
    return any(device.platform == "cpu" for device in devices)


@jax.jit
def _normalized(pixels: jax.Array, mean: jax.Array, std: jax.Array) -> jax.Array:
    """(N, B, B, 3) to float32, rounded as a division rounds.

    XLA turns a division by a constant or by a broadcast vector into a product with the reciprocal, which differs in
    the last bit. A divisor that is chosen for each element stays a divisor, and costs nothing once it is fused.
    """
    channel = jax.lax.broadcasted_iota(jnp.int32, pixels.shape, 3)
    divisor = jnp.where(channel == 0, std[0], jnp.where(channel == 1, std[1], std[2]))
    return (pixels.astype(jnp.float32) - mean) / divisor


@jax.jit
def _channels_first(images: jax.Array) -> jax.Array:
    return jnp.transpose(images, (0, 3, 1, 2))
