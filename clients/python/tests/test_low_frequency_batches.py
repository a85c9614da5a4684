"""Runs that leave the low-frequency crop to the client: the result of each adapter for images of the base size."""

import numpy as np
import pytest
from fake_server import BASE_SIZE, pb, schedule
from reference import low_frequency_crop as by_definition
from reference import normalized

import crescendo
from crescendo.low_frequency import low_frequency_crop

pytest.importorskip("torch")
pytest.importorskip("jax")

import jax.numpy as jnp
import torch
from test_mixing import message, reference

from crescendo.jax import device_batches
from crescendo.torch import CrescendoDataset, TensorConverter


def expected_bytes(pixels: np.ndarray, bandwidth: int | tuple[int, int]) -> np.ndarray:
    """(N, 3, B, B): the definition, as bytes."""
    cropped = by_definition(pixels.transpose(0, 3, 1, 2), bandwidth)
    return np.rint(np.clip(cropped, 0, 255)).astype(np.uint8)


def assert_within_one(found: np.ndarray, expected: np.ndarray) -> None:
    assert found.dtype == np.uint8
    assert np.abs(found.astype(int) - expected).max() <= 1
    assert (found == expected).mean() > 0.999


@pytest.mark.parametrize("dtype", [pb.DTYPE_UINT8, pb.DTYPE_FLOAT32])
def test_the_loader_hands_out_bytes_of_the_base_size_and_tells_the_bandwidth(make_server, dtype):
    server = make_server(client_crops=True, dtype=dtype)
    bandwidths = []
    with crescendo.Loader(server.address, "baseline") as loader:
        assert loader.run.spec.crop == "client"
        for batch in loader:
            assert batch.images.dtype == np.uint8
            assert batch.images.shape[1:] == (BASE_SIZE, BASE_SIZE, 3)
            np.testing.assert_array_equal(batch.images, server.pixels(batch.step))
            cropped = low_frequency_crop(batch.images, batch.bandwidth)
            assert cropped.shape[1:] == (batch.bandwidth, batch.bandwidth, 3)
            bandwidths.append(batch.bandwidth)
    assert sorted(set(bandwidths)) == [8, 12, 16]


def test_images_of_another_side_are_refused(make_server):
    server = make_server(client_crops=True)
    server.client_crops = False
    header = server.messages(0, 0)[0]
    server.client_crops = True
    server.on_step(0, lambda messages: [header, *messages[1:]])
    with (
        crescendo.Loader(server.address, "baseline") as loader,
        pytest.raises(crescendo.ProtocolError, match=r"shape is \(8, 8, 8, 3\), expected \(8, 16, 16, 3\)"),
    ):
        next(loader)


@pytest.mark.parametrize("device", [None, "cpu"])
def test_torch_crops_to_what_the_server_would_have_sent(make_server, device):
    server = make_server(client_crops=True)
    for images, _, info in CrescendoDataset(server.address, "baseline", device=device):
        assert images.is_contiguous(memory_format=torch.channels_last)
        assert_within_one(images.numpy(), expected_bytes(server.pixels(info.step), info.bandwidth))


def test_both_adapters_crop_rectangles_to_the_size_of_the_stage(make_server):
    def serve():
        return make_server(schedule((2, (8, 12), 8), (1, (16, 24), 4)), client_crops=True, base_size=(16, 24))

    server = serve()
    for images, _, info in CrescendoDataset(server.address, "baseline"):
        assert_within_one(images.numpy(), expected_bytes(server.pixels(info.step), info.size))
    with crescendo.Loader(serve().address, "baseline") as loader:
        for images, _, info in device_batches(loader, normalize=False, layout="NCHW"):
            assert_within_one(np.asarray(images), expected_bytes(server.pixels(info.step), info.size))


def test_torch_normalises_after_the_crop(make_server):
    server = make_server(client_crops=True)
    as_bytes = {info.step: images.clone() for images, _, info in CrescendoDataset(server.address, "baseline")}
    dataset = CrescendoDataset(server.address, "baseline", output="normalized", start="beginning")
    for images, _, info in dataset:
        assert images.is_contiguous(memory_format=torch.channels_last)
        np.testing.assert_array_equal(images.numpy(), normalized(as_bytes[info.step].permute(0, 2, 3, 1).numpy()))


def test_floats_are_neither_rounded_nor_clamped(make_server):
    server = make_server(client_crops=True, dtype=pb.DTYPE_FLOAT32)
    with crescendo.Loader(server.address, "baseline") as loader:
        arrays = {info.step: np.asarray(images) for images, _, info in device_batches(loader, normalize=False)}
    outside = 0
    for images, _, info in CrescendoDataset(server.address, "baseline", start="beginning"):
        assert images.dtype == torch.float32
        expected = by_definition(server.pixels(info.step).transpose(0, 3, 1, 2), info.bandwidth)
        np.testing.assert_allclose(images.numpy(), expected, rtol=0, atol=1e-5 * 255)
        np.testing.assert_allclose(arrays[info.step].transpose(0, 3, 1, 2), expected, rtol=0, atol=1e-5 * 255)
        outside += int(((images < 0) | (images > 255)).sum())
    assert outside > 0


@pytest.mark.parametrize("layout", ["NHWC", "NCHW"])
def test_jax_crops_to_what_the_server_would_have_sent(make_server, layout):
    server = make_server(client_crops=True)
    with crescendo.Loader(server.address, "baseline") as loader:
        for images, _, info in device_batches(loader, normalize=False, layout=layout):
            assert images.dtype == jnp.uint8
            found = np.asarray(images) if layout == "NCHW" else np.asarray(images).transpose(0, 3, 1, 2)
            assert_within_one(found, expected_bytes(server.pixels(info.step), info.bandwidth))


def test_mixing_comes_after_the_crop(make_server):
    """The boxes of cutmix are those of side B."""
    server = make_server(client_crops=True, mixing=lambda step, samples: message(step, samples, False))
    for images, _, info in CrescendoDataset(server.address, "baseline", targets="labels"):
        assert info.mixing is not None
        cropped = expected_bytes(server.pixels(info.step), info.bandwidth)
        assert np.abs(images.numpy().astype(int) - reference(cropped, info.mixing)).max() <= 1
    with crescendo.Loader(server.address, "baseline", start="beginning") as loader:
        for images, _, info in device_batches(loader, targets="labels", normalize=False, layout="NCHW"):
            cropped = expected_bytes(server.pixels(info.step), info.bandwidth)
            assert info.mixing is not None
            assert np.abs(np.asarray(images).astype(int) - reference(cropped, info.mixing)).max() <= 1


def test_who_crops_in_the_model_gets_the_images_as_they_came(make_server):
    server = make_server(client_crops=True, mixing=lambda step, samples: message(step, samples, False))
    for images, _, info in CrescendoDataset(server.address, "baseline", targets="labels", crop=False):
        np.testing.assert_array_equal(images.permute(0, 2, 3, 1).numpy(), server.pixels(info.step))
    with crescendo.Loader(server.address, "baseline", start="beginning") as loader:
        for images, _, info in device_batches(loader, targets="labels", normalize=False, crop=False):
            np.testing.assert_array_equal(np.asarray(images), server.pixels(info.step))


@pytest.mark.parametrize("crop", [True, False])
def test_a_run_whose_server_crops_is_left_alone(make_server, crop):
    server = make_server(mixing=lambda step, samples: message(step, samples, False))
    for images, _, info in CrescendoDataset(server.address, "baseline", targets="labels", crop=crop):
        assert info.mixing is not None
        pixels = server.pixels(info.step).transpose(0, 3, 1, 2)
        np.testing.assert_array_equal(images.numpy(), reference(pixels, info.mixing))


def test_a_run_that_the_client_crops_goes_on_from_a_state(make_server):
    server = make_server(client_crops=True)
    dataset = CrescendoDataset(server.address, "baseline")
    items = iter(dataset)
    next(items)
    state = dataset.state_dict()
    items.close()
    other = CrescendoDataset(server.address, "baseline")
    other.load_state_dict(state)
    images, _, info = next(iter(other))
    assert info.step == 1
    assert images.shape[-1] == info.bandwidth == 8


def test_an_unknown_crop_is_named():
    with pytest.raises(crescendo.InvalidArgument, match="crop must be one of uint8, float32"):
        TensorConverter(crop="float16")
