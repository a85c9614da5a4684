"""Writes images of many shapes, and lists Pillow's results of the evaluation transform.

`python pillow_evaluation.py FOLDER PHOTOGRAPH...`: for every image, drawn or given, the SHA-256 of the pixels that timm's
evaluation transform gives at several sizes and crop percentages, in evaluation.json.
"""

import hashlib
import json
import pathlib
import sys

import numpy as np
from PIL import Image
from pillow_cases import FILTERS, evaluated, kinds, picture

# Upright and wide, panoramas, sides that a resize leaves as they are, and sides of a few pixels.
SHAPES = (
    *((500, 375), (375, 500), (640, 427), (1024, 768), (256, 341), (341, 256), (235, 300), (300, 235)),
    *((96, 96), (160, 64), (73, 110), (224, 900), (1600, 240), (8000, 300), (300, 4000), (3, 300), (300, 4), (1, 1)),
)
KINDS = ("jpeg-2", "jpeg-grey", "png-rgb", "jpeg-0", "jpeg-cmyk", "jpeg-1", "jpeg-progressive", "png-palette")
KINDS_OF_A_SHAPE = 4
SIZES = (64, 96, 160, 224, [64, 96], [160, 90])
SETTINGS = tuple((size, crop_pct) for size in SIZES for crop_pct in (0.875, 0.95, 1.0))


def drawn(folder: pathlib.Path) -> list[pathlib.Path]:
    """Draws every shape in some of the kinds of file, so that each kind sees many shapes."""
    rng = np.random.default_rng(20261125)
    paths = []
    for number, (width, height) in enumerate(SHAPES):
        wanted = {KINDS[(number + k) % len(KINDS)] for k in range(KINDS_OF_A_SHAPE)}
        for name, image, options in kinds(picture(rng, width, height)):
            if name in wanted:
                paths.append(folder / f"{name}-{width}x{height}")
                image.save(paths[-1], **options)
    return paths


def main(folder: pathlib.Path, photographs: list[pathlib.Path]) -> None:
    """Writes the images and their list; filters take turns, so that every setting sees every filter."""
    cases = []
    for number, path in enumerate([*drawn(folder), *photographs]):
        image = Image.open(path).convert("RGB")
        results = []
        for k, (size, crop_pct) in enumerate(SETTINGS):
            kind = list(FILTERS)[(number + k) % len(FILTERS)]
            pixels = evaluated(image, size, crop_pct, FILTERS[kind])
            digest = hashlib.sha256(pixels.tobytes()).hexdigest()
            results.append({"size": size, "cropPct": crop_pct, "filter": kind, "sha256": digest})
        cases.append({"path": str(path), "results": results})
    (folder / "evaluation.json").write_text(json.dumps(cases))


main(pathlib.Path(sys.argv[1]), [pathlib.Path(path) for path in sys.argv[2:]])
