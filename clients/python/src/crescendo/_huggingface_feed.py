"""What transformers' ``Trainer`` iterates over, and the schedule whose state goes into its checkpoints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from torch.utils.data import DataLoader, IterableDataset

from crescendo._torch_feed import Feed
from crescendo.errors import FailedPrecondition
from crescendo.schedules import set_learning_rate
from crescendo.torch import CrescendoDataset

Rename = Callable[[Mapping[str, Any]], dict[str, Any]]
"""From the names of a batch to those of the model's arguments."""


class Batches(IterableDataset[Any]):
    """All batches of a run, the first of them as None if they were trained before a checkpoint.

    The Trainer continues by reading what was trained and throwing it away. This gives it as many placeholders, which
    cost nothing, and then the batches after the checkpoint. A Trainer that did not skip them would fail at the first.

    Args:
        dataset: The training data.
        rename: Makes the model's arguments of a batch.
        trained: Returns the number of steps that the Trainer has counted.
    """

    def __init__(self, dataset: CrescendoDataset, rename: Rename, trained: Callable[[], int]) -> None:
        super().__init__()
        self.feed = Feed(dataset)
        self._dataset = dataset
        self._rename = rename
        self._trained = trained

    def __len__(self) -> int:
        """Number of samples, which is only for the Trainer's log."""
        return sum(stage.steps * stage.global_batch for stage in self._dataset.run.stages)

    def __iter__(self) -> Iterator[Any]:
        trained = self._trained()
        self._check_position(trained)
        for _ in range(trained):
            yield None
        while self.feed.next_step < (self._dataset.run.total_steps or 0):
            yield self._rename(self.feed.take())

    def _check_position(self, trained: int) -> None:
        """Compares the position of the data with the Trainer's.

        Raises:
            FailedPrecondition: They differ: batches would be left out or trained twice.
        """
        if self.feed.next_step == trained:
            return
        raise FailedPrecondition(
            f"the Trainer is at global step {trained}, but the data of run {self._dataset.run.name} is at step "
            f"{self.feed.next_step}: continue with train(resume_from_checkpoint=...) from a checkpoint that "
            'CrescendoTrainer wrote (without save_only_model), and leave the dataset\'s start at "auto" or "beginning"',
            reason="POSITION_MISMATCH",
            metadata={"field": "next_step", "value": str(self.feed.next_step), "bound": str(trained)},
        )


class TrainFeed:
    """The training data, in place of a ``DataLoader``, as which ``accelerate`` would take it for its own.

    Args:
        dataset: The batches.
        steps: Their number.
    """

    def __init__(self, dataset: Batches, steps: int) -> None:
        self.dataset = dataset
        self._steps = steps
        self._attributes = DataLoader(dataset, batch_size=None)

    def __len__(self) -> int:
        return self._steps

    def __iter__(self) -> Iterator[Any]:
        return iter(self.dataset)

    def __getattr__(self, name: str) -> Any:
        """To resume, ``accelerate`` makes a loader with the same attributes, which skips."""
        return getattr(self._attributes, name)


class _Samples:
    """Answers how many samples the validation data has."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count


class EvalFeed:
    """The validation data, in place of a ``DataLoader``; each iteration is one pass.

    Args:
        dataset: The data.
        rename: Makes the model's arguments of a batch.
    """

    batch_size = None

    def __init__(self, dataset: CrescendoDataset, rename: Rename) -> None:
        self._dataset = dataset
        self._rename = rename
        self.dataset = _Samples(dataset.run.validation_sample_count)

    def __len__(self) -> int:
        return len(self._dataset)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return map(self._rename, iter(self._dataset))


class BudgetScheduler:
    """The learning rate as a function of the spent budget, in the place of a scheduler of steps.

    Its state is the position in the data, because the Trainer saves it with the optimizer and loads it before the first
    batch is read.

    Args:
        dataset: The training data.
        optimizer: The optimizer, or anything with ``param_groups``.
        learning_rate: From the spent share of the budget to the learning rate.
    """

    def __init__(self, dataset: CrescendoDataset, optimizer: Any, learning_rate: Callable[[float], float]) -> None:
        self._dataset = dataset
        self.optimizer = optimizer
        self._learning_rate = learning_rate

    def begin_step(self) -> None:
        """Sets the learning rate for the batch that was read last."""
        assert self._dataset.info is not None
        set_learning_rate(self.optimizer, self._learning_rate(self._dataset.info.budget_fraction))

    def step(self) -> None:
        """Does nothing: the next batch, which says how much is spent, is not there yet."""

    def get_last_lr(self) -> list[float]:
        """Returns the learning rate of each parameter group."""
        return [group["lr"] for group in self.optimizer.param_groups]

    def state_dict(self) -> dict[str, Any]:
        """Returns the position after the last batch."""
        return {"data": self._dataset.state_dict()}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Goes to a position.

        Raises:
            FailedPrecondition: The state is that of another scheduler.
        """
        if "data" not in state:
            raise FailedPrecondition(
                "the checkpoint has no position in the data: it was not written by CrescendoTrainer",
                reason="POSITION_MISMATCH",
                metadata={"field": "scheduler.pt"},
            )
        self._dataset.load_state_dict(state["data"])
