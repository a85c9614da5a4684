"""Shares of a run's budget, between which a trainer validates and saves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from crescendo._arguments import check_range
from crescendo.batch import BatchInfo
from crescendo.errors import FailedPrecondition, InvalidArgument
from crescendo.run import Run

_Item = TypeVar("_Item")

_ROUNDING = 1e-9
"""Sums of shares may miss a bound by this much."""


class Epoch(Generic[_Item]):
    """The batches of one share of the budget, which can be iterated once.

    Attributes:
        index: Position of the share, 0..count-1.
        count: Number of shares.
        budget_end: Share of the budget that is spent when it ends, 0..1.
    """

    def __init__(self, index: int, count: int, items: Iterator[_Item]) -> None:
        self.index = index
        self.count = count
        self.budget_end = (index + 1) / count
        self._items = items

    def __iter__(self) -> Iterator[_Item]:
        return self._items


def epochs(
    items: Iterator[_Item],
    count: int,
    spent: float,
    info_of: Callable[[_Item], BatchInfo],
    acknowledge: Callable[[], None],
) -> Iterator[Epoch[_Item]]:
    """Divides ``items`` where the budget passes multiples of ``1 / count``.

    The batch that passes such a bound is the last of its share. Nothing is taken beyond it, so what is saved between
    two shares is exactly what was trained. It is acknowledged before, so that the time of a validation does not count
    as that of a training step.

    Args:
        items: The batches that are left.
        count: Number of shares of the whole budget.
        spent: Share of the budget that is spent before the first item, 0..1. Shares that lie before it are left out.
        info_of: The description of an item.
        acknowledge: Reports the last item as consumed.
    """
    check_range("n", count, 1, None)
    return _divided(items, count, spent, info_of, acknowledge)


def _divided(
    items: Iterator[_Item],
    count: int,
    spent: float,
    info_of: Callable[[_Item], BatchInfo],
    acknowledge: Callable[[], None],
) -> Iterator[Epoch[_Item]]:
    over = False

    def share(end: float, *, last: bool) -> Iterator[_Item]:
        nonlocal spent, over
        while last or spent < end - _ROUNDING:
            try:
                item = next(items)
            except StopIteration:
                over = True
                return
            spent = info_of(item).budget_end
            yield item
            if not last and spent >= end - _ROUNDING:
                acknowledge()

    for index in range(count):
        last = index == count - 1
        if over or (spent >= (index + 1) / count - _ROUNDING and not last):
            continue
        yield Epoch(index, count, share((index + 1) / count, last=last))


def share_ends(run: Run, count: int) -> tuple[int, ...]:
    """Returns the step after the last one of each share, for a run whose steps are known.

    The shares are those of ``epochs``: a share ends with the batch at which the budget passes its bound.

    Args:
        run: The run, with a planned budget.
        count: Number of shares of the whole budget.

    Returns:
        ``count`` steps in ascending order; the last one is the number of steps. A share that ends where the one before
        it ends has no batch.
    """
    total = run.total_steps
    assert total is not None
    steps = range(1, total + 1)
    bounds = [(index + 1) / count - _ROUNDING for index in range(count - 1)]
    ends = [steps[bisect_left(steps, bound, hi=total - 1, key=lambda s: spent_before(run, s))] for bound in bounds]
    return (*ends, total)


def spent_before(run: Run, step: int) -> float:
    """Returns the share of the budget that is spent before a step, 0..1."""
    stage = run.stage_at(step)
    steps = min(max(0, step - stage.first_step), stage.steps)
    return stage.budget_start + (stage.budget_end - stage.budget_start) * steps / max(1, stage.steps)


def epoch_bounds(run: Run, count: int) -> tuple[int, ...]:
    """Returns the first global step of each share of the budget, and the number of steps of the run at the end: for
    frameworks that ask for the number of batches of an epoch before they begin it.

    The shares are those of ``epochs``: the step that passes a bound is the last of its share.

    Args:
        run: The run.
        count: Number of shares.

    Raises:
        FailedPrecondition: The number of steps is not decided, because the budget is measured while training.
        InvalidArgument: ``count`` is below 1, or a share would have no step.
    """
    check_range("epochs", count, 1, None)
    total = run.total_steps
    if total is None:
        raise FailedPrecondition(
            f"the budget of run {run.name} is measured while training, so the number of steps of an epoch is not known "
            "before it ends: give a budget in equivalent_epochs, samples, steps or flops",
            reason="INVALID_FIELD",
            metadata={"field": "budget"},
        )
    bounds = [0]
    for index in range(count - 1):
        end = (index + 1) / count - _ROUNDING
        # Spending grows with the step, so the first step before which the share is spent is found by bisection.
        bounds.append(bisect_left(range(total), True, lo=bounds[-1], key=lambda step: spent_before(run, step) >= end))
    if len({*bounds, total}) <= count:
        raise InvalidArgument(
            f"the budget has {total} steps, which leaves some of {count} epochs without any: give fewer epochs, or "
            "smaller batches",
            reason="INVALID_FIELD",
            metadata={"field": "epochs", "value": str(count), "bound": str(total)},
        )
    return (*bounds, total)
