"""Writes the shards of this folder: the same samples by WebDataset's, Hugging Face's, pyarrow's and tarfile's writers.

    python test/golden/shards/make.py test/golden/shards     (with the packages of shardEnvironment in scripts/python-env.ts)

The "images" are bytes without meaning: only where they lie matters. expected.json has the samples in their order.
"""

import io
import json
import random
import struct
import sys
import tarfile
from pathlib import Path

import datasets
import pyarrow as pa
import pyarrow.parquet as pq
import webdataset

CLASSES = ["cat", "dog", "owl"]
FEATURES = datasets.Features({"image": datasets.Image(), "label": datasets.ClassLabel(names=CLASSES)})


def samples() -> list[tuple[str, str, bytes]]:
    """Class, name and bytes of each sample; some are equal, so that dictionaries are used."""
    draw = random.Random(17)
    found = []
    for k in range(12):
        name = CLASSES[k % 3]
        content = draw.randbytes(draw.randrange(0, 90)) if k % 5 else b"the same bytes"
        found.append((name, f"{k:03d}", content))
    return sorted(found)


def write_webdataset(root: Path, found: list[tuple[str, str, bytes]]) -> None:
    with webdataset.TarWriter(str(root / "webdataset.tar"), mtime=0) as writer:
        for name, stem, content in found:
            writer.write({"__key__": f"{name}/{stem}", "jpg": content, "cls": name})
    with webdataset.TarWriter(str(root / "webdataset-json.tar"), mtime=0) as writer:
        for name, stem, content in found:
            fields = {"label": CLASSES.index(name), "caption": "x"}
            writer.write({"__key__": f"{name}/{stem}", "jpg": content, "json": fields, "seg.png": b"mask"})


def write_tarfile(root: Path, found: list[tuple[str, str, bytes]], name: str, form: int, folder: str) -> None:
    """Members in long folders, in one of tarfile's formats."""
    with tarfile.open(root / name, "w", format=form) as archive:
        directory = tarfile.TarInfo(folder)
        directory.type = tarfile.DIRTYPE
        archive.addfile(directory)
        for label, stem, content in found:
            for suffix, body in (("jpg", content), ("cls", str(CLASSES.index(label)).encode())):
                member = tarfile.TarInfo(f"{folder}/{stem}.{suffix}")
                member.size = len(body)
                archive.addfile(member, io.BytesIO(body))


def write_parquet(root: Path, found: list[tuple[str, str, bytes]]) -> None:
    images = [{"bytes": content, "path": f"{stem}.jpg"} for _, stem, content in found]
    numbers = [CLASSES.index(name) for name, _, _ in found]
    dataset = datasets.Dataset.from_dict({"image": images, "label": numbers}, features=FEATURES)
    dataset.to_parquet(str(root / "datasets.parquet"))
    table = pa.table({"image": images, "label": pa.array([name for name, _, _ in found])})
    pq.write_table(table, root / "snappy.parquet", row_group_size=5)
    pq.write_table(table, root / "dictionary.parquet", compression="none", row_group_size=5)
    pq.write_table(table, root / "gzip-v2.parquet", compression="gzip", data_page_version="2.0", data_page_size=100)
    pq.write_table(
        table, root / "v2.parquet", compression="none", use_dictionary=False, data_page_version="2.0", write_page_index=True
    )
    encodings = {"image.bytes": "DELTA_LENGTH_BYTE_ARRAY", "image.path": "DELTA_BYTE_ARRAY", "label": "DELTA_BYTE_ARRAY"}
    pq.write_table(table, root / "delta.parquet", compression="none", use_dictionary=False, column_encoding=encodings)
    plain = pa.table({"jpeg": pa.array([c for _, _, c in found]), "label": pa.array(numbers, pa.int32()), "n": numbers})
    pq.write_table(plain, root / "binary.parquet", compression="zstd", use_dictionary=["label"])
    broken = pa.table({"image": [*images[:3], None], "label": numbers[:4]})
    pq.write_table(broken, root / "null.parquet", compression="none")


def crc32c(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data: bytes) -> bytes:
    crc = crc32c(data)
    return struct.pack("<I", (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF)


def message(number: int, body: bytes) -> bytes:
    length, head = len(body), bytes([number << 3 | 2])
    while length >= 128:
        head, length = head + bytes([length & 127 | 128]), length >> 7
    return head + bytes([length]) + body


def write_tfrecord(root: Path, found: list[tuple[str, str, bytes]]) -> None:
    """Written by hand from example.proto, as TensorFlow has hundreds of megabytes."""
    with open(root / "examples.tfrecord", "wb") as file:
        for name, stem, content in found:
            features = {
                "image/encoded": message(1, message(1, content)),
                "image/class/label": message(3, message(1, bytes([CLASSES.index(name)]))),
                "image/filename": message(1, message(1, f"{stem}.jpg".encode())),
                "image/object/bbox/xmin": message(2, message(1, struct.pack("<f", 0.5))),
            }
            entries = [message(1, message(1, key.encode()) + message(2, value)) for key, value in features.items()]
            record = message(1, b"".join(entries))
            length = struct.pack("<Q", len(record))
            file.write(length + masked(length) + record + masked(record))


def main(root: Path) -> None:
    found = samples()
    write_webdataset(root, found)
    long = "/".join(["a-folder-with-a-long-name"] * 9)
    write_tarfile(root, found, "gnu.tar", tarfile.GNU_FORMAT, long)
    write_tarfile(root, found, "pax.tar", tarfile.PAX_FORMAT, long.replace("folder", "f\u00f6lder"))
    write_tarfile(root, found, "ustar.tar", tarfile.USTAR_FORMAT, "/".join(["folder"] * 22))
    write_parquet(root, found)
    write_tfrecord(root, found)
    expected = [{"class": name, "stem": stem, "hex": content.hex()} for name, stem, content in found]
    (root / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


main(Path(sys.argv[1]))
