"""torchvision's v2 transforms on tensors of bytes in a PyTorch DataLoader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
import torch_loader
import torchvision_import
from common import BASE_SIZE, CROP_RATIO, CROP_SCALE, FILL, Task
from torchvision import __version__ as torchvision_version
from torchvision import io
from torchvision.transforms import InterpolationMode, v2


def transform(task: Task) -> Any:
    """Tensor (3, H, W) of bytes -> tensor (3, B, B) of bytes."""
    steps: list[Any] = [
        v2.RandomResizedCrop(BASE_SIZE, CROP_SCALE, CROP_RATIO, InterpolationMode.BICUBIC, antialias=True),
        v2.RandomHorizontalFlip(),
    ]
    if task.magnitude is not None:
        # Its 31 levels span what timm's 10 do.
        fill = {torch.Tensor: list(FILL)}
        operation = v2.RandAugment(1, 3 * task.magnitude, 31, InterpolationMode.BILINEAR, fill)
        steps += [v2.RandomApply([operation], 0.5), v2.RandomApply([operation], 0.5)]
    if task.bandwidth < BASE_SIZE:
        size = [task.bandwidth, task.bandwidth]
        steps.append(v2.Resize(size, InterpolationMode.BICUBIC, antialias=True))
    return v2.Compose(steps)


def decode(file: str) -> torch.Tensor:
    """Tensor (3, H, W) of bytes, its channels last in memory: what the fast kernels of v2 want."""
    if torchvision_import.HAS_DECODER:
        return io.decode_jpeg(io.read_file(file), mode=io.ImageReadMode.RGB)
    from PIL import Image

    with Image.open(file) as image:
        return v2.functional.pil_to_tensor(image.convert("RGB"))


def batches(task: Task) -> Iterator[Any]:
    """Batches of the DataLoader."""
    apply = transform(task)
    return torch_loader.batches(task, lambda file: apply(decode(file)).permute(1, 2, 0))


def describe(task: Task) -> dict[str, str]:
    """What is measured."""
    decoder = "torchvision.io.decode_jpeg" if torchvision_import.HAS_DECODER else "Pillow (decode_jpeg does not load)"
    return {
        "version": f"torchvision {torchvision_version}, torch {torch.__version__}",
        "work": "RandomResizedCrop 224 bicubic, flip, RandAugment, bicubic to B",
        "note": f"decoding by {decoder}; RandAugment's magnitude is without spread; Lanczos is not "
        "there for tensors; no Fourier crop; not Pillow's pixels; a magnitude change makes the workers anew",
    }
