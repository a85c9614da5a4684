"""Exponential back-off with jitter, bounded in total."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from typing import TypeVar

import grpc

from crescendo._silence import Silence, noticed
from crescendo.errors import CrescendoError, ResourceExhausted, Unavailable

_logger = logging.getLogger("crescendo")

FIRST_DELAY_SECONDS = 0.1
LONGEST_DELAY_SECONDS = 5.0
LONGEST_ATTEMPT_SECONDS = 10.0
"""Longest attempt, and so the longest time in which a client tries nothing new."""
_SHORTEST_ATTEMPT_SECONDS = 0.1
"""An attempt at the very end of the retry time still has this long."""

_Result = TypeVar("_Result")


def is_transient(error: grpc.RpcError) -> bool:
    """True if the same call may succeed later.

    CANCELLED counts because servers that are shut down by force reset their streams, and the reset reaches the client
    with this code. The caller never passes in a call that it has cancelled itself.
    """
    return isinstance(error, grpc.Call) and error.code() in (
        grpc.StatusCode.UNAVAILABLE,
        grpc.StatusCode.CANCELLED,
    )


def is_full(failure: CrescendoError) -> bool:
    """True if the server has no room now, and may have it later. A quota of the token that is used up stays so."""
    return isinstance(failure, ResourceExhausted) and failure.reason == "LIMIT"


class Backoff:
    """The attempts of one outage after another; ``reset`` ends an outage.

    Args:
        retry_seconds: Bound of all attempts together, counted from the first failure.
        clock: Seconds on a clock that never goes back.
    """

    def __init__(self, retry_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._retry_seconds = retry_seconds
        self._clock = clock
        self.reset()

    def reset(self) -> None:
        """Forgets the outage."""
        self._attempts = 0
        self._deadline: float | None = None
        self._began: float | None = None

    def begin(self) -> float:
        """An attempt begins now. Returns the seconds that it may take."""
        self._began = self._clock()
        if self._deadline is None:
            return LONGEST_ATTEMPT_SECONDS
        return min(LONGEST_ATTEMPT_SECONDS, max(_SHORTEST_ATTEMPT_SECONDS, self._deadline - self._began))

    def delay(self, failure: CrescendoError) -> float:
        """Returns the seconds to wait before the next attempt. The time of the attempt that has failed counts, so that
        one without an answer is followed by the next at once.

        Raises:
            Unavailable: The outage has lasted for ``retry_seconds``; its message keeps that of ``failure``.
            ResourceExhausted: The server has had no room for so long.
        """
        now = self._clock()
        if self._deadline is None:
            self._deadline = now + self._retry_seconds
        left = self._deadline - now
        if left <= 0:
            kind = ResourceExhausted if is_full(failure) else Unavailable
            raise kind(
                f"no success in {self._attempts + 1} attempts within retry_seconds={self._retry_seconds:g}: "
                f"{failure.message}",
                reason=failure.reason,
                metadata=failure.metadata,
            ) from failure
        longest = min(FIRST_DELAY_SECONDS * 2.0 ** min(self._attempts, 16), LONGEST_DELAY_SECONDS)
        self._attempts += 1
        # Half of the delay is random, so that the ranks of a large job do not all return at once.
        taken = 0.0 if self._began is None else now - self._began
        self._began = None
        seconds = min(max(0.0, longest * random.uniform(0.5, 1.0) - taken), left)
        # `Silence` tells people, at intervals that grow.
        _logger.info("%s; next attempt in %.1f s", failure, seconds)
        return seconds


_Failure = TypeVar("_Failure", bound=CrescendoError)


def telling(failure: _Failure, before: _Failure | None, limit: float) -> _Failure:
    """Returns the one of two failures that says more: an attempt that was cut short, because it had only ``limit``
    seconds, tells less than the one before it.
    """
    cut_short = failure.reason in ("TIMEOUT", "") and limit < LONGEST_ATTEMPT_SECONDS
    return before if cut_short and before is not None else failure


def retry_unavailable(
    attempt: Callable[[float], _Result], retry_seconds: float, silence: Silence, stop: threading.Event | None = None
) -> _Result:
    """Returns the result of ``attempt``, repeating it while it raises ``Unavailable``.

    Args:
        attempt: Is given the seconds that it may take, and must be safe to repeat.
        retry_seconds: Bound of the whole outage; 0 makes one attempt.
        silence: Says that the server does not answer.
        stop: When another thread sets it, the waiting ends and the last failure is raised.
    """
    backoff = Backoff(retry_seconds)
    last: Unavailable | None = None
    with noticed(silence):
        while True:
            limit = backoff.begin()
            try:
                return attempt(limit)
            except Unavailable as failure:
                if retry_seconds <= 0:
                    raise
                last = failure = telling(failure, last, limit)
                silence.failed(failure.message)
                seconds = backoff.delay(failure)
                if stop is None:
                    time.sleep(seconds)
                elif stop.wait(seconds):
                    raise
