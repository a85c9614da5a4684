"""The batches of a run as Keras datasets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any

import keras  # type: ignore[import-untyped]
import numpy as np
import numpy.typing as npt

from crescendo._addresses import Addresses
from crescendo._epochs import epoch_bounds
from crescendo._normalize import IMAGENET_MEAN, IMAGENET_STD, in_bytes
from crescendo.batch import Batch, BatchInfo
from crescendo.errors import FailedPrecondition, InvalidArgument
from crescendo.loader import Loader
from crescendo.mixing import soft_targets
from crescendo.run import Run
from crescendo.spec import RunSpec
from crescendo.validation import ValidationLoader

Pair = tuple[npt.NDArray[Any], npt.NDArray[Any]]
"""Images in Keras' data format, and labels (N,) int32 or soft targets (N, K) float32."""

_OUTPUTS = ("normalized", "uint8")
_TARGETS = ("labels", "soft")


class Converter:
    """From a batch to arrays that belong to the caller.

    Args:
        run: The run.
        output: ``"normalized"`` or ``"uint8"``.
        targets: ``"labels"`` or ``"soft"``.
    """

    def __init__(self, run: Run, output: str, targets: str) -> None:
        spec = run.spec
        if spec.crop == "client" or (spec.mixing is not None and spec.mixing.where == "client"):
            raise FailedPrecondition(
                f"run {run.name} leaves the low-frequency crop or mixing to the client, which crescendo.keras does not "
                'do: begin a run with crop="server" and mixing.where="server"',
                reason="INVALID_FIELD",
                metadata={"field": "crop" if spec.crop == "client" else "mixing.where", "value": "client"},
            )
        self._mean = np.array(in_bytes(spec.mean or IMAGENET_MEAN), dtype=np.float32)
        self._std = np.array(in_bytes(spec.std or IMAGENET_STD), dtype=np.float32)
        self._normalized = output == "normalized"
        self._soft = targets == "soft"
        self._classes = len(run.class_names)
        self._smoothing = (spec.mixing.label_smoothing if spec.mixing else None) or 0.0

    def __call__(self, batch: Batch) -> Pair:
        """Converts ``batch``."""
        labels: npt.NDArray[Any] = batch.labels.astype(np.int32)
        if self._soft:
            labels = soft_targets(batch.labels, batch.mixing, self._classes, self._smoothing)
        return self._images(batch.images), labels

    def _images(self, pixels: npt.NDArray[Any]) -> npt.NDArray[Any]:
        if keras.config.image_data_format() == "channels_first":
            # A copy of the bytes costs a quarter of one of the floats.
            pixels = np.ascontiguousarray(pixels.transpose(0, 3, 1, 2))
            mean, std = self._mean[:, None, None], self._std[:, None, None]
        else:
            mean, std = self._mean, self._std
        if not self._normalized:
            return np.array(pixels)
        images: npt.NDArray[Any] = np.subtract(pixels, mean, dtype=np.float32)
        np.divide(images, std, out=images)
        return images


class Share(keras.utils.PyDataset):  # type: ignore[misc]
    """The batches of one share of the budget, for one epoch of ``model.fit``.

    Keras asks for batches by number. They come in the order of the run, each once: another order (``shuffle=True``) or
    a second pass is an error.

    Args:
        data: The training data.
        index: Position of the share.
        first: Its first global step.
        end: The step after its last one.

    Attributes:
        index: Position of the share, 0..count-1: the epoch for Keras.
        count: Number of shares.
    """

    def __init__(self, data: TrainingData, index: int, first: int, end: int) -> None:
        # One worker, in the thread of the trainer: others would ask for batches out of order.
        super().__init__(workers=1, use_multiprocessing=False)
        self.index = index
        self.count = data.epoch_count
        self._data = data
        self._first = first
        self._end = end

    def __len__(self) -> int:
        """Number of batches."""
        return self._end - self._first

    def __getitem__(self, index: int) -> Pair:
        """Returns a batch: the next one, or once more the last one.

        Raises:
            FailedPrecondition: It is another one.
            CrescendoError: As from ``Loader``.
        """
        return self._data._batch(self._first + index, self)

    def on_epoch_end(self) -> None:
        """Reports the last batch, so that the time of a validation does not count as that of a training step."""
        self._data._acknowledge()


class TrainingData:
    """The training batches of a run, in shares of its budget: the epochs of Keras.

    ``crescendo.keras.fit`` trains with it. In a loop of your own, call ``model.fit`` once for each share; a single
    ``model.fit`` over several epochs would take the number of batches of the first one for all of them.

    Args:
        address: ``host:port`` of the server, or several servers: see ``connect``.
        run: Name of the run.
        spec: What the run is; None joins one that exists.
        epochs: Number of shares of the budget.
        output: ``"normalized"`` gives float32 ``(x - 255 * mean) / (255 * std)`` with the run's constants; ``"uint8"``
            gives the pixels unchanged, for a model that begins with ``keras.layers.Rescaling`` or ``Normalization``.
        targets: ``"labels"``, or ``"soft"`` for mixed and smoothed distributions over the classes.
        start: As of ``Loader``.
        **arguments: As of ``Loader``: ``rank`` and ``world_size`` for instance.

    Attributes:
        run: The run.
        epoch_count: Number of shares.

    Raises:
        InvalidArgument: An argument is out of its range, or the budget has fewer steps than ``epochs``.
        FailedPrecondition: The budget is measured while training, or the run leaves work to the client.
        CrescendoError: As from ``Loader``.

    Example:
        >>> data = crescendo.keras.TrainingData("127.0.0.1:7077", "first", spec={"dataset": "train"}, epochs=10)
        >>> crescendo.keras.fit(model, data)
    """

    def __init__(
        self,
        address: Addresses,
        run: str,
        *,
        spec: RunSpec | Mapping[str, Any] | None = None,
        epochs: int,
        output: str = "normalized",
        targets: str = "labels",
        start: str | int = "auto",
        **arguments: Any,
    ) -> None:
        _check_word("output", output, _OUTPUTS)
        _check_word("targets", targets, _TARGETS)
        self._loader = Loader(address, run, spec=spec, start=start, **arguments)
        try:
            self.run = self._loader.run
            self.epoch_count = epochs
            self._converter = Converter(self.run, output, targets)
            self._bounds = epoch_bounds(self.run, epochs)
        except BaseException:
            self._loader.close()
            raise
        self._last: tuple[Pair, BatchInfo] | None = None

    @property
    def next_step(self) -> int:
        """The global step of the next batch."""
        return self._loader.next_step

    @property
    def info(self) -> BatchInfo | None:
        """The description of the last batch; None before the first."""
        return None if self._last is None else self._last[1]

    def epochs(self) -> Iterator[Share]:
        """Yields the shares that are not over, each for one ``model.fit(share, shuffle=False, …)``.

        Raises:
            FailedPrecondition: A share was not trained to its end before the next one.
        """
        for index, (first, end) in enumerate(zip(self._bounds, self._bounds[1:], strict=False)):
            if self.next_step >= end:
                continue
            first = max(first, self.next_step)
            yield Share(self, index, first, end)
            if self.next_step != end:
                raise FailedPrecondition(
                    f"Keras took {self.next_step - first} of the {end - first} batches of epoch {index}: without "
                    "steps_per_epoch and keras.config.set_max_steps_per_epoch, it takes them all",
                    reason="INVALID_FIELD",
                    metadata={"field": "steps_per_epoch", "value": str(self.next_step - first)},
                )

    def state_dict(self) -> dict[str, Any]:
        """Returns the position after the last batch that Keras took, as plain JSON data: between two epochs, what was
        trained. Within one, the JAX backend takes a batch ahead.
        """
        return self._loader.state_dict()

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Goes to the position of ``state``.

        Raises:
            CrescendoError: As from ``Loader.load_state_dict``.
        """
        self._loader.load_state_dict(state)
        self._last = None

    def close(self) -> None:
        """Stops reading and reports what was consumed."""
        self._loader.close()

    def __enter__(self) -> TrainingData:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _batch(self, step: int, share: Share) -> Pair:
        if self._last is not None and step == self._last[1].step:
            # Keras looks at the first batch of a model that is not built, and then begins again.
            return self._last[0]
        if step != self.next_step:
            order = (
                "out of order: pass shuffle=False" if step > self.next_step else "a second time: a share is one epoch"
            )
            raise FailedPrecondition(
                f"Keras asked for step {step} of run {self.run.name} {order} (epoch {share.index} is at step "
                f"{self.next_step}); crescendo.keras.fit does it right",
                reason="INVALID_FIELD",
                metadata={"field": "step", "value": str(step), "bound": str(self.next_step)},
            )
        batch = next(self._loader)
        self._last = self._converter(batch), batch.info
        return self._last[0]

    def _acknowledge(self) -> None:
        self._loader.acknowledge()
        if self.next_step == self.run.total_steps:
            # Lets the stream end, and its last report arrive.
            next(self._loader, None)


class ValidationData(keras.utils.PyDataset):  # type: ignore[misc]
    """The validation batches of a run, for ``validation_data`` of ``fit`` and for ``model.evaluate``.

    Every evaluation is a whole pass in order. Samples that cannot be read are left out, so every sample of a batch
    counts, whatever the metrics do with weights.

    Args:
        address: ``host:port`` of the server, or several servers: see ``connect``.
        run: Name of the run; its spec names the data (``validation``).
        size: Side of the images in pixels, even; None takes the base size.
        output: As of ``TrainingData``.
        targets: As of ``TrainingData``: ``"soft"`` gives one-hot rows, for losses that need them.
        **arguments: As of ``Loader``, except ``start``.

    Attributes:
        run: The run.

    Raises:
        InvalidArgument: An argument is not one of the allowed words.
        CrescendoError: As from ``ValidationLoader``.
    """

    def __init__(
        self,
        address: Addresses,
        run: str,
        *,
        size: int | None = None,
        output: str = "normalized",
        targets: str = "labels",
        **arguments: Any,
    ) -> None:
        super().__init__(workers=1, use_multiprocessing=False)
        _check_word("output", output, _OUTPUTS)
        _check_word("targets", targets, _TARGETS)
        self._arguments = {"client": address, "run": run, "size": size, **arguments}
        with ValidationLoader(**self._arguments) as loader:
            self.run = loader.run
            self._length = len(loader)
        self._converter = Converter(self.run, output, targets)
        # One-hot, without smoothing.
        self._converter._smoothing = 0.0
        self._loader: ValidationLoader | None = None
        self._last: tuple[int, Pair] | None = None

    def __len__(self) -> int:
        """Number of batches."""
        return self._length

    def __getitem__(self, index: int) -> Pair:
        """Returns a batch: the next one, once more the last one, or the first one of a new pass.

        Raises:
            FailedPrecondition: It is another one, or none of its samples can be read.
            CrescendoError: As from ``ValidationLoader``.
        """
        if self._last is not None and index == self._last[0]:
            return self._last[1]
        if index == 0:
            self.on_epoch_end()
            self._loader = ValidationLoader(**self._arguments)
        if self._loader is None or index != self._loader.next_step:
            raise FailedPrecondition(
                f"Keras asked for validation batch {index} of run {self.run.name} out of order",
                reason="INVALID_FIELD",
                metadata={"field": "index", "value": str(index)},
            )
        batch = next(self._loader)
        images, labels = self._converter(batch)
        if not batch.valid.any():
            raise FailedPrecondition(
                f"no sample of validation batch {index} of run {self.run.name} can be read: "
                f"crescendo runs show {self.run.name} lists them",
                reason="NO_VALIDATION",
                metadata={"field": "validation", "value": str(index)},
            )
        self._last = index, (images[batch.valid], labels[batch.valid])
        return self._last[1]

    def on_epoch_end(self) -> None:
        """Ends the pass."""
        self._last = None
        if self._loader is not None:
            self._loader.close()
            self._loader = None


def _check_word(field: str, value: str, words: Sequence[str]) -> None:
    if value not in words:
        raise InvalidArgument(
            f"{field} must be one of {', '.join(words)} (given: {value!r})",
            reason="INVALID_FIELD",
            metadata={"field": field, "value": str(value)},
        )
