"""What the workers of Ray Train do in the tests: they read a run, and note what they have read."""

import hashlib
import json
import os
import time
from pathlib import Path

import ray.train

import crescendo
import crescendo.ray

STEPS = 120
BATCH = 8
RANKS = 2
SPEC = {
    "dataset": "train",
    "base_size": 32,
    "budget": {"steps": STEPS},
    "global_batch": BATCH,
    "schedule": [{"until": 0.5, "bandwidth": 16}, {"until": 1, "bandwidth": 32}],
}
EVENTS = (20, 40, 60, 80, 100)
"""Steps before which rank 0 waits until something has happened."""


def digests(addresses, rank, before=lambda step: None):
    """Reads the run; returns the SHA-256 of each step's batch, and the longest wait for one."""
    found, longest = [], 0.0
    with crescendo.Loader(addresses, "run", spec=SPEC, rank=rank, world_size=RANKS, window=4) as loader:
        asked_at = time.perf_counter()
        for batch in loader:
            longest = max(longest, time.perf_counter() - asked_at) if found else 0.0
            content = hashlib.sha256(f"{batch.step} {list(batch.keys)} {list(batch.labels)}".encode())
            content.update(batch.images.data)
            found.append(content.hexdigest())
            before(batch.step + 1)
            asked_at = time.perf_counter()
    return found, longest


def write(path, value):
    """The file is whole when it is there."""
    Path(f"{path}.new").write_text(json.dumps(value))
    os.replace(f"{path}.new", path)


def wait_for(path):
    """Waits until another process has written a file."""
    while not Path(path).exists():
        time.sleep(0.01)


def train(config):
    """The function of a worker of Ray Train."""
    folder = Path(config["folder"])
    rank = ray.train.get_context().get_world_rank()

    def before(step):
        if rank == 0 and step in EVENTS:
            write(folder / f"reached-{step}", step)
            wait_for(folder / f"go-{step}")

    write(folder / f"rank-{rank}", digests(crescendo.ray.endpoints(), rank, before))
