"""Run specs as users write them, and their protobuf form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from crescendo._convert import check_names, enum_word, set_numbers, set_strings, set_value, set_word, wrong
from crescendo._gen import crescendo_pb2 as pb
from crescendo.augmentation import ErasingSpec, MixingSpec, fill_part, part_from, part_of
from crescendo.schedule import (
    BudgetSpec,
    StageSpec,
    budget_from,
    budget_of,
    cost_of,
    fill_budget,
    fill_cost,
    fill_stage,
    fill_table,
    stage_from,
    stage_of,
)

__all__ = ["RunSpec", "ValidationSpec"]

_ENUMS = {
    "dtype": pb.Dtype,
    "fidelity": pb.Fidelity,
    "low_frequency": pb.LowFrequency,
    "crop": pb.CropPlace,
    "interpolation": pb.Interpolation,
}
_PLAIN = ("dataset", "seed", "base_size", "equivalent_epochs", "global_batch", "world_size", "base_micro_batch")
_OPTIONAL = ("horizontal_flip", "max_bad_samples")
_WORDS = ("randaugment", "augment_interpolation")
_NUMBERS = {"crop_scale": 2, "crop_ratio": 2, "mean": 3, "std": 3}


@dataclass(frozen=True)
class ValidationSpec:
    """Validation data, and timm's evaluation transform of it. None leaves a field to the server's default.

    Attributes:
        dataset: Id of a dataset that the server was configured with.
        global_batch: Samples in a batch over all ranks. Default: the run's.
        crop_pct: Share of the resized short side that the image covers, in (0, 1]. Default 0.875.
        interpolation: Filter of the resize, as of ``RunSpec`` but ``"random"``. Default ``"bicubic"``.
    """

    dataset: str
    global_batch: int | None = None
    crop_pct: float | None = None
    interpolation: str | None = None


@dataclass(frozen=True)
class RunSpec:
    """What a run is. None leaves a field to the server's default, which is given below.

    Attributes:
        dataset: Id of a dataset that the server was configured with.
        seed: Seed of every random draw, 0..2**53-1. Default 0.
        base_size: Side of the full image in pixels. Default 224.
        schedule: Name of a preset, or stages in order. Default ``"efficienttrain++"``.
        reference_size: Base size that the stages' bandwidths are written for; they are scaled to ``base_size``, to even
            numbers. Default ``base_size``.
        equivalent_epochs: Whole budget in passes over the data at the base size. Default 200.
        budget: The budget in another unit.
        cost: Cost of a sample by its side, in budgets of equivalent epochs: ``"quadratic"`` (default: by area), a table
            by side in pixels, or ``"measured"``: fitted to the reported durations of steps while training.
        global_batch: Samples in a batch over all ranks. Default 256.
        world_size: Number of ranks; divides the global batch of every stage. Default 1. May change while a run lives.
        base_micro_batch: Samples that fit a device at the base size: stages without a word of their own get the largest
            micro-batch that fits at their side. Default none: whole batches.
        dtype: ``"uint8"`` (default) or ``"float32"``; floats are in units of 0..255, not clamped.
        fidelity: ``"exact"`` (default: Pillow's and timm's pixels to the bit) or ``"matched"`` (the work follows the
            stage's side: faster, close to exact but not the same).
        working_sides: For ``"matched"``: side in pixels of the grid on which RandAugment acts, by bandwidth; even, from
            the bandwidth to ``base_size``. Default: the server's rule, which keeps about 40 dB of PSNR.
        low_frequency: ``"spectral"`` (default) or ``"lanczos"``.
        crop: Who takes the low frequencies: ``"server"`` (default), or ``"client"``: training images then come as bytes
            of the base size, and the adapters crop them on the trainer's device to what ``dtype`` says. For spectral
            runs of exact fidelity in which the server neither erases nor mixes.
        outputs: Tensors of a batch, ``"images"`` first. Default ``("images",)``. With ``"crop_box"``,
            ``batch.tensors["crop_box"]`` is (N, 4) ``float32``: x and y of the top left corner, width and height of
            each sample's crop, in pixels of the stored image, before the resize and the flip.
        interpolation: ``"bicubic"`` (default), ``"bilinear"``, ``"lanczos"``, ``"box"`` or ``"random"``.
        crop_scale: Least and greatest share of the image's area in a crop. Default (0.08, 1).
        crop_ratio: Least and greatest aspect ratio of a crop. Default (3/4, 4/3).
        horizontal_flip: Probability of a flip. Default 0.5.
        randaugment: ``"preset"`` (default: what the schedule's preset says, nothing for custom stages), ``"none"``, or
            a timm config string such as ``"rand-m9-mstd0.5-inc1"`` for every stage.
        augment_interpolation: Of RandAugment's geometric operations: ``"random"`` (default: bilinear or bicubic, drawn
            for each), ``"nearest"``, ``"bilinear"`` or ``"bicubic"``.
        color_jitter: Strength of colour jitter, or one for each of brightness, contrast and saturation. It acts where
            timm lets it: without RandAugment, or beside the operations of a "3a" config. Default 0.
        erasing: Random erasing. Default none.
        mixing: Mixup, cutmix and label smoothing. Default none.
        mean: The trainer's normalisation, mean of each channel in units of 0..1: it gives the colour that geometric
            operations bring in and the fillings of random erasing. Default ImageNet's.
        std: Standard deviation of each channel likewise.
        validation: Validation data, and what is done to it. Default none. May change while a run lives.
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
    reference_size: int | None = None
    equivalent_epochs: float | None = None
    budget: BudgetSpec | None = None
    cost: str | Mapping[int, float] | None = None
    global_batch: int | None = None
    world_size: int | None = None
    base_micro_batch: int | None = None
    dtype: str | None = None
    fidelity: str | None = None
    working_sides: Mapping[int, int] | None = None
    low_frequency: str | None = None
    crop: str | None = None
    outputs: Sequence[str] | None = None
    interpolation: str | None = None
    crop_scale: tuple[float, float] | None = None
    crop_ratio: tuple[float, float] | None = None
    horizontal_flip: float | None = None
    randaugment: str | None = None
    augment_interpolation: str | None = None
    color_jitter: float | tuple[float, float, float] | None = None
    erasing: ErasingSpec | None = None
    mixing: MixingSpec | None = None
    mean: tuple[float, float, float] | None = None
    std: tuple[float, float, float] | None = None
    validation: ValidationSpec | None = field(default=None, compare=False)
    max_bad_samples: float | None = field(default=None, compare=False)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> RunSpec:
        """Makes a spec of ``values``, plain data with the field names of the YAML configuration.

        ``schedule`` may be a preset's name, a list of stages, ``{"preset": name}`` or ``{"stages": [...]}``.

        Raises:
            InvalidSpec: A field is unknown or missing.
        """
        check_names(values, [f.name for f in fields(cls)], "")
        if "dataset" not in values:
            raise wrong("dataset", None, "is missing")
        plain = dict(values)
        schedule = values.get("schedule")
        if isinstance(schedule, Mapping) and "reference_size" in schedule:
            plain["reference_size"] = schedule["reference_size"]
            schedule = {name: value for name, value in schedule.items() if name != "reference_size"}
        plain["schedule"] = _schedule_from(schedule)
        plain["budget"] = budget_from(values.get("budget"))
        plain["validation"] = _validation_from(values.get("validation"))
        plain["erasing"] = part_from(ErasingSpec, values.get("erasing"), "erasing")
        plain["mixing"] = part_from(MixingSpec, values.get("mixing"), "mixing")
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
                set_value(message, name, value)
        for name, enum in _ENUMS.items():
            value = getattr(self, name)
            if value is not None:
                set_word(message, name, enum, value)
        for name, count in _NUMBERS.items():
            value = getattr(self, name)
            if value is not None:
                set_numbers(message, name, value, count)
        if self.outputs is not None:
            set_strings(message, "outputs", self.outputs)
        if self.color_jitter is not None:
            jitter = self.color_jitter
            strengths = [jitter] * 3 if isinstance(jitter, int | float) else jitter
            set_numbers(message, "color_jitter", strengths, 3)
        if self.erasing is not None:
            fill_part(message.erasing, self.erasing, "erasing")
        if self.mixing is not None:
            fill_part(message.mixing, self.mixing, "mixing")
        if self.schedule is not None:
            _fill_schedule(message.schedule, self.schedule)
        if self.reference_size is not None:
            set_value(message.schedule, "reference_size", self.reference_size, "schedule.")
        if self.budget is not None:
            fill_budget(message.budget, self.budget)
        if self.cost is not None:
            fill_cost(message, self.cost)
        if self.working_sides is not None:
            fill_table(message.working_sides, self.working_sides, "working_sides")
        if self.validation is not None:
            _fill_validation(message.validation, self.validation)
        return message

    @classmethod
    def from_message(cls, message: pb.RunSpec) -> RunSpec:
        """Reads ``message``, the protobuf form, in which the server has filled in every default."""
        values: dict[str, Any] = {name: getattr(message, name) for name in _PLAIN}
        values["base_micro_batch"] = message.base_micro_batch or None
        values["horizontal_flip"] = message.horizontal_flip if message.HasField("horizontal_flip") else None
        values["max_bad_samples"] = message.max_bad_samples if message.HasField("max_bad_samples") else None
        for name in _WORDS:
            values[name] = getattr(message, name) or None
        for name, enum in _ENUMS.items():
            values[name] = enum_word(enum, getattr(message, name))
        for name in (*_NUMBERS, "color_jitter"):
            values[name] = tuple(getattr(message, name)) or None
        values["outputs"] = tuple(message.outputs) or None
        values["erasing"] = part_of(ErasingSpec, message.erasing) if message.HasField("erasing") else None
        values["mixing"] = part_of(MixingSpec, message.mixing) if message.HasField("mixing") else None
        if message.HasField("schedule"):
            values["schedule"] = message.schedule.preset or tuple(map(stage_of, message.schedule.stages))
            values["reference_size"] = message.schedule.reference_size or None
        values["budget"] = budget_of(message.budget) if message.HasField("budget") else None
        values["cost"] = cost_of(message)
        values["working_sides"] = dict(message.working_sides) or None
        values["validation"] = _validation_of(message.validation) if message.HasField("validation") else None
        return cls(**values)


def as_spec(spec: RunSpec | Mapping[str, Any]) -> RunSpec:
    """Makes a RunSpec of a dict; a RunSpec is returned as it is."""
    return spec if isinstance(spec, RunSpec) else RunSpec.from_dict(spec)


def _fill_schedule(message: pb.ScheduleSpec, schedule: str | Sequence[StageSpec]) -> None:
    if isinstance(schedule, str):
        message.preset = schedule
        return
    for k, stage in enumerate(schedule):
        fill_stage(message.stages.add(), stage, f"schedule.stages.{k}.")


def _schedule_from(schedule: object) -> str | tuple[StageSpec, ...] | None:
    if isinstance(schedule, Mapping):
        check_names(schedule, ["preset", "stages"], "schedule.")
        if len(schedule) != 1:
            raise wrong("schedule", dict(schedule), "must have either a preset or stages")
        schedule = schedule.get("preset", schedule.get("stages"))
    if schedule is None or isinstance(schedule, str):
        return schedule
    if not isinstance(schedule, Sequence):
        raise wrong("schedule", schedule, "must be a preset's name or a list of stages")
    return tuple(stage_from(k, stage) for k, stage in enumerate(schedule))


def _validation_from(value: object) -> ValidationSpec | None:
    if value is None or isinstance(value, ValidationSpec):
        return value
    if not isinstance(value, Mapping):
        raise wrong("validation", value, "must be a ValidationSpec or a mapping")
    check_names(value, [f.name for f in fields(ValidationSpec)], "validation.")
    if "dataset" not in value:
        raise wrong("validation.dataset", None, "is missing")
    return ValidationSpec(**value)


def _fill_validation(message: pb.ValidationSpec, validation: ValidationSpec) -> None:
    for name in ("dataset", "global_batch", "crop_pct"):
        value = getattr(validation, name)
        if value is not None:
            set_value(message, name, value, "validation.")
    if validation.interpolation is not None:
        set_word(message, "interpolation", pb.Interpolation, validation.interpolation, "validation.")


def _validation_of(message: pb.ValidationSpec) -> ValidationSpec:
    return ValidationSpec(
        dataset=message.dataset,
        global_batch=message.global_batch or None,
        crop_pct=message.crop_pct if message.HasField("crop_pct") else None,
        interpolation=enum_word(pb.Interpolation, message.interpolation),
    )
