"""Vectors of create_transform's operations that RandAugment does not have: `python make_golden.py`.

Needs the installed torchvision and Pillow. The inputs are those of ../pillow. Writes cases.json: digests of what
torchvision makes of an input; blur.json and blur.bin: the pixels themselves, since torch promises no order of sums.
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

from timm_package import functional  # noqa: E402

# Operation, and its arguments.
CASES: dict[str, list[float | None]] = {
    "Grayscale": [None],
    "Hue": [-0.5, -0.1234, -0.003, 0.0, 0.004, 0.1, 0.37, 0.5],
}
SIGMAS = (0.1, 0.5, 1.3, 2.0)
OPERATIONS: dict[str, Any] = {
    "Grayscale": lambda image, _: functional.rgb_to_grayscale(image, 3),
    "Hue": lambda image, factor: functional.adjust_hue(image, factor),
}


def main() -> None:
    """Writes the cases."""
    inputs = json.loads((PILLOW / "index.json").read_text())["inputs"]
    cases = []
    for name, place in inputs.items():
        pixels = np.frombuffer((PILLOW / place["file"]).read_bytes(), np.uint8)
        image = Image.fromarray(pixels.reshape(place["h"], place["w"], 3))
        for operation, arguments in CASES.items():
            for argument in arguments:
                made = OPERATIONS[operation](image, argument).tobytes()
                case = {"input": name, "name": operation, "sha256": hashlib.sha256(made).hexdigest()}
                cases.append(case if argument is None else {**case, "argument": argument})
    blur, blurred = [], bytearray()
    for name in ("grad", "shapes", "fractal"):
        place = inputs[name]
        pixels = np.frombuffer((PILLOW / place["file"]).read_bytes(), np.uint8)
        image = Image.fromarray(pixels.reshape(place["h"], place["w"], 3))
        for sigma in SIGMAS:
            blur.append({"input": name, "name": "GaussianBlur23", "argument": sigma})
            blurred += functional.gaussian_blur(image, [23, 23], [sigma, sigma]).tobytes()
    (FOLDER / "blur.json").write_text(json.dumps(blur, indent=1) + "\n")
    (FOLDER / "blur.bin").write_bytes(blurred)
    (FOLDER / "cases.json").write_text(json.dumps(cases, indent=1) + "\n")


if __name__ == "__main__":
    main()
