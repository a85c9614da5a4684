"""The time during which none of several servers can be used."""

from __future__ import annotations

import time
from collections.abc import Callable

from crescendo._retry import is_full
from crescendo._silence import Silence
from crescendo.errors import CrescendoError, ResourceExhausted, Unavailable


class Outage:
    """Begins with a failure, and ends with the next batch.

    Args:
        retry_seconds: How long it may last.
        silence: Tells people of it.
        clock: Seconds on a clock that never goes back.
    """

    def __init__(self, retry_seconds: float, silence: Silence, clock: Callable[[], float] = time.monotonic) -> None:
        self._retry_seconds = retry_seconds
        self._silence = silence
        self._clock = clock
        self._began: float | None = None
        self._attempts = 0

    @property
    def left(self) -> float | None:
        """Seconds until it has lasted too long; None while there is none."""
        return None if self._began is None else self._began + self._retry_seconds - self._clock()

    def failed(self, why: str) -> None:
        """An attempt has failed."""
        if self._began is None:
            self._began = self._clock()
            self._silence.begin()
        self._attempts += 1
        self._silence.failed(why)

    def end(self) -> None:
        """A server can be used, or nobody waits any longer."""
        if self._began is not None:
            self._began, self._attempts = None, 0
            self._silence.end()

    def too_long(self, failure: CrescendoError) -> CrescendoError:
        """Makes the error of an outage that has lasted too long."""
        kind = ResourceExhausted if is_full(failure) else Unavailable
        return kind(
            f"no success in {max(1, self._attempts)} attempts within retry_seconds={self._retry_seconds:g}: "
            f"{failure.message}",
            reason=failure.reason,
            metadata=failure.metadata,
        )
