"""A trainer of the Python client that faults are done to: ``python train.py TASK``, with TASK as in task.ts."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import time
from typing import Any

import numpy as np

import crescendo
import crescendo._retry

CHECKPOINT_EVERY = 5


def _print(**line: Any) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


class _Notices(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        _print(notice=record.getMessage())


def _digest(batch: crescendo.Batch) -> str:
    found = hashlib.sha256(batch.images.data)
    found.update(np.ascontiguousarray(batch.labels, dtype="<i4").data)
    found.update("\n".join(batch.keys).encode())
    return found.hexdigest()


def _save(file: str, state: dict[str, Any]) -> None:
    """A checkpoint is whole or not there, whenever the trainer is killed."""
    with open(f"{file}.new", "w") as out:
        json.dump(state, out)
    os.replace(f"{file}.new", file)


def _train(task: dict[str, Any]) -> None:
    given: dict[str, Any] = {}
    if task["impatient"]:
        crescendo._retry.LONGEST_ATTEMPT_SECONDS = 2
        names = ("grpc.keepalive_time_ms", "grpc.keepalive_timeout_ms", "grpc.http2.ping_timeout_ms")
        given["options"] = dict.fromkeys(names, 2000)
    checkpoint = task.get("checkpoint")
    with crescendo.connect(task["address"], **given) as client:
        how = {"shared_memory": bool(task["shared"]), "takeover": bool(task["takeover"])}
        how |= {"rank": task.get("rank", 0), "world_size": task["spec"].get("world_size", 1)}
        with crescendo.Loader(client, task["run"], spec=task["spec"], **how) as loader:
            if checkpoint and os.path.exists(checkpoint):
                with open(checkpoint) as kept:
                    loader.load_state_dict(json.load(kept))
            elif checkpoint:
                # As a trainer saves its first weights: from now on it has a state, whenever it is killed.
                _save(checkpoint, loader.state_dict())
            for batch in loader:
                time.sleep(task["paceMs"] / 1000)
                _print(step=batch.step, sha256=_digest(batch), samples=len(batch.labels))
                if checkpoint and (batch.step + 1) % CHECKPOINT_EVERY == 0:
                    _save(checkpoint, loader.state_dict())
    _print(end=True)


if __name__ == "__main__":
    logging.getLogger("crescendo").addHandler(_Notices())
    logging.getLogger("crescendo").propagate = False
    try:
        _train(json.loads(sys.argv[1]))
    except Exception as error:
        _print(error=f"{type(error).__name__}: {error}")
        sys.exit(1)
