"""Finds out why a server could not be reached, which grpc's own messages seldom tell.

It makes one or two connections to the address in addition to grpc's and recognises the other side by its first bytes: a
TLS server completes a handshake, an HTTP/2 server begins with a SETTINGS frame (RFC 9113, section 3.4), an HTTP/1
server answers the client's preface with a status line.
"""

from __future__ import annotations

import os
import socket
import ssl
import time
from math import inf

from crescendo.errors import CrescendoError, FailedPrecondition, Unavailable

_SECONDS = 2.0
"""Longest wait for a connection, and for an answer on it."""
_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0"
"""The first bytes of an HTTP/2 client: the preface and an empty SETTINGS frame."""
_SETTINGS = 4
_TYPE_AT = 3
"""Position of the type in an HTTP/2 frame."""
_TLS_ALERT = 0x15
_PROXIES = ("grpc_proxy", "https_proxy", "http_proxy")
"""Environment variables by which grpc finds a proxy, in its order."""

_Place = tuple[str, int] | str


def explain(failure: CrescendoError, address: str, *, secure: bool, until: float = inf) -> CrescendoError:
    """Returns an error that says what is wrong at ``address``, or ``failure`` if the cause cannot be determined.

    Args:
        failure: The error from grpc.
        address: Address of the server, as it was given.
        secure: True if the client speaks TLS.
        until: The time of ``time.monotonic`` at which the search ends.

    Returns:
        ``Unavailable``, reason UNREACHABLE, for failures that may pass; ``FailedPrecondition``, reason TLS_MISMATCH or
        NOT_GRPC, for failures that waiting does not cure.
    """
    place = _place(address)
    if place is None:
        return failure
    try:
        found = _speaks(place, secure, until)
    except OSError as error:
        if time.monotonic() >= until:
            return failure
        return _made(Unavailable, "UNREACHABLE", address, f"{_unreachable(error, place)} (grpc: {failure.message})")
    if found == "tls" and not secure:
        advice = "pass credentials, such as grpc.ssl_channel_credentials()"
        what = f"it speaks TLS but the client speaks plain text: {advice}"
        return _made(FailedPrecondition, "TLS_MISMATCH", address, what)
    if found == "http2" and secure:
        advice = "leave out the credentials, or start the server with --tls-cert and --tls-key"
        what = f"it speaks plain text but the client speaks TLS: {advice}"
        return _made(FailedPrecondition, "TLS_MISMATCH", address, what)
    if found == "http1":
        what = "an HTTP/1 server, which is not a Crescendo server, answers there: correct the address or the port"
        return _made(FailedPrecondition, "NOT_GRPC", address, what)
    if found == "other":
        what = "something that is not a Crescendo server answers there: correct the address or the port"
        return _made(FailedPrecondition, "NOT_GRPC", address, what)
    return _made(Unavailable, "UNREACHABLE", address, f"{_there(secure)} (grpc: {failure.message})")


def _made(kind: type[CrescendoError], reason: str, address: str, what: str) -> CrescendoError:
    metadata = {"field": "address", "value": address}
    return kind(f"cannot reach a Crescendo server at {address}: {what}", reason=reason, metadata=metadata)


def _place(address: str) -> _Place | None:
    """Reads the forms of an address that name a single place; None for any other form."""
    if address.startswith("unix:"):
        path = address.removeprefix("unix:")
        return path.removeprefix("//") if path.startswith("///") else path
    for scheme in ("dns:///", "dns:", "ipv4:", "ipv6:"):
        address = address.removeprefix(scheme)
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit() or "," in address or "/" in address:
        return None
    return host.removeprefix("[").removesuffix("]"), int(port)


def _left(until: float) -> float:
    """Returns the seconds that the next step may take."""
    left = min(_SECONDS, until - time.monotonic())
    if left <= 0:
        raise TimeoutError
    return left


def _connected(place: _Place, until: float) -> socket.socket:
    if not isinstance(place, str):
        return socket.create_connection(place, _left(until))
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(_left(until))
        connection.connect(place)
    except BaseException:
        connection.close()
        raise
    return connection


def _speaks(place: _Place, secure: bool, until: float) -> str:
    """Returns ``"tls"``, ``"http2"``, ``"http1"``, ``"other"``, or ``"silence"``. Raises ``OSError``."""
    if secure:
        return "tls" if _shakes_hands(place, until) else _answer(place, until)
    found = _answer(place, until)
    return "tls" if found == "silence" and _shakes_hands(place, until) else found


def _answer(place: _Place, until: float) -> str:
    with _connected(place, until) as connection:
        try:
            connection.sendall(_PREFACE)
            connection.settimeout(_left(until))
            first = connection.recv(64)
        except OSError:
            return "silence"
    if first.startswith(b"HTTP/1"):
        return "http1"
    if len(first) > _TYPE_AT and first[0] == 0 and first[_TYPE_AT] == _SETTINGS:
        return "http2"
    if first[:1] == bytes([_TLS_ALERT]):
        return "tls"
    return "other" if first else "silence"


def _shakes_hands(place: _Place, until: float) -> bool:
    context = ssl.create_default_context()
    # Nothing is sent over this connection, so it does not matter who is at its other end; grpc checks that for its own.
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    with _connected(place, until) as connection:
        try:
            connection.settimeout(_left(until))
            context.wrap_socket(connection).close()
        except OSError:
            return False
    return True


def _unreachable(error: OSError, place: _Place) -> str:
    if isinstance(error, ConnectionRefusedError | FileNotFoundError):
        return 'nothing listens there: start "crescendo serve", or correct the address'
    if isinstance(error, socket.gaierror):
        return f"the host name {place[0]} is unknown: correct the address"
    if isinstance(error, TimeoutError):
        return f"no answer within {_SECONDS:g} s: is the host up, and does a firewall let the port through?"
    return f"{error.strerror or error}"


def _there(secure: bool) -> str:
    """The likely cause if the right kind of server answers a connection that is not grpc's."""
    proxy = next((name for name in _PROXIES if os.environ.get(name)), None)
    if proxy is not None:
        return f"a direct connection works, but grpc uses the proxy of {proxy}: exclude the host with no_proxy"
    if secure:
        return "a server answers, but the TLS handshake fails: the certificate must be trusted and name the host"
    return "a server answers but does not serve: it may be starting or stopping"
