"""What the targets of a batch say about images that are mixed."""

from __future__ import annotations

from crescendo.errors import InvalidArgument
from crescendo.run import Run
from crescendo.validation import ValidationRun


def check_targets(run: Run, targets: str | None) -> None:
    """Refuses plain labels that nobody asked for, for images of two classes. Validation images are not mixed.

    A loss of mixed images and plain labels falls, but it teaches the model that an image of two classes has one.

    Raises:
        InvalidArgument: ``targets`` is None, and the run mixes images or smooths labels.
    """
    if targets is not None or run.spec.mixing is None or isinstance(run, ValidationRun):
        return
    raise InvalidArgument(
        f"run {run.name} mixes images or smooths labels (mixing in its spec), and targets is not given: say "
        'targets="soft" for the mixed and smoothed targets, or targets="labels" if you make them yourself from '
        "info.mixing",
        reason="INVALID_FIELD",
        metadata={"field": "targets", "value": "None", "bound": "soft, labels"},
    )
