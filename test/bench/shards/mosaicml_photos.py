"""The dataset of MosaicML Streaming; worker processes import it by name."""

from __future__ import annotations

from typing import Any

import torchvision_import  # noqa: F401 (before streaming, which imports torchvision)
from pixels import pixels
from streaming import StreamingDataset


class Photos(StreamingDataset):
    """Pixels and label of a sample."""

    def __getitem__(self, index: int) -> Any:
        sample = super().__getitem__(index)
        return pixels(sample["image"]), sample["label"]
