"""The calls of a loader before its first batch: opening the run, and finding where to begin."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from crescendo._arguments import check_range
from crescendo._retry import retry_unavailable
from crescendo.client import Client
from crescendo.errors import FailedPrecondition, InvalidArgument
from crescendo.run import Run, RunStatus
from crescendo.spec import RunSpec, as_spec


def open_run(
    client: Client,
    run: str | Run,
    spec: RunSpec | Mapping[str, Any] | None,
    *,
    world_size: int,
    retry_seconds: float,
) -> Run:
    """Opens a run for a rank of ``world_size``, as the server has it.

    Args:
        client: The client of the server.
        run: Name of the run, or the result of ``Client.open_run``.
        spec: The definition of the run; None joins an existing run.
        world_size: Number of ranks; also used for a ``spec`` that does not set it.
        retry_seconds: Longest outage of the server, in seconds.

    Raises:
        FailedPrecondition: ``world_size`` does not divide the run's batches.
        CrescendoError: As from ``Client.open_run``.
    """
    if isinstance(run, str):
        name = run
        full = None if spec is None else as_spec(spec)
        if full is not None and full.world_size is None:
            full = dataclasses.replace(full, world_size=world_size)
        silence = client._silence("OpenRun", retry_seconds)
        run = retry_unavailable(lambda limit: client._within(limit).open_run(name, full), retry_seconds, silence)
    for stage in run.stages:
        if stage.global_batch % world_size:
            raise FailedPrecondition(
                f"world_size is {world_size} but does not divide the batches of {stage.global_batch} samples "
                f"of run {run.name}, stage {stage.index}",
                reason="WORLD_MISMATCH",
                metadata={"field": "world_size", "value": str(world_size), "bound": str(stage.global_batch)},
            )
    return run


def for_world(run: Run, world_size: int) -> Run:
    """Returns a run with another number of ranks than its spec has: a job may continue with more or fewer."""
    return dataclasses.replace(run, spec=dataclasses.replace(run.spec, world_size=world_size))


def first_step(client: Client, run: Run, start: str | int, retry_seconds: float) -> int:
    """Returns the step at which a loader begins.

    Args:
        client: Gives the progress of the run, for ``"resume"``.
        run: The run.
        start: ``"auto"``, ``"resume"``, ``"beginning"`` or a global step.
        retry_seconds: Longest outage of the server, in seconds.

    Raises:
        InvalidArgument: ``start`` is not one of these.
        FailedPrecondition: The run to resume is finished.
        CrescendoError: As from ``Client.get_run``.
    """
    if start in ("auto", "beginning"):
        return 0
    if start == "resume":
        silence = client._silence("GetRun", retry_seconds)
        status = retry_unavailable(lambda limit: client._within(limit).get_run(run.name), retry_seconds, silence)
        if status.state == "finished":
            raise _finished(client, status)
        return 0 if status.consumed_step is None else status.consumed_step + 1
    if isinstance(start, str):
        raise InvalidArgument(
            f'start must be "auto", "resume", "beginning" or a global step (given: {start!r})',
            reason="INVALID_FIELD",
            metadata={"field": "start", "value": start},
        )
    check_range("start", start, 0, run.step_bound)
    return start


def check_new(client: Client, run: Run, rank: int, retry_seconds: float) -> None:
    """Checks that nothing was trained in a run, so that fresh weights may begin at step 0.

    What other ranks of the same world have reported does not count, unless all of them have: they may have begun a
    moment before this one.

    Raises:
        FailedPrecondition: The run has progress (RUN_HAS_PROGRESS) or is finished (RUN_FINISHED).
        CrescendoError: As from ``Client.get_run``.
    """
    silence = client._silence("GetRun", retry_seconds)
    status = retry_unavailable(lambda limit: client._within(limit).get_run(run.name), retry_seconds, silence)
    if status.state == "finished":
        raise _finished(client, status)
    before = [r.consumed_step for r in status.ranks if r.world_size != run.world_size or r.rank == rank]
    if status.consumed_step is not None:
        before = [status.consumed_step]
    if not before:
        return
    resumed = 0 if status.consumed_step is None else status.consumed_step + 1
    total = "" if status.total_steps is None else f" of {status.total_steps}"
    raise FailedPrecondition(
        f"run {run.name} has been trained up to step {max(before)}{total}, and no state says which weights go with it. "
        "Choose one: load_state_dict(state) with the weights that were saved with that state; "
        f'start="resume" to continue at step {resumed} with the weights that you have loaded; '
        'start="beginning" to train from step 0. '
        f"To clear the run: {_reset(client, run.name)}",
        reason="RUN_HAS_PROGRESS",
        metadata={"field": "start", "value": "auto", "run": run.name, "step": str(max(before))},
    )


def _reset(client: Client, name: str) -> str:
    """The command that clears a run from this host."""
    return f"crescendo runs reset {name}" + (f" --server {client.address}" if client.address else "")


def _finished(client: Client, status: RunStatus) -> FailedPrecondition:
    total = status.total_steps or 0
    return FailedPrecondition(
        f"run {status.name} is finished: all of its {total} steps have been trained, so there is no batch left. "
        'Give another run name; or load_state_dict(state) to continue from an earlier checkpoint; or start="beginning" '
        f"to train from step 0. To clear the run: {_reset(client, status.name)}",
        reason="RUN_FINISHED",
        metadata={"field": "start", "run": status.name, "bound": str(total)},
    )
