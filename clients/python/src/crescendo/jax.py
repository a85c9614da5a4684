"""Batches as JAX arrays.

Example:
    >>> from crescendo.jax import device_batches
    >>> with crescendo.Loader("127.0.0.1:7077", "baseline") as loader:
    ...     for images, labels, info in device_batches(loader):
    ...         state = train_step(state, images, labels, schedule(info.budget_fraction))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from crescendo._extras import missing_extra

try:
    import jax
except ModuleNotFoundError as error:
    raise missing_extra(error, "jax") from error
import jax.numpy as jnp

from crescendo._jax_low_frequency import crop_to_bytes, low_frequency_crop
from crescendo._normalize import IMAGENET_MEAN, IMAGENET_STD, in_bytes
from crescendo._targets import check_targets
from crescendo.batch import Batch, BatchInfo
from crescendo.errors import InvalidArgument
from crescendo.loader import Loader
from crescendo.mixing import Mixing, arrays_of, soft_targets

__all__ = ["IMAGENET_MEAN", "IMAGENET_STD", "device_batches", "device_tensors", "low_frequency_crop", "mix"]

_LAYOUTS = ("NHWC", "NCHW")
_TARGETS = ("labels", "soft")


def device_batches(
    loader: Loader,
    *,
    normalize: bool = True,
    targets: str | None = None,
    mean: Sequence[float] | None = None,
    std: Sequence[float] | None = None,
    sharding: jax.sharding.Sharding | None = None,
    layout: str = "NHWC",
    crop: bool = True,
) -> Iterator[tuple[jax.Array, jax.Array, BatchInfo]]:
    """Yields ``(images, labels, info)`` on the device, for as long as the loader has batches; ``device_tensors`` yields
    the other tensors of a batch, too.

    The arrays belong to the caller. A jitted function is compiled again
    for each side of the schedule (three times for efficienttrain++). If the run leaves the low-frequency crop to the
    client, the images are cropped here, on the device. If it leaves mixup and cutmix to the client, they are mixed
    here, after normalisation, provided that all devices belong to this process.

    Args:
        loader: The source of the batches. The caller closes it.
        normalize: True gives float32 ``(x - 255 * mean) / (255 * std)``; False gives the pixels unchanged.
        targets: ``"labels"``, or ``"soft"`` for mixed and smoothed distributions over the classes. None is
            ``"labels"``, but refuses a run that mixes images or smooths labels: labels know nothing of it.
        mean: Mean of each channel, in units of 0..1; None takes the run's.
        std: Standard deviation of each channel, in units of 0..1; None takes the run's.
        sharding: How the first axis, that of the samples, is distributed over the devices; None takes the default
            device. With several processes, each gives its own rank's batch and gets the global array.
        layout: ``"NHWC"`` or ``"NCHW"``.
        crop: False leaves images for the client to crop at the base size, and unmixed because mixing comes after the
            crop. Use it for ``low_frequency_crop`` and ``mix`` inside a step of your own.

    Yields:
        Images (N, B, B, 3) or (N, 3, B, B); labels (N,) int32, or soft targets (N, K) float32; the description of the
        batch.

    Raises:
        InvalidArgument: ``layout`` or ``targets`` is unknown, or the run leaves mixing to one of several processes.
        CrescendoError: As from ``Loader``.
    """
    arguments = {"normalize": normalize, "targets": targets, "mean": mean, "std": std}
    made = device_tensors(loader, **arguments, sharding=sharding, layout=layout, crop=crop)  # type: ignore[arg-type]
    return ((tensors["images"], tensors["labels"], info) for tensors, info in made)


def device_tensors(
    loader: Loader,
    *,
    normalize: bool = True,
    targets: str | None = None,
    mean: Sequence[float] | None = None,
    std: Sequence[float] | None = None,
    sharding: jax.sharding.Sharding | None = None,
    layout: str = "NHWC",
    crop: bool = True,
) -> Iterator[tuple[dict[str, jax.Array], BatchInfo]]:
    """Yields ``(tensors, info)`` on the device, for as long as the loader has batches.

    Like ``device_batches``, with all tensors of a batch in a dict: ``"images"``, ``"labels"`` and the others that the
    spec's ``outputs`` asks for, such as ``"crop_box"``, (N, 4) float32.

    Args:
        loader: The source of the batches. The caller closes it.
        normalize: As of ``device_batches``.
        targets: As of ``device_batches``.
        mean: As of ``device_batches``.
        std: As of ``device_batches``.
        sharding: As of ``device_batches``.
        layout: As of ``device_batches``.
        crop: As of ``device_batches``.

    Yields:
        The tensors by name, and the description of the batch.

    Raises:
        InvalidArgument: As from ``device_batches``.
        CrescendoError: As from ``Loader``.
    """
    for field, value, words in (("layout", layout, _LAYOUTS), ("targets", targets or "labels", _TARGETS)):
        if value not in words:
            raise InvalidArgument(
                f"{field} must be one of {', '.join(words)} (given: {value!r})",
                reason="INVALID_FIELD",
                metadata={"field": field, "value": str(value)},
            )
    check_targets(loader.run, targets)
    spec = loader.run.spec
    channel_mean = np.array(in_bytes(mean or spec.mean or IMAGENET_MEAN), dtype=np.float32)
    channel_std = np.array(in_bytes(std or spec.std or IMAGENET_STD), dtype=np.float32)
    constants = (channel_mean, channel_std) if normalize else None
    return _device_batches(loader, constants, sharding, layout, soft=targets == "soft", crop=crop)


def _device_batches(
    loader: Loader,
    constants: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]] | None,
    sharding: jax.sharding.Sharding | None,
    layout: str,
    *,
    soft: bool,
    crop: bool,
) -> Iterator[tuple[dict[str, jax.Array], BatchInfo]]:
    shares_memory = _shares_host_memory(sharding)
    client_crops, mixing = loader.run.client_crops, loader.run.spec.mixing
    if mixing is not None and mixing.where == "client" and sharding is not None and jax.process_count() > 1:
        # Partners are positions in this process's part of the global array.
        raise InvalidArgument(
            f"the run leaves mixing to the client, and {jax.process_count()} processes share the batches: let the "
            "server mix (mixing.where)",
            reason="INVALID_FIELD",
            metadata={"field": "mixing.where", "value": "client"},
        )
    for batch in loader:
        # On the CPU, a JAX array may share the memory it was made from, and JAX lets go of it only some time after the
        # array is gone. After a copy, the loader can use the memory again at once.
        pixels = _put(batch.images.copy() if shares_memory else batch.images, sharding)
        labels = _put(_soft_targets(loader, batch) if soft else batch.labels.astype(np.int32), sharding)
        images = pixels
        if client_crops and crop:
            images = _crop(images, batch.size, loader.run.spec.dtype)
        if constants is not None:
            images = _normalized(images, *constants)
        if batch.mixing is not None and (crop or not client_crops):
            images = mix(images, batch.mixing)
        if layout == "NCHW":
            images = _channels_first(images)
        # Copies where the memory is shared, as of the images.
        others = {
            name: _put(array.copy() if shares_memory else array, sharding)
            for name, array in batch.tensors.items()
            if name != "images"
        }
        try:
            yield {"images": images, "labels": labels, **others}, batch.info
        finally:
            # The transfer is asynchronous; by now it has had a training step's time.
            pixels.block_until_ready()
            for array in others.values():
                array.block_until_ready()
        # Before the next batch, so that its memory is free.
        del batch


def _crop(images: jax.Array, size: tuple[int, int], dtype: str | None) -> jax.Array:
    """Crops to the images that the server would have sent, in the run's type."""
    return low_frequency_crop(images, size) if dtype == "float32" else crop_to_bytes(images, size)


def _soft_targets(loader: Loader, batch: Batch) -> npt.NDArray[np.float32]:
    smoothing = loader.run.spec.mixing.label_smoothing if loader.run.spec.mixing else None
    return soft_targets(batch.labels, batch.mixing, len(loader.run.class_names), smoothing or 0.0)


def mix(images: jax.Array, mixing: Mixing) -> jax.Array:
    """Mixes a batch as the server would have.

    Args:
        images: (N, H, W, C), bytes or floats.
        mixing: How the images are mixed; with ``applied`` they are returned unchanged.

    Returns:
        An array of the same shape and type: mixup is within an ulp of timm's, because XLA may fuse a product and a sum;
        cutmix is equal to the bit.
    """
    if mixing.applied:
        return images
    arrays = arrays_of(mixing)
    boxes = np.zeros((len(arrays.own), 4), dtype=np.int64) if arrays.boxes is None else arrays.boxes
    mixed: jax.Array = _mixed(images, arrays.partners.astype(np.int32), arrays.own, arrays.rest, boxes.astype(np.int32))
    return mixed


@jax.jit
def _mixed(
    images: jax.Array,
    partners: npt.NDArray[np.int32],
    own: npt.NDArray[np.float32],
    rest: npt.NDArray[np.float32],
    boxes: npt.NDArray[np.int32],
) -> jax.Array:
    others = images[partners]
    mixed = images * own[:, None, None, None] + others * rest[:, None, None, None]
    if not jnp.issubdtype(images.dtype, jnp.floating):
        mixed = jnp.round(mixed)
    x0, y0, x1, y1 = jnp.moveaxis(boxes[:, :, None, None, None], 1, 0)
    rows = jax.lax.broadcasted_iota(jnp.int32, images.shape, 1)
    columns = jax.lax.broadcasted_iota(jnp.int32, images.shape, 2)
    inside = (rows >= y0) & (rows < y1) & (columns >= x0) & (columns < x1)
    boxed = (x1 > x0) & (y1 > y0)
    return jnp.where(boxed, jnp.where(inside, others, images), mixed.astype(images.dtype))


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
    the last bit. A divisor that is selected for each element remains a divisor, and costs nothing once it is fused.
    """
    channel = jax.lax.broadcasted_iota(jnp.int32, pixels.shape, 3)
    divisor = jnp.where(channel == 0, std[0], jnp.where(channel == 1, std[1], std[2]))
    return (pixels.astype(jnp.float32) - mean) / divisor


@jax.jit
def _channels_first(images: jax.Array) -> jax.Array:
    return jnp.transpose(images, (0, 3, 1, 2))
