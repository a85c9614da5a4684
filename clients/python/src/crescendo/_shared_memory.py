"""Batches in memory that a server on the same host shares with this process.

The server offers a file of a memory file system that only its owner can open, and this process proves that it sees the
same memory by answering with random bytes from it. The server writes a slot again only after this process has released
it, and it releases a slot when nothing refers to the pixels any more. ``Slot.intact`` checks this before and after use.
"""

from __future__ import annotations

import mmap
import os
import stat
import sys
import weakref
from dataclasses import dataclass

import numpy as np

from crescendo._gen import crescendo_pb2 as pb
from crescendo._pool import Buffer, lend

_MAGIC = b"crsc-shm"
_PROOF = slice(8, 40)
_TABLE_OFFSET = 64


class Refused(Exception):
    """The offer is declined; the message says why."""


class Torn(Exception):
    """A slot does not hold the expected batch, which must then be sent in chunks."""


_RENEWAL_SECONDS = (0.05, 60.0)
"""Shortest and longest time between two signs of life, whatever the lease."""


def renewal_seconds(lease_seconds: float) -> float | None:
    """Seconds between two renewals of a lease; None if it needs none."""
    if not lease_seconds > 0:
        return None
    shortest, longest = _RENEWAL_SECONDS
    return min(longest, max(shortest, lease_seconds / 3))


def may_share(address: str) -> bool:
    """Whether an address certainly leads to this host."""
    target = address.removeprefix("dns:").removeprefix("ipv4:").removeprefix("ipv6:").lstrip("/")
    return address.startswith("unix:") or target.startswith(("localhost:", "127.", "[::1]:"))


class Ring:
    """A mapped ring. It is unmapped when the last array over it is gone.

    Raises:
        Refused: The file does not exist, cannot be opened, or is not a ring of this user.
    """

    def __init__(self, offer: pb.SharedMemoryOffer) -> None:
        if sys.platform == "win32":
            raise Refused("this platform has no memory file system")
        self._offer = offer
        length = offer.slots_offset + offer.slots * offer.slot_bytes
        try:
            # The server chooses the path, so it must not be a link or a device that blocks.
            descriptor = os.open(offer.path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except (OSError, ValueError) as error:
            raise Refused(f"cannot open {offer.path}: {getattr(error, 'strerror', error)}") from error
        try:
            _check_file(os.fstat(descriptor), offer.path, length)
            memory = mmap.mmap(descriptor, length)
        except (OSError, OverflowError, ValueError) as error:
            raise Refused(f"cannot map {offer.path}: {error}") from error
        finally:
            os.close(descriptor)
        if memory[: len(_MAGIC)] != _MAGIC or offer.slots_offset < _TABLE_OFFSET + 8 * offer.slots:
            raise Refused(f"{offer.path} is not a ring of shared memory")
        self.proof = memory[_PROOF]
        self._bytes: Buffer = np.frombuffer(memory, dtype=np.uint8)
        table = self._bytes[_TABLE_OFFSET : _TABLE_OFFSET + 8 * offer.slots]
        self._generations = table.view("<u8")

    def slot(self, place: pb.SharedMemorySlot, byte_length: int) -> tuple[Buffer, Slot]:
        """Returns a slot's batch, a view of the memory, and the slot, which does not keep the batch alive.

        Raises:
            Torn: The slot does not hold it.
        """
        if place.slot >= self._offer.slots or byte_length > self._offer.slot_bytes:
            raise Torn(f"there is no slot {place.slot} of {byte_length} bytes")
        start = self._offer.slots_offset + place.slot * self._offer.slot_bytes
        pixels = lend(self._bytes[start : start + byte_length])
        slot = Slot(weakref.ref(pixels), self._generations, place.slot, place.generation)
        if not slot.intact():
            raise Torn(f"slot {place.slot} was overwritten")
        return pixels, slot


@dataclass(frozen=True, eq=False)
class Slot:
    """A place in a ring that holds a batch."""

    _pixels: weakref.ref[Buffer]
    _generations: np.ndarray[tuple[int], np.dtype[np.uint64]]
    _index: int
    _generation: int

    def in_use(self) -> bool:
        """Whether anything refers to the batch's pixels."""
        return self._pixels() is not None

    def intact(self) -> bool:
        """Whether the slot still holds the batch. Generation 0 is that of a slot that is empty or being written."""
        return self._generation > 0 and int(self._generations[self._index]) == self._generation


def _check_file(status: os.stat_result, path: str, length: int) -> None:
    if not stat.S_ISREG(status.st_mode) or status.st_size != length:
        raise Refused(f"{path} is not a file of {length} bytes")
    # A server of another user could make this process map a file that that user can change at any time.
    if status.st_uid != os.geteuid():
        raise Refused(f"{path} belongs to another user")
