"""Conversion of a received batch to the batch that a loader returns."""

from __future__ import annotations

import numpy as np

from crescendo._sizes import size_of
from crescendo._stream import Received
from crescendo.batch import NO_LABEL, Batch
from crescendo.mixing import Mixing


def batch_of(received: Received, *, stage_changed: bool) -> Batch:
    """Returns the batch. Its images are a view (N, H, W, 3) of the memory into which it was received."""
    header = received.header
    tensors = {tensor.name: tensor.view(received.buffer) for tensor in received.tensors}
    labels = np.array(header.labels, dtype=np.int64)
    valid = np.ones(len(labels), dtype=np.bool_)
    valid[list(header.invalid)] = False
    labels[~valid] = NO_LABEL
    return Batch(
        images=tensors["images"],
        tensors=tensors,
        labels=labels,
        valid=valid,
        step=header.step,
        epoch=header.epoch,
        stage=header.stage,
        stage_changed=stage_changed,
        bandwidth=header.bandwidth,
        size=size_of(header),
        magnitude=header.magnitude if header.HasField("magnitude") else None,
        budget_start=header.budget_start,
        budget_end=header.budget_end,
        suggested_accumulation=header.suggested_accumulation,
        keys=tuple(header.keys),
        datasets=tuple(header.datasets) or None,
        rank_offset=header.rank_offset,
        replaced=header.replaced,
        schedule_token=header.schedule_token,
        mixing=Mixing.from_message(header.mixing) if header.HasField("mixing") else None,
    )
