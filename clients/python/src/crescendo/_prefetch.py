"""The thread that reads ahead of the trainer, through any number of connections."""

from __future__ import annotations

import dataclasses
import logging
import threading
import time
from collections import deque

import grpc

from crescendo._client_id import give_back_client_id, take_client_id
from crescendo._gen import crescendo_pb2 as pb
from crescendo._reopen import is_lost_run, reopen
from crescendo._retry import Backoff, is_full, is_transient, telling
from crescendo._shared_memory import Slot, Torn
from crescendo._silence import noticed
from crescendo._slots import check_intact
from crescendo._stream import BatchStream, Received, Subscription
from crescendo.client import Client
from crescendo.errors import Closed, CrescendoError, FailedPrecondition, ProtocolError, Unavailable

_logger = logging.getLogger("crescendo")

_POLL_SECONDS = 0.5
"""Longest single wait, so that an interrupt is handled."""
_JOIN_SECONDS = 5.0


class Prefetcher:
    """Reads batches from ``first_step`` to the end of the schedule, each exactly once and in order.

    A stream that fails with UNAVAILABLE, or because the server has no room for it now, is replaced by one that begins
    at the first step not yet received in full. Batches wait in the subscription's pool, which bounds their number.

    Attributes:
        client_id: The id by which the server knows this trainer.
        interrupted: True from a failure of a stream to the next batch. A server that then does not know the run has
            lost its state. Without that, somebody has deleted the run, which must not come back.
    """

    def __init__(self, client: Client, subscription: Subscription, first_step: int, retry_seconds: float) -> None:
        self._client = client
        run = subscription.run
        # The validation data of a run is another stream than its training batches.
        self._rank_id = (run.name, run.world_size, subscription.rank, *run.subscription())
        self._subscription = dataclasses.replace(subscription, client_id=take_client_id(self._rank_id))
        self.client_id = self._subscription.client_id
        self._next_step = first_step
        self._backoff = Backoff(retry_seconds)
        self._silence = client._silence("StreamBatches", retry_seconds)
        self._changed = threading.Condition()
        self._ready: deque[Received] = deque()
        self._kept: dict[int, Slot] = {}
        """Of the steps that the loader has released, the slots to which something may still refer."""
        self._released_before = 0
        self._stream: BatchStream | None = None
        self._progress: pb.Progress | None = None
        self._error: BaseException | None = None
        self._over = False
        self.interrupted = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._read_all, name="crescendo-prefetch", daemon=True)
        self._thread.start()

    def take(self) -> Received | None:
        """Waits for the next batch. None if the server has ended a schedule whose length was not known.

        Raises:
            CrescendoError: Reading has failed, and every batch before the failure has been taken.
            Closed: ``close`` was called.
        """
        with self._changed:
            while True:
                if self._stop.is_set():
                    raise Closed("the loader is closed", reason="CLOSED")
                if self._ready:
                    return self._ready.popleft()
                if self._error is not None:
                    raise self._error
                if self._over:
                    return None
                self._changed.wait(_POLL_SECONDS)

    def report(self, progress: pb.Progress) -> None:
        """Reports on the current stream, and again at the start of each later one.

        Raises:
            ProtocolError: As from ``release``.
        """
        # Before the report, so that the server finds a free slot for the batch that the report lets it send.
        self._release_slots()
        with self._changed:
            self._progress = progress
            if self._stream is not None:
                self._stream.report(progress)

    def release(self, step: int, slot: Slot | None) -> None:
        """Lets the memory of a batch be used again as soon as nobody refers to it; the loader no longer does.

        Raises:
            ProtocolError: The server has written to shared memory while a batch was in use.
        """
        if slot is None:
            self._subscription.pool.release()
            return
        check_intact(self._subscription.run.name, step, slot)
        self._kept[step] = slot
        self._release_slots()

    def _release_slots(self) -> None:
        """Releases the slots that are no longer in use. The trainer may keep some, while later ones are free."""
        free = [step for step, slot in self._kept.items() if not slot.in_use()]
        if not free:
            return
        for step in free:
            check_intact(self._subscription.run.name, step, self._kept.pop(step))
        self._released_before = max(self._released_before, free[-1] + 1)
        before = min(self._kept, default=self._released_before)
        with self._changed:
            # The slots of an earlier stream were released by its end, and no slot of this stream belongs to an earlier
            # step.
            if self._stream is not None:
                self._stream.release(before, [step for step in free if step >= before])

    def finish(self, seconds: float) -> None:
        """Gives the server time to end the stream with OK after the last report, then closes."""
        self._thread.join(seconds)
        self.close()

    def close(self) -> None:
        """Stops reading. May be called from any thread, any number of times."""
        with self._changed:
            first = not self._stop.is_set()
            self._stop.set()
            stream = self._stream
            self._changed.notify_all()
        self._subscription.pool.close()
        if stream is not None:
            stream.cancel()
        if first:
            give_back_client_id(self._rank_id, self._subscription.client_id)
        if threading.current_thread() is not self._thread:
            self._thread.join(_JOIN_SECONDS)

    def _read_all(self) -> None:
        """The thread. Every failure is passed to the consumer, which would otherwise wait for ever."""
        try:
            bound = self._subscription.run.step_bound
            while not self._stop.is_set() and not self._over and self._next_step < bound:
                self._read_stream()
        except BaseException as error:
            with self._changed:
                self._error = error
                self._changed.notify_all()

    def _read_stream(self) -> None:
        """Reads one stream to its end, and waits before the next one if one is needed."""
        stream = self._open()
        if stream is None:
            return
        try:
            while self._read_batch(stream):
                pass
            self._check_end()
        except grpc.RpcError as error:
            self._after_failure(error)
        except Torn as error:
            self._stop_sharing(str(error))
        except Closed:
            return
        finally:
            with self._changed:
                self._stream = None
            stream.cancel()

    def _read_batch(self, stream: BatchStream) -> bool:
        """Reads a batch; False at the end. Afterwards, nothing here refers to the batch's memory."""
        received = stream.read()
        if received is None:
            return False
        self._backoff.reset()
        self.interrupted = False
        self._put(received)
        return True

    def _stop_sharing(self, why: str) -> None:
        """The next stream begins at the step that could not be read, and gets it in chunks."""
        _logger.warning("shared memory is no longer used: %s", why)
        self._subscription = dataclasses.replace(self._subscription, shared_slots=0)

    def _open(self) -> BatchStream | None:
        with self._changed:
            if self._stop.is_set():
                return None
            stream = BatchStream(self._client.rpc, self._subscription, self._next_step)
            if self._progress is not None:
                stream.report(self._progress)
            self._stream = stream
            return stream

    def _put(self, received: Received) -> None:
        if self._subscription.takeover:
            # The rank is taken. After a reconnection it must not be taken again from whoever has it then.
            self._subscription = dataclasses.replace(self._subscription, takeover=False)
        with self._changed:
            self._ready.append(received)
            self._next_step += 1
            self._changed.notify_all()

    def _check_end(self) -> None:
        run = self._subscription.run
        if run.total_steps is None:
            with self._changed:
                self._over = True
                self._changed.notify_all()
        elif self._next_step < run.total_steps:
            raise ProtocolError(
                f"run {run.name}: the stream ended with OK before step {self._next_step} of {run.total_steps}",
                reason="PROTOCOL",
                metadata={"run": run.name, "step": str(self._next_step), "bound": str(run.total_steps)},
            )

    def _after_failure(self, error: grpc.RpcError) -> None:
        """Waits before the next attempt, or raises the error that ends the iteration."""
        if self._stop.is_set():
            return
        with noticed(self._silence):
            failure = self._client._failure(error, until=time.monotonic() + self._backoff.begin())
            if is_lost_run(failure) and self.interrupted:
                # It is made again like one whose server was away, so that no server can keep this going for ever.
                what = f"the server has lost the run: {failure.message}"
                failure = Unavailable(what, reason=failure.reason, metadata=failure.metadata)
            # If something else answers in the server's place, waiting does not help.
            elif isinstance(failure, FailedPrecondition) or not (is_transient(error) or is_full(failure)):
                raise failure from error
            # A server without room has lost nothing.
            self.interrupted = self.interrupted or not is_full(failure)
            if self._next_step < self._subscription.run.step_bound:
                self._wait_for_server(failure)

    def _wait_for_server(self, failure: CrescendoError) -> None:
        """Waits until the server opens the run again. A stream may be open for a long time before a batch comes,
        because a trainer that validates leaves the window full; so it cannot tell whether the server is back.
        """
        subscription = self._subscription
        while True:
            self._silence.failed(failure.message)
            if self._stop.wait(self._backoff.delay(failure)):
                return
            limit = self._backoff.begin()
            try:
                reopen(self._client._within(limit), subscription.run, subscription.spec)
            except CrescendoError as again:
                if not (isinstance(again, Unavailable) or (again.code == "CANCELLED" and not again.reason)):
                    raise
                failure = telling(again, failure, limit)
            else:
                return
