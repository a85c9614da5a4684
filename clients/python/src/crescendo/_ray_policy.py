"""When to add and remove data nodes. Pure: no clock, no Ray."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Coming:
    """What a stage that comes soon will ask of the data nodes.

    Attributes:
        seconds: Time until it begins.
        ratio: Images per second that the trainers will take, relative to what they take now.
    """

    seconds: float
    ratio: float


@dataclass(frozen=True)
class Observation:
    """What is seen of the data nodes at a moment.

    Attributes:
        at: The moment, in seconds on a clock that never goes back.
        nodes: Data nodes that serve.
        trainer_wait: Share of their time for which trainers waited for batches in the last minute, 0..1.
        busy_workers: Share of the workers' time in which they made batches in the last minute, 0..1: the mean of the
            nodes.
        coming: The next stage; None if nothing is known of it.
    """

    at: float
    nodes: int
    trainer_wait: float
    busy_workers: float
    coming: Coming | None = None


@dataclass(frozen=True)
class Decision:
    """How many data nodes there should be.

    Attributes:
        nodes: The number.
        why: The reason of a change, for people; empty if nothing changes.
    """

    nodes: int
    why: str = ""


@dataclass(frozen=True)
class Limits:
    """The numbers of the policy.

    Attributes:
        wait: Trainers may wait for this share of their time.
        wait_seconds: How long they wait for more than that before nodes are added.
        idle: Nodes whose workers are busy for less than this share of their time are too many,
        idle_seconds: if they are so for this long.
        full: How busy the workers may be expected to become. Nodes are only removed if the others stay below it, and as
            many are added before a stage as keep below it.
        cool_down_seconds: Least time between a change and the next one, except for a stage that comes.
        lead_seconds: How long before a stage the nodes are added that it needs: a machine must be booted.
        hold_seconds: After trainers had to wait, so few nodes are not tried again for this long.
    """

    wait: float = 0.01
    wait_seconds: float = 120.0
    idle: float = 0.5
    idle_seconds: float = 300.0
    full: float = 0.8
    cool_down_seconds: float = 120.0
    lead_seconds: float = 600.0
    hold_seconds: float = 1800.0


class ScalingPolicy:
    """Decides how many data nodes there should be, from one observation after another.

    Nodes are added when trainers wait, and before a stage that needs more; they are removed one at a time. It does not
    go to and fro: a condition must last, changes have a least distance, nodes are removed only if the others will not
    be too busy, and a number that was too low is not tried again for a while.

    Args:
        least: Never fewer nodes, 1 or more.
        most: Never more nodes, ``least`` or more.
        limits: The numbers.
    """

    def __init__(self, least: int, most: int, limits: Limits | None = None) -> None:
        self._least = least
        self._most = most
        self._limits = limits or Limits()
        self._target: int | None = None
        self._changed_at = -math.inf
        self._waiting_since: float | None = None
        self._idle_since: float | None = None
        self._held = (least, -math.inf)
        """Not fewer nodes than this, until then."""

    def decide(self, seen: Observation) -> Decision:
        """Returns how many nodes there should be.

        Args:
            seen: The newest observation; its ``at`` is not before that of the last one.
        """
        if self._target is None:
            self._target = self._within(seen.nodes)
            if self._target != seen.nodes:
                return self._change(seen, self._target, f"there are {seen.nodes}")
        self._note(seen)
        return self._before_a_stage(seen) or self._up(seen) or self._down(seen) or Decision(self._target)

    @property
    def _now(self) -> int:
        assert self._target is not None
        return self._target

    def _within(self, nodes: int) -> int:
        return max(self._least, min(self._most, nodes))

    def _note(self, seen: Observation) -> None:
        """Notes since when trainers wait and workers are idle."""
        if seen.trainer_wait <= self._limits.wait:
            self._waiting_since = None
        elif self._waiting_since is None:
            self._waiting_since = seen.at
        if seen.busy_workers >= self._limits.idle:
            self._idle_since = None
        elif self._idle_since is None:
            self._idle_since = seen.at

    def _before_a_stage(self, seen: Observation) -> Decision | None:
        coming = seen.coming
        if coming is None or coming.seconds > self._limits.lead_seconds or coming.ratio <= 1:
            return None
        # Trainers that wait would take more than they get. The rest is rounding: 2.0000001 nodes are 2.
        taken = seen.nodes * seen.busy_workers / max(0.1, 1 - seen.trainer_wait)
        needed = self._within(math.ceil(taken * coming.ratio / self._limits.full - 1e-6))
        # Until the stage has begun and its load has been measured.
        until = seen.at + coming.seconds + self._limits.idle_seconds
        if needed > self._hold(seen.at):
            self._held = (needed, until)
        if needed <= self._now:
            return None
        why = (
            f"the next stage begins in {coming.seconds:.0f} s and takes {coming.ratio:.1f} times the images per second"
        )
        return self._change(seen, needed, why)

    def _up(self, seen: Observation) -> Decision | None:
        limits = self._limits
        # As long as nodes are starting, nobody knows whether they suffice.
        if (
            self._now >= self._most
            or seen.nodes < self._now
            or not self._lasts(self._waiting_since, seen.at, max(limits.wait_seconds, limits.cool_down_seconds))
        ):
            return None
        nodes = self._within(self._now + max(1, self._now // 4))
        self._held = (max(self._now + 1, self._hold(seen.at)), seen.at + limits.hold_seconds)
        why = f"trainers wait for {100 * seen.trainer_wait:.1f} % of their time"
        return self._change(seen, nodes, why)

    def _down(self, seen: Observation) -> Decision | None:
        limits = self._limits
        nodes = self._now - 1
        if nodes < max(self._least, self._hold(seen.at)) or not self._lasts(
            self._idle_since, seen.at, max(limits.idle_seconds, limits.cool_down_seconds)
        ):
            return None
        if seen.trainer_wait > limits.wait or seen.busy_workers * seen.nodes / nodes > limits.full:
            return None
        return self._change(seen, nodes, f"workers are busy for {100 * seen.busy_workers:.0f} % of their time")

    def _hold(self, at: float) -> int:
        nodes, until = self._held
        return nodes if at < until else self._least

    def _lasts(self, since: float | None, at: float, seconds: float) -> bool:
        """True if a condition has held for so long, and nothing was changed in that time."""
        return since is not None and at - max(since, self._changed_at) >= seconds

    def _change(self, seen: Observation, nodes: int, why: str) -> Decision:
        self._target = nodes
        self._changed_at = seen.at
        return Decision(nodes, f"{nodes} data nodes from now on: {why}")
