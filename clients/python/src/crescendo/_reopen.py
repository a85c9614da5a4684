"""Opens the run of a loader again, at a server that may have lost its state."""

from __future__ import annotations

import contextlib

from crescendo import _state
from crescendo.client import Client
from crescendo.errors import CrescendoError, FailedPrecondition, NotFound
from crescendo.run import Run
from crescendo.spec import RunSpec


def is_lost_run(failure: CrescendoError) -> bool:
    """True if the server does not know a run that was open: it has lost its state, or another server answers."""
    return isinstance(failure, NotFound) and failure.reason == "UNKNOWN_RUN"


def reopen(client: Client, run: Run, spec: RunSpec) -> None:
    """Opens ``run`` again. If the server does not know it, it is made from its spec, which gives the same batches.

    Args:
        client: The client of the server.
        run: The run as it was opened before.
        spec: Its spec as the server stated it.

    Raises:
        FailedPrecondition: The run is different now, for instance because the data have changed. A run that this call
            has made is then deleted again.
        CrescendoError: As from ``Client.open_run``.
    """
    try:
        opened = client.open_run(run.name)
    except NotFound as failure:
        if not is_lost_run(failure):
            raise
        opened = client.open_run(run.name, spec)
    try:
        _state.check_identity("the loader", _state.identity(run), opened)
    except FailedPrecondition:
        if opened.created:
            _delete(client, run.name)
        raise


def _delete(client: Client, name: str) -> None:
    # If another trainer reads it, or the server is gone, the run stays. The caller learns of the difference.
    with contextlib.suppress(CrescendoError):
        client.delete_run(name)
