"""Vectors of AugMix: `python make_golden.py`.

Needs the installed timm and Pillow. The inputs are the largest squares at the top left of those of ../pillow, because
timm's usual order fails on other images. Writes cases.json: what timm drew, and digests of what it made of an input.
"""

import hashlib
import json
import pathlib
import random
import sys

import numpy as np
from PIL import Image

FOLDER = pathlib.Path(__file__).parent
PILLOW = FOLDER.parent / "pillow"
sys.path.insert(0, str(FOLDER.parent.parent / "support"))

from timm_draws import Recorder  # noqa: E402
from timm_package import auto_augment  # noqa: E402

CONFIGS = ("augmix-m3-w3", "augmix-m9-w4-d2", "augmix-m10-w1-d1-mstd0", "augmix-m5-w3-b1", "augmix-m9-w2-d3-a0.3-b1")
HPARAMS = {"translate_const": 100, "img_mean": (124, 116, 104), "translate_pct": 0.3}


def main() -> None:
    """Writes the cases."""
    recorder = Recorder(pixels=True)
    inputs = json.loads((PILLOW / "index.json").read_text())["inputs"]
    cases = []
    for seed, config in enumerate(CONFIGS):
        random.seed(seed)
        np.random.seed(seed)
        augment = auto_augment.augment_and_mix_transform(config, {**HPARAMS})
        for name, place in inputs.items():
            pixels = np.frombuffer((PILLOW / place["file"]).read_bytes(), np.uint8).reshape(place["h"], place["w"], 3)
            side = min(place["h"], place["w"])
            image = Image.fromarray(np.ascontiguousarray(pixels[:side, :side]))
            plan, result = recorder.run(augment, image)
            sha256 = hashlib.sha256(result.tobytes()).hexdigest()
            cases.append({"config": config, "input": name, **plan["augmix"], "sha256": sha256})
    (FOLDER / "cases.json").write_text(json.dumps(cases, indent=1) + "\n")


if __name__ == "__main__":
    main()
