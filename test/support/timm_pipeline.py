"""The results of an installed timm for plans, levels and strings: `python timm_pipeline.py COMMAND INPUT OUTPUT`
(JSON).
"""

import hashlib
import json
import pathlib
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image
from timm_package import FILTERS, RepeatAugSampler, auto_augment

FILL = (124, 116, 104)
HPARAMS = {"translate_const": 100, "img_mean": FILL}


def pillow_size(size: int | list[int]) -> tuple[int, int]:
    """Width and height of a size, which is a side or height and width."""
    height, width = (size, size) if isinstance(size, int) else size
    return width, height


def cropped(plan: dict[str, Any]) -> Image.Image:
    """Decodes, crops, resizes and flips by Pillow."""
    x, y, width, height = (plan["crop"][key] for key in ("x", "y", "width", "height"))
    kind = FILTERS[plan["filter"]]
    image = Image.open(plan["file"]).convert("RGB").crop((x, y, x + width, y + height))
    image = image.resize(pillow_size(plan["size"]), kind)
    if plan["flip"]:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return image.transpose(Image.Transpose.FLIP_TOP_BOTTOM) if plan.get("flipVertical") else image


def applied(image: Image.Image, operation: dict[str, Any], arguments: tuple[float, ...]) -> Image.Image:
    """timm's operation with its final argument."""
    resample = FILTERS[operation.get("interpolation", "bilinear")]
    function = auto_augment.NAME_TO_OP[operation["name"]]
    result: Image.Image = function(image, *arguments, fillcolor=FILL, resample=resample)
    return result


def execute(plan: dict[str, Any]) -> dict[str, str]:
    """A whole plan with Crescendo's arguments, by Pillow and timm's own functions; then Pillow's Lanczos."""
    image = cropped(plan)
    for operation in plan["operations"]:
        image = applied(image, operation, (operation["argument"],) if "argument" in operation else ())
    whole = plan["bandwidth"] == plan["size"]
    small = image if whole else image.resize(pillow_size(plan["bandwidth"]), Image.Resampling.LANCZOS)
    return {"full": digest(image), "small": digest(small)}


def level(plan: dict[str, Any]) -> dict[str, Any]:
    """One operation at a level, with timm's argument; the outcome of its sign draw is given."""
    operation = plan["operations"][0]
    auto_augment._randomly_negate = lambda value: -value if operation["negate"] else value
    function = auto_augment.LEVEL_TO_ARG[operation["name"]]
    arguments = () if function is None else function(operation["level"], HPARAMS)
    image = applied(cropped(plan), operation, arguments)
    return {"argument": arguments[0] if arguments else None, "sha256": digest(image)}


def digest(image: Image.Image) -> str:
    """SHA-256 of the pixels."""
    return hashlib.sha256(image.tobytes()).hexdigest()


def parse(config: str) -> dict[str, Any]:
    """How timm reads a configuration, as its create_transform does; the error's name if it does not."""
    try:
        if config.startswith("augmix"):
            return parse_augmix(config)
        if not config.startswith("rand"):
            return parse_policy(config)
        augment = auto_augment.rand_augment_transform(config, {**HPARAMS})
        first = augment.ops[0]
        if augment.choice_weights is not None and np.count_nonzero(augment.choice_weights) < augment.num_layers:
            return {"error": "more operations than have a weight, found at the first image"}
        return {
            "operations": [operation.name for operation in augment.ops],
            "weights": None if augment.choice_weights is None else [float(w) for w in augment.choice_weights],
            "count": augment.num_layers,
            "probability": first.prob,
            "magnitude": first.magnitude,
            "std": "inf" if first.magnitude_std == float("inf") else first.magnitude_std,
            "max": first.magnitude_max or None,
        }
    except (AssertionError, ValueError, KeyError) as error:
        return {"error": type(error).__name__}


def parse_augmix(config: str) -> dict[str, Any]:
    """AugMix. Fails where timm does at the first image."""
    augment = auto_augment.augment_and_mix_transform(config, {**HPARAMS})
    np.random.dirichlet([augment.alpha] * augment.width)
    first = augment.ops[0]
    return {
        "operations": [operation.name for operation in augment.ops],
        "magnitude": first.magnitude,
        "std": "inf" if first.magnitude_std == float("inf") else first.magnitude_std,
        "width": augment.width,
        "depth": max(0, augment.depth),
        "alpha": augment.alpha,
        "blended": augment.blended,
    }


def parse_policy(config: str) -> dict[str, Any]:
    """AutoAugment."""
    policy = auto_augment.auto_augment_transform(config, {**HPARAMS}).policy
    return {
        "policy": [[[operation.name, operation.prob, operation.magnitude] for operation in part] for part in policy],
        "std": policy[0][0].magnitude_std,
    }


def repeats(task: dict[str, int]) -> dict[str, Any]:
    """The first samples of an epoch of timm's RepeatAugSampler, rank by rank."""
    ranks = task["ranks"]
    samplers = [
        RepeatAugSampler(range(task["samples"]), ranks, rank, num_repeats=task["repeats"]) for rank in range(ranks)
    ]
    return {"ranks": [list(sampler) for sampler in samplers]}


COMMANDS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "execute": execute,
    "level": level,
    "parse": parse,
    "repeats": repeats,
}

if __name__ == "__main__":
    items = json.loads(pathlib.Path(sys.argv[2]).read_text())
    results = [COMMANDS[sys.argv[1]](item) for item in items]
    pathlib.Path(sys.argv[3]).write_text(json.dumps(results))
