"""The calls about runs; the loader reads batches."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterator, Mapping
from math import inf
from types import TracebackType
from typing import Any, TypeVar

import grpc
from google.protobuf.message import Message

from crescendo._arguments import check_range, check_seconds
from crescendo._diagnose import explain
from crescendo._gen import crescendo_pb2 as pb
from crescendo._rpc import Rpc
from crescendo._silence import Silence, noticed
from crescendo._token import Metadata
from crescendo._version import check_server_version, client_version
from crescendo.errors import (
    CrescendoError,
    FailedPrecondition,
    InvalidArgument,
    InvalidSpec,
    Unavailable,
    VersionSkew,
    from_rpc_error,
)
from crescendo.lifecycle import Fork, RunSummary
from crescendo.run import Run, RunStatus
from crescendo.spec import RunSpec, as_spec

__all__ = ["Client"]

TIMEOUT_SECONDS = 30.0
"""How long a call about a run may take."""
_UINT32_MAX = 2**32 - 1
_Response = TypeVar("_Response", bound=Message)


class Client:
    """A connection to a server, or to several. Made by ``connect``; a context manager; safe to share between threads.

    Args:
        channel: A channel to the server, which the client closes.
        address: Where the server is, for messages and to find out whether it is on this host; empty if unknown.
        timeout: Seconds that one call about a run may take.
        secure: True if the channel speaks TLS.
        metadata: Headers of every call.

    Raises:
        InvalidArgument: ``channel`` is an address.

    Attributes:
        address: Address of the server, as it was given, or what names several; empty if unknown.
        rpc: The raw calls, for ``Loader``. Not part of the public interface.
    """

    rpc: Rpc
    _dial: Callable[[str], Client] | None = None
    """Connects to another server in the same way; None if it is not known how."""

    def __init__(
        self,
        channel: grpc.Channel,
        *,
        address: str = "",
        timeout: float = TIMEOUT_SECONDS,
        secure: bool = False,
        metadata: Metadata = (),
    ) -> None:
        if isinstance(channel, str):
            raise InvalidArgument(
                f'Client takes a gRPC channel: crescendo.connect("{channel}") makes a client of an address',
                reason="INVALID_FIELD",
                metadata={"field": "channel", "value": channel},
            )
        self.address = address
        self._secure = secure
        self._channel = channel
        self._timeout = timeout
        self.rpc = Rpc(channel, metadata)

    def open_run(self, name: str, spec: RunSpec | Mapping[str, Any] | None = None) -> Run:
        """Creates the run, or joins the run of that name.

        Args:
            name: 1 to 128 letters, digits, ``.``, ``_`` and ``-``.
            spec: The definition of the run; None joins a run that exists or that the server's configuration names.

        Returns:
            The run: its schedule, its spec with every default filled in, and the digests that identify its batches.

        Raises:
            InvalidSpec: The name or a field is wrong; ``metadata["field"]`` names it.
            NotFound: No such dataset, or no such run when ``spec`` is None.
            FailedPrecondition: The run exists with another spec; or only one of client and server uses TLS (reason
                TLS_MISMATCH); or it is not a gRPC server (NOT_GRPC).
            VersionSkew: Client and server are incompatible.
            Unauthenticated: The server asks for a token, or for another one.
            PermissionDenied: The token does not allow it.
            DataLoss: The run has ended because of too many bad samples.
            Unavailable: The server cannot be reached (UNREACHABLE), or is shutting down.
        """
        message = None if spec is None else as_spec(spec).to_message()
        request = pb.OpenRunRequest(run=name, spec=message, client_version=client_version(message))
        answer = self._call("OpenRun", request, pb.OpenRunResponse, {"INVALID_ARGUMENT": InvalidSpec})
        check_server_version(answer.server_version, message)
        return Run.from_message(answer)

    def get_run(self, name: str) -> RunStatus:
        """Returns the state of the run of that ``name``.

        Raises:
            NotFound: No run has that name.
        """
        answer = self._call("GetRun", pb.GetRunRequest(run=name), pb.GetRunResponse)
        return RunStatus.from_message(answer.status)

    def report_progress(
        self,
        name: str,
        rank: int,
        consumed_step: int,
        *,
        world_size: int | None = None,
        step_seconds: float = 0.0,
    ) -> int:
        """Reports progress apart from a stream; a ``Loader`` reports by itself.

        Args:
            name: Name of the run.
            rank: The rank that reports.
            consumed_step: The last global step that it has consumed.
            world_size: Number of ranks; None takes the spec's.
            step_seconds: Duration of a training step; 0 if not measured.

        Returns:
            The highest step that the rank has ever reported: late or repeated reports are harmless.

        Raises:
            FailedPrecondition: The server asks for tokens, and a loader reads the batches of the rank (RANK_TAKEN).
        """
        check_range("rank", rank, 0, _UINT32_MAX)
        check_range("consumed_step", consumed_step, 0, 2**53 - 1)
        if world_size is not None:
            check_range("world_size", world_size, 1, _UINT32_MAX)
        check_seconds("step_seconds", step_seconds, zero=True)
        request = pb.ReportProgressRequest(run=name, rank=rank, world_size=world_size or 0)
        return self._report(request, consumed_step, step_seconds)

    def _report(self, request: pb.ReportProgressRequest, consumed_step: int, step_seconds: float) -> int:
        request.progress.CopyFrom(pb.Progress(consumed_step=consumed_step, step_seconds=step_seconds))
        return self._call("ReportProgress", request, pb.ReportProgressResponse).consumed_step

    def watch_run(self, name: str) -> Iterator[RunStatus]:
        """Yields the state of the run ``name`` now and after every change, until the iterator is closed.

        Raises:
            NotFound: No run has that name.
            Unavailable: The server went away.
        """
        call = self.rpc.watch_run(pb.WatchRunRequest(run=name))
        silence = Silence(self._place, "WatchRun", None)
        silence.begin()
        try:
            for answer in call:
                silence.end()
                yield RunStatus.from_message(answer.status)
        except grpc.RpcError as error:
            raise self._failure(error) from error
        finally:
            silence.end()
            call.cancel()

    def list_runs(self, *, archived: bool = False) -> list[RunSummary]:
        """Returns the runs of the server, in order of creation.

        Args:
            archived: Lists archived runs as well.
        """
        answer = self._life_call("ListRuns", pb.ListRunsRequest(archived=archived), pb.ListRunsResponse)
        return [RunSummary.from_message(run) for run in answer.runs]

    def delete_run(self, name: str) -> None:
        """Deletes the run ``name`` and everything that the server knows of it; the name is free again.

        Raises:
            NotFound: No run has that name.
            FailedPrecondition: The server is sending its batches (reason RUN_IN_USE); the message names the trainers.
        """
        self._life_call("DeleteRun", pb.DeleteRunRequest(run=name), pb.DeleteRunResponse)

    def rename_run(self, name: str, to: str) -> None:
        """Gives a run another name.

        Args:
            name: Name of the run.
            to: Its new name.

        Raises:
            NotFound: No run has that name.
            FailedPrecondition: The server is sending its batches (reason RUN_IN_USE), or a run of the new name exists
                (RUN_EXISTS).
        """
        self._life_call("RenameRun", pb.RenameRunRequest(run=name, to=to), pb.RenameRunResponse)

    def reset_run(self, name: str) -> None:
        """Takes the run ``name`` back to its first step and forgets its ledger and bad samples; the spec stays.

        Raises:
            NotFound: No run has that name.
            FailedPrecondition: The server is sending its batches (reason RUN_IN_USE).
        """
        self._life_call("ResetRun", pb.ResetRunRequest(run=name), pb.ResetRunResponse)

    def archive_run(self, name: str, *, undo: bool = False) -> None:
        """Archives a run: it is kept, but it is not listed and cannot be opened (reason RUN_ARCHIVED).

        Args:
            name: Name of the run.
            undo: Takes it out of the archive instead.

        Raises:
            NotFound: No run has that name.
            FailedPrecondition: The server is sending its batches (reason RUN_IN_USE).
        """
        self._life_call("ArchiveRun", pb.ArchiveRunRequest(run=name, undo=undo), pb.ArchiveRunResponse)

    def fork_run(
        self, name: str, to: str, spec: RunSpec | Mapping[str, Any] | None = None, *, step: int | None = None
    ) -> Fork:
        """Makes a run that continues where another one is, so that a checkpoint can begin it.

        Args:
            name: Name of the run that is forked; it stays as it is.
            to: Name of the new run.
            spec: Its definition. None makes a copy, which continues at the step where the first run is. With a spec,
                the new run continues at the first step before which at least the same share of the budget is spent.
            step: The step of the first run to continue at: ``next_step`` in the loader's state that was saved with the
                weights. None takes the step after the last one that all ranks have reported, which may be later than
                the weights.

        Returns:
            The first step of the new run, and what differs in its spec.

        Raises:
            InvalidSpec: The new name or a field is wrong; ``metadata["field"]`` names it.
            NotFound: No run has that name, or there is no such dataset.
            FailedPrecondition: A run of the new name exists (reason RUN_EXISTS).
        """
        message = None if spec is None else as_spec(spec).to_message()
        if step is not None:
            check_range("step", step, 0, 2**53 - 1)
        request = pb.ForkRunRequest(run=name, to=to, spec=message, step=step)
        kinds = {"INVALID_ARGUMENT": InvalidSpec}
        return Fork.from_message(self._life_call("ForkRun", request, pb.ForkRunResponse, kinds))

    def _call(
        self,
        method: str,
        request: Message,
        response: type[_Response],
        kinds: Mapping[str, type[CrescendoError]] | None = None,
    ) -> _Response:
        """Makes a call, and says so while it has no answer."""
        until = time.monotonic() + self._timeout
        with noticed(self._silence(method)):
            try:
                return self.rpc.call(method, request, response, self._timeout)
            except grpc.RpcError as error:
                raise self._failure(error, kinds, until=until) from error

    def _life_call(
        self,
        method: str,
        request: Message,
        response: type[_Response],
        kinds: Mapping[str, type[CrescendoError]] | None = None,
    ) -> _Response:
        """Makes a call that servers know since revision 3 of the contract."""
        try:
            return self._call(method, request, response, kinds)
        except FailedPrecondition as failure:
            if failure.reason != "NOT_GRPC":
                raise
            message = (
                f"the server at {self.address} does not know {method}, which came with revision 3 of the contract: "
                "upgrade the server, or correct the address if it is another one"
            )
            raise VersionSkew(message, reason=VersionSkew.reason_word, metadata=failure.metadata) from failure

    def _within(self, seconds: float) -> Client:
        """Returns this client with calls that take at most ``seconds``; it has the same connection."""
        bounded = copy.copy(self)
        bounded._timeout = min(self._timeout, seconds)
        return bounded

    def _failure(
        self,
        error: grpc.RpcError,
        kinds: Mapping[str, type[CrescendoError]] | None = None,
        *,
        until: float = inf,
    ) -> CrescendoError:
        """Translates the failure of a call. If the server did not answer, it looks for the cause until the time
        ``until`` of ``time.monotonic``.
        """
        failure = from_rpc_error(error, kinds)
        if failure.reason or not self.address:
            return failure
        if isinstance(failure, Unavailable):
            return explain(failure, self.address, secure=self._secure, until=until)
        metadata = {"field": "address", "value": self.address}
        if failure.code == "DEADLINE_EXCEEDED":
            message = f"the server at {self.address} did not answer within timeout={self._timeout:g} seconds"
            return Unavailable(message, reason="TIMEOUT", metadata=metadata, code=failure.code)
        if failure.code == "UNIMPLEMENTED":
            message = (
                f"the server at {self.address} has no Crescendo service (grpc: {failure.message}): correct the address"
            )
            return FailedPrecondition(message, reason="NOT_GRPC", metadata=metadata)
        return failure

    def _silence(self, call: str, retry_seconds: float = 0.0) -> Silence:
        """Makes the notices for ``call`` if it is not answered, for at most ``retry_seconds``."""
        return Silence(self._place, call, retry_seconds or self._timeout, retries=retry_seconds > 0)

    @property
    def _place(self) -> str:
        return self.address or "an unknown address"

    def close(self) -> None:
        """Closes the connection; calls in flight fail."""
        self._channel.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
