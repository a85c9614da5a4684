"""Measures one loader: ``python run_loader.py LOADER READING_JSON SKIP BATCHES``; prints a line of JSON.

With SKIP > 0 it is the time to the first batch after that many samples; otherwise the time to the first batch from the
beginning, and then the CPU time of an image in steady state.
"""

from __future__ import annotations

import json
import os
import pathlib
import sys
import time
from typing import Any

import common
from loaders import LOADERS, Reading


def main() -> None:
    """Runs it."""
    name, fields, skip, batches = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    server = fields.pop("server", None)
    reading = Reading(**{**fields, "shards": pathlib.Path(fields["shards"])})
    start = time.perf_counter()
    loader = iter(LOADERS[name](reading, skip))
    first = next(loader)
    outcome: dict[str, Any] = {"first_seconds": time.perf_counter() - start}
    assert first.shape == (reading.batch, common.BASE_SIZE, common.BASE_SIZE, 3), first.shape
    if skip == 0:
        task = common.Task(
            root="",
            batch=reading.batch,
            batches=batches,
            workers=reading.workers,
            magnitude=None,
            bandwidth=common.BASE_SIZE,
            reads_files=False,
            cache="",
            server=server,
        )
        outcome |= common.measure(task, loader)
    print(json.dumps(outcome), flush=True)
    # Workers of a half-read loader may wait for ever.
    os._exit(0)


if __name__ == "__main__":
    main()
