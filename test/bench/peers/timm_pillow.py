"""The official pipeline of EfficientTrain++: Pillow, timm's transforms, a PyTorch DataLoader, Lanczos to side B."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import PIL
import torch
import torch_loader
import torchvision_import  # noqa: F401 (before timm, which imports torchvision)
from common import BASE_SIZE, CROP_RATIO, CROP_SCALE, FILL, Task
from PIL import Image
from timm.data.auto_augment import rand_augment_transform
from timm.data.transforms import RandomResizedCropAndInterpolation
from timm.version import __version__ as timm_version
from torchvision.transforms import Compose, RandomHorizontalFlip


def transform(task: Task) -> Any:
    """Pillow image -> Pillow image of side B."""
    steps: list[Any] = [
        RandomResizedCropAndInterpolation(BASE_SIZE, CROP_SCALE, CROP_RATIO, interpolation="bicubic"),
        RandomHorizontalFlip(),
    ]
    if task.magnitude is not None:
        hparams = {"translate_const": int(BASE_SIZE * 0.45), "img_mean": FILL}
        steps.append(rand_augment_transform(f"rand-m{task.magnitude}-mstd0.5-inc1", hparams))
    if task.bandwidth < BASE_SIZE:
        steps.append(lambda image: image.resize((task.bandwidth, task.bandwidth), Image.Resampling.LANCZOS))
    return Compose(steps)


def batches(task: Task) -> Iterator[Any]:
    """Batches of the DataLoader."""
    apply = transform(task)

    def load(file: str) -> Any:
        with Image.open(file) as image:
            return np.array(apply(image.convert("RGB")))

    return torch_loader.batches(task, load)


def describe(task: Task) -> dict[str, str]:
    """What is measured."""
    return {
        "version": f"timm {timm_version}, Pillow {PIL.__version__}, torch {torch.__version__}",
        "work": "RandomResizedCrop 224 bicubic, flip, timm RandAugment, Lanczos to B",
        "note": "the official EfficientTrain++ pipeline, but with bytes rather than floats to the trainer; no Fourier "
        "crop; the trainer restarts for each stage",
    }
