"""Starting, joining and stopping data nodes."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

import ray
import ray.exceptions

from crescendo._arguments import check_seconds
from crescendo._ray_actors import POLL_SECONDS, end_scaler, kept, life, status_of, until_gone, until_it_runs
from crescendo._ray_directory import Directory
from crescendo._ray_endpoints import Endpoints
from crescendo._ray_node import NodeReport
from crescendo._ray_placement import Candidate
from crescendo._ray_process import WRONG_INPUT
from crescendo._ray_settings import NAMESPACE, Settings, check_reach, check_settings
from crescendo.errors import FailedPrecondition, Unavailable

NAME = "crescendo"
READY_SECONDS = 180.0
_HEAD = "node:__internal_head__"
"""The resource that Ray gives to the head node."""


class DataNodes:
    """The data nodes of a Ray cluster. Made by ``start``; a context manager that stops what it has started.

    Args:
        name: Their name.
        joined: True if they ran already.

    Attributes:
        name: Their name.
        joined: True if they ran already, so that the context manager leaves them running.
    """

    def __init__(self, name: str, *, joined: bool) -> None:
        self.name = name
        self.joined = joined

    def addresses(self) -> list[str]:
        """Returns where servers listen now, as ``endpoints`` does."""
        return Endpoints(self.name)()

    def nodes(self) -> tuple[NodeReport, ...]:
        """Returns the state of each data node: where it is, whether it serves, and why its server ended last."""
        return status_of(self.name).reports

    def stop(self) -> None:
        """Stops all servers, which finish what they were asked for, and all actors. Repeated calls do nothing."""
        stop(self.name)

    def __enter__(self) -> DataNodes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self.joined:
            self.stop()


def start(
    data: Mapping[str, Any],
    nodes: Mapping[str, float],
    *,
    state: str | None = None,
    name: str = NAME,
    count: int | None = None,
    config: Mapping[str, Any] | None = None,
    command: Sequence[str] | None = None,
    environment: Mapping[str, str] | None = None,
    insecure: bool = False,
    port: int = 0,
    drain_seconds: float = 60.0,
    ready_seconds: float = READY_SECONDS,
    detached: bool = False,
) -> DataNodes:
    """Runs a server on each data node of the Ray cluster, and waits until they serve.

    An actor on each node starts ``crescendo serve``, and starts it again when it ends. One more actor, the directory,
    hands their addresses to ``endpoints``. If data nodes of this name run already, they are joined.

    If the whole cluster is one machine, servers listen on 127.0.0.1. Otherwise they listen on the addresses of their
    nodes, which needs TLS with tokens or client certificates in ``config``, or ``insecure=True``.

    Args:
        data: The image folder of each dataset by its id, with absolute paths that are the same on each data node; or a
            mapping with ``root``, ``manifest`` and so on, as in the server's configuration.
        nodes: The resources that a server takes: ``{"data": 1}`` runs one server on each node that has the custom
            resource ``data``, which is what makes it a data node. ``"CPU"`` reserves cores, and is then the number of
            workers; without it, a server has a worker for each core, and the node should have no other work.
        state: Where the state of the runs is: ``postgresql://…``, or the absolute path of a SQLite file if all data
            nodes are on one machine. None takes ``crescendo.sqlite`` in the working directory.
        name: Several sets of data nodes in one cluster have different names.
        count: How many data nodes to use; Ray's autoscaler is asked for as many. None uses all that there are, and
            those that come.
        config: More keys of the server's configuration, such as ``tls``, ``token_file`` or ``memory_mib``. Paths in it
            are paths on the data nodes.
        command: The program to run, such as ``["npx", "--yes", "crescendo"]``; None looks for ``crescendo`` on the PATH
            of each node.
        environment: More variables of the servers' environment, such as ``PGPASSWORD``.
        insecure: True lets servers listen where other machines reach them without controlling access.
        port: The port of each server; 0 takes a free one.
        drain_seconds: How long a server that is stopped may take to finish what it was asked for.
        ready_seconds: How long to wait until the servers serve.
        detached: True keeps servers running when the job ends that has started them, until ``stop``.

    Returns:
        The data nodes, which serve now. As a context manager, it stops them, unless they were joined.

    Raises:
        InvalidArgument: An argument is wrong.
        FailedPrecondition: There is no data node; or servers of this cluster need TLS or another state; or a server
            refuses its configuration; or data nodes of this name have other settings, which the message names.
        Unavailable: The servers do not serve after ``ready_seconds``.

    Example:
        >>> with crescendo.ray.start({"train": "/data/train"}, {"data": 1}, state="postgresql://db/runs"):
        ...     trainer.fit()  # whose workers read from crescendo.Loader(crescendo.ray.endpoints(), "run", …)
    """
    check_seconds("ready_seconds", ready_seconds, zero=False)
    settings = Settings(
        name=name,
        data=data,
        nodes=nodes,
        state=os.path.abspath("crescendo.sqlite") if state is None else state,
        count=count,
        config=dict(config or {}),
        command=None if command is None else command if isinstance(command, str) else tuple(command),  # type: ignore[arg-type]
        environment=dict(environment or {}),
        insecure=insecure,
        network=False,
        port=port,
        drain_seconds=drain_seconds,
        detached=detached,
    )
    check_settings(settings)
    if not ray.is_initialized():
        ray.init()
    settings = _for_cluster(settings)
    joined = _begin(settings)
    try:
        _wait(name, ready_seconds)
    except BaseException:
        if not joined:
            stop(name)
        raise
    return DataNodes(name, joined=joined)


def endpoints(name: str = NAME) -> Endpoints:
    """Returns a function that returns where the servers are. Give it to whatever takes an address: a client calls it
    every two seconds, so that it reads from new servers, and no longer from those that are gone.

    Args:
        name: The name that was given to ``start``.

    Example:
        >>> loader = crescendo.Loader(crescendo.ray.endpoints(), "run", rank=rank, world_size=world_size)
    """
    return Endpoints(name)


def stop(name: str = NAME) -> None:
    """Stops all servers of a name, which finish what they were asked for, and all actors. Does nothing if none run.

    Args:
        name: The name that was given to ``start``.
    """
    end_scaler(name)
    try:
        directory = ray.get_actor(name, NAMESPACE)
        ray.get(directory.shutdown.remote())
    except (ValueError, ray.exceptions.RayActorError):
        return
    ray.kill(directory)
    kept.pop(name, None)
    until_gone(name)


def _for_cluster(settings: Settings) -> Settings:
    """Decides where servers listen.

    Raises:
        FailedPrecondition: There is no data node; or servers of this cluster need other settings.
    """
    alive = Candidate.alive(ray.nodes())
    fit = [candidate for candidate in alive if candidate.has(settings.nodes)]
    if not fit and settings.count is None:
        raise FailedPrecondition(
            f"no node of the Ray cluster has the resources {dict(settings.nodes)}: start Ray on data nodes with "
            f"""--resources='{{"{settings.resource}": 1}}', or give count= to let Ray's autoscaler add them""",
            reason="INVALID_FIELD",
            metadata={"field": "nodes", "value": str(dict(settings.nodes))},
        )
    hosts = {candidate.host for candidate in alive}
    check_reach(settings, hosts, {candidate.host for candidate in fit})
    network = len(hosts) > 1 or settings.insecure or "tls" in settings.config
    return Settings(**{**settings.__dict__, "network": network})


def _begin(settings: Settings) -> bool:
    """Starts the directory, or joins it. Returns True if it was there.

    Raises:
        FailedPrecondition: It has other settings.
    """
    # Data nodes come and go; if the head goes, the cluster does.
    headed = any(_HEAD in candidate.resources for candidate in Candidate.alive(ray.nodes()))
    where = {"resources": {_HEAD: 0.001}} if headed else {}
    actor = ray.remote(Directory).options(
        name=settings.name,
        namespace=NAMESPACE,
        num_cpus=0,
        max_restarts=-1,
        max_concurrency=32,
        **where,
        **life(settings.detached),
    )
    try:
        directory = actor.remote(settings)
    except ValueError:
        # Another job, or an earlier call, has started one.
        there = status_of(settings.name).settings
    else:
        kept[settings.name] = directory
        until_it_runs(directory.status.remote())
        return False
    if found := settings.differences(there):
        raise FailedPrecondition(
            f"data nodes of the name {settings.name} run already, with other settings: {'; '.join(found)}. Give the "
            f"same, stop them by crescendo.ray.stop({settings.name!r}), or choose another name",
            reason="INVALID_FIELD",
            metadata={"field": "name", "value": settings.name},
        )
    return True


def _wait(name: str, seconds: float) -> None:
    """Waits until each data node serves.

    Raises:
        FailedPrecondition: A server refuses its configuration.
        Unavailable: They take too long.
    """
    until = time.monotonic() + seconds
    while True:
        status = status_of(name)
        serving = [report for report in status.reports if report.state == "serving"]
        if serving and len(serving) >= status.wanted:
            return
        for report in status.reports:
            if report.state == "failing" and report.code == WRONG_INPUT:
                raise FailedPrecondition(
                    f"the server on the data node {report.host} refuses what it was given: {report.error}",
                    reason="INVALID_FIELD",
                    metadata={"field": "config", "value": report.host},
                )
        if time.monotonic() > until:
            errors = {report.error for report in status.reports if report.error} | set(status.left_out.values())
            why = f": {'; '.join(sorted(errors))}" if errors else ""
            raise Unavailable(
                f"{len(serving)} of {max(1, status.wanted)} data nodes serve after {seconds:.0f} s{why}. If a node is "
                "busy with other work, its resources are taken: see ray status; or give a longer ready_seconds",
                reason="UNREACHABLE",
                metadata={"field": "ready_seconds", "value": str(seconds)},
            )
        time.sleep(POLL_SECONDS)
