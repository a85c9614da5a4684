"""The official pipeline of EfficientTrain++: Pillow, timm's RandAugment, a PyTorch DataLoader, Lanczos to side B."""

from __future__ import annotations

import importlib.util
import math
import pathlib
import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import PIL
import torch
from common import Task
from PIL import Image
from torch.utils.data import DataLoader, Dataset

FILL = (124, 116, 104)


def auto_augment() -> Any:
    """timm/data/auto_augment.py by itself: the package wants torchvision, which the pipeline's transforms do not."""
    found = importlib.util.find_spec("timm")
    assert found is not None and found.origin is not None
    path = pathlib.Path(found.origin).parent / "data" / "auto_augment.py"
    spec = importlib.util.spec_from_file_location("timm_auto_augment", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def crop_box(width: int, height: int) -> tuple[int, int, int, int]:
    """A random resized crop: scale 0.08..1, ratio 3/4..4/3."""
    for _ in range(10):
        area = random.uniform(0.08, 1) * width * height
        ratio = math.exp(random.uniform(math.log(3 / 4), math.log(4 / 3)))
        w, h = round(math.sqrt(area * ratio)), round(math.sqrt(area / ratio))
        if 0 < w <= width and 0 < h <= height:
            x, y = random.randint(0, width - w), random.randint(0, height - h)
            return x, y, x + w, y + h
    return 0, 0, width, height


class Photos(Dataset):
    """Augmented images (3, B, B), bytes."""

    def __init__(self, task: Task) -> None:
        self.task, self.files = task, task.files
        self.augment = None
        if task.magnitude is not None:
            hparams = {"translate_const": 100, "img_mean": FILL}
            config = f"rand-m{task.magnitude}-mstd0.5-inc1"
            self.augment = auto_augment().rand_augment_transform(config, hparams)

    def __len__(self) -> int:
        return self.task.batch * (self.task.batches + 2 + 4 * max(1, self.task.workers))

    def __getitem__(self, k: int) -> np.ndarray:
        image = Image.open(self.files[k % len(self.files)]).convert("RGB")
        image = image.crop(crop_box(*image.size)).resize((224, 224), Image.Resampling.BICUBIC)
        if random.random() < 0.5:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        if self.augment is not None:
            image = self.augment(image)
        side = self.task.bandwidth
        if side < 224:
            image = image.resize((side, side), Image.Resampling.LANCZOS)
        return np.rollaxis(np.array(image, dtype=np.uint8), 2)


def batches(task: Task) -> Iterator[Any]:
    """Batches of the DataLoader."""
    torch.set_num_threads(1)
    return iter(DataLoader(Photos(task), batch_size=task.batch, num_workers=task.workers, shuffle=True))


def describe() -> dict[str, str]:
    """What is measured."""
    return {
        "name": "timm + Pillow + DataLoader",
        "version": f"timm 1.0.28, Pillow {PIL.__version__}, torch {torch.__version__}",
        "work": "RandomResizedCrop 224 bicubic, flip, timm RandAugment, Lanczos to B",
        "note": "the official pipeline; no Fourier crop",
    }
