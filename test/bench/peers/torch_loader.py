"""The PyTorch DataLoader that three peers share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import torch
from common import Task
from torch.utils.data import DataLoader, Dataset


class Photos(Dataset):
    """Images (B, B, 3) of bytes, NumPy or torch: what ``load`` makes of a file; the files over and over."""

    def __init__(self, task: Task, load: Callable[[str], Any]) -> None:
        self.files, self.length, self.load = task.files, task.batch * task.batches_needed, load

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, k: int) -> Any:
        return self.load(self.files[k % len(self.files)])


def batches(task: Task, load: Callable[[str], Any]) -> Iterator[Any]:
    """Batches made whole in worker processes and handed over in shared memory."""
    torch.set_num_threads(1)
    loader = DataLoader(Photos(task, load), batch_size=task.batch, num_workers=task.workers, shuffle=True)
    return (batch.numpy() for batch in loader)
