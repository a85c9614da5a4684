"""Run specs: dict, dataclass and message are equivalent, and errors name the field."""

import math
from dataclasses import fields
from fractions import Fraction

import numpy as np
import pytest
from conformance import load

from crescendo import (
    BudgetSpec,
    ErasingSpec,
    InvalidSpec,
    MixedDatasetSpec,
    MixingSpec,
    ReplaySpec,
    RunSpec,
    ShuffleSpec,
    StageSpec,
    ValidationSpec,
)
from crescendo._gen import crescendo_pb2 as pb
from crescendo.spec import as_spec

PARTS = {
    RunSpec: pb.RunSpec,
    StageSpec: pb.StageSpec,
    ReplaySpec: pb.ReplaySpec,
    BudgetSpec: pb.BudgetSpec,
    ErasingSpec: pb.ErasingSpec,
    MixingSpec: pb.MixingSpec,
    MixedDatasetSpec: pb.MixedDatasetSpec,
    ShuffleSpec: pb.ShuffleSpec,
    ValidationSpec: pb.ValidationSpec,
}

FULL = {
    "dataset": "imagenet",
    "seed": 2**53 - 1,
    "base_size": 224,
    "schedule": [
        {"until": 0.5, "bandwidth": 96, "randaugment": "none"},
        {"until": 0.75, "bandwidth": 96, "erasing_probability": 0, "mixup_alpha": 0.1, "cutmix_alpha": 0},
        {
            "until": 0.8,
            "bandwidth": 96,
            "magnitude": {"from": 0, "to": 4.5},
            "erasing_probability": [0.1, 0],
            "micro_batch": 8,
            "accumulation": 2,
            "replay": {"times": 4, "size": 100, "split": 8},
        },
        {"until": 1, "bandwidth": 224, "global_batch": 512},
    ],
    "reference_size": 192,
    "budget": {"flops": 1e18, "flops_per_image": {96: 1e9, 224: 4e9}},
    "cost": {"table": {96: 0.25, 224: 1}},
    "base_micro_batch": 64,
    "equivalent_epochs": 90.5,
    "global_batch": 1024,
    "world_size": 8,
    "dtype": "float32",
    "fidelity": "matched",
    "working_sides": {96: 112},
    "low_frequency": "lanczos",
    "crop": "client",
    "outputs": ["images", "crop_box"],
    "interpolation": "random",
    "crop_scale": [0.25, 1],
    "crop_ratio": (0.5, 2),
    "horizontal_flip": 0,
    "vertical_flip": 0.25,
    "augmentation_repeats": 3,
    "shuffle": {"scope": "window", "shards": 16},
    "randaugment": "rand-m9-mstd0.5-inc1",
    "augment_interpolation": "bicubic",
    "color_jitter": 0.4,
    "grayscale": 0.2,
    "side_multiple": 32,
    "gaussian_blur": 0.5,
    "erasing": {"probability": 0, "mode": "rand", "count": [1, 3], "area": [0.1, 0.2], "ratio": [0.5, 2]},
    "mixing": {
        "where": "client",
        "mode": "elem",
        "mixup_alpha": 0,
        "cutmix_alpha": 0.5,
        "cutmix_minmax": [0.25, 0.5],
        "probability": 0.75,
        "switch_probability": 0,
        "correct_lambda": False,
        "label_smoothing": 0,
        "until": 0.5,
    },
    "mean": [0.5, 0.5, 0.5],
    "std": [0.25, 0.5, 1],
    "validation": {"dataset": "val", "global_batch": 50, "crop_pct": 0.95, "interpolation": "bilinear"},
    "max_bad_samples": 0.01,
    "weight": 2,
}


def test_every_field_survives_the_message():
    spec = RunSpec.from_message(RunSpec.from_dict(FULL).to_message())
    assert spec == RunSpec(
        dataset="imagenet",
        seed=2**53 - 1,
        base_size=224,
        schedule=(
            StageSpec(0.5, 96, randaugment="none"),
            StageSpec(0.75, 96, erasing_probability=0.0, mixup_alpha=0.1, cutmix_alpha=0.0),
            StageSpec(
                0.8,
                96,
                magnitude=(0.0, 4.5),
                erasing_probability=(0.1, 0.0),
                micro_batch=8,
                accumulation=2,
                replay=ReplaySpec(4, 100, 8),
            ),
            StageSpec(1.0, 224, 512),
        ),
        reference_size=192,
        budget=BudgetSpec(flops=1e18, flops_per_image={96: 1e9, 224: 4e9}),
        cost={96: 0.25, 224: 1.0},
        base_micro_batch=64,
        equivalent_epochs=90.5,
        global_batch=1024,
        world_size=8,
        dtype="float32",
        fidelity="matched",
        working_sides={96: 112},
        low_frequency="lanczos",
        crop="client",
        outputs=("images", "crop_box"),
        interpolation="random",
        crop_scale=(0.25, 1.0),
        crop_ratio=(0.5, 2.0),
        horizontal_flip=0.0,
        vertical_flip=0.25,
        shuffle=ShuffleSpec("window", 16),
        augmentation_repeats=3,
        randaugment="rand-m9-mstd0.5-inc1",
        augment_interpolation="bicubic",
        color_jitter=0.4,
        grayscale=0.2,
        side_multiple=32,
        gaussian_blur=0.5,
        erasing=ErasingSpec(0.0, "rand", (1, 3), (0.1, 0.2), (0.5, 2.0)),
        mixing=MixingSpec("client", "elem", 0.0, 0.5, (0.25, 0.5), 0.75, 0.0, False, 0.0, 0.5),
        mean=(0.5, 0.5, 0.5),
        std=(0.25, 0.5, 1.0),
    )
    assert spec.max_bad_samples == 0.01
    assert spec.validation == ValidationSpec("val", 50, 0.95, "bilinear")


def test_fields_that_are_not_given_are_not_sent():
    assert RunSpec("imagenet").to_message().ListFields() == [
        (RunSpec("x").to_message().DESCRIPTOR.fields_by_name["dataset"], "imagenet")
    ]


def test_zero_is_given_where_zero_is_a_value():
    message = RunSpec("imagenet", horizontal_flip=0.0, max_bad_samples=0).to_message()
    assert message.HasField("horizontal_flip")
    assert message.HasField("max_bad_samples")


def test_empty_parts_are_given():
    message = RunSpec.from_dict({"dataset": "x", "erasing": {}, "mixing": {}}).to_message()
    assert message.HasField("erasing")
    assert message.HasField("mixing")
    assert RunSpec.from_message(message).mixing == MixingSpec()


@pytest.mark.parametrize("schedule", ["constant", {"preset": "constant"}])
def test_a_preset_may_be_a_word_or_a_mapping(schedule):
    assert RunSpec.from_dict({"dataset": "x", "schedule": schedule}).to_message().schedule.preset == "constant"


def test_stages_may_be_in_a_mapping():
    schedule = {"stages": [{"until": 1, "bandwidth": 8}]}
    assert RunSpec.from_dict({"dataset": "x", "schedule": schedule}).schedule == (StageSpec(1, 8),)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"bandwidth": 4}, "bandwidth"),
        ({"dtype": "uint16"}, "dtype"),
        ({"low_frequency": "unspecified"}, "low_frequency"),
        ({"fidelity": "fast"}, "fidelity"),
        ({"working_sides": {96: 1.5}}, "working_sides.96"),
        ({"crop": "trainer"}, "crop"),
        ({"seed": -1}, "seed"),
        ({"seed": 1.5}, "seed"),
        ({"world_size": True}, "world_size"),
        ({"equivalent_epochs": float("nan")}, "equivalent_epochs"),
        ({"crop_scale": 0.5}, "crop_scale"),
        ({"crop_ratio": ["a", "b"]}, "crop_ratio.0"),
        ({"crop_ratio": [1, 2, 3]}, "crop_ratio"),
        ({"color_jitter": [0.4, 0.4]}, "color_jitter"),
        ({"mean": 0.5}, "mean"),
        ({"erasing": 0.25}, "erasing"),
        ({"erasing": {"reprob": 0.25}}, "erasing.reprob"),
        ({"erasing": {"mode": "noise"}}, "erasing.mode"),
        ({"erasing": {"count": [1.5, 2]}}, "erasing.count.0"),
        ({"mixing": {"where": "gpu"}}, "mixing.where"),
        ({"mixing": {"mixup_alpha": "0.8"}}, "mixing.mixup_alpha"),
        ({"mixing": {"correct_lambda": "yes"}}, "mixing.correct_lambda"),
        ({"mixing": {"cutmix_minmax": [0.5]}}, "mixing.cutmix_minmax"),
        ({"budget": 3}, "budget"),
        ({"budget": {"hours": 3}}, "budget.hours"),
        ({"budget": {"steps": "many"}}, "budget.steps"),
        ({"budget": {"flops": 1, "flops_per_image": {"big": 1}}}, "budget.flops_per_image.big"),
        ({"cost": "cubic"}, "cost"),
        ({"cost": {96: "x"}}, "cost.96"),
        ({"schedule": [{"until": 1, "bandwidth": 8, "magnitude": {"from": 1}}]}, "schedule.stages.0.magnitude"),
        ({"schedule": [{"until": 1, "bandwidth": 8, "magnitude": [1, 2, 3]}]}, "schedule.stages.0.magnitude"),
        ({"schedule": [{"until": 1, "bandwidth": 8, "mixup_alpha": "x"}]}, "schedule.stages.0.mixup_alpha"),
        ({"schedule": [{"until": 1, "bandwidth": 8, "replay": {"times": 2}}]}, "schedule.stages.0.replay.size"),
        ({"validation": {"crop_pct": 1}}, "validation.dataset"),
        ({"validation": {"dataset": "v", "size": 3}}, "validation.size"),
        ({"validation": {"dataset": "v", "interpolation": "x"}}, "validation.interpolation"),
        ({"schedule": 3}, "schedule"),
        ({"schedule": {}}, "schedule"),
        ({"schedule": {"name": "constant"}}, "schedule.name"),
        ({"schedule": [7]}, "schedule.stages.0"),
        ({"schedule": [{"until": 1}]}, "schedule.stages.0.bandwidth"),
        ({"schedule": [{"until": 1, "bandwidth": 8, "side": 8}]}, "schedule.stages.0.side"),
        ({"schedule": [{"until": "1", "bandwidth": 8}]}, "schedule.stages.0.until"),
    ],
)
def test_a_mistake_names_its_field(change, field):
    with pytest.raises(InvalidSpec) as caught:
        RunSpec.from_dict({"dataset": "x", **change}).to_message()
    assert caught.value.metadata["field"] == field
    assert field in str(caught.value)
    assert caught.value.reason == "INVALID_FIELD"


def test_a_spec_needs_a_dataset():
    with pytest.raises(InvalidSpec, match="dataset: is missing"):
        RunSpec.from_dict({"seed": 1})


MIXTURE = {
    "datasets": [{"id": "a", "weight": 0.7}, {"id": "b", "weight": 0, "shuffle": {"scope": "window", "shards": 4}}],
    "labels": "by_name",
    "schedule": [{"until": 0.5, "bandwidth": 96, "weights": [0, 1]}, {"until": 1, "bandwidth": 224}],
}


def test_a_mixture_survives_the_message():
    spec = RunSpec.from_message(RunSpec.from_dict(MIXTURE).to_message())
    assert spec == RunSpec(
        seed=0,
        datasets=(MixedDatasetSpec("a", 0.7), MixedDatasetSpec("b", 0.0, ShuffleSpec("window", 4))),
        labels="by_name",
        schedule=(StageSpec(0.5, 96, weights=(0.0, 1.0)), StageSpec(1.0, 224)),
    )
    assert spec.dataset is None
    with pytest.raises(InvalidSpec, match="dataset: is missing"):
        RunSpec(seed=1).to_message()
    with pytest.raises(InvalidSpec, match="datasets: must be a list of 1 or more entries"):
        RunSpec.from_dict({"datasets": {"a": 0.7}})
    with pytest.raises(InvalidSpec, match=r"datasets\.0\.name: is not a field"):
        RunSpec.from_dict({"datasets": [{"name": "a", "weight": 1}]})
    wrong = RunSpec.from_dict({**MIXTURE, "schedule": [{"until": 1, "bandwidth": 96, "weights": [1, "b"]}]})
    with pytest.raises(InvalidSpec, match=r"schedule\.stages\.0\.weights\.1: must be a number"):
        wrong.to_message()


def test_every_field_is_in_the_test_above_and_travels():
    """Fields come from the server's definition: a new one must be in ``FULL`` or ``MIXTURE``, and in the contract."""
    assert {field.name for field in fields(RunSpec)} == {*FULL, *MIXTURE}
    for kind, message in PARTS.items():
        for field in fields(kind):
            names = [field.metadata[name] for name in ("value", "table") if name in field.metadata] or [field.name]
            inside = pb.ScheduleSpec if field.name == "reference_size" else message
            assert set(names) <= set(inside.DESCRIPTOR.fields_by_name)


@pytest.mark.parametrize("case", load("specs.json"), ids=lambda case: case["name"])
def test_conformance(case):
    if "field" not in case:
        RunSpec.from_dict(case["spec"]).to_message()
        return
    with pytest.raises(InvalidSpec) as caught:
        RunSpec.from_dict(case["spec"]).to_message()
    assert caught.value.metadata["field"] == case["field"]
    for part in case.get("message", []):
        assert part in str(caught.value)
    if "bound" in case:
        assert caught.value.metadata["bound"] == case["bound"]


@pytest.mark.parametrize("value", [math.nan, math.inf, 2**53, Fraction(3, 2), b"8", object()])
def test_values_that_json_cannot_write_are_refused(value):
    with pytest.raises(InvalidSpec, match=r"global_batch: must be a whole number in 1\.\.1048576"):
        RunSpec(dataset="train", global_batch=value).to_message()


def test_numbers_of_numpy_are_numbers():
    message = RunSpec(dataset="train", global_batch=np.int64(8), horizontal_flip=np.float32(0.5)).to_message()
    assert (message.global_batch, message.horizontal_flip) == (8, 0.5)


def test_a_name_in_camel_case_is_refused_with_its_spelling_here():
    with pytest.raises(InvalidSpec, match=r"globalBatch: is not a field; did you mean global_batch\?"):
        RunSpec.from_dict({"dataset": "train", "globalBatch": 8})


def test_a_reference_size_without_stages_is_refused():
    with pytest.raises(InvalidSpec, match="reference_size: must be left out unless the schedule has stages"):
        RunSpec(dataset="train", reference_size=192).to_message()


def test_a_spec_that_is_no_mapping_is_refused():
    with pytest.raises(InvalidSpec, match=r"spec must be a RunSpec or a dict.*'spec.yaml'.*yaml.safe_load"):
        as_spec("spec.yaml")


@pytest.mark.parametrize(("wrong", "meant"), [("batch_size", "global_batch"), ("sched", "schedule")])
def test_a_name_of_another_library_or_a_beginning_is_recognised(wrong, meant):
    with pytest.raises(InvalidSpec, match=f"did you mean {meant}"):
        as_spec({"dataset": "train", wrong: 1})
