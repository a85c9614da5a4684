"""Writes the photographs as shards, each kind by its project's own writer.

``python write_shards.py PHOTOS TARGET COPIES KIND...``: TARGET gets a folder for each KIND, ``tar`` (WebDataset),
``parquet`` (Hugging Face ``datasets``) or ``mds`` (MosaicML Streaming), with COPIES samples of each photograph. All of
them hold the bytes of the files as they are.
"""

from __future__ import annotations

import pathlib
import sys
from collections.abc import Iterator
from typing import Any

SHARD_SAMPLES = 324


def samples(photos: pathlib.Path, copies: int) -> Iterator[dict[str, Any]]:
    """Key, bytes and label of each sample; the copies of a photograph are far from each other."""
    files = sorted(photos.glob("*/*.jpg"))
    names = sorted({file.parent.name for file in files})
    for copy in range(copies):
        for k, file in enumerate(files):
            yield {"key": f"{copy:03d}{k:05d}", "bytes": file.read_bytes(), "label": names.index(file.parent.name)}


def write_tar(found: list[dict[str, Any]], target: pathlib.Path) -> None:
    """Shards of WebDataset: ``KEY.jpg`` beside ``KEY.cls``."""
    import webdataset

    target.mkdir()
    with webdataset.ShardWriter(f"{target}/photos-%04d.tar", maxcount=SHARD_SAMPLES, verbose=0) as writer:
        for sample in found:
            writer.write({"__key__": sample["key"], "jpg": sample["bytes"], "cls": sample["label"]})


def write_parquet(found: list[dict[str, Any]], names: list[str], target: pathlib.Path) -> None:
    """Shards of Hugging Face: an image column and a label with its names."""
    from datasets import ClassLabel, Dataset, Features, Image

    target.mkdir()
    features = Features({"image": Image(), "label": ClassLabel(names=names)})
    for k, start in enumerate(range(0, len(found), SHARD_SAMPLES)):
        part = found[start : start + SHARD_SAMPLES]
        columns = {
            "image": [{"bytes": sample["bytes"], "path": f"{sample['key']}.jpg"} for sample in part],
            "label": [sample["label"] for sample in part],
        }
        Dataset.from_dict(columns, features=features).to_parquet(target / f"photos-{k:04d}.parquet")


def write_mds(found: list[dict[str, Any]], target: pathlib.Path) -> None:
    """Shards of MosaicML Streaming. Its column type for JPEG would encode anew, so the files are plain bytes."""
    import torchvision_import  # noqa: F401 (before streaming, which imports torchvision)
    from streaming import MDSWriter

    columns = {"image": "bytes", "label": "int"}
    with MDSWriter(out=str(target), columns=columns, size_limit=1 << 25, progress_bar=False) as writer:
        for sample in found:
            writer.write({"image": sample["bytes"], "label": sample["label"]})


def main() -> None:
    """Writes the folders."""
    photos, target, copies, kinds = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
    found = list(samples(photos, copies))
    if "tar" in kinds:
        write_tar(found, target / "tar")
    if "parquet" in kinds:
        names = sorted(folder.name for folder in photos.iterdir() if folder.is_dir())
        write_parquet(found, names, target / "parquet")
    if "mds" in kinds:
        write_mds(found, target / "mds")


if __name__ == "__main__":
    main()
