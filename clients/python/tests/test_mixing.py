"""Mixing and targets: timm's rules, written out once more, against numpy, torch and JAX."""

import numpy as np
import pytest
from fake_server import pb

import crescendo
from crescendo import Mixing, soft_targets

pytest.importorskip("torch")
pytest.importorskip("jax")

import jax
import torch

from crescendo.jax import device_batches
from crescendo.jax import mix as jax_mix
from crescendo.torch import CrescendoDataset
from crescendo.torch import mix as torch_mix

N, SIDE, CLASSES = 6, 12, 5


def made_up(seed: int, boxes: bool = True) -> Mixing:
    generator = np.random.default_rng(seed)
    lambdas = [float(x) for x in generator.random(N).astype(np.float32)]
    lambdas[1] = 1.0
    boxed = [None if k % 2 or not boxes else (k, 2, 5, 7) for k in range(N)]
    return Mixing(False, tuple(range(N - 1, -1, -1)), tuple(lambdas), tuple(boxed))


def reference(images: np.ndarray, mixing: Mixing) -> np.ndarray:
    """(N, C, H, W), one image after the other, in single precision."""
    mixed = images.copy()
    for k, (partner, lambda_, box) in enumerate(zip(mixing.partners, mixing.lambdas, mixing.boxes, strict=True)):
        if box is not None:
            x, y, w, h = box
            mixed[k, :, y : y + h, x : x + w] = images[partner, :, y : y + h, x : x + w]
            continue
        own, rest = np.float32(lambda_), np.float32(1 - lambda_)
        both = images[k].astype(np.float32) * own + images[partner].astype(np.float32) * rest
        mixed[k] = np.rint(both).astype(np.uint8) if images.dtype == np.uint8 else both
    return mixed


def pictures(dtype: type) -> np.ndarray:
    pixels = np.random.default_rng(0).integers(0, 256, (N, 3, SIDE, SIDE), dtype=np.uint8)
    return pixels if dtype is np.uint8 else (pixels.astype(np.float32) - 117) / 58


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
@pytest.mark.parametrize("boxes", [True, False])
def test_torch_mixes_to_the_bit(dtype, boxes):
    for seed in range(5):
        images, mixing = pictures(dtype), made_up(seed, boxes)
        mixed = torch_mix(torch.from_numpy(images), mixing)
        assert mixed.dtype == torch.from_numpy(images).dtype
        np.testing.assert_array_equal(mixed.numpy(), reference(images, mixing))


def test_torch_keeps_the_memory_format_and_passes_gradients():
    images = torch.from_numpy(pictures(np.float32)).to(memory_format=torch.channels_last).requires_grad_()
    mixing = made_up(1)
    mixed = torch_mix(images, mixing)
    assert mixed.is_contiguous(memory_format=torch.channels_last)
    mixed.sum().backward()
    # Weights of an image sum to one over it and its partner, if neither has a box.
    assert images.grad is not None
    assert float(images.grad.sum()) == pytest.approx(images.numel(), rel=1e-6)


def test_what_needs_no_mixing_is_handed_back():
    images = torch.from_numpy(pictures(np.uint8))
    mixing = made_up(0)
    applied = Mixing(True, mixing.partners, mixing.lambdas, mixing.boxes)
    assert torch_mix(images, applied) is images
    assert torch_mix(images, Mixing(False, mixing.partners, (1.0,) * N, (None,) * N)) is images


def test_half_precision_is_rounded_once():
    images = torch.from_numpy(pictures(np.float32)).half()
    mixing = made_up(2, boxes=False)
    mixed = torch_mix(images, mixing)
    expected = torch.from_numpy(reference(images.float().numpy(), mixing)).half()
    assert mixed.dtype == torch.float16
    assert torch.equal(mixed, expected)


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_jax_mixes_within_an_ulp(dtype):
    for seed in range(3):
        images, mixing = pictures(dtype), made_up(seed)
        mixed = np.asarray(jax_mix(jax.numpy.asarray(images.transpose(0, 2, 3, 1)), mixing)).transpose(0, 3, 1, 2)
        assert mixed.dtype == images.dtype
        expected = reference(images, mixing)
        if dtype is np.uint8:
            assert np.abs(mixed.astype(int) - expected).max() <= 1
            assert (mixed == expected).mean() > 0.999
        else:
            np.testing.assert_allclose(mixed, expected, rtol=0, atol=1e-6)


def test_targets_are_smoothed_and_mixed():
    labels = np.array([0, 1, 2, 3, 4, 0])
    mixing = made_up(3)
    targets = soft_targets(labels, mixing, CLASSES, 0.1)
    assert targets.dtype == np.float32
    one_hot = np.full((N, CLASSES), np.float32(0.1 / CLASSES))
    one_hot[np.arange(N), labels] = np.float32(1 - 0.1 + 0.1 / CLASSES)
    for k, lambda_ in enumerate(mixing.lambdas):
        expected = one_hot[k] * np.float32(lambda_) + one_hot[N - 1 - k] * np.float32(1 - lambda_)
        np.testing.assert_array_equal(targets[k], expected)
    np.testing.assert_allclose(targets.sum(axis=1), 1, atol=1e-6)
    np.testing.assert_array_equal(soft_targets(labels, None, CLASSES), np.eye(CLASSES, dtype=np.float32)[labels])


def test_a_row_without_a_sample_is_zero():
    targets = soft_targets(np.array([1, -100]), None, CLASSES, 0.1)
    assert targets[0].sum() == pytest.approx(1)
    assert not targets[1].any()


def message(step: int, samples: int, applied: bool) -> pb.Mixing:
    boxes = [n for k in range(samples) for n in ((1, 1, 2, 3) if k % 2 else (0, 0, 0, 0))]
    return pb.Mixing(
        applied=applied,
        partners=range(samples - 1, -1, -1),
        lambdas=[(step + k) / 20 for k in range(samples)],
        boxes=boxes if step % 2 else [],
    )


def test_the_loader_tells_how_a_batch_is_mixed(make_server):
    server = make_server(mixing=lambda step, samples: message(step, samples, True))
    with crescendo.Loader(server.address, "baseline") as loader:
        for batch in loader:
            samples = len(batch)
            assert batch.mixing is not None
            assert batch.mixing.partners == tuple(range(samples - 1, -1, -1))
            assert batch.mixing.lambdas == tuple((batch.step + k) / 20 for k in range(samples))
            boxed = batch.step % 2 == 1
            assert batch.mixing.boxes == tuple((1, 1, 2, 3) if k % 2 and boxed else None for k in range(samples))
            assert batch.info.mixing == batch.mixing


@pytest.mark.parametrize("change", [{"partners": [0]}, {"lambdas": [0.5]}, {"boxes": [1, 2, 3]}])
def test_mixing_that_does_not_fit_the_batch_is_refused(make_server, change):
    def broken(step: int, samples: int) -> pb.Mixing:
        mixing = message(step, samples, False)
        for name, value in change.items():
            del getattr(mixing, name)[:]
            getattr(mixing, name).extend(value)
        return mixing

    server = make_server(mixing=broken)
    with (
        crescendo.Loader(server.address, "baseline") as loader,
        pytest.raises(crescendo.ProtocolError, match=f"mixing.{next(iter(change))}"),
    ):
        next(loader)


def test_a_partner_outside_the_batch_is_refused(make_server):
    def broken(step: int, samples: int) -> pb.Mixing:
        mixing = message(step, samples, False)
        mixing.partners[0] = samples
        return mixing

    server = make_server(mixing=broken)
    with crescendo.Loader(server.address, "baseline") as loader, pytest.raises(crescendo.ProtocolError):
        next(loader)


@pytest.mark.parametrize("applied", [True, False])
def test_the_torch_dataset_mixes_what_is_left_to_it_and_gives_soft_targets(make_server, applied):
    server = make_server(mixing=lambda step, samples: message(step, samples, applied), label_smoothing=0.1)
    for images, targets, info in CrescendoDataset(server.address, "baseline", targets="soft"):
        pixels = server.pixels(info.step).transpose(0, 3, 1, 2)
        assert info.mixing is not None
        expected = pixels if applied else reference(pixels, info.mixing)
        np.testing.assert_array_equal(images.numpy(), expected)
        labels = np.array([(info.step + k) % 10 for k in range(len(pixels))])
        np.testing.assert_array_equal(targets.numpy(), soft_targets(labels, info.mixing, 10, 0.1))


def test_device_batches_mix_what_is_left_to_them_and_give_soft_targets(make_server):
    server = make_server(mixing=lambda step, samples: message(step, samples, False), label_smoothing=0.1)
    with crescendo.Loader(server.address, "baseline") as loader:
        for images, targets, info in device_batches(loader, normalize=False, targets="soft", layout="NCHW"):
            assert info.mixing is not None
            expected = reference(server.pixels(info.step).transpose(0, 3, 1, 2), info.mixing)
            assert np.abs(np.asarray(images).astype(int) - expected).max() <= 1
            assert targets.shape == (len(expected), 10)
            assert targets.dtype == np.float32


def test_an_unknown_kind_of_targets_is_refused(server):
    with pytest.raises(crescendo.InvalidArgument, match="targets must be one of labels, soft"):
        CrescendoDataset(server.address, "baseline", targets="hard")
    with (
        crescendo.Loader(server.address, "baseline") as loader,
        pytest.raises(crescendo.InvalidArgument, match="targets must be one of"),
    ):
        device_batches(loader, targets="hard")
