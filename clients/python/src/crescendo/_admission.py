"""Which of several servers a loader reads from."""

from __future__ import annotations

import threading

from crescendo._fit import check_fit, digest_of
from crescendo._gen import crescendo_pb2 as pb
from crescendo._reopen import reopen
from crescendo._servers import LostState, NotUsable, Server, Servers
from crescendo.client import Client
from crescendo.run import Run
from crescendo.spec import RunSpec


class Admission:
    """The checks that a server passes before it is asked for batches. May be used by several threads.

    Args:
        servers: All servers, and the state that the run is kept in.
        run: The run.
        spec: Its spec as the server has it.
    """

    def __init__(self, servers: Servers, run: Run, spec: RunSpec) -> None:
        self._servers = servers
        self._run = run
        self._spec = spec
        self._validation: str | None = None
        self._instances: dict[str, Server] = {}
        self._checking = threading.Lock()
        self._counting = threading.Lock()

    def admit(self, server: Server, found: pb.GetServerResponse, limit: float, *, alone: bool) -> None:
        """Lets a server take part.

        Args:
            server: The server.
            found: What it said of itself.
            limit: Seconds that a call may take.
            alone: True if no other server is in use.

        Raises:
            NotUsable: It does not fit; the message says why.
            CrescendoError: It has lost the run, and the run could not be made again.
        """
        check_fit(self._run, found)
        with self._checking:
            try:
                self._servers.described(server, found)
            except LostState as lost:
                # If another server still has the run, making it again would divide its ledger.
                if not alone:
                    raise NotUsable(str(lost)) from lost
                client = server.client
                assert isinstance(client, Client)
                reopen(client._within(limit), self._run, self._spec)
                self._servers.adopt(server)
            self._check_validation(found)
        with self._counting:
            other = self._instances.setdefault(found.instance, server)
            if other is not server:
                raise NotUsable(f"it is the server at {other.address}", quiet=True)

    def dismiss(self, server: Server) -> None:
        """The server takes part no longer, so its process may take part by another address."""
        with self._counting:
            self._instances = {name: each for name, each in self._instances.items() if each is not server}

    def _check_validation(self, found: pb.GetServerResponse) -> None:
        """The validation data of all servers must be those of the first one."""
        if not self._run.subscription() or self._run.spec.validation is None:
            return
        dataset = self._run.spec.validation.dataset
        digest = digest_of(found, dataset)
        if digest is None:
            raise NotUsable(f"it has no dataset {dataset}")
        if self._validation is None:
            self._validation = digest
        if digest != self._validation:
            raise NotUsable(
                f"its dataset {dataset} has the manifest {digest}, and that of the other servers is {self._validation}"
            )
