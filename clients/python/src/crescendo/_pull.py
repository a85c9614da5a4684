"""Reading ahead of the trainer from several servers at the same time."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import threading
import time
from collections.abc import Callable

from crescendo._admission import Admission
from crescendo._client_id import give_back_client_id, take_client_id
from crescendo._fit import blocks_of
from crescendo._gen import crescendo_pb2 as pb
from crescendo._link import Link
from crescendo._outage import Outage
from crescendo._probes import Probes
from crescendo._pull_stream import PullStream
from crescendo._retry import retry_unavailable
from crescendo._scheduler import OutOfTurn, Scheduler
from crescendo._servers import NotUsable, Server
from crescendo._shared_memory import Slot
from crescendo._slots import KeptSlots
from crescendo._spread import SpreadClient, none_usable
from crescendo._stream import Received, Subscription
from crescendo.errors import Closed, CrescendoError, ProtocolError, Unavailable

_logger = logging.getLogger("crescendo")

_POLL_SECONDS = 0.5
"""Longest single wait, so that an interrupt is handled."""
_JOIN_SECONDS = 5.0
_LEAVE_SECONDS = 10.0
"""How long a server whose address is gone may take to end its stream."""
_GRACE_SECONDS = 1.0
"""How long servers at which nothing is outstanding may take to end their streams."""
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
        self._client = client
        self._servers = client.servers
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
        self._links: dict[str, Link] = {}
        self._streams: dict[int, PullStream] = {}
        self._taking: Link | None = None
        self._progress: pb.Progress | None = None
        self._reported_to: PullStream | None = None
        self._admission = Admission(client.servers, run, subscription.spec)
        self._slots = KeptSlots(run.name)
        self._outage = Outage(retry_seconds, client._silence("StreamBatches", retry_seconds))
        self._retry_seconds = retry_seconds
        self._source_due = False
        self._error: BaseException | None = None
        self.interrupted = False
        self._finishing = False
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._probes = Probes(self._wake)
        self._keeper = threading.Thread(target=self._keep, name="crescendo-prefetch", daemon=True)
        self._keeper.start()

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
                self._send()
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
            self._send()
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
        until = time.monotonic() + seconds
        with self._changed:
            self._finishing = True
            links = list(self._links.values())
            for stream in self._streams.values():
                stream.finish()
        for link in links:
            link.stop()
        with self._changed:
            # The server that has the last report decides; others may be frozen.
            last = [link for link in links if link.stream is not None and link.stream is self._reported_to]
        self._join(last, seconds)
        self._join(links, min(_GRACE_SECONDS, until - time.monotonic()))
        self.close()

    def close(self) -> None:
        """Stops reading. May be called from any thread, any number of times.

        A stream on which nothing is outstanding is ended, and any other one is cut off: either way, its server lets go
        of the rank at once.
        """
        with self._changed:
            first = not self._stop.is_set()
            self._stop.set()
            links = list(self._links.values())
            idle = [stream for number, stream in self._streams.items() if self._scheduler.idle(number)]
            busy = [stream for stream in self._streams.values() if stream not in idle]
            self._outage.end()
            self._changed.notify_all()
        self._wake.set()
        self._probes.close()
        self._subscription.pool.close()
        for link in links:
            link.stop()
        for stream in idle:
            stream.finish()
        for stream in busy:
            stream.cancel()
        if not self._finishing:
            self._join(links, _GRACE_SECONDS)
        with self._changed:
            left = list(self._streams.values())
        for stream in left:
            stream.cancel()
        self._join(links, _JOIN_SECONDS)
        if threading.current_thread() is not self._keeper:
            self._keeper.join(_JOIN_SECONDS)
        if first:
            for link in links:
                self._servers.leave(link.server)
            give_back_client_id(self._rank_id, self.client_id)

    @staticmethod
    def _join(links: list[Link], seconds: float) -> None:
        until = time.monotonic() + seconds
        for link in links:
            link.join(until - time.monotonic())

    # What the links call.

    def accept(self, link: Link, found: pb.GetServerResponse, limit: float) -> None:
        """Checks whether a server can make the batches of the run, and has its state."""
        try:
            self._admission.admit(link.server, found, limit, alone=not self._streams)
        finally:
            # It may have named siblings.
            self._wake.set()

    def open(self, link: Link) -> PullStream | None:
        """Opens a stream. While the rank must be taken from another trainer, only one server is asked to."""
        with self._changed:
            while self._subscription.takeover and self._taking not in (None, link) and not self._stop.is_set():
                self._changed.wait(_POLL_SECONDS)
            if self._stop.is_set() or self._finishing or link.leaving_since is not None:
                return None
            self._taking = link
            slots = self._subscription.shared_slots if link.shares and self._shares(link.server.address) else 0
            subscription = dataclasses.replace(self._subscription, shared_slots=slots)
            stream = PullStream(link.server.client.rpc, subscription, self._first_step, self._scheduler.wanted)
            link.stream = self._streams[stream.number] = stream
            link.tried, link.failure = True, None
            self._scheduler.add(stream.number, time.monotonic())
            self._send()
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
            self._send()
            if link.leaving_since is not None and self._scheduler.idle(stream.number):
                stream.finish()
        if not first and isinstance(received, Received):
            if received.slot is None:
                self._subscription.pool.release()
            else:
                stream.release(0, [step])

    def _good_news(self, link: Link) -> None:
        self.interrupted = False
        link.lates = 0
        self._outage.end()
        link.server.well()
        self._servers.prefer(link.server)
        if self._subscription.takeover:
            # The rank is taken. After a reconnection it must not be taken again from whoever has it then.
            self._subscription = dataclasses.replace(self._subscription, takeover=False)
            self._changed.notify_all()

    def ended(self, link: Link, stream: PullStream) -> None:
        """A server has ended a stream with OK: what is outstanding there does not exist."""
        run = self._subscription.run
        with self._changed:
            if self._stop.is_set() or self._finishing or link.leaving_since is not None or self._scheduler.over:
                return
            if run.total_steps is None and (self._scheduler.ended(stream.number) or self._scheduler.bounded):
                self._changed.notify_all()
                return
        raise self._broken(self._scheduler.head, f"the stream ended with OK, and the run has {run.total_steps} steps")

    def closed(self, link: Link, stream: PullStream) -> None:
        """Others are asked for what was outstanding on a stream."""
        with self._changed:
            self._streams.pop(stream.number, None)
            link.stream = None
            self._release(link)
            self._scheduler.remove(stream.number, time.monotonic())
            self._send()
            if self._reported_to is stream:
                self._reported_to = None
                self._report_to(next(iter(self._streams.values()), None))
            self._changed.notify_all()

    def failed(self, link: Link, failure: Exception) -> None:
        """Tells people, and counts the time during which no server can be used."""
        with self._changed:
            self._release(link)
            link.tried, link.failure = True, failure
            if self._stop.is_set() or self._finishing:
                return
            self.interrupted = True
            if isinstance(failure, Unavailable):
                if self._streams:
                    link.server.tell("away", f"does not answer, and others are asked instead: {failure.message}")
            elif not (isinstance(failure, NotUsable) and failure.quiet):
                why = failure.message if isinstance(failure, CrescendoError) else str(failure)
                link.server.tell(why, f"is left out: {why}")
            if not self._streams:
                self._outage.failed(self._why().message)
                self._check_outage()
        self._source_due = True
        self._wake.set()

    def give_up(self, error: BaseException) -> None:
        """Ends reading; the trainer gets the batches before the failure, and then the error."""
        with self._changed:
            if self._error is None:
                self._error = error
            self._outage.end()
            self._changed.notify_all()

    def _release(self, link: Link) -> None:
        self._admission.dismiss(link.server)
        if self._taking is link:
            self._taking = None
            self._changed.notify_all()

    # The thread that follows the addresses.

    def _keep(self) -> None:
        try:
            self._find_run()
            while not self._stop.is_set():
                failed, self._source_due = self._source_due, False
                servers = self._servers.current(failed=failed)
                with self._changed:
                    self._follow({server.address: server for server in servers})
                    wait = self._look_after()
                self._wake.wait(wait)
                self._wake.clear()
        except BaseException as error:
            self.give_up(error)

    def _find_run(self) -> None:
        """Finds out where the run is kept, if another client has opened it."""
        name, silence = self._subscription.run.name, self._client._silence("OpenRun", self._retry_seconds)
        with contextlib.suppress(Closed):
            retry_unavailable(
                lambda limit: self._client._within(limit).pin(name), self._retry_seconds, silence, self._stop
            )

    def _follow(self, wanted: dict[str, Server]) -> None:
        """Begins to read from new servers, and to leave those whose addresses are gone."""
        if self._stop.is_set() or self._finishing:
            return
        now = time.monotonic()
        for address, link in list(self._links.items()):
            if address not in wanted and link.leaving_since is None:
                link.leaving_since = now
                link.stop()
                if link.stream is not None:
                    self._scheduler.retire(link.stream.number, now)
                    if self._scheduler.idle(link.stream.number):
                        link.stream.finish()
            if link.leaving_since is not None:
                if link.stream is not None and now - link.leaving_since > _LEAVE_SECONDS:
                    link.stream.cancel()
                if link.over:
                    del self._links[address]
                    self._servers.leave(link.server)
        self._send()
        for address, server in wanted.items():
            if address not in self._links:
                self._links[address] = Link(server, self)
                self._servers.use(server)
                self._links[address].start()

    def _look_after(self) -> float | None:
        """Asks servers that were late whether they live, and ends an outage that lasts too long. Returns the seconds
        until there is something to do again.
        """
        if not self._links and not self._finishing and self._outage.left is None:
            self._outage.failed(self._servers.trouble)
        if not self._streams:
            self._check_outage()
        links = {link.stream.number: link for link in self._links.values() if link.stream is not None}
        mute = {number: links[number] for number in self._scheduler.mute() if number in links}
        for number in self._probes.answered(mute):
            self._scheduler.heard(number, time.monotonic())
        self._send()
        busy = mute or self._outage.left is not None or any(link.leaving_since for link in self._links.values())
        return _POLL_SECONDS / 5 if busy else self._servers.refresh_seconds

    def _check_outage(self) -> None:
        left = self._outage.left
        if left is None or self._error is not None:
            return
        untried = any(not link.tried for link in self._links.values())
        if untried and not (self._retry_seconds > 0 and left <= 0):
            return
        failure = self._why()
        if self._links and not isinstance(failure, Unavailable):
            self.give_up(failure)
        elif left <= 0:
            self.give_up(self._outage.too_long(failure))

    def _why(self) -> CrescendoError:
        """Why no server can be used."""
        failures = {
            address: link.failure
            for address, link in self._links.items()
            if link.failure is not None and not (isinstance(link.failure, NotUsable) and link.failure.quiet)
        }
        return none_usable(self._servers, failures)

    def _send(self) -> None:
        for number, orders in self._scheduler.orders().items():
            if number in self._streams:
                self._streams[number].ask(orders.fetch, orders.cancel)
            if orders.cancel:
                self._wake.set()

    def _report_to(self, stream: PullStream | None) -> None:
        if stream is not None and self._progress is not None:
            self._reported_to = stream
            stream.report(self._progress)

    def _broken(self, step: int, what: str) -> ProtocolError:
        run = self._subscription.run
        metadata = {"run": run.name, "step": str(step), "bound": str(run.total_steps)}
        return ProtocolError(f"run {run.name}, step {step}: {what}", reason="PROTOCOL", metadata=metadata)
