"""Data nodes in a Ray cluster: servers that Ray places, and that the workers of Ray Train read from.

Example:
    >>> import crescendo.ray
    >>> data = {"train": "/data/train"}
    >>> with crescendo.ray.start(data, nodes={"data": 1}, state="postgresql://db/runs") as servers:
    ...     crescendo.ray.autoscale(servers, min=1, max=8, plan="run")
    ...     trainer.fit()
"""

from __future__ import annotations

from crescendo._extras import missing_extra

try:
    import ray as _ray  # noqa: F401
except ModuleNotFoundError as error:
    raise missing_extra(error, "ray") from error

from crescendo._ray_autoscale import autoscale
from crescendo._ray_endpoints import Endpoints
from crescendo._ray_node import NodeReport
from crescendo._ray_policy import Limits
from crescendo._ray_start import DataNodes, endpoints, start, stop

__all__ = ["DataNodes", "Endpoints", "Limits", "NodeReport", "autoscale", "endpoints", "start", "stop"]
