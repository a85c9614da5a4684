"""SPDL: a pipeline of threads in which OpenCV decodes and albumentations transforms."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import albumentations_steps
import cv2
import numpy as np
from common import Task
from spdl.pipeline import PipelineBuilder
from spdl_ffmpeg import shuffled


def batches(task: Task) -> Iterator[Any]:
    """Batches of a running pipeline."""
    # The pipeline's threads are enough.
    cv2.setNumThreads(0)
    transform = albumentations_steps.compose(task)

    def load(file: str) -> Any:
        return transform(image=cv2.imread(file, cv2.IMREAD_COLOR_RGB))["image"]

    builder = PipelineBuilder().add_source(shuffled(task.files)).pipe(load, concurrency=task.workers)
    pipeline = builder.aggregate(task.batch).pipe(np.stack).add_sink(2).build(num_threads=task.workers)
    with pipeline.auto_stop():
        yield from pipeline.get_iterator()


def describe(task: Task) -> dict[str, str]:
    """What is measured."""
    return {
        "version": f"spdl-core {version('spdl-core')}, opencv {cv2.__version__}, "
        f"albumentations {version('albumentations')}",
        "work": "RandomResizedCrop 224 cubic, flip, two of fourteen operations, area resize to B",
        "note": f"OpenCV in its threads; {albumentations_steps.NOTE}: less work; no Fourier crop; not Pillow's pixels",
    }
