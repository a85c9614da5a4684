"""Run specs as users write them, and their protobuf form."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from crescendo._gen import crescendo_pb2 as pb
from crescendo.errors import InvalidSpec

__all__ = ["RunSpec", "StageSpec"]

_ENUMS = {"dtype": pb.Dtype, "low_frequency": pb.LowFrequency, "interpolation": pb.Interpolation}
_PLAIN = ("dataset", "seed", "base_size", "equivalent_epochs", "global_batch", "world_size")
_OPTIONAL = ("horizontal_flip", "max_bad_samples")
_WORDS = ("randaugment", "augment_interpolation")
_PAIRS = ("crop_scale", "crop_ratio")


@dataclass(frozen=True)
class StageSpec:
    """One stage of a custom schedule.

    Attributes:
        until: Share of the budget at which the stage ends, in (0, 1]; 1 in the last stage.
        bandwidth: Side of the images in pixels; even, at most the base size.
        global_batch: Samples in a batch over all ranks; None takes the run's.
        randaugment: A timm config string, or ``"none"``; None takes the run's.
    """

    until: float
    bandwidth: int
    global_batch: int | None = None
    randaugment: str | None = None


@dataclass(frozen=True)
class RunSpec:
    """What a run is. None leaves a field to the server's default, which is given below.

    Attributes:
        dataset: Id of a dataset that the server was configured with.
        seed: Seed of every random draw, 0..2**53-1. Default 0.
        base_size: Side of the full image in pixels. Default 224.
        schedule: Name of a preset, or stages in order. Default ``"efficienttrain++"``.
        equivalent_epochs: Whole budget in passes over the data at the base size. Default 200.
        global_batch: Samples in a batch over all ranks. Default 256.
        world_size: Number of ranks; divides the global batch of every stage. Default 1.
        dtype: ``"uint8"`` (default) or ``"float32"``; floats are in units of 0..255, not clamped.
        low_frequency: ``"spectral"`` (default) or ``"lanczos"``.
        interpolation: ``"bicubic"`` (default), ``"bilinear"``, ``"lanczos"``, ``"box"`` or ``"random"``.
        crop_scale: Least and greatest share of the image's area in a crop. Default (0.08, 1).
        crop_ratio: Least and greatest aspect ratio of a crop. Default (3/4, 4/3).
        horizontal_flip: Probability of a flip. Default 0.5.
        randaugment: ``"preset"`` (default: what the schedule's preset says, nothing for custom stages), ``"none"``, or
            a timm config string such as ``"rand-m9-mstd0.5-inc1"`` for every stage.
        augment_interpolation: Of RandAugment's geometric operations: ``"random"`` (default: bilinear or bicubic, drawn
            for each), ``"nearest"``, ``"bilinear"`` or ``"bicubic"``.
        max_bad_samples: Bad samples that are replaced before the run ends: a count, or a share of the dataset if
            it lies between 0 and 1. Default 100. May change while a run lives.

    Example:
        >>> RunSpec(dataset="imagenet", equivalent_epochs=200, global_batch=1024, world_size=8)
        RunSpec(dataset='imagenet', ...)
    """

    dataset: str
    seed: int | None = None
    base_size: int | None = None
    schedule: str | Sequence[StageSpec] | None = None
    equivalent_epochs: float | None = None
    global_batch: int | None = None
    world_size: int | None = None
    dtype: str | None = None
    low_frequency: str | None = None
    interpolation: str | None = None
    crop_scale: tuple[float, float] | None = None
    crop_ratio: tuple[float, float] | None = None
    horizontal_flip: float | None = None
    randaugment: str | None = None
    augment_interpolation: str | None = None
    max_bad_samples: float | None = field(default=None, compare=False)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> RunSpec:
        """Makes a spec of plain data, with the field names of the YAML configuration.

        ``schedule`` may be a preset's name, a list of stages, ``{"preset": name}`` or ``{"stages": [...]}``.

        Raises:
            InvalidSpec: A field is unknown or missing.
        """
        _check_names(values, [f.name for f in fields(cls)], "")
        if "dataset" not in values:
            raise _wrong("dataset", None, "is missing")
        plain = dict(values)
        plain["schedule"] = _schedule_from(values.get("schedule"))
        return cls(**plain)

    def to_message(self) -> pb.RunSpec:
        """Returns the protobuf form.

        Raises:
            InvalidSpec: A value is of a wrong type, out of the field's range or not among its words. Rules that
                look at several fields are the server's to check.
        """
        message = pb.RunSpec()
        for name in (*_PLAIN, *_OPTIONAL, *_WORDS):
            value = getattr(self, name)
            if value is not None:
                _set(message, name, value)
        for name, enum in _ENUMS.items():
            value = getattr(self, name)
            if value is not None:
                setattr(message, name, _enum_number(name, enum, value))
        for name in _PAIRS:
            value = getattr(self, name)
            if value is not None:
                _extend_pair(message, name, value)
        if self.schedule is not None:
            _fill_schedule(message.schedule, self.schedule)
        return message

    @classmethod
    def from_message(cls, message: pb.RunSpec) -> RunSpec:
        """Reads the protobuf form, in which the server has filled in every default."""
        values: dict[str, Any] = {name: getattr(message, name) for name in _PLAIN}
        values["horizontal_flip"] = message.horizontal_flip if message.HasField("horizontal_flip") else None
        values["max_bad_samples"] = message.max_bad_samples if message.HasField("max_bad_samples") else None
        for name in _WORDS:
            values[name] = getattr(message, name) or None
        for name, enum in _ENUMS.items():
            values[name] = enum_word(enum, getattr(message, name))
        for name in _PAIRS:
            pair = tuple(getattr(message, name))
            values[name] = pair if len(pair) == 2 else None
        if message.HasField("schedule"):
            values["schedule"] = message.schedule.preset or tuple(
                StageSpec(stage.until, stage.bandwidth, stage.global_batch or None, stage.randaugment or None)
                for stage in message.schedule.stages
            )
        return cls(**values)


def as_spec(spec: RunSpec | Mapping[str, Any]) -> RunSpec:
    """Makes a RunSpec of a dict; a RunSpec is returned as it is."""
    return spec if isinstance(spec, RunSpec) else RunSpec.from_dict(spec)


def enum_word(enum: Any, number: int) -> str | None:
    """Returns the last word of an enum value in lower case: DTYPE_UINT8 is ``"uint8"``. 0 and unknown give None."""
    if number == 0 or number not in enum.values():
        return None
    return str(enum.Name(number)).removeprefix(_prefix(enum)).lower()


def _prefix(enum: Any) -> str:
    """Enum values repeat the enum's name, the zero value with the word UNSPECIFIED."""
    return str(enum.Name(0)).removesuffix("UNSPECIFIED")


def _enum_number(name: str, enum: Any, word: object) -> int:
    words = [enum_word(enum, number) for number in enum.values() if number != 0]
    if word not in words:
        raise _wrong(name, word, f"must be one of {', '.join(str(w) for w in words)}")
    return int(enum.Value(_prefix(enum) + str(word).upper()))


def _set(message: Any, name: str, value: object, path: str = "") -> None:
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        raise _wrong(path + name, value, "is not a value of this field")
    try:
        setattr(message, name, value)
    except (TypeError, ValueError) as error:
        raise _wrong(path + name, value, str(error)) from error


def _extend_pair(message: pb.RunSpec, name: str, value: object) -> None:
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 2:
        raise _wrong(name, value, "must be two numbers")
    try:
        getattr(message, name).extend(value)
    except TypeError as error:
        raise _wrong(name, value, "must be two numbers") from error


def _fill_schedule(message: pb.ScheduleSpec, schedule: str | Sequence[StageSpec]) -> None:
    if isinstance(schedule, str):
        message.preset = schedule
        return
    for k, stage in enumerate(schedule):
        path = f"schedule.stages.{k}."
        target = message.stages.add()
        _set(target, "until", stage.until, path)
        _set(target, "bandwidth", stage.bandwidth, path)
        if stage.global_batch is not None:
            _set(target, "global_batch", stage.global_batch, path)
        if stage.randaugment is not None:
            _set(target, "randaugment", stage.randaugment, path)


def _schedule_from(schedule: object) -> str | tuple[StageSpec, ...] | None:
    if isinstance(schedule, Mapping):
        _check_names(schedule, ["preset", "stages"], "schedule.")
        if len(schedule) != 1:
            raise _wrong("schedule", dict(schedule), "must have either a preset or stages")
        schedule = schedule.get("preset", schedule.get("stages"))
    if schedule is None or isinstance(schedule, str):
        return schedule
    if not isinstance(schedule, Sequence):
        raise _wrong("schedule", schedule, "must be a preset's name or a list of stages")
    return tuple(_stage_from(k, stage) for k, stage in enumerate(schedule))


def _stage_from(k: int, stage: object) -> StageSpec:
    path = f"schedule.stages.{k}"
    if isinstance(stage, StageSpec):
        return stage
    if not isinstance(stage, Mapping):
        raise _wrong(path, stage, "must be a StageSpec or a mapping")
    _check_names(stage, [f.name for f in fields(StageSpec)], f"{path}.")
    for name in ("until", "bandwidth"):
        if name not in stage:
            raise _wrong(f"{path}.{name}", None, "is missing")
    return StageSpec(**stage)


def _check_names(values: Mapping[str, Any], known: Sequence[str], path: str) -> None:
    unknown = sorted(str(name) for name in values if name not in known)
    if unknown:
        raise _wrong(path + unknown[0], None, f"is not a field; there are {', '.join(known)}")


def _wrong(path: str, value: object, rule: str) -> InvalidSpec:
    given = "" if value is None else f" (given: {value!r})"
    metadata = {"field": path} if value is None else {"field": path, "value": str(value)}
    return InvalidSpec(f"invalid run spec: {path}: {rule}{given}", reason="INVALID_FIELD", metadata=metadata)
