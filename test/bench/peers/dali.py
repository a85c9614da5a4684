"""NVIDIA DALI with every operator on the CPU."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from common import BASE_SIZE, CROP_RATIO, CROP_SCALE, Task
from nvidia import dali
from nvidia.dali import fn, pipeline_def, types
from nvidia.dali.auto_aug import rand_augment


def operation(images: Any, magnitude: int) -> Any:
    """One operation of DALI's RandAugment; its 31 levels span what timm's 10 do."""
    return rand_augment.rand_augment(images, n=1, m=3 * magnitude, shape=(BASE_SIZE, BASE_SIZE))


@pipeline_def(enable_conditionals=True)
def pipeline(task: Task) -> Any:
    """Batches (batch, B, B, 3) of bytes."""
    encoded, _ = fn.readers.file(files=task.files, random_shuffle=True, initial_fill=len(task.files))
    # Fused: only the rows of the crop are decoded in full.
    images = fn.decoders.image_random_crop(
        encoded,
        device="cpu",
        output_type=types.RGB,
        random_area=CROP_SCALE,
        random_aspect_ratio=CROP_RATIO,
        num_attempts=10,
    )
    size = (BASE_SIZE, BASE_SIZE)
    images = fn.resize_crop_mirror(
        images, size=size, crop=size, mirror=fn.random.coin_flip(), interp_type=types.INTERP_CUBIC
    )
    if task.magnitude is not None:
        # Two operations, each with probability 1/2, as in timm.
        if fn.random.coin_flip(dtype=types.BOOL):
            images = operation(images, task.magnitude)
        if fn.random.coin_flip(dtype=types.BOOL):
            images = operation(images, task.magnitude)
    if task.bandwidth < BASE_SIZE:
        size = (task.bandwidth, task.bandwidth)
        images = fn.resize(images, size=size, interp_type=types.INTERP_LANCZOS3)
    return images


def batches(task: Task) -> Iterator[Any]:
    """Batches of a running pipeline, without a copy."""
    running = pipeline(task, batch_size=task.batch, num_threads=task.workers, device_id=None, prefetch_queue_depth=2)
    running.build()
    while True:
        (images,) = running.run()
        yield images.as_array()


def describe(task: Task) -> dict[str, str]:
    """What is measured."""
    return {
        "version": dali.__version__,
        "work": "fused decode of a random crop, resize 224 cubic, flip, DALI RandAugment, Lanczos to B",
        "note": "all on the CPU; RandAugment's magnitude is without spread and fixed when the pipeline is built; no "
        "Fourier crop; not Pillow's pixels; files by mmap",
    }
