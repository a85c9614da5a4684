"""Reading ahead of the trainer from several servers at the same time."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable

from crescendo._admission import Admission
from crescendo._client_id import give_back_client_id, take_client_id
from crescendo._fit import blocks_of
from crescendo._gen import crescendo_pb2 as pb
from crescendo._link import Link
from crescendo._members import Members
from crescendo._pull_stream import PullStream
from crescendo._retry import is_full
from crescendo._scheduler import OutOfTurn, Scheduler
from crescendo._shared_memory import Slot
from crescendo._slots import KeptSlots
from crescendo._spread import SpreadClient
from crescendo._stream import Received, Subscription
from crescendo.errors import Closed, CrescendoError, ProtocolError

_POLL_SECONDS = 0.5
"""Longest single wait, so that an interrupt is handled."""
_STREAM_WINDOW = 64
"""Steps that may be outstanding at a server, by its own count. It counts batches that are no longer wanted until they
are made; how many are asked for is the scheduler's business.
"""


class PullPrefetcher:
    """Reads batches from ``first_step`` to the end of the schedule, each exactly once and in order, from all servers of
    a client. Batches wait here, at most a window of them. It stands in for ``Prefetcher``.

    Attributes:
        client_id: The id by which the servers know this trainer.
        interrupted: True from a failure of a server to the next batch.
    """

    def __init__(
        self,
        client: SpreadClient,
        subscription: Subscription,
        first_step: int,
        retry_seconds: float,
        shares: Callable[[str], bool],
    ) -> None:
        run = subscription.run
        self._rank_id = (run.name, run.world_size, subscription.rank, *run.subscription())
        self.client_id = take_client_id(self._rank_id)
        self._subscription = dataclasses.replace(subscription, client_id=self.client_id, window=_STREAM_WINDOW)
        self._first_step = first_step
        self._shares = shares
        self._changed = threading.Condition()
        self._scheduler = Scheduler(first_step, subscription.window, run.step_bound, blocks_of(run))
        self._ready: dict[int, Received] = {}
        self._senders: dict[int, PullStream] = {}
        """Who has sent a batch that was not yet reported as consumed."""
        self._taking: Link | None = None
        self._progress: pb.Progress | None = None
        self._reported_to: PullStream | None = None
        self._admission = Admission(client.servers, run, subscription.spec)
        self._slots = KeptSlots(run.name)
        self._error: BaseException | None = None
        self.interrupted = False
        self._stop = threading.Event()
        self._members = Members(
            client,
            run.name,
            retry_seconds,
            scheduler=self._scheduler,
            changed=self._changed,
            make_link=lambda server: Link(server, self),
            give_up=self.give_up,
        )
        self._streams = self._members.streams
        self._members.start()

    # What the loader calls.

    def take(self) -> Received | None:
        """Waits for the next batch, as ``Prefetcher.take``, and asks a second server if it is late."""
        with self._changed:
            while True:
                if self._stop.is_set():
                    raise Closed("the loader is closed", reason="CLOSED")
                step = self._scheduler.head
                if self._scheduler.take():
                    return self._ready.pop(step)
                if self._error is not None:
                    raise self._error
                if self._scheduler.over:
                    return None
                self._scheduler.waits(time.monotonic())
                self._members.send()
                late_at = self._scheduler.late_at()
                left = _POLL_SECONDS if late_at is None else late_at - time.monotonic()
                self._changed.wait(min(_POLL_SECONDS, max(0.0, left)))

    def report(self, progress: pb.Progress) -> None:
        """Reports to the server that has sent the batch, or to another one if that one is gone.

        Raises:
            ProtocolError: As from ``release``.
        """
        self._slots.release_free()
        step = progress.consumed_step
        with self._changed:
            sender = self._senders.get(step)
            self._senders = {later: stream for later, stream in self._senders.items() if later > step}
            self._progress = progress
            self._scheduler.consumed(step, time.monotonic())
            self._members.send()
            alive = sender is not None and sender.number in self._streams
            self._report_to(sender if alive else next(iter(self._streams.values()), None))

    def release(self, step: int, slot: Slot | None) -> None:
        """Lets the memory of a batch be used again, as ``Prefetcher.release``.

        Raises:
            ProtocolError: The server has written to shared memory while a batch was in use.
        """
        if slot is None:
            self._subscription.pool.release()
        else:
            self._slots.release(step, slot)

    def finish(self, seconds: float) -> None:
        """Gives the servers time to end their streams with OK after the last report, then closes."""
        self._members.finish(self._reported_to, seconds)
        self.close()

    def close(self) -> None:
        """Stops reading. May be called from any thread, any number of times."""
        with self._changed:
            first = not self._stop.is_set()
            self._stop.set()
            self._changed.notify_all()
        self._members.close()
        self._subscription.pool.close()
        if first:
            give_back_client_id(self._rank_id, self.client_id)

    # What the links call.

    def accept(self, link: Link, found: pb.GetServerResponse, limit: float) -> None:
        """Checks whether a server can make the batches of the run, and has its state."""
        try:
            self._admission.admit(link.server, found, limit, alone=not self._streams)
        finally:
            # It may have named siblings.
            self._members.wake()

    def open(self, link: Link) -> PullStream | None:
        """Opens a stream. While the rank must be taken from another trainer, only one server is asked to."""
        with self._changed:
            while self._subscription.takeover and self._taking not in (None, link) and not self._stop.is_set():
                self._changed.wait(_POLL_SECONDS)
            if self._over(link):
                return None
            self._taking = link
            slots = self._subscription.shared_slots if link.shares and self._shares(link.server.address) else 0
            subscription = dataclasses.replace(self._subscription, shared_slots=slots)
            stream = PullStream(link.server.client.rpc, subscription, self._first_step, self._scheduler.wanted)
            link.stream = self._streams[stream.number] = stream
            link.failure = None
            self._scheduler.add(stream.number, time.monotonic())
            self._members.send()
            if self._progress is not None and self._reported_to is None:
                self._report_to(stream)
            return stream

    def arrived(self, link: Link, stream: PullStream, received: Received | int) -> None:
        """Keeps a batch until its turn comes, or drops it if another server was faster."""
        step = received if isinstance(received, int) else int(received.header.step)
        with self._changed:
            try:
                first = self._scheduler.arrived(stream.number, step, time.monotonic())
            except OutOfTurn as error:
                raise self._broken(step, f"the server at {link.server.address} sent {error}") from error
            if first and isinstance(received, Received):
                self._ready[step] = received
                self._senders[step] = stream
                if received.slot is not None:
                    self._slots.lent(step, stream)
                self._good_news(link)
                if step == self._scheduler.head:
                    self._changed.notify_all()
            self._members.send()
            if link.leaving_since is not None and self._scheduler.idle(stream.number):
                stream.finish()
        if not first and isinstance(received, Received):
            if received.slot is None:
                self._subscription.pool.release()
            else:
                stream.release(0, [step])

    def _good_news(self, link: Link) -> None:
        self.interrupted = False
        self._members.delivered(link)
        if self._subscription.takeover:
            # The rank is taken. After a reconnection it must not be taken again from whoever has it then.
            self._subscription = dataclasses.replace(self._subscription, takeover=False)
            self._changed.notify_all()

    def ended(self, link: Link, stream: PullStream) -> bool:
        """A server has ended a stream with OK: a step was asked for that does not exist.

        Which ones do exist is asked for, because requests that were on their way when the server ended the stream say
        nothing. Returns True if nothing is left to read.
        """
        run = self._subscription.run
        with self._changed:
            if self._over(link) or self._scheduler.complete:
                return True
        total = link.server.client.get_run(run.name).total_steps if run.total_steps is None else None
        if total is None:
            raise self._broken(self._scheduler.head, "the stream ended with OK, and a step that exists did not come")
        with self._changed:
            self._scheduler.end_at(total)
            self._members.send()
            self._changed.notify_all()
            return self._scheduler.complete

    def closed(self, link: Link, stream: PullStream) -> None:
        """Others are asked for what was outstanding on a stream."""
        with self._changed:
            self._streams.pop(stream.number, None)
            link.stream = None
            self._release(link)
            self._scheduler.remove(stream.number, time.monotonic())
            self._members.send()
            if self._reported_to is stream:
                self._reported_to = None
                self._report_to(next(iter(self._streams.values()), None))
            self._changed.notify_all()

    def failed(self, link: Link, failure: Exception) -> None:
        """A server cannot be used for now."""
        with self._changed:
            self._release(link)
            if not self._over(link):
                # A server without room has lost nothing.
                self.interrupted = self.interrupted or not (isinstance(failure, CrescendoError) and is_full(failure))
                self._members.failed(link, failure)

    def give_up(self, error: BaseException) -> None:
        """Ends reading; the trainer gets the batches before the failure, and then the error."""
        with self._changed:
            if self._error is None:
                self._error = error
            self._members.end_outage()
            self._changed.notify_all()

    def _over(self, link: Link) -> bool:
        """True if a server is not needed any more."""
        return self._stop.is_set() or self._members.ending or link.leaving_since is not None

    def _release(self, link: Link) -> None:
        self._admission.dismiss(link.server)
        if self._taking is link:
            self._taking = None
            self._changed.notify_all()

    def _report_to(self, stream: PullStream | None) -> None:
        if stream is not None and self._progress is not None:
            self._reported_to = stream
            stream.report(self._progress)

    def _broken(self, step: int, what: str) -> ProtocolError:
        run = self._subscription.run
        metadata = {"run": run.name, "step": str(step), "bound": str(run.total_steps)}
        return ProtocolError(f"run {run.name}, step {step}: {what}", reason="PROTOCOL", metadata=metadata)
