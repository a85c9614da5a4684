"""Reads an endless run until its standard input ends, and prints what it has read as JSON every half second.

    python consumer.py '{"address": ..., "run": ..., "spec": ..., "loader_batches": N, "leak_every": N}'

After ``loader_batches`` batches, a new loader continues. Batches come through shared memory, or with
``"shared": false`` through the connection, into the client's own buffers. With ``leak_every`` above 0, the memory of
one batch in that many is leaked, which a check that measures this process must find.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from typing import Any

import crescendo
from crescendo._pool import Buffer, BufferPool

_SECONDS = 0.5

_lost: list[Buffer] = []


def _leak(every: int) -> None:
    """Refers to one in ``every`` buffers for ever, so that no pool gets it back."""
    acquire = BufferPool.acquire
    acquired = 0

    def losing(pool: BufferPool, byte_length: int) -> Buffer | None:
        nonlocal acquired
        acquired += 1
        buffer = acquire(pool, byte_length)
        if buffer is not None and acquired % every == 0:
            _lost.append(buffer)
        return buffer

    BufferPool.acquire = losing  # type: ignore[method-assign]


def _read(task: dict[str, Any]) -> None:
    done = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), done.set()), daemon=True).start()
    batches = payload = 0
    told = time.monotonic()
    while not done.is_set():
        share = "auto" if task["shared"] else False
        # One run through many loaders.
        given = {"spec": task["spec"], "start": "resume", "shared_memory": share}
        with crescendo.Loader(task["address"], task["run"], **given) as loader:
            for k, batch in enumerate(loader, start=1):
                batches += 1
                payload += batch.images.nbytes
                if time.monotonic() - told > _SECONDS:
                    told = time.monotonic()
                    print(json.dumps({"batches": batches, "bytes": payload}), flush=True)
                if done.is_set() or k == task["loader_batches"]:
                    break


if __name__ == "__main__":
    wanted = json.loads(sys.argv[1])
    if wanted["leak_every"] > 0:
        _leak(wanted["leak_every"])
    _read(wanted)
