"""Schedules on the budget against the step-wise formula of the release."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from crescendo import InvalidArgument
from crescendo.schedules import linear_scaled, micro_batch, set_learning_rate, warmup_cosine


def release(peak: float, final: float, steps: int, warmup_steps: int, start: float) -> np.ndarray:
    """The values by step: a straight line to the peak, then half a cosine over the steps that are left."""
    warm = np.linspace(start, peak, warmup_steps)
    rest = np.arange(steps - warmup_steps)
    return np.concatenate([warm, final + 0.5 * (peak - final) * (1 + np.cos(math.pi * rest / len(rest)))])


@pytest.mark.parametrize(("warmup", "start"), [(0.2, 1e-6), (0.1, 0.0), (0.0, 0.0)])
def test_the_schedule_is_that_of_the_release(warmup, start):
    steps = 20_000
    expected = release(4e-3, 1e-6, steps, int(warmup * steps), start)
    schedule = warmup_cosine(4e-3, warmup=warmup, start=start)
    found = np.array([schedule(step / steps) for step in range(steps)])
    # linspace reaches the peak one step earlier than a function of the share: a slope's step of difference at most.
    slope = 4e-3 / max(1, int(warmup * steps) - 1) if warmup else 1e-12
    assert np.abs(found - expected).max() <= slope
    after = slice(int(warmup * steps), None)
    np.testing.assert_allclose(found[after], expected[after], rtol=1e-12)


def test_the_ends_are_reached_and_kept():
    schedule = warmup_cosine(1.0, warmup=0.25, start=0.1, final=0.01)
    assert schedule(0.0) == schedule(-0.5) == pytest.approx(0.1)
    assert schedule(0.25) == 1.0
    assert schedule(0.625) == pytest.approx(0.505)
    assert schedule(1.0) == schedule(1.5) == pytest.approx(0.01)
    assert warmup_cosine(1.0, warmup=1.0)(1.0) == 1.0


def test_a_warmup_that_is_no_share_is_refused():
    with pytest.raises(InvalidArgument, match=r"warmup is a share.*20"):
        warmup_cosine(1.0, warmup=20)


def test_groups_keep_their_scale():
    optimizer = SimpleNamespace(param_groups=[{"lr": 0.0}, {"lr": 0.0, "lr_scale": 0.5}])
    set_learning_rate(optimizer, 0.2)
    assert [group["lr"] for group in optimizer.param_groups] == [0.2, 0.1]
    assert linear_scaled(5e-4, 4096) == pytest.approx(4e-3)


def test_micro_batches_are_the_largest_divisors_that_fit():
    assert micro_batch(512, 256, 96) == (512, 1)
    assert micro_batch(512, 256, 160) == (256, 2)
    assert micro_batch(512, 256, 224) == (256, 2)
    for batch in (1, 7, 48, 360, 1024):
        for side in (32, 96, 160, 224):
            size, accumulation = micro_batch(batch, 30, side)
            limit = max(1, 30 * 224**2 // side**2)
            assert size * accumulation == batch
            assert size <= limit
            assert all(batch % larger for larger in range(size + 1, min(limit, batch) + 1))


@pytest.mark.parametrize("wrong", [2, 1000, -1, float("nan")])
def test_what_is_no_share_of_a_budget_is_refused(wrong):
    with pytest.raises(InvalidArgument, match=r"pass batch\.budget_fraction, not a step"):
        warmup_cosine(1e-3)(wrong)
