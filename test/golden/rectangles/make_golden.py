"""Vectors of timm's transforms with a rectangular img_size: `python make_golden.py`.

Needs the installed timm and Pillow. The inputs are those of ../pillow. Writes cases.json: what timm's training transform
drew for an input, with digests of its result and of Pillow's Lanczos resize of that to the size of a stage; and digests
of timm's evaluation transform.
"""

import hashlib
import json
import pathlib
import sys
from typing import Any

import numpy as np
from PIL import Image

FOLDER = pathlib.Path(__file__).parent
PILLOW = FOLDER.parent / "pillow"
sys.path.insert(0, str(FOLDER.parent.parent / "support"))

from timm_draws import Recorder, transform_of  # noqa: E402
from timm_package import create_transform  # noqa: E402

# Height and width of the base size and of a stage.
SIZES = (([48, 80], [24, 40]), ([90, 54], [40, 24]))
INPUTS = ("fractal", "shapes", "grad")
CONFIGS = ("rand-m9-n4-p1", "rand-m6-n3-t3a-p1", "rand-m9-mstd0.5-inc1")


def digest(image: Image.Image) -> str:
    """SHA-256 of the pixels."""
    return hashlib.sha256(image.tobytes()).hexdigest()


def main() -> None:
    """Writes the cases."""
    inputs = json.loads((PILLOW / "index.json").read_text())["inputs"]
    training: list[dict[str, Any]] = []
    evaluation: list[dict[str, Any]] = []
    recorder = Recorder(pixels=True)
    for seed, name in enumerate(INPUTS):
        place = inputs[name]
        pixels = np.frombuffer((PILLOW / place["file"]).read_bytes(), np.uint8)
        image = Image.fromarray(pixels.reshape(place["h"], place["w"], 3))
        for k, (base, stage) in enumerate(SIZES):
            task = {
                **{"seed": seed, "baseSize": base, "scale": [0.3, 1], "ratio": [0.75, 4 / 3], "horizontalFlip": 0.5},
                **{"colorJitter": 0.4, "randaugment": CONFIGS[(seed + k) % 3], "interpolation": "bicubic"},
                **{"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]},
            }
            transform = transform_of(task)
            for _ in range(4):
                plan, tensor = recorder.run(transform, image)
                whole = Image.fromarray(tensor.permute(1, 2, 0).contiguous().numpy())
                small = whole.resize((stage[1], stage[0]), Image.Resampling.LANCZOS)
                sizes = {"input": name, "size": base, "bandwidth": stage}
                training.append({**sizes, **plan, "full": digest(whole), "small": digest(small)})
            for crop_pct in (0.875, 1.0):
                evaluate = create_transform(base, crop_pct=crop_pct, interpolation="bilinear", normalize=False)
                shown = Image.fromarray(evaluate(image).permute(1, 2, 0).contiguous().numpy())
                evaluation.append({"input": name, "size": base, "cropPct": crop_pct, "sha256": digest(shown)})
    text = json.dumps({"training": training, "evaluation": evaluation}, indent=1)
    (FOLDER / "cases.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
