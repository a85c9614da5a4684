"""OpenCV decoding and albumentations' transforms in a PyTorch DataLoader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import albumentations
import cv2
import numpy as np
import torch
from common import Task
from torch.utils.data import DataLoader, Dataset


class Photos(Dataset):
    """Augmented images (3, B, B), bytes."""

    def __init__(self, task: Task) -> None:
        self.task, self.files = task, task.files
        steps: list[Any] = [
            albumentations.RandomResizedCrop((224, 224), interpolation=cv2.INTER_CUBIC),
            albumentations.HorizontalFlip(p=0.5),
        ]
        if task.magnitude is not None:
            steps.append(some_of(task.magnitude))
        if task.bandwidth < 224:
            steps.append(albumentations.Resize(task.bandwidth, task.bandwidth, interpolation=cv2.INTER_AREA))
        self.transform = albumentations.Compose(steps)

    def __len__(self) -> int:
        return self.task.batch * (self.task.batches + 2 + 4 * max(1, self.task.workers))

    def __getitem__(self, k: int) -> np.ndarray:
        cv2.setNumThreads(0)
        image = cv2.cvtColor(cv2.imread(self.files[k % len(self.files)], cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
        return np.ascontiguousarray(self.transform(image=image)["image"].transpose(2, 0, 1))


def some_of(magnitude: int) -> Any:
    """Two operations, each with probability 1/2: the nearest that albumentations has to RandAugment."""
    m = magnitude / 10
    affine = {"interpolation": cv2.INTER_LINEAR, "fill": (124, 116, 104), "p": 0.5}
    return albumentations.SomeOf(
        [
            albumentations.AutoContrast(p=0.5),
            albumentations.Equalize(p=0.5),
            albumentations.InvertImg(p=0.5),
            albumentations.Affine(rotate=(-30 * m, 30 * m), **affine),
            albumentations.Posterize(num_bits=max(1, min(7, 8 - round(4 * m))), p=0.5),
            albumentations.Solarize(p=0.5),
            albumentations.ColorJitter(brightness=0, contrast=0, saturation=0.9 * m, hue=0, p=0.5),
            albumentations.ColorJitter(brightness=0, contrast=0.9 * m, saturation=0, hue=0, p=0.5),
            albumentations.ColorJitter(brightness=0.9 * m, contrast=0, saturation=0, hue=0, p=0.5),
            albumentations.Sharpen(p=0.5),
            albumentations.Affine(shear={"x": (-17 * m, 17 * m), "y": 0}, **affine),
            albumentations.Affine(shear={"x": 0, "y": (-17 * m, 17 * m)}, **affine),
            albumentations.Affine(translate_percent={"x": (-0.45 * m, 0.45 * m), "y": 0}, **affine),
            albumentations.Affine(translate_percent={"x": 0, "y": (-0.45 * m, 0.45 * m)}, **affine),
        ],
        n=2,
        p=1,
    )


def batches(task: Task) -> Iterator[Any]:
    """Batches of the DataLoader."""
    torch.set_num_threads(1)
    return iter(DataLoader(Photos(task), batch_size=task.batch, num_workers=task.workers, shuffle=True))


def describe() -> dict[str, str]:
    """What is measured."""
    return {
        "name": "OpenCV + albumentations + DataLoader",
        "version": f"opencv {cv2.__version__}, albumentations {albumentations.__version__}, torch {torch.__version__}",
        "work": "RandomResizedCrop 224 cubic, flip, two of fourteen operations, area resize to B",
        "note": "no RandAugment of its own and no antialiasing when it shrinks: less work; no Fourier crop",
    }
