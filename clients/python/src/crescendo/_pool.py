"""Memory for the pixels of batches: reused, but never while anything refers to it.

A fresh allocation costs page faults for every 4 KiB: filling one runs at a fraction of the speed of a warm copy. So
memory is lent for one batch and comes back by itself when the last array, tensor or ``memoryview`` over it is gone.
"""

from __future__ import annotations

import itertools
import logging
import threading
import weakref
from collections import deque
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Buffer = npt.NDArray[np.uint8]
Allocate = Callable[[int], Buffer]

_logger = logging.getLogger("crescendo")

_KEPT_BYTES = 31 << 20
"""Just below the largest block that glibc accepts as a hint, 32 MiB."""
_FIRST_WARNING = 8
"""Batches that a trainer keeps before a warning. A loop keeps one or two: its variables, and the autograd graph."""


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


def lend(memory: Buffer) -> Buffer:
    """Returns an array over ``memory``, (L,) uint8, that exists for as long as anything refers to it or to its views.

    A weak reference to it therefore tells when the memory is free. Views of a plain view would refer to ``memory``,
    because NumPy shortens chains of arrays; the ``memoryview`` in between ends the chain.
    """
    return np.frombuffer(memory.data, dtype=np.uint8)


class ReusedMemory:
    """Lends arrays whose memory is used again when nothing refers to them.

    May be used by several threads. Arrays end in any thread, and during garbage collection, also in the middle of a
    method of this class. So what happens then consists of operations that are atomic in themselves, without a lock.

    Args:
        spares: How much unused memory is kept, in arrays.
        allocate: Allocates memory.
    """

    def __init__(self, spares: int, allocate: Allocate) -> None:
        self._allocate = allocate
        # The last array to come back is lent first, as it may still be in the processor's cache. The oldest is dropped.
        self._spares: deque[Buffer] = deque(maxlen=spares)
        self._lent: dict[int, int] = {}
        self._numbers = itertools.count()

    @property
    def lent(self) -> int:
        """How many arrays are in use."""
        return len(self._lent)

    @property
    def lent_bytes(self) -> int:
        """Bytes of the memory of the arrays in use."""
        return sum(list(self._lent.values()))

    def lend(self, byte_length: int, *, allocated_length: int = 0) -> Buffer:
        """Lends an array of at least ``byte_length`` bytes, (L,) uint8.

        Args:
            byte_length: The bytes that are needed.
            allocated_length: The bytes of new memory, if that is more.
        """
        memory = self._spare(byte_length)
        if memory is None:
            memory = self._allocate(max(byte_length, allocated_length))
        array = lend(memory)
        number = next(self._numbers)
        self._lent[number] = len(memory)
        weakref.finalize(array, _take_back, self._lent, number, self._spares, memory).atexit = False
        return array

    def _spare(self, byte_length: int) -> Buffer | None:
        try:
            memory = self._spares.pop()
        except IndexError:
            return None
        return memory if len(memory) >= byte_length else None


def _take_back(lent: dict[int, int], number: int, spares: deque[Buffer], memory: Buffer) -> None:
    del lent[number]
    spares.append(memory)


class BufferPool:
    """Buffers for batches that are received, wait, or are in use by the loader; ``acquire`` waits while ``count`` are.

    Only ``release`` makes room for another batch. When a batch's memory is used again is another matter: see
    ``ReusedMemory``. So a trainer that keeps batches makes the pool grow, and pixels never change. With
    ``reuse=False``, each buffer is fresh and never comes back.
    """

    def __init__(
        self, count: int, byte_length: int, *, reuse: bool = True, allocate: Allocate = allocate_pageable
    ) -> None:
        self.byte_length = byte_length
        self._allocate = allocate
        self._memory = ReusedMemory(count, allocate) if reuse else None
        self._used = 0
        self._count = count
        self._warn_at = _FIRST_WARNING
        self._closed = False
        self._changed = threading.Condition()

    def acquire(self, byte_length: int) -> Buffer | None:
        """Returns a buffer of at least ``byte_length`` bytes, (L,) uint8; None once the pool is closed."""
        with self._changed:
            while not self._closed and self._used >= self._count:
                self._changed.wait()
            if self._closed:
                return None
            self._used += 1
        return self._lent(byte_length)

    def take(self, byte_length: int) -> Buffer | None:
        """Returns a buffer without waiting, for a caller that bounds the number of batches by itself."""
        with self._changed:
            if self._closed:
                return None
            self._used += 1
        return self._lent(byte_length)

    def _lent(self, byte_length: int) -> Buffer:
        if self._memory is None:
            return self._allocate(byte_length)
        buffer = self._memory.lend(byte_length, allocated_length=self.byte_length)
        self._warn(self._memory)
        return buffer

    def release(self) -> None:
        """Makes room for another batch. The caller no longer refers to the buffer of the one that it is done with."""
        with self._changed:
            self._used -= 1
            self._changed.notify()

    def close(self) -> None:
        """Wakes all waiting threads."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _warn(self, memory: ReusedMemory) -> None:
        """Tells of a trainer that keeps many batches, again whenever their number has doubled."""
        kept = memory.lent - self._used
        if kept < self._warn_at:
            return
        self._warn_at *= 2
        _logger.warning(
            "%d earlier batches are still referenced, so their memory cannot be reused; this loader's batches take "
            "%.0f MB. If you do not mean to keep them, look for a list or a queue of images, or of losses with their "
            "graphs (keep loss.item() instead)",
            *(kept, memory.lent_bytes / 1e6),
        )
