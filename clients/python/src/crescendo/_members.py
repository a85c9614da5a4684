"""The servers from which a loader reads, as their addresses come and go."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from crescendo._link import Link
from crescendo._outage import Outage
from crescendo._probes import Probes
from crescendo._pull_stream import PullStream
from crescendo._retry import is_full, retry_unavailable
from crescendo._scheduler import Scheduler
from crescendo._servers import NotUsable, Server
from crescendo._spread import SpreadClient, none_usable, reason_of
from crescendo.errors import CrescendoError, Unavailable

_POLL_SECONDS = 0.1
"""How often servers are looked after while something is wrong with one."""
_LEAVE_SECONDS = 10.0
"""How long a server whose address is gone may take to end its stream."""
_JOIN_SECONDS = 5.0
_GRACE_SECONDS = 1.0
"""How long servers may take to end their streams when the loader closes."""


class Members:
    """The links of a loader to its servers. A thread follows the addresses and looks after them.

    Args:
        client: The client of all servers.
        run: Name of the run.
        retry_seconds: How long it may be that no server can be used.
        scheduler: Knows what is asked for where.
        changed: The lock of the scheduler and of everything here; notified by the caller.
        make_link: Makes the link to a server.
        give_up: Called with the error that ends reading; with the lock held or not.

    Attributes:
        links: The links by address, also those that are being left.
        streams: The open streams by number.
        ending: True once no further stream is to be opened.
    """

    def __init__(
        self,
        client: SpreadClient,
        run: str,
        retry_seconds: float,
        *,
        scheduler: Scheduler,
        changed: threading.Condition,
        make_link: Callable[[Server], Link],
        give_up: Callable[[BaseException], None],
    ) -> None:
        self.links: dict[str, Link] = {}
        self.streams: dict[int, PullStream] = {}
        self.ending = False
        self._client = client
        self._servers = client.servers
        self._run = run
        self._retry_seconds = retry_seconds
        self._scheduler = scheduler
        self._changed = changed
        self._make_link = make_link
        self._give_up = give_up
        self._outage = Outage(retry_seconds, client._silence("StreamBatches", retry_seconds))
        self._source_due = False
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._probes = Probes(self._wake)
        self._thread = threading.Thread(target=self._keep, name="crescendo-prefetch", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def wake(self) -> None:
        """Something has happened that the thread should look at."""
        self._wake.set()

    def send(self) -> None:
        """Tells servers what the scheduler wants from them. The lock is held."""
        for number, orders in self._scheduler.orders().items():
            if number in self.streams:
                self.streams[number].ask(orders.fetch, orders.cancel)
            if orders.cancel:
                # The server may be mute now.
                self._wake.set()

    def delivered(self, link: Link) -> None:
        """A server has sent a batch that was wanted. The lock is held."""
        link.lates = 0
        link.server.well()
        self._servers.prefer(link.server)
        self._outage.end()

    def failed(self, link: Link, failure: Exception) -> None:
        """A server cannot be used for now: tells people, and counts the time in which none can. The lock is held."""
        link.failure = failure
        if isinstance(failure, Unavailable):
            if self.streams:
                link.server.tell("away", f"does not answer, and others are asked instead: {failure.message}")
        elif not (isinstance(failure, NotUsable) and failure.quiet):
            why = reason_of(failure)
            link.server.tell(why, f"is left out: {why}")
        if not self.streams:
            self._outage.failed(self._why().message)
            self._check_outage()
        self._source_due = True
        self._wake.set()

    def end_outage(self) -> None:
        """Nobody waits any longer."""
        self._outage.end()

    def finish(self, last: PullStream | None, seconds: float) -> None:
        """Lets servers end their streams. ``last`` has the last report, and has ``seconds``; others may be frozen."""
        with self._changed:
            self.ending = True
            links = list(self.links.values())
            for stream in self.streams.values():
                stream.finish()
            first = [link for link in links if link.stream is not None and link.stream is last]
        for link in links:
            link.stop()
        _join(first, seconds)
        _join(links, _GRACE_SECONDS)

    def close(self) -> None:
        """Takes back what is outstanding and ends all streams, so that servers get the last reports and let go of the
        rank. Those that have not ended after a moment are cut off, which frees the rank too.
        """
        with self._changed:
            finished, self.ending = self.ending, True
            links = list(self.links.values())
            streams = list(self.streams.values())
            outstanding = {stream.number: self._scheduler.outstanding(stream.number) for stream in streams}
            self._outage.end()
        self._stop.set()
        self._wake.set()
        for link in links:
            link.stop()
        for stream in streams:
            if finished:
                stream.cancel()
            stream.ask((), outstanding[stream.number])
            stream.finish()
        _join(links, _GRACE_SECONDS)
        with self._changed:
            left = list(self.streams.values())
        for stream in left:
            stream.cancel()
        _join(links, _JOIN_SECONDS)
        if threading.current_thread() is not self._thread:
            self._thread.join(_JOIN_SECONDS)
        self._probes.close()
        with self._changed:
            self.links.clear()
        for link in links:
            self._servers.leave(link.server)

    def _keep(self) -> None:
        try:
            self._find_run()
            while not self._stop.is_set():
                failed, self._source_due = self._source_due, False
                servers = self._servers.current(failed=failed)
                with self._changed:
                    if not self.ending:
                        self._follow({server.address: server for server in servers})
                        wait = self._look_after()
                    else:
                        wait = None
                self._wake.wait(wait)
                self._wake.clear()
        except BaseException as error:
            self._give_up(error)

    def _find_run(self) -> None:
        """Finds out where the run is kept, if another client has opened it."""
        silence = self._client._silence("OpenRun", self._retry_seconds)
        retry_unavailable(
            lambda limit: self._client._within(limit).pin(self._run), self._retry_seconds, silence, self._stop
        )

    def _follow(self, wanted: dict[str, Server]) -> None:
        """Begins to read from new servers, and to leave those whose addresses are gone."""
        for address, link in list(self.links.items()):
            if address not in wanted or link.leaving_since is not None:
                self._leave(address, link)
        self.send()
        for address, server in wanted.items():
            if address not in self.links:
                self.links[address] = self._make_link(server)
                self._servers.use(server)
                self.links[address].start()

    def _leave(self, address: str, link: Link) -> None:
        """A server finishes what it was asked for; then its stream is ended."""
        now = time.monotonic()
        if link.leaving_since is None:
            link.leaving_since = now
            link.stop()
            if link.stream is not None:
                self._scheduler.retire(link.stream.number, now)
        if link.stream is not None:
            if now - link.leaving_since > _LEAVE_SECONDS:
                link.stream.cancel()
            elif self._scheduler.idle(link.stream.number):
                link.stream.finish()
        if link.over:
            del self.links[address]
            self._servers.leave(link.server)

    def _look_after(self) -> float | None:
        """Asks servers that were late whether they live, and ends an outage that lasts too long. Returns the seconds
        until there is something to do again; None if there is nothing.
        """
        if not self.links and self._outage.left is None:
            self._outage.failed(self._why().message)
        if not self.streams:
            self._check_outage()
        links = {link.stream.number: link for link in self.links.values() if link.stream is not None}
        mute = {number: links[number] for number in self._scheduler.mute() if number in links}
        for number in self._probes.answered(mute):
            self._scheduler.heard(number, time.monotonic())
        self.send()
        leaving = any(link.leaving_since is not None for link in self.links.values())
        busy = bool(mute) or self._outage.left is not None or leaving
        return _POLL_SECONDS if busy else self._servers.refresh_seconds

    def _check_outage(self) -> None:
        left = self._outage.left
        if left is None:
            return
        # A server that is being asked may still be the one that can be used.
        pending = any(link.failure is None and not link.over for link in self.links.values())
        if pending and not (self._retry_seconds > 0 and left <= 0):
            return
        failure = self._why()
        if self.links and not (isinstance(failure, Unavailable) or is_full(failure)):
            self._give_up(failure)
        elif left <= 0:
            self._give_up(self._outage.too_long(failure))

    def _why(self) -> CrescendoError:
        """Why no server can be used."""
        failures = {
            address: link.failure
            for address, link in self.links.items()
            if link.failure is not None and not (isinstance(link.failure, NotUsable) and link.failure.quiet)
        }
        return none_usable(self._servers, failures)


def _join(links: list[Link], seconds: float) -> None:
    """Waits for links to end their streams; a link without one holds nothing, and may still wait for an answer."""
    until = time.monotonic() + seconds
    for link in links:
        if link.stream is not None:
            link.join(until - time.monotonic())
