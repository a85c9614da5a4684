"""What a ``DataLoader`` asks of a dataset whose items are batches."""

from __future__ import annotations

import logging
from types import FrameType

from crescendo.errors import InvalidArgument
from crescendo.run import Run

_logger = logging.getLogger("crescendo")


def check_data_loader(caller: FrameType) -> None:
    """Refuses a ``DataLoader`` that makes batches of batches.

    A dataset is not told how it is loaded. But torch's fetcher, which asks for the iterator, says whether it collates.

    Raises:
        InvalidArgument: The caller is such a fetcher.
    """
    if getattr(caller.f_locals.get("self"), "auto_collation", False):
        raise InvalidArgument(
            "the DataLoader has a batch_size, but the items of CrescendoDataset are whole batches, whose size the run "
            "decides: use DataLoader(dataset, batch_size=None), without shuffle, sampler or drop_last",
            reason="INVALID_FIELD",
            metadata={"field": "batch_size", "bound": "None"},
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
