"""Settings of a Lightning trainer that would train something else than the run."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from crescendo.errors import InvalidArgument


def check_trainer(trainer: Any, learning_rate: Callable[[float], float] | None) -> None:
    """Checks a trainer before it trains.

    Args:
        trainer: The trainer.
        learning_rate: That of the data module.

    Raises:
        InvalidArgument: A setting would leave batches out or repeat them, or two things would set the learning rate.
    """
    launched = os.environ.get("WORLD_SIZE", str(trainer.world_size))
    if launched != str(trainer.world_size):
        raise _refused(
            "WORLD_SIZE",
            launched,
            str(trainer.world_size),
            f"the launcher started {launched} processes, but the trainer counts {trainer.world_size}, so each would "
            "train by itself: give Trainer(devices=..., num_nodes=...) those of the launcher",
        )
    if trainer.max_epochs is None or trainer.max_epochs < 1:
        raise _refused(
            "max_epochs", trainer.max_epochs, "at least 1", "it is the number of equal shares of the run's budget"
        )
    if trainer.overfit_batches:
        raise _refused(
            "overfit_batches",
            trainer.overfit_batches,
            "0",
            "a run has no batches that come again: make a small dataset",
        )
    if trainer.limit_train_batches != 1.0 and not trainer.fast_dev_run:
        raise _refused(
            "limit_train_batches",
            trainer.limit_train_batches,
            "1.0",
            "it would leave out a part of every share of the budget: give the run a smaller budget",
        )
    if trainer.reload_dataloaders_every_n_epochs not in (0, 1):
        raise _refused(
            "reload_dataloaders_every_n_epochs",
            trainer.reload_dataloaders_every_n_epochs,
            "1",
            "the shares of a budget differ in their number of batches, which Lightning reads with the data loader",
        )
    if learning_rate is not None and trainer.lr_scheduler_configs:
        raise _refused(
            "learning_rate",
            "a function",
            "None",
            "the module's configure_optimizers has a scheduler: remove one of the two",
        )


def _refused(field: str, value: Any, bound: str, why: str) -> InvalidArgument:
    return InvalidArgument(
        f"{field} is {value} but must be {bound} with CrescendoDataModule: {why}",
        reason="INVALID_FIELD",
        metadata={"field": field, "value": str(value), "bound": bound},
    )
