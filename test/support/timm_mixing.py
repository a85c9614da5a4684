"""timm's Mixup and FastCollateMixup against the Python client: `python timm_mixing.py < plans.json`.

timm is told which lambdas and boxes to use; prints a line for each difference.
"""

import json
import sys
from typing import Any

import numpy as np
import torch
from timm_package import mixup as timm

from crescendo import Mixing, soft_targets
from crescendo.torch import mix

CLASSES = 7
SMOOTHING = 0.1


def scripted(kind: Any, plan: dict[str, Any]) -> Any:
    """A mixer of timm's that draws what the plan says."""
    samples = plan["samples"]
    mixer = kind(mode=plan["mode"], label_smoothing=SMOOTHING, num_classes=CLASSES)
    drawn = samples[: 1 if plan["mode"] == "batch" else len(samples) // 2 if plan["mode"] == "pair" else len(samples)]
    cut = [sample.get("box") is not None for sample in drawn]
    # With a lambda of 1, timm would leave out a planned box; lambda is corrected below anyway.
    raw = [0.5 if boxed else sample["lambda"] for sample, boxed in zip(drawn, cut, strict=True)]
    mixer._params_per_batch = lambda: (float(raw[0]), cut[0])
    mixer._params_per_elem = lambda _size: (np.array(raw, dtype=np.float32), np.array(cut))
    boxes = iter([sample for sample, boxed in zip(drawn, cut, strict=True) if boxed])

    def box_and_lambda(*_arguments: Any, **_keywords: Any) -> tuple[tuple[int, int, int, int], float]:
        sample = next(boxes)
        box = sample["box"]
        return (box["y"], box["y"] + box["height"], box["x"], box["x"] + box["width"]), sample["lambda"]

    timm.cutmix_bbox_and_lam = box_and_lambda
    return mixer


def mixing_of(plan: dict[str, Any]) -> Mixing:
    """The plan as the client would get it."""
    samples = plan["samples"]
    boxes = [sample.get("box") for sample in samples]
    return Mixing(
        applied=False,
        partners=tuple(sample["partner"] for sample in samples),
        lambdas=tuple(sample["lambda"] for sample in samples),
        boxes=tuple(
            (box["x"], box["y"], box["width"], box["height"]) if box and box["width"] * box["height"] > 0 else None
            for box in boxes
        ),
    )


def main() -> None:
    """Compares every plan on floats and on bytes."""
    for number, plan in enumerate(json.load(sys.stdin)):
        generator = np.random.default_rng(number)
        count = len(plan["samples"])
        pixels = generator.integers(0, 256, (count, 3, *plan["size"]), dtype=np.uint8)
        labels = generator.integers(0, CLASSES, count)
        mixing = mixing_of(plan)
        targets = soft_targets(labels, mixing, CLASSES, SMOOTHING)

        floats = torch.from_numpy((pixels.astype(np.float32) - 117) / 58)
        expected, expected_targets = scripted(timm.Mixup, plan)(floats.clone(), torch.from_numpy(labels))
        if not torch.equal(mix(floats, mixing), expected):
            print(f"plan {number}: floats differ")
        if not np.array_equal(targets, expected_targets.numpy()):
            print(f"plan {number}: targets differ by {np.abs(targets - expected_targets.numpy()).max()}")

        batch = [(image.copy(), int(label)) for image, label in zip(pixels, labels, strict=True)]
        collated, _ = scripted(timm.FastCollateMixup, plan)(batch)
        if not torch.equal(mix(torch.from_numpy(pixels), mixing), collated):
            print(f"plan {number}: bytes differ")


if __name__ == "__main__":
    main()
