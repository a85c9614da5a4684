"""The position of a loader as plain data, and the check that it fits a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crescendo.errors import FailedPrecondition, InvalidArgument
from crescendo.run import Run

VERSION = 1

_REASONS = {
    "run": "RUN_MISMATCH",
    "spec_digest": "SPEC_MISMATCH",
    "manifest_digest": "MANIFEST_MISMATCH",
    "schedule_token": "SCHEDULE_MISMATCH",
}
"""The fields that must match, ordered so that a cause is reported before its consequences."""


def make(run: Run, next_step: int) -> dict[str, Any]:
    """Returns the state of a loader that continues at ``next_step``."""
    # The number of ranks is only for people: a different number of ranks may continue.
    return {"version": VERSION, "next_step": next_step, "world_size": run.world_size, **identity(run)}


def check(state: Mapping[str, Any], run: Run) -> int:
    """Returns the step at which ``run`` continues.

    Raises:
        InvalidArgument: A field is missing, of a wrong type or out of range, or the version is different.
        FailedPrecondition: The state belongs to something other than ``run``.
    """
    if not isinstance(state, Mapping):
        raise _malformed("it", state, "must be a dict, the result of state_dict()")
    missing = sorted({"version", "next_step", *_REASONS} - set(state))
    if missing:
        has = ", ".join(str(key) for key in state) or "nothing"
        way = "pass the part of your checkpoint in which you saved the loader's state_dict()"
        raise _malformed(missing[0], None, f"is missing; it has {has}: {way}")
    if state["version"] != VERSION:
        raise _malformed("version", state["version"], f"must be {VERSION}")
    check_identity("the state", state, run, ": " + _ways_on(state, run))
    next_step = state["next_step"]
    if not isinstance(next_step, int) or not 0 <= next_step <= run.step_bound:
        raise _malformed("next_step", next_step, f"must be a whole number in 0..{run.step_bound}")
    return next_step


def check_identity(what: str, saved: Mapping[str, Any], run: Run, way_on: str = "") -> None:
    """Checks that the identity in ``saved``, which belongs to ``what``, is that of ``run``.

    Args:
        what: Names the owner of ``saved``, for the message.
        saved: The identity, from ``identity``, perhaps among other things.
        run: The run that it should be of.
        way_on: The end of the message: what to do.

    Raises:
        FailedPrecondition: They differ; the message names the first difference.
    """
    for field, value in identity(run).items():
        if saved[field] != value:
            raise FailedPrecondition(
                f"{what}'s {field} is {saved[field]!r}, but that of run {run.name} is {value!r}{way_on}",
                reason=_REASONS[field],
                metadata={"field": field, "value": str(saved[field]), "bound": str(value)},
            )


def identity(run: Run) -> dict[str, Any]:
    """Returns what the batches of a run depend on."""
    return {
        "run": run.name,
        "spec_digest": run.spec_digest,
        "manifest_digest": run.manifest_digest,
        "schedule_token": run.schedule_token,
    }


def _ways_on(state: Mapping[str, Any], run: Run) -> str:
    if state["run"] != run.name:
        return (
            f"open run {state['run']} to continue this checkpoint, or begin another run with its weights: "
            f"crescendo runs fork {state['run']} NEW-NAME"
        )
    return (
        f"the run was made anew since the checkpoint was saved, with another spec, other data or another pixel engine; "
        f"restore what it had, or train {run.name} from step 0"
    )


def _malformed(field: str, value: object, rule: str) -> InvalidArgument:
    given = "" if value is None else f" (given: {value!r})"
    metadata = {"field": field} if value is None else {"field": field, "value": str(value)}
    return InvalidArgument(f"loader state: {field} {rule}{given}", reason="INVALID_FIELD", metadata=metadata)
