"""The version of this client, and the servers that it can work with. See ``Version`` in the contract."""

from __future__ import annotations

from typing import Any

from crescendo._convert import enum_word
from crescendo._gen import crescendo_pb2 as pb
from crescendo.errors import VersionSkew
from crescendo.spec import LIST_REVISIONS, REVISIONS

__version__ = "0.1.0"
"""The only place where the version of this package is written; the build reads it from here."""

LEAST_SERVER_REVISION = 0
"""The revision of the newest field that every request of this client has: a server must know it."""


def client_version(spec: pb.RunSpec | None = None) -> pb.Version:
    """Returns what this client tells servers about itself; they must know the newest field that ``spec`` uses."""
    return pb.Version(
        revision=max(pb.ContractRevision.values()),
        least_peer_revision=max(LEAST_SERVER_REVISION, 0 if spec is None else _needed_revision(spec)),
        program=f"crescendo-client {__version__}",
    )


def _needed_revision(spec: pb.RunSpec) -> int:
    needed = [since for name, (since, default) in REVISIONS.items() if _given(spec, name) not in (None, default)]
    lists = [since for name, since in LIST_REVISIONS.items() if len(getattr(spec, name)) > 1]
    return max(needed + lists, default=0)


def _given(spec: Any, path: str) -> object:
    """The value of a field, ``mixing.until`` for instance; None if it is not set."""
    *parts, name = path.split(".")
    for part in parts:
        if not spec.HasField(part):
            return None
        spec = getattr(spec, part)
    value = getattr(spec, name)
    field = spec.DESCRIPTOR.fields_by_name[name]
    if field.enum_type is not None:
        return enum_word(getattr(pb, field.enum_type.name), value)
    if field.has_presence:
        return value if spec.HasField(name) else None
    return tuple(value) or None


def check_server_version(server: pb.Version, spec: pb.RunSpec | None = None) -> None:
    """Refuses a server that cannot work with this client.

    The server checks too, but servers older than revisions do not look at the client's version.

    Args:
        server: The version that the server states; empty from servers older than revisions.
        spec: What this client asked for.

    Raises:
        VersionSkew: One side needs a newer other side; the message says which to upgrade.
    """
    client = client_version(spec)
    if server.revision < client.least_peer_revision:
        raise _skew(client, server, "server", server.revision, client.least_peer_revision)
    if client.revision < server.least_peer_revision:
        raise _skew(client, server, "client", client.revision, server.least_peer_revision)


def _skew(client: pb.Version, server: pb.Version, old: str, revision: int, least: int) -> VersionSkew:
    """``old`` is the side whose revision is below what the other one needs."""
    programs = {"client": client.program, "server": server.program or "a server that states no version"}
    other = "server" if old == "client" else "client"
    return VersionSkew(
        f"incompatible client and server: {programs[old]} (the {old}) knows revision {revision} of the contract, and "
        f"{programs[other]} (the {other}) needs revision {least} or later; upgrade the {old}",
        reason=VersionSkew.reason_word,
        metadata={**programs, "upgrade": old, "field": "revision", "value": str(revision), "bound": str(least)},
    )
