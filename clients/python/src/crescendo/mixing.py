"""How the images of a batch are mixed with each other, the resulting targets, and the operation on arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from crescendo._arguments import check_range
from crescendo._gen import crescendo_pb2 as pb
from crescendo.errors import InvalidArgument

__all__ = ["Box", "Mixing", "soft_targets"]

Box = tuple[int, int, int, int]
"""x, y, width and height in pixels."""


@dataclass(frozen=True)
class Mixing:
    """How the images of a batch are mixed, by the server or by the client. Each tuple has an entry for each image.

    Attributes:
        applied: True if the pixels are already mixed.
        partners: Position in the batch of the image that it is mixed with.
        lambdas: Weight of the image itself and of its label, 0..1; 1 if it is not mixed.
        boxes: The box that cutmix takes from the partner; None for mixup, and for an image that is not mixed.
    """

    applied: bool
    partners: tuple[int, ...]
    lambdas: tuple[float, ...]
    boxes: tuple[Box | None, ...]

    @classmethod
    def from_message(cls, message: pb.Mixing) -> Mixing:
        """Reads ``message``, the protobuf form, which was checked against the batch's size."""
        numbers = np.array(message.boxes, dtype=np.int64).reshape(-1, 4).tolist()
        boxes = [(x, y, w, h) if w > 0 and h > 0 else None for x, y, w, h in numbers]
        partners = tuple(message.partners)
        return cls(message.applied, partners, tuple(message.lambdas), tuple(boxes or [None] * len(partners)))


@dataclass(frozen=True, eq=False)
class MixingArrays:
    """The mixing of a batch in the form that the operation on tensors needs.

    Attributes:
        partners: (N,) int64.
        own: (N,) float32, weight of the image.
        rest: (N,) float32, weight of its partner: 1 - lambda, rounded once.
        boxes: (N, 4) int64, x0, y0, x1, y1; None if no image has one.
    """

    partners: npt.NDArray[np.int64]
    own: npt.NDArray[np.float32]
    rest: npt.NDArray[np.float32]
    boxes: npt.NDArray[np.int64] | None


def arrays_of(mixing: Mixing) -> MixingArrays:
    """Returns a batch's mixing as arrays."""
    lambdas = np.array(mixing.lambdas, dtype=np.float64)
    boxes = None
    if any(box is not None for box in mixing.boxes):
        x, y, w, h = np.array([box or (0, 0, 0, 0) for box in mixing.boxes], dtype=np.int64).T
        boxes = np.stack([x, y, x + w, y + h], axis=1)
    return MixingArrays(
        partners=np.array(mixing.partners, dtype=np.int64),
        own=lambdas.astype(np.float32),
        rest=(1.0 - lambdas).astype(np.float32),
        boxes=boxes,
    )


def soft_targets(
    labels: npt.NDArray[Any], mixing: Mixing | None, classes: int, smoothing: float = 0.0
) -> npt.NDArray[np.float32]:
    """Returns the target distributions of a batch: smoothed one-hot rows, mixed like the images.

    The values are those of timm's ``mixup_target``, to the bit.

    Args:
        labels: (N,) integers, the class of each image; below 0 if there is no image; its row is then 0.
        mixing: How the images are mixed; None if they are not.
        classes: Number of classes K, ``len(run.class_names)``.
        smoothing: Share that is spread over all classes; ``run.spec.mixing.label_smoothing``.

    Returns:
        (N, K) ``float32``.

    Raises:
        InvalidArgument: A label is no class, or ``smoothing`` lies outside 0..1.
    """
    check_range("classes", classes, 1, None)
    labels = np.asarray(labels)
    if not 0 <= smoothing <= 1:
        raise _wrong("smoothing", smoothing, "a share in 0..1")
    if labels.size and labels.max() >= classes:
        raise _wrong("labels", int(labels.max()), f"below the number of classes, {classes}")
    off = smoothing / classes
    rows = np.full((len(labels), classes), off, dtype=np.float32)
    real = np.flatnonzero(labels >= 0)
    rows[real, labels[real]] = 1.0 - smoothing + off
    rows[labels < 0] = 0
    if mixing is None:
        return rows
    arrays = arrays_of(mixing)
    targets: npt.NDArray[np.float32] = rows * arrays.own[:, None] + rows[arrays.partners] * arrays.rest[:, None]
    return targets


def _wrong(field: str, value: object, bound: str) -> InvalidArgument:
    metadata = {"field": field, "value": str(value), "bound": bound}
    return InvalidArgument(f"{field} must be {bound} (given: {value!r})", reason="INVALID_FIELD", metadata=metadata)
