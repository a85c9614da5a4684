"""The installed timm, torchvision's `functional` under it, and Pillow's filters by name."""

import importlib
from typing import Any

import torchvision_repair as torchvision_repair
from PIL import Image

FILTERS = {
    "nearest": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
    "box": Image.Resampling.BOX,
}

functional: Any = importlib.import_module("torchvision.transforms.functional")
auto_augment: Any = importlib.import_module("timm.data.auto_augment")
mixup: Any = importlib.import_module("timm.data.mixup")
RepeatAugSampler: Any = importlib.import_module("timm.data.distributed_sampler").RepeatAugSampler
create_transform: Any = importlib.import_module("timm.data").create_transform
