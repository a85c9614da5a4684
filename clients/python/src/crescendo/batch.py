"""A batch as the loader hands it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Batch"]


@dataclass(frozen=True, eq=False)
class Batch:
    """One rank's share of one global step. N samples, side B.

    Attributes:
        images: (N, B, B, 3), ``uint8`` or ``float32`` in units of 0..255, RGB. A view of a buffer that the loader
            reuses: valid until the loader's next ``next()``, unless it was made with ``reuse_buffer=False``.
        labels: (N,) ``int64``, positions in ``Run.class_names``. Never reused.
        keys: N paths inside the dataset.
        step: Global step.
        epoch: Epoch of the first sample, from 0.
        stage: Position of the stage in the schedule.
        stage_changed: True for the first batch of a stage, and for the loader's first batch.
        bandwidth: B, the side of the images in pixels.
        magnitude: RandAugment magnitude; None without augmentation.
        budget_start: Share of the budget spent before this step, 0..1.
        budget_end: Share spent after it: what a learning-rate schedule follows.
        suggested_accumulation: Micro-batches into which the batch may be divided; 1 when there is no need.
        rank_offset: Index in the global batch of this rank's first sample.
        replaced: Samples that stand in for ones that could not be read.
        schedule_token: The schedule that the step belongs to.
    """

    images: npt.NDArray[Any]
    labels: npt.NDArray[np.int64]
    keys: tuple[str, ...]
    step: int
    epoch: int
    stage: int
    stage_changed: bool
    bandwidth: int
    magnitude: float | None
    budget_start: float
    budget_end: float
    suggested_accumulation: int
    rank_offset: int
    replaced: int
    schedule_token: str

    def __len__(self) -> int:
        """Number of samples."""
        return len(self.labels)
