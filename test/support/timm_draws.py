"""Records what timm's own training transform draws, and its results for photographs: `python timm_draws.py COMMAND
INPUT OUTPUT`.

Input and output are JSON. Plans have Crescendo's form: crop, filter, flip, operations with their final arguments.
"""

import base64
import hashlib
import json
import pathlib
import random
import sys
from collections.abc import Callable
from typing import Any
from unittest import mock

import numpy as np
import torch
from PIL import Image, ImageFilter
from timm_package import FILTERS, auto_augment, create_transform, functional

Plan = dict[str, Any]

NAMES = {value: name for name, value in FILTERS.items()}
# Beginnings of the names of operations that choose an interpolation.
GEOMETRIC = ("Rotate", "Shear", "Translate")
GAUSSIAN_BLUR = ImageFilter.GaussianBlur
RANDOM_BLUR = auto_augment.NAME_TO_OP["GaussianBlurRand"]
CHOICE = np.random.choice
ONE_PIXEL = Image.new("RGB", (1, 1), (90, 120, 200))


class Recorder:
    """Wraps the functions that timm and torchvision call with the drawn values, and records their arguments."""

    def __init__(self, *, pixels: bool) -> None:
        """Records the transforms that are created from now on.

        Args:
            pixels: False to crop a single pixel, whatever is drawn, and to apply only operations that draw while they
                are applied: this makes plans cheap.
        """
        self.plan: Plan = {}
        self.pixels = pixels
        self._crop()
        self._interpolation()
        functional.hflip = self._noting(functional.hflip, lambda: self.plan.update(flip=True))
        functional.vflip = self._noting(functional.vflip, lambda: self.plan.update(flipVertical=True))
        for name, jitter in (("brightness", "Brightness"), ("contrast", "Contrast"), ("saturation", "Color"), ("hue", "Hue")):
            adjust = f"adjust_{name}"
            setattr(functional, adjust, self._operation(jitter, getattr(functional, adjust)))
        functional.gaussian_blur = self._blur(functional.gaussian_blur)
        functional.rgb_to_grayscale = self._operation("Grayscale", functional.rgb_to_grayscale, arguments=0)
        for name, function in list(auto_augment.NAME_TO_OP.items()):
            auto_augment.NAME_TO_OP[name] = self._operation(name, function)
        auto_augment.NAME_TO_OP["GaussianBlurRand"] = self._random_blur
        for kind in ("basic", "blended"):
            method = f"_apply_{kind}"
            setattr(auto_augment.AugMixAugment, method, self._augmix(getattr(auto_augment.AugMixAugment, method)))

    def run(self, transform: Callable[[Image.Image], Any], image: Image.Image) -> tuple[Plan, Any]:
        """Transforms an image; returns what was drawn for it, and the result."""
        self.plan = {"flip": False, "operations": []}
        result = transform(image)
        return self.plan, result

    @staticmethod
    def _noting(function: Callable[..., Any], note: Callable[..., None]) -> Callable[..., Any]:
        def call(image: Image.Image, *arguments: Any, **keywords: Any) -> Any:
            note(*arguments)
            return function(image, *arguments, **keywords)

        return call

    def _operation(self, name: str, function: Callable[..., Any], arguments: int = 1) -> Callable[..., Any]:
        def note(*given: float) -> None:
            argument = {"argument": given[0]} if given and arguments else {}
            self.plan["operations"].append({"name": name, **argument})

        applied = self.pixels or name.startswith(GEOMETRIC)
        return self._noting(function if applied else lambda image, *_arguments, **_keywords: image, note)

    def _blur(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def note(size: list[int], sigma: list[float]) -> None:
            self.plan["operations"].append({"name": f"GaussianBlur{size[0]}", "argument": sigma[0]})

        return self._noting(function if self.pixels else lambda image, *_arguments: image, note)

    def _random_blur(self, image: Image.Image, factor: float, **keywords: Any) -> Any:
        """timm's blur that draws its radius while it is applied."""
        self.plan["operations"].append({"name": "GaussianBlurRand"})

        def gaussian_blur(radius: float) -> Any:
            self.plan["operations"][-1]["argument"] = radius
            return GAUSSIAN_BLUR(radius)

        with mock.patch.object(ImageFilter, "GaussianBlur", gaussian_blur):
            return RANDOM_BLUR(image, factor, **keywords)

    def _augmix(self, apply: Callable[..., Any]) -> Callable[..., Any]:
        """Records the chains and weights of AugMix; timm chooses the operations of a chain by one call."""

        def recorded(augment: Any, image: Image.Image, weights: Any, share: Any) -> Any:
            chains: list[list[Plan]] = []

            def choice(*arguments: Any, **keywords: Any) -> Any:
                chains.append([])
                self.plan["operations"] = chains[-1]
                return CHOICE(*arguments, **keywords)

            with mock.patch.object(np.random, "choice", choice):
                result = apply(augment, image, weights, share)
            used = augment._calc_blended_weights(weights, share) if augment.blended else weights
            pairs = zip(used, chains, strict=True)
            mixed = {"chains": [{"weight": float(weight), "operations": chain} for weight, chain in pairs]}
            self.plan.update(operations=[], augmix=mixed if augment.blended else {**mixed, "blend": float(share)})
            return result

        return recorded

    def _crop(self) -> None:
        original = functional.resized_crop

        def resized_crop(image: Image.Image, top: int, left: int, height: int, width: int, size: Any, mode: Any) -> Any:
            crop = {"x": left, "y": top, "width": width, "height": height}
            self.plan.update(crop=crop, filter=mode.value)
            return original(image, top, left, height, width, size, mode) if self.pixels else ONE_PIXEL

        functional.resized_crop = resized_crop

    def _interpolation(self) -> None:
        original = auto_augment._interpolation

        def interpolation(keywords: dict[str, Any]) -> Any:
            chosen = original(keywords)
            self.plan["operations"][-1]["interpolation"] = NAMES[chosen]
            return chosen

        auto_augment._interpolation = interpolation


def transform_of(task: dict[str, Any]) -> Any:
    """timm's transform for training, up to bytes."""
    random.seed(task["seed"])
    np.random.seed(task["seed"])
    torch.manual_seed(task["seed"])
    return create_transform(
        task.get("baseSize", 224),
        is_training=True,
        scale=task["scale"],
        ratio=task["ratio"],
        hflip=task["horizontalFlip"],
        vflip=task.get("verticalFlip", 0.0),
        color_jitter=task["colorJitter"],
        auto_augment=task.get("randaugment"),
        grayscale_prob=task.get("grayscale", 0.0),
        gaussian_blur_prob=task.get("gaussianBlur", 0.0),
        interpolation=task["interpolation"],
        mean=task["mean"],
        std=task["std"],
        normalize=False,
    )


def draw(tasks: list[dict[str, Any]]) -> list[list[Plan]]:
    """Only plans, `count` for each task, for images of its size."""
    recorder = Recorder(pixels=False)
    drawn = []
    for task in tasks:
        transform = transform_of(task)
        # The last step draws nothing: it makes a tensor.
        transform.transforms.pop()
        image = Image.new("RGB", (task["width"], task["height"]))
        drawn.append([recorder.run(transform, image)[0] for _ in range(task["count"])])
    return drawn


def transform(tasks: list[dict[str, Any]]) -> list[list[Plan]]:
    """Plans for the photographs of each task, with the digest of the image that each one ends in; blurred ones whole."""
    recorder = Recorder(pixels=True)
    done = []
    for task in tasks:
        whole = transform_of(task)
        plans = []
        for file in task["files"]:
            plan, tensor = recorder.run(whole, Image.open(file).convert("RGB"))
            pixels = tensor.permute(1, 2, 0).contiguous().numpy()
            made = {**plan, "sha256": hashlib.sha256(pixels.tobytes()).hexdigest()}
            plans.append({**made, "pixels": base64.b64encode(pixels).decode()} if task.get("gaussianBlur") else made)
        done.append(plans)
    return done


if __name__ == "__main__":
    command = {"draw": draw, "transform": transform}[sys.argv[1]]
    results = command(json.loads(pathlib.Path(sys.argv[2]).read_text()))
    pathlib.Path(sys.argv[3]).write_text(json.dumps(results))
