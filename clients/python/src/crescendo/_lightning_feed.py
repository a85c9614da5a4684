"""What a Lightning trainer iterates over: a share of the budget for each of its epochs, and the validation data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from crescendo._epochs import share_ends
from crescendo._torch_feed import Feed
from crescendo.errors import FailedPrecondition, InvalidArgument
from crescendo.run import Run
from crescendo.schedules import set_learning_rate
from crescendo.torch import CrescendoDataset


class ShareFeed:
    """The batches of the trainer's current epoch: those between two multiples of ``1 / max_epochs`` of the budget.

    It is not a ``DataLoader``, so Lightning neither gives it a sampler nor makes it again. Its length is that of the
    whole share, also after a restart in its middle: Lightning counts the batches before it.

    Args:
        dataset: The training data.
        trainer: The trainer.
        learning_rate: The learning rate by spent share of the budget; None sets none.
    """

    def __init__(self, dataset: CrescendoDataset, trainer: Any, learning_rate: Callable[[float], float] | None) -> None:
        self.feed = Feed(dataset)
        self._trainer = trainer
        self._learning_rate = learning_rate
        self._dataset = dataset
        self._ends = shares(dataset.run, trainer.max_epochs)

    def __len__(self) -> int:
        first, end = self._bounds()
        return end - first

    def __iter__(self) -> Iterator[dict[str, Any]]:
        first, end = self._bounds()
        return self._batches(first, end)

    def state_dict(self) -> dict[str, Any]:
        """Returns the position of the dataset, so that Lightning takes this for a loader that can resume."""
        return self._dataset.state_dict()

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Does nothing: the position comes from the data module's state, which Lightning always restores."""

    def _batches(self, first: int, end: int) -> Iterator[dict[str, Any]]:
        self._check_position(first)
        while self.feed.next_step < end:
            batch = self.feed.take()
            if self._learning_rate is not None:
                for optimizer in self._trainer.optimizers:
                    set_learning_rate(optimizer, self._learning_rate(self.feed.info.budget_fraction))
            yield batch

    def _bounds(self) -> tuple[int, int]:
        # `current_epoch` changes only after the hooks of an epoch's end, in which checkpoints are saved.
        index = min(self._trainer.fit_loop.epoch_progress.current.processed, len(self._ends) - 1)
        return (self._ends[index - 1] if index else 0, self._ends[index])

    def _check_position(self, first: int) -> None:
        """Compares the position of the data with the number of batches that the trainer has counted.

        Raises:
            FailedPrecondition: They differ: batches would be left out or trained twice.
        """
        expected = first + self._trainer.fit_loop.epoch_loop.batch_progress.current.ready
        if self.feed.next_step == expected:
            return
        raise FailedPrecondition(
            f"the trainer is at global step {expected} of run {self._dataset.run.name}, but its data is at step "
            f"{self.feed.next_step}: continue with trainer.fit(..., ckpt_path=...) from a checkpoint that was saved "
            f"with this data module and the same max_epochs ({self._trainer.max_epochs}), or begin a new run",
            reason="POSITION_MISMATCH",
            metadata={"field": "next_step", "value": str(self.feed.next_step), "bound": str(expected)},
        )


class ValidationFeed:
    """The validation data; each iteration is one pass.

    Args:
        dataset: The validation data.
        before: Called before each pass.
    """

    def __init__(self, dataset: CrescendoDataset, before: Callable[[], None]) -> None:
        self._dataset = dataset
        self._before = before

    def __len__(self) -> int:
        return len(self._dataset)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        self._before()
        return iter(self._dataset)


def shares(run: Run, max_epochs: int) -> tuple[int, ...]:
    """Returns the step after the last one of each epoch.

    Raises:
        InvalidArgument: The run's steps are not known before, or it has fewer of them than there are epochs.
    """
    if run.total_steps is None:
        raise InvalidArgument(
            f"run {run.name} has a measured budget, so its number of batches is not known before, which Lightning's "
            "epochs need: use a budget of equivalent_epochs, samples, steps or FLOPs, or a training loop of your own",
            reason="INVALID_FIELD",
            metadata={"field": "budget"},
        )
    ends = share_ends(run, max_epochs)
    empty = [index for index, end in enumerate(ends) if end == (ends[index - 1] if index else 0)]
    if empty:
        raise InvalidArgument(
            f"max_epochs is {max_epochs}, which divides the {run.total_steps} steps of run {run.name} so finely that "
            f"epoch {empty[0]} has no batch: choose a smaller number",
            reason="INVALID_FIELD",
            metadata={"field": "max_epochs", "value": str(max_epochs), "bound": str(run.total_steps)},
        )
    return ends
