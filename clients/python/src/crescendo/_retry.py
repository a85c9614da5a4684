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
from crescendo.errors import CrescendoError, Unavailable

_logger = logging.getLogger("crescendo")

FIRST_DELAY_SECONDS = 0.1
LONGEST_DELAY_SECONDS = 5.0

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


class Backoff:
    """Delays of one outage after another; ``reset`` ends an outage."""

    def __init__(self, retry_seconds: float) -> None:
        self._retry_seconds = retry_seconds
        self.reset()

    def reset(self) -> None:
        """Forgets the outage."""
        self._attempts = 0
        self._deadline: float | None = None

    def delay(self, failure: CrescendoError) -> float:
        """Returns the seconds to wait before the next attempt.

        Raises:
            Unavailable: The outage has lasted for ``retry_seconds``; its message keeps that of ``failure``.
        """
        now = time.monotonic()
        if self._deadline is None:
            self._deadline = now + self._retry_seconds
        left = self._deadline - now
        if left <= 0:
            raise Unavailable(
                f"no success in {self._attempts + 1} attempts within retry_seconds={self._retry_seconds:g}: "
                f"{failure.message}",
                reason=failure.reason,
                metadata=failure.metadata,
            ) from failure
        longest = min(FIRST_DELAY_SECONDS * 2.0 ** min(self._attempts, 16), LONGEST_DELAY_SECONDS)
        self._attempts += 1
        # Half of the delay is random, so that the ranks of a large job do not all return at once.
        seconds = min(longest * random.uniform(0.5, 1.0), left)
        # `Silence` tells people, at intervals that grow.
        _logger.info("%s; next attempt in %.1f s", failure, seconds)
        return seconds


def retry_unavailable(
    attempt: Callable[[], _Result], retry_seconds: float, silence: Silence, stop: threading.Event | None = None
) -> _Result:
    """Returns the result of ``attempt``, repeating it while it raises ``Unavailable``.

    Args:
        attempt: Must be safe to repeat.
        retry_seconds: Bound of the whole outage; 0 makes one attempt.
        silence: Says that the server does not answer.
        stop: When another thread sets it, the waiting ends and the last failure is raised.
    """
    backoff = Backoff(retry_seconds)
    with noticed(silence):
        while True:
            try:
                return attempt()
            except Unavailable as failure:
                if retry_seconds <= 0:
                    raise
                silence.failed(failure.message)
                seconds = backoff.delay(failure)
                if stop is None:
                    time.sleep(seconds)
                elif stop.wait(seconds):
                    raise
