"""One StreamBatches call: its requests, and the messages that make up each batch."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

import numpy as np
from google.protobuf.message import DecodeError

from crescendo import _checks
from crescendo._gen import crescendo_pb2 as pb
from crescendo._pool import Buffer, BufferPool
from crescendo._rpc import Rpc
from crescendo._wire import chunk_payload
from crescendo.errors import Closed, ProtocolError
from crescendo.run import Run


@dataclass(frozen=True)
class Subscription:
    """Where one rank reads, and the pool that its batches are put in."""

    run: Run
    rank: int
    window: int
    pool: BufferPool


@dataclass(frozen=True, eq=False)
class Received:
    """A whole batch; the pixels are the first ``header.byte_length`` bytes of ``buffer``."""

    header: pb.BatchHeader
    buffer: Buffer


class _Requests(Iterator[pb.StreamBatchesRequest]):
    """The request side of a call, read by a thread of grpc's: the subscription, then the newest report."""

    def __init__(self, subscribe: pb.Subscribe) -> None:
        self._next: pb.StreamBatchesRequest | None = pb.StreamBatchesRequest(subscribe=subscribe)
        self._progress: pb.Progress | None = None
        self._closed = False
        self._changed = threading.Condition()

    def report(self, progress: pb.Progress) -> None:
        """Queues a report. One that is still unsent is replaced: reports are a maximum, the newest says it all."""
        with self._changed:
            self._progress = progress
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()

    def __next__(self) -> pb.StreamBatchesRequest:
        with self._changed:
            while self._next is None and self._progress is None and not self._closed:
                self._changed.wait()
            if self._closed:
                raise StopIteration
            if self._next is not None:
                request, self._next = self._next, None
            else:
                request, self._progress = pb.StreamBatchesRequest(progress=self._progress), None
            return request


class BatchStream:
    """Reads batches from ``first_step`` on.

    Nothing is read ahead of a free buffer, so that a consumer which stops taking batches stops the server through
    the transport's flow control.
    """

    def __init__(self, rpc: Rpc, subscription: Subscription, first_step: int) -> None:
        self._subscription = subscription
        self._step = first_step
        run = subscription.run
        self._requests = _Requests(
            pb.Subscribe(
                run=run.name,
                rank=subscription.rank,
                world_size=run.world_size,
                step=first_step,
                window=subscription.window,
                schedule_token=run.schedule_token,
                **run.subscription(),
            )
        )
        self._call = rpc.stream_batches(self._requests)
        self.notices: list[pb.Notice] = []

    def report(self, progress: pb.Progress) -> None:
        """Sends a report when the transport takes one."""
        self._requests.report(progress)

    def cancel(self) -> None:
        """Ends the call, and the thread of grpc's that reads its requests. May be called from any thread."""
        self._requests.close()
        self._call.cancel()

    def read(self) -> Received | None:
        """Returns the next batch; None at the end of a stream that ends with OK.

        Raises:
            grpc.RpcError: The call failed. What was read of an unfinished batch is dropped.
            ProtocolError: The messages break the contract.
            Closed: The pool was closed while waiting for a buffer.
        """
        header = self._read_header()
        if header is None:
            return None
        _checks.check_header(header, self._subscription.run, self._step)
        pool = self._subscription.pool
        buffer = pool.acquire(header.byte_length)
        if buffer is None:
            raise Closed("the loader is closed", reason="CLOSED")
        try:
            self._read_pixels(header, buffer)
        except BaseException:
            pool.release(buffer)
            raise
        self._step += 1
        return Received(header, buffer)

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
                    self._broken(f"stage {announced} was announced and stage {response.header.stage} came")
                return response.header
            if kind == "stage_change":
                announced = response.stage_change.stage.index
            elif kind == "notice":
                self.notices.append(response.notice)
            elif kind == "chunk":
                self._broken("pixels came without a header, or more than the header's byte_length")
            # Kinds that a later version of the contract may add are passed over.

    def _read_pixels(self, header: pb.BatchHeader, buffer: Buffer) -> None:
        """Copies chunks to their places until ``header.byte_length`` bytes have come."""
        filled = 0
        while filled < header.byte_length:
            message = self._message()
            if message is None:
                self._broken(f"the stream ended with OK after {filled} of {header.byte_length} bytes")
            payload = chunk_payload(message)
            if payload is None:
                response = self._parse(message)
                kind = response.WhichOneof("message")
                if kind != "chunk":
                    self._broken(f"a {kind} came after {filled} of {header.byte_length} bytes of pixels")
                payload = memoryview(response.chunk.data)
            end = filled + len(payload)
            if end > header.byte_length:
                self._broken(f"{end} bytes of pixels came and byte_length is {header.byte_length}")
            if len(payload) > 0:
                # numpy's copy, unlike memoryview's, lets other threads run meanwhile.
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
