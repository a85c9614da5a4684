"""The low-frequency crop against its definition: arrays, tensors, JAX arrays; types, gradients, compilation, errors."""

import warnings

import numpy as np
import pytest
from reference import low_frequency_crop as by_definition

import crescendo
from crescendo.low_frequency import low_frequency_crop as numpy_crop

pytest.importorskip("torch")
pytest.importorskip("jax")

import jax
import jax.numpy as jnp
import torch
from jax.test_util import check_grads

from crescendo import _torch_low_frequency
from crescendo.jax import low_frequency_crop as jax_crop
from crescendo.torch import LowFrequencyCrop, low_pass
from crescendo.torch import low_frequency_crop as torch_crop

RANGE = 255
SIDES = [
    (size, bandwidth)
    for size in (28, 64, 128, 224, 256)
    for bandwidth in sorted({2, 4, size // 4 * 2, size // 7 * 4, size // 3 * 2 // 2 * 2, size - 2, size})
]
ODD_SIDES = [(27, 12), (225, 96)]


def planes(size: int, *leading: int) -> np.ndarray:
    """0 and 255 at random, in uint8, which rings most."""
    shape = (*(leading or (2, 3)), size, size)
    return np.random.default_rng(size).choice(np.array([0, RANGE], np.uint8), shape)


@pytest.mark.parametrize(("size", "bandwidth"), SIDES + ODD_SIDES)
def test_every_framework_gives_the_definition(size, bandwidth):
    pixels = planes(size)
    expected = by_definition(pixels, bandwidth)
    found = {
        "numpy": numpy_crop(pixels, bandwidth, layout="NCHW"),
        "numpy NHWC": numpy_crop(pixels.transpose(0, 2, 3, 1), bandwidth).transpose(0, 3, 1, 2),
        "torch": LowFrequencyCrop(bandwidth)(torch.from_numpy(pixels)).numpy(),
        "jax": np.asarray(jax_crop(jnp.asarray(pixels), bandwidth, layout="NCHW")),
        "jax NHWC": np.asarray(jax_crop(jnp.asarray(pixels.transpose(0, 2, 3, 1)), bandwidth)).transpose(0, 3, 1, 2),
    }
    for name, values in found.items():
        assert values.dtype == np.float32, name
        assert np.abs(values - expected).max() <= 1e-5 * RANGE, name


@pytest.mark.parametrize(("sides", "target"), [((48, 80), (24, 40)), ((80, 48), (50, 30)), ((27, 64), (12, 26))])
def test_every_framework_gives_the_definition_of_rectangles(sides, target):
    pixels = np.random.default_rng(sides[0]).choice(np.array([0, RANGE], np.uint8), (2, 3, *sides))
    expected = by_definition(pixels, target)
    last = pixels.transpose(0, 2, 3, 1)
    tensor = torch.from_numpy(pixels)
    found = {
        "numpy": numpy_crop(pixels, target, layout="NCHW"),
        "numpy NHWC": numpy_crop(last, target).transpose(0, 3, 1, 2),
        "torch": LowFrequencyCrop(target)(tensor).numpy(),
        "compiled": torch.compile(torch_crop, fullgraph=True, backend="aot_eager")(tensor, target).numpy(),
        "jax": np.asarray(jax_crop(jnp.asarray(pixels), target, layout="NCHW")),
        "jax NHWC": np.asarray(jax_crop(jnp.asarray(last), target)).transpose(0, 3, 1, 2),
    }
    for name, values in found.items():
        assert np.abs(values - expected).max() <= 1e-5 * RANGE, name
    kept = low_pass(tensor, target)
    assert kept.shape == tensor.shape
    np.testing.assert_allclose(kept.mean(dim=(-2, -1)), tensor.double().mean(dim=(-2, -1)), atol=1e-3)


@pytest.mark.parametrize(("size", "bandwidth"), [(64, 26), (224, 96), (225, 160)])
def test_doubles_are_computed_in_doubles(size, bandwidth):
    pixels = planes(size).astype(np.float64)
    expected = by_definition(pixels, bandwidth)
    assert np.abs(numpy_crop(pixels, bandwidth, layout="NCHW") - expected).max() < 1e-12 * RANGE
    assert np.abs(torch_crop(torch.from_numpy(pixels), bandwidth).numpy() - expected).max() < 1e-12 * RANGE
    with jax.enable_x64():
        cropped = np.asarray(jax_crop(jnp.asarray(pixels), bandwidth, layout="NCHW"))
    assert np.abs(cropped - expected).max() < 1e-12 * RANGE


def test_torch_fft_gives_the_same():
    """The operator as a user of torch.fft would write it."""
    images = torch.from_numpy(planes(224)).double()
    spectrum = torch.fft.fftshift(torch.fft.fft2(images), dim=(-2, -1))[..., 64:160, 64:160]
    expected = torch.fft.ifft2(torch.fft.ifftshift(spectrum, dim=(-2, -1))).real * (96 / 224) ** 2
    assert (torch_crop(images, 96) - expected).abs().max() < 1e-12 * RANGE


def test_the_imaginary_part_is_there():
    """Re(A) by itself is wrong by more than the tolerance, so the checks above would notice a missing Im(A)."""
    pixels = planes(224).astype(np.float64)
    real = crescendo._low_frequency.crop_matrices(224, 96).real
    assert np.abs(real @ pixels @ real.T - by_definition(pixels, 96)).max() > 1e-3 * RANGE


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_narrow_floats_are_computed_in_float32_and_rounded_once(dtype):
    pixels = torch.from_numpy(planes(64)).to(dtype)
    cropped = torch_crop(pixels, 32)
    assert cropped.dtype == dtype
    assert torch.equal(cropped, torch_crop(pixels.float(), 32).to(dtype))
    name = str(dtype).removeprefix("torch.")
    other = jax_crop(jnp.asarray(pixels.float().numpy(), dtype=name), 32, layout="NCHW")
    assert other.dtype == name
    np.testing.assert_allclose(np.asarray(other, np.float32), cropped.float().numpy(), rtol=2**-7, atol=1e-3)
    if dtype == torch.float16:
        assert numpy_crop(pixels.numpy(), 32, layout="NCHW").dtype == np.float16


def test_autocast_does_not_make_it_coarse():
    pixels = torch.from_numpy(planes(64)).float()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        cropped = LowFrequencyCrop(32)(pixels)
    assert torch.equal(cropped, torch_crop(pixels, 32))


def test_the_meta_device_gives_shapes():
    cropped = LowFrequencyCrop(32)(torch.zeros(2, 3, 64, 64, device="meta"))
    assert cropped.is_meta
    assert cropped.shape == (2, 3, 32, 32)


def test_the_full_bandwidth_is_the_identity():
    pixels = planes(32)
    assert torch_crop(torch.from_numpy(pixels), 32).dtype == torch.float32
    np.testing.assert_array_equal(torch_crop(torch.from_numpy(pixels), 32).numpy(), pixels)
    np.testing.assert_array_equal(low_pass(torch.from_numpy(pixels), 32).numpy(), pixels)
    np.testing.assert_array_equal(numpy_crop(pixels, 32, layout="NCHW"), pixels)
    np.testing.assert_array_equal(np.asarray(jax_crop(jnp.asarray(pixels), 32, layout="NCHW")), pixels)
    floats = torch.from_numpy(pixels).float()
    assert torch_crop(floats, 32) is floats


def test_leading_axes_are_any_and_memory_formats_are_kept():
    images = torch.from_numpy(planes(32, 4, 3)).to(memory_format=torch.channels_last)
    cropped = torch_crop(images, 16)
    assert cropped.is_contiguous(memory_format=torch.channels_last)
    assert torch_crop(images.contiguous(), 16).is_contiguous()
    assert torch.equal(cropped, torch_crop(images.contiguous(), 16))
    assert torch.equal(torch_crop(images[0], 16), cropped[0])
    np.testing.assert_allclose(torch.vmap(lambda one: torch_crop(one, 16))(images), cropped, atol=1e-3)
    assert numpy_crop(planes(32, 1), 16, layout="NCHW").shape == (1, 16, 16)
    assert jax.vmap(lambda one: jax_crop(one, 16))(jnp.zeros((4, 32, 32, 3))).shape == (4, 16, 16, 3)


def test_the_low_pass_has_the_values_of_the_crop_where_pixels_meet_and_nothing_above():
    images = torch.from_numpy(planes(64)).double()
    smooth = low_pass(images, 16)
    assert smooth.shape == images.shape
    assert (smooth[..., ::4, ::4] - torch_crop(images, 16)).abs().max() < 1e-12 * RANGE
    spectrum = torch.fft.fft2(smooth).abs()
    above = torch.fft.fftfreq(64, 1 / 64).abs() > 8
    assert spectrum[..., above, :].max() < 1e-9 * RANGE
    assert spectrum[..., :, above].max() < 1e-9 * RANGE
    # Below the Nyquist frequency nothing is changed.
    below = torch.fft.fftfreq(64, 1 / 64).abs() < 8
    change = (torch.fft.fft2(smooth) - torch.fft.fft2(images))[..., below, :][..., below]
    assert change.abs().max() < 1e-9 * RANGE


def test_it_commutes_with_normalisation_and_keeps_the_mean():
    images = torch.from_numpy(planes(64)).double()
    mean, std = images.mean((0, 2, 3), keepdim=True), images.std((0, 2, 3), keepdim=True)
    cropped = torch_crop(images, 26)
    assert (torch_crop((images - mean) / std, 26) - (cropped - mean) / std).abs().max() < 1e-12
    assert (cropped.mean((2, 3)) - images.mean((2, 3))).abs().max() < 1e-12 * RANGE


@pytest.mark.parametrize(("size", "bandwidth"), [(8, 4), (7, 6), (6, 2)])
def test_gradients_are_those_of_the_operator(size, bandwidth):
    images = torch.randn(2, 1, size, size, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda x: torch_crop(x, bandwidth), images)
    assert torch.autograd.gradgradcheck(lambda x: torch_crop(x, bandwidth), images)
    assert torch.autograd.gradcheck(lambda x: low_pass(x, bandwidth), images)
    with jax.enable_x64():
        values = jnp.asarray(images.detach().numpy().transpose(0, 2, 3, 1))
        check_grads(lambda x: jax_crop(x, bandwidth), (values,), order=2)


def test_inference_first_and_training_after():
    """Matrices created in inference mode could not be used in training."""
    _torch_low_frequency._cache.clear()
    with torch.inference_mode():
        torch_crop(torch.zeros(1, 3, 10, 10), 6)
    images = torch.randn(1, 3, 10, 10, requires_grad=True)
    torch_crop(images, 6).sum().backward()
    assert images.grad is not None


def test_matrices_are_kept_by_side_bandwidth_and_type_and_not_without_end(monkeypatch):
    _torch_low_frequency._cache.clear()
    for dtype in (torch.float32, torch.float64, torch.float16, torch.uint8):
        torch_crop(torch.zeros(1, 1, 12, 12).to(dtype), 6)
    cpu = torch.device("cpu")
    assert set(_torch_low_frequency._cache) == {(12, 6, torch.float32, cpu), (12, 6, torch.float64, cpu)}
    monkeypatch.setattr(_torch_low_frequency, "_CACHED_MAX", 3)
    for size in (14, 16, 18, 20):
        torch_crop(torch.zeros(1, 1, size, size), 6)
        assert len(_torch_low_frequency._cache) <= 3
    with torch._subclasses.fake_tensor.FakeTensorMode():
        torch_crop(torch.zeros(1, 1, 24, 24), 6)
    assert type(torch_crop(torch.zeros(1, 1, 24, 24), 6)) is torch.Tensor


def test_a_module_is_no_part_of_a_state_and_says_what_it_is():
    crop = LowFrequencyCrop(96)
    assert not crop.state_dict()
    assert repr(crop) == "LowFrequencyCrop(bandwidth=96)"
    assert crop.to(torch.float64)(torch.zeros(1, 3, 112, 112)).dtype == torch.float32


@pytest.mark.parametrize("bandwidths", [(16, 8, 6, 16)])
def test_one_graph_takes_every_stage(bandwidths):
    """Compiled without a break, while side, bandwidth and type change as stages do."""
    compiled = torch.compile(torch_crop, fullgraph=True, backend="aot_eager")
    for bandwidth in bandwidths:
        for size in (16, 24):
            images = torch.from_numpy(planes(size))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                cropped = compiled(images, bandwidth)
            torch.testing.assert_close(cropped, torch_crop(images, bandwidth), rtol=0, atol=1e-5 * RANGE)


def test_a_jitted_function_takes_it():
    images = jnp.asarray(planes(32).transpose(0, 2, 3, 1))
    loss = jax.jit(jax.value_and_grad(lambda x: jax_crop(x, 16).sum()))
    value, gradient = loss(images.astype(jnp.float32))
    assert float(value) == pytest.approx(float(images.astype(jnp.float32).sum()) / 4, rel=1e-5)
    np.testing.assert_allclose(gradient, 0.25, atol=1e-5)


@pytest.mark.parametrize("crop", [torch_crop, jax_crop, numpy_crop])
@pytest.mark.parametrize(
    ("size", "bandwidth", "bound"),
    [(8, 5, "even"), (8, 0, "at least 2"), (8, -2, "at least 2"), (8, 10, "at most 8")],
)
def test_a_bandwidth_that_does_not_fit_is_refused(crop, size, bandwidth, bound):
    images = np.zeros((1, size, size, size), np.float32)
    with pytest.raises(crescendo.InvalidArgument, match=bound) as caught:
        crop(torch.from_numpy(images) if crop is torch_crop else images, bandwidth)
    assert caught.value.metadata["field"] == "bandwidth"
    assert caught.value.metadata["value"] == str(bandwidth)


def test_other_mistakes_are_named():
    with pytest.raises(crescendo.InvalidArgument, match=r"bandwidth must be even.*given: 97"):
        LowFrequencyCrop(97)
    with pytest.raises(
        crescendo.InvalidArgument, match=r"images must be square, or the bandwidth height and width \(given: 8 x 10\)"
    ):
        torch_crop(torch.zeros(3, 8, 10), 4)
    with pytest.raises(crescendo.InvalidArgument, match=r"bandwidth must be below 8 x 10 on both axes"):
        torch_crop(torch.zeros(3, 8, 10), (8, 4))
    with pytest.raises(crescendo.InvalidArgument, match=r"bandwidth must be at most 10, the width of the images"):
        numpy_crop(np.zeros((8, 10, 3)), (4, 12))
    with pytest.raises(crescendo.InvalidArgument, match=r"images must be of 3 axes or more"):
        numpy_crop(np.zeros((8, 8)), 4)
    with pytest.raises(crescendo.InvalidArgument, match="layout must be one of NHWC, NCHW"):
        jax_crop(jnp.zeros((8, 8, 3)), 4, layout="HWC")
