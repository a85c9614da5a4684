"""The connection of a loader to one of several servers."""

from __future__ import annotations

import logging
import math
import threading
import time
from typing import Protocol

import grpc

from crescendo._gen import crescendo_pb2 as pb
from crescendo._pull_stream import PullStream
from crescendo._retry import Backoff, is_transient
from crescendo._servers import NotUsable, Server
from crescendo._shared_memory import Torn
from crescendo._silence import quiet
from crescendo._spread import reason_of
from crescendo._stream import Received
from crescendo.client import Client
from crescendo.errors import (
    Closed,
    CrescendoError,
    FailedPrecondition,
    PermissionDenied,
    ResourceExhausted,
    Unauthenticated,
    Unavailable,
    VersionSkew,
)

_logger = logging.getLogger("crescendo")

_OF_ONE_SERVER = (NotUsable, Unavailable, Unauthenticated, PermissionDenied, ResourceExhausted, VersionSkew)
_REASONS_OF_ONE_SERVER = {"UNKNOWN_RUN", "NOT_GRPC", "TLS_MISMATCH"}


def ends_reading(failure: Exception) -> bool:
    """True for a failure that is about the run or this trainer; False if another server may do better."""
    if isinstance(failure, _OF_ONE_SERVER):
        return False
    if isinstance(failure, CrescendoError):
        if failure.code == "CANCELLED" and not failure.reason:
            return False
        return failure.reason not in _REASONS_OF_ONE_SERVER
    return True


class Reading(Protocol):
    """What a loader does with what its links find. Each method may be called from any thread."""

    def accept(self, link: Link, found: pb.GetServerResponse, limit: float) -> None:
        """Checks a server. Raises ``NotUsable``, or ``CrescendoError``."""

    def open(self, link: Link) -> PullStream | None:
        """Opens a stream; returns None if there is no need for it any more."""

    def arrived(self, link: Link, stream: PullStream, received: Received | int) -> None:
        """Takes a batch."""

    def ended(self, link: Link, stream: PullStream) -> bool:
        """The server has ended the stream with OK. Returns True if nothing is left to read."""

    def closed(self, link: Link, stream: PullStream) -> None:
        """Nothing more will come on the stream."""

    def failed(self, link: Link, failure: Exception) -> None:
        """The server cannot be used for now."""

    def give_up(self, error: BaseException) -> None:
        """Reading is over."""


class Link:
    """A thread that keeps a stream to a server open, and asks again and again what does not fit or has failed.

    Args:
        server: The server.
        reading: What to do with its batches.

    Attributes:
        server: The server.
        stream: The stream, while there is one.
        failure: Why there is none; None as long as that is not known.
        shares: False after shared memory has failed.
        leaving_since: Since when the server is asked for nothing new, by ``time.monotonic``; None if it may be.
        lates: How often it was late without sending a batch in time afterwards.
    """

    def __init__(self, server: Server, reading: Reading) -> None:
        self.server = server
        self.stream: PullStream | None = None
        self.failure: Exception | None = None
        self.shares = True
        self.leaving_since: float | None = None
        self.lates = 0
        self._reading = reading
        self._done = False
        """True if nothing is left to read from the server."""
        self._backoff = Backoff(math.inf)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="crescendo-prefetch", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Makes no further attempt. A stream that is open is left to the caller."""
        self._stop.set()

    def join(self, seconds: float) -> bool:
        """Waits for the end of the thread; returns False if it is still there."""
        if threading.current_thread() is not self._thread:
            self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    @property
    def over(self) -> bool:
        """True once the thread has ended."""
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            # The loader tells people what they should know of its servers.
            with quiet():
                while not self._stop.is_set():
                    if self._attempt():
                        return
        except BaseException as error:
            self._reading.give_up(error)

    def _attempt(self) -> bool:
        """Makes one attempt, and waits after a failure. Returns True if the server is not needed any more."""
        limit = self._backoff.begin()
        try:
            found = self.server.describe(limit)
            self._reading.accept(self, found, limit)
            stream = self._reading.open(self)
            if stream is None:
                return True
            self._done = True
            failure = self._read(stream)
        except (NotUsable, CrescendoError) as caught:
            failure = caught
        if failure is None or self._stop.is_set():
            return self._done
        if ends_reading(failure):
            raise failure
        self._reading.failed(self, failure)
        return self._stop.wait(self._backoff.delay(Unavailable(reason_of(failure))))

    def _read(self, stream: PullStream) -> Exception | None:
        """Reads a stream to its end. Returns its failure, None if it ended with OK or is not needed any more."""
        failure: grpc.RpcError | None = None
        try:
            while (received := stream.read_any()) is not None:
                self._reading.arrived(self, stream, received)
                self._backoff.reset()
                del received
            self._done = self._reading.ended(self, stream)
        except grpc.RpcError as error:
            failure = error
        except Torn as error:
            return self._stop_sharing(str(error))
        except Closed:
            return None
        finally:
            # Before the cause of a failure is looked for, so that others are asked at once.
            self._reading.closed(self, stream)
            stream.cancel()
        if failure is None or self._stop.is_set():
            return None
        return self._explained(failure)

    def _stop_sharing(self, why: str) -> Exception:
        _logger.warning("shared memory with the server at %s is no longer used: %s", self.server.address, why)
        self.shares = False
        return NotUsable("its shared memory was overwritten", quiet=True)

    def _explained(self, error: grpc.RpcError) -> Exception:
        client = self.server.client
        assert isinstance(client, Client)
        failure = client._failure(error, until=time.monotonic() + self._backoff.begin())
        if is_transient(error) and not isinstance(failure, Unavailable | FailedPrecondition):
            return Unavailable(failure.message or "the stream was cut off", reason=failure.reason)
        return failure
