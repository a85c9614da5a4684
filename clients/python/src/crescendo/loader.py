"""The iterator from which a trainer reads its batches."""

from __future__ import annotations

import dataclasses
import logging
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any

import grpc

from crescendo import _checks, _state
from crescendo._addresses import Addresses
from crescendo._arguments import check_flag, check_range, check_seconds, check_shared_memory
from crescendo._connect import connect
from crescendo._epochs import Epoch, epochs, spent_before
from crescendo._gen import crescendo_pb2 as pb
from crescendo._opening import check_new, first_step, for_world, open_run
from crescendo._pool import Allocate, BufferPool, allocate_pageable, keep_freed_memory
from crescendo._prefetch import Prefetcher
from crescendo._pull import PullPrefetcher
from crescendo._received_batch import batch_of
from crescendo._reopen import is_lost_run, reopen
from crescendo._retry import retry_unavailable
from crescendo._shared_memory import may_share
from crescendo._spread import SpreadClient, spread
from crescendo._stream import Received, Subscription
from crescendo.batch import Batch
from crescendo.client import Client
from crescendo.errors import Closed, CrescendoError, FailedPrecondition, InvalidArgument, NotFound
from crescendo.run import Run, Stage
from crescendo.spec import RunSpec

__all__ = ["Loader"]

_logger = logging.getLogger("crescendo")

WINDOW_MAX = 64
"""Greatest window, in batches; a limit of the contract."""
RETRY_SECONDS = 300.0
_FINISH_SECONDS = 10.0
"""Longest wait at the end of the schedule, for the stream's status and for the last report."""


class Loader:
    """Iterates over the batches of one rank, in order of step, to the end of the schedule.

    A background thread reads ahead, at most ``window`` batches beyond the last one consumed, so that the network and
    the trainer work at the same time. When the server goes away, the loader reconnects and continues at the exact step:
    no batch is missing and none comes twice.

    **Several servers** that share the state of their runs are read at the same time (``connect`` says how to name
    them). The loader asks each for some of the steps, puts them in order again, and asks a second server for a step
    that is late. So the batches are the same whichever servers make them, and a server that is killed or frozen costs a
    moment. A server that names processes beside it, as ``crescendo serve --processes`` does, counts as several.

    **When a batch counts as consumed.** Asking for the next batch means that the previous one has been used; this is
    reported to the server, with the time in between. So the batch that the trainer held when it crashed or left the
    loop comes again with ``start="resume"``, unless ``acknowledge()`` was called for it.

    **Memory.** What you keep never changes. ``Batch.images`` is a view of memory that is used for another batch only
    when nothing refers to it any more: no batch, no view, no tensor that shares it, no frame of an exception. Keeping
    many batches takes their memory, and a warning says so. A device that copies asynchronously from page-locked memory
    (``allocate``) is no reference: keep the batch until it has read it, as ``crescendo.torch`` does.

    Args:
        client: A ``Client``, or what ``connect`` takes as an address; the loader then makes connections of its own and
            closes them.
        run: Name of the run, or the result of ``Client.open_run``.
        spec: The definition of the run; None joins an existing run.
        rank: This rank, 0..world_size-1.
        world_size: Number of ranks; must divide the run's batches. It is also used for a ``spec`` that does not set it.
        window: Batches that may be in flight or waiting beyond the last one consumed, 1..64.
        start: ``"auto"``: step 0 of a run in which nothing was trained, or the step of ``load_state_dict``. For a run
            that has progress, the first ``next()`` without a state raises an error, because only you know which weights
            are loaded. ``"resume"``: the step after the last one that *every* rank has consumed, so that all ranks
            start together. ``"beginning"``: step 0. A number: that global step.
        takeover: True takes the rank from another trainer that reads its batches and may be alive; that one then fails.
        reuse_buffer: False allocates a fresh array for each batch.
        buffers: How many batches you keep at a time, the newest one included, for which there is then a place in shared
            memory. If you keep more, later batches come through the connection while no place is free.
        auto_acknowledge: False means that only ``acknowledge()`` reports.
        on_stage_change: Called with the ``Stage`` before its first batch is returned, in the thread that iterates.
        retry_seconds: Longest outage of the server, in seconds, before ``Unavailable`` is raised; and longest wait for
            room on it.
        credentials: For an address: see ``connect``.
        options: For an address: see ``connect``.
        token: For an address: see ``connect``.
        plaintext_token: For an address: see ``connect``.
        allocate: Allocates a buffer, (L,) ``uint8``, of a number of bytes; used for page-locked memory.
        shared_memory: Whether batches may lie in memory that a server on the same host shares: ``"auto"`` asks for it
            if the address leads to this host, True always asks. ``Batch.images`` is then a view of that memory, without
            a copy, unless ``reuse_buffer=False`` or ``allocate`` says where batches go. If it is not available, batches
            come through the connection.

    Raises:
        InvalidArgument: An argument is out of its range.
        FailedPrecondition: The run has another spec or world size; or it is finished (RUN_FINISHED), with
            ``start="resume"``.
        CrescendoError: As from ``Client.open_run``.

    Example:
        >>> with crescendo.Loader("127.0.0.1:7077", "baseline", spec={"dataset": "imagenet"}) as loader:
        ...     for batch in loader:
        ...         train(batch.images, batch.labels, lr=schedule(batch.budget_start))
    """

    # Of this iteration, every step below `_next_step` has been returned, every step below `_acknowledged` has been
    # consumed, and every step below `_reported` was reported by a call that was answered.
    _next_step: int
    _acknowledged: int
    _reported: int

    def __init__(
        self,
        client: Client | Addresses,
        run: str | Run,
        *,
        spec: RunSpec | Mapping[str, Any] | None = None,
        rank: int = 0,
        world_size: int = 1,
        window: int = 4,
        start: str | int = "auto",
        takeover: bool = False,
        reuse_buffer: bool = True,
        buffers: int = 1,
        auto_acknowledge: bool = True,
        on_stage_change: Callable[[Stage], None] | None = None,
        retry_seconds: float = RETRY_SECONDS,
        credentials: grpc.ChannelCredentials | None = None,
        options: Mapping[str, Any] | None = None,
        token: str | None = None,
        plaintext_token: bool = False,
        allocate: Allocate = allocate_pageable,
        shared_memory: bool | str = "auto",
    ) -> None:
        check_range("world_size", world_size, 1, None)
        check_range("rank", rank, 0, world_size - 1)
        check_range("window", window, 1, WINDOW_MAX)
        check_range("buffers", buffers, 1, None)
        check_seconds("retry_seconds", retry_seconds, zero=True)
        flags = {"takeover": takeover, "reuse_buffer": reuse_buffer, "auto_acknowledge": auto_acknowledge}
        for name, flag in flags.items():
            check_flag(name, flag)
        self.rank = rank
        self.world_size = world_size
        self._window = window
        self._takeover = takeover
        self._reuse_buffer = reuse_buffer
        self._buffers = buffers
        self._auto_acknowledge = auto_acknowledge
        self._on_stage_change = on_stage_change
        self._retry_seconds = retry_seconds
        self._allocate = allocate
        self._shared_memory = check_shared_memory(shared_memory)
        self._owned: list[Client] = []
        if not isinstance(client, Client):
            way: dict[str, Any] = {"token": token, "plaintext_token": plaintext_token}
            client = connect(client, credentials=credentials, options=options, **way)
            self._owned.append(client)
        elif token is not None:
            raise InvalidArgument(
                "token must be left out, because the client has its own: give it to connect()",
                reason="INVALID_FIELD",
                metadata={"field": "token"},
            )
        self._client = client
        self._client_id = ""
        self._closed = False
        self._interrupted = False
        self._lock = threading.Lock()
        self._prefetcher: Prefetcher | PullPrefetcher | None = None
        self._finalizer: weakref.finalize[..., Loader] | None = None
        try:
            self.run = self._open_run(run, spec)
            self._must_be_new = start == "auto"
            self._rewind(first_step(self._client, self.run, start, retry_seconds))
        except BaseException:
            self._close_clients()
            raise

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The schedule."""
        return self.run.stages

    @property
    def next_step(self) -> int:
        """The global step of the batch that the next ``next()`` returns."""
        return self._next_step

    def __len__(self) -> int:
        """Number of batches left until the end of the schedule.

        Raises:
            TypeError: The end is not decided yet, for a measured budget.
        """
        if self.run.total_steps is None:
            raise TypeError("the number of batches is not decided yet: the budget is measured while training")
        return self.run.total_steps - self._next_step

    def __iter__(self) -> Loader:
        return self

    def __next__(self) -> Batch:
        """Returns the next batch, waiting for it if necessary.

        Raises:
            StopIteration: The schedule is at its end.
            Unavailable: The server was away for longer than ``retry_seconds``.
            ResourceExhausted: It had no room for so long, or a quota is used up.
            DataLoss: The run has met more bad samples than it allows.
            ProtocolError: The server broke the contract.
            FailedPrecondition: ``auto_acknowledge=False`` and a whole window is unacknowledged; or, with
                ``start="auto"`` and without a state, the run has progress (RUN_HAS_PROGRESS) or is finished
                (RUN_FINISHED); or another trainer reads the batches of this rank (RANK_TAKEN).
            Closed: The loader was closed.
        """
        if self._closed:
            raise Closed("the loader is closed", reason="CLOSED")
        if self._must_be_new:
            check_new(self._client, self.run, self.rank, self._retry_seconds)
            self._must_be_new = False
        self._release_oldest()
        if self._auto_acknowledge:
            self.acknowledge()
        if self._next_step >= self.run.step_bound:
            self._finish()
            raise StopIteration
        if self._next_step - self._acknowledged >= self._window:
            raise FailedPrecondition(
                f"{self._window} batches are unacknowledged, which is the whole window: call acknowledge()",
                reason="WINDOW",
                metadata={"field": "window", "value": str(self._window)},
            )
        asked_at = time.perf_counter()
        received = self._take()
        if received is None:
            self._finish()
            raise StopIteration
        self._wait_seconds = time.perf_counter() - asked_at
        batch = self._hand_out(received)
        if batch.stage_changed and self._on_stage_change is not None:
            self._on_stage_change(self.run.stages[batch.stage])
        self._handed_out_at = time.perf_counter()
        return batch

    def epochs(self, n: int) -> Iterator[Epoch[Batch]]:
        """Divides the rest of the run where its budget passes multiples of ``1 / n``.

        Between two of these shares, validate and save. They have equal parts of the budget, not equal numbers of
        steps. The batch that passes a bound is the last of its share; with ``auto_acknowledge`` it is reported when
        the loop over the share ends. Shares that are over at the loader's position are left out, so that a trainer that
        resumes gets the rest of them.

        Args:
            n: Number of shares of the whole budget.

        Returns:
            An iterator of iterables of batches, each with its position, ``index``, 0..n-1.

        Raises:
            InvalidArgument: ``n`` is below 1.

        Example:
            >>> for epoch in loader.epochs(90):
            ...     for batch in epoch:
            ...         train(batch)
            ...     validate()
            ...     save(epoch.index, model, loader.state_dict())
        """
        acknowledge = self.acknowledge if self._auto_acknowledge else lambda: None
        return epochs(self, n, spent_before(self.run, self._next_step), lambda batch: batch, acknowledge)

    def set_epoch(self, epoch: int) -> None:
        """Does nothing: the order of the samples follows from the seed and the step. Training loops that are written
        for a ``DistributedSampler`` call it.

        Args:
            epoch: Ignored.
        """

    def acknowledge(self, *, step_seconds: float | None = None) -> None:
        """Reports every batch returned so far as consumed. A second call for the same batch does nothing.

        Args:
            step_seconds: Duration of the training step; None takes the time since the batch was returned.
        """
        if self._acknowledged == self._next_step:
            return
        self._acknowledged = self._next_step
        if step_seconds is None:
            step_seconds = time.perf_counter() - self._handed_out_at
        self._step_seconds = step_seconds
        if self._prefetcher is not None:
            last = self._acknowledged - 1
            waited = self._wait_seconds
            self._prefetcher.report(pb.Progress(consumed_step=last, step_seconds=step_seconds, wait_seconds=waited))

    def state_dict(self) -> dict[str, Any]:
        """Returns the position *after* the last batch that was returned, as plain JSON data.

        Save it with the weights when that batch's training step is complete: the two then belong together, whether or
        not the batch was acknowledged.
        """
        return _state.make(self.run, self._next_step)

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Goes to the position of a state; iteration continues there.

        Args:
            state: The result of ``state_dict``, from this loader or from another one of the same run.

        Raises:
            InvalidArgument: The state is malformed.
            FailedPrecondition: The state belongs to another run, spec, dataset, schedule or world size.
            Closed: The loader was closed.
        """
        if self._closed:
            raise Closed("the loader is closed", reason="CLOSED")
        next_step = _state.check(state, self.run)
        self._stop_reading()
        self._must_be_new = False
        self._rewind(next_step)

    def close(self) -> None:
        """Stops reading and reports what was consumed. May be called from any thread, any number of times."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._stop_reading()
        self._report_last(retry_seconds=0.0)
        self._close_clients()

    def __enter__(self) -> Loader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open_run(self, run: str | Run, spec: RunSpec | Mapping[str, Any] | None) -> Run:
        opened = open_run(self._client, run, spec, world_size=self.world_size, retry_seconds=self._retry_seconds)
        self._spec = opened.spec
        self._read_from_siblings(opened)
        return for_world(opened, self.world_size)

    def _read_from_siblings(self, opened: Run) -> None:
        client = spread(self._client, opened)
        if client is not None and client is not self._client:
            self._client = client
            self._owned.insert(0, client)

    def _close_clients(self) -> None:
        for client in self._owned:
            client.close()

    def _rewind(self, next_step: int) -> None:
        self._next_step = next_step
        self._acknowledged = next_step
        self._reported = next_step
        self._stage: int | None = None
        self._handed_out_at = 0.0
        self._step_seconds = 0.0
        self._wait_seconds = 0.0
        self._handed_out: deque[Received] = deque()

    def _release_oldest(self) -> None:
        """Lets go of the memory of the oldest batch if one more batch would be too many."""
        if len(self._handed_out) >= self._buffers and self._prefetcher is not None:
            oldest = self._handed_out.popleft()
            step, slot = oldest.header.step, oldest.slot
            # The memory can be used again only when nothing refers to it.
            del oldest
            self._prefetcher.release(step, slot)

    def _take(self) -> Received | None:
        received = self._reader().take()
        if received is None or received.slot is None or received.slot.intact():
            return received
        # The batches that waited in shared memory were lost; they are sent again, in chunks.
        _logger.warning("shared memory is no longer used: step %d was overwritten", received.header.step)
        self._stop_reading()
        self._handed_out.clear()
        self._shared_memory = False
        return self._reader().take()

    def _reader(self) -> Prefetcher | PullPrefetcher:
        with self._lock:
            if self._closed:
                raise Closed("the loader is closed", reason="CLOSED")
            if self._prefetcher is None:
                self._prefetcher = self._start_reading()
            return self._prefetcher

    def _start_reading(self) -> Prefetcher | PullPrefetcher:
        self._pool = BufferPool(
            # In addition to the window's batches: those that were consumed but must stay valid.
            self._window + self._buffers - 1,
            _checks.batch_bytes_max(self.run),
            reuse=self._reuse_buffer,
            allocate=self._allocate,
        )
        keep_freed_memory()
        subscription = Subscription(
            self.run,
            self.rank,
            self._window,
            self._pool,
            self._spec,
            # One more than the window, for a batch that is reported as consumed but still in use.
            shared_slots=self._window + self._buffers,
            copy_shared=not self._reuse_buffer or self._allocate is not allocate_pageable,
            takeover=self._takeover,
        )
        prefetcher = self._make_prefetcher(subscription)
        self._client_id = prefetcher.client_id
        self._takeover = False
        # A loader that is garbage collected without close() must not leave its thread and call behind.
        self._finalizer = weakref.finalize(self, prefetcher.close)
        return prefetcher

    def _make_prefetcher(self, subscription: Subscription) -> Prefetcher | PullPrefetcher:
        where = (self._next_step, self._retry_seconds)
        if isinstance(self._client, SpreadClient):
            return PullPrefetcher(self._client, subscription, *where, self._shares)
        if not self._shares(self._client.address):
            subscription = dataclasses.replace(subscription, shared_slots=0)
        return Prefetcher(self._client, subscription, *where)

    def _shares(self, address: str) -> bool:
        return may_share(address) if self._shared_memory == "auto" else bool(self._shared_memory)

    def _hand_out(self, received: Received) -> Batch:
        header = received.header
        self._handed_out.append(received)
        batch = batch_of(received, stage_changed=header.stage != self._stage)
        self._stage = header.stage
        self._next_step = header.step + 1
        return batch

    def _stop_reading(self) -> None:
        if self._finalizer is not None:
            self._finalizer()
        if self._prefetcher is not None:
            self._interrupted = self._prefetcher.interrupted
        self._prefetcher = None
        self._finalizer = None

    def _finish(self) -> None:
        """After the last batch: lets the stream end, and makes sure that the last report has arrived."""
        if self._prefetcher is None or self._acknowledged < self._next_step:
            return
        self._prefetcher.finish(_FINISH_SECONDS)
        self._stop_reading()
        self._report_last(min(self._retry_seconds, _FINISH_SECONDS))

    def _report(self, client: Client, step: int) -> None:
        """Reports to a server that may have lost the run."""
        request = pb.ReportProgressRequest(
            run=self.run.name, rank=self.rank, world_size=self.world_size, client_id=self._client_id
        )
        try:
            client._report(request, step, self._step_seconds)
        except NotFound as failure:
            if not (is_lost_run(failure) and self._interrupted):
                raise
            reopen(client, self.run, self._spec)
            client._report(request, step, self._step_seconds)

    def _report_last(self, retry_seconds: float) -> None:
        """Reports by a call of its own: a report on a stream that is being ended may be lost.

        A failure is not raised, because no batch is lost: unreported batches come again and are the same.
        """
        if self._acknowledged == self._reported:
            return
        self._reported = self._acknowledged
        step = self._acknowledged - 1
        try:
            silence = self._client._silence("ReportProgress", retry_seconds)
            retry_unavailable(lambda limit: self._report(self._client._within(limit), step), retry_seconds, silence)
        except CrescendoError as error:
            _logger.warning("step %d could not be reported as consumed: %s", step, error)
