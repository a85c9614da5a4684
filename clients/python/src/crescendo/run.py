"""The server's description of a run: its schedule, its identity and its state."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from crescendo._convert import enum_word
from crescendo._gen import crescendo_pb2 as pb
from crescendo._sizes import SQUARE, fill_size, size_of
from crescendo.schedule import ReplaySpec, replay_of
from crescendo.spec import RunSpec

__all__ = ["BadSample", "MeasuredCost", "RankProgress", "Run", "RunStatus", "Stage"]


_ENDLESS = 2**53


@dataclass(frozen=True)
class Stage:
    """One stage of a schedule.

    Attributes:
        index: Position in the schedule, from 0.
        first_step: First global step.
        steps: Number of global steps.
        budget_start: Share of the budget spent before the stage, 0..1.
        budget_end: Share of the budget spent after it, 0..1.
        bandwidth: Side of the images in pixels, the shorter one of rectangles.
        global_batch: Samples in a batch over all ranks.
        magnitude: RandAugment magnitude at the stage's first step; None without augmentation.
        erasing_probability: Probability of random erasing; 0 if it is off.
        mixup_alpha: Alpha of mixup; 0 if it is off.
        cutmix_alpha: Alpha of cutmix; 0 if it is off.
        micro_batch: Samples that a device should train at a time, in a world of the spec's size.
        accumulation: Micro-batches of a rank's batch.
        replay: Replay buffer; None without one.
        open: True while more steps may be decided, for a measured budget; ``steps`` counts those decided so far.
        size: Height and width of the images in pixels; without it, a square of side ``bandwidth``.
    """

    index: int
    first_step: int
    steps: int
    budget_start: float
    budget_end: float
    bandwidth: int
    global_batch: int
    magnitude: float | None
    erasing_probability: float = 0.0
    mixup_alpha: float = 0.0
    cutmix_alpha: float = 0.0
    micro_batch: int = 0
    accumulation: int = 1
    replay: ReplaySpec | None = None
    open: bool = False
    size: tuple[int, int] = SQUARE

    def __post_init__(self) -> None:
        """Fills in the size of a square."""
        fill_size(self)

    @classmethod
    def from_message(cls, message: pb.Stage) -> Stage:
        """Reads ``message``, the protobuf form."""
        return cls(
            index=message.index,
            first_step=message.first_step,
            steps=message.steps,
            budget_start=message.budget_start,
            budget_end=message.budget_end,
            bandwidth=message.bandwidth,
            global_batch=message.global_batch,
            magnitude=message.magnitude if message.HasField("magnitude") else None,
            erasing_probability=message.erasing_probability,
            mixup_alpha=message.mixup_alpha,
            cutmix_alpha=message.cutmix_alpha,
            micro_batch=message.micro_batch,
            accumulation=message.accumulation or 1,
            replay=replay_of(message.replay) if message.HasField("replay") else None,
            open=message.open,
            size=size_of(message),
        )


@dataclass(frozen=True)
class DatasetInfo:
    """A dataset that a run is trained on.

    Attributes:
        id: Its id, as the spec names it.
        manifest_digest: SHA-256 of its manifest, in hexadecimal.
        sample_count: Number of samples.
    """

    id: str
    manifest_digest: str
    sample_count: int


@dataclass(frozen=True)
class DatasetProgress:
    """What a run has drawn of a dataset of its mixture.

    Attributes:
        id: Id of the dataset.
        samples: Samples drawn.
        epochs: Passes over the dataset that these are.
    """

    id: str
    samples: int
    epochs: float


@dataclass(frozen=True)
class Run:
    """A run as it was opened: everything that a trainer must know before the first batch.

    Attributes:
        name: Name of the run.
        created: True if this call made it.
        spec: The spec with every default filled in.
        spec_digest: SHA-256 of the batch-shaping fields, in hexadecimal.
        manifest_digest: SHA-256 of the dataset's manifest, in hexadecimal; of a mixture, of those of all datasets.
        engine_version: Version of the pixel engine.
        sample_count: Samples in the dataset, or in all datasets of a mixture.
        class_names: A label is a position in this tuple.
        stages: The schedule.
        total_steps: Number of global steps; None while it is undecided, for a measured budget.
        schedule_token: Names the schedule that the steps belong to.
        validation_sample_count: Samples of the validation data; 0 without any.
        server: Name and release of the server, for people; empty if the server does not state them.
        siblings: Addresses of the other processes of the server, as it named them: ``":PORT"`` is a port of its host.
        datasets: The datasets that the run is trained on, in order; empty from an older server.
    """

    name: str
    created: bool
    spec: RunSpec
    spec_digest: str
    manifest_digest: str
    engine_version: str
    sample_count: int
    class_names: tuple[str, ...]
    stages: tuple[Stage, ...]
    total_steps: int | None
    schedule_token: str
    validation_sample_count: int = 0
    server: str = ""
    siblings: tuple[str, ...] = ()
    datasets: tuple[DatasetInfo, ...] = ()

    @property
    def step_bound(self) -> int:
        """An exclusive upper bound of the run's steps: ``total_steps``, or a number that no run reaches."""
        return _ENDLESS if self.total_steps is None else self.total_steps

    @property
    def world_size(self) -> int:
        """Number of ranks that share a global batch."""
        return self.spec.world_size or 1

    @property
    def client_crops(self) -> bool:
        """True if images come at the base size, as bytes, and the client takes their low frequencies."""
        return self.spec.crop == "client"

    def samples_at(self, step: int) -> int:
        """Returns the samples of one rank's batch at the global step ``step``."""
        return self.stage_at(step).global_batch // self.world_size

    def subscription(self) -> dict[str, Any]:
        """Returns additional fields of a subscription."""
        return {}

    def stage_at(self, step: int) -> Stage:
        """Returns the stage of the global step ``step``, 0..total_steps-1."""
        after = bisect_right([stage.first_step for stage in self.stages], step)
        return self.stages[max(0, after - 1)]

    @classmethod
    def from_message(cls, message: pb.OpenRunResponse) -> Run:
        """Reads ``message``, the protobuf form."""
        return cls(
            name=message.run,
            created=message.created,
            spec=RunSpec.from_message(message.spec),
            spec_digest=message.spec_digest,
            manifest_digest=message.manifest_digest,
            engine_version=message.engine_version,
            sample_count=message.sample_count,
            class_names=tuple(message.class_names),
            stages=tuple(Stage.from_message(stage) for stage in message.stages),
            total_steps=message.total_steps or None,
            schedule_token=message.schedule_token,
            validation_sample_count=message.validation_sample_count,
            server=message.server_version.program,
            siblings=tuple(message.siblings),
            datasets=tuple(DatasetInfo(d.id, d.manifest_digest, d.sample_count) for d in message.datasets),
        )


@dataclass(frozen=True)
class MeasuredCost:
    """The cost of samples of one side.

    Attributes:
        side: Side in pixels, the shorter one of rectangles.
        seconds_per_sample: Mean over all ranks.
        relative: The same relative to the base size, which is extrapolated where it was not measured.
        model: The cost by the run's model; by area if the model is measured.
    """

    side: int
    seconds_per_sample: float
    relative: float
    model: float


@dataclass(frozen=True)
class RankProgress:
    """The progress of one rank.

    Attributes:
        rank: The rank, 0..world_size-1.
        consumed_step: The highest global step that it has reported as consumed.
        step_seconds: The last duration of a step that it reported, in seconds; 0 if none.
        world_size: Number of ranks of the world that it belongs to.
    """

    rank: int
    consumed_step: int
    step_seconds: float
    world_size: int = 1


@dataclass(frozen=True)
class BadSample:
    """A sample that could not be read.

    Attributes:
        key: Its path inside the dataset.
        reason: Why it could not be read, in one word.
        replaced_by: Path of the sample that replaced it when it was first met.
        step: Global step at which it was first met.
    """

    key: str
    reason: str
    replaced_by: str
    step: int


@dataclass(frozen=True)
class UnreadSample:
    """A validation sample that could not be read: its image is black, and it does not count.

    Attributes:
        dataset: Id of the validation dataset.
        key: Its path inside the dataset.
        reason: Why it could not be read.
    """

    dataset: str
    key: str
    reason: str


@dataclass(frozen=True)
class RunStatus:
    """The state of a run.

    Attributes:
        name: Name of the run.
        state: ``"active"``, ``"finished"`` or ``"failed"``.
        spec: The spec with every default filled in.
        stages: The schedule.
        ranks: Progress of the ranks that have reported any.
        consumed_step: The step that all ranks have consumed; None before the first.
        budget_consumed: Share of the budget spent after ``consumed_step``, 0..1.
        bad_sample_count: Bad samples met so far.
        bad_samples: The first 100 of them, by key.
        total_steps: Number of global steps; None while it is undecided.
        issued_samples: Samples sent for the first time, over all ranks.
        reissued_samples: Samples sent again, after a restart for instance.
        acknowledged_samples: Samples of the steps that were reported as consumed.
        replayed_samples: Samples that came from a replay buffer, not counted as issued.
        costs: The cost of samples as reported by trainers, by side.
        unread_validation_count: Validation samples that could not be read, in any evaluation so far.
        unread_validation: The first 100 of them, by dataset and key.
        datasets: Of a mixture, what is drawn of each dataset up to ``consumed_step``; empty otherwise.
    """

    name: str
    state: str
    spec: RunSpec
    stages: tuple[Stage, ...]
    ranks: tuple[RankProgress, ...]
    consumed_step: int | None
    budget_consumed: float
    bad_sample_count: int
    bad_samples: tuple[BadSample, ...]
    total_steps: int | None
    issued_samples: int = 0
    reissued_samples: int = 0
    acknowledged_samples: int = 0
    replayed_samples: int = 0
    costs: tuple[MeasuredCost, ...] = ()
    unread_validation_count: int = 0
    unread_validation: tuple[UnreadSample, ...] = ()
    datasets: tuple[DatasetProgress, ...] = ()

    @classmethod
    def from_message(cls, message: pb.RunStatus) -> RunStatus:
        """Reads ``message``, the protobuf form."""
        return cls(
            name=message.run,
            state=enum_word(pb.RunState, message.state) or "unknown",
            spec=RunSpec.from_message(message.spec),
            stages=tuple(Stage.from_message(stage) for stage in message.stages),
            ranks=tuple(RankProgress(r.rank, r.consumed_step, r.step_seconds, r.world_size) for r in message.ranks),
            consumed_step=message.consumed_step if message.HasField("consumed_step") else None,
            budget_consumed=message.budget_consumed,
            bad_sample_count=message.bad_sample_count,
            bad_samples=tuple(BadSample(b.key, b.reason, b.replaced_by, b.step) for b in message.bad_samples),
            total_steps=message.total_steps or None,
            issued_samples=message.issued_samples,
            reissued_samples=message.reissued_samples,
            acknowledged_samples=message.acknowledged_samples,
            replayed_samples=message.replayed_samples,
            costs=tuple(MeasuredCost(c.side, c.seconds_per_sample, c.relative, c.model) for c in message.costs),
            unread_validation_count=message.unread_validation_count,
            unread_validation=tuple(UnreadSample(u.dataset, u.key, u.reason) for u in message.unread_validation),
            datasets=tuple(
                DatasetProgress(d.id, d.samples, d.samples / max(1, d.sample_count)) for d in message.datasets
            ),
        )
