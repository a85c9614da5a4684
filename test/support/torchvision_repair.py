"""Makes torchvision importable where it was built for another torch; importing this module does it."""

import importlib.util
import pathlib
from typing import Any

import torch

# torch's own functions for its libraries have no annotations.
_ops: Any = torch.ops
_library: Any = torch.library.Library
_kept: list[Any] = []


def _loads(library: pathlib.Path) -> bool:
    try:
        _ops.load_library(str(library))
    except OSError:
        return False
    return True


def _complete_torchvision() -> None:
    """Defines the two operators without which torchvision cannot be imported.

    The torchvision of PyPI is built against PyPI's torch. With another build (a CPU build), its native library does not
    load, and its import then fails at operators of detection models, which nothing here calls.
    """
    spec = importlib.util.find_spec("torchvision")
    assert spec is not None
    assert spec.origin is not None
    if any(_loads(library) for library in pathlib.Path(spec.origin).parent.glob("_C.*")):
        return
    library = _library("torchvision", "DEF")
    for name in ("nms", "qnms"):
        library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    # The definitions of a library disappear with the library object.
    _kept.append(library)


_complete_torchvision()
