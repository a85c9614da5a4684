"""Batches for Keras 3, on its backends for PyTorch and JAX.

Example:
    >>> import crescendo.keras
    >>> data = crescendo.keras.TrainingData("127.0.0.1:7077", "first", spec={"dataset": "train"}, epochs=10)
    >>> model.compile("adam", loss="sparse_categorical_crossentropy")
    >>> crescendo.keras.fit(model, data)
"""

from __future__ import annotations

from crescendo._extras import missing_extra

try:
    import keras as _keras  # type: ignore[import-untyped]
except ModuleNotFoundError as error:
    raise missing_extra(error, "keras") from error

from crescendo._keras_data import Share, TrainingData, ValidationData
from crescendo._keras_training import BudgetSchedule, Checkpoint, fit, load_checkpoint
from crescendo.errors import FailedPrecondition

__all__ = ["BudgetSchedule", "Checkpoint", "Share", "TrainingData", "ValidationData", "fit", "load_checkpoint"]

if _keras.backend.backend() == "tensorflow":
    raise FailedPrecondition(
        "crescendo.keras has the backends torch and jax, whose inputs may change their side between stages (given: "
        "tensorflow): set KERAS_BACKEND before keras is imported",
        reason="INVALID_FIELD",
        metadata={"field": "KERAS_BACKEND", "value": "tensorflow", "bound": "torch, jax"},
    )
