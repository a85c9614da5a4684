"""Connections to servers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import grpc

from crescendo._addresses import Addresses, address_source
from crescendo._arguments import check_seconds
from crescendo._rpc import open_channel
from crescendo._servers import Servers
from crescendo._spread import SpreadClient
from crescendo._token import token_metadata
from crescendo.client import TIMEOUT_SECONDS, Client


def connect(
    address: Addresses,
    *,
    credentials: grpc.ChannelCredentials | None = None,
    options: Mapping[str, Any] | None = None,
    timeout: float = TIMEOUT_SECONDS,
    token: str | None = None,
    plaintext_token: bool = False,
) -> Client:
    """Returns a client of the server at ``address``, or of several servers; connections are made by the first call.

    With several servers, a loader reads from all of them, and a call about a run goes to one of them, or to the next if
    that one does not answer. All must have the same state of runs, data and pixel engine; others are left out, and a
    warning of the logger ``crescendo`` says why.

    Args:
        address: ``host:port``, or any name that grpc resolves, such as ``dns:///crescendo:7077``. Or several servers: a
            list of addresses; one string with commas; ``file:PATH``, a file with one address on each line that is read
            again when it changes; ``dns:NAME:PORT``, all addresses of a name, which is resolved again every 10 s; or a
            function without arguments that returns a list, which is called every 10 s and when servers fail.
        credentials: For example ``grpc.ssl_channel_credentials()``; None speaks plain text.
        options: Channel options that override the client's own.
        timeout: Seconds that one call about a run may take.
        token: What a server that controls access asks for; None takes the environment variable ``CRESCENDO_TOKEN``, and
            ``""`` sends none. A server's refusal is ``Unauthenticated`` or ``PermissionDenied``, and is not retried.
        plaintext_token: True allows the token to travel in plain text to another machine.

    Raises:
        InvalidArgument: An address is empty, a URL or without a port; or ``timeout`` is not above 0; or the token
            would travel to another machine in plain text.

    Example:
        >>> with crescendo.connect("127.0.0.1:7077") as client:
        ...     run = client.open_run("baseline", {"dataset": "imagenet"})
    """
    source = address_source(address)
    check_seconds("timeout", timeout, zero=False)
    secure = credentials is not None
    own = dict(options or {})
    if secure and not isinstance(source, str) and source.tls_name is not None:
        own = {"grpc.ssl_target_name_override": source.tls_name, "grpc.default_authority": source.tls_name, **own}

    def dial(place: str) -> Client:
        metadata = token_metadata(place, token, secure=secure, plaintext_token=plaintext_token)
        channel = open_channel(place, credentials, own)
        client = Client(channel, address=place, timeout=timeout, secure=secure, metadata=metadata)
        client._dial = dial
        return client

    if isinstance(source, str):
        return dial(source)
    return SpreadClient(Servers(source, dial), timeout=timeout, secure=secure)
