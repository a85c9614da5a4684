"""The request side of a StreamBatches call."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator

from crescendo._gen import crescendo_pb2 as pb
from crescendo._shared_memory import renewal_seconds


class Requests(Iterator[pb.StreamBatchesRequest]):
    """The requests of a call, read by one of grpc's threads: the subscription, then the newest request of each kind.

    Slots are released before progress is reported, so that the server finds a free one for the batch that the report
    lets it send. While there is a lease, a release goes out every third of it.

    Args:
        subscribe: The subscription.
        report_seconds: Least time between two reports. A later one replaces the one that waits.
    """

    def __init__(self, subscribe: pb.Subscribe, report_seconds: float = 0.0) -> None:
        self._next: pb.StreamBatchesRequest | None = pb.StreamBatchesRequest(subscribe=subscribe)
        self._progress: pb.Progress | None = None
        self._report_seconds = report_seconds
        self._report_at = 0.0
        self._released = pb.SharedMemoryRelease()
        self._release_due = False
        self._fetch: list[int] = []
        self._cancel: list[int] = []
        self._renew_seconds: float | None = None
        self._finished = False
        self._closed = False
        self._changed = threading.Condition()

    def answer(self, answer: pb.SharedMemoryAnswer, lease_seconds: float) -> None:
        """Queues the answer to an offer; with a lease, renews it from then on."""
        with self._changed:
            self._next = pb.StreamBatchesRequest(shared_memory=answer)
            self._renew_seconds = renewal_seconds(lease_seconds)
            self._changed.notify()

    def release(self, before_step: int, steps: Iterable[int]) -> None:
        """Queues the release of the slots of all steps below one, and of further steps."""
        with self._changed:
            self._released.before_step = max(self._released.before_step, before_step)
            self._released.steps.extend(steps)
            self._release_due = True
            self._changed.notify()

    def report(self, progress: pb.Progress) -> None:
        """Queues a report. It replaces an unsent one: reports are a maximum, so the newest is enough."""
        with self._changed:
            self._progress = progress
            self._changed.notify()

    def ask(self, fetch: Iterable[int], cancel: Iterable[int]) -> None:
        """Queues steps that are wanted, and steps that are no longer wanted."""
        with self._changed:
            for step in cancel:
                if step in self._fetch:
                    self._fetch.remove(step)
                else:
                    self._cancel.append(step)
            self._fetch.extend(fetch)
            self._changed.notify()

    def finish(self) -> None:
        """Ends the requests after those that are queued."""
        with self._changed:
            self._finished = True
            self._changed.notify()

    def close(self) -> None:
        """Ends the requests now."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def __next__(self) -> pb.StreamBatchesRequest:
        with self._changed:
            while not (self._queued() or self._finished or self._closed):
                self._wait()
            if self._closed or not (self._queued() or self._progress is not None):
                raise StopIteration
            if self._next is not None:
                request, self._next = self._next, None
            elif self._release_due:
                request, self._release_due = pb.StreamBatchesRequest(release=self._released), False
                del self._released.steps[:]
            elif self._fetch or self._cancel:
                request = pb.StreamBatchesRequest(fetch=pb.Fetch(steps=self._fetch, cancel=self._cancel))
                self._fetch, self._cancel = [], []
            else:
                request, self._progress = pb.StreamBatchesRequest(progress=self._progress), None
                if self._report_seconds > 0:
                    self._report_at = time.monotonic() + self._report_seconds
            return request

    def _queued(self) -> bool:
        """True if there is something to send now."""
        if self._next is not None or self._release_due or self._fetch or self._cancel:
            return True
        return self._progress is not None and (self._report_at == 0 or self._report_at <= time.monotonic())

    def _wait(self) -> None:
        if self._progress is not None:
            self._changed.wait(max(0.0, self._report_at - time.monotonic()))
        elif not self._changed.wait(self._renew_seconds):
            self._release_due = True
