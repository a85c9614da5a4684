"""Google Grain: a map dataset with worker processes; OpenCV decodes, albumentations transforms."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import albumentations_steps
import cv2
import grain
from common import Task


class Load:
    """File name -> image (B, B, 3); made anew in each worker process."""

    def __init__(self, task: Task) -> None:
        self.transform = albumentations_steps.compose(task)

    def __call__(self, file: str) -> Any:
        """Decodes and transforms one file."""
        # Each worker is one thread; more would compete for the cores.
        cv2.setNumThreads(0)
        return self.transform(image=cv2.imread(file, cv2.IMREAD_COLOR_RGB))["image"]


def batches(task: Task) -> Iterator[Any]:
    """Batches made whole in worker processes and handed over in shared memory."""
    dataset = grain.MapDataset.source(task.files).seed(0).shuffle().repeat().map(Load(task))
    # No threads other than the worker's own: files are in the page cache, and Python runs one thread at a time.
    loader = dataset.to_iter_dataset(grain.ReadOptions(num_threads=0)).batch(task.batch, drop_remainder=True)
    options = grain.MultiprocessingOptions(num_workers=task.workers, per_worker_buffer_size=2)
    return iter(loader.mp_prefetch(options))


def describe(task: Task) -> dict[str, str]:
    """What is measured."""
    return {
        "version": f"grain {version('grain')}, opencv {cv2.__version__}, albumentations {version('albumentations')}",
        "work": "RandomResizedCrop 224 cubic, flip, two of fourteen operations, area resize to B",
        "note": f"has no image operations of its own: OpenCV; {albumentations_steps.NOTE}: less work; no Fourier crop; "
        "not Pillow's pixels",
    }
