"""OpenCV decoding and albumentations' transforms in a PyTorch DataLoader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import albumentations
import albumentations_steps
import cv2
import torch
import torch_loader
from common import Task


def batches(task: Task) -> Iterator[Any]:
    """Batches of the DataLoader."""
    # Each worker is one thread; more would compete for the cores.
    cv2.setNumThreads(0)
    transform = albumentations_steps.compose(task)

    def load(file: str) -> Any:
        return transform(image=cv2.imread(file, cv2.IMREAD_COLOR_RGB))["image"]

    return torch_loader.batches(task, load)


def describe(task: Task) -> dict[str, str]:
    """What is measured."""
    return {
        "version": f"opencv {cv2.__version__}, albumentations {albumentations.__version__}, torch {torch.__version__}",
        "work": "RandomResizedCrop 224 cubic, flip, two of fourteen operations, area resize to B",
        "note": f"{albumentations_steps.NOTE}: less work; no Fourier crop; not Pillow's pixels",
    }
