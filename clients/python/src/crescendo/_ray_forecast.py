"""What the next stages of runs will ask of data nodes, from what the present ones do. Pure: no clock, no Ray."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from crescendo._ray_policy import Coming
from crescendo.run import RunStatus, Stage

MEASURED_SECONDS = 300.0
"""The speed of a run is measured over this time."""


@dataclass(frozen=True)
class Pace:
    """How fast a run takes images.

    Attributes:
        now: Images per second in its present stage, over all ranks; those of a replay buffer do not count.
        later: The same in its next stage; None after the last one.
        seconds: Time until that begins; infinite after the last one.
    """

    now: float
    later: float | None
    seconds: float


class RunPace:
    """Measures how fast a run takes images, from its status at one moment after another."""

    def __init__(self) -> None:
        self._stage: int | None = None
        self._marks: deque[tuple[float, int, float]] = deque()
        """When, the step, and the budget spent after it."""

    def see(self, at: float, status: RunStatus) -> Pace | None:
        """Notes the status of the run.

        Args:
            at: The moment, in seconds on a clock that never goes back.
            status: The run's status.

        Returns:
            Its pace; None as long as it is unknown, and if the run is over or not being trained.
        """
        stage = stage_of(status)
        if status.state != "active" or status.consumed_step is None or stage is None:
            self._marks.clear()
            return None
        if stage.index != self._stage or (self._marks and status.consumed_step < self._marks[-1][1]):
            self._marks.clear()
        self._stage = stage.index
        self._marks.append((at, status.consumed_step, status.budget_consumed))
        while at - self._marks[0][0] > MEASURED_SECONDS:
            self._marks.popleft()
        seconds = at - self._marks[0][0]
        steps = status.consumed_step - self._marks[0][1]
        spent = status.budget_consumed - self._marks[0][2]
        if seconds <= 0 or steps <= 0 or spent <= 0:
            return None
        samples = steps * stage.global_batch / seconds
        following = next((other for other in status.stages if other.index == stage.index + 1), None)
        if following is None:
            return Pace(samples * made_share(stage), None, float("inf"))
        # Trainers take images the faster, the less one costs them.
        later = samples * sample_cost(status, stage) / sample_cost(status, following)
        left = max(0.0, stage.budget_end - status.budget_consumed) * seconds / spent
        return Pace(samples * made_share(stage), later * made_share(following), left)


def stage_of(status: RunStatus) -> Stage | None:
    """Returns the stage of the step after the last one that all ranks have consumed; None if there is none."""
    step = 0 if status.consumed_step is None else status.consumed_step + 1
    begun = [stage for stage in status.stages if stage.first_step <= step and (stage.steps or not stage.index)]
    return begun[-1] if begun else None


def sample_cost(status: RunStatus, stage: Stage) -> float:
    """Returns what a sample of a stage costs the trainer, relative to others of the run: as its trainers have reported
    it, otherwise by the area of the image.
    """
    sides = {cost.side: cost.relative for cost in status.costs}
    if all(other.bandwidth in sides for other in status.stages) and sides[stage.bandwidth] > 0:
        return sides[stage.bandwidth]
    height, width = stage.size
    return float(height * width)


def made_share(stage: Stage) -> float:
    """Returns the share of a stage's samples that servers make anew; the others come from the replay buffer."""
    return 1.0 if stage.replay is None else 1.0 / stage.replay.times


def coming(paces: Iterable[Pace], lead_seconds: float) -> Coming | None:
    """Returns what the stages that begin within ``lead_seconds`` will ask of the nodes, while other runs go on as they
    are; None if there are none.
    """
    known = list(paces)
    soon = [pace for pace in known if pace.later is not None and pace.seconds <= lead_seconds]
    now = sum(pace.now for pace in known)
    if not soon or now <= 0:
        return None
    # A stage that needs less may come later than one that needs more, so it makes no room for it.
    later = sum(max(pace.now, pace.later or 0.0) if pace in soon else pace.now for pace in known)
    return Coming(min(pace.seconds for pace in soon), later / now)
