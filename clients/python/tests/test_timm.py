"""The stand-in for timm's create_loader, and the arguments of train.py that it reads."""

import argparse

import pytest

torch = pytest.importorskip("torch")

from fake_server import schedule

from crescendo import FailedPrecondition, InvalidArgument, Loader, OutOfRange
from crescendo._epochs import epoch_bounds
from crescendo._timm_arguments import check_arguments, epochs_of, spec_of
from crescendo.timm import EvalLoader, create_loader

CONFIG = {
    "input_size": (3, 16, 16),
    "interpolation": "bicubic",
    "mean": (0.485, 0.456, 0.406),
    "std": (0.229, 0.224, 0.225),
    "crop_pct": 0.9,
    "crop_mode": "center",
}
ARGS = {"train_split": "train", "val_split": "val", "batch_size": 8, "epochs": 3, "seed": 5, "experiment": "baseline"}


def spec(**args):
    given = {**ARGS, **args}
    check_arguments(given)
    return spec_of(given, CONFIG, epochs=epochs_of(given), world_size=1, own={})


def loader_of(server, *, is_training=True, **args):
    given = argparse.Namespace(**{**ARGS, "data_dir": server.address, **args})
    return create_loader(given, CONFIG, is_training=is_training)


def test_the_defaults_of_train_py_become_a_spec():
    assert spec() == {
        "dataset": "train",
        "seed": 5,
        "base_size": 16,
        "global_batch": 8,
        "world_size": 1,
        "mean": CONFIG["mean"],
        "std": CONFIG["std"],
        "validation": {"dataset": "val", "global_batch": 8, "crop_pct": 0.9, "interpolation": "bicubic"},
        "interpolation": "bicubic",
        "augment_interpolation": "bicubic",
        "crop_scale": (0.08, 1.0),
        "crop_ratio": (3 / 4, 4 / 3),
        "horizontal_flip": 0.5,
        "vertical_flip": 0.0,
        "augmentation_repeats": 1,
        "randaugment": "none",
        "color_jitter": 0.4,
        "grayscale": 0.0,
        "gaussian_blur": 0.0,
        "equivalent_epochs": 3,
    }


def test_augmentation_is_mapped():
    made = spec(
        aa="rand-m9-mstd0.5-inc1", reprob=0.25, recount=3, mixup=0.8, cutmix=1.0, smoothing=0.1, mixup_prob=0.5,
        mixup_mode="pair", train_interpolation="random", hflip=0.0, color_jitter=[0.1, 0.2, 0.3], scale=[0.2, 1.0],
    )  # fmt: skip
    assert made["randaugment"] == "rand-m9-mstd0.5-inc1"
    assert made["erasing"] == {"probability": 0.25, "mode": "pixel", "count": (1, 3)}
    assert made["mixing"] == {
        "where": "server", "mode": "pair", "mixup_alpha": 0.8, "cutmix_alpha": 1.0, "probability": 0.5,
        "switch_probability": 0.5, "label_smoothing": 0.1,
    }  # fmt: skip
    assert (made["interpolation"], made["augment_interpolation"]) == ("random", "random")
    assert (made["horizontal_flip"], made["color_jitter"], made["crop_scale"]) == (0.0, (0.1, 0.2, 0.3), (0.2, 1.0))


def test_repeats_vertical_flips_and_the_end_of_mixing_are_mapped():
    made = spec(aug_repeats=3.0, vflip=0.25, mixup=0.8, mixup_off_epoch=2, aa="augmix-m3-w3")
    assert (made["augmentation_repeats"], made["vertical_flip"], made["randaugment"]) == (3, 0.25, "augmix-m3-w3")
    assert made["mixing"]["until"] == 2 / 3
    assert "until" not in spec(mixup=0.8, mixup_off_epoch=3)["mixing"]
    with pytest.raises(InvalidArgument, match="--aug-repeats"):
        spec(aug_repeats=2.5)


def test_without_the_prefetcher_mixing_comes_after_erasing():
    assert spec(cutmix_minmax=[0.2, 0.8], no_prefetcher=True)["mixing"] == {
        "where": "client", "mode": "batch", "mixup_alpha": 0.0, "cutmix_alpha": 1.0, "cutmix_minmax": (0.2, 0.8),
        "probability": 1.0, "switch_probability": 0.5, "label_smoothing": 0.1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("no_aug", True), ("train_crop_mode", "rkrc"), ("color_jitter_prob", 0.8), ("aug_splits", 3),
        ("jsd_loss", True),
        ("split_bn", True), ("resplit", True), ("epoch_repeats", 2.0), ("tta", 2), ("dataset", "torch/cifar10"),
        ("dataset_download", True), ("class_map", "c.txt"), ("input_img_mode", "L"), ("in_chans", 1),
        ("naflex_loader", True), ("train_num_samples", 5), ("lr_cycle_limit", 2), ("mixup_of_tomorrow", 0.5),
        ("augment_of_tomorrow", "x"),
    ],
)  # fmt: skip
def test_what_has_no_counterpart_is_refused_by_name(name, value):
    with pytest.raises(InvalidArgument, match="--" + name.replace("_", "-")) as raised:
        spec(**{name: value})
    assert raised.value.metadata["field"] == name


def test_arguments_of_the_model_and_values_that_change_nothing_pass():
    assert spec(
        model="resnet18", drop_path=0.1, opt="adamw", aug_splits=0, in_chans=3, train_crop_mode="rrc", workers=8,
        naflex_loader=False, naflex_patch_sizes=[8, 16], dataset_trust_remote_code=True, worker_seeding="all",
    ) == spec()  # fmt: skip


def test_images_that_are_not_square_have_a_height_and_a_width():
    rectangle = spec_of(ARGS, {**CONFIG, "input_size": (3, 16, 32)}, epochs=3, world_size=1, own={})
    assert rectangle["base_size"] == [16, 32]


def test_images_of_another_colour_and_fields_of_arguments_are_refused():
    with pytest.raises(InvalidArgument, match="--input-size"):
        spec_of(ARGS, {**CONFIG, "input_size": (1, 16, 16)}, epochs=3, world_size=1, own={})
    with pytest.raises(InvalidArgument, match="--crop-mode"):
        spec_of(ARGS, {**CONFIG, "crop_mode": "squash"}, epochs=3, world_size=1, own={})
    with pytest.raises(InvalidArgument, match="crop_scale follows from"):
        spec_of(ARGS, CONFIG, epochs=3, world_size=1, own={"crop_scale": (1, 1)})


def test_a_checkpoint_within_an_epoch_needs_the_epoch_to_train_again():
    with pytest.raises(InvalidArgument, match="within an epoch"):
        spec(resume="out/recovery-3-200.pth.tar")
    spec(resume="out/recovery-3-200.pth.tar", start_epoch=3)
    spec(resume="out/checkpoint-3.pth.tar")


def test_warm_up_before_and_cool_down_after_the_schedule_are_part_of_the_budget():
    assert spec(epochs=10, cooldown_epochs=2)["equivalent_epochs"] == 12
    assert spec(epochs=10, cooldown_epochs=2, sched="step")["equivalent_epochs"] == 10
    assert spec(epochs=10, warmup_epochs=5)["equivalent_epochs"] == 10
    assert spec(epochs=10, warmup_epochs=5, warmup_prefix=True)["equivalent_epochs"] == 15


@pytest.mark.parametrize("count", [1, 2, 5, 7, 12])
def test_the_bounds_of_epochs_are_those_of_the_loader(make_server, count):
    server = make_server(schedule((5, 8, 8), (4, 12, 8), (3, 16, 8)))
    with Loader(server.address, "baseline", start=0) as loader:
        ends = [[batch.step for batch in epoch][-1] + 1 for epoch in loader.epochs(count)]
        assert epoch_bounds(loader.run, count) == (0, *ends)


def test_an_iteration_is_an_epoch_and_every_batch_comes_once(server):
    loader = loader_of(server)
    assert len(loader.dataset) == loader.run.sample_count
    shapes = []
    for epoch in range(3):
        loader.dataset.set_epoch(epoch)
        assert len(loader) == 4
        batches = [(tuple(images.shape), images.dtype, images.is_contiguous()) for images, _ in loader]
        assert len(batches) == 4
        shapes += batches
    assert [shape[0][-1] for shape in shapes] == [loader.run.stage_at(k).bandwidth for k in range(12)]
    assert {shape[1:] for shape in shapes} == {(torch.float32, True)}
    assert server.consumed == {0: 11}
    with pytest.raises(OutOfRange, match=r"epochs 0\.\.2.*no epoch 3"):
        next(iter(loader))
    with pytest.raises(OutOfRange, match="no epoch 3"):
        loader.dataset.set_epoch(3)


def test_inputs_have_the_format_and_type_that_train_py_asks_for(server):
    loader = loader_of(server, channels_last=True, model_dtype="bfloat16")
    images = next(iter(loader))[0]
    assert images.dtype == torch.bfloat16
    assert images.is_contiguous(memory_format=torch.channels_last)


def test_the_rank_is_that_of_train_py_or_of_torch_distributed(server, monkeypatch):
    def asked(**args):
        arguments = loader_of(server, **args)._data._loader_arguments
        return arguments["rank"], arguments["world_size"], arguments["spec"]["global_batch"]

    assert asked() == (0, 1, 8)
    assert asked(rank=1, world_size=2) == (1, 2, 16)
    for name, value in (("is_initialized", True), ("get_rank", 1), ("get_world_size", 2)):
        monkeypatch.setattr(torch.distributed, name, lambda value=value: value)
    assert asked() == (1, 2, 16)


def labels_of(loader):
    return [targets.clone() for _, targets in loader]


def test_resuming_at_an_epoch_gives_the_same_batches(server):
    loader = loader_of(server)
    whole = [labels_of(loader) for _ in range(3)]
    again = loader_of(server)
    again.sampler.set_epoch(1)
    assert all(map(torch.equal, labels_of(again), whole[1]))
    again.sampler.set_epoch(1)
    assert all(map(torch.equal, labels_of(again), whole[1]))


def test_a_fresh_start_in_a_run_that_has_progress_is_an_error(server):
    loader = loader_of(server)
    labels_of(loader)
    del loader
    with pytest.raises(FailedPrecondition) as raised:
        next(iter(loader_of(server)))
    assert raised.value.reason == "RUN_HAS_PROGRESS"


def test_a_state_within_an_epoch_continues_there(server):
    loader = loader_of(server)
    whole = labels_of(loader)
    loader.set_epoch(0)
    batches = iter(loader)
    next(batches)
    state = loader.state_dict()
    again = loader_of(server)
    again.load_state_dict(state)
    with pytest.raises(InvalidArgument, match="--start-epoch 0"):
        again.set_epoch(1)
    again.set_epoch(0)
    assert len(again) == 3
    assert all(map(torch.equal, labels_of(again), whole[1:]))
    assert len(again) == 4
    batches.close()


def test_more_epochs_than_steps_and_learning_rates_by_update_are_refused(make_server):
    server = make_server(schedule((5, 8, 8), (4, 12, 8), (3, 16, 8)))
    with pytest.raises(InvalidArgument, match="12 steps, which leaves some of 13 epochs"):
        loader_of(server, epochs=13)
    with pytest.raises(InvalidArgument, match=r"--sched-on-updates.*epochs have 2 to 3 steps"):
        loader_of(server, epochs=5, sched_on_updates=True)
    loader_of(server, epochs=4, sched_on_updates=True)


def test_the_model_must_have_the_classes_of_the_dataset(server):
    with pytest.raises(FailedPrecondition, match=r"--num-classes \d+"):
        loader_of(server, num_classes=1000)


def test_the_run_decides_when_images_are_mixed(server):
    loader = loader_of(server)
    assert not loader.mixup_enabled
    loader.mixup_enabled = False
    with pytest.raises(FailedPrecondition, match="does not mix in epoch 0"):
        loader.mixup_enabled = True


def test_a_name_and_an_address_are_needed(server):
    with pytest.raises(InvalidArgument, match="--experiment"):
        loader_of(server, experiment="")
    with pytest.raises(InvalidArgument, match="address"):
        create_loader(ARGS, CONFIG, is_training=True)
    with pytest.raises(InvalidArgument, match="the arguments have no epochs"):
        create_loader({"batch_size": 8}, CONFIG, is_training=True)


class Validation:
    """Validation batches by their labels; an image has the number of its sample."""

    def __init__(self, *batches):
        self.batches = batches
        self.run = argparse.Namespace(name="baseline", validation_sample_count=5)

    def __len__(self):
        return len(self.batches)

    def __iter__(self):
        first = 0
        for labels in self.batches:
            yield torch.arange(first, first + len(labels)).view(-1, 1, 1, 1).float(), torch.tensor(labels), None
            first += len(labels)


def evaluated(*batches):
    loader = EvalLoader(Validation(*batches), lambda images: images)
    assert (len(loader), len(loader.dataset)) == (len(batches), 5)
    return [(images.flatten().tolist(), targets.tolist()) for images, targets in loader]


def test_positions_without_a_sample_repeat_other_samples_of_the_rank():
    assert evaluated([7, 8, 9, 6], [5, -100]) == [([0, 1, 2, 3], [7, 8, 9, 6]), ([4, 4], [5, 5])]
    assert evaluated([-100, 8, 9, -100]) == [([1, 1, 2, 2], [8, 8, 9, 9])]
    assert evaluated([7, 8], [-100, -100]) == [([0, 1], [7, 8]), ([0, 1], [7, 8])]
    with pytest.raises(FailedPrecondition, match="crescendo runs show baseline"):
        evaluated([-100, -100], [7, 8])
