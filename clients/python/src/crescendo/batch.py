"""A batch as the loader returns it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from crescendo._sizes import SQUARE, fill_size
from crescendo.mixing import Mixing

__all__ = ["Batch", "BatchInfo"]

NO_LABEL = -100
"""The label where there is no sample: the ``ignore_index`` of torch's losses."""


@dataclass(frozen=True, kw_only=True)
class BatchInfo:
    """The description of a batch, without its arrays: plain data that may be kept and sent to other processes.

    Attributes:
        step: Global step.
        epoch: Epoch of the first sample, from 0.
        stage: Position of the stage in the schedule.
        stage_changed: True for the first batch of a stage, and for the loader's first batch.
        bandwidth: B, the side in pixels at which the stage trains, the shorter one of rectangles.
        size: Height and width in pixels at which the stage trains; without it, a square of side ``bandwidth``.
        magnitude: RandAugment magnitude; None without augmentation.
        budget_start: Share of the budget spent before this step, 0..1.
        budget_end: Share of the budget spent after it, 0..1.
        suggested_accumulation: Micro-batches into which the batch may be divided; 1 when there is no need.
        keys: Path of each sample inside the dataset; of a mixture, after the dataset's id and a slash.
        rank_offset: Index in the global batch of this rank's first sample.
        replaced: Number of samples that replace unreadable ones.
        schedule_token: The schedule that the step belongs to.
        mixing: How the images are mixed with each other; None if they are not. Keys and labels are those of the images
            before mixing.
        datasets: Of a mixture, the dataset of each sample: a position in the spec's ``datasets``. None otherwise.
    """

    step: int
    epoch: int
    stage: int
    stage_changed: bool
    bandwidth: int
    magnitude: float | None
    budget_start: float
    budget_end: float
    suggested_accumulation: int
    keys: tuple[str, ...]
    rank_offset: int
    replaced: int
    schedule_token: str
    mixing: Mixing | None = None
    size: tuple[int, int] = SQUARE
    datasets: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        """Fills in the size of a square."""
        fill_size(self)

    @property
    def budget_fraction(self) -> float:
        """The progress of training at this step, 0..1: the argument of a learning-rate schedule. The number of steps
        does not measure progress, because early steps cost less than late ones.
        """
        return self.budget_start


@dataclass(frozen=True, kw_only=True, eq=False)
class Batch(BatchInfo):
    """One rank's share of one global step: N samples, and what ``BatchInfo`` says about them.

    Attributes:
        images: (N, H, W, 3) with H and W of ``size``, RGB, ``uint8`` or ``float32`` in units of 0..255; of the base
            size and ``uint8`` if the run leaves the low-frequency crop to the client (``crescendo.low_frequency`` has
            it for arrays). A view of memory that the loader uses again when nothing refers to it.
        tensors: All arrays that came with the samples by name, (N, ...), views of the same memory; ``images`` is one of
            them. Others are there if the spec's ``outputs`` asks for them: ``tensors["crop_box"]`` is (N, 4)
            ``float32``, in pixels of the stored images.
        labels: (N,) ``int64``, positions in ``Run.class_names``; -100 where there is no sample.
        valid: (N,) ``bool``, False where there is no sample: in validation, for padding and for images that cannot be
            read, which are black.
    """

    images: npt.NDArray[Any]
    tensors: Mapping[str, npt.NDArray[Any]]
    labels: npt.NDArray[np.int64]
    valid: npt.NDArray[np.bool_]

    @property
    def info(self) -> BatchInfo:
        """The batch without its arrays."""
        return BatchInfo(**{field.name: getattr(self, field.name) for field in fields(BatchInfo)})

    def __len__(self) -> int:
        """Number of samples."""
        return len(self.labels)
