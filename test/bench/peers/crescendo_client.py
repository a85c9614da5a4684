"""A running Crescendo server and the Python client in this process; CPU time is that of both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import crescendo
from common import Task


def batches(task: Task) -> Iterator[Any]:
    """Batches of one stage."""
    assert task.server is not None
    spec = {
        "dataset": "train",
        "global_batch": task.batch,
        "budget": {"steps": task.batches + 16},
        "schedule": [{"until": 1, "bandwidth": task.bandwidth}],
        "randaugment": "none" if task.magnitude is None else f"rand-m{task.magnitude}-mstd0.5-inc1",
        "low_frequency": task.server["low_frequency"],
    }
    return iter(crescendo.Loader(task.server["address"], task.server["run"], spec=spec))


def describe() -> dict[str, str]:
    """What is measured."""
    return {
        "name": "Crescendo",
        "version": crescendo.__version__,
        "work": "RandomResizedCrop 224 bicubic, flip, timm RandAugment, low-frequency crop to B",
        "note": "server, gRPC and Python client",
    }
