"""Refuses an address that cannot lead to a server, whatever runs."""

from __future__ import annotations

import re

from crescendo.errors import InvalidArgument

_EXAMPLE = "127.0.0.1:7077"
_OTHER_FORM = re.compile(r"(?:unix|unix-abstract|ipv4|ipv6|xds|vsock):.")
"""Forms of grpc's own whose rest is not a host and a port, or is a list of them."""

_URL = re.compile(r"(?!dns:)[a-z][a-z0-9+.-]*://([^/?#]*)", re.IGNORECASE)
_HOST_PORT = re.compile(r"(\[[^\]]+\]|[^:/\[\]]+):(\d+)")


def check_address(address: object) -> None:
    """Checks the form of an address.

    Raises:
        InvalidArgument: It is empty, a URL or without a port. The message has what to write instead.
    """
    if not isinstance(address, str):
        raise wrong_address(address, f"must be a text, such as {_EXAMPLE}")
    if address.strip() != address or not address:
        bare = address.strip()
        way = f'write "{bare}"' if bare else f"give HOST:PORT, such as {_EXAMPLE}"
        raise wrong_address(address, f"must be HOST:PORT without blanks: {way}")
    if _OTHER_FORM.match(address):
        return
    if url := _URL.match(address):
        host = url[1].rpartition("@")[2]
        raise wrong_address(address, f'must not be a URL: write "{_with_port(host)}"; TLS is set by the credentials')
    scheme = re.match(r"(?:dns:(?://[^/]*/)?)?", address)
    rest = address[scheme.end() :] if scheme else address
    found = _HOST_PORT.fullmatch(rest)
    if not found:
        raise wrong_address(
            address, f'must be HOST:PORT: write "{address[: len(address) - len(rest)]}{_with_port(rest)}"'
        )
    if not 1 <= int(found[2]) <= 65_535:
        raise wrong_address(address, "must have a port in 1..65535")


def _with_port(host: str) -> str:
    """Returns what was meant, as far as it can be told, with the server's default port where there is none."""
    bare = re.sub(r"/.*$", "", host.rstrip("/:"))
    if bare.isdecimal():
        return f"127.0.0.1:{bare}"
    if _HOST_PORT.fullmatch(bare):
        return bare
    if not bare or (":" in bare and "::" not in bare):
        return _EXAMPLE
    return f"[{bare}]:7077" if ":" in bare and not bare.startswith("[") else f"{bare}:7077"


def wrong_address(address: object, rule: str) -> InvalidArgument:
    """Makes the error of an address; ``rule`` says what it must be."""
    metadata = {"field": "address", "value": str(address)}
    given = f'"{address}"' if isinstance(address, str) else repr(address)
    return InvalidArgument(f"address {rule} (given: {given})", reason="INVALID_FIELD", metadata=metadata)
