"""Models and the sides of a run: which sides a model can take, and a first step at each."""

from __future__ import annotations

import copy
import dataclasses
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import torch

from crescendo.errors import FailedPrecondition, InvalidArgument
from crescendo.run import Run
from crescendo.spec import RunSpec

AUTO = "auto"


class Stateful(Protocol):
    """A module, an optimizer, a gradient scaler: something whose state can be saved and loaded."""

    def state_dict(self) -> Any:
        """Returns the state."""

    def load_state_dict(self, state: Any, /) -> Any:
        """Goes back to a state."""


def side_multiple_of(model: torch.nn.Module | int) -> int:
    """Returns the number of pixels that must divide the sides of a model's images: a run's ``side_multiple``.

    It is the side of the model's patches: of timm's ``model.patch_embed.patch_size`` or of ``model.config.patch_size``
    of Hugging Face's models; for patches of two different sides, their least common multiple. Windows and position
    embeddings may ask for more, which docs/models.md explains.

    Args:
        model: The model, or the side of its patches in pixels.

    Raises:
        InvalidArgument: The model has no patches, as convolutional networks have none.

    Example:
        >>> model = timm.create_model("vit_small_patch16_224", dynamic_img_size=True)
        >>> spec = {"dataset": "imagenet", "base_size": 384, "side_multiple": side_multiple_of(model)}
    """
    size: Any = model if isinstance(model, int) else _patch_size(model)
    sides = tuple(size) if isinstance(size, Sequence) else (size,)
    if not sides or not all(isinstance(side, int) and side >= 1 for side in sides):
        raise InvalidArgument(
            f"{type(model).__name__} has no patch_embed.patch_size and no config.patch_size: give side_multiple as a "
            "number (1 for convolutional networks)",
            reason="INVALID_FIELD",
            metadata={"field": "side_multiple", "value": type(model).__name__},
        )
    return math.lcm(*sides)


def _patch_size(model: torch.nn.Module) -> object:
    for holder in ("patch_embed", "config"):
        size = getattr(getattr(model, holder, None), "patch_size", None)
        if size is not None:
            return size
    return None


def with_side_multiple(
    spec: RunSpec | Mapping[str, Any] | None, model: torch.nn.Module | int | None
) -> RunSpec | Mapping[str, Any] | None:
    """Returns the spec with the side multiple of ``model``, if the spec leaves it open or says ``"auto"``.

    Raises:
        InvalidArgument: The spec says ``"auto"`` and there is no model, or the model has no patches.
    """
    if spec is None:
        return None
    if isinstance(spec, RunSpec):
        if model is None or spec.side_multiple is not None:
            return spec
        return dataclasses.replace(spec, side_multiple=side_multiple_of(model))
    given = spec.get("side_multiple", AUTO if model is not None else None)
    if given != AUTO:
        return spec
    if model is None:
        raise InvalidArgument(
            'side_multiple is "auto", which needs a model: pass model=…, or a number',
            reason="INVALID_FIELD",
            metadata={"field": "side_multiple", "value": AUTO},
        )
    return {**spec, "side_multiple": side_multiple_of(model)}


def check_sides(run: Run, model: torch.nn.Module | int) -> None:
    """Checks that ``model`` can take the sides of all stages of ``run``.

    Raises:
        FailedPrecondition: It cannot; the message names the stage.
    """
    multiple = side_multiple_of(model)
    for stage in run.stages:
        height, width = stage.size
        if height % multiple or width % multiple:
            size = f"side {height}" if height == width else f"{height} x {width}"
            raise FailedPrecondition(
                f"stage {stage.index} of run {run.name} trains at {size}, which is not a multiple of "
                f"the model's {multiple}: begin a run with side_multiple={multiple}",
                reason="SIDE_MISMATCH",
                metadata={"field": "side_multiple", "value": str(stage.bandwidth), "bound": str(multiple)},
            )


def warm_up(
    step: Callable[[torch.Tensor, torch.Tensor], object],
    run: Run,
    *,
    restore: Sequence[Stateful],
    device: torch.device | str | None = None,
    targets: str = "labels",
) -> None:
    """Runs a training step once for each shape of batch that the run has, before the clock starts.

    ``torch.compile`` and cuDNN's search work at the first step of each side. Without this, that time is part of the
    first steps of a stage, and of a budget that is measured. Nothing is asked of the server.

    The step trains on grey images with the label 0, so what it changes must be restored: the states of ``restore``,
    the random numbers of the CPU and of ``device``, and the modules' gradients, which are dropped.

    Args:
        step: Called with images (N, 3, H, W), float32 zeros in channels_last memory format, and with labels (N,) int64
            or soft targets (N, K) float32.
        run: The run, from ``CrescendoDataset.run`` for instance.
        restore: Everything that the step changes and that has a state: the model, the optimizer, a gradient scaler, a
            moving average. An empty list says that the step changes nothing.
        device: Where the tensors live; None is the host.
        targets: ``"labels"`` or ``"soft"``.

    Raises:
        InvalidArgument: ``targets`` is unknown.

    Example:
        >>> crescendo.torch.warm_up(train_step, dataset.run, restore=[model, optimizer], device="cuda")
    """
    if targets not in ("labels", "soft"):
        raise InvalidArgument(
            f"targets must be one of labels, soft (given: {targets!r})",
            reason="INVALID_FIELD",
            metadata={"field": "targets", "value": targets},
        )
    saved = [copy.deepcopy(one.state_dict()) for one in restore]
    place = torch.device("cpu" if device is None else device)
    devices = [place] if place.type == "cuda" else []
    shapes = {(run.samples_at(stage.first_step), stage.size) for stage in run.stages}
    try:
        with torch.random.fork_rng(devices):
            for samples, size in sorted(shapes):
                images = torch.zeros(samples, 3, *size, device=place).to(memory_format=torch.channels_last)
                classes = len(run.class_names)
                soft = torch.full((samples, classes), 1 / max(1, classes), device=place)
                labels = torch.zeros(samples, dtype=torch.int64, device=place)
                step(images, soft if targets == "soft" else labels)
    finally:
        for one, state in zip(restore, saved, strict=True):
            one.load_state_dict(state)
            if isinstance(one, torch.nn.Module):
                one.zero_grad(set_to_none=True)
