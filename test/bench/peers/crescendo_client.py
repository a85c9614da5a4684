"""A running Crescendo server and the Python client in this process; CPU time is that of both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import crescendo
from common import Task


def batches(task: Task, fidelity: str = "exact") -> Iterator[Any]:
    """Batches of one stage."""
    assert task.server is not None
    spec = {
        "dataset": "train",
        "global_batch": task.batch,
        "budget": {"steps": task.batches_needed + 16},
        "schedule": [{"until": 1, "bandwidth": task.bandwidth}],
        "randaugment": "none" if task.magnitude is None else f"rand-m{task.magnitude}-mstd0.5-inc1",
        "low_frequency": "spectral",
        "fidelity": fidelity,
    }
    run = f"{task.server['run']}-{task.bandwidth}-{task.magnitude}-{fidelity}"
    with crescendo.Loader(task.server["address"], run, spec=spec) as loader:
        for batch in loader:
            yield batch.images


def describe(task: Task, fidelity: str = "exact") -> dict[str, str]:
    """What is measured."""
    pixels = {
        "exact": "the pixels of Pillow and timm",
        "matched": "RandAugment on a grid that follows B; 40 dB of PSNR against exact before it",
    }
    return {
        "version": crescendo.__version__,
        "work": "RandomResizedCrop 224 bicubic, flip, timm RandAugment, Fourier crop to B",
        "note": f"server with its worker threads, shared memory and the Python client; {pixels[fidelity]}",
    }
