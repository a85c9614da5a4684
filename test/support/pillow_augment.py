"""Random images and operations, and the digests of Pillow's results: `python pillow_augment.py FOLDER COUNT`.

Writes inputs.bin (RGB pixels, one image after the other) and cases.json.
"""

import hashlib
import json
import pathlib
import sys

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

FILL = (124, 116, 104)
MODES = {
    "nearest": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
}


def image_of(rng: np.random.Generator, width: int, height: int) -> Image.Image:
    """Noise, a gradient, a few levels, two levels or one colour."""
    kind = int(rng.integers(0, 5))
    if kind == 0:
        data = rng.integers(0, 256, (height, width, 3))
    elif kind == 1:
        ramp = np.linspace(0, 255, width)[None, :, None] + np.linspace(-60, 60, height)[:, None, None]
        data = np.clip(ramp + rng.normal(0, 6, (height, width, 3)), 0, 255)
    elif kind == 2:
        data = rng.choice([3, 90, 91, 200], (height, width, 3))
    elif kind == 3:
        data = rng.integers(0, 2, (height, width, 3)) * 255
    else:
        data = np.broadcast_to(rng.integers(0, 256, 3), (height, width, 3))
    return Image.fromarray(np.ascontiguousarray(data, dtype=np.uint8))


def affine(image: Image.Image, matrix: tuple, mode: str) -> Image.Image:
    """Pillow's affine transform with the usual fill."""
    return image.transform(image.size, Image.Transform.AFFINE, matrix, MODES[mode], fillcolor=FILL)


def solarize_add(image: Image.Image, addend: int) -> Image.Image:
    """As timm: adds to what is below 128."""
    return image.point([min(255, i + addend) if i < 128 else i for i in range(256)] * 3)


# Name, draw of the argument, operation.
OPERATIONS = [
    ("AutoContrast", lambda r: None, lambda i, a, m: ImageOps.autocontrast(i)),
    ("Equalize", lambda r: None, lambda i, a, m: ImageOps.equalize(i)),
    ("Invert", lambda r: None, lambda i, a, m: ImageOps.invert(i)),
    ("Posterize", lambda r: int(r.integers(0, 9)), lambda i, a, m: ImageOps.posterize(i, a)),
    ("Solarize", lambda r: int(r.integers(0, 257)), lambda i, a, m: ImageOps.solarize(i, a)),
    ("SolarizeAdd", lambda r: int(r.integers(0, 129)), lambda i, a, m: solarize_add(i, a)),
    ("Color", lambda r: r.uniform(0, 2), lambda i, a, m: ImageEnhance.Color(i).enhance(a)),
    ("Contrast", lambda r: r.uniform(0, 2), lambda i, a, m: ImageEnhance.Contrast(i).enhance(a)),
    ("Brightness", lambda r: r.uniform(0, 2), lambda i, a, m: ImageEnhance.Brightness(i).enhance(a)),
    ("Sharpness", lambda r: r.uniform(0, 2), lambda i, a, m: ImageEnhance.Sharpness(i).enhance(a)),
    ("GaussianBlur", lambda r: r.uniform(0.1, 2), lambda i, a, m: i.filter(ImageFilter.GaussianBlur(a))),
    ("Rotate", lambda r: r.uniform(-30, 30), lambda i, a, m: i.rotate(a, MODES[m], fillcolor=FILL)),
    ("ShearX", lambda r: r.uniform(-0.3, 0.3), lambda i, a, m: affine(i, (1, a, 0, 0, 1, 0), m)),
    ("ShearY", lambda r: r.uniform(-0.3, 0.3), lambda i, a, m: affine(i, (1, 0, 0, a, 1, 0), m)),
    ("TranslateXRel", lambda r: r.uniform(-0.5, 0.5), lambda i, a, m: affine(i, (1, 0, a * i.width, 0, 1, 0), m)),
    ("TranslateYRel", lambda r: r.uniform(-0.5, 0.5), lambda i, a, m: affine(i, (1, 0, 0, 0, 1, a * i.height), m)),
]
FIRST_GEOMETRIC = 11


def main(folder: pathlib.Path, count: int) -> None:
    """Writes the cases."""
    rng = np.random.default_rng(20261124)
    cases = []
    with (folder / "inputs.bin").open("wb") as inputs:
        for k in range(count):
            # Mostly small images, which consist largely of edges; occasionally one of the pipeline's size.
            width, height = (224, 224) if k % 200 == 0 else (int(v) for v in rng.integers(1, 70, 2))
            image = image_of(rng, width, height)
            number = k % len(OPERATIONS)
            name, draw, operation = OPERATIONS[number]
            argument = draw(rng)
            mode = list(MODES)[int(rng.integers(0, 3))]
            result = operation(image, argument, mode)
            inputs.write(image.tobytes())
            case = {"name": name, "width": width, "height": height}
            if argument is not None:
                case["argument"] = argument
            if number >= FIRST_GEOMETRIC:
                case["interpolation"] = mode
            cases.append({**case, "sha256": hashlib.sha256(result.tobytes()).hexdigest()})
    (folder / "cases.json").write_text(json.dumps(cases))


main(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
