"""The torch adapter: values, memory layout, DataLoader, state."""

from types import SimpleNamespace

import numpy as np
import pytest
from fake_server import crop_boxes, pb
from reference import normalized

import crescendo

pytest.importorskip("torch")

import torch
from torch.utils.data import DataLoader

from crescendo.torch import CrescendoDataset


def test_uint8_images_are_the_pixels_without_a_copy(server):
    dataset = CrescendoDataset(server.address, "baseline")
    steps = []
    for images, labels, info in DataLoader(dataset, batch_size=None):
        assert images.dtype == torch.uint8
        assert images.shape == (len(labels), 3, info.bandwidth, info.bandwidth)
        assert images.is_contiguous(memory_format=torch.channels_last)
        np.testing.assert_array_equal(images.permute(0, 2, 3, 1).numpy(), server.pixels(info.step))
        assert labels.dtype == torch.int64
        assert labels[0] == info.step % 10
        steps.append(info.step)
    assert steps == list(range(12))
    assert server.consumed == {0: 11}


@pytest.mark.parametrize("device", [None, "cpu"])
@pytest.mark.parametrize("dtype", [pb.DTYPE_UINT8, pb.DTYPE_FLOAT32])
def test_normalized_images_are_bit_equal_to_the_definition(make_server, device, dtype):
    server = make_server(dtype=dtype)
    dataset = CrescendoDataset(server.address, "baseline", output="normalized", device=device)
    for images, _, info in dataset:
        assert images.dtype == torch.float32
        assert images.is_contiguous(memory_format=torch.channels_last)
        np.testing.assert_array_equal(images.numpy(), normalized(server.pixels(info.step)))


def test_normalising_uses_the_same_memory_again(server):
    dataset = CrescendoDataset(server.address, "baseline", output="normalized", start=7)
    addresses = set()
    for images, _, _ in dataset:
        addresses.add(images.data_ptr())
        del images
    assert len(addresses) == 1


def test_ring_of_buffers_holds_for_normalized_images_too(server):
    dataset = CrescendoDataset(server.address, "baseline", output="normalized", buffers=2)
    former = None
    for images, _, info in dataset:
        if former is not None:
            np.testing.assert_array_equal(former[0].numpy(), normalized(server.pixels(former[1])))
        former = (images, info.step)


@pytest.mark.parametrize("output", ["uint8", "normalized"])
def test_one_worker_process_delivers_the_same_batches(server, output):
    dataset = CrescendoDataset(server.address, "baseline", output=output)
    loader = DataLoader(dataset, batch_size=None, num_workers=1, multiprocessing_context="spawn", prefetch_factor=4)
    items = list(loader)
    assert [info.step for _, _, info in items] == list(range(12))
    for images, _, info in items:
        pixels = server.pixels(info.step)
        expected = pixels.transpose(0, 3, 1, 2) if output == "uint8" else normalized(pixels)
        np.testing.assert_array_equal(images.numpy(), expected)


def test_a_device_in_a_worker_process_is_refused(server):
    dataset = CrescendoDataset(server.address, "baseline", device="cpu")
    loader = DataLoader(dataset, batch_size=None, num_workers=1, multiprocessing_context="spawn")
    with pytest.raises(Exception, match="num_workers=0"):
        next(iter(loader))


def test_several_worker_processes_are_refused(server, monkeypatch):
    # Simulated instead of started: torch cannot end an iterator quietly while its second process is still starting.
    monkeypatch.setattr("crescendo.torch.get_worker_info", lambda: SimpleNamespace(num_workers=2, id=0))
    with pytest.raises(crescendo.InvalidArgument, match="num_workers is 2"):
        next(iter(CrescendoDataset(server.address, "baseline")))


def test_a_state_continues_in_another_dataset(server):
    dataset = CrescendoDataset(server.address, "baseline")
    assert dataset.state_dict()["next_step"] == 0
    items = iter(dataset)
    infos = [next(items)[2] for _ in range(5)]
    state = dataset.state_dict()
    items.close()
    assert state["next_step"] == 5
    assert dataset.state_dict(infos[2])["next_step"] == 3
    other = CrescendoDataset(server.address, "baseline", start="beginning")
    other.load_state_dict(state)
    assert other.state_dict() == state
    assert [info.step for _, _, info in other] == list(range(5, 12))


def test_iterating_again_continues(server):
    dataset = CrescendoDataset(server.address, "baseline")
    first = []
    for _, _, info in dataset:
        first.append(info.step)
        if info.step == 4:
            break
    assert first == [0, 1, 2, 3, 4]
    assert [info.step for _, _, info in dataset] == list(range(5, 12))
    assert list(dataset) == []


def test_a_state_of_another_run_is_refused_when_iteration_begins(server):
    dataset = CrescendoDataset(server.address, "baseline")
    dataset.load_state_dict({**dataset.state_dict(), "run": "other"})
    with pytest.raises(crescendo.FailedPrecondition, match="run"):
        next(iter(dataset))


def test_items_carry_the_budget(server):
    dataset = CrescendoDataset(server.address, "baseline", spec={"dataset": "fake"})
    assert dataset.run.total_steps == 12
    assert [info.budget_fraction for _, _, info in dataset] == [step / 12 for step in range(12)]


def test_rank_and_world_size_come_from_torch_distributed(make_server, monkeypatch):
    server = make_server(world_size=2)
    monkeypatch.setattr(torch.distributed, "is_initialized", lambda: True)
    monkeypatch.setattr(torch.distributed, "get_rank", lambda: 1)
    monkeypatch.setattr(torch.distributed, "get_world_size", lambda: 2)
    items = iter(CrescendoDataset(server.address, "baseline"))
    assert next(items)[2].rank_offset == 4
    items.close()
    assert [(subscription.rank, subscription.world_size) for subscription in server.subscriptions] == [(1, 2)]


def test_rank_and_world_size_may_be_given(make_server):
    server = make_server(world_size=2)
    images, _, info = next(iter(CrescendoDataset(server.address, "baseline", rank=1, world_size=2)))
    np.testing.assert_array_equal(images.permute(0, 2, 3, 1).numpy(), server.pixels(0, 1))
    assert info.rank_offset == 4


def test_wrong_arguments_are_named(server):
    with pytest.raises(crescendo.InvalidArgument, match="output must be one of uint8, normalized"):
        CrescendoDataset(server.address, "baseline", output="float")
    for wrong in ({"mean": (0.5,)}, {"mean": (123.7, 116.3, 103.5)}, {"std": (58.4, 57.1, 57.4)}):
        with pytest.raises(crescendo.InvalidArgument, match=r"three numbers in units of 0..1.* divide"):
            CrescendoDataset(server.address, "baseline", **wrong)


def test_plain_labels_of_mixed_images_must_be_asked_for(make_server):
    server = make_server(mixing=lambda step, samples: pb.Mixing())
    with pytest.raises(crescendo.InvalidArgument, match=r'mixes images.* say targets="soft"'):
        next(iter(CrescendoDataset(server.address, "baseline")))


def test_a_second_iteration_says_that_it_has_no_batches(server, caplog):
    dataset = CrescendoDataset(server.address, "baseline")
    assert [sum(1 for _ in dataset) for _ in range(2)] == [12, 0]
    assert ["run baseline is at its end (step 12 of 12)" in record.getMessage() for record in caplog.records] == [True]


def test_a_training_loop_learns(server):
    """The loop of the README, with a model that must fit the labels it is given."""
    torch.manual_seed(0)
    dataset = CrescendoDataset(server.address, "baseline", output="normalized")
    model = torch.nn.Sequential(torch.nn.AdaptiveAvgPool2d(4), torch.nn.Flatten(), torch.nn.Linear(48, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for images, labels, info in dataset:
        for group in optimizer.param_groups:
            group["lr"] = 0.1 * (1 - info.budget_fraction)
        before = torch.nn.functional.cross_entropy(model(images), labels)
        optimizer.zero_grad()
        before.backward()
        optimizer.step()
        with torch.no_grad():
            assert torch.nn.functional.cross_entropy(model(images), labels) < before


@pytest.mark.parametrize("workers", [0, 1])
def test_dicts_have_all_tensors_and_the_description_apart(make_server, workers):
    server = make_server(crop_box=True)
    dataset = CrescendoDataset(server.address, "baseline", form="dict")
    spawned = {"num_workers": 1, "multiprocessing_context": "spawn"} if workers else {}
    steps = 0
    for batch in DataLoader(dataset, batch_size=None, **spawned):
        assert list(batch) == ["images", "labels", "crop_box"]
        assert all(isinstance(tensor, torch.Tensor) for tensor in batch.values())
        np.testing.assert_array_equal(batch["images"].permute(0, 2, 3, 1).numpy(), server.pixels(steps))
        np.testing.assert_array_equal(batch["crop_box"].numpy(), crop_boxes(steps, len(batch["labels"])))
        if not workers:
            assert dataset.info.step == steps
        steps += 1
    assert steps == 12
    with pytest.raises(crescendo.InvalidArgument, match="form must be one of tuple, dict"):
        CrescendoDataset(server.address, "baseline", form="list")


def test_the_length_is_that_of_the_iteration(server):
    dataset = CrescendoDataset(server.address, "baseline", start=3)
    loader = DataLoader(dataset, batch_size=None)
    assert len(dataset) == len(loader) == 9
    items = iter(dataset)
    for _ in range(4):
        next(items)
        assert len(dataset) == 9
    items.close()
    assert len(dataset) == 5
    assert len(list(loader)) == 5
    assert len(dataset) == 0


@pytest.mark.parametrize("arguments", [{}, {"batch_size": 4}, {"batch_size": 2, "drop_last": True}])
def test_a_data_loader_that_would_make_batches_of_batches_is_refused(server, arguments):
    for form in ("tuple", "dict"):
        dataset = CrescendoDataset(server.address, "baseline", form=form)
        with pytest.raises(crescendo.InvalidArgument, match=r"use DataLoader\(dataset, batch_size=None\)"):
            next(iter(DataLoader(dataset, **arguments)))
    assert server.subscriptions == []


def test_a_data_loader_that_would_shuffle_is_refused(server):
    with pytest.raises(ValueError, match="shuffle"):
        DataLoader(CrescendoDataset(server.address, "baseline"), batch_size=None, shuffle=True)


def test_epochs_of_a_dataset(server):
    dataset = CrescendoDataset(server.address, "baseline")
    dataset.set_epoch(3)
    seen = []
    for epoch in dataset.epochs(4):
        seen.append([info.step for _, _, info in epoch])
        assert dataset.state_dict()["next_step"] == seen[-1][-1] + 1
        if epoch.index == 1:
            break
    assert seen == [[0, 1, 2], [3, 4, 5]]
    assert [[info.step for _, _, info in epoch] for epoch in dataset.epochs(4)] == [[6, 7, 8], [9, 10, 11]]
    with pytest.raises(crescendo.InvalidArgument, match='split="train"'):
        CrescendoDataset(server.address, "baseline", split="val").epochs(2)
