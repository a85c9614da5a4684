"""The Python reader of the transport benchmark: ``reader.py ADDRESS TASK_JSON``; see reader.ts."""

from __future__ import annotations

import json
import os
import sys
import time

import crescendo


def main() -> None:
    """Prints "ready" after the first batches, and one line of JSON after the timed ones."""
    task = json.loads(sys.argv[2])
    shared = task["path"] == "shared memory"
    loader = crescendo.Loader(sys.argv[1], task["run"], spec=task["spec"], shared_memory=shared)
    for _ in range(task["warm"]):
        next(loader)
    print("ready", flush=True)
    start, cpu, total = time.perf_counter(), time.process_time(), 0
    for _ in range(task["batches"]):
        total += next(loader).images.nbytes
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(json.dumps({"bytes": total, "seconds": seconds, "cpuSeconds": cpu}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
