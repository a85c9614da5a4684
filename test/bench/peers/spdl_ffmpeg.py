"""SPDL: a pipeline of threads; FFmpeg decodes, crops, resizes and flips in one filter graph."""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import albumentations_steps
import cv2
import numpy as np
import spdl.io
from common import BASE_SIZE, Task
from crop import crop_box
from spdl.pipeline import PipelineBuilder


def shuffled(files: list[str]) -> Iterator[str]:
    """The files over and over, in a new order each time."""
    while True:
        yield from random.sample(files, len(files))


def decode(file: str) -> Any:
    """Frame of a random crop at 224 x 224, RGB."""
    packets = spdl.io.demux_image(file)
    x, y, w, h = crop_box(packets.width, packets.height)
    flip = ",hflip" if random.random() < 0.5 else ""
    filters = f"crop={w}:{h}:{x}:{y},scale={BASE_SIZE}:{BASE_SIZE}:flags=bicubic{flip},format=pix_fmts=rgb24"
    return spdl.io.decode_packets(packets, filter_desc=filters)


def batches(task: Task) -> Iterator[Any]:
    """Batches of a running pipeline."""
    cv2.setNumThreads(0)
    builder = PipelineBuilder().add_source(shuffled(task.files))
    if task.magnitude is None and task.bandwidth == BASE_SIZE:
        builder.pipe(decode, concurrency=task.workers).aggregate(task.batch)
        builder.pipe(lambda frames: spdl.io.to_numpy(spdl.io.convert_frames(frames)))
    else:
        transform = albumentations_steps.compose(task, crop=False)

        def load(file: str) -> Any:
            return transform(image=spdl.io.to_numpy(spdl.io.convert_frames(decode(file))))["image"]

        builder.pipe(load, concurrency=task.workers).aggregate(task.batch).pipe(np.stack)
    pipeline = builder.add_sink(2).build(num_threads=task.workers)
    with pipeline.auto_stop():
        yield from pipeline.get_iterator()


def describe(task: Task) -> dict[str, str]:
    """What is measured."""
    return {
        "version": f"spdl-io {version('spdl-io')}, albumentations {version('albumentations')}",
        "work": "RandomResizedCrop 224 bicubic and flip by FFmpeg, two of fourteen operations, area resize to B",
        "note": "threads; has no RandAugment: that of albumentations; no Fourier crop; not Pillow's pixels",
    }
