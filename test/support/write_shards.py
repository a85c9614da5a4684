"""Writes an image folder as shards, by WebDataset's, Hugging Face's and pyarrow's own writers, with the samples in its order.

    python write_shards.py FOLDER OUT [SAMPLES]      (a folder of class folders; OUT must exist; samples of a tar)
"""

import sys
from pathlib import Path

import datasets
import pyarrow as pa
import pyarrow.parquet as pq
import webdataset

root, out = Path(sys.argv[1]), Path(sys.argv[2])
classes = sorted(path.name for path in root.iterdir())
files = [path for name in classes for path in sorted((root / name).iterdir())]
half = (len(files) + 1) // 2
per_tar = int(sys.argv[3]) if len(sys.argv) > 3 else 7

with webdataset.ShardWriter(str(out / "train-%04d.tar"), maxcount=per_tar, verbose=0) as writer:
    for path in files:
        key = str(path.relative_to(root).with_suffix(""))
        writer.write({"__key__": key, path.suffix[1:]: path.read_bytes(), "cls": path.parent.name})

datasets.disable_progress_bars()
features = datasets.Features({"image": datasets.Image(), "label": datasets.ClassLabel(names=classes)})
for part, some in enumerate((files[:half], files[half:])):
    images = [{"bytes": path.read_bytes(), "path": path.name} for path in some]
    labels = [classes.index(path.parent.name) for path in some]
    table = datasets.Dataset.from_dict({"image": images, "label": labels}, features=features)
    table.to_parquet(str(out / f"train-{part:05d}-of-00002.parquet"))

columns = {
    "image": [{"bytes": path.read_bytes(), "path": path.name} for path in files],
    "label": [path.parent.name for path in files],
}
pq.write_table(pa.table(columns), out / "snappy.parquet", row_group_size=10)
