"""What the data nodes of a Ray cluster are to be: checked, compared, and made into the configuration of a server."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from crescendo._arguments import check_flag, check_range, check_seconds
from crescendo.errors import FailedPrecondition, InvalidArgument

NAMESPACE = "crescendo"
"""The namespace of Ray in which all actors are, so that jobs find each other's."""
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
_OWN_KEYS = {"listen": "port", "state": "state", "datasets": "data", "insecure": "insecure"}
"""Keys of the server's configuration that have an argument of their own."""


@dataclass(frozen=True)
class Settings:
    """The arguments of ``start``; see there.

    Attributes:
        network: True if servers listen on the address of their node; False for 127.0.0.1.
    """

    name: str
    data: Mapping[str, Any]
    nodes: Mapping[str, float]
    state: str
    count: int | None
    config: Mapping[str, Any]
    command: tuple[str, ...] | None
    environment: Mapping[str, str]
    insecure: bool
    network: bool
    port: int
    drain_seconds: float
    detached: bool

    @property
    def resource(self) -> str:
        """The custom resource that marks data nodes."""
        return next(key for key in self.nodes if key not in ("CPU", "memory"))

    @property
    def shared(self) -> bool:
        """True if servers of several machines can share the state of the runs."""
        return self.state.startswith(("postgresql://", "postgres://"))

    def configuration(self, host: str) -> dict[str, Any]:
        """Returns the configuration of the server on a node.

        Args:
            host: The address of the node.
        """
        own: dict[str, Any] = {"listen": f"{_bracketed(host) if self.network else '127.0.0.1'}:{self.port}"}
        if cores := int(self.nodes.get("CPU", 0)):
            own["workers"] = cores
        datasets = {key: {"root": value} if isinstance(value, str) else dict(value) for key, value in self.data.items()}
        return {**own, "insecure": self.insecure, **self.config, "state": self.state, "datasets": datasets}

    def differences(self, other: Settings) -> list[str]:
        """Returns the names of the arguments that differ, with both values where they are no secrets."""
        found = []
        for field in dataclasses.fields(self):
            mine, its = getattr(self, field.name), getattr(other, field.name)
            if field.name == "network" or mine == its:
                continue
            secret = field.name in ("environment", "state")
            found.append(field.name if secret else f"{field.name} ({mine!r}, not {its!r})")
        return found


def check_settings(settings: Settings) -> None:
    """Checks everything that can be checked without a cluster.

    Raises:
        InvalidArgument: An argument is wrong.
    """
    if not isinstance(settings.name, str) or not _NAME.fullmatch(settings.name):
        raise wrong("name", settings.name, "must be 1 to 64 letters, digits, '.', '_' and '-'")
    _check_nodes(settings.nodes)
    _check_data(settings.data)
    if not settings.shared and not PurePosixPath(settings.state).is_absolute():
        bound = "must be an absolute path or postgresql://…, because actors have another working directory"
        raise wrong("state", settings.state, bound)
    if settings.count is not None:
        check_range("count", settings.count, 1, None)
    check_range("port", settings.port, 0, 65_535)
    check_seconds("drain_seconds", settings.drain_seconds, zero=False)
    check_flag("insecure", settings.insecure)
    check_flag("detached", settings.detached)
    for key, argument in _OWN_KEYS.items():
        if key in settings.config:
            raise wrong("config", key, f"must not have the key {key}: give {argument}= instead")
    if isinstance(settings.command, str) or (settings.command is not None and not all(settings.command)):
        raise wrong("command", settings.command, 'must be a list of words, such as ["npx", "--yes", "crescendo"]')


def check_reach(settings: Settings, hosts: Iterable[str], data_hosts: Iterable[str]) -> None:
    """Checks that servers may listen where the trainers reach them, and that they can share the state of the runs.

    Args:
        settings: The settings.
        hosts: Addresses of the machines of the cluster.
        data_hosts: Addresses of those with data nodes.

    Raises:
        FailedPrecondition: They must not, or cannot.
    """
    machines = len(set(hosts))
    tls = settings.config.get("tls")
    secured = isinstance(tls, Mapping) and ("token_file" in settings.config or bool(tls.get("client_authority")))
    if machines > 1 and not secured and not settings.insecure:
        raise _refused(
            "insecure",
            f"the cluster has {machines} machines, so servers must listen where others reach them: give "
            'config={"tls": {"certificate": …, "key": …}, "token_file": …} with paths on the data nodes, or '
            "insecure=True if everybody who reaches the network may do everything",
        )
    machines = len(set(data_hosts))
    if machines > 1 and not settings.shared:
        raise _refused(
            "state",
            f"there are data nodes on {machines} machines, which cannot share a SQLite file (given: {settings.state}): "
            "give state=postgresql://USER@HOST/DATABASE",
        )


def _check_nodes(nodes: Mapping[str, float]) -> None:
    if not isinstance(nodes, Mapping):
        raise wrong("nodes", nodes, 'must be the resources that a server takes, such as {"data": 1}')
    custom = [key for key in nodes if key not in ("CPU", "memory")]
    if len(custom) != 1 or custom[0] == "GPU":
        bound = 'must have one custom resource, which marks data nodes, such as {"data": 1}; and "CPU", if you want'
        raise wrong("nodes", dict(nodes), bound)
    for key, amount in nodes.items():
        if not isinstance(amount, int | float) or isinstance(amount, bool) or amount <= 0:
            raise wrong(f"nodes[{key!r}]", amount, "must be a number above 0")
    if nodes.get("CPU", 1) != int(nodes.get("CPU", 1)):
        raise wrong("nodes['CPU']", nodes["CPU"], "must be a whole number: so many workers the server has")


def _check_data(data: Mapping[str, Any]) -> None:
    if not isinstance(data, Mapping) or not data:
        raise wrong("data", data, 'must have a folder for each dataset, such as {"train": "/data/train"}')
    for key, value in data.items():
        root = value.get("root") if isinstance(value, Mapping) else value
        for folder in root if isinstance(root, list) else [root]:
            path = isinstance(folder, str) and ("://" in folder or PurePosixPath(folder).is_absolute())
            if not path:
                bound = "must be an absolute path, the same on each data node"
                raise wrong(f"data[{key!r}]", folder, bound)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def wrong(field: str, value: object, bound: str) -> InvalidArgument:
    """Makes the error of an argument; ``bound`` says what it must be."""
    return InvalidArgument(
        f"{field} {bound} (given: {value!r})",
        reason="INVALID_FIELD",
        metadata={"field": field, "value": str(value), "bound": bound},
    )


def _refused(field: str, message: str) -> FailedPrecondition:
    return FailedPrecondition(message, reason="INVALID_FIELD", metadata={"field": field})
