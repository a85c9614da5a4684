"""Memory for the pixels of batches, allocated once and reused.

A fresh allocation costs page faults for every 4 KiB: filling one runs at a fraction of the speed of a warm copy.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Buffer = npt.NDArray[np.uint8]
Allocate = Callable[[int], Buffer]

_KEPT_BYTES = 31 << 20
"""Just below the largest block that glibc accepts as a hint, 32 MiB."""


def allocate_pageable(byte_length: int) -> Buffer:
    """Allocates ordinary memory. The system provides its pages only when they are first written."""
    return np.empty(byte_length, dtype=np.uint8)


def keep_freed_memory() -> None:
    """Makes glibc keep freed blocks of up to 32 MiB for the next allocation of that size.

    grpc delivers each message of about 1 MiB in memory of its own, which by default is mapped anew, page by page, and
    returned at once. This takes a third of the CPU time of receiving. glibc raises its threshold for mapping when a
    large block is freed (see M_MMAP_THRESHOLD in mallopt(3)); the block is never touched, so this costs nothing.
    """
    np.empty(_KEPT_BYTES, dtype=np.uint8)


class BufferPool:
    """A fixed number of buffers; ``acquire`` waits until one is free.

    With ``reuse=False`` the number still bounds what is held at once, but each buffer is fresh and never comes back.
    """

    def __init__(
        self, count: int, byte_length: int, *, reuse: bool = True, allocate: Allocate = allocate_pageable
    ) -> None:
        self.byte_length = byte_length
        self._reuse = reuse
        self._allocate = allocate
        self._unmade = count
        self._free: list[Buffer] = []
        self._closed = False
        self._changed = threading.Condition()

    def acquire(self, byte_length: int) -> Buffer | None:
        """Returns a buffer of at least ``byte_length`` bytes, (L,) uint8; None once the pool is closed."""
        with self._changed:
            while not self._closed:
                if self._free:
                    free = self._free.pop()
                    return free if len(free) >= byte_length else self._allocate(byte_length)
                if self._unmade > 0:
                    self._unmade -= 1
                    return self._allocate(max(self.byte_length, byte_length) if self._reuse else byte_length)
                self._changed.wait()
            return None

    def release(self, buffer: Buffer) -> None:
        """Returns a buffer: data read from it must no longer be in use."""
        with self._changed:
            if self._reuse:
                self._free.append(buffer)
            else:
                self._unmade += 1
            self._changed.notify()

    def close(self) -> None:
        """Wakes all waiting threads."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
