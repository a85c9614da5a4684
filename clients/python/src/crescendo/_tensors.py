"""Finds the tensors of a batch in the memory into which it was received."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from crescendo._convert import enum_word
from crescendo._gen import crescendo_pb2 as pb
from crescendo._pool import Buffer

_ALIGNMENT = 64
"""Tensors begin at multiples of this."""
WIRE_DTYPES: dict[str, np.dtype[np.uint8] | np.dtype[np.float32]] = {
    "uint8": np.dtype(np.uint8),
    "float32": np.dtype("<f4"),
}
"""Types of values, in the wire's byte order."""


@dataclass(frozen=True)
class TensorPlace:
    """A tensor, (N, ...), in the ``byte_length`` bytes of a batch from ``offset`` on."""

    name: str
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    offset: int

    @property
    def byte_length(self) -> int:
        return math.prod(self.shape) * self.dtype.itemsize

    @property
    def end(self) -> int:
        return self.offset + self.byte_length

    def view(self, buffer: Buffer) -> npt.NDArray[Any]:
        """Returns the values as a view of the batch's memory."""
        return buffer[self.offset : self.end].view(self.dtype).reshape(self.shape)


class Misplaced(Exception):
    """The tensors of a header contradict it or each other; the message says how."""


def place_tensors(header: pb.BatchHeader) -> tuple[TensorPlace, ...]:
    """Returns the tensors of a batch, the images first.

    A server that knows no names of tensors sends the images only.

    Raises:
        Misplaced: The tensors do not fit the header or each other.
    """
    images = TensorPlace("images", _dtype("images", header.dtype), tuple(header.shape), 0)
    if not header.tensors:
        return (images,)
    samples = header.shape[0]
    places: list[TensorPlace] = []
    for tensor in header.tensors:
        offset = aligned(places[-1].end) if places else 0
        place = TensorPlace(tensor.name, _dtype(tensor.name, tensor.dtype), tuple(tensor.shape), tensor.offset)
        if place.offset != offset:
            raise Misplaced(f"tensor {place.name} begins at {place.offset}, expected {offset}")
        if place.shape[:1] != (samples,) or place.byte_length != samples * tensor.sample_bytes:
            raise Misplaced(f"tensor {place.name} has not {samples} samples of {tensor.sample_bytes} bytes")
        places.append(place)
    if places[0] != images:
        raise Misplaced(f"the first tensor is {places[0]}, expected {images}")
    return tuple(places)


def aligned(byte_length: int) -> int:
    """Returns the first place at or after ``byte_length`` where a tensor may begin."""
    return -(-byte_length // _ALIGNMENT) * _ALIGNMENT


def _dtype(name: str, number: int) -> np.dtype[Any]:
    word = enum_word(pb.Dtype, number)
    if word not in WIRE_DTYPES:
        raise Misplaced(f"tensor {name} has a type, {number}, that this client does not know")
    return WIRE_DTYPES[word]
