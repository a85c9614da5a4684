"""Where the servers are: the forms in which a caller may say it."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from crescendo._address import check_address, wrong_address
from crescendo.errors import InvalidArgument

Addresses = str | Sequence[str] | Callable[[], Sequence[str]]
"""An address; several, as a sequence or as one string with commas; ``file:PATH``; ``dns:NAME:PORT``; or a function that
returns a list.
"""

REFRESH_SECONDS = 10.0
"""How often a name is resolved and a function is called."""
FILE_SECONDS = 1.0
"""How often a file is read, so that a change is seen whichever way it is made and whatever the file system is."""

_GRPC_LIST = re.compile(r"(?:ipv4|ipv6|unix|unix-abstract|xds|vsock):.")
"""Forms of grpc's own that may have commas in them."""
_COMMENT = re.compile(r"(?:^|\s)#.*")
_DNS = re.compile(r"dns:(?!//)(\[[^\]]+\]|[^:/\[\]]+):(\d+)")


class AddressSource(Protocol):
    """A way to find the addresses of servers.

    Attributes:
        name: What the caller has given, for messages.
        refresh_seconds: How often it is read; None if it never changes.
        tls_name: The name that the certificates of all its servers have, if it is not in their addresses.
    """

    name: str
    refresh_seconds: float | None
    tls_name: str | None

    def read(self) -> tuple[str, ...]:
        """Returns the addresses, each once.

        Raises:
            InvalidArgument: One is not an address.
            OSError: They cannot be read now.
        """
        ...


class FixedAddresses:
    """Addresses that never change.

    Raises:
        InvalidArgument: There is none, or one is not an address.
    """

    refresh_seconds: float | None = None
    tls_name: str | None = None

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = _checked(addresses)
        if not self._addresses:
            raise wrong_address("", "must be given: the list is empty")
        self.name = ",".join(self._addresses)

    def read(self) -> tuple[str, ...]:
        """Returns the addresses."""
        return self._addresses


class FileAddresses:
    """A file with one address on each line. Blank lines are left out, and what follows a ``#``."""

    refresh_seconds: float | None = FILE_SECONDS
    tls_name: str | None = None

    def __init__(self, path: str) -> None:
        if not path.strip():
            raise wrong_address(f"file:{path}", "must name a file: write file:PATH")
        self._path = Path(path.removeprefix("//") if path.startswith("///") else path)
        self.name = f"file:{path}"

    def read(self) -> tuple[str, ...]:
        """Reads the file."""
        lines = self._path.read_text("utf-8", errors="replace").splitlines()
        found: list[str] = []
        for number, line in enumerate(lines, start=1):
            address = _COMMENT.sub("", line).strip()
            try:
                found += _checked([address] if address else [])
            except InvalidArgument as error:
                message = f"{self._path}, line {number}: {error.message}"
                raise InvalidArgument(message, reason=error.reason, metadata=error.metadata) from error
        return tuple(dict.fromkeys(found))


class DnsAddresses:
    """All addresses of a host name, with one port."""

    refresh_seconds: float | None = REFRESH_SECONDS

    def __init__(self, host: str, port: int) -> None:
        self._host = host.strip("[]")
        self._port = port
        self.name = f"dns:{host}:{port}"
        self.tls_name: str | None = self._host

    def read(self) -> tuple[str, ...]:
        """Resolves the name."""
        found = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
        hosts = [str(place[0]) for *_, place in found]
        return _checked([f"[{host}]:{self._port}" if ":" in host else f"{host}:{self._port}" for host in hosts])


class FunctionAddresses:
    """A function that returns the addresses."""

    refresh_seconds: float | None = REFRESH_SECONDS
    tls_name: str | None = None

    def __init__(self, function: Callable[[], Sequence[str]]) -> None:
        self._function = function
        self.name = f"function {getattr(function, '__name__', 'without a name')}"

    def read(self) -> tuple[str, ...]:
        """Calls the function."""
        addresses = self._function()
        if isinstance(addresses, str) or not isinstance(addresses, Sequence):
            raise wrong_address(addresses, f"must be in a list, which {self.name} must return")
        return _checked(addresses)


def address_source(addresses: Addresses) -> AddressSource | str:
    """Reads what a caller has given. A single address that does not change is returned as it is.

    Raises:
        InvalidArgument: It is none of the forms, or one of the addresses is wrong.
    """
    if callable(addresses):
        return FunctionAddresses(addresses)
    if isinstance(addresses, str):
        if addresses.startswith("file:"):
            return FileAddresses(addresses.removeprefix("file:"))
        if found := _DNS.fullmatch(addresses):
            check_address(addresses)
            return DnsAddresses(found[1], int(found[2]))
        addresses = _parts(addresses)
    elif not isinstance(addresses, Sequence):
        check_address(addresses)
    fixed = FixedAddresses(addresses)
    return fixed if len(fixed.read()) > 1 else fixed.name


def _parts(addresses: str) -> list[str]:
    """Divides a string at its commas, unless they belong to a single address."""
    parts = [part.strip() for part in addresses.split(",")]
    grpc_list = _GRPC_LIST.match(addresses) and not all(_GRPC_LIST.match(part) or ":" in part for part in parts)
    whole = len(parts) == 1 or grpc_list or addresses.startswith(("ipv4:", "ipv6:"))
    return [addresses] if whole else parts


def _checked(addresses: Sequence[str]) -> tuple[str, ...]:
    """Checks each address, and leaves repeated ones out."""
    for address in addresses:
        if isinstance(address, str) and (address.startswith("file:") or _DNS.fullmatch(address)):
            raise wrong_address(address, "must stand by itself, not in a list of addresses")
        check_address(address)
    return tuple(dict.fromkeys(addresses))
