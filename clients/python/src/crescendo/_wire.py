"""Reads the pixels out of an encoded StreamBatchesResponse without parsing it.

A batch of 256 images of 224 x 224 is 38.5 MB. Protobuf would copy each chunk into a new ``bytes`` object; here a few
bytes of framing are read and the payload is passed on as a view, which is copied once, to its place in the batch.
"""

from __future__ import annotations

_CHUNK_TAG = (2 << 3) | 2
"""StreamBatchesResponse.chunk: field 2, length-delimited."""
_TENSOR_CHUNK_TAG = (6 << 3) | 2
"""StreamBatchesResponse.tensor_chunk: field 6, length-delimited."""
_DATA_TAG = (1 << 3) | 2
"""DataChunk.data: field 1, length-delimited."""
_VARINT_BYTES_MAX = 5
"""Lengths of messages are below 2**31."""


def chunk_payload(message: bytes, *, images: bool = True) -> memoryview | None:
    """Returns the values of a message that is exactly ``{chunk: {data: ...}}``, as a view of it.

    Without ``images`` it must be a ``tensor_chunk``.

    Any other message, and any other valid encoding of a chunk (unknown fields, repeated fields, an empty payload),
    gives None and must be parsed by protobuf.
    """
    at = _enter(message, 0, _CHUNK_TAG if images else _TENSOR_CHUNK_TAG)
    if at is None:
        return None
    at = _enter(message, at, _DATA_TAG)
    if at is None:
        return None
    return memoryview(message)[at:]


def _enter(message: bytes, at: int, tag: int) -> int | None:
    """Steps into a length-delimited field at ``at`` that must reach to the end of the message."""
    if at >= len(message) or message[at] != tag:
        return None
    length = 0
    for position in range(_VARINT_BYTES_MAX):
        at += 1
        if at >= len(message):
            return None
        byte = message[at]
        length |= (byte & 0x7F) << (7 * position)
        if byte < 0x80:
            return at + 1 if at + 1 + length == len(message) else None
    return None
