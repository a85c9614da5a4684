"""RandAugment of the TensorFlow Model Garden, without the dependencies of the rest of that package."""

from __future__ import annotations

import importlib.util
import pathlib
import sys
import types
from typing import Any


def rand_augment(magnitude: int) -> Any:
    """``official.vision.ops.augment.RandAugment`` with timm's probability; its spread fails for images of bytes."""
    return _module().RandAugment(num_layers=2, magnitude=magnitude, prob_to_apply=0.5, exclude_ops=["Cutout"])


def _module() -> Any:
    found = importlib.util.find_spec("official")
    assert found is not None
    assert found.submodule_search_locations is not None
    path = pathlib.Path(next(iter(found.submodule_search_locations))) / "vision" / "ops" / "augment.py"
    # It imports these for detection and configuration, which are not used here; they need dozens of packages.
    for name in ("tf_keras", "official.vision", "official.vision.configs", "official.vision.ops"):
        sys.modules.setdefault(name, types.ModuleType(name))
    for parent, name in (("official.vision.configs", "common"), ("official.vision.ops", "box_ops")):
        setattr(sys.modules[parent], name, types.ModuleType(name))
    # Named in an annotation.
    sys.modules["official.vision.configs"].common.SSDRandomCropParam = object
    spec = importlib.util.spec_from_file_location("augment", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
