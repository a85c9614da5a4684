"""The rules of a run spec's values. Generated from the server's src/spec/fields.ts."""

from __future__ import annotations

import math

from crescendo._spec_check import Rule

PRESETS = (
    "efficienttrain",
    "efficienttrain++",
    "efficienttrain++deit",
    "efficienttrain++convnext",
    "constant",
)
PRESET = Rule("string", words=PRESETS)
STAGES_MOST = 1000
RULES: dict[str, dict[str, Rule]] = {
    "ShuffleSpec": {
        "scope": Rule("string", words=("global", "window")),
        "shards": Rule("integer", least=1, most=1000000),
    },
    "MixedDatasetSpec": {
        "id": Rule("string"),
        "weight": Rule("number", least=0, most=1000000),
    },
    "ReplaySpec": {
        "times": Rule("integer", least=2, most=64),
        "size": Rule("integer", least=1, most=100000),
        "split": Rule("integer", least=1, most=4096),
    },
    "StageSpec": {
        "until": Rule("number", most=1, above=0),
        "bandwidth": Rule("integer", least=2, most=4294967295),
        "global_batch": Rule("integer", least=1, most=1048576),
        "randaugment": Rule("string"),
        "erasing_probability": Rule("number", least=0, most=1, ramp=True),
        "mixup_alpha": Rule("number", least=0, most=1000, ramp=True),
        "cutmix_alpha": Rule("number", least=0, most=1000, ramp=True),
        "magnitude": Rule("number", least=0, most=10, ramp=True),
        "micro_batch": Rule("integer", least=1, most=1048576),
        "accumulation": Rule("integer", least=1, most=65536),
        "weights": Rule("number", least=0, most=1000000, entries=(1, math.inf), alone=False),
    },
    "BudgetSpec": {
        "equivalent_epochs": Rule("number", most=1000000, above=0),
        "samples": Rule("number", most=9007199254740991, above=0),
        "steps": Rule("number", most=2147483647, above=0),
        "flops": Rule("number", most=1e30, above=0),
        "wall_hours": Rule("number", most=1000000, above=0),
        "accelerator_hours": Rule("number", most=1000000, above=0),
        "flops_per_image": Rule("number", most=1e30, above=0, table=Rule("number", most=1e30, above=0)),
    },
    "ErasingSpec": {
        "probability": Rule("number", least=0, most=1),
        "mode": Rule("string", words=("const", "rand", "pixel")),
        "count": Rule("integer", least=1, most=100, entries=(2, 2), alone=False),
        "area": Rule("number", least=0.000001, most=1, entries=(2, 2), alone=False),
        "ratio": Rule("number", least=0.001, most=1000, entries=(2, 2), alone=False),
    },
    "MixingSpec": {
        "where": Rule("string", words=("server", "client")),
        "mode": Rule("string", words=("batch", "pair", "elem")),
        "mixup_alpha": Rule("number", least=0, most=1000),
        "cutmix_alpha": Rule("number", least=0, most=1000),
        "cutmix_minmax": Rule("number", least=0, most=1, entries=(2, 2), alone=False),
        "probability": Rule("number", least=0, most=1),
        "switch_probability": Rule("number", least=0, most=1),
        "correct_lambda": Rule("boolean"),
        "label_smoothing": Rule("number", least=0, below=1),
        "until": Rule("number", most=1, above=0),
    },
    "ValidationSpec": {
        "dataset": Rule("string"),
        "global_batch": Rule("integer", least=1, most=1048576),
        "crop_pct": Rule("number", least=0.01, most=1),
        "interpolation": Rule("string", words=("bicubic", "bilinear", "lanczos", "box")),
    },
    "RunSpec": {
        "dataset": Rule("string"),
        "labels": Rule("string", words=("by_name", "offset")),
        "seed": Rule("integer", least=0, most=9007199254740991),
        "base_size": Rule("integer", least=8, most=512, entries=(2, 2)),
        "side_multiple": Rule("integer", least=1, most=512),
        "reference_size": Rule("integer", least=8, most=8192),
        "equivalent_epochs": Rule("number", most=1000000, above=0),
        "cost": Rule("string", words=("quadratic", "measured"), table=Rule("number", most=1e30, above=0)),
        "global_batch": Rule("integer", least=1, most=1048576),
        "world_size": Rule("integer", least=1, most=65536),
        "base_micro_batch": Rule("integer", least=1, most=1048576),
        "dtype": Rule("string", words=("uint8", "float32")),
        "fidelity": Rule("string", words=("exact", "matched")),
        "working_sides": Rule("integer", least=0, most=512, table=Rule("integer", least=0, most=512), alone=False),
        "low_frequency": Rule("string", words=("spectral", "lanczos")),
        "crop": Rule("string", words=("server", "client")),
        "outputs": Rule("string", words=("images", "crop_box"), entries=(1, math.inf), alone=False),
        "interpolation": Rule("string", words=("bicubic", "bilinear", "lanczos", "box", "random")),
        "crop_scale": Rule("number", above=0, entries=(2, 2), alone=False),
        "crop_ratio": Rule("number", above=0, entries=(2, 2), alone=False),
        "horizontal_flip": Rule("number", least=0, most=1),
        "vertical_flip": Rule("number", least=0, most=1),
        "augmentation_repeats": Rule("integer", least=1, most=8),
        "randaugment": Rule("string"),
        "augment_interpolation": Rule("string", words=("random", "nearest", "bilinear", "bicubic")),
        "color_jitter": Rule("number", least=0, most=10, entries=(3, 4)),
        "grayscale": Rule("number", least=0, most=1),
        "gaussian_blur": Rule("number", least=0, most=1),
        "mean": Rule("number", entries=(3, 3), alone=False),
        "std": Rule("number", entries=(3, 3), alone=False),
        "weight": Rule("number", least=0.01, most=100),
        "max_bad_samples": Rule("number", least=0),
    },
}
