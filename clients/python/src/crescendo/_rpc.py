"""The calls of CrescendoService over a grpc channel, by path.

There are no generated service stubs: the batch stream yields encoded responses, so that ``_wire`` can read pixels
without a protobuf parse.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import grpc
from google.protobuf.message import Message

from crescendo._gen import crescendo_pb2 as pb
from crescendo._token import Metadata
from crescendo.errors import Closed

_SERVICE = "/crescendo.v1.CrescendoService/"
_MIB = 1024 * 1024

_Response = TypeVar("_Response", bound=Message)
_Result = TypeVar("_Result")

CHANNEL_OPTIONS: Mapping[str, Any] = {
    # A chunk is about 1 MiB, but never less than one image.
    "grpc.max_receive_message_length": 64 * _MIB,
    # A server that vanished silently is noticed after 40 s.
    "grpc.keepalive_time_ms": 30_000,
    "grpc.keepalive_timeout_ms": 10_000,
    # By default, a minute for the pings by which grpc measures the network, which come before those of keepalive.
    "grpc.http2.ping_timeout_ms": 10_000,
    "grpc.http2.max_pings_without_data": 0,
    # grpc's own back-off grows to two minutes, which would be added to every restart of a server.
    "grpc.initial_reconnect_backoff_ms": 200,
    "grpc.max_reconnect_backoff_ms": 2_000,
    "grpc.min_reconnect_backoff_ms": 5_000,
    # Ranks spread over the replicas behind one name.
    "grpc.service_config": json.dumps({"loadBalancingConfig": [{"round_robin": {}}]}),
}
"""Options of every channel; those that a caller passes to ``connect`` take precedence."""


def open_channel(address: str, credentials: grpc.ChannelCredentials | None, options: Mapping[str, Any]) -> grpc.Channel:
    """Makes a channel; it connects when it is first used."""
    merged = list({**CHANNEL_OPTIONS, **options}.items())
    if credentials is None:
        return grpc.insecure_channel(address, options=merged)
    return grpc.secure_channel(address, credentials, options=merged)


class Rpc:
    """The calls, each with the headers ``metadata``. Failures are ``grpc.RpcError``."""

    def __init__(self, channel: grpc.Channel, metadata: Metadata = ()) -> None:
        self._channel = channel
        self._metadata = metadata
        self._stream_batches: Callable[..., Any] = channel.stream_stream(
            f"{_SERVICE}StreamBatches",
            request_serializer=pb.StreamBatchesRequest.SerializeToString,
            response_deserializer=None,
        )

    def call(self, name: str, request: Message, response: type[_Response], timeout: float) -> _Response:
        """Calls the unary method ``name``, whose answer is a ``response``."""
        call: Callable[..., _Response] = self._unary(name, response)
        return _invoke(lambda: call(request, timeout=timeout, metadata=self._metadata))

    def begin(self, name: str, request: Message, response: type[Message], timeout: float) -> Any:
        """Calls the unary method ``name`` without waiting; returns a ``grpc.Future``."""
        call = self._unary(name, response)
        return _invoke(lambda: call.future(request, timeout=timeout, metadata=self._metadata))

    def _unary(self, name: str, response: type[Message]) -> Any:
        return self._channel.unary_unary(
            f"{_SERVICE}{name}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=response.FromString,
        )

    def watch_run(self, request: pb.WatchRunRequest) -> Any:
        """Streams the states of a run: an iterator of WatchRunResponse that is also a ``grpc.Call``."""
        call: Callable[..., Any] = self._channel.unary_stream(
            f"{_SERVICE}WatchRun",
            request_serializer=pb.WatchRunRequest.SerializeToString,
            response_deserializer=pb.WatchRunResponse.FromString,
        )
        return _invoke(lambda: call(request, metadata=self._metadata))

    def stream_batches(self, requests: Iterator[pb.StreamBatchesRequest]) -> Any:
        """Streams batches: an iterator of encoded StreamBatchesResponse that is also a ``grpc.Call``."""
        return _invoke(lambda: self._stream_batches(requests, metadata=self._metadata))


def _invoke(call: Callable[[], _Result]) -> _Result:
    """grpc raises a ValueError for a closed channel, and for nothing else at this point."""
    try:
        return call()
    except ValueError as error:
        raise Closed(f"the client is closed: {error}", reason="CLOSED") from error
