"""The JAX adapter: values, layout, sharding, and that no array shares the reused buffer."""

import subprocess
import sys

import numpy as np
import pytest
from fake_server import crop_boxes, pb
from reference import normalized

import crescendo
from crescendo import Loader

pytest.importorskip("jax")

import jax
import jax.numpy as jnp

from crescendo.jax import device_batches, device_tensors


def test_arrays_are_the_callers_to_keep(server):
    with Loader(server.address, "baseline", window=1) as loader:
        kept = list(device_batches(loader, normalize=False))
    assert [info.step for _, _, info in kept] == list(range(12))
    for images, labels, info in kept:
        assert (images.dtype, labels.dtype) == (jnp.uint8, jnp.int32)
        np.testing.assert_array_equal(np.asarray(images), server.pixels(info.step))
        assert int(labels[0]) == info.step % 10


@pytest.mark.parametrize("layout", ["NHWC", "NCHW"])
@pytest.mark.parametrize("dtype", [pb.DTYPE_UINT8, pb.DTYPE_FLOAT32])
def test_normalized_images_are_bit_equal_to_the_definition(make_server, layout, dtype):
    server = make_server(dtype=dtype)
    with Loader(server.address, "baseline") as loader:
        for images, _, info in device_batches(loader, layout=layout):
            expected = normalized(server.pixels(info.step))
            expected = expected if layout == "NCHW" else expected.transpose(0, 2, 3, 1)
            np.testing.assert_array_equal(np.asarray(images), expected)


def test_a_jitted_step_trains_on_them(server):
    @jax.jit
    def step(weights, images, labels):
        def loss(w):
            logits = images.mean(axis=(1, 2)) @ w
            return -jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], axis=1).mean()

        value, gradient = jax.value_and_grad(loss)(weights)
        return weights - 0.1 * gradient, value

    weights = jnp.zeros((3, 10))
    with Loader(server.address, "baseline") as loader:
        for images, labels, _ in device_batches(loader):
            weights, value = step(weights, images, labels)
    assert np.isfinite(float(value))
    assert server.consumed == {0: 11}


SHARDED = """
import sys, jax, numpy as np
from jax.sharding import Mesh, NamedSharding, PartitionSpec
from fake_server import expected_pixels
from crescendo import Loader
from crescendo.jax import device_batches, device_tensors
sharding = NamedSharding(Mesh(np.array(jax.devices()), ("data",)), PartitionSpec("data"))
with Loader(sys.argv[1], "baseline") as loader:
    for images, labels, info in device_batches(loader, sharding=sharding, normalize=False):
        assert len(images.sharding.device_set) == 2 and images.sharding == sharding, images.sharding
        assert images.addressable_shards[0].data.shape[0] == images.shape[0] // 2
        np.testing.assert_array_equal(np.asarray(images), expected_pixels(info.step, 0, images.shape))
print("sharded", info.step)
"""


def test_batches_are_laid_out_over_devices(server, environment):
    """Two devices can only be asked for before JAX starts, hence the child process."""
    flags = {"XLA_FLAGS": "--xla_force_host_platform_device_count=2", "JAX_PLATFORMS": "cpu"}
    command = [sys.executable, "-c", SHARDED, server.address]
    child = subprocess.run(command, env={**environment, **flags}, capture_output=True, text=True, check=False)
    assert child.stdout == "sharded 11\n", child.stderr


def test_leaving_early_reports_only_what_was_used(server):
    with Loader(server.address, "baseline") as loader:
        batches = device_batches(loader)
        for _, _, info in batches:
            if info.step == 2:
                break
        batches.close()
    assert server.consumed == {0: 1}


def test_an_unknown_layout_is_named(server):
    with (
        Loader(server.address, "baseline") as loader,
        pytest.raises(crescendo.InvalidArgument, match="layout must be one of NHWC, NCHW"),
    ):
        device_batches(loader, layout="CHWN")


def test_all_tensors_of_a_batch_come_by_name(make_server):
    server = make_server(crop_box=True)
    with Loader(server.address, "baseline", window=1) as loader:
        kept = list(device_tensors(loader, normalize=False))
    assert [info.step for _, info in kept] == list(range(12))
    for tensors, info in kept:
        assert list(tensors) == ["images", "labels", "crop_box"]
        np.testing.assert_array_equal(np.asarray(tensors["images"]), server.pixels(info.step))
        np.testing.assert_array_equal(np.asarray(tensors["crop_box"]), crop_boxes(info.step, len(tensors["labels"])))
