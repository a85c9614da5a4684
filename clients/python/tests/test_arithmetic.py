"""What both clients compute: TypeScript must give the numbers of this client, clients/conformance/arithmetic.json."""

import hashlib
from types import SimpleNamespace

import numpy as np
import pytest
from conformance import load

from crescendo.low_frequency import low_frequency_crop
from crescendo.mixing import Mixing
from crescendo.schedules import warmup_cosine

CASES = load("arithmetic.json")


def pixels_of(shape, dtype="uint8"):
    """Every channel has every byte."""
    pixels = (np.arange(np.prod(shape)) * 37 % 256).astype(np.uint8).reshape(shape)
    return pixels if dtype == "uint8" else pixels.astype(np.float32) * np.float32(1.37) - np.float32(20)


def test_the_schedule_has_the_numbers_that_typescript_is_compared_with():
    for case in CASES["warmup_cosine"]:
        schedule = warmup_cosine(case["peak"], **case["options"])
        assert [schedule(spent) for spent in case["spent"]] == pytest.approx(case["values"], rel=1e-14, abs=0)


def test_normalised_images_have_the_bytes_that_typescript_is_compared_with():
    pytest.importorskip("torch")
    from crescendo.torch import TensorConverter

    for case in CASES["normalize"]:
        shape = tuple(case["shape"])
        pixels = pixels_of(shape)
        converter = TensorConverter("normalized", mean=case["mean"], std=case["std"])
        images = converter.images(SimpleNamespace(images=pixels, size=shape[1:3]))
        for layout, order in (("NCHW", (0, 1, 2, 3)), ("NHWC", (0, 2, 3, 1))):
            values = np.ascontiguousarray(images.permute(*order).numpy()).astype("<f4").tobytes()
            assert hashlib.sha256(values).hexdigest() == case[layout]


def test_cropped_images_have_the_values_that_typescript_is_compared_with():
    for case in CASES["low_frequency_crop"]:
        images = low_frequency_crop(pixels_of(case["shape"]), case["bandwidth"]).ravel()
        assert images[case["at"]] == pytest.approx(case["values"], abs=255e-5)
        assert float(images.sum(dtype=np.float64)) == pytest.approx(case["sum"], rel=1e-5)


def test_mixed_images_have_the_bytes_that_typescript_is_compared_with():
    torch = pytest.importorskip("torch")
    from crescendo.torch import mix

    for case in CASES["mix"]:
        boxes = np.array(case["boxes"] or [0] * 4 * len(case["partners"])).reshape(-1, 4).tolist()
        mixing = Mixing(
            applied=False,
            partners=tuple(case["partners"]),
            lambdas=tuple(case["lambdas"]),
            boxes=tuple(tuple(box) if box[2] > 0 else None for box in boxes),
        )
        images = torch.from_numpy(pixels_of(case["shape"], case["dtype"])).permute(0, 3, 1, 2)
        values = np.ascontiguousarray(mix(images, mixing).permute(0, 2, 3, 1).numpy())
        assert hashlib.sha256(values.tobytes()).hexdigest() == case["NHWC"], case["name"]
