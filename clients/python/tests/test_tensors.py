"""Where a batch's tensors lie."""

from __future__ import annotations

import numpy as np
import pytest

from crescendo._gen import crescendo_pb2 as pb
from crescendo._pool import BufferPool
from crescendo._tensors import Misplaced, place_tensors

IMAGES = pb.Tensor(name="images", dtype=pb.DTYPE_UINT8, shape=[2, 4, 4, 3], sample_bytes=48, offset=0)
BOX = pb.Tensor(name="crop_box", dtype=pb.DTYPE_FLOAT32, shape=[2, 4], sample_bytes=16, offset=128)


def header(*tensors: pb.Tensor) -> pb.BatchHeader:
    return pb.BatchHeader(shape=[2, 4, 4, 3], dtype=pb.DTYPE_UINT8, byte_length=96, tensors=tensors)


def changed(tensor: pb.Tensor, **fields: object) -> pb.Tensor:
    copy = pb.Tensor.FromString(tensor.SerializeToString())
    for name, value in fields.items():
        if name == "shape":
            copy.ClearField("shape")
            copy.shape.extend(value)  # type: ignore[arg-type]
        else:
            setattr(copy, name, value)
    return copy


def test_tensors_lie_where_the_header_says() -> None:
    buffer = np.arange(160, dtype=np.uint8)
    images, box = place_tensors(header(IMAGES, BOX))
    assert images.view(buffer).shape == (2, 4, 4, 3)
    assert box.view(buffer).dtype == np.dtype("<f4")
    assert box.view(buffer).shape == (2, 4)
    assert np.array_equal(box.view(buffer).view(np.uint8).ravel(), buffer[128:])
    assert np.shares_memory(box.view(buffer), buffer)


def test_a_server_that_knows_no_names_sends_the_images_only() -> None:
    (images,) = place_tensors(header())
    assert (images.name, images.offset, images.byte_length) == ("images", 0, 96)


@pytest.mark.parametrize(
    "tensors",
    [
        (BOX,),
        (changed(IMAGES, shape=[2, 4, 4]),),
        (IMAGES, changed(BOX, offset=96)),
        (IMAGES, changed(BOX, sample_bytes=12)),
        (IMAGES, changed(BOX, shape=[3, 4])),
        (IMAGES, changed(BOX, dtype=99)),
    ],
)
def test_tensors_that_do_not_fit_are_refused(tensors: tuple[pb.Tensor, ...]) -> None:
    with pytest.raises(Misplaced):
        place_tensors(header(*tensors))


def test_a_pool_gives_out_no_buffer_that_is_too_small() -> None:
    pool = BufferPool(1, 10)
    first = pool.acquire(5)
    assert first is not None
    assert len(first) == 10
    del first
    pool.release()
    second = pool.acquire(20)
    assert second is not None
    assert len(second) == 20
