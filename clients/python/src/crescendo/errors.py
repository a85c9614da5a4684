"""The errors of the client: one class for each canonical gRPC code that a caller may want to tell apart.

Every error has a ``code`` (canonical gRPC name), a ``reason`` (one word for programs, from the server's closed
list or from this client's), and ``metadata`` (the offending field, its value and its bound, where there are any).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import grpc
from google.protobuf.message import DecodeError

from crescendo._gen import status_details_pb2

__all__ = [
    "Closed",
    "CrescendoError",
    "DataLoss",
    "FailedPrecondition",
    "InvalidArgument",
    "InvalidSpec",
    "NotFound",
    "OutOfRange",
    "PermissionDenied",
    "ProtocolError",
    "ResourceExhausted",
    "Unauthenticated",
    "Unavailable",
    "VersionSkew",
]

_DETAILS_TRAILER = "grpc-status-details-bin"
_ERROR_INFO = "google.rpc.ErrorInfo"


class CrescendoError(Exception):
    """A failure that the server reported or that the client found.

    Attributes:
        code: Canonical gRPC code by name, for example ``"FAILED_PRECONDITION"``.
        reason: One word for programs, for example ``"SPEC_MISMATCH"``; empty if the server gave none.
        message: A sentence for people.
        metadata: The values that the message names, by ``field``, ``value``, ``bound`` and the like.
    """

    default_code: ClassVar[str] = "UNKNOWN"

    def __init__(
        self,
        message: str,
        *,
        reason: str = "",
        metadata: Mapping[str, str] | None = None,
        code: str | None = None,
    ) -> None:
        self.code = code if code is not None else self.default_code
        self.reason = reason
        self.message = message
        self.metadata: dict[str, str] = dict(metadata or {})
        super().__init__(f"{self.code}{f' ({reason})' if reason else ''}: {message}")


class InvalidArgument(CrescendoError):
    """A value is wrong, whatever the state of the server."""

    default_code = "INVALID_ARGUMENT"


class InvalidSpec(InvalidArgument):
    """A run's name or a field of its spec is wrong; ``metadata["field"]`` names it."""


class NotFound(CrescendoError):
    """No run has that name, or the dataset is not in the server's configuration."""

    default_code = "NOT_FOUND"


class Unauthenticated(CrescendoError):
    """The server asks for a token, or the one that it was given is unknown or has expired."""

    default_code = "UNAUTHENTICATED"


class PermissionDenied(CrescendoError):
    """The token does not allow it: its role is too low, it is bound to other runs, or the run is another token's."""

    default_code = "PERMISSION_DENIED"


class FailedPrecondition(CrescendoError):
    """The run exists but with another spec, dataset, pixel engine, schedule or world size; or it has progress and no
    state says which weights go with it; or another trainer reads the rank.
    """

    default_code = "FAILED_PRECONDITION"


class VersionSkew(FailedPrecondition):
    """Client and server are incompatible. ``metadata["upgrade"]`` is ``"client"`` or ``"server"``."""

    reason_word: ClassVar[str] = "VERSION_SKEW"


class OutOfRange(CrescendoError):
    """A step lies beyond the schedule."""

    default_code = "OUT_OF_RANGE"


class ResourceExhausted(CrescendoError):
    """The server had no room for ``retry_seconds`` (reason ``LIMIT``), would never have it (``BATCH_TOO_LARGE``), or a
    quota of the token is used up (``QUOTA``).
    """

    default_code = "RESOURCE_EXHAUSTED"


class DataLoss(CrescendoError):
    """The run has met more bad samples than its spec allows, or the server's state is damaged."""

    default_code = "DATA_LOSS"


class Unavailable(CrescendoError):
    """The server could not be reached, or was away for more than ``retry_seconds``."""

    default_code = "UNAVAILABLE"


class ProtocolError(CrescendoError):
    """The server's messages break the contract: a wrong step, shape or length. Retrying would not help."""

    default_code = "INTERNAL"


class Closed(CrescendoError):
    """The loader was closed, here or from another thread."""

    default_code = "CANCELLED"


_BY_CODE: dict[str, type[CrescendoError]] = {
    kind.default_code: kind
    for kind in (
        InvalidArgument,
        NotFound,
        Unauthenticated,
        PermissionDenied,
        FailedPrecondition,
        OutOfRange,
        ResourceExhausted,
        DataLoss,
        Unavailable,
    )
}


def from_rpc_error(
    error: grpc.RpcError,
    kinds: Mapping[str, type[CrescendoError]] | None = None,
) -> CrescendoError:
    """Translates the failure of a call.

    Args:
        error: The error from grpc. It is also a ``grpc.Call``, which gives the code, the text and the trailer.
        kinds: Classes that replace the usual ones, by canonical code.
    """
    if not isinstance(error, grpc.Call):
        return CrescendoError(str(error))
    code = error.code().name
    reason, metadata = _error_info(error)
    kind = (kinds or {}).get(code) or _BY_CODE.get(code, CrescendoError)
    if reason == VersionSkew.reason_word:
        kind = VersionSkew
    return kind(error.details() or "", reason=reason, metadata=metadata, code=code)


def _error_info(call: grpc.Call) -> tuple[str, dict[str, str]]:
    """Reads the google.rpc.ErrorInfo of the trailer; a missing or damaged one is not a further error."""
    for key, value in call.trailing_metadata() or ():
        if key != _DETAILS_TRAILER or not isinstance(value, bytes):
            continue
        try:
            for detail in status_details_pb2.StatusDetails.FromString(value).details:
                if detail.type_url.rpartition("/")[2] == _ERROR_INFO:
                    info = status_details_pb2.ErrorInfo.FromString(detail.value)
                    return info.reason, dict(info.metadata)
        except DecodeError:
            break
    return "", {}
