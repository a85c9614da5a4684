"""Whether a server can make the batches of a run."""

from __future__ import annotations

from collections.abc import Hashable

from crescendo._gen import crescendo_pb2 as pb
from crescendo._scheduler import BlockOf
from crescendo._servers import NotUsable
from crescendo.run import Run

_LEAST_BLOCK = 16


def check_fit(run: Run, found: pb.GetServerResponse) -> None:
    """Checks what a server said of itself.

    Raises:
        NotUsable: Its batches would be different; the message says why.
    """
    if found.engine_version != run.engine_version:
        own = run.engine_version
        raise NotUsable(f"its pixel engine is {found.engine_version}, and the run's batches are made by {own}")
    for dataset, expected in _training_data(run):
        digest = digest_of(found, dataset)
        if digest is None:
            raise NotUsable(f"it has no dataset {dataset}")
        if digest != expected:
            raise NotUsable(f"its dataset {dataset} has the manifest {digest}, and the run's is {expected}")


def _training_data(run: Run) -> list[tuple[str, str]]:
    """The datasets of a run, with their manifests. A server before revision 6 does not list them, and has one."""
    if run.datasets:
        return [(dataset.id, dataset.manifest_digest) for dataset in run.datasets]
    return [(run.spec.dataset or "", run.manifest_digest)]


def digest_of(found: pb.GetServerResponse, dataset: str | None) -> str | None:
    """Returns the manifest digest of a dataset of a server; None if the server does not have it."""
    return next((each.manifest_digest for each in found.datasets if each.id == dataset), None)


def blocks_of(run: Run) -> BlockOf:
    """Returns the blocks of steps that should stay on one server: those of stages with a replay buffer, whose earlier
    parts another server would have to make again.
    """
    sizes = {
        stage.index: max(_LEAST_BLOCK, (stage.replay.size or 0) * (stage.replay.times or 0))
        for stage in run.stages
        if stage.replay is not None
    }
    if not sizes:
        return lambda step: None
    longest = max(sizes.values())

    def block(step: int) -> Hashable:
        if run.total_steps is None:
            # Which steps belong to a stage is decided during the run.
            return step // longest
        stage = run.stage_at(step)
        return (stage.index, (step - stage.first_step) // sizes[stage.index]) if stage.index in sizes else None

    return block
