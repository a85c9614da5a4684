"""Checks the server's messages against what it promised when the run was opened."""

from __future__ import annotations

import numpy as np

from crescendo._gen import crescendo_pb2 as pb
from crescendo._sizes import pair, size_of
from crescendo._tensors import WIRE_DTYPES, Misplaced, TensorPlace, aligned, place_tensors
from crescendo.errors import ProtocolError
from crescendo.run import Run, Stage

CHANNELS = 3
CROP_BOX_BYTES = 16
"""Bytes of a crop box: four floats."""


def dtype_word(run: Run) -> str:
    """Returns the name of the type of the run's pixels on the wire: images that the client crops come as bytes."""
    return "uint8" if run.client_crops else run.spec.dtype or "uint8"


def pixel_dtype(run: Run) -> np.dtype[np.uint8] | np.dtype[np.float32]:
    """Returns the type of the run's pixels, in the wire's byte order."""
    word = dtype_word(run)
    if word not in WIRE_DTYPES:
        raise ProtocolError(f"run {run.name} has dtype {word}, which this client does not know", reason="PROTOCOL")
    return WIRE_DTYPES[word]


def batch_shape(run: Run, stage: Stage) -> tuple[int, int, int, int]:
    """Returns the shape of one rank's batch: (samples, height, width, channels)."""
    height, width = pair(run.spec.base_size or 0) if run.client_crops else stage.size
    return (stage.global_batch // run.world_size, height, width, CHANNELS)


def batch_bytes_max(run: Run) -> int:
    """Returns the bytes of the largest batch of the run's schedule, with all its tensors."""
    return max((_batch_bytes(run, batch_shape(run, stage)) for stage in run.stages), default=0)


def _batch_bytes(run: Run, shape: tuple[int, int, int, int]) -> int:
    images = _product(shape) * pixel_dtype(run).itemsize
    boxes = "crop_box" in (run.spec.outputs or ())
    return aligned(images) + shape[0] * CROP_BOX_BYTES if boxes else images


def check_header(header: pb.BatchHeader, run: Run, step: int) -> tuple[TensorPlace, ...]:
    """Checks that a header is the one of ``step``; returns where its tensors lie.

    Raises:
        ProtocolError: A field differs from the schedule, or two fields from one another. ``metadata`` has the field,
            its value and the value that was expected, as ``bound``.
    """
    if header.step != step:
        raise _mismatch(run, step, "step", header.step, step)
    stage = run.stage_at(step)
    if run.total_steps is None and header.stage < len(run.stages):
        # Which steps belong to a stage is decided during the run.
        stage = run.stages[header.stage]
    samples = stage.global_batch // run.world_size if run.total_steps is None else run.samples_at(step)
    shape = (samples, *batch_shape(run, stage)[1:])
    expected: dict[str, tuple[object, object]] = {
        "schedule_token": (header.schedule_token, run.schedule_token),
        "stage": (header.stage, stage.index),
        "bandwidth": (header.bandwidth, stage.bandwidth),
        "size": (size_of(header), stage.size),
        "shape": (tuple(header.shape), shape),
        "dtype": (header.dtype, pb.Dtype.Value(f"DTYPE_{dtype_word(run).upper()}")),
        "labels": (len(header.labels), samples),
        "keys": (len(header.keys), samples),
        "byte_length": (header.byte_length, _product(shape) * pixel_dtype(run).itemsize),
    }
    if header.datasets:
        expected["datasets"] = (len(header.datasets), samples)
    if header.HasField("mixing"):
        mixing = header.mixing
        expected["mixing.partners"] = (len(mixing.partners), samples)
        expected["mixing.lambdas"] = (len(mixing.lambdas), samples)
        expected["mixing.boxes"] = (len(mixing.boxes), 4 * samples if mixing.boxes else 0)
        beyond = [partner for partner in mixing.partners if partner >= samples]
        expected["mixing.partners of the batch"] = (beyond, [])
    for field, (value, bound) in expected.items():
        if value != bound:
            raise _mismatch(run, step, field, value, bound)
    try:
        places = place_tensors(header)
        missing = {*(run.spec.outputs or ())} - {place.name for place in places}
        if missing:
            raise Misplaced(f"it has no tensor {min(missing)}, which the spec asks for")
        return places
    except Misplaced as error:
        message = f"run {run.name}, step {step}: the header does not fit itself: {error}"
        raise ProtocolError(message, reason="PROTOCOL", metadata={"run": run.name, "field": "tensors"}) from error


def _mismatch(run: Run, step: int, field: str, value: object, bound: object) -> ProtocolError:
    return ProtocolError(
        f"run {run.name}, step {step}: the header's {field} is {value}, expected {bound}",
        reason="PROTOCOL",
        metadata={"run": run.name, "field": field, "value": str(value), "bound": str(bound)},
    )


def _product(shape: tuple[int, ...]) -> int:
    result = 1
    for length in shape:
        result *= length
    return result
