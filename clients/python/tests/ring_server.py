"""Fake servers that share memory: one uses no slot twice, the other spoils every slot as soon as it is released."""

from __future__ import annotations

import struct
import threading

from fake_server import FakeServer

from crescendo._gen import crescendo_pb2 as pb

PAGE = 4096
PROOF = bytes(range(32))
_SLOT_BYTES = 8 * PAGE


def ring_file(path, slots: int, slot_bytes: int = PAGE) -> pb.SharedMemoryOffer:
    """Makes an empty ring."""
    path.write_bytes((b"crsc-shm" + PROOF).ljust(PAGE, b"\0") + bytes(slots * slot_bytes))
    return pb.SharedMemoryOffer(path=str(path), slots=slots, slot_bytes=slot_bytes, slots_offset=PAGE, lease_seconds=60)


def put(offer: pb.SharedMemoryOffer, slot: int, generation: int, pixels: bytes = b"") -> None:
    """Writes a slot as the server does."""
    with open(offer.path, "r+b") as file:
        file.seek(offer.slots_offset + slot * offer.slot_bytes)
        file.write(pixels)
        file.seek(64 + 8 * slot)
        file.write(struct.pack("<Q", generation))


class SharingServer(FakeServer):
    """Offers a ring on every stream and puts each batch into the slot of its step."""

    def __init__(self, path, **arguments) -> None:
        super().__init__(**arguments)
        self.path = path
        self.requests: list[pb.StreamBatchesRequest] = []
        self.spoiled: set[int] = set()
        """Steps whose slot has another generation than the header says."""
        self.proven = threading.Event()

    def _stream(self, requests, context):
        first = next(requests)
        if first.subscribe.shared_memory_slots == 0:
            yield from super()._stream(_chain(first, requests), context)
            return
        self.offer = ring_file(self.path, self.total_steps, _SLOT_BYTES)
        self.offer.lease_seconds = 0.6
        yield pb.StreamBatchesResponse(shared_memory_offer=self.offer).SerializeToString()
        yield from super()._stream(_chain(first, self._noted(requests)), context)

    def _noted(self, requests):
        """Passes on requests that are not about shared memory."""
        for request in requests:
            self.requests.append(request)
            if request.HasField("shared_memory"):
                assert request.shared_memory.proof == PROOF, request.shared_memory.refusal
                self.proven.set()
            elif request.HasField("progress"):
                yield request

    def messages(self, step, rank):
        if self.subscriptions[-1].shared_memory_slots == 0:
            return super().messages(step, rank)
        assert self.proven.wait(5)
        header = pb.StreamBatchesResponse.FromString(super().messages(step, rank)[0])
        header.header.shared_memory.CopyFrom(pb.SharedMemorySlot(slot=step, generation=100 + step))
        put(self.offer, step, 999 if step in self.spoiled else 100 + step, self.pixels(step, rank).tobytes())
        return [header.SerializeToString()]

    @property
    def releases(self) -> list[int]:
        return [request.release.before_step for request in self.requests if request.HasField("release")]


def _chain(first, rest):
    yield first
    yield from rest


class SpoilingServer(SharingServer):
    """Has as many slots as the client asks for, and overwrites each one as soon as the client releases it.

    A batch for which no slot is free comes in chunks.
    """

    def __init__(self, path, **arguments) -> None:
        super().__init__(path, **arguments)
        self.slots: list[int | None] = []
        self.shared_steps: list[int] = []
        self.generation = 0
        self.lock = threading.Lock()

    def _stream(self, requests, context):
        first = next(requests)
        self.slots = [None] * first.subscribe.shared_memory_slots
        yield from super()._stream(_chain(first, requests), context)

    def _noted(self, requests):
        yield from super()._noted(self._spoiling(requests))

    def _spoiling(self, requests):
        for request in requests:
            if request.HasField("release"):
                with self.lock:
                    for slot, step in enumerate(self.slots):
                        if step is not None and (step < request.release.before_step or step in request.release.steps):
                            put(self.offer, slot, 0, b"\xaa" * _SLOT_BYTES)
                            self.slots[slot] = None
            yield request

    def messages(self, step, rank):
        messages = FakeServer.messages(self, step, rank)
        if not self.slots:
            return messages
        assert self.proven.wait(5)
        with self.lock:
            if None not in self.slots:
                return messages
            slot = self.slots.index(None)
            self.slots[slot] = step
            self.shared_steps.append(step)
            self.generation += 1
            put(self.offer, slot, self.generation, self.pixels(step, rank).tobytes())
        header = pb.StreamBatchesResponse.FromString(messages[0])
        header.header.shared_memory.CopyFrom(pb.SharedMemorySlot(slot=slot, generation=self.generation))
        return [header.SerializeToString()]
