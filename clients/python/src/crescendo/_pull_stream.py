"""A stream that sends only the batches that it is asked for."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

import numpy as np

from crescendo import _checks
from crescendo._gen import crescendo_pb2 as pb
from crescendo._rpc import Rpc
from crescendo._stream import BatchStream, Received, Subscription
from crescendo._tensors import TensorPlace

_numbers = itertools.count()


class PullStream(BatchStream):
    """Reads the batches of the steps that were asked for, in any order.

    Args:
        rpc: The calls of the server.
        subscription: Which rank of which run; its window is the number of steps that may be outstanding.
        first_step: The first step of the loader, for the server's log.
        wanted: Tells whether the batch of a step is still missing. It is called when a batch begins.

    Attributes:
        number: Tells streams apart.
    """

    def __init__(self, rpc: Rpc, subscription: Subscription, first_step: int, wanted: Callable[[int], bool]) -> None:
        super().__init__(rpc, subscription, first_step, pull=True)
        self.number = next(_numbers)
        self._wanted = wanted

    def ask(self, fetch: Iterable[int], cancel: Iterable[int]) -> None:
        """Asks for steps, and takes back steps that are no longer wanted."""
        self._requests.ask(fetch, cancel)

    def read_any(self) -> Received | int | None:
        """Returns the next batch; only its step if it is no longer wanted; None at the end of a stream that ends with
        OK. Raises as ``read``, but never waits for a buffer.
        """
        header = self._read_header()
        if header is None:
            return None
        self._step = header.step
        tensors = _checks.check_header(header, self._subscription.run, header.step)
        if self._wanted(header.step):
            return self._read_batch(header, tensors, self._subscription.pool.take)
        self._pass_over(header, tensors)
        return int(header.step)

    def _pass_over(self, header: pb.BatchHeader, tensors: tuple[TensorPlace, ...]) -> None:
        if header.HasField("shared_memory"):
            self._release_copied()
            return
        unused = np.empty(tensors[-1].end, dtype=np.uint8)
        for tensor in tensors:
            self._read_tensor(tensor, unused[tensor.offset : tensor.end])

    def _release_copied(self) -> None:
        self.release(0, [self._step])
