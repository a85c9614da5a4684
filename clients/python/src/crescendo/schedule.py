"""What a run spec says of stages, budgets and costs, and their protobuf forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from crescendo._convert import check_names, set_value, wrong
from crescendo._gen import crescendo_pb2 as pb

__all__ = ["BudgetSpec", "ReplaySpec", "StageSpec", "Strength"]

Strength = float | tuple[float, float]
"""A constant, or where a straight line over the stage's share of the budget begins and ends."""

_STRENGTHS = ("magnitude", "erasing_probability", "mixup_alpha", "cutmix_alpha")
_COSTS = {"quadratic": pb.COST_KIND_QUADRATIC, "measured": pb.COST_KIND_MEASURED}


@dataclass(frozen=True)
class ReplaySpec:
    """A buffer of augmented samples, for trainers that are faster than their data.

    Each batch is a fresh part and samples of earlier batches of the same stage and rank.

    Attributes:
        times: Times that a sample is shown on average, 2 or more.
        size: Fresh batches that the buffer holds.
        split: Chunks into which a fresh batch is split; None takes 32.
    """

    times: int
    size: int
    split: int | None = None


@dataclass(frozen=True)
class StageSpec:
    """One stage of a custom schedule.

    Strengths are numbers, or pairs of numbers for a ramp over the stage.

    Attributes:
        until: Share of the budget at which the stage ends, in (0, 1]; 1 in the last stage.
        bandwidth: Side of the images in pixels; even, at most the base size.
        global_batch: Samples in a batch over all ranks; None takes the run's.
        randaugment: A timm config string, or ``"none"``; None takes the run's.
        erasing_probability: Probability of random erasing; None takes the run's.
        mixup_alpha: Alpha of mixup, 0 for none; None takes the run's. Needs the run's ``mixing``.
        cutmix_alpha: Alpha of cutmix, 0 for none; None takes the run's. Needs the run's ``mixing``.
        magnitude: Magnitude of RandAugment, 0..10; None takes the string's.
        micro_batch: Samples that a device trains at a time; None follows from the rest.
        accumulation: Micro-batches of a rank's batch; None follows from the rest.
        replay: Replay buffer; None for none.
    """

    until: float
    bandwidth: int
    global_batch: int | None = None
    randaugment: str | None = None
    erasing_probability: Strength | None = None
    mixup_alpha: Strength | None = None
    cutmix_alpha: Strength | None = None
    magnitude: Strength | None = None
    micro_batch: int | None = None
    accumulation: int | None = None
    replay: ReplaySpec | None = None


@dataclass(frozen=True)
class BudgetSpec:
    """A training budget in exactly one unit. The ends of stages in hours are decided while training.

    Attributes:
        equivalent_epochs: Passes over the data at the base size.
        samples: Samples trained, of whatever side.
        steps: Global steps.
        flops: FLOPs of training; needs ``flops_per_image``.
        wall_hours: Hours.
        accelerator_hours: Hours times ranks.
        flops_per_image: FLOPs of one image: at the base size, scaled by area, or by side in pixels.
    """

    equivalent_epochs: float | None = None
    samples: float | None = None
    steps: float | None = None
    flops: float | None = None
    wall_hours: float | None = None
    accelerator_hours: float | None = None
    flops_per_image: float | Mapping[int, float] | None = None


def stage_from(k: int, stage: object) -> StageSpec:
    """Makes a stage of plain data.

    Raises:
        InvalidSpec: A field is unknown or missing.
    """
    path = f"schedule.stages.{k}"
    if isinstance(stage, StageSpec):
        return stage
    if not isinstance(stage, Mapping):
        raise wrong(path, stage, "must be a StageSpec or a mapping")
    check_names(stage, [f.name for f in fields(StageSpec)], f"{path}.")
    for name in ("until", "bandwidth"):
        if name not in stage:
            raise wrong(f"{path}.{name}", None, "is missing")
    plain = dict(stage)
    for name in _STRENGTHS:
        plain[name] = _strength_from(stage.get(name), f"{path}.{name}")
    replay = stage.get("replay")
    if isinstance(replay, Mapping):
        check_names(replay, [f.name for f in fields(ReplaySpec)], f"{path}.replay.")
        for name in ("times", "size"):
            if name not in replay:
                raise wrong(f"{path}.replay.{name}", None, "is missing")
        plain["replay"] = ReplaySpec(**replay)
    return StageSpec(**plain)


def _strength_from(value: Any, path: str) -> Any:
    """A ramp may be ``{"from": a, "to": b}``, as in YAML."""
    if not isinstance(value, Mapping):
        return value
    check_names(value, ["from", "to"], f"{path}.")
    if len(value) != 2:
        raise wrong(path, dict(value), "must have from and to")
    return (value["from"], value["to"])


def fill_stage(message: pb.StageSpec, stage: StageSpec, path: str) -> None:
    """Fills the message of a stage.

    Raises:
        InvalidSpec: A value is of a wrong type.
    """
    for name in (f.name for f in fields(StageSpec)):
        value = getattr(stage, name)
        if value is None:
            continue
        if name in _STRENGTHS:
            _fill_strength(getattr(message, name), value, path + name)
        elif name == "replay":
            for part in ("times", "size", "split"):
                if getattr(value, part) is not None:
                    set_value(message.replay, part, getattr(value, part), f"{path}replay.")
        else:
            set_value(message, name, value, path)


def _fill_strength(message: pb.Strength, value: object, path: str) -> None:
    message.SetInParent()
    ramp: Sequence[Any] = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
    if len(ramp) not in (1, 2):
        raise wrong(path, value, "must be a number, or two for a ramp")
    try:
        setattr(message, "from", ramp[0])
        if len(ramp) == 2:
            message.to = ramp[1]
    except TypeError as error:
        raise wrong(path, value, "must be a number, or two for a ramp") from error


def stage_of(message: Any) -> StageSpec:
    """Reads a stage from its message."""
    strengths = {name: _strength_of(getattr(message, name)) for name in _STRENGTHS if message.HasField(name)}
    return StageSpec(
        until=message.until,
        bandwidth=message.bandwidth,
        global_batch=message.global_batch or None,
        randaugment=message.randaugment or None,
        micro_batch=message.micro_batch or None,
        accumulation=message.accumulation or None,
        replay=replay_of(message.replay) if message.HasField("replay") else None,
        **strengths,
    )


def _strength_of(message: pb.Strength) -> Strength:
    start: float = getattr(message, "from")
    return (start, message.to) if message.HasField("to") else start


def replay_of(message: pb.ReplaySpec) -> ReplaySpec:
    """Reads a replay buffer's parameters."""
    return ReplaySpec(message.times, message.size, message.split or None)


def budget_from(value: object) -> BudgetSpec | None:
    """Makes a budget of plain data.

    Raises:
        InvalidSpec: It is no mapping, or a field is unknown.
    """
    if value is None or isinstance(value, BudgetSpec):
        return value
    if not isinstance(value, Mapping):
        raise wrong("budget", value, "must be a BudgetSpec or a mapping")
    check_names(value, [f.name for f in fields(BudgetSpec)], "budget.")
    return BudgetSpec(**value)


def fill_budget(message: pb.BudgetSpec, budget: BudgetSpec) -> None:
    """Fills the message of a budget.

    Raises:
        InvalidSpec: A value is of a wrong type.
    """
    message.SetInParent()
    for name in (f.name for f in fields(BudgetSpec)):
        value = getattr(budget, name)
        if value is None:
            continue
        if name != "flops_per_image":
            set_value(message, name, value, "budget.")
        elif isinstance(value, Mapping):
            fill_table(message.flops_by_side, value, "budget.flops_per_image")
        else:
            set_value(message, "flops_at_base_size", value, "budget.")


def budget_of(message: Any) -> BudgetSpec:
    """Reads a budget from its message."""
    names = [f.name for f in fields(BudgetSpec) if f.name != "flops_per_image"]
    values = {name: getattr(message, name) for name in names if message.HasField(name)}
    flops = message.flops_at_base_size if message.HasField("flops_at_base_size") else dict(message.flops_by_side)
    return BudgetSpec(**values, flops_per_image=flops or None)


def fill_cost(message: pb.RunSpec, cost: object) -> None:
    """Sets the cost of a spec's message: ``"quadratic"``, ``"measured"`` or a table by side.

    Raises:
        InvalidSpec: It is none of these.
    """
    if isinstance(cost, Mapping):
        message.cost = pb.COST_KIND_TABLE
        # As in YAML, where a word stands for what is no table.
        fill_table(message.cost_by_side, cost.get("table", cost), "cost")
    elif isinstance(cost, str) and cost in _COSTS:
        message.cost = _COSTS[cost]
    else:
        raise wrong("cost", cost, f"must be a table or one of {', '.join(_COSTS)}")


def cost_of(message: pb.RunSpec) -> str | dict[int, float] | None:
    """Reads the cost of a spec's message."""
    if message.cost == pb.COST_KIND_TABLE:
        return dict(message.cost_by_side)
    return next((word for word, number in _COSTS.items() if number == message.cost), None)


def fill_table(message: Any, table: Mapping[Any, Any], path: str) -> None:
    """Fills a map from sides in pixels to numbers."""
    for side, value in table.items():
        try:
            message[int(side)] = value
        except (TypeError, ValueError) as error:
            raise wrong(f"{path}.{side}", value, "must be a number, by a side in pixels") from error
