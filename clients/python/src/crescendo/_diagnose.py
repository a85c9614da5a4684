"""Finds out why a server could not be reached, which grpc's own words seldom tell.

One or two connections are made to the address beside grpc's, and what answers there is told from its first bytes: a TLS
server completes a handshake, an HTTP/2 server begins with a SETTINGS frame (RFC 9113, section 3.4), an HTTP/1 server
answers the client's preface with a status line.
"""

from __future__ import annotations

import os
import socket
import ssl

from crescendo.errors import CrescendoError, FailedPrecondition, Unavailable

_SECONDS = 2.0
"""Longest wait for a connection, and for an answer on it."""
_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0"
"""What an HTTP/2 client begins with: the preface and an empty SETTINGS frame."""
_SETTINGS = 4
_TYPE_AT = 3
"""Where the type of an HTTP/2 frame is."""
_TLS_ALERT = 0x15
_PROXIES = ("grpc_proxy", "https_proxy", "http_proxy")
"""Environment variables that lead grpc to a proxy, in its order."""

_Place = tuple[str, int] | str


def explain(failure: CrescendoError, address: str, *, secure: bool) -> CrescendoError:
    """Returns an error that says what is wrong at ``address``, or ``failure`` if that cannot be told.

    Args:
        failure: What grpc said.
        address: Where the server should be, as it was given.
        secure: True if the client speaks TLS.

    Returns:
        ``Unavailable``, reason UNREACHABLE, for what may pass; ``FailedPrecondition``, reason TLS_MISMATCH or NOT_GRPC,
        for what waiting does not change.
    """
    place = _place(address)
    if place is None:
        return failure
    try:
        found = _speaks(place, secure)
    except OSError as error:
        return _made(Unavailable, "UNREACHABLE", address, f"{_unreachable(error, place)} (grpc: {failure.message})")
    if found == "tls" and not secure:
        advice = "pass credentials, such as grpc.ssl_channel_credentials()"
        return _made(FailedPrecondition, "TLS_MISMATCH", address, f"it speaks TLS and the client plain text: {advice}")
    if found == "http2" and secure:
        advice = "leave the credentials out, or have the server use --tls-cert and --tls-key"
        return _made(FailedPrecondition, "TLS_MISMATCH", address, f"it speaks plain text and the client TLS: {advice}")
    if found == "http1":
        what = "an HTTP/1 server, which is no Crescendo server, answers there: correct the address or the port"
        return _made(FailedPrecondition, "NOT_GRPC", address, what)
    if found == "other":
        what = "something that is no Crescendo server answers there: correct the address or the port"
        return _made(FailedPrecondition, "NOT_GRPC", address, what)
    return _made(Unavailable, "UNREACHABLE", address, f"{_there(secure)} (grpc: {failure.message})")


def _made(kind: type[CrescendoError], reason: str, address: str, what: str) -> CrescendoError:
    metadata = {"field": "address", "value": address}
    return kind(f"cannot reach a Crescendo server at {address}: {what}", reason=reason, metadata=metadata)


def _place(address: str) -> _Place | None:
    """Reads the forms of an address that name one place; None for any other."""
    if address.startswith("unix:"):
        path = address.removeprefix("unix:")
        return path.removeprefix("//") if path.startswith("///") else path
    for scheme in ("dns:///", "dns:", "ipv4:", "ipv6:"):
        address = address.removeprefix(scheme)
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit() or "," in address or "/" in address:
        return None
    return host.removeprefix("[").removesuffix("]"), int(port)


def _connected(place: _Place) -> socket.socket:
    if not isinstance(place, str):
        return socket.create_connection(place, _SECONDS)
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(_SECONDS)
        connection.connect(place)
    except BaseException:
        connection.close()
        raise
    return connection


def _speaks(place: _Place, secure: bool) -> str:
    """Returns ``"tls"``, ``"http2"``, ``"http1"``, ``"other"``, or ``"silence"``. Raises ``OSError``."""
    if secure:
        return "tls" if _shakes_hands(place) else _answer(place)
    found = _answer(place)
    return "tls" if found == "silence" and _shakes_hands(place) else found


def _answer(place: _Place) -> str:
    with _connected(place) as connection:
        try:
            connection.sendall(_PREFACE)
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


def _shakes_hands(place: _Place) -> bool:
    context = ssl.create_default_context()
    # Nothing is sent over this connection: who is at its other end matters to grpc's alone.
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    with _connected(place) as connection:
        try:
            context.wrap_socket(connection).close()
        except OSError:
            return False
    return True


def _unreachable(error: OSError, place: _Place) -> str:
    if isinstance(error, ConnectionRefusedError | FileNotFoundError):
        return 'nothing listens there: start "crescendo serve", or correct the address'
    if isinstance(error, socket.gaierror):
        return f"the host name {place[0]} is not known: correct the address"
    if isinstance(error, TimeoutError):
        return f"no answer within {_SECONDS:g} s: is the host up, and does a firewall let the port through?"
    return f"{error.strerror or error}"


def _there(secure: bool) -> str:
    """What is wrong if the right kind of server answers a connection that is not grpc's."""
    proxy = next((name for name in _PROXIES if os.environ.get(name)), None)
    if proxy is not None:
        return f"a direct connection works, and grpc takes the proxy of {proxy}: except the host with no_proxy"
    if secure:
        return "a server answers, and TLS cannot be agreed on: the certificate must be trusted and name the host"
    return "a server answers and does not serve: it may be starting or stopping"
