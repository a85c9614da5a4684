"""Training a Keras model on the shares of a run, with learning rates by the budget and with checkpoints."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import keras  # type: ignore[import-untyped]
import numpy as np

from crescendo._keras_data import TrainingData, ValidationData
from crescendo.errors import FailedPrecondition
from crescendo.run import Run
from crescendo.schedules import by_step

_POSITION = "position.json"


def fit(
    model: Any,
    data: TrainingData,
    *,
    validation_data: ValidationData | None = None,
    callbacks: Sequence[Any] = (),
    verbose: str | int = "auto",
    validation_freq: int | Sequence[int] = 1,
    class_weight: Mapping[int, float] | None = None,
) -> Any:
    """Trains from the position of ``data`` to the end of the budget, one epoch of Keras for each share of it.

    It is ``model.fit`` for data whose epochs have different numbers of batches, which Keras' own loop over epochs
    cannot train: it calls it once for each epoch, and callbacks see a single training.

    Args:
        model: A compiled ``keras.Model``.
        data: The training data.
        validation_data: As of ``model.fit``.
        callbacks: As of ``model.fit``.
        verbose: As of ``model.fit``.
        validation_freq: As of ``model.fit``.
        class_weight: As of ``model.fit``.

    Returns:
        The ``keras.callbacks.History``.

    Raises:
        FailedPrecondition: The weights do not go with the position of the data: the optimizer has made another number
            of steps. Or the optimizer would replace the weights by their average after every epoch, or a callback
            restores weights without the position.
        CrescendoError: As from ``Loader``.
    """
    _check(model, data, callbacks)
    listed = _OneTraining(
        list(callbacks),
        add_history=True,
        add_progbar=verbose != 0,
        model=model,
        verbose=verbose,
        epochs=data.epoch_count,
        steps=None,
    )
    for share in data.epochs():
        listed.set_params({**listed.params, "steps": len(share)})
        model.fit(
            share,
            shuffle=False,
            initial_epoch=share.index,
            epochs=share.index + 1,
            callbacks=listed,
            verbose=verbose,
            validation_data=validation_data,
            validation_freq=validation_freq,
            class_weight=class_weight,
        )
        if model.stop_training:
            break
    listed.finish()
    return model.history


class _OneTraining(keras.callbacks.CallbackList):  # type: ignore[misc]
    """Callbacks that see the beginning of the first epoch's training, and the end of the last one's."""

    def __init__(self, *args: Any, **params: Any) -> None:
        self._begun = False
        self._logs: dict[str, Any] | None = None
        super().__init__(*args, **params)

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        if not self._begun:
            self._begun = True
            super().on_train_begin(logs)

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:
        self._logs = logs

    def finish(self) -> None:
        if self._begun:
            super().on_train_end(self._logs)


def _check(model: Any, data: TrainingData, callbacks: Sequence[Any]) -> None:
    optimizer = getattr(model, "optimizer", None)
    if optimizer is None:
        raise FailedPrecondition(
            "the model is not compiled: call model.compile(optimizer=…, loss=…) first",
            reason="INVALID_FIELD",
            metadata={"field": "model"},
        )
    if getattr(optimizer, "use_ema", False):
        raise FailedPrecondition(
            "the optimizer has use_ema=True: Keras then replaces the weights by their average at the end of every fit, "
            "and each epoch is one; leave it out, and average the weights in a callback",
            reason="INVALID_FIELD",
            metadata={"field": "use_ema", "value": "True"},
        )
    for callback in callbacks:
        if isinstance(callback, keras.callbacks.BackupAndRestore):
            raise FailedPrecondition(
                "BackupAndRestore restores the weights but not the position in the run: use "
                "crescendo.keras.Checkpoint and load_checkpoint",
                reason="INVALID_FIELD",
                metadata={"field": "callbacks", "value": "BackupAndRestore"},
            )
    trained, position = _iterations(optimizer), data.next_step // (optimizer.gradient_accumulation_steps or 1)
    if trained != position:
        raise FailedPrecondition(
            f"the optimizer has made {trained} steps, and run {data.run.name} continues after {position}: load both "
            "with crescendo.keras.load_checkpoint, or begin both anew (compile the model again)",
            reason="RUN_MISMATCH",
            metadata={"field": "iterations", "value": str(trained), "bound": str(position)},
        )


def _iterations(optimizer: Any) -> int:
    return int(keras.ops.convert_to_numpy(optimizer.iterations))


@keras.saving.register_keras_serializable(package="crescendo")
class BudgetSchedule(keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
    """A learning rate as a function of the spent share of a run's budget, for a Keras optimizer.

    It is a table over the steps of the run, which the optimizer counts. The table is saved with the model.

    Args:
        run: A run whose number of steps is decided.
        schedule: Maps the spent share of the budget, 0..1, to the learning rate; see ``crescendo.schedules``.

    Raises:
        FailedPrecondition: The budget is measured while training.

    Example:
        >>> rate = BudgetSchedule(data.run, crescendo.schedules.warmup_cosine(1e-3))
        >>> model.compile(keras.optimizers.AdamW(rate), loss="sparse_categorical_crossentropy")
    """

    def __init__(self, run: Run, schedule: Callable[[float], float]) -> None:
        super().__init__()
        self._set(by_step(run, schedule))

    def _set(self, values: Any) -> None:
        self._values = np.asarray(values, dtype=np.float32)
        self._table = keras.ops.convert_to_tensor(self._values)

    def __call__(self, step: Any) -> Any:
        """Returns the learning rate of the global step ``step``; that of the last step beyond the run."""
        index = keras.ops.minimum(keras.ops.cast(step, "int32"), len(self._values) - 1)
        return keras.ops.take(self._table, index)

    def get_config(self) -> dict[str, Any]:
        """Returns the table as plain data: base64 of little-endian float32."""
        return {"values": base64.b64encode(self._values.astype("<f4").tobytes()).decode()}

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> BudgetSchedule:
        """Makes a schedule from ``config``, the result of ``get_config``."""
        made = cls.__new__(cls)
        keras.optimizers.schedules.LearningRateSchedule.__init__(made)
        made._set(np.frombuffer(base64.b64decode(config["values"]), dtype="<f4"))
        return made


class Checkpoint(keras.callbacks.Callback):  # type: ignore[misc]
    """Saves the model, its optimizer and the position in the run after every epoch, as one.

    A crash leaves the checkpoint before or the one after. Only the last one is kept.

    Args:
        folder: Where to save; it is made if needed.
        data: The training data.

    Example:
        >>> model = crescendo.keras.load_checkpoint("checkpoint", data) or build_and_compile()
        >>> crescendo.keras.fit(model, data, callbacks=[crescendo.keras.Checkpoint("checkpoint", data)])
    """

    def __init__(self, folder: str | os.PathLike[str], data: TrainingData) -> None:
        super().__init__()
        self._folder = Path(folder)
        self._data = data

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Saves.

        Args:
            epoch: The epoch that has ended.
            logs: Ignored.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        state = self._data.state_dict()
        name = f"step-{state['next_step']}.keras"
        self.model.save(self._folder / name)
        partial = self._folder / f"{_POSITION}.partial"
        partial.write_text(json.dumps({"model": name, "data": state}))
        os.replace(partial, self._folder / _POSITION)
        for older in self._folder.glob("step-*.keras"):
            if older.name != name:
                older.unlink()


def load_checkpoint(
    folder: str | os.PathLike[str], data: TrainingData, *, custom_objects: Mapping[str, Any] | None = None
) -> Any:
    """Loads what ``Checkpoint`` has saved: returns the compiled model, and moves ``data`` to its position.

    Args:
        folder: Of the checkpoint.
        data: The training data, which goes to the position.
        custom_objects: As of ``keras.models.load_model``.

    Returns:
        The model; None if the folder has no checkpoint.

    Raises:
        FailedPrecondition: The checkpoint belongs to another run, spec, dataset or schedule.
        CrescendoError: As from ``Loader.load_state_dict``.
    """
    position = Path(folder) / _POSITION
    if not position.exists():
        return None
    saved = json.loads(position.read_text())
    data.load_state_dict(saved["data"])
    return keras.models.load_model(position.with_name(saved["model"]), custom_objects=custom_objects)
