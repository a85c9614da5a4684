"""What an installed timm makes of plans and configurations: `python timm_pipeline.py COMMAND INPUT OUTPUT`, all JSON.

Only single files of timm are loaded: the package as a whole wants torch and torchvision, and its augmentation does not.
"""

import hashlib
import importlib.util
import json
import pathlib
import random
import sys
from typing import Any

import numpy as np
import timm_location
from PIL import Image

FILL = (124, 116, 104)
FILTERS = {
    "nearest": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
    "box": Image.Resampling.BOX,
}
NAMES = {value: name for name, value in FILTERS.items()}
HPARAMS = {"translate_const": 100, "img_mean": FILL}


def load(name: str) -> Any:
    """Loads one file of timm as a module of its own."""
    path = timm_location.FOLDER / "data" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"timm_{name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


timm = load("auto_augment")


def execute(plan: dict[str, Any]) -> dict[str, str]:
    """Decodes, crops, resizes, flips and augments by Pillow and timm's own functions; then Pillow's Lanczos."""
    x, y, width, height = (plan["crop"][key] for key in ("x", "y", "width", "height"))
    size, kind = plan["size"], FILTERS[plan["filter"]]
    image = Image.open(plan["file"]).convert("RGB").crop((x, y, x + width, y + height)).resize((size, size), kind)
    if plan["flip"]:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    for operation in plan["operations"]:
        arguments = [operation["argument"]] if "argument" in operation else []
        resample = FILTERS[operation.get("interpolation", "bilinear")]
        image = timm.NAME_TO_OP[operation["name"]](image, *arguments, fillcolor=FILL, resample=resample)
    side = plan["bandwidth"]
    small = image if side == size else image.resize((side, side), Image.Resampling.LANCZOS)
    return {"full": digest(image), "small": digest(small)}


def digest(image: Image.Image) -> str:
    """SHA-256 of the pixels."""
    return hashlib.sha256(image.tobytes()).hexdigest()


def draw(task: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Applies timm's RandAugment to many images and records what it does to each."""
    random.seed(task["seed"])
    np.random.seed(task["seed"])
    hparams = {**HPARAMS}
    if task["interpolation"] != "random":
        hparams["interpolation"] = FILTERS[task["interpolation"]]
    augment = timm.rand_augment_transform(task["config"], hparams)
    recorded: list[dict[str, Any]] = []
    original = timm._interpolation

    def interpolation(kwargs: dict[str, Any]) -> Any:
        chosen = original(kwargs)
        recorded[-1]["interpolation"] = NAMES[chosen]
        return chosen

    timm._interpolation = interpolation
    for operation in augment.ops:
        operation.aug_fn = recorder(operation.name, operation.aug_fn, recorded)
    image = Image.new("RGB", (4, 4))
    plans = []
    for _ in range(task["count"]):
        recorded.clear()
        augment(image)
        plans.append([dict(record) for record in recorded])
    timm._interpolation = original
    return plans


def recorder(name: str, function: Any, recorded: list[dict[str, Any]]) -> Any:
    """Wraps an operation so that it notes its name and argument."""

    def call(image: Image.Image, *arguments: Any, **kwargs: Any) -> Image.Image:
        recorded.append({"name": name, **({"argument": arguments[0]} if arguments else {})})
        result: Image.Image = function(image, *arguments, **kwargs)
        return result

    return call


def parse(config: str) -> dict[str, Any]:
    """How timm reads a configuration; the error's name if it does not."""
    try:
        augment = timm.rand_augment_transform(config, {**HPARAMS})
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


COMMANDS = {"execute": execute, "draw": draw, "parse": parse}

if __name__ == "__main__":
    items = json.loads(pathlib.Path(sys.argv[2]).read_text())
    results = [COMMANDS[sys.argv[1]](item) for item in items]
    pathlib.Path(sys.argv[3]).write_text(json.dumps(results))
