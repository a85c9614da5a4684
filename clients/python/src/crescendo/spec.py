"""Run specs as users write them. Generated from the server's src/spec/fields.ts: see ``npm run generate``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crescendo import _spec_codec
from crescendo._gen import crescendo_pb2 as pb

__all__ = [
    "BudgetSpec",
    "ErasingSpec",
    "MixedDatasetSpec",
    "MixingSpec",
    "ReplaySpec",
    "RunSpec",
    "ShuffleSpec",
    "StageSpec",
    "Strength",
    "ValidationSpec",
]

Strength = float | tuple[float, float]
"""A constant, or where a straight line over the stage's share of the budget begins and ends."""


@dataclass(frozen=True)
class ShuffleSpec:
    """The order in which an epoch draws its samples.

    Windows are for data that lies in shards and is larger than the cache: an epoch then reads each shard once. None
    leaves a field to the server's default, which is given below.

    Attributes:
        scope: What is permuted: all samples of the data (``"global"``), or the shards and then the samples of each
            ``"window"`` of consecutive shards. Default ``"global"``.
        shards: Shards of a window: at most as many as the data has. Default: none; must be given with scope
            ``"window"``.
    """

    scope: str | None = None
    shards: int | None = None


@dataclass(frozen=True)
class MixedDatasetSpec:
    """A dataset of a mixture, which has epochs of its own.

    None leaves a field to the server's default, which is given below.

    Attributes:
        id: Id of a dataset that the server was configured with.
        weight: How often a sample is drawn from this dataset, relative to the others: 7 and 3 are 0.7 and 0.3. At
            most 6 decimals; 0 for a dataset that only some stages use.
        shuffle: The order of the dataset's own samples. Default: scope ``"global"``.
    """

    id: str
    weight: float
    shuffle: ShuffleSpec | None = field(default=None, metadata={"part": ShuffleSpec})


@dataclass(frozen=True)
class ReplaySpec:
    """A buffer of augmented samples, for trainers that are faster than their data.

    Each batch consists of a fresh part and of samples from earlier batches of the same stage and rank. None leaves a
    field to the server's default, which is given below.

    Attributes:
        times: How often a sample is shown on average, 2 or more.
        size: Fresh batches that the buffer holds.
        split: Chunks into which a fresh batch is split. Default 32.
    """

    times: int
    size: int
    split: int | None = None


@dataclass(frozen=True)
class StageSpec:
    """One stage of a custom schedule.

    A strength is a number, or a straight line over the stage. None leaves a field to the server's default, which is
    given below.

    Attributes:
        until: Share of the budget at which the stage ends; 1 in the last stage.
        bandwidth: Side B of the images in pixels, the shorter one of rectangles; even, at most the base size.
        global_batch: Samples of a batch over all ranks. Default: ``micro_batch`` * ``accumulation`` *
            ``world_size`` where both are given, else the run's.
        randaugment: RandAugment, AutoAugment or AugMix as a timm config string, or ``"none"``. Default: the run's.
        erasing_probability: Probability of random erasing. Default: the run's.
        mixup_alpha: Alpha of mixup, 0 for no mixup. Needs the run's ``mixing``. Default: the run's.
        cutmix_alpha: Alpha of cutmix, 0 for no cutmix. Needs the run's ``mixing``. Default: the run's.
        magnitude: Magnitude of RandAugment or AugMix, which need not be whole. Needs a ``randaugment``; AutoAugment
            has none to set. Default: the config string's.
        micro_batch: Samples that a device trains at a time. Default: it follows from the rest.
        accumulation: Micro-batches of a rank's batch. Default: it follows from the rest.
        weights: Weights of the run's ``datasets`` in this stage, in their order. Each dataset goes on where it is.
            Default: the run's.
        replay: Replay buffer of the stage. Default: none.
    """

    until: float
    bandwidth: int
    global_batch: int | None = None
    randaugment: str | None = None
    erasing_probability: Strength | None = None
    mixup_alpha: Strength | None = None
    cutmix_alpha: Strength | None = None
    magnitude: Strength | None = None
    micro_batch: int | None = None
    accumulation: int | None = None
    weights: Sequence[float] | None = field(default=None, metadata={"list": True})
    replay: ReplaySpec | None = field(default=None, metadata={"part": ReplaySpec})


@dataclass(frozen=True)
class BudgetSpec:
    """A training budget in exactly one unit.

    None leaves a field to the server's default, which is given below.

    Attributes:
        equivalent_epochs: Passes over the data at the base size.
        samples: Samples trained, whatever their side.
        steps: Global steps.
        flops: FLOPs of training. Needs ``flops_per_image``.
        wall_hours: Hours of training. The ends of stages are decided while training, from reported step times.
        accelerator_hours: Hours of training times ranks. The ends of stages are decided while training.
        flops_per_image: FLOPs of one image: at the base size, scaled by area, or a table by side in pixels.
    """

    equivalent_epochs: float | None = None
    samples: float | None = None
    steps: float | None = None
    flops: float | None = None
    wall_hours: float | None = None
    accelerator_hours: float | None = None
    flops_per_image: float | Mapping[int, float] | None = field(
        default=None, metadata={"value": "flops_at_base_size", "table": "flops_by_side"}
    )


@dataclass(frozen=True)
class ErasingSpec:
    """Random erasing by timm's rule, after the low-frequency crop.

    Fillings are defined in normalised space, as training sees them. Byte images get the nearest byte: the mean colour
    is then up to half a byte from 0, and draws outside 0..255 are clamped. None leaves a field to the server's default,
    which is given below.

    Attributes:
        probability: Probability that an image is erased. Default 0.25.
        mode: Filling of the boxes: ``"const"`` is 0, ``"rand"`` one draw of N(0, 1) for each channel of a box,
            ``"pixel"`` a draw for each channel of each pixel. Default ``"pixel"``.
        count: Least and greatest number of boxes. Default (1, 1).
        area: Least and greatest share of the image's area that its boxes cover. Default (0.02, 1/3).
        ratio: Least and greatest aspect ratio of a box, height / width. Default (0.3, 1/0.3).
    """

    probability: float | None = None
    mode: str | None = None
    count: tuple[int, int] | None = field(default=None, metadata={"count": 2})
    area: tuple[float, float] | None = field(default=None, metadata={"count": 2})
    ratio: tuple[float, float] | None = field(default=None, metadata={"count": 2})


@dataclass(frozen=True)
class MixingSpec:
    """Mixup, cutmix and label smoothing by timm's rules.

    Images are mixed within a rank's batch, image i with image n - 1 - i; the number of images must be even. None leaves
    a field to the server's default, which is given below.

    Attributes:
        where: Which side mixes the pixels. ``"server"``: batches come mixed, bytes rounded to the nearest as in
            timm's FastCollateMixup, and erasing comes after mixing. ``"client"``: the lambdas and boxes come with the
            batch for the client to mix, as in timm's Mixup, after erasing. Default ``"server"``.
        mode: Which images share one draw: all of a ``"batch"``, a ``"pair"`` of partners, or none (``"elem"``).
            Default ``"batch"``.
        mixup_alpha: Alpha of mixup's Beta distribution, 0 for no mixup. Default 0.8.
        cutmix_alpha: Alpha of cutmix's Beta distribution, 0 for no cutmix. Default 1.
        cutmix_minmax: Least and greatest share of a side that a cutmix box takes. Default: derived from lambda.
        probability: Probability of mixing. Default 1.
        switch_probability: Probability of cutmix if both are on. Default 0.5.
        correct_lambda: Corrects lambda to the box that was taken. Default true.
        label_smoothing: Share of the soft targets that is spread over all classes. Default 0.1.
        until: Share of the budget from which on nothing is mixed any more, as after timm's `--mixup-off-epoch`.
            Soft targets stay smoothed. Default 1.
    """

    where: str | None = None
    mode: str | None = None
    mixup_alpha: float | None = None
    cutmix_alpha: float | None = None
    cutmix_minmax: tuple[float, float] | None = field(default=None, metadata={"count": 2})
    probability: float | None = None
    switch_probability: float | None = None
    correct_lambda: bool | None = None
    label_smoothing: float | None = None
    until: float | None = None


@dataclass(frozen=True)
class ValidationSpec:
    """Validation data, and timm's evaluation transform of it.

    None leaves a field to the server's default, which is given below.

    Attributes:
        dataset: Id of a dataset that the server was configured with.
        global_batch: Samples of a batch over all ranks. Default: the run's.
        crop_pct: Share of the resized short side that the image covers, in (0, 1]. Default 0.875.
        interpolation: Filter of the resize. Default ``"bicubic"``.
    """

    dataset: str
    global_batch: int | None = None
    crop_pct: float | None = None
    interpolation: str | None = None


@dataclass(frozen=True)
class RunSpec:
    """What a run is.

    None leaves a field to the server's default, which is given below.

    Attributes:
        dataset: Id of a dataset that the server was configured with; never a path. Default: must be given, or
            ``datasets``.
        datasets: A mixture of datasets, in place of ``dataset``. Each global batch has samples of each by its
            weight, to the sample; an epoch of the budget is as many samples as all of them have together. Default:
            ``dataset`` only.
        labels: How the classes of ``datasets`` are joined: ``"by_name"`` makes classes of the same name one,
            ``"offset"`` keeps the classes of each dataset apart, those of the second after those of the first. Default:
            the datasets must have the same classes.
        seed: Seed of every random draw, 0..2^53 - 1. Default 0.
        shuffle: The order in which an epoch draws its samples. Default: scope ``"global"``.
        base_size: Size of the full image in pixels: its side, or height and width, all even. The bandwidths of
            stages count its shorter side, and every stage keeps the same share of both sides. Default 224.
        side_multiple: Divides every side: a preset's sides are the multiples whose area is nearest the preset's,
            and the bandwidths of own stages must be multiples. For a vision transformer, the side of its patches
            (docs/models.md). 1 rounds a preset's sides to even numbers. Default 1.
        schedule: The curriculum: name of a preset, or stages in order. Default ``"efficienttrain++"``.
        reference_size: Base size for which the stages' bandwidths are given: they are scaled to ``base_size``, the
            shorter side of rectangles, and rounded to even numbers. Default: ``base_size``.
        equivalent_epochs: Whole budget in passes over the data at the base size. Not to be given together with
            ``budget``. Default 200.
        budget: The budget in another unit. Default: ``equivalent_epochs``.
        cost: Cost of a sample by its side, in budgets of equivalent epochs: ``"quadratic"`` counts by area, a table
            by side in pixels, and ``"measured"`` is fitted to the reported step times while training. Default
            ``"quadratic"``.
        global_batch: Samples of a batch over all ranks. Default 256.
        world_size: Number of ranks; divides the global batch of every stage. May change during a run. Default 1.
        base_micro_batch: Samples that fit on a device at the base size. Stages that do not set their own get the
            largest micro-batch that fits at their side. Default: whole batches.
        dtype: Type of the pixels. Floats are in units of 0..255, not clamped after the low-frequency crop. Default
            ``"uint8"``.
        fidelity: ``"exact"`` gives Pillow's and timm's pixels to the bit. With ``"matched"``, the work follows the
            stage's side: faster, close to exact but not the same. Default ``"exact"``.
        working_sides: For fidelity ``"matched"``: side in pixels of the grid on which RandAugment acts, by
            bandwidth; even, from the bandwidth to ``base_size``. Default: the server's rule, which keeps about 40 dB of
            PSNR.
        low_frequency: Operator of the low-frequency crop: the Fourier crop, or Pillow's Lanczos resize. Default
            ``"spectral"``.
        crop: Which side takes the low frequencies. With ``"client"``, training images come as bytes of the base
            size, and the trainer's device crops them to ``dtype``, as the adapters of the Python client do. This needs
            a spectral run of exact fidelity in which the server neither erases nor mixes. Default ``"server"``.
        outputs: Tensors of a batch, ``"images"`` first. ``"crop_box"`` is float32 of shape (N, 4): x and y of the
            top left corner, width and height of each sample's crop, in pixels of the stored image, before the resize
            and the flip. Default ``"images"``.
        interpolation: Filter of the resize to the base size; ``"random"`` draws bilinear or bicubic for each
            sample. Default ``"bicubic"``.
        crop_scale: Least and greatest share of the image's area that a crop covers. Default (0.08, 1).
        crop_ratio: Least and greatest aspect ratio of a crop, width / height. Default (3/4, 4/3).
        horizontal_flip: Probability of a horizontal flip. Default 0.5.
        vertical_flip: Probability of a vertical flip, after the horizontal one. Default 0.
        augmentation_repeats: Repeated augmentation: how often each sample comes in an epoch, each time with draws
            of its own. The repeats of a sample follow each other, on different ranks if there are enough; the budget
            counts each of them. Default 1.
        randaugment: RandAugment of every stage: ``"preset"`` (what the schedule's preset says, nothing for custom
            stages), ``"none"``, or any string of timm's ``auto_augment``, such as ``"rand-m9-mstd0.5-inc1"``,
            ``"original"``, ``"3a"`` or ``"augmix-m3-w3"``. Default ``"preset"``.
        augment_interpolation: Filter of the geometric operations; ``"random"`` draws bilinear or bicubic for each.
            Default ``"random"``.
        color_jitter: Strength of colour jitter, or one for each of brightness, contrast and saturation, and perhaps
            of the hue: its greatest shift in turns, 0 to 0.5. It acts where timm lets it: without RandAugment, or
            together with the operations of a ``"3a"`` config. Default 0.
        grayscale: Probability that an image is made grey (torchvision's RandomGrayscale), after colour jitter.
            Default 0.
        gaussian_blur: Probability that an image is blurred, after that: torchvision's GaussianBlur of 23 taps, with
            a standard deviation of 0.1 to 2 pixels. Default 0.
        erasing: Random erasing. Default: none.
        mixing: Mixup, cutmix and label smoothing. Default: none.
        mean: Mean of each channel in the trainer's normalisation, in units of 0..1: determines the colour with
            which geometric operations fill, and the filling of random erasing. Default (0.485, 0.456, 0.406).
        std: Standard deviation of each channel in the trainer's normalisation, in units of 0..1. Default (0.229,
            0.224, 0.225).
        validation: Validation data. May change during a run. Default: none.
        weight: How much of the server's workers each stream of the run gets, relative to streams of other runs with
            weight 1, while they are busy; 0.01 to 100. May change during a run. Default 1.
        max_bad_samples: Bad samples that are replaced before the run ends: a count, or a share of the dataset if it
            lies between 0 and 1. May change during a run. Default 100.

    Example:
        >>> RunSpec(dataset="imagenet", equivalent_epochs=200, global_batch=1024, world_size=8)
        RunSpec(dataset='imagenet', ...)
    """

    dataset: str | None = None
    datasets: Sequence[MixedDatasetSpec] | None = field(default=None, metadata={"part": MixedDatasetSpec, "list": True})
    labels: str | None = None
    seed: int | None = field(default=None, metadata={"zero": True})
    shuffle: ShuffleSpec | None = field(default=None, metadata={"part": ShuffleSpec})
    base_size: int | tuple[int, int] | None = field(default=None, metadata={"count": 2, "single": True})
    side_multiple: int | None = None
    schedule: str | Sequence[StageSpec] | None = None
    reference_size: int | None = None
    equivalent_epochs: float | None = None
    budget: BudgetSpec | None = field(default=None, metadata={"part": BudgetSpec})
    cost: str | Mapping[int, float] | None = field(default=None, metadata={"value": "cost", "table": "cost_by_side"})
    global_batch: int | None = None
    world_size: int | None = None
    base_micro_batch: int | None = None
    dtype: str | None = None
    fidelity: str | None = None
    working_sides: Mapping[int, int] | None = None
    low_frequency: str | None = None
    crop: str | None = None
    outputs: Sequence[str] | None = field(default=None, metadata={"list": True})
    interpolation: str | None = None
    crop_scale: tuple[float, float] | None = field(default=None, metadata={"count": 2})
    crop_ratio: tuple[float, float] | None = field(default=None, metadata={"count": 2})
    horizontal_flip: float | None = None
    vertical_flip: float | None = field(default=None, metadata={"zero": True})
    augmentation_repeats: int | None = None
    randaugment: str | None = None
    augment_interpolation: str | None = None
    color_jitter: float | tuple[float, float, float] | tuple[float, float, float, float] | None = field(
        default=None, metadata={"count": 3, "longer": 4, "single": True}
    )
    grayscale: float | None = field(default=None, metadata={"zero": True})
    gaussian_blur: float | None = field(default=None, metadata={"zero": True})
    erasing: ErasingSpec | None = field(default=None, metadata={"part": ErasingSpec})
    mixing: MixingSpec | None = field(default=None, metadata={"part": MixingSpec})
    mean: tuple[float, float, float] | None = field(default=None, metadata={"count": 3})
    std: tuple[float, float, float] | None = field(default=None, metadata={"count": 3})
    validation: ValidationSpec | None = field(default=None, compare=False, metadata={"part": ValidationSpec})
    weight: float | None = field(default=None, compare=False)
    max_bad_samples: float | None = field(default=None, compare=False)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> RunSpec:
        """Makes a spec of ``values``, plain data with the field names of the YAML configuration.

        ``schedule`` may be a preset's name, a list of stages, ``{"preset": name}`` or ``{"stages": [...]}``.

        Raises:
            InvalidSpec: A field is unknown or missing.
        """
        return _spec_codec.run_from_dict(cls, StageSpec, values)

    def to_message(self) -> pb.RunSpec:
        """Returns the protobuf form.

        Raises:
            InvalidSpec: A value is of a wrong type, out of the field's range or not among its words. Rules that
                look at several fields are the server's to check.
        """
        return _spec_codec.run_message(self)

    @classmethod
    def from_message(cls, message: pb.RunSpec) -> RunSpec:
        """Reads ``message``, the protobuf form, in which the server has filled in every default."""
        return _spec_codec.run_from_message(cls, StageSpec, message)


REVISIONS: Mapping[str, tuple[int, Any]] = {
    "datasets": (6, None),
    "shuffle.scope": (6, "global"),
    "side_multiple": (2, 1),
    "outputs": (2, ("images",)),
    "vertical_flip": (4, 0),
    "augmentation_repeats": (4, 1),
    "grayscale": (2, 0),
    "gaussian_blur": (2, 0),
    "mixing.until": (4, 1),
}
"""Fields that came after the contract's first revision, with that revision and their default."""

LIST_REVISIONS: Mapping[str, int] = {"base_size": 4}
"""Fields of a single number that became lists in a later revision, with that revision."""


def as_spec(spec: RunSpec | Mapping[str, Any]) -> RunSpec:
    """Makes a RunSpec of a dict; a RunSpec is returned as it is."""
    return spec if isinstance(spec, RunSpec) else RunSpec.from_dict(spec)
