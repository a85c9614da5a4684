"""The actor of a data node: it keeps a server running there."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Any

import ray
import ray.exceptions
import ray.util

from crescendo._ray_process import ServerFailed, ServerProcess
from crescendo._ray_settings import NAMESPACE, Settings

_REPORT_SECONDS = 1.0
"""How often the directory is told, besides every change."""
_ANSWER_SECONDS = 10.0
_ORPHAN_SECONDS = 6.0
"""So long after the directory has gone for good, the node gives up."""
_FIRST_RETRY_SECONDS = 0.5
_MOST_RETRY_SECONDS = 30.0
_WELL_SECONDS = 60.0
"""A server that has run for so long is started again at once."""


@dataclass(frozen=True)
class NodeReport:
    """The state of a data node.

    Attributes:
        node: Ray's id of the node.
        host: Address of the machine.
        state: ``"starting"``, ``"serving"``, ``"failing"`` (the server ended, and will be started again) or
            ``"draining"``.
        addresses: Where the server listens: an address for each of its processes.
        restarts: How often the server was started again.
        error: Why the server ended last; empty if it never did.
        code: Its exit code; None if it never ended.
        pid: The process that holds the server; None if there is none.
    """

    node: str
    host: str
    state: str = "starting"
    addresses: tuple[str, ...] = ()
    restarts: int = 0
    error: str = ""
    code: int | None = None
    pid: int | None = None


class DataNode:
    """Keeps a server running on a node, and tells the directory about it. Runs as an actor.

    Args:
        settings: What to serve, and how.
        node: Ray's id of the node.
    """

    def __init__(self, settings: Settings, node: str) -> None:
        self._settings = settings
        self._host = ray.util.get_node_ip_address()
        self._report = NodeReport(node, self._host)
        self._me = ray.get_runtime_context().current_actor
        self._changed = threading.Condition()
        self._stopping = False
        self._process: ServerProcess | None = None
        self._keeper = threading.Thread(target=self._keep, name="crescendo-ray-keep", daemon=True)
        self._keeper.start()
        threading.Thread(target=self._tell, name="crescendo-ray-tell", daemon=True).start()

    def report(self) -> NodeReport:
        """Returns the state of the node."""
        return self._report

    def drain(self) -> NodeReport:
        """Stops the server, which finishes what it was asked for; returns when it has ended."""
        with self._changed:
            self._stopping = True
            process = self._process
            self._note(state="draining", addresses=())
        if process is not None:
            process.terminate()
        self._keeper.join()
        return self._report

    def _keep(self) -> None:
        pause = _FIRST_RETRY_SECONDS
        while True:
            began = time.monotonic()
            failure = self._serve()
            with self._changed:
                if self._stopping:
                    return
                pause = _FIRST_RETRY_SECONDS if time.monotonic() - began > _WELL_SECONDS else pause
                self._note(
                    state="failing",
                    addresses=(),
                    pid=None,
                    error=str(failure),
                    code=failure.code,
                    restarts=self._report.restarts + 1,
                )
                print(f"crescendo: the server on {self._host} is started again in {pause} s: {failure}", flush=True)
                self._changed.wait_for(lambda: self._stopping, pause)
                if self._stopping:
                    return
            pause = min(2 * pause, _MOST_RETRY_SECONDS)

    def _serve(self) -> ServerFailed:
        """Starts a server, and waits for its end."""
        settings = self._settings
        try:
            process = ServerProcess(
                settings.command, settings.configuration(self._host), settings.environment, settings.drain_seconds
            )
            with self._changed:
                self._process = process
                stopping = self._stopping
            if stopping:
                process.terminate()
            addresses = process.addresses()
        except ServerFailed as failure:
            return failure
        except OSError as error:
            return ServerFailed(f"it cannot be started: {error}", 1)
        with self._changed:
            if not self._stopping:
                self._note(state="serving", addresses=addresses, pid=process.pid)
        code = process.wait()
        with self._changed:
            self._process = None
        return ServerFailed(f"it ended with exit code {code}: {process.said() or 'it said nothing'}", code)

    def _note(self, **changes: Any) -> None:
        self._report = NodeReport(**{**self._report.__dict__, **changes})
        self._changed.notify_all()

    def _tell(self) -> None:
        """Tells the directory the state. If that is gone for good, nobody needs this node any more."""
        alone_since: float | None = None
        while True:
            report = self._report
            if self._tell_once(report):
                alone_since = None
            else:
                alone_since = alone_since or time.monotonic()
                if time.monotonic() - alone_since > _ORPHAN_SECONDS:
                    self.drain()
                    ray.kill(self._me)
                    return
            with self._changed:
                if self._report == report:
                    self._changed.wait(_REPORT_SECONDS)

    def _tell_once(self, report: NodeReport) -> bool:
        """Returns False if there is no directory; one that does not answer now will do so later."""
        try:
            directory = ray.get_actor(self._settings.name, NAMESPACE)
            ray.get(directory.report.remote(report), timeout=_ANSWER_SECONDS)
        except (ValueError, ray.exceptions.ActorDiedError):
            return False
        except Exception as error:
            print(f"crescendo: the directory of data nodes does not answer: {error}", flush=True)
        return True
