"""Where the servers of a Ray cluster are, for the trainers."""

from __future__ import annotations

import ray
import ray.exceptions

from crescendo._ray_settings import NAMESPACE
from crescendo.errors import FailedPrecondition, NotFound

_ANSWER_SECONDS = 5.0


class Endpoints:
    """A function that returns the addresses of the servers that run now. Made by ``endpoints``; may be pickled.

    Args:
        name: The name of ``start``.

    Attributes:
        name: The name of ``start``.
        refresh_seconds: How often a client should call it.
    """

    refresh_seconds = 2.0

    def __init__(self, name: str) -> None:
        self.name = name
        self.__name__ = f"crescendo.ray.endpoints({name!r})"

    def __call__(self) -> list[str]:
        """Returns the addresses. They may be none for a moment, while servers start.

        Raises:
            FailedPrecondition: This process is not connected to a Ray cluster.
            NotFound: Nothing of this name was started, or it was stopped.
            OSError: The directory does not answer now, for instance because Ray is starting it again.
        """
        directory = find_directory(self.name)
        try:
            found: list[str] = ray.get(directory.endpoints.remote(), timeout=_ANSWER_SECONDS)
        except ray.exceptions.ActorDiedError as error:
            raise not_started(self.name) from error
        except (ray.exceptions.RayError, TimeoutError) as error:
            raise OSError(f"the directory does not answer: {error}") from error
        return found


def find_directory(name: str) -> ray.actor.ActorHandle:
    """Returns the directory of that name.

    Raises:
        FailedPrecondition: This process is not connected to a Ray cluster.
        NotFound: There is none.
    """
    if not ray.is_initialized():
        raise FailedPrecondition(
            'this process is not connected to a Ray cluster: call ray.init(), or ray.init(address="auto")',
            reason="INVALID_FIELD",
            metadata={"field": "name", "value": name},
        )
    try:
        return ray.get_actor(name, NAMESPACE)
    except ValueError as error:
        raise not_started(name) from error


def not_started(name: str) -> NotFound:
    """Makes the error for a name of which nothing runs."""
    return NotFound(
        f"no data nodes of the name {name} run in this Ray cluster: call crescendo.ray.start(name={name!r}, …) first, "
        "and keep the job that called it alive, or give it detached=True",
        reason="INVALID_FIELD",
        metadata={"field": "name", "value": name},
    )
