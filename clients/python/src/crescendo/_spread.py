"""A client of several servers: each call goes to one of them, and to the next if that one does not answer."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator, Mapping
from typing import TypeVar

from google.protobuf.message import Message

from crescendo._addresses import FixedAddresses
from crescendo._retry import is_full
from crescendo._servers import NotUsable, Server, Servers
from crescendo._silence import Silence, noticed
from crescendo.client import Client
from crescendo.errors import CrescendoError, FailedPrecondition, ResourceExhausted, Unavailable
from crescendo.run import Run, RunStatus

CHECK_SECONDS = 2.0
"""Longest wait for a server to say what it is, while others may answer."""
FRESH_SECONDS = 10.0
"""For how long a server is taken for what it said."""
_REPEATABLE = {"OpenRun", "GetRun", "ListRuns", "ReportProgress"}
"""Calls that another server may answer although the first one may have carried them out."""

_Response = TypeVar("_Response", bound=Message)

Failures = dict[str, Exception]
"""Why each server cannot be used, by address."""


class SpreadClient(Client):
    """A client of several servers. Made by ``connect``.

    Attributes:
        servers: The servers.
    """

    def __init__(self, servers: Servers, *, timeout: float, secure: bool) -> None:
        self.servers = servers
        self.address = servers.name
        self._timeout = timeout
        self._secure = secure

    def close(self) -> None:
        """Closes all connections; calls in flight fail."""
        self.servers.close()

    def watch_run(self, name: str) -> Iterator[RunStatus]:
        """Yields the state of the run ``name``, from one of the servers."""
        self.get_run(name)
        return super().watch_run(name)

    def _silence(self, call: str, retry_seconds: float = 0.0) -> Silence:
        limit = retry_seconds or self._timeout
        return Silence(self.address, call, limit, retries=retry_seconds > 0, several=True)

    def _within(self, seconds: float) -> SpreadClient:
        bounded = copy.copy(self)
        bounded._timeout = min(self._timeout, seconds)
        return bounded

    def pin(self, name: str) -> None:
        """Finds out where the run is kept, if no run was opened by this client."""
        if not self.servers.state:
            self.open_run(name)

    def _call(
        self,
        method: str,
        request: Message,
        response: type[_Response],
        kinds: Mapping[str, type[CrescendoError]] | None = None,
    ) -> _Response:
        until = time.monotonic() + self._timeout
        failures: Failures = {}
        last: list[Server] = []
        with noticed(self._silence(method)):
            servers = self.servers.by_preference()
            for server in servers:
                try:
                    self._check(server, until, several=len(servers) > 1)
                except (NotUsable, CrescendoError) as failure:
                    failures[server.address] = failure
                    if isinstance(failure, NotUsable) and failure.passing:
                        last.append(server)
                    continue
                last.insert(0, server)
                answer = self._ask(server, method, request, response, kinds, until, failures)
                if answer is not None:
                    return answer
                last.pop(0)
            # A server that takes no streams any more, or has lost its state, is better than none.
            for server in last:
                answer = self._ask(server, method, request, response, kinds, until, failures)
                if answer is not None:
                    return answer
            raise none_usable(self.servers, failures)

    def _ask(
        self,
        server: Server,
        method: str,
        request: Message,
        response: type[_Response],
        kinds: Mapping[str, type[CrescendoError]] | None,
        until: float,
        failures: Failures,
    ) -> _Response | None:
        client = server.client._within(max(0.1, until - time.monotonic()))
        assert isinstance(client, Client)
        try:
            answer = client._call(method, request, response, kinds)
        except Unavailable as failure:
            self.servers.avoid(server)
            if method not in _REPEATABLE:
                raise
            failures[server.address] = failure
            return None
        self.rpc = client.rpc
        self.servers.prefer(server)
        if method == "OpenRun":
            self.servers.adopt(server)
        return answer

    def _check(self, server: Server, until: float, *, several: bool) -> None:
        found = server.description
        if found is None or time.monotonic() - server.described_at > FRESH_SECONDS:
            left = max(0.1, until - time.monotonic())
            try:
                found = server.describe(min(left, CHECK_SECONDS) if several else left)
            except Unavailable:
                self.servers.avoid(server)
                raise
        self.servers.described(server, found)


def none_usable(servers: Servers, failures: Failures) -> CrescendoError:
    """Makes the error of a call that no server has answered: it names all servers.

    If all refuse it in a way that waiting does not cure, the refusal of the first one is returned. A single server's
    own failure is returned as it is. If none has room, that is the error.
    """
    errors = [failure for failure in failures.values() if isinstance(failure, CrescendoError)]
    refusals = [error for error in errors if not (isinstance(error, Unavailable) or is_full(error))]
    if failures and len(refusals) == len(failures):
        return refusals[0]
    if len(failures) == 1 and errors:
        return errors[0]
    reasons = {error.reason for error in errors}
    common = reasons.pop() if len(reasons) == 1 and len(errors) == len(failures) else "UNREACHABLE"
    why = "; ".join(f"{address}: {reason_of(failure)}" for address, failure in failures.items())
    kind = (
        ResourceExhausted if errors and all(is_full(error) for error in errors) and common == "LIMIT" else Unavailable
    )
    return kind(
        f"no server can be used: {why or servers.trouble or 'none has answered yet'}",
        reason=common,
        metadata={"field": "address", "value": servers.name},
    )


def reason_of(failure: Exception) -> str:
    """Why a server cannot be used, for people."""
    return failure.message if isinstance(failure, CrescendoError) else str(failure)


def spread(client: Client, run: Run) -> SpreadClient | None:
    """Returns the client by which a run is pulled from several servers; None if there is only one. One that is made
    here is the caller's to close.
    """
    if isinstance(client, SpreadClient):
        return client
    if not run.siblings or client._dial is None:
        return None
    servers = Servers(FixedAddresses([client.address]), client._dial, run.siblings)
    found = SpreadClient(servers, timeout=client._timeout, secure=client._secure)
    try:
        first = servers.current()[0]
        first.describe(client._timeout)
        servers.adopt(first)
    except (NotUsable, CrescendoError, FailedPrecondition):
        # The run is opened once more before it is pulled.
        pass
    return found
