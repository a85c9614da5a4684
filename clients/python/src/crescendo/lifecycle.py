"""What the calls about the life of a run return."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from crescendo._gen import crescendo_pb2 as pb

__all__ = ["Fork", "RunSummary", "SpecDifference"]


@dataclass(frozen=True)
class RunSummary:
    """A run in a list of runs.

    Attributes:
        name: Name of the run.
        dataset: Id of its dataset.
        created: When it was made, in UTC.
        finished: True if every rank has consumed the last step.
        consumed_step: The step that all ranks have consumed; None before the first.
        total_steps: Number of global steps that are decided.
        budget_consumed: Share of the budget spent after ``consumed_step``, 0..1.
        stage: Position of the stage that comes next, or of the last one.
        issued_samples: Samples sent for the first time, over all ranks.
        reissued_samples: Samples sent again, after a restart for instance.
        acknowledged_samples: Samples of the steps that were reported as consumed.
        replayed_samples: Samples that came from a replay buffer, not counted as issued.
        bad_sample_count: Bad samples met so far.
        archived: True if the run is archived: it is kept, but cannot be opened.
        owner: Name of the token that made it; empty if it was made without one.
    """

    name: str
    dataset: str
    created: datetime
    finished: bool
    consumed_step: int | None
    total_steps: int
    budget_consumed: float
    stage: int
    issued_samples: int
    reissued_samples: int
    acknowledged_samples: int
    replayed_samples: int
    bad_sample_count: int
    archived: bool
    owner: str = ""

    @classmethod
    def from_message(cls, message: pb.RunSummary) -> RunSummary:
        """Reads ``message``, the protobuf form."""
        return cls(
            name=message.run,
            dataset=message.dataset,
            created=datetime.fromtimestamp(message.created_ms / 1000, timezone.utc),
            finished=message.finished,
            consumed_step=message.consumed_step if message.HasField("consumed_step") else None,
            total_steps=message.total_steps,
            budget_consumed=message.budget_consumed,
            stage=message.stage,
            issued_samples=message.issued_samples,
            reissued_samples=message.reissued_samples,
            acknowledged_samples=message.acknowledged_samples,
            replayed_samples=message.replayed_samples,
            bad_sample_count=message.bad_sample_count,
            archived=message.archived,
            owner=message.owner,
        )


@dataclass(frozen=True)
class SpecDifference:
    """A field in which a fork differs from the run that it was made from.

    Attributes:
        field: Name of the field of ``RunSpec``.
        before: Its value in the first run, as plain data.
        after: Its value in the new run.
    """

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Fork:
    """A run that was made from another one.

    Attributes:
        first_step: The first global step of the new run.
        total_steps: Number of its global steps that are decided.
        budget_consumed: Share of the budget that the first run has spent, 0..1.
        differences: The fields in which the specs differ; empty for a fork without a spec.
    """

    first_step: int
    total_steps: int
    budget_consumed: float
    differences: tuple[SpecDifference, ...]

    @classmethod
    def from_message(cls, message: pb.ForkRunResponse) -> Fork:
        """Reads ``message``, the protobuf form."""
        return cls(
            first_step=message.first_step,
            total_steps=message.total_steps,
            budget_consumed=message.budget_consumed,
            differences=tuple(
                SpecDifference(d.field, json.loads(d.before), json.loads(d.after)) for d in message.differences
            ),
        )
