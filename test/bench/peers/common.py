"""Shared parts of the peers: the files, the work, the checks of batches, and the measurement of CPU time.

A peer is a module with ``describe(task) -> dict`` (version, work, note) and ``batches(task) -> Iterator`` of NumPy
arrays (batch, side, side, 3) of bytes; ``run_peer.py`` runs it.
"""

from __future__ import annotations

import gc
import pathlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import psutil

BASE_SIZE = 224
CROP_SCALE = (0.08, 1.0)
CROP_RATIO = (3 / 4, 4 / 3)
# timm's fill: ImageNet's mean in bytes.
FILL = (124, 116, 104)
WARM_UP_BATCHES = 3
# How often waiting checks the workers, and how many checks in a row must find them at rest.
POLL_SECONDS = 0.05
POLLS_AT_REST = 8
REST_TIMEOUT_SECONDS = 120


@dataclass(frozen=True)
class Task:
    """The work of a peer.

    Attributes:
        root: Image folder.
        batch: Images of a batch.
        batches: Batches that are timed.
        workers: Worker processes or threads.
        magnitude: RandAugment magnitude of ``rand-m{magnitude}-mstd0.5-inc1``; None for none.
        bandwidth: Side of the images that the model gets; they are made at 224 and reduced.
        reads_files: Whether the peer reads files by system calls; then the bytes that it has read are checked.
        cache: Folder for files that a peer makes from the images before it is measured.
        server: Process id of a Crescendo server, its address and a run name; only for that peer.
    """

    root: str
    batch: int
    batches: int
    workers: int
    magnitude: int | None
    bandwidth: int
    reads_files: bool
    cache: str
    server: dict[str, Any] | None = None

    @cached_property
    def files(self) -> list[str]:
        """The images, in order of their paths."""
        return sorted(str(path) for path in pathlib.Path(self.root).glob("*/*.jpg"))

    @property
    def batches_needed(self) -> int:
        """Number of batches for a loader of fixed length: those that are taken and those that wait in queues."""
        return WARM_UP_BATCHES + self.batches + 4 * self.workers + 8

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Shape of every batch."""
        return (self.batch, self.bandwidth, self.bandwidth, 3)


def processes(task: Task) -> list[psutil.Process]:
    """This process, its children, and the server with its children."""
    me = psutil.Process()
    found = [me, *me.children(recursive=True)]
    if task.server is not None:
        server = psutil.Process(task.server["pid"])
        found += [server, *server.children(recursive=True)]
    return found


@dataclass(frozen=True)
class Used:
    """Resources that processes have used with all their threads: user and system seconds, and bytes read by system
    calls.
    """

    cpu: float
    read: int


def used(found: list[psutil.Process]) -> Used:
    """Resources that processes have used so far."""
    times = [process.cpu_times() for process in found]
    read = sum(process.io_counters().read_chars for process in found)
    return Used(sum(time.user + time.system for time in times), read)


def runnable(found: list[psutil.Process]) -> bool:
    """Whether any thread of the processes except this one runs or waits for a core or a disk."""
    me = threading.get_native_id()
    for process in found:
        for folder in pathlib.Path(f"/proc/{process.pid}/task").iterdir():
            try:
                # The name of a thread is in brackets and may hold spaces.
                state = (folder / "stat").read_text().rpartition(") ")[2][0]
            except (FileNotFoundError, ProcessLookupError):
                continue
            if state in "RD" and folder.name != str(me):
                return True
    return False


def wait_for_rest(found: list[psutil.Process]) -> float:
    """Waits until a loader's queues are full and its workers are at rest; returns the last time at which they still
    worked.

    Raises:
        TimeoutError: they did not come to rest.
    """
    deadline = time.perf_counter() + REST_TIMEOUT_SECONDS
    at_rest, worked = 0, time.perf_counter()
    while at_rest < POLLS_AT_REST and time.perf_counter() < deadline:
        time.sleep(POLL_SECONDS)
        at_rest += 1
        if runnable(found):
            at_rest, worked = 0, time.perf_counter()
    if at_rest == POLLS_AT_REST:
        return worked
    raise TimeoutError("workers did not come to rest: the loader makes more than its queues hold")


def check_batch(task: Task, batch: Any, before: Any) -> None:
    """Raises AssertionError unless a batch has its shape, and photographs that are not those of the batch before."""
    assert isinstance(batch, np.ndarray), f"{type(batch)} is not an array"
    assert batch.dtype == np.uint8, f"batch of {batch.dtype}, not of bytes"
    assert batch.shape == task.shape, f"batch of {batch.shape}, not {task.shape}"
    # RandAugment makes a few images flat (posterised to black), never most of them.
    flat = float((batch[:, ::8, ::8].reshape(task.batch, -1).std(axis=1) < 4).mean())
    assert flat < 0.25, f"{flat:.0%} of the images are flat"
    if before is not None:
        same = float((batch[:, ::8, ::8] == before).all(axis=(1, 2, 3)).mean())
        assert same < 0.1, f"{same:.0%} of the images are those of the batch before"


def warm_up(task: Task, batches: Iterator[Any]) -> None:
    """Takes the batches that are not counted (start of workers, compiling, first allocations) and checks them."""
    before = None
    for _ in range(WARM_UP_BATCHES):
        batch = next(batches)
        check_batch(task, batch, before)
        before = batch[:, ::8, ::8].copy()


def measure(task: Task, batches: Iterator[Any]) -> dict[str, float]:
    """Takes batches and returns CPU milliseconds an image and images per second, in steady state; ends the loader.

    The measurement lasts from a moment when the queues are full and the workers rest to the next such moment after
    ``task.batches`` batches were taken. In between, exactly as many batches were made as were taken, however long the
    queues are and whoever else uses the cores.

    Raises:
        AssertionError: a batch is wrong, processes came or went during the measurement, or fewer bytes were read than
            the images have, which means that something is cached that should be read and decoded again.
        TimeoutError: the workers did not come to rest.
    """
    warm_up(task, batches)
    counted = processes(task)
    wait_for_rest(counted)
    before, start = used(counted), time.perf_counter()
    for _ in range(task.batches):
        assert next(batches).shape == task.shape
    looking = time.thread_time()
    worked = wait_for_rest(counted)
    # Checking the workers is not part of their work.
    looking = time.thread_time() - looking
    after = used(counted)
    missed = {process.pid for process in processes(task)} ^ {process.pid for process in counted}
    assert not missed, f"processes {missed} came or went while time was taken"
    images = task.batch * task.batches
    if task.reads_files:
        mean = sum(pathlib.Path(file).stat().st_size for file in task.files) / len(task.files)
        assert after.read - before.read > 0.9 * mean * images, "fewer bytes were read than the images have"
    end(batches)
    cpu = after.cpu - before.cpu - looking
    return {"cpu_ms_per_image": 1000 * cpu / images, "images_per_second": images / (worked - start)}


def end(batches: Iterator[Any]) -> None:
    """Ends a loader and its workers, so that the next one has the cores to itself."""
    close = getattr(batches, "close", None)
    if close is not None:
        close()
    del batches
    gc.collect()
