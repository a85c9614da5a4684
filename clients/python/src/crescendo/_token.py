"""The token of a client, and the header that carries it."""

from __future__ import annotations

import os
import re

from crescendo.errors import InvalidArgument

VARIABLE = "CRESCENDO_TOKEN"
"""The environment variable of the token of clients that are given none."""

Metadata = tuple[tuple[str, str], ...]

_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]{1,512}=*")
_NUMBERED = r"(?:127(?:\.\d{1,3}){3}|\[::1\])"
_LOOPBACK = re.compile(
    r"(?:unix|unix-abstract):.+"
    rf"|(?:dns:(?:///)?)?(?:localhost|{_NUMBERED}):\d+"
    rf"|ipv[46]:{_NUMBERED}:\d+(?:,{_NUMBERED}:\d+)*"
)
"""Addresses at which only this machine can listen, and on the way to which nobody else can read."""


def token_metadata(address: str, token: str | None, *, secure: bool, plaintext_token: bool) -> Metadata:
    """Returns the headers of every call.

    Args:
        address: Address of the server.
        token: The token; None takes that of the environment, and ``""`` sends none.
        secure: True if the client speaks TLS.
        plaintext_token: Allows the token to travel in plain text to another machine.

    Raises:
        InvalidArgument: The token is malformed; or it would travel in plain text.
    """
    given = os.environ.get(VARIABLE, "").strip() if token is None else token
    if not isinstance(given, str):
        raise _wrong("must be a text, or None for that of CRESCENDO_TOKEN")
    if not given:
        return ()
    if not _TOKEN.fullmatch(given):
        # The message must not have the token.
        raise _wrong("must be as the server's operator gave it: letters, digits and ._~+/-= without blanks")
    if not (secure or plaintext_token or _LOOPBACK.fullmatch(address)):
        raise _wrong(
            f"would travel to {address} in plain text, for everybody on the way to read: pass credentials, such as "
            'grpc.ssl_channel_credentials(); or token="" if the server needs none; or plaintext_token=True if nobody '
            "else can read what you send"
        )
    return (("authorization", f"Bearer {given}"),)


def _wrong(what: str) -> InvalidArgument:
    return InvalidArgument(f"token {what}", reason="INVALID_FIELD", metadata={"field": "token"})
