"""What a run spec says of random erasing and of mixing, and their protobuf forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from crescendo._convert import check_names, enum_word, set_numbers, set_value, set_word, wrong
from crescendo._gen import crescendo_pb2 as pb

__all__ = ["ErasingSpec", "MixingSpec"]

_ENUMS: dict[str, Any] = {"where": pb.MixingPlace}
_PAIRS = ("count", "area", "ratio", "cutmix_minmax")


@dataclass(frozen=True)
class ErasingSpec:
    """Random erasing by timm's rule, after the low-frequency crop. None leaves a field to the server's default.

    Fillings are defined where training sees them, in normalised space. Byte images get the nearest byte: the mean
    colour is then up to half a byte from 0, and draws outside 0..255 end at the border.

    Attributes:
        probability: Probability that an image is erased. Default 0.25.
        mode: ``"const"`` fills with 0, ``"rand"`` with one draw of N(0, 1) for each channel of a box, ``"pixel"``
            (default) with a draw for each channel of each pixel.
        count: Least and greatest number of boxes. Default (1, 1).
        area: Least and greatest share of the image's area that its boxes cover. Default (0.02, 1/3).
        ratio: Least and greatest aspect ratio of a box, height / width. Default (0.3, 1/0.3).
    """

    probability: float | None = None
    mode: str | None = None
    count: tuple[int, int] | None = None
    area: tuple[float, float] | None = None
    ratio: tuple[float, float] | None = None


@dataclass(frozen=True)
class MixingSpec:
    """Mixup, cutmix and label smoothing by timm's rules. None leaves a field to the server's default.

    Images are mixed within a rank's batch, image i with image n - 1 - i; the number of images must be even.

    Attributes:
        where: ``"server"`` (default): batches come mixed, bytes rounded to the nearest as by timm's FastCollateMixup,
            and erasing comes after mixing. ``"client"``: the adapters mix, as by timm's Mixup, after erasing.
        mode: What shares one draw: all images of a ``"batch"`` (default), a ``"pair"`` of partners, or no two
            (``"elem"``).
        mixup_alpha: Alpha of mixup's Beta distribution, 0 for none. Default 0.8.
        cutmix_alpha: Alpha of cutmix's Beta distribution, 0 for none. Default 1.
        cutmix_minmax: Least and greatest share of a side that a box takes. Default: derived from lambda.
        probability: Probability of mixing. Default 1.
        switch_probability: Probability of cutmix where both are on. Default 0.5.
        correct_lambda: Corrects lambda to the box that was taken. Default true.
        label_smoothing: Share of the soft targets that is spread over all classes. Default 0.1.
    """

    where: str | None = None
    mode: str | None = None
    mixup_alpha: float | None = None
    cutmix_alpha: float | None = None
    cutmix_minmax: tuple[float, float] | None = None
    probability: float | None = None
    switch_probability: float | None = None
    correct_lambda: bool | None = None
    label_smoothing: float | None = None


Part = TypeVar("Part", ErasingSpec, MixingSpec)


def part_from(kind: type[Part], value: object, path: str) -> Part | None:
    """Makes a part of a spec of plain data.

    Raises:
        InvalidSpec: It is no mapping, or a field is unknown.
    """
    if value is None or isinstance(value, kind):
        return value
    if not isinstance(value, Mapping):
        raise wrong(path, value, f"must be a mapping or of type {kind.__name__}")
    check_names(value, [f.name for f in fields(kind)], f"{path}.")
    return kind(**value)


def fill_part(message: Any, part: ErasingSpec | MixingSpec, path: str) -> None:
    """Fills the message of a part.

    Raises:
        InvalidSpec: A value is of a wrong type or not among the field's words.
    """
    # An empty message must still be there.
    message.SetInParent()
    for name in (f.name for f in fields(part)):
        value = getattr(part, name)
        if value is None:
            continue
        if name in _PAIRS:
            set_numbers(message, name, value, 2, f"{path}.")
        elif name in ("mode", "where"):
            set_word(message, name, _enum(type(part), name), value, f"{path}.")
        else:
            set_value(message, name, value, f"{path}.")


def part_of(kind: type[Part], message: Any) -> Part:
    """Reads a part from its message."""
    values: dict[str, Any] = {}
    for name in (f.name for f in fields(kind)):
        value = getattr(message, name)
        if name in _PAIRS:
            values[name] = tuple(value) or None
        elif name in ("mode", "where"):
            values[name] = enum_word(_enum(kind, name), value)
        else:
            values[name] = value if message.HasField(name) else None
    return kind(**values)


def _enum(kind: type[ErasingSpec] | type[MixingSpec], name: str) -> Any:
    if name == "where":
        return _ENUMS["where"]
    return pb.ErasingMode if kind is ErasingSpec else pb.MixingMode
