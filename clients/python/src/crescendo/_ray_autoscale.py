"""Adding and removing data nodes from now on."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ray

from crescendo._arguments import check_range
from crescendo._ray_actors import end_scaler, kept, life, status_of, until_it_runs
from crescendo._ray_directory import scaler_name
from crescendo._ray_policy import Limits
from crescendo._ray_scaler import Access, Scaler
from crescendo._ray_settings import NAMESPACE
from crescendo._ray_start import DataNodes
from crescendo._token import VARIABLE


def autoscale(
    handle: DataNodes | str,
    min: int = 1,
    max: int = 8,
    *,
    plan: str | Sequence[str] = (),
    token: str | None = None,
    authority: str | bytes | None = None,
    options: Mapping[str, Any] | None = None,
    plaintext_token: bool = False,
    limits: Limits | None = None,
) -> None:
    """Adds and removes data nodes from now on, and asks Ray's autoscaler for their machines.

    Nodes are added when trainers wait for more than 1 % of their time during two minutes, and before a stage begins in
    which they will take more images per second than the nodes can make. A node is removed, after its server has
    finished, when workers are busy for less than half of their time and the other nodes suffice. A repeated call
    replaces the one before.

    ``ray.autoscaler.sdk.request_resources`` is used, of which a cluster has one request at a time: do not use it
    elsewhere.

    Args:
        handle: The result of ``start``, or the name.
        min: Never fewer data nodes, 1 or more.
        max: Never more.
        plan: Names of the runs whose stages are looked ahead at.
        token: For servers that control access; a role of ``read`` suffices. None takes ``CRESCENDO_TOKEN``.
        authority: For servers with TLS: the authority's certificates, as PEM bytes or the path of a file.
        options: Channel options of grpc, such as ``grpc.ssl_target_name_override``.
        plaintext_token: True allows the token to travel in plain text.
        limits: The numbers of the policy.

    Raises:
        InvalidArgument: An argument is wrong.
        NotFound: Nothing of this name runs.
        FailedPrecondition: The actor cannot run where Ray has put it.
    """
    check_range("min", min, 1, None)
    check_range("max", max, min, None)
    name = handle if isinstance(handle, str) else handle.name
    detached = status_of(name).settings.detached
    access = Access(
        token=os.environ.get(VARIABLE, "").strip() if token is None else token,
        authority=Path(authority).read_bytes() if isinstance(authority, str) else authority,
        options=dict(options or {}),
        plaintext_token=plaintext_token,
    )
    runs = (plan,) if isinstance(plan, str) else tuple(plan)
    end_scaler(name)
    actor = ray.remote(Scaler).options(
        name=scaler_name(name), namespace=NAMESPACE, num_cpus=0, max_restarts=-1, max_concurrency=2, **life(detached)
    )
    scaler = actor.remote(name, min, max, runs, access, limits or Limits())
    kept[scaler_name(name)] = scaler
    until_it_runs(scaler.ready.remote())
