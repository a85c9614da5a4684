"""What both clients compute: TypeScript must give the numbers of this client, clients/conformance/arithmetic.json."""

import hashlib
from types import SimpleNamespace

import numpy as np
import pytest
from conformance import load

from crescendo.schedules import warmup_cosine

CASES = load("arithmetic.json")


def test_the_schedule_has_the_numbers_that_typescript_is_compared_with():
    for case in CASES["warmup_cosine"]:
        schedule = warmup_cosine(case["peak"], **case["options"])
        assert [schedule(spent) for spent in case["spent"]] == pytest.approx(case["values"], rel=1e-14, abs=0)


def test_normalised_images_have_the_bytes_that_typescript_is_compared_with():
    pytest.importorskip("torch")
    from crescendo.torch import TensorConverter

    for case in CASES["normalize"]:
        shape = tuple(case["shape"])
        # Every channel has every byte.
        pixels = (np.arange(np.prod(shape)) * 37 % 256).astype(np.uint8).reshape(shape)
        converter = TensorConverter("normalized", mean=case["mean"], std=case["std"])
        images = converter.images(SimpleNamespace(images=pixels, size=shape[1:3]))
        for layout, order in (("NCHW", (0, 1, 2, 3)), ("NHWC", (0, 2, 3, 1))):
            values = np.ascontiguousarray(images.permute(*order).numpy()).astype("<f4").tobytes()
            assert hashlib.sha256(values).hexdigest() == case[layout]
