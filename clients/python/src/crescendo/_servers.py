"""The servers of a client that has several addresses: who they are, and which of them share the state of its runs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import grpc
from google.protobuf.message import Message

from crescendo._address import check_address
from crescendo._addresses import AddressSource
from crescendo._gen import crescendo_pb2 as pb
from crescendo._rpc import Rpc
from crescendo._shared_memory import may_share
from crescendo.errors import CrescendoError, InvalidArgument
from crescendo.run import RunStatus

_logger = logging.getLogger("crescendo")

REVISION = 5
"""The revision of the contract that servers must know to be one of several."""
LEAST_REFRESH_SECONDS = 1.0
"""Failures do not make a source be read more often."""

_Response = TypeVar("_Response", bound=Message)


class Connection(Protocol):
    """The client of a single server."""

    rpc: Rpc

    def _call(self, method: str, request: Message, response: type[_Response]) -> _Response: ...

    def _within(self, seconds: float) -> Connection: ...

    def get_run(self, name: str) -> RunStatus: ...

    def close(self) -> None: ...


class NotUsable(Exception):
    """A server does not fit; the message says why.

    Attributes:
        passing: True for a server that can still answer calls about runs, though it takes no streams.
        quiet: True if nobody needs to be told.
    """

    def __init__(self, why: str, *, passing: bool = False, quiet: bool = False) -> None:
        super().__init__(why)
        self.passing = passing
        self.quiet = quiet


class LostState(NotUsable):
    """A server had the state of the runs, and has another one now."""

    def __init__(self, why: str) -> None:
        super().__init__(why, passing=True)


class Server:
    """One address, and what is known of the server there.

    Attributes:
        address: Where it is.
        client: A client of this server only.
        description: What it last said of itself.
        described_at: When it said so, by ``time.monotonic``.
        listed: False once its address is gone.
        state: The state that it had when it was last accepted.
    """

    def __init__(self, address: str, client: Connection) -> None:
        self.address = address
        self.client = client
        self.description: pb.GetServerResponse | None = None
        self.described_at = 0.0
        self.listed = True
        self.state = ""
        self._users = 0
        self._told = ""

    def describe(self, seconds: float) -> pb.GetServerResponse:
        """Asks the server what it is.

        Raises:
            NotUsable: It is older than this question.
            CrescendoError: It does not answer within ``seconds``, or refuses to.
        """
        try:
            found = self.client._within(seconds)._call("GetServer", pb.GetServerRequest(), pb.GetServerResponse)
        except CrescendoError as failure:
            error = failure.__cause__
            if isinstance(error, grpc.Call) and error.code() is grpc.StatusCode.UNIMPLEMENTED:
                raise _too_old(REVISION - 1, "or less") from failure
            raise
        self.description, self.described_at = found, time.monotonic()
        if found.server_version.revision < REVISION:
            raise _too_old(found.server_version.revision)
        return found

    def tell(self, what: str, why: str) -> None:
        """Tells people what became of the server, once."""
        if what == self._told:
            return
        self._told = what
        _logger.warning("the server at %s %s", self.address, why)

    def well(self) -> None:
        """The server is in use; if people were told otherwise, they are told."""
        if self._told:
            _logger.warning("the server at %s is in use again", self.address)
            self._told = ""


def _too_old(revision: int, more: str = "") -> NotUsable:
    known = f"{revision} {more}".strip()
    return NotUsable(f"it knows revision {known} of the contract, and several servers need {REVISION}: upgrade it")


class Servers:
    """The servers that a source names, and their siblings. May be used by several threads.

    Args:
        source: Names the servers.
        dial: Makes a client of the server at an address.
        siblings: Siblings of the server at the first address, as it named them.

    Attributes:
        name: The source, for messages.
        state: Names the state that the runs are kept in; empty as long as no run was opened.
    """

    def __init__(self, source: AddressSource, dial: Callable[[str], Connection], siblings: Sequence[str] = ()) -> None:
        self.name = source.name
        self.state = ""
        self.trouble = ""
        self._source = source
        self._dial = dial
        self._listed: tuple[str, ...] = ()
        self._siblings: dict[str, tuple[str, ...]] = {}
        self._servers: dict[str, Server] = {}
        self._refused: set[str] = set()
        self._read_at: float | None = None
        self._preferred: str | None = None
        self._closed = False
        self._lock = threading.Lock()
        self._read(first=True)
        if siblings and self._listed:
            self._siblings[self._listed[0]] = _reachable(siblings, self._listed[0])
        with self._lock:
            self._update(strict=True)

    @property
    def refresh_seconds(self) -> float | None:
        """How often the addresses may change; None if they never do."""
        return self._source.refresh_seconds

    def current(self, *, failed: bool = False) -> list[Server]:
        """Returns the servers, those of earlier addresses first.

        Args:
            failed: Reads the source before it is due, because a server has failed.
        """
        every = self._source.refresh_seconds
        if every is not None and self._read_at is not None:
            due = min(every, LEAST_REFRESH_SECONDS) if failed else every
            if time.monotonic() - self._read_at >= due:
                self._read(first=False)
        with self._lock:
            self._update(strict=False)
            return list(self._servers.values())

    def by_preference(self) -> list[Server]:
        """Returns the servers, the one that answered last first."""
        return sorted(self.current(), key=lambda server: server.address != self._preferred)

    def prefer(self, server: Server) -> None:
        """Notes that a server has answered."""
        self._preferred = server.address

    def avoid(self, server: Server) -> None:
        """Notes that a server has not answered."""
        if self._preferred == server.address:
            self._preferred = None

    def described(self, server: Server, found: pb.GetServerResponse) -> None:
        """Notes the siblings that a listed server names, and checks its state.

        Raises:
            LostState: It had the state of the runs, and has lost it.
            NotUsable: It has another state.
        """
        if server.address in self._listed:
            self._siblings[server.address] = _reachable(found.siblings, server.address)
        if self.state and found.state_id != self.state:
            if server.state == self.state:
                raise LostState(f"it has lost the state of its runs: it has {found.state_id} now")
            raise NotUsable(f"its runs are kept elsewhere (state {found.state_id}, the other servers' is {self.state})")
        if found.draining:
            raise NotUsable("it is shutting down", passing=True)
        if self.state:
            server.state = self.state

    def adopt(self, server: Server) -> None:
        """The runs are in the state of this server from now on."""
        if server.description is not None:
            self.state = server.state = server.description.state_id

    def use(self, server: Server) -> None:
        """Keeps the connection while a stream uses it, though the address may be gone."""
        with self._lock:
            server._users += 1

    def leave(self, server: Server) -> None:
        """A stream uses the connection no longer."""
        with self._lock:
            server._users -= 1
            self._close_unused(server)

    def close(self) -> None:
        """Closes all connections."""
        with self._lock:
            self._closed = True
            for server in self._servers.values():
                server.client.close()

    def _read(self, *, first: bool) -> None:
        try:
            self._listed = self._source.read()
        except OSError as error:
            self._note(f"{self.name} cannot be read: {error}")
        except Exception as error:
            if first:
                raise
            self._note(f"{self.name}: {error}; the addresses stay as they were")
        else:
            self.trouble = "" if self._listed else f"{self.name} names no address"
        self._read_at = time.monotonic()

    def _note(self, trouble: str) -> None:
        if trouble != self.trouble:
            _logger.warning("%s", trouble)
        self.trouble = trouble

    def _update(self, *, strict: bool) -> None:
        """Makes a connection to each new address, and closes those of addresses that are gone."""
        wanted = dict.fromkeys(self._listed)
        for address in self._listed:
            wanted.update(dict.fromkeys(self._siblings.get(address, ())))
        for address in [address for address in self._servers if address not in wanted]:
            gone = self._servers.pop(address)
            gone.listed = False
            self._close_unused(gone)
        for address in wanted:
            if address not in self._servers and not self._closed:
                self._add(address, strict=strict and address in self._listed)
        self._servers = {address: self._servers[address] for address in wanted if address in self._servers}

    def _add(self, address: str, *, strict: bool) -> None:
        try:
            self._servers[address] = Server(address, self._dial(address))
        except InvalidArgument as error:
            if strict:
                raise
            if address not in self._refused:
                _logger.warning("the server at %s is left out: %s", address, error.message)
            self._refused.add(address)

    def _close_unused(self, server: Server) -> None:
        if not server.listed and server._users <= 0 and not self._closed:
            server.client.close()


def _reachable(siblings: Sequence[str], dialled: str) -> tuple[str, ...]:
    """Returns the addresses of siblings as this host reaches them."""
    found = []
    for sibling in siblings:
        address = sibling
        if sibling.startswith(":"):
            host = "127.0.0.1" if dialled.startswith("unix") else dialled.rpartition(":")[0].rpartition("/")[2]
            address = f"{host}{sibling}"
        elif sibling.startswith("unix:") and not may_share(dialled):
            continue
        try:
            check_address(address)
        except InvalidArgument as error:
            _logger.warning("a sibling of the server at %s is left out: %s", dialled, error.message)
        else:
            found.append(address)
    return tuple(dict.fromkeys(found))
