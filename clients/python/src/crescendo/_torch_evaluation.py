"""The accuracy of a model on the low frequencies of its validation data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import torch

from crescendo._torch_low_frequency import low_frequency_crop, low_pass
from crescendo.errors import InvalidArgument


def evaluate_low_frequency(
    model: Callable[[torch.Tensor], torch.Tensor],
    batches: Iterable[Sequence[Any]],
    bandwidths: Sequence[int],
    *,
    restore_size: bool = True,
    device: torch.device | str | None = None,
) -> dict[int, float]:
    """Returns the top-1 accuracy of a model on low-passed images, by bandwidth.

    This is the experiment by which EfficientTrain (Wang et al., ICCV 2023 and TPAMI 2024) chooses its bandwidths: early
    in training, a model uses mainly the low frequencies. The batches are read once, and every bandwidth sees the same
    images.

    Args:
        model: Maps images to logits (N, K). A module is evaluated in ``eval`` mode; it and its parts are left in the
            modes they were in.
        batches: Tuples that begin with images, (N, C, S, S) floats as the model takes them, and labels (N,) int64;
            further elements are ignored. Labels below 0 mark positions without a sample. The validation split of
            ``CrescendoDataset`` with ``output="normalized"`` is such an iterable: the filter is linear and keeps
            constants, so it may come before or after the normalisation.
        bandwidths: Even sides B, 2..S, in pixels; S itself is the whole image.
        restore_size: True removes the high frequencies and gives the model images of side S (``low_pass``); False
            gives it the images of side B that training sees (``low_frequency_crop``), for models that take any side.
        device: Where the model is; None leaves the images where they are.

    Returns:
        Share of the samples whose greatest logit is that of the label, 0..1, by bandwidth in the order given.

    Raises:
        InvalidArgument: No bandwidth is given, one does not fit the images, or the batches have no sample.

    Example:
        >>> val = CrescendoDataset("127.0.0.1:7077", "baseline", split="val", output="normalized")
        >>> for bandwidth, accuracy in evaluate_low_frequency(model, val, [64, 96, 160, 224]).items():
        ...     print(f"B = {bandwidth}: {accuracy:.1%}")
    """
    if not bandwidths:
        raise InvalidArgument(
            "bandwidths must name at least one side (given: none)",
            reason="INVALID_FIELD",
            metadata={"field": "bandwidths", "value": ""},
        )
    keep = low_pass if restore_size else low_frequency_crop
    correct, samples = dict.fromkeys(bandwidths, 0), 0
    modules = list(model.modules()) if isinstance(model, torch.nn.Module) else []
    training = [module.training for module in modules]
    for module in modules:
        module.training = False
    try:
        with torch.no_grad():
            for images, labels, *_ in batches:
                inputs, answers = (tensor if device is None else tensor.to(device) for tensor in (images, labels))
                samples += int((answers >= 0).sum())
                for bandwidth in correct:
                    found = model(keep(inputs, bandwidth)).argmax(1)
                    # A class is never below 0, so a position without a sample never counts as correct.
                    correct[bandwidth] += int((found == answers).sum())
    finally:
        # Each part by itself, because a trainer may keep some of them, such as frozen normalisations, in another mode.
        for module, mode in zip(modules, training, strict=True):
            module.training = mode
    if samples == 0:
        raise InvalidArgument(
            "batches must have at least one sample (given: 0)",
            reason="INVALID_FIELD",
            metadata={"field": "batches", "value": "0", "bound": "1"},
        )
    return {bandwidth: right / samples for bandwidth, right in correct.items()}
