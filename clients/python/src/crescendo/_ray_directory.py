"""The named actor that knows the data nodes of a cluster: it begins and leaves them, and hands out their addresses."""

from __future__ import annotations

import contextlib
import threading
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import ray
import ray.exceptions
import ray.util
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from crescendo._ray_node import DataNode, NodeReport
from crescendo._ray_placement import Candidate, place
from crescendo._ray_process import WRONG_INPUT
from crescendo._ray_settings import NAMESPACE, Settings

_LOOK_SECONDS = 1.0
"""How often the nodes of the cluster are looked at."""
_STALE_SECONDS = 30.0
"""A server that was not heard of for so long is no longer named. Trainers leave it out at once when it fails."""
_ADOPT_SECONDS = 4.0
"""How long nodes may take to say where they are when the directory has been started again."""
_ENDING_SECONDS = 30.0
"""How much longer than the server an actor may take to end."""


@dataclass(frozen=True)
class Status:
    """What the directory knows.

    Attributes:
        settings: The arguments of ``start``.
        wanted: How many servers there should be.
        reports: The data nodes, the oldest first.
        left_out: Why nodes that have the resource are not used, by Ray's id.
        draining: How many nodes are being left.
    """

    settings: Settings
    wanted: int
    reports: tuple[NodeReport, ...]
    left_out: Mapping[str, str]
    draining: int


@dataclass
class _Member:
    actor: Any
    report: NodeReport
    first: Any = None
    """The answer that the actor will give as soon as it runs; None if it has."""
    heard_at: float = field(default_factory=time.monotonic)


class Directory:
    """Knows the data nodes. Runs as an actor that Ray starts again if it dies; servers go on meanwhile.

    Args:
        settings: The arguments of ``start``.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._count = settings.count
        self._home = ray.util.get_node_ip_address()
        self._lock = threading.Lock()
        self._members: dict[str, _Member] = {}
        self._draining: dict[str, threading.Thread] = {}
        self._left_out: dict[str, str] = {}
        self._requested: int | None = None
        self._over = threading.Event()
        with warnings.catch_warnings():
            # Ray's own property calls one that Ray has deprecated.
            warnings.simplefilter("ignore")
            again = ray.get_runtime_context().was_current_actor_reconstructed
        if again:
            self._adopt()
        threading.Thread(target=self._keep, name="crescendo-ray-directory", daemon=True).start()

    def endpoints(self) -> list[str]:
        """Returns where servers listen, the oldest node first."""
        now = time.monotonic()
        with self._lock:
            fresh = [m.report for m in self._members.values() if now - m.heard_at < _STALE_SECONDS]
        return [address for report in fresh if report.state == "serving" for address in report.addresses]

    def status(self) -> Status:
        """Returns everything that is known."""
        with self._lock:
            reports = tuple(member.report for member in self._members.values())
            wanted = len(reports) if self._count is None else self._count
            return Status(self._settings, wanted, reports, dict(self._left_out), len(self._draining))

    def report(self, report: NodeReport) -> None:
        """Notes the state of a node. Its actor calls this."""
        with self._lock:
            if member := self._members.get(report.node):
                member.report, member.heard_at = report, time.monotonic()

    def scale(self, count: int) -> None:
        """From now on, ``count`` nodes are used, and Ray's autoscaler is asked for as many."""
        with self._lock:
            self._count = count
        self._look()

    def shutdown(self) -> None:
        """Leaves all nodes; returns when their servers have ended."""
        self._over.set()
        with self._lock:
            members = list(self._members)
            for node in members:
                self._leave(node)
            leaving = list(self._draining.values())
        for thread in leaving:
            thread.join()
        if self._requested:
            _request(self._settings, 0)

    def _keep(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            try:
                self._look()
            except Exception as error:
                print(f"crescendo: the data nodes could not be looked at, and will be again: {error!r}", flush=True)

    def _look(self) -> None:
        """Begins and leaves nodes, as the cluster and the wanted number have changed."""
        alive = Candidate.alive(ray.nodes())
        with self._lock:
            if self._over.is_set():
                return
            usable = [candidate for candidate in alive if self._may_use(candidate)]
            moves = place(alive, usable, list(self._members), self._count)
            for node in moves.gone:
                ray.kill(self._members.pop(node).actor)
            for node in moves.drain:
                self._leave(node)
            for candidate in moves.start:
                self._begin(candidate)
            for member in self._members.values():
                _check_first(member)
            if self._count is not None and self._count != self._requested:
                self._requested = self._count
                _request(self._settings, self._count)

    def _may_use(self, candidate: Candidate) -> bool:
        if not candidate.has(self._settings.nodes) or candidate.node in self._draining:
            return False
        why = self._misfit(candidate)
        if why and candidate.node not in self._left_out:
            print(f"crescendo: the node {candidate.node} at {candidate.host} is left out: {why}", flush=True)
        if why:
            self._left_out[candidate.node] = why
        return not why

    def _misfit(self, candidate: Candidate) -> str:
        """Says why no server may run on a node; empty if one may."""
        settings = self._settings
        if not settings.network and candidate.host != self._home:
            return (
                "the cluster had one machine, so servers listen on 127.0.0.1: stop, and start with tls and token_file "
                "in config, or with insecure=True"
            )
        others = {member.report.host for member in self._members.values()} - {candidate.host}
        if others and not settings.shared:
            return f"the state is a SQLite file, which machines cannot share ({', '.join(others)}): use postgresql://…"
        return ""

    def _begin(self, candidate: Candidate) -> None:
        nodes = dict(self._settings.nodes)
        options = {"num_cpus": nodes.pop("CPU", 0), "memory": nodes.pop("memory", None), "resources": nodes}
        try:
            actor = (
                ray.remote(DataNode)
                .options(
                    **options,
                    name=_node_name(self._settings.name, candidate.node),
                    namespace=NAMESPACE,
                    # Servers go on while Ray starts the directory again.
                    lifetime="detached",
                    max_restarts=-1,
                    max_concurrency=4,
                    scheduling_strategy=NodeAffinitySchedulingStrategy(candidate.node, soft=False),
                )
                .remote(self._settings, candidate.node)
            )
        except ValueError as error:
            # An actor of this name is still ending; the node is begun at the next look.
            print(f"crescendo: the node {candidate.node} cannot be begun yet: {error}", flush=True)
            return
        report = NodeReport(candidate.node, candidate.host)
        self._members[candidate.node] = _Member(actor, report, actor.report.remote())

    def _leave(self, node: str) -> None:
        """Lets the server of a node finish, and ends its actor. Its address is no longer named."""
        actor = self._members.pop(node).actor

        def drain() -> None:
            try:
                ray.get(actor.drain.remote(), timeout=self._settings.drain_seconds + _ENDING_SECONDS)
            except Exception as error:
                print(f"crescendo: the node {node} was not left in order: {error}", flush=True)
            ray.kill(actor)
            with self._lock:
                del self._draining[node]

        self._draining[node] = threading.Thread(target=drain, daemon=True)
        self._draining[node].start()

    def _adopt(self) -> None:
        """Takes over the nodes of the directory that has died."""
        prefix = _node_name(self._settings.name, "")
        names = [found["name"] for found in ray.util.list_named_actors(all_namespaces=True)]
        for name in sorted(name for name in names if name.startswith(prefix)):
            actor = ray.get_actor(name, NAMESPACE)
            node = name.removeprefix(prefix)
            self._members[node] = _Member(actor, NodeReport(node, self._home))
        # Trainers must not hear of an empty list, nor wait for a node that has died as well.
        reports = {member.actor.report.remote(): member for member in self._members.values()}
        answered, _ = ray.wait(list(reports), num_returns=len(reports), timeout=_ADOPT_SECONDS) if reports else ([], [])
        for answer in answered:
            with contextlib.suppress(ray.exceptions.RayError):
                reports[answer].report = ray.get(answer)
        if scaler_name(self._settings.name) in names:
            # It says soon how many there should be.
            self._count = len(self._members)


def _check_first(member: _Member) -> None:
    """Notes that an actor could not be made, for instance because a package is missing on its node."""
    if member.first is None or not ray.wait([member.first], timeout=0)[0]:
        return
    try:
        ray.get(member.first)
    except ray.exceptions.ActorDiedError as error:
        why = f"the actor cannot run, each node needs the same crescendo-client[ray]: {error}"
        member.report = replace(member.report, state="failing", error=why, code=WRONG_INPUT)
    except ray.exceptions.RayError as error:
        print(f"crescendo: the node {member.report.node} does not answer: {error}", flush=True)
    member.first = None


def _node_name(name: str, node: str) -> str:
    return f"{name}/node/{node}"


def scaler_name(name: str) -> str:
    """Returns the name of the actor that scales the nodes of a directory."""
    return f"{name}/scaler"


def _request(settings: Settings, count: int) -> None:
    """Asks Ray's autoscaler for machines; a later request takes the place of an earlier one."""
    from ray.autoscaler.sdk import request_resources

    try:
        request_resources(bundles=[dict(settings.nodes)] * count)
    except Exception as error:
        print(f"crescendo: Ray's autoscaler could not be asked for {count} data nodes: {error}", flush=True)
