"""A run with a rectangular base size, as the Python client reads it: `python rectangles.py ADDRESS FOLDER`.

The images of run `rect` are made again by Pillow: whole photographs without augmentation, resized to the base size and
by Lanczos to the size of the stage. Prints a line of JSON with what both clients must agree on.
"""

import hashlib
import json
import pathlib
import sys

import numpy as np
from PIL import Image

from crescendo import Loader, ValidationLoader
from crescendo.torch import CrescendoDataset

address, folder = sys.argv[1], pathlib.Path(sys.argv[2])


def expected(key: str, base: tuple[int, int], size: tuple[int, int]) -> np.ndarray:
    """Pillow's pixels of a photograph that is neither cropped nor augmented."""
    image = Image.open(folder / key).convert("RGB").resize((base[1], base[0]), Image.Resampling.BICUBIC)
    return np.asarray(image if size == base else image.resize((size[1], size[0]), Image.Resampling.LANCZOS))


sizes, digest = [], hashlib.sha256()
with Loader(address, "rect", start="beginning") as loader:
    base = loader.run.spec.base_size
    for batch in loader:
        assert batch.images.shape[1:3] == batch.size == loader.run.stages[batch.stage].size, batch.images.shape
        assert batch.bandwidth == min(batch.size)
        for key, image in zip(batch.keys, batch.images, strict=True):
            np.testing.assert_array_equal(image, expected(key, base, batch.size))
        digest.update(batch.images.tobytes())
        sizes.append(batch.size)

crops = []
server = CrescendoDataset(address, "spectral", start="beginning", output="uint8")
client = CrescendoDataset(address, "cropped", start="beginning", output="uint8")
for (a, _, info), (b, _, other) in zip(server, client, strict=True):
    assert info.size == other.size == tuple(a.shape[2:]) == tuple(b.shape[2:])
    crops.append(int((a.int() - b.int()).abs().max()))

with ValidationLoader(address, "rect", size=48) as loader:
    validation = [batch.images.shape[1:3] for batch in loader]

print(json.dumps({"sizes": sizes, "sha256": digest.hexdigest(), "crops": max(crops), "validation": validation}))
