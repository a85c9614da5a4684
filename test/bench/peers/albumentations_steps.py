"""The albumentations part of a peer. It has no RandAugment of its own; the nearest is two of fourteen operations."""

from __future__ import annotations

from typing import Any

import albumentations as alb
import cv2
from common import BASE_SIZE, CROP_RATIO, CROP_SCALE, FILL, Task

NOTE = "RandAugment by albumentations' SomeOf (magnitude without spread); no antialiasing when shrinking to 224"


def compose(task: Task, crop: bool = True) -> Any:
    """Image (H, W, 3) -> image (B, B, 3); ``crop=False`` for what comes cropped, resized and flipped."""
    steps: list[Any] = []
    if crop:
        size = (BASE_SIZE, BASE_SIZE)
        steps += [
            alb.RandomResizedCrop(size, scale=CROP_SCALE, ratio=CROP_RATIO, interpolation=cv2.INTER_CUBIC),
            alb.HorizontalFlip(p=0.5),
        ]
    if task.magnitude is not None:
        steps.append(alb.SomeOf(operations(task.magnitude / 10), n=2, p=1))
    if task.bandwidth < BASE_SIZE:
        steps.append(alb.Resize(task.bandwidth, task.bandwidth, interpolation=cv2.INTER_AREA))
    return alb.Compose(steps)


def operations(m: float) -> list[Any]:
    """RandAugment's operations at strength ``m`` of 1, each with probability 1/2, as in timm."""
    affine = {"interpolation": cv2.INTER_LINEAR, "fill": FILL, "p": 0.5}
    still = {"brightness": (1, 1), "contrast": (1, 1), "saturation": (1, 1), "hue": (0, 0), "p": 0.5}
    factor = (1 - 0.9 * m, 1 + 0.9 * m)
    return [
        alb.AutoContrast(p=0.5),
        alb.Equalize(p=0.5),
        alb.InvertImg(p=0.5),
        alb.Affine(rotate=(-30 * m, 30 * m), **affine),
        alb.Posterize(num_bits=max(1, 4 - round(4 * m)), p=0.5),
        alb.Solarize(threshold_range=(1 - m, 1 - m), p=0.5),
        alb.ColorJitter(**{**still, "saturation": factor}),
        alb.ColorJitter(**{**still, "contrast": factor}),
        alb.ColorJitter(**{**still, "brightness": factor}),
        alb.Sharpen(alpha=(0, 0.9 * m), p=0.5),
        alb.Affine(shear={"x": (-17 * m, 17 * m), "y": (0, 0)}, **affine),
        alb.Affine(shear={"x": (0, 0), "y": (-17 * m, 17 * m)}, **affine),
        alb.Affine(translate_percent={"x": (-0.45 * m, 0.45 * m), "y": (0, 0)}, **affine),
        alb.Affine(translate_percent={"x": (0, 0), "y": (-0.45 * m, 0.45 * m)}, **affine),
    ]
