"""The validation data of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from crescendo._arguments import check_flag, check_range
from crescendo._gen import crescendo_pb2 as pb
from crescendo._sizes import own_size, pair
from crescendo.errors import FailedPrecondition
from crescendo.loader import Loader
from crescendo.run import Run, Stage
from crescendo.spec import RunSpec

__all__ = ["ValidationLoader"]


@dataclass(frozen=True)
class ValidationRun(Run):
    """The validation data of a run, as a run of one stage; the last batch may be short."""

    rank: int = 0
    pad: bool = False

    @property
    def client_crops(self) -> bool:
        """False: validation images come at their final side, whichever side crops the training images."""
        return False

    def samples_at(self, step: int) -> int:
        """Returns the samples of this rank's batch at a step."""
        stage = self.stages[0]
        whole = stage.global_batch // self.world_size
        left = self.validation_sample_count - step * stage.global_batch - self.rank * whole
        return whole if self.pad else max(0, min(whole, left))

    def subscription(self) -> dict[str, Any]:
        """Returns the fields of a subscription that ask for this data."""
        size = self.stages[0].bandwidth
        return {"split": pb.SPLIT_VAL, "validation_size": size, "pad_remainder": self.pad}


class ValidationLoader(Loader):
    """Iterates over the validation data of one rank: every sample once, in order, resized and centre-cropped as timm
    does.

    It is a ``Loader`` whose steps count from 0 and whose reading does not count as progress of the run.
    ``batch.labels`` is -100, the ``ignore_index`` of torch's losses, and ``batch.valid`` False, where there is no
    sample: in padding, and for images that cannot be read.

    Args:
        client: As of ``Loader``.
        run: As of ``Loader``; its spec names the data (``validation``).
        size: Side of the images in pixels, even, the shorter one if the base size is rectangular; None takes the base
            size.
        pad: Fills up the last batch, so that every rank gets the same number of whole batches. By default the last
            batch is short, and a rank that has no sample left gets one batch fewer.
        **arguments: As for ``Loader``, except ``start``.

    Raises:
        FailedPrecondition: The run has no validation data, or the number of ranks does not divide its batches.

    Example:
        >>> with crescendo.ValidationLoader("127.0.0.1:7077", "baseline", size=96) as loader:
        ...     correct = sum((model(b.images).argmax(1) == b.labels).sum() for b in loader)
    """

    def __init__(
        self, client: Any, run: str | Run, *, size: int | None = None, pad: bool = False, **arguments: Any
    ) -> None:
        if size is not None:
            check_range("size", size, 2, None)
        check_flag("pad", pad)
        self._size = size
        self._pad = pad
        super().__init__(client, run, start="beginning", **arguments)

    def _open_run(self, run: str | Run, spec: RunSpec | Mapping[str, Any] | None) -> Run:
        opened = super()._open_run(run, spec)
        validation = opened.spec.validation
        if validation is None or opened.validation_sample_count == 0:
            raise FailedPrecondition(
                f"run {opened.name} has no validation data: name a dataset in its spec and open it again, "
                'such as "validation": {"dataset": "val"}',
                reason="NO_VALIDATION",
                metadata={"field": "validation"},
            )
        batch = validation.global_batch or opened.spec.global_batch or 0
        if batch % self.world_size:
            raise FailedPrecondition(
                f"world_size is {self.world_size} but does not divide the validation batches of {batch} samples",
                reason="WORLD_MISMATCH",
                metadata={"field": "world_size", "value": str(self.world_size), "bound": str(batch)},
            )
        base = opened.spec.base_size or 0
        side = self._size or min(pair(base))
        size = own_size(side, base, opened.spec.side_multiple or 1)
        first = 0 if self._pad else self.rank * (batch // self.world_size)
        steps = -(-max(0, opened.validation_sample_count - first) // batch)
        stage = Stage(0, 0, steps, 0.0, 1.0, side, batch, None, size=size)
        known = {f.name: getattr(opened, f.name) for f in fields(Run)} | {"stages": (stage,), "total_steps": steps}
        return ValidationRun(**known, rank=self.rank, pad=self._pad)

    def _report_last(self, retry_seconds: float) -> None:
        """Reports nothing, because validation is not progress of the run."""
