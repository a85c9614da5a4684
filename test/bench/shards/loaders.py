"""The loaders of shards that people use, each with the shuffle that its documentation shows.

Each is a function ``(reading, skip) -> Iterator`` of NumPy arrays (batch, 224, 224, 3) of bytes, over and over.
``skip`` is the number of samples after which it resumes, by the loader's own means where it has any. The modules of
``../peers`` must be on the path.
"""

from __future__ import annotations

import itertools
import pathlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from pixels import pixels

SHUFFLE_BUFFER = 1000


@dataclass(frozen=True)
class Reading:
    """What is read.

    Attributes:
        shards: Folder of the shards of all kinds.
        samples: Samples in each kind.
        batch: Images of a batch.
        workers: Worker processes.
        address: Of a Crescendo server that has the shards; only for that loader.
        run: Name of its run.
    """

    shards: pathlib.Path
    samples: int
    batch: int
    workers: int
    address: str = ""
    run: str = ""


def arrays(batches: Any) -> Iterator[Any]:
    """The images of batches as NumPy arrays."""
    for batch in batches:
        images = batch["image"] if isinstance(batch, dict) else batch[0]
        yield images.numpy()


def webdataset(reading: Reading, skip: int) -> Iterator[Any]:
    """It has no state to resume from: samples are read and dropped, before they are decoded."""
    import webdataset as wds
    from torch.utils.data import DataLoader

    urls = sorted(str(path) for path in (reading.shards / "tar").glob("*.tar"))
    if reading.workers > len(urls):
        raise ValueError(f"{reading.workers} workers need as many shards; there are {len(urls)}")
    shards = wds.WebDataset(urls, shardshuffle=len(urls), nodesplitter=wds.split_by_node, seed=0)
    each = skip // reading.workers
    pipeline = wds.DataPipeline(
        lambda: itertools.islice(itertools.chain.from_iterable(iter(shards) for _ in itertools.count()), each, None),
        wds.shuffle(SHUFFLE_BUFFER),
        wds.to_tuple("jpg", "cls"),
        wds.map_tuple(pixels, int),
    )
    loader = DataLoader(pipeline, batch_size=reading.batch, num_workers=reading.workers)
    return arrays(loader)


def datasets(reading: Reading, skip: int) -> Iterator[Any]:
    """Streams Parquet. Resuming skips examples; with a state it would do the same from the beginning of a shard."""
    from datasets import Image, load_dataset
    from torch.utils.data import DataLoader

    files = sorted(str(path) for path in (reading.shards / "parquet").glob("*.parquet"))
    streamed = load_dataset("parquet", data_files=files, split="train", streaming=True)
    passes = streamed.cast_column("image", Image(decode=False)).repeat(None)
    kept = passes.skip(skip) if skip > 0 else passes
    shuffled = kept.shuffle(seed=0, buffer_size=SHUFFLE_BUFFER)
    loader = DataLoader(
        shuffled,
        batch_size=reading.batch,
        num_workers=reading.workers,
        collate_fn=decoded,
    )
    return arrays(loader)


def decoded(examples: list[dict[str, Any]]) -> dict[str, Any]:
    """A batch of pixels. ``map`` would turn them into lists of Python's integers."""
    import torch

    return {"image": torch.from_numpy(np.stack([pixels(example["image"]["bytes"]) for example in examples]))}


def mosaicml(reading: Reading, skip: int) -> Iterator[Any]:
    """Its state is the epoch and the position in it."""
    import mosaicml_photos
    from streaming import StreamingDataLoader
    from streaming.base.util import clean_stale_shared_memory

    clean_stale_shared_memory()

    data = mosaicml_photos.Photos(local=str(reading.shards / "mds"), shuffle=True, batch_size=reading.batch)
    if skip > 0:
        state = data.state_dict(0, True)
        state |= {"epoch": skip // reading.samples, "sample_in_epoch": skip % reading.samples}
        data.load_state_dict(state)
    loader = StreamingDataLoader(data, batch_size=reading.batch, num_workers=reading.workers, drop_last=True)
    return itertools.chain.from_iterable(arrays(loader) for _ in itertools.count())


def crescendo(reading: Reading, skip: int) -> Iterator[Any]:
    """A running server and the Python client; its state is the step."""
    from crescendo import Loader

    spec = {
        "dataset": "train",
        "global_batch": reading.batch,
        "budget": {"steps": 100_000},
        "schedule": [{"until": 1, "bandwidth": 224}],
        "randaugment": "none",
    }
    with Loader(reading.address, reading.run, spec=spec, start="beginning") as loader:
        if skip > 0:
            loader.load_state_dict({**loader.state_dict(), "next_step": skip // reading.batch})
        for batch in loader:
            yield batch.images


LOADERS: dict[str, Callable[[Reading, int], Iterator[Any]]] = {
    "webdataset": webdataset,
    "datasets": datasets,
    "mosaicml": mosaicml,
    "crescendo": crescendo,
}
