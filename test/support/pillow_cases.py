"""Writes images of many kinds, and Pillow's results for them: `python pillow_cases.py FOLDER`.

For every case one file, its pixels after convert("RGB"), and the pixels of a crop resized with one of the filters.
"""

import json
import math
import pathlib
import sys

import numpy as np
from PIL import Image

EVALUATIONS = ((224, 0.875), (96, 0.875), (160, 0.95), (64, 1.0), (45 * 2, 0.7))
FILTERS = {
    "bicubic": Image.Resampling.BICUBIC,
    "bilinear": Image.Resampling.BILINEAR,
    "lanczos": Image.Resampling.LANCZOS,
    "box": Image.Resampling.BOX,
}


def picture(rng: np.random.Generator, width: int, height: int) -> Image.Image:
    """Noise at several scales with an edge."""
    total = np.zeros((height, width, 3))
    for cell in (32, 8, 2, 1):
        coarse = rng.integers(0, 256, (height // cell + 2, width // cell + 2, 3), dtype=np.uint8)
        size = (coarse.shape[1] * cell, coarse.shape[0] * cell)
        fine = Image.fromarray(coarse).resize(size, Image.Resampling.BILINEAR)
        total += np.asarray(fine, dtype=np.float64)[:height, :width] * cell
    total /= 43
    total[:, width // 2 :] += 40
    return Image.fromarray(np.clip(total, 0, 255).astype(np.uint8))


def kinds(image: Image.Image) -> list[tuple[str, Image.Image, dict]]:
    """Name, image in its mode, and options of `save`."""
    grey16 = Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 3)
    rgba = image.copy()
    rgba.putalpha(image.convert("L"))
    palette = image.quantize(50)
    return [
        *[(f"jpeg-{s}", image, {"format": "JPEG", "quality": 91, "subsampling": s}) for s in (0, 1, 2)],
        ("jpeg-progressive", image, {"format": "JPEG", "quality": 80, "progressive": True}),
        ("jpeg-optimised", image, {"format": "JPEG", "quality": 97, "optimize": True, "restart_marker_rows": 1}),
        ("jpeg-grey", image.convert("L"), {"format": "JPEG", "quality": 90}),
        ("jpeg-cmyk", image.convert("CMYK"), {"format": "JPEG", "quality": 95}),
        ("png-rgb", image, {"format": "PNG"}),
        ("png-rgba", rgba, {"format": "PNG"}),
        ("png-grey", image.convert("L"), {"format": "PNG"}),
        ("png-grey-alpha", rgba.convert("LA"), {"format": "PNG"}),
        ("png-bits", image.convert("1"), {"format": "PNG"}),
        ("png-palette", palette, {"format": "PNG"}),
        ("png-transparent", palette, {"format": "PNG", "transparency": 3}),
        ("png-grey16", grey16, {"format": "PNG"}),
        ("gif", palette, {"format": "GIF"}),
        ("webp-lossy", image, {"format": "WEBP", "quality": 80}),
        ("webp-lossless", rgba, {"format": "WEBP", "lossless": True}),
        ("tiff", image, {"format": "TIFF", "compression": "tiff_lzw"}),
    ]


def evaluated(image: Image.Image, size: int | list[int], crop_pct: float, kind: Image.Resampling) -> Image.Image:
    """What torchvision's Resize and CenterCrop do with timm's arguments, on a Pillow image.

    Of a rectangle, height and width, timm's ResizeKeepRatio instead of Resize.
    """
    width, height = image.size
    if isinstance(size, int):
        rows = columns = size
        short = math.floor(size / crop_pct)
        if min(width, height) != short:
            long = int(short * max(width, height) / min(width, height))
            image = image.resize((short, long) if width <= height else (long, short), kind)
    else:
        rows, columns = size
        ratio = min(height / math.floor(rows / crop_pct), width / math.floor(columns / crop_pct))
        image = image.resize((round(width / ratio), round(height / ratio)), kind)
    left, top = round((image.width - columns) / 2.0), round((image.height - rows) / 2.0)
    return image.crop((left, top, left + columns, top + rows))


def main(folder: pathlib.Path) -> None:
    """Writes the cases and their list, cases.json."""
    rng = np.random.default_rng(20261124)
    cases = []
    for width, height in ((67, 45), (250, 180), (1, 1), (33, 1), (500, 375)):
        for name, image, options in kinds(picture(rng, width, height)):
            case = f"{name}-{width}x{height}"
            image.save(folder / case, **options)
            rgb = Image.open(folder / case).convert("RGB")
            (folder / f"{case}.rgb").write_bytes(rgb.tobytes())
            crop_width, crop_height = int(rng.integers(1, width + 1)), int(rng.integers(1, height + 1))
            x, y = int(rng.integers(0, width - crop_width + 1)), int(rng.integers(0, height - crop_height + 1))
            kind = list(FILTERS)[len(cases) % len(FILTERS)]
            resized = rgb.crop((x, y, x + crop_width, y + crop_height)).resize((224, 224), FILTERS[kind])
            (folder / f"{case}.resized").write_bytes(resized.tobytes())
            small = resized.resize((96, 96), Image.Resampling.LANCZOS)
            (folder / f"{case}.lanczos").write_bytes(small.tobytes())
            box = {"x": x, "y": y, "width": crop_width, "height": crop_height}
            size, crop_pct = EVALUATIONS[len(cases) % len(EVALUATIONS)]
            (folder / f"{case}.evaluated").write_bytes(evaluated(rgb, size, crop_pct, FILTERS[kind]).tobytes())
            cases.append(
                {"file": case, "width": width, "height": height, "crop": box, "filter": kind}
                | {"evaluation": {"size": size, "cropPct": crop_pct}}
            )
    (folder / "cases.json").write_text(json.dumps(cases))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
