"""Batches from which a CUDA device may still be copying."""

from __future__ import annotations

from collections import deque

import torch

from crescendo.batch import Batch

_STEPS_AHEAD = 4
"""Most steps that the device may be behind; then the host waits, instead of taking ever more page-locked memory."""


class Transfers:
    """Keeps batches in page-locked memory until the work that the trainer has queued with them is done.

    A trainer that copies by itself, with ``non_blocking=True``, may drop the host's tensor before the device has read
    it. Nothing refers to the memory then.
    """

    def __init__(self) -> None:
        self._reading: deque[tuple[torch.cuda.Event, Batch]] = deque()

    def keep(self, batch: Batch) -> None:
        """Keeps a batch until the current stream has done what is queued in it now."""
        read = torch.cuda.Event()  # type: ignore[no-untyped-call]
        read.record(torch.cuda.current_stream())
        self._reading.append((read, batch))
        while self._reading and (len(self._reading) > _STEPS_AHEAD or self._reading[0][0].query()):  # type: ignore[no-untyped-call]
            self._reading.popleft()[0].synchronize()
