"""What a run spec says of stages, budgets and costs."""

from __future__ import annotations

from crescendo._gen import crescendo_pb2 as pb
from crescendo._spec_codec import part_of
from crescendo.spec import BudgetSpec, ReplaySpec, StageSpec, Strength

__all__ = ["BudgetSpec", "ReplaySpec", "StageSpec", "Strength"]


def replay_of(message: pb.ReplaySpec) -> ReplaySpec:
    """Reads a replay buffer's parameters."""
    return part_of(ReplaySpec, message)
