"""What every peer shares: the files, the work, and how CPU time is measured.

A peer is a module with ``describe() -> dict`` (name, version, work, note) and ``batches(task) -> Iterator`` of arrays
of ``task.batch`` images. One process a measurement: ``python run_peer.py PEER TASK_JSON``.
"""

from __future__ import annotations

import json
import pathlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psutil


@dataclass(frozen=True)
class Task:
    """What is to be done.

    Attributes:
        root: Image folder.
        batch: Images of a batch.
        batches: Batches that are timed, after one that is not.
        workers: Worker processes or threads; 0 does the work in the calling thread, where a peer can.
        magnitude: RandAugment magnitude of ``rand-m{magnitude}-mstd0.5-inc1``; None for none.
        bandwidth: Side of the images that the model gets; they are made at 224 and reduced.
        server: Process id of a Crescendo server, and its address; for that peer alone.
    """

    root: str
    batch: int
    batches: int
    workers: int
    magnitude: int | None
    bandwidth: int
    server: dict[str, Any] | None = None

    @property
    def files(self) -> list[str]:
        """The images, in order of their paths."""
        return sorted(str(path) for path in pathlib.Path(self.root).glob("*/*.jpg"))


def processes(task: Task) -> list[psutil.Process]:
    """This process, its children, and the server with its children."""
    me = psutil.Process()
    found = [me, *me.children(recursive=True)]
    if task.server is not None:
        server = psutil.Process(task.server["pid"])
        found += [server, *server.children(recursive=True)]
    return found


def cpu_seconds(found: list[psutil.Process]) -> float:
    """User and system time of processes."""
    total = 0.0
    for process in found:
        times = process.cpu_times()
        total += times.user + times.system
    return total


def measure(task: Task, batches: Iterator[Any]) -> dict[str, float]:
    """Takes batches and returns CPU milliseconds an image and images per second.

    The first batches are not counted: they hold the start of workers and what is compiled or filled once.
    """
    for _ in range(2):
        next(batches)
    # Workers live by now, and live on: what they have used before is subtracted.
    counted = processes(task)
    cpu, start = cpu_seconds(counted), time.perf_counter()
    for _ in range(task.batches):
        next(batches)
    seconds = time.perf_counter() - start
    images = task.batch * task.batches
    spent = cpu_seconds(counted) - cpu
    return {"cpu_ms_per_image": 1000 * spent / images, "images_per_second": images / seconds}


def report(description: dict[str, Any], task: Task, measured: dict[str, float]) -> None:
    """Prints the result as one line of JSON."""
    print(json.dumps({**description, **measured, "workers": task.workers}), flush=True)
