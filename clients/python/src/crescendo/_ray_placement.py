"""On which nodes of a Ray cluster servers run. Pure: no Ray."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Candidate:
    """A node that is alive.

    Attributes:
        node: Ray's id of it.
        host: Address of its machine.
        resources: All of its resources, in use or not.
    """

    node: str
    host: str
    resources: Mapping[str, float]

    @classmethod
    def alive(cls, nodes: Sequence[Mapping[str, Any]]) -> list[Candidate]:
        """Reads the answer of ``ray.nodes``."""
        return [cls(node["NodeID"], node["NodeManagerAddress"], node["Resources"]) for node in nodes if node["Alive"]]

    def has(self, wanted: Mapping[str, float]) -> bool:
        """True if the node has so much of each resource."""
        return all(self.resources.get(key, 0) >= amount for key, amount in wanted.items())


@dataclass(frozen=True)
class Moves:
    """What must change.

    Attributes:
        start: Nodes to begin on.
        drain: Nodes to leave.
        gone: Nodes that have died.
    """

    start: tuple[Candidate, ...]
    drain: tuple[str, ...]
    gone: tuple[str, ...]


def place(alive: Sequence[Candidate], usable: Sequence[Candidate], used: Sequence[str], count: int | None) -> Moves:
    """Returns what must change so that ``count`` nodes are used, each for one server.

    Args:
        alive: The nodes of the cluster.
        usable: Those on which a server may run.
        used: Ids of the nodes that are used, in the order in which they were begun.
        count: How many should be used; None for all that are usable. The newest are left first.
    """
    living = {candidate.node for candidate in alive}
    gone = tuple(node for node in used if node not in living)
    kept = [node for node in used if node in living]
    wanted = len(usable) if count is None else count
    free = [candidate for candidate in usable if candidate.node not in kept]
    start = tuple(free[: max(0, wanted - len(kept))])
    drain = tuple(kept[max(0, wanted) :]) if count is not None else ()
    return Moves(start, drain, gone)
