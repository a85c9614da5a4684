"""One StreamBatches call: its requests, and the messages that make up each batch."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NoReturn

import numpy as np
from google.protobuf.message import DecodeError

from crescendo import _checks
from crescendo._gen import crescendo_pb2 as pb
from crescendo._pool import Buffer, BufferPool
from crescendo._requests import Requests
from crescendo._rpc import Rpc
from crescendo._shared_memory import Refused, Ring, Slot, Torn
from crescendo._tensors import TensorPlace
from crescendo._version import client_version
from crescendo._wire import chunk_payload
from crescendo.errors import Closed, ProtocolError
from crescendo.run import Run
from crescendo.spec import RunSpec

_logger = logging.getLogger("crescendo")

Acquire = Callable[[int], Buffer | None]
"""Lends a buffer of a number of bytes; None once the pool is closed."""

REPORT_SECONDS = 0.05
"""Least time between two reports on a stream with ``pull``, where they do not open a window. A measured budget needs
every report, because it is spent by the durations of steps.
"""

_HOST_LENGTH = 128
"""Longest name of a host, in characters; a limit of the contract."""


@dataclass(frozen=True)
class Subscription:
    """The subscription of one rank, and the pool for its batches.

    ``spec`` is that of the run as the server has it. ``shared_slots`` is the number of batches that may lie in shared
    memory, 0 for none; ``copy_shared`` copies them into the pool's buffers. ``client_id`` is the same for every stream
    of a loader; ``takeover`` takes the rank from another trainer.
    """

    run: Run
    rank: int
    window: int
    pool: BufferPool
    spec: RunSpec
    shared_slots: int = 0
    copy_shared: bool = False
    client_id: str = ""
    takeover: bool = False


@dataclass(frozen=True, eq=False)
class Received:
    """A whole batch; its tensors, the images first, lie in ``buffer`` where ``tensors`` says.

    ``buffer`` is lent by the pool, unless ``slot`` says where the batch lies in shared memory.
    """

    header: pb.BatchHeader
    tensors: tuple[TensorPlace, ...]
    buffer: Buffer
    slot: Slot | None = None


class BatchStream:
    """Reads batches from ``first_step`` on.

    Nothing is read ahead of a free buffer, so that a consumer which stops taking batches stops the server through
    the transport's flow control.
    """

    def __init__(self, rpc: Rpc, subscription: Subscription, first_step: int, *, pull: bool = False) -> None:
        self._subscription = subscription
        self._step = first_step
        run = subscription.run
        self._requests = Requests(
            pb.Subscribe(
                run=run.name,
                rank=subscription.rank,
                world_size=run.world_size,
                step=first_step,
                window=subscription.window,
                schedule_token=run.schedule_token,
                shared_memory_slots=subscription.shared_slots,
                client_version=client_version(),
                client_id=subscription.client_id,
                client_host=socket.gethostname()[:_HOST_LENGTH],
                takeover=subscription.takeover,
                pull=pull,
                **run.subscription(),
            ),
            REPORT_SECONDS if pull and run.total_steps is not None else 0.0,
        )
        self._ring: Ring | None = None
        self._call = rpc.stream_batches(self._requests)

    def report(self, progress: pb.Progress) -> None:
        """Sends a report as soon as the transport accepts one."""
        self._requests.report(progress)

    def release(self, before_step: int, steps: Iterable[int] = ()) -> None:
        """Releases the slots of shared memory of all steps below ``before_step``, and those of further ``steps``: their
        data is no longer in use.
        """
        self._requests.release(before_step, steps)

    def finish(self) -> None:
        """Ends the requests after those that are queued, whereupon the server ends the call."""
        self._requests.finish()

    def cancel(self) -> None:
        """Ends the call, and grpc's thread that reads its requests. May be called from any thread."""
        self._requests.close()
        self._call.cancel()

    def read(self) -> Received | None:
        """Returns the next batch; None at the end of a stream that ends with OK.

        Raises:
            grpc.RpcError: The call failed. The received part of an unfinished batch is dropped.
            ProtocolError: The messages break the contract.
            Closed: The pool was closed while waiting for a buffer.
            Torn: Shared memory does not hold the batch.
        """
        header = self._read_header()
        if header is None:
            return None
        tensors = _checks.check_header(header, self._subscription.run, self._step)
        received = self._read_batch(header, tensors, self._subscription.pool.acquire)
        self._step += 1
        return received

    def _read_batch(self, header: pb.BatchHeader, tensors: tuple[TensorPlace, ...], acquire: Acquire) -> Received:
        shared = self._find_slot(header, tensors[-1].end) if header.HasField("shared_memory") else None
        if shared is not None and not self._subscription.copy_shared:
            return Received(header, tensors, *shared)
        buffer = acquire(tensors[-1].end)
        if buffer is None:
            raise Closed("the loader is closed", reason="CLOSED")
        try:
            if shared is None:
                for tensor in tensors:
                    self._read_tensor(tensor, buffer[tensor.offset : tensor.end])
            else:
                self._copy_slot(*shared, buffer)
        except BaseException:
            del buffer
            self._subscription.pool.release()
            raise
        return Received(header, tensors, buffer)

    def _find_slot(self, header: pb.BatchHeader, byte_length: int) -> tuple[Buffer, Slot]:
        if self._ring is None:
            self._broken("a batch lies in shared memory, and none was agreed on")
        return self._ring.slot(header.shared_memory, byte_length)

    def _copy_slot(self, pixels: Buffer, slot: Slot, buffer: Buffer) -> None:
        np.copyto(buffer[: len(pixels)], pixels)
        if not slot.intact():
            raise Torn("a slot was overwritten while it was read")
        self._release_copied()

    def _release_copied(self) -> None:
        self.release(self._step + 1)

    def _map(self, offer: pb.SharedMemoryOffer) -> None:
        """Maps the ring that the server offers and sends the proof, or declines."""
        try:
            self._ring = Ring(offer)
        except Refused as error:
            self._requests.answer(pb.SharedMemoryAnswer(refusal=str(error)), 0)
        else:
            self._requests.answer(pb.SharedMemoryAnswer(proof=self._ring.proof), offer.lease_seconds)

    def _read_header(self) -> pb.BatchHeader | None:
        announced: int | None = None
        while True:
            message = self._message()
            if message is None:
                return None
            response = self._parse(message)
            kind = response.WhichOneof("message")
            if kind == "header":
                if announced not in (None, response.header.stage):
                    self._broken(f"stage {announced} was announced but stage {response.header.stage} came")
                return response.header
            if kind == "stage_change":
                announced = response.stage_change.stage.index
            elif kind == "notice":
                # At once: it may say why no batch comes.
                _logger.warning("notice of the server: %s: %s", response.notice.reason, response.notice.message)
            elif kind == "shared_memory_offer":
                self._map(response.shared_memory_offer)
            elif kind in ("chunk", "tensor_chunk"):
                self._broken("pixels came without a header, or more than the header's byte_length")
            # Kinds that a later version of the contract may add are ignored.

    def _read_tensor(self, tensor: TensorPlace, buffer: Buffer) -> None:
        """Copies chunks to their places until all of a tensor has come."""
        images = tensor.offset == 0
        of = "pixels" if images else tensor.name
        expected = "chunk" if images else "tensor_chunk"
        filled, byte_length = 0, len(buffer)
        while filled < byte_length:
            message = self._message()
            if message is None:
                self._broken(f"the stream ended with OK after {filled} of {byte_length} bytes of {of}")
            payload = chunk_payload(message, images=images)
            if payload is None:
                response = self._parse(message)
                kind = response.WhichOneof("message")
                if kind != expected:
                    self._broken(f"a {kind} came after {filled} of {byte_length} bytes of {of}")
                payload = memoryview(getattr(response, expected).data)
            end = filled + len(payload)
            if end > byte_length:
                self._broken(f"{end} bytes of {of} came, byte_length is {byte_length}")
            if len(payload) > 0:
                # numpy's copy, unlike memoryview's, lets other threads run in the meantime.
                np.copyto(buffer[filled:end], np.frombuffer(payload, dtype=np.uint8))
            filled = end

    def _message(self) -> bytes | None:
        try:
            message: bytes = next(self._call)
        except StopIteration:
            return None
        return message

    def _parse(self, message: bytes) -> pb.StreamBatchesResponse:
        try:
            return pb.StreamBatchesResponse.FromString(message)
        except DecodeError as error:
            self._broken(f"a message of {len(message)} bytes is not a StreamBatchesResponse ({error})")

    def _broken(self, what: str) -> NoReturn:
        raise ProtocolError(
            f"run {self._subscription.run.name}, step {self._step}: {what}",
            reason="PROTOCOL",
            metadata={"run": self._subscription.run.name, "step": str(self._step)},
        )
