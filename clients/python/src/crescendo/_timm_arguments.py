"""From the arguments of timm's ``train.py`` to a run spec, without leaving any of them out silently."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from crescendo.errors import InvalidArgument

Arguments = Mapping[str, Any]

OWN_FIELDS = (
    "schedule",
    "reference_size",
    "side_multiple",
    "budget",
    "cost",
    "base_micro_batch",
    "dtype",
    "fidelity",
    "working_sides",
    "low_frequency",
    "crop",
    "weight",
    "max_bad_samples",
)
"""The fields of a run spec that train.py has no argument for."""

_CYCLIC = ("cosine", "tanh", "poly")
"""The schedulers that train.py extends by cycles and by a cool-down."""

_EMPTY: tuple[Any, ...] = (None, False, 0, "", (), [], {})

_REFUSED: dict[str, tuple[tuple[Any, ...], str]] = {
    "no_aug": ((), "--scale 1 1 --ratio 1 1 --hflip 0 --color-jitter 0 leaves a centre crop"),
    "train_crop_mode": (("rrc",), "crops are those of RandomResizedCropAndInterpolation, rrc"),
    "color_jitter_prob": ((), "colour jitter is applied to every image: leave it out"),
    "aug_splits": ((), "batches have one view of each image: leave it out"),
    "jsd_loss": ((), "it needs --aug-splits, and batches have one view of each image"),
    "split_bn": ((), "it needs --aug-splits, and batches have one view of each image"),
    "resplit": ((), "erasing is drawn for every image: leave it out"),
    "epoch_repeats": ((), "give more --epochs: they are passes over the data"),
    "tta": ((), "validation images are resized and centre-cropped once: leave it out"),
    "dataset": ((), "the dataset is one of the server's: its name is --train-split"),
    "dataset_download": ((), "the server reads the data: crescendo serve --data NAME=FOLDER"),
    "class_map": ((), "the server numbers the classes: give it the file (docs/configuration.md)"),
    "input_img_mode": (("RGB",), "images are RGB"),
    "input_key": ((), "the server reads the data"),
    "target_key": ((), "the server reads the data"),
    "train_num_samples": ((), "the server counts the samples"),
    "val_num_samples": ((), "the server counts the samples"),
    "in_chans": ((3,), "images are RGB"),
    "naflex_loader": ((), "batches are images of one side, not sequences of patches"),
    "tf_preprocessing": ((), "images are resized as timm does with Pillow"),
}
"""Arguments without a counterpart: the values besides empty ones that change nothing, and the way on."""

_MAPPED = {
    "train_split",
    "val_split",
    "scale",
    "ratio",
    "hflip",
    "vflip",
    "aug_repeats",
    "color_jitter",
    "grayscale_prob",
    "gaussian_blur_prob",
    "aa",
    "reprob",
    "remode",
    "recount",
    "mixup",
    "cutmix",
    "cutmix_minmax",
    "mixup_prob",
    "mixup_switch_prob",
    "mixup_mode",
    "mixup_off_epoch",
    "train_interpolation",
}
_HARMLESS = {"dataset_trust_remote_code"}
_OF_DATA = ("dataset", "train_", "val_", "aug", "mix", "cutmix", "input_", "color_jitter", "naflex")
"""Beginnings of names of arguments that shape the batches; arguments of the model and of the optimizer pass."""


def refused(name: str, value: object, way: str) -> InvalidArgument:
    """Returns the error for an argument that the server cannot do."""
    option = "--" + name.replace("_", "-")
    return InvalidArgument(
        f"{option} has no counterpart in a run of Crescendo (given: {value!r}): {way}",
        reason="INVALID_FIELD",
        metadata={"field": name, "value": str(value)},
    )


def plain(args: object) -> dict[str, Any]:
    """Returns the arguments as a dict, from a namespace or a mapping."""
    return dict(args) if isinstance(args, Mapping) else dict(vars(args))


def check_arguments(args: Arguments) -> None:
    """Refuses what would otherwise be ignored.

    Raises:
        InvalidArgument: An argument has no counterpart, or shapes the data in a way that this client does not know.
    """
    for name, value in args.items():
        if value in _EMPTY or name in _MAPPED or name in _HARMLESS:
            continue
        if name in _REFUSED:
            neutral, way = _REFUSED[name]
            if value not in neutral:
                raise refused(name, value, way)
        elif name.startswith(_OF_DATA) and not (name.startswith("naflex") and not args.get("naflex_loader")):
            raise refused(name, value, "this client does not know it; leave it out")
    resumed = os.path.basename(str(args.get("resume") or ""))
    if resumed.startswith("recovery") and args.get("start_epoch") is None:
        raise InvalidArgument(
            f"--resume {resumed} was saved within an epoch, and train.py goes on with the next one: the rest of that "
            "epoch would not be trained. Resume from a checkpoint-*.pth.tar, or say with --start-epoch which epoch to "
            "train again",
            reason="INVALID_FIELD",
            metadata={"field": "resume", "value": resumed},
        )


def epochs_of(args: Arguments) -> int:
    """Returns the number of epochs that ``train.py`` trains: those of the schedule, of a warm-up before it, and of the
    cool-down after it.
    """
    if (args.get("lr_cycle_limit") or 1) > 1:
        raise refused(
            "lr_cycle_limit", args["lr_cycle_limit"], "give the number of all epochs: create_loader(epochs=…)"
        )
    epochs = _needed(args, "epochs")
    cyclic = (args.get("sched") or "cosine") in _CYCLIC
    before = args.get("warmup_epochs", 0) if args.get("warmup_prefix") else 0
    return int(epochs + before + (args.get("cooldown_epochs", 0) if cyclic else 0))


def spec_of(
    args: Arguments, data_config: Mapping[str, Any], *, epochs: int, world_size: int, own: Mapping[str, Any]
) -> dict[str, Any]:
    """Returns the run spec of ``train.py``'s arguments.

    Args:
        args: The arguments, which were checked.
        data_config: Result of timm's ``resolve_data_config``.
        epochs: Number of epochs.
        world_size: Number of ranks.
        own: Fields of the spec that ``train.py`` has no argument for.

    Raises:
        InvalidArgument: ``own`` has a field that follows from an argument, or the images are not square and RGB.
    """
    for name in own:
        if name not in OWN_FIELDS:
            raise InvalidArgument(
                f"spec.{name} follows from train.py's arguments; spec may have {', '.join(OWN_FIELDS)}",
                reason="INVALID_FIELD",
                metadata={"field": name, "bound": ", ".join(OWN_FIELDS)},
            )
    spec: dict[str, Any] = {
        "dataset": args.get("train_split") or "train",
        "seed": args.get("seed", 42),
        "base_size": _size(data_config),
        "global_batch": _needed(args, "batch_size") * world_size,
        "world_size": world_size,
        "mean": tuple(data_config["mean"]),
        "std": tuple(data_config["std"]),
        "validation": _validation(args, data_config, world_size),
        **_augmentation(args, data_config, epochs),
        **own,
    }
    if "budget" not in own:
        spec["equivalent_epochs"] = epochs
    return spec


def _needed(args: Arguments, name: str) -> int:
    if args.get(name) is None:
        raise InvalidArgument(
            f"the arguments have no {name}: pass those of train.py", reason="INVALID_FIELD", metadata={"field": name}
        )
    return int(args[name])


def _size(data_config: Mapping[str, Any]) -> int | list[int]:
    channels, height, width = data_config["input_size"]
    if channels != 3:
        raise refused("input_size", data_config["input_size"], "images are RGB: give 3 channels")
    return int(height) if height == width else [int(height), int(width)]


def _validation(args: Arguments, data_config: Mapping[str, Any], world_size: int) -> dict[str, Any]:
    mode = data_config.get("crop_mode") or "center"
    if mode != "center":
        raise refused("crop_mode", mode, "validation images are resized and centre-cropped")
    batch = args.get("validation_batch_size") or _needed(args, "batch_size")
    return {
        "dataset": args.get("val_split") or "validation",
        "global_batch": batch * world_size,
        "crop_pct": data_config["crop_pct"],
        "interpolation": data_config["interpolation"],
    }


def _augmentation(args: Arguments, data_config: Mapping[str, Any], epochs: int) -> dict[str, Any]:
    interpolation = args.get("train_interpolation") or data_config["interpolation"]
    jitter = args.get("color_jitter", 0.4) or 0
    made: dict[str, Any] = {
        "interpolation": interpolation,
        # timm gives RandAugment the filter of the resize, and lets it draw one if that is "random", too.
        "augment_interpolation": interpolation,
        "crop_scale": tuple(args.get("scale") or (0.08, 1.0)),
        "crop_ratio": tuple(args.get("ratio") or (3 / 4, 4 / 3)),
        "horizontal_flip": args.get("hflip", 0.5) or 0.0,
        "vertical_flip": args.get("vflip") or 0.0,
        "augmentation_repeats": _repeats(args.get("aug_repeats")),
        "randaugment": args.get("aa") or "none",
        "color_jitter": tuple(jitter) if isinstance(jitter, list | tuple) else jitter,
        "grayscale": args.get("grayscale_prob") or 0.0,
        "gaussian_blur": args.get("gaussian_blur_prob") or 0.0,
    }
    if args.get("reprob"):
        made["erasing"] = {
            "probability": args["reprob"],
            "mode": args.get("remode") or "pixel",
            "count": (1, args.get("recount") or 1),
        }
    if mixes(args):
        made["mixing"] = _mixing(args)
        off = off_epoch(args)
        if off is not None and off < epochs:
            made["mixing"]["until"] = off / epochs
    return made


def _repeats(value: float | None) -> int:
    # train.py's argument is a float.
    if value and value != int(value):
        raise refused("aug_repeats", value, "give a whole number")
    return int(value or 1)


def off_epoch(args: Arguments) -> int | None:
    """Returns the epoch from which on ``train.py`` does not mix; None if it always does."""
    return int(args["mixup_off_epoch"]) if args.get("mixup_off_epoch") else None


def mixes(args: Arguments) -> bool:
    """True if ``train.py`` mixes images and trains with soft targets."""
    return bool(args.get("mixup")) or bool(args.get("cutmix")) or bool(args.get("cutmix_minmax"))


def _mixing(args: Arguments) -> dict[str, Any]:
    minmax = args.get("cutmix_minmax")
    made: dict[str, Any] = {
        # timm mixes bytes before erasing where it has its prefetcher, and floats after erasing where not.
        "where": "client" if args.get("no_prefetcher") else "server",
        "mode": args.get("mixup_mode") or "batch",
        "mixup_alpha": args.get("mixup") or 0.0,
        # As timm's Mixup does: a range of boxes turns cutmix on with alpha 1.
        "cutmix_alpha": 1.0 if minmax else args.get("cutmix") or 0.0,
        "probability": args.get("mixup_prob", 1.0),
        "switch_probability": args.get("mixup_switch_prob", 0.5),
        "label_smoothing": args.get("smoothing", 0.1) or 0.0,
    }
    return {**made, "cutmix_minmax": tuple(minmax)} if minmax else made


def dtype_of(args: Arguments, types: Callable[[str], Any]) -> Any:
    """Returns the type of the model's inputs: ``types`` of ``--model-dtype``, float32 without it."""
    return types(args.get("model_dtype") or "float32")
