"""What starting, joining, scaling and stopping data nodes have in common: finding actors, keeping and ending them."""

from __future__ import annotations

import time
from typing import Any

import ray
import ray.exceptions

from crescendo._ray_directory import Status, scaler_name
from crescendo._ray_endpoints import find_directory, not_started
from crescendo._ray_settings import NAMESPACE
from crescendo.errors import FailedPrecondition, Unavailable

POLL_SECONDS = 0.2
_ANSWER_SECONDS = 60.0
"""Ray takes half a minute to notice that a machine is gone, and to start the directory elsewhere."""
kept: dict[str, Any] = {}
"""The actors that this process has started, by name. Ray ends an actor when the last handle of its owner is gone."""


def status_of(name: str) -> Status:
    """Returns what the directory knows.

    Raises:
        NotFound: Nothing of this name runs.
        Unavailable: It does not answer.
    """
    until = time.monotonic() + _ANSWER_SECONDS
    while True:
        left = max(1.0, until - time.monotonic())
        try:
            found: Status = ray.get(find_directory(name).status.remote(), timeout=left)
            return found
        except ray.exceptions.ActorDiedError as error:
            raise not_started(name) from error
        except (ray.exceptions.RayError, TimeoutError) as error:
            if time.monotonic() > until:
                raise Unavailable(f"the directory {name} does not answer: {error}", reason="UNREACHABLE") from error
        # Ray is starting it again.
        time.sleep(POLL_SECONDS)


def until_it_runs(answer: Any) -> None:
    """Waits for the first answer of an actor.

    Raises:
        FailedPrecondition: It could not be made.
        Unavailable: There is no answer.
    """
    try:
        ray.get(answer, timeout=_ANSWER_SECONDS)
    except ray.exceptions.ActorDiedError as error:
        raise FailedPrecondition(
            f"an actor cannot run: {error}. Each node of the cluster needs the same crescendo-client[ray]",
            reason="INVALID_FIELD",
            metadata={"field": "nodes"},
        ) from error
    except (ray.exceptions.RayError, TimeoutError) as error:
        raise Unavailable(f"an actor does not answer: {error}", reason="UNREACHABLE") from error


def life(detached: bool) -> dict[str, str]:
    """Returns the option of an actor that says when it ends: with the job, or by ``stop``."""
    return {"lifetime": "detached"} if detached else {}


def end_scaler(name: str) -> None:
    """Ends the actor that scales the data nodes, if there is one."""
    try:
        ray.kill(ray.get_actor(scaler_name(name), NAMESPACE))
    except ValueError:
        return
    kept.pop(scaler_name(name), None)
    until_gone(scaler_name(name))


def until_gone(name: str) -> None:
    """Waits until the name of an actor that was killed is free."""
    until = time.monotonic() + _ANSWER_SECONDS
    while time.monotonic() < until:
        try:
            ray.get_actor(name, NAMESPACE)
        except ValueError:
            return
        time.sleep(POLL_SECONDS)
