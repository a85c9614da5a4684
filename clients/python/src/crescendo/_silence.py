"""Says that a server does not answer: within two seconds, then at intervals that grow."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

_logger = logging.getLogger("crescendo")

FIRST_NOTICE_SECONDS = 1.5
"""Time of the first notice. Each later one comes after twice the time."""


class Timer(Protocol):
    """Something that calls a function later, unless it is cancelled before."""

    def cancel(self) -> None:
        """Forgets the function."""


StartTimer = Callable[[float, Callable[[], None]], Timer]


def _start_timer(seconds: float, function: Callable[[], None]) -> Timer:
    timer = threading.Timer(seconds, function)
    timer.daemon = True
    timer.start()
    return timer


class Silence:
    """The time since which a server owes an answer. ``begin`` and ``end`` may be called from any thread.

    Args:
        address: Address of the server, as it was given.
        call: The call that has no answer.
        limit_seconds: How long the client waits; None for no limit.
        retries: True if the limit is that of repeated attempts, counted from the first failure. Otherwise it is that of
            the whole call.
        several: True if the address is what names several servers.
        clock: Seconds on a clock that never goes back.
        start_timer: Calls a function after a number of seconds.
    """

    def __init__(
        self,
        address: str,
        call: str,
        limit_seconds: float | None,
        *,
        retries: bool = False,
        several: bool = False,
        clock: Callable[[], float] = time.monotonic,
        start_timer: StartTimer = _start_timer,
    ) -> None:
        self._address = address
        self._call = call
        self._limit_seconds = limit_seconds
        self._retries = retries
        self._several = several
        self._clock = clock
        self._start_timer = start_timer
        self._lock = threading.Lock()
        self._since: float | None = None
        self._failure = ""
        self._timer: Timer | None = None

    def begin(self) -> None:
        """The server owes an answer from now on. A second call changes nothing."""
        with self._lock:
            if self._since is None:
                self._since = self._clock()
                self._failure = ""
                self._wait(FIRST_NOTICE_SECONDS)

    def failed(self, message: str) -> None:
        """An attempt has failed; the next notice says why."""
        with self._lock:
            self._failure = message

    def end(self) -> None:
        """The server has answered, or the client waits no longer."""
        with self._lock:
            self._since = None
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    def _wait(self, until: float) -> None:
        since = self._since
        assert since is not None
        self._timer = self._start_timer(max(0.0, since + until - self._clock()), lambda: self._notice(since, until))

    def _notice(self, since: float, until: float) -> None:
        with self._lock:
            if self._since != since:
                return
            message = self._message(self._clock() - since)
            self._wait(2 * until)
        _logger.warning("%s", message)

    def _message(self, seconds: float) -> str:
        if self._limit_seconds is None:
            limit = "without limit"
        elif self._retries:
            limit = f"until attempts have failed for {self._limit_seconds:g} s"
        else:
            limit = f"for {self._limit_seconds:g} s in all"
        failure = f"; the last attempt failed: {self._failure}" if self._failure else ""
        who = (
            f"none of the servers at {self._address} has" if self._several else f"the server at {self._address} has not"
        )
        seconds = round(seconds, 1)
        return f"{who} answered {self._call} for {seconds:g} s; the client waits {limit}{failure}"


_thread = threading.local()


@contextmanager
def noticed(silence: Silence) -> Iterator[None]:
    """Watches a block that waits for an answer. Inside another such block it does nothing: the outer one, which repeats
    the call, knows how long the client waits.
    """
    if getattr(_thread, "watched", False):
        yield
        return
    _thread.watched = True
    silence.begin()
    try:
        yield
    finally:
        silence.end()
        _thread.watched = False


@contextmanager
def quiet() -> Iterator[None]:
    """Leaves the notices of a block to somebody who knows more than it does."""
    before = getattr(_thread, "watched", False)
    _thread.watched = True
    try:
        yield
    finally:
        _thread.watched = before
