"""The calls about runs; batches are the loader's business."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

import grpc

from crescendo._gen import crescendo_pb2 as pb
from crescendo._rpc import Rpc, open_channel
from crescendo.errors import InvalidSpec, from_rpc_error
from crescendo.run import Run, RunStatus
from crescendo.spec import RunSpec, as_spec

__all__ = ["Client", "connect"]

_TIMEOUT_SECONDS = 30.0


def connect(
    address: str,
    *,
    credentials: grpc.ChannelCredentials | None = None,
    options: Mapping[str, Any] | None = None,
    timeout: float = _TIMEOUT_SECONDS,
) -> Client:
    """Returns a client of the server at ``address``; the connection is made by the first call.

    Args:
        address: ``host:port``, or any name that grpc resolves, such as ``dns:///crescendo:7077``.
        credentials: For example ``grpc.ssl_channel_credentials()``; None speaks plain text.
        options: Channel options that override the client's own.
        timeout: Seconds that one call about a run may take.

    Example:
        >>> with crescendo.connect("127.0.0.1:7077") as client:
        ...     run = client.open_run("baseline", {"dataset": "imagenet"})
    """
    return Client(open_channel(address, credentials, options or {}), address=address, timeout=timeout)


class Client:
    """A connection to a server. Made by ``connect``; a context manager; safe to share between threads.

    Attributes:
        address: Where the server is, as it was given; empty if it is not known.
        rpc: The calls as they are on the wire, for ``Loader``. Not part of the public interface.
    """

    def __init__(self, channel: grpc.Channel, *, address: str = "", timeout: float = _TIMEOUT_SECONDS) -> None:
        self.address = address
        self._channel = channel
        self._timeout = timeout
        self.rpc = Rpc(channel)

    def open_run(self, name: str, spec: RunSpec | Mapping[str, Any] | None = None) -> Run:
        """Creates the run, or joins the run of that name.

        Args:
            name: 1 to 128 letters, digits, ``.``, ``_`` and ``-``.
            spec: What the run is; None joins one that exists or that the server's configuration names.

        Raises:
            InvalidSpec: The name or a field is wrong; ``metadata["field"]`` names it.
            NotFound: No such dataset, or no such run when ``spec`` is None.
            FailedPrecondition: The run exists with another spec.
            DataLoss: The run has ended because of too many bad samples.
            Unavailable: The server cannot be reached.
        """
        message = None if spec is None else as_spec(spec).to_message()
        try:
            answer = self.rpc.open_run(pb.OpenRunRequest(run=name, spec=message), self._timeout)
        except grpc.RpcError as error:
            raise from_rpc_error(error, {"INVALID_ARGUMENT": InvalidSpec}) from error
        return Run.from_message(answer)

    def get_run(self, name: str) -> RunStatus:
        """Returns the state of a run.

        Raises:
            NotFound: No run has that name.
        """
        try:
            answer = self.rpc.get_run(pb.GetRunRequest(run=name), self._timeout)
        except grpc.RpcError as error:
            raise from_rpc_error(error) from error
        return RunStatus.from_message(answer.status)

    def report_progress(
        self,
        name: str,
        rank: int,
        consumed_step: int,
        *,
        world_size: int = 0,
        step_seconds: float = 0.0,
        budget_consumed: float | None = None,
    ) -> int:
        """Reports progress apart from a stream; a ``Loader`` reports by itself.

        Args:
            name: Name of the run.
            rank: The rank that reports.
            consumed_step: The last global step that it has consumed.
            world_size: Number of ranks; 0 takes the spec's.
            step_seconds: Duration of a training step; 0 if not measured.
            budget_consumed: Share of the budget spent by the trainer's own account, 0..1.

        Returns:
            The highest step that the rank has ever reported: late or repeated reports are harmless.
        """
        progress = pb.Progress(consumed_step=consumed_step, step_seconds=step_seconds, budget_consumed=budget_consumed)
        request = pb.ReportProgressRequest(run=name, rank=rank, world_size=world_size, progress=progress)
        try:
            return self.rpc.report_progress(request, self._timeout).consumed_step
        except grpc.RpcError as error:
            raise from_rpc_error(error) from error

    def watch_run(self, name: str) -> Iterator[RunStatus]:
        """Yields the state of a run now and after every change, until the iterator is closed.

        Raises:
            NotFound: No run has that name.
            Unavailable: The server went away.
        """
        call = self.rpc.watch_run(pb.WatchRunRequest(run=name))
        try:
            for answer in call:
                yield RunStatus.from_message(answer.status)
        except grpc.RpcError as error:
            raise from_rpc_error(error) from error
        finally:
            call.cancel()

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
