"""Settings of transformers' ``Trainer`` that would train something else than the run, or that mean nothing with one."""

from __future__ import annotations

import dataclasses
from typing import Any

from crescendo._torch_data_loader import check_place
from crescendo.errors import InvalidArgument
from crescendo.torch import CrescendoDataset

_EXACTLY = {
    "num_train_epochs": (1, "one epoch of the Trainer is the whole run, whose budget is in its spec"),
    "gradient_accumulation_steps": (
        1,
        "the run's global_batch is that of an optimizer step; to fit it into memory, give the spec a base_micro_batch",
    ),
    "ignore_data_skip": (False, "a checkpoint continues with the batch after its last one, without reading the others"),
    "auto_find_batch_size": (False, "the size of a batch is the run's"),
    "dataloader_num_workers": (0, "the dataset reads ahead by itself"),
}
_UNUSED = {
    "learning_rate": "give CrescendoTrainer learning_rate=, a function of the spent budget",
    "lr_scheduler_type": "give CrescendoTrainer learning_rate=, a function of the spent budget",
    "warmup_steps": "give CrescendoTrainer learning_rate=, a function of the spent budget",
    "warmup_ratio": "give CrescendoTrainer learning_rate=, a function of the spent budget",
    "per_device_train_batch_size": "the spec's global_batch is that of all processes",
    "per_device_eval_batch_size": "the spec's validation.global_batch is that of all processes",
}


def check_arguments(args: Any) -> None:
    """Checks ``TrainingArguments``.

    Raises:
        InvalidArgument: One of them would leave batches out or repeat them, or would be ignored.
    """
    for name, (bound, why) in _EXACTLY.items():
        if getattr(args, name, bound) != bound:
            raise _refused(name, getattr(args, name), str(bound), why)
    defaults = {field.name: field.default for field in dataclasses.fields(args)}
    for name, why in _UNUSED.items():
        if name in defaults and getattr(args, name) != defaults[name]:
            raise _refused(name, getattr(args, name), "left out", why)


def check_training_data(dataset: Any, args: Any, *, own_loss: bool) -> None:
    """Checks the training data.

    Args:
        dataset: The training data.
        args: The ``TrainingArguments``.
        own_loss: True if the user computes the loss.

    Raises:
        InvalidArgument: It is no dataset of Crescendo, or not of the kind that the Trainer needs.
    """
    check_dataset(dataset, "train_dataset", args)
    if dataset._validation is not None:
        raise _refused("train_dataset", 'split="val"', 'split="train"', "it would train on the validation data")
    if dataset.run.total_steps is None:
        raise _refused(
            "budget",
            "measured",
            "planned",
            "the Trainer must know the number of steps before: equivalent_epochs, steps",
        )
    if args.max_steps > dataset.run.total_steps:
        raise _refused("max_steps", args.max_steps, f"at most {dataset.run.total_steps}", "the run has no more steps")
    if dataset._targets_given == "soft" and not own_loss:
        raise _refused(
            "targets",
            "soft",
            '"labels"',
            "a model of transformers takes float labels for several classes at once and trains a binary cross-entropy: "
            "give the Trainer compute_loss_func=",
        )


def check_validation_data(dataset: Any, args: Any) -> None:
    """Checks the validation data.

    Raises:
        InvalidArgument: It is the training data, or its ranks would have unequal numbers of batches.
    """
    check_dataset(dataset, "eval_dataset", args)
    if dataset._validation is None:
        raise _refused(
            "eval_dataset", 'split="train"', 'split="val"', "evaluating would use up batches of the training"
        )
    if args.world_size > 1 and not dataset._validation["pad"]:
        raise _refused("pad", False, "True", "in several processes, all need the same number of validation batches")


def check_dataset(dataset: Any, field: str, args: Any) -> None:
    """Checks what both kinds of data need.

    Raises:
        InvalidArgument: It is no dataset of Crescendo, yields tuples, or belongs to another rank.
    """
    if not isinstance(dataset, CrescendoDataset):
        raise _refused(
            field, type(dataset).__name__, "a CrescendoDataset", "others are for the Trainer of transformers"
        )
    if not dataset._dicts:
        raise _refused("form", "tuple", '"dict"', "the Trainer hands a batch to the model as named arguments")
    check_place((dataset._rank, dataset._world_size), (args.process_index, args.world_size))


def _refused(field: str, value: Any, bound: str, why: str) -> InvalidArgument:
    return InvalidArgument(
        f"{field} is {value} but must be {bound} with CrescendoTrainer: {why}",
        reason="INVALID_FIELD",
        metadata={"field": field, "value": str(value), "bound": bound},
    )
