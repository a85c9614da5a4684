"""Sides that a model can take, and the first step at each of them."""

from types import SimpleNamespace

import pytest
from fake_server import pb, schedule

import crescendo

pytest.importorskip("torch")

import torch

from crescendo.torch import CrescendoDataset, side_multiple_of, warm_up


class Patches(torch.nn.Module):
    """A model of patches, as timm names them."""

    def __init__(self, size):
        super().__init__()
        self.patch_embed = SimpleNamespace(patch_size=size)


def test_the_multiple_is_the_side_of_the_patches():
    assert side_multiple_of(16) == 16
    assert side_multiple_of(Patches((14, 14))) == 14
    assert side_multiple_of(Patches([4, 6])) == 12
    hugging_face = torch.nn.Module()
    hugging_face.config = SimpleNamespace(patch_size=32)
    assert side_multiple_of(hugging_face) == 32
    with pytest.raises(crescendo.InvalidArgument, match=r"Conv2d has no patch_embed.patch_size .*: give side_multiple"):
        side_multiple_of(torch.nn.Conv2d(3, 8, 3))


@pytest.mark.parametrize(
    ("spec", "asked"),
    [
        ({"dataset": "fake"}, 4),
        ({"dataset": "fake", "side_multiple": "auto"}, 4),
        ({"dataset": "fake", "side_multiple": 8}, 8),
        (crescendo.RunSpec(dataset="fake"), 4),
        (crescendo.RunSpec(dataset="fake", side_multiple=2), 2),
    ],
)
def test_a_dataset_asks_for_the_multiple_of_its_model(make_server, spec, asked):
    server = make_server(schedule((4, 8, 8), (5, 16, 4)), version=pb.Version(revision=2))
    assert CrescendoDataset(server.address, "r", spec=spec, model=Patches((4, 4))).run.name == "r"
    assert server.opened.spec.side_multiple == asked


def test_auto_without_a_model_is_refused(server):
    with pytest.raises(crescendo.InvalidArgument, match="needs a model"):
        CrescendoDataset(server.address, "r", spec={"dataset": "fake", "side_multiple": "auto"})


def test_a_run_whose_sides_the_model_cannot_take_is_refused(server):
    dataset = CrescendoDataset(server.address, "r", model=8)
    with pytest.raises(crescendo.FailedPrecondition, match=r"stage 1 of run r trains at side 12, .* model's 8"):
        next(iter(dataset))


def test_warm_up_takes_each_shape_once_and_leaves_no_trace(make_server):
    server = make_server(schedule((2, (8, 10), 8), (2, 12, 8), (2, 12, 8), (2, 12, 4)))
    run = CrescendoDataset(server.address, "r").run
    torch.manual_seed(0)
    model = torch.nn.Sequential(
        torch.nn.Conv2d(3, 4, 3), torch.nn.BatchNorm2d(4), torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten()
    )
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    shapes = []

    def step(images, labels):
        shapes.append(tuple(images.shape))
        assert images.is_contiguous(memory_format=torch.channels_last)
        loss = torch.nn.functional.cross_entropy(model(images + torch.rand(())), labels)
        loss.backward()
        optimizer.step()

    drawn = torch.get_rng_state()
    for targets in ("labels", "soft"):
        run_of_four = SimpleNamespace(stages=run.stages, samples_at=run.samples_at, class_names=run.class_names[:4])
        warm_up(step, run_of_four, restore=[model, optimizer], targets=targets)
    assert shapes == [(4, 3, 12, 12), (8, 3, 8, 10), (8, 3, 12, 12)] * 2
    assert torch.equal(torch.get_rng_state(), drawn)
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
    assert all(parameter.grad is None for parameter in model.parameters())
    assert not optimizer.state_dict()["state"]
    assert server.subscriptions == []
    with pytest.raises(crescendo.InvalidArgument, match="targets must be one of"):
        warm_up(step, run, restore=[], targets="hard")


def test_warm_up_restores_after_a_step_that_fails(server):
    run, model = CrescendoDataset(server.address, "r").run, torch.nn.Linear(1, 1)
    before = model.weight.clone()

    def step(images, labels):
        model.weight.data.zero_()
        raise RuntimeError("out of memory")

    with pytest.raises(RuntimeError):
        warm_up(step, run, restore=[model])
    assert torch.equal(model.weight, before)
