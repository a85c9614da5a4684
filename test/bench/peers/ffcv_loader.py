"""FFCV: photographs in one file of its own format, compiled decoding, crop and flip in threads."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import numpy as np
from common import BASE_SIZE, CROP_RATIO, CROP_SCALE, Task
from ffcv.fields import RGBImageField
from ffcv.fields.decoders import RandomResizedCropRGBImageDecoder
from ffcv.loader import Loader, OrderOption
from ffcv.transforms import RandomHorizontalFlip
from ffcv.writer import DatasetWriter
from PIL import Image

QUALITY = 95


class Photos:
    """The photographs, decoded, for FFCV's writer."""

    def __init__(self, files: list[str]) -> None:
        self.files = files

    def __len__(self) -> int:
        return len(self.files)

    def __getitem__(self, k: int) -> tuple[Any]:
        with Image.open(self.files[k]) as image:
            return (image.convert("RGB"),)


def written(task: Task) -> str:
    """Path of the images in FFCV's format, as JPEGs; written once."""
    path = pathlib.Path(task.cache) / f"photos-q{QUALITY}-{len(task.files)}.beton"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        field = RGBImageField(write_mode="jpg", jpeg_quality=QUALITY)
        DatasetWriter(str(partial), {"image": field}, num_workers=2).from_indexed_dataset(Photos(task.files))
        partial.rename(path)
    return str(path)


def batches(task: Task) -> Iterator[Any]:
    """Batches of one long epoch: each photograph has many turns."""
    decode = RandomResizedCropRGBImageDecoder((BASE_SIZE, BASE_SIZE), CROP_SCALE, CROP_RATIO)
    loader = Loader(
        written(task),
        batch_size=task.batch,
        num_workers=task.workers,
        order=OrderOption.RANDOM,
        indices=np.resize(np.arange(len(task.files)), task.batch * task.batches_needed),
        pipelines={"image": [decode, RandomHorizontalFlip()]},
    )
    return (images for (images,) in loader)


def describe(task: Task) -> dict[str, str]:
    """What is measured."""
    return {
        "version": version("ffcv"),
        "work": "RandomResizedCrop 224 area, flip",
        "note": f"images are written into its own format first (JPEG again, quality {QUALITY}; originals up to 95), "
        "resized by area; has no RandAugment: common part only; no Fourier crop; not Pillow's pixels",
    }
