"""One iteration of a dataset from which a training framework takes its batches in pieces."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from crescendo.batch import BatchInfo
from crescendo.torch import CrescendoDataset


class Feed:
    """Takes batches from a dataset, across whatever a framework calls an epoch.

    Nothing is read ahead of the trainer, so the dataset's state is always that of the batch in use.

    Args:
        dataset: The dataset, of the training data.
    """

    def __init__(self, dataset: CrescendoDataset) -> None:
        self._dataset = dataset
        self._items: Generator[Any, None, None] | None = None
        self._step: int | None = None

    @property
    def next_step(self) -> int:
        """The global step of the batch that the next ``take`` returns."""
        if self._step is None:
            self._step = int(self._dataset.state_dict()["next_step"])
        return self._step

    @property
    def info(self) -> BatchInfo:
        """The description of the last batch that was taken."""
        assert self._dataset.info is not None
        return self._dataset.info

    def take(self) -> Any:
        """Returns the next item of the dataset."""
        if self._items is None:
            # Not `iter(dataset)`: its checks are for data loaders that are not made for it.
            self._items = self._dataset._items()
        item = next(self._items)
        self._step = self.info.step + 1
        return item

    def acknowledge(self) -> None:
        """Reports the last batch as consumed, before something that is not training: validation, the end."""
        if self._items is not None:
            self._dataset._acknowledge()

    def finish(self) -> None:
        """Reports the last batch as consumed and ends the iteration."""
        self.acknowledge()
        if self._items is not None and self._step == self._dataset.run.total_steps:
            # The server ends the stream of a finished run by itself.
            next(self._items, None)
        self.close()

    def close(self) -> None:
        """Ends the iteration without a report; another ``take`` begins a new one."""
        items, self._items = self._items, None
        if items is not None:
            items.close()
