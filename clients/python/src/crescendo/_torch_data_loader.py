"""What a ``DataLoader``, or a framework that replaces it, asks of a dataset whose items are batches."""

from __future__ import annotations

import logging
from types import FrameType

from crescendo.errors import FailedPrecondition, InvalidArgument
from crescendo.run import Run

_ACCELERATE = "accelerate.data_loader"
_logger = logging.getLogger("crescendo")


def check_data_loader(caller: FrameType) -> None:
    """Refuses a ``DataLoader`` that makes batches of batches, and one that ``accelerate`` has replaced.

    A dataset is not told how it is loaded. But torch's fetcher, which asks for the iterator, says whether it collates.

    Raises:
        InvalidArgument: The caller is such a fetcher, or a data loader of ``accelerate`` has called it.
    """
    check_accelerate(caller)
    if getattr(caller.f_locals.get("self"), "auto_collation", False):
        raise InvalidArgument(
            "the DataLoader has a batch_size, but the items of CrescendoDataset are whole batches, whose size the run "
            "decides: use DataLoader(dataset, batch_size=None), without shuffle, sampler or drop_last",
            reason="INVALID_FIELD",
            metadata={"field": "batch_size", "bound": "None"},
        )


def check_accelerate(caller: FrameType | None) -> None:
    """Refuses the data loaders that ``Accelerator.prepare`` makes.

    They read one batch ahead of the trainer, which reports the batch in use and saves its position too early; and in
    several processes they hand parts of the main process' batches to the others, which have batches of their own.

    Args:
        caller: The innermost frame of the calls to look at.

    Raises:
        InvalidArgument: One of the calls is a method of such a loader.
    """
    frame = caller
    while frame is not None:
        # Only frames of that module are asked for their variables, because this makes a copy of them.
        if frame.f_globals.get("__name__") == _ACCELERATE:
            name = type(frame.f_locals.get("self")).__name__
            raise InvalidArgument(
                f"accelerate has replaced the DataLoader of this CrescendoDataset by a {name}, which reads ahead and "
                "would share rank 0's batches out among all processes, although each has batches of its own. Do not "
                "prepare it: iterate over the dataset itself, made after the Accelerator, with "
                "device=accelerator.device. For transformers' Trainer, use crescendo.huggingface.CrescendoTrainer",
                reason="INVALID_FIELD",
                metadata={"field": "dataset", "value": name},
            )
        frame = frame.f_back


def check_place(given: tuple[int, int], actual: tuple[int, int]) -> None:
    """Refuses a dataset that was made before its process joined the others.

    Args:
        given: Rank and world size when the dataset was made.
        actual: Rank and world size now.

    Raises:
        FailedPrecondition: They differ.
    """
    if given == actual:
        return
    raise FailedPrecondition(
        f"this CrescendoDataset was made for rank {given[0]} of {given[1]}, but this process is now rank "
        f"{actual[0]} of {actual[1]} in torch.distributed: make the dataset after init_process_group (or after "
        "Accelerator(), or TrainingArguments), or give it rank and world_size",
        reason="WORLD_MISMATCH",
        metadata={"field": "world_size", "value": str(given[1]), "bound": str(actual[1])},
    )


def remaining(run: Run, first_step: int) -> int:
    """Returns the number of batches from a step to the end of the run.

    Raises:
        TypeError: The end is not decided yet, for a measured budget.
    """
    if run.total_steps is None:
        raise TypeError("the number of batches is not decided yet: the budget is measured while training")
    return run.total_steps - first_step


def warn_at_end(run: Run, first_step: int) -> None:
    """Logs that an iteration will be empty, as the second one of a loop over epochs is: a run is one iteration."""
    if run.total_steps is not None and first_step >= run.total_steps:
        _logger.warning(
            "run %s is at its end (step %d of %d), so this iteration has no batches: a run has a budget instead of "
            "epochs; dataset.epochs(n) divides it, and another run name begins again",
            *(run.name, first_step, run.total_steps),
        )
