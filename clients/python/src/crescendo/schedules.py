"""Learning rates and micro-batches as functions of the budget.

The number of steps does not measure the progress of a curriculum: early steps cost a fifth of late ones. So a schedule
is a function of the spent share of the budget, which every batch carries (``budget_start``, ``budget_end``).

Example:
    >>> learning_rate = warmup_cosine(1e-3, warmup=20 / 200)
    >>> for batch in loader:
    ...     set_learning_rate(optimizer, learning_rate(batch.budget_fraction))
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from crescendo._epochs import spent_before
from crescendo._sizes import pair
from crescendo.errors import FailedPrecondition, InvalidArgument
from crescendo.run import Run

__all__ = ["by_step", "linear_scaled", "micro_batch", "set_learning_rate", "warmup_cosine"]


def warmup_cosine(
    peak: float, *, warmup: float = 0.1, start: float = 0.0, final: float = 1e-6
) -> Callable[[float], float]:
    """Returns a linear warm-up followed by half a cosine, as a function of the spent budget.

    The schedule of EfficientTrain++'s release (and of ConvNeXt's, from which it comes): there in steps, here in shares
    of the budget. DeiT warms up over 0.2 of the budget, the other models over 20 epochs of it.

    Args:
        peak: The value at the end of the warm-up.
        warmup: Share of the budget at which the warm-up ends, 0..1 (0: none).
        start: The value at a budget of 0.
        final: The value at a budget of 1.

    Returns:
        A function from the spent share of the budget to the value. What lies slightly outside 0..1 is clamped.

    Raises:
        InvalidArgument: ``warmup`` lies outside 0..1; or, when the function is called, its argument is no share of a
            budget but for instance a step.
    """
    if not 0 <= warmup <= 1:
        raise InvalidArgument(
            f"warmup is a share of the budget, 0..1 (given: {warmup})",
            reason="INVALID_FIELD",
            metadata={"field": "warmup", "value": str(warmup), "bound": "0..1"},
        )

    def value(fraction: float) -> float:
        if not -1 < fraction < 2:
            raise InvalidArgument(
                f"a learning rate is a function of the spent share of the budget, 0..1 (given: {fraction!r}): pass "
                "batch.budget_fraction, not a step or an epoch",
                reason="INVALID_FIELD",
                metadata={"field": "fraction", "value": str(fraction), "bound": "0..1"},
            )
        spent = min(max(fraction, 0.0), 1.0)
        if spent < warmup:
            return start + (peak - start) * spent / warmup
        if warmup == 1:
            return peak
        progress = (spent - warmup) / (1 - warmup)
        return final + 0.5 * (peak - final) * (1 + math.cos(math.pi * progress))

    return value


def by_step(run: Run, schedule: Callable[[float], float]) -> list[float]:
    """Returns a schedule's value at each global step of a run: for optimizers that take a function of the step.

    Args:
        run: A run whose number of steps is decided.
        schedule: Maps the spent share of the budget, 0..1, to a value.

    Raises:
        FailedPrecondition: The budget is measured while training.

    Example:
        >>> rates = jnp.array(by_step(loader.run, warmup_cosine(1e-3)))
        >>> optimizer = optax.adamw(lambda step: rates[step])
    """
    if run.total_steps is None:
        raise FailedPrecondition(
            f"the budget of run {run.name} is measured while training, so its steps have no shares of it yet: give a "
            "budget in equivalent_epochs, samples, steps or flops, or take batch.budget_fraction",
            reason="INVALID_FIELD",
            metadata={"field": "budget"},
        )
    return [schedule(spent_before(run, step)) for step in range(run.total_steps)]


def linear_scaled(base: float, global_batch: int, *, reference_batch: int = 512) -> float:
    """Returns a learning rate scaled to the batch: ``base * global_batch / reference_batch``."""
    return base * global_batch / reference_batch


def set_learning_rate(optimizer: Any, value: float) -> None:
    """Sets the learning rate of every parameter group, multiplied by the group's ``lr_scale`` if it has one, as in
    timm.

    Args:
        optimizer: A ``torch.optim.Optimizer``, or anything with ``param_groups``.
        value: The learning rate.
    """
    for group in optimizer.param_groups:
        group["lr"] = value * group.get("lr_scale", 1.0)


def micro_batch(
    rank_batch: int, fitting: int, bandwidth: int | Sequence[int], base_size: int | Sequence[int] = 224
) -> tuple[int, int]:
    """Returns the largest micro-batch that fits in a device's memory, and how many of them make up a rank's batch.

    Activations take memory in proportion to the image's area, so ``fitting * (base_size / bandwidth) ** 2`` samples fit
    at a side of ``bandwidth``. The server does the same with a run's ``base_micro_batch``, and suggests the
    accumulation in every batch (``batch.suggested_accumulation``).

    Args:
        rank_batch: Samples of one rank's batch.
        fitting: Samples that fit on the device at the base size.
        bandwidth: Side of the images in pixels, or their height and width.
        base_size: The base size in pixels, likewise.

    Returns:
        Micro-batch and accumulation; their product is ``rank_batch``.
    """
    # Computed in integers, because a quotient of floats could be rounded down when it fits exactly.
    limit = max(1, fitting * math.prod(pair(base_size)) // math.prod(pair(bandwidth)))
    accumulation = -(-rank_batch // limit)
    while rank_batch % accumulation:
        accumulation += 1
    return rank_batch // accumulation, accumulation
