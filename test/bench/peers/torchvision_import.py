"""Makes torchvision importable, with its JPEG decoder, together with a torch that was built without CUDA.

PyPI's torchvision is built against PyPI's torch and needs CUDA libraries that a CPU build of torch lacks. Its decoder
of JPEG files calls nothing in them: with empty libraries of these names it loads and runs. Without a C compiler to
build them, the decoder is missing, and the peer decodes with Pillow.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pathlib
import subprocess
import tempfile
from typing import Any

import torch

# The only data symbol, as opposed to function, that the decoder's library needs.
STUBS = {"libc10_cuda.so": "void *_ZN3c104cuda20CUDACachingAllocator9allocatorE;", "libtorch_cuda.so": ""}
_kept: list[Any] = []


def _library(name: str) -> str:
    spec = importlib.util.find_spec("torchvision")
    assert spec is not None
    assert spec.origin is not None
    return str(pathlib.Path(spec.origin).parent / name)


def _loads(path: str) -> bool:
    try:
        ctypes.CDLL(path, mode=os.RTLD_LAZY)
    except OSError:
        return False
    return True


def _load_stubs() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, source in STUBS.items():
            path = f"{folder}/{name}"
            command = ["cc", "-shared", "-fPIC", f"-Wl,-soname,{name}", "-o", path, "-x", "c", "-"]
            subprocess.run(command, input=source, text=True, check=True, stderr=subprocess.DEVNULL)
            ctypes.CDLL(path, mode=os.RTLD_GLOBAL | os.RTLD_LAZY)


def _decoder_loads() -> bool:
    if _loads(_library("image.so")):
        return True
    try:
        _load_stubs()
    except (OSError, subprocess.CalledProcessError):
        return False
    return _loads(_library("image.so"))


def _define_detection_operators() -> None:
    """Defines the operators of detection models that importing torchvision requires and that nothing here calls."""
    library = torch.library.Library("torchvision", "DEF")
    for name in ("nms", "qnms"):
        library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    # The definitions of a library disappear with the library object.
    _kept.append(library)


HAS_DECODER = _decoder_loads()
try:
    torch.ops.load_library(_library("_C.so"))
except OSError:
    _define_detection_operators()
