"""A stand-in for timm's ``create_loader`` that reads a run, for ``train.py`` and scripts that were made from it.

Example:
    >>> from crescendo.timm import create_loader
    >>> loader_train = create_loader(args, data_config, is_training=True)
    >>> loader_eval = create_loader(args, data_config, is_training=False)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crescendo._extras import missing_extra

try:
    import torch
except ModuleNotFoundError as error:
    raise missing_extra(error, "torch") from error

from crescendo import _state
from crescendo._addresses import Addresses
from crescendo._epochs import epoch_bounds
from crescendo._timm_arguments import check_arguments, dtype_of, epochs_of, mixes, plain, refused, spec_of
from crescendo.errors import FailedPrecondition, InvalidArgument, OutOfRange
from crescendo.run import Run
from crescendo.torch import CrescendoDataset, _place

__all__ = ["EvalLoader", "TrainLoader", "create_loader"]

Pair = tuple[torch.Tensor, torch.Tensor]


def create_loader(
    args: object,
    data_config: Mapping[str, Any],
    *,
    is_training: bool,
    address: Addresses | None = None,
    run: str | None = None,
    spec: Mapping[str, Any] | None = None,
    epochs: int | None = None,
    model: torch.nn.Module | int | None = None,
    takeover: bool = False,
) -> TrainLoader | EvalLoader:
    """Returns a loader for ``train.py``, which trains the run that its arguments describe.

    The arguments become a run spec; docs/frameworks/timm.md has the table. One that shapes the batches and has no
    counterpart is refused by name. An epoch of ``train.py`` is an equal share of the budget, so its learning rates,
    which change between epochs, are functions of the budget, as a curriculum needs.

    Args:
        args: The arguments of ``train.py``: its namespace, or a mapping.
        data_config: Result of timm's ``resolve_data_config``: size, mean, standard deviation and filters of the model.
        is_training: True for the training data, False for the validation data.
        address: ``host:port`` of the server, or several servers: see ``connect``. None takes ``train.py``'s data
            directory.
        run: Name of the run; None takes ``--experiment``.
        spec: Fields of the run spec that ``train.py`` has no argument for, such as ``schedule``.
        epochs: Number of epochs that ``train.py`` trains; None takes ``--epochs`` and the cool-down.
        model: As of ``CrescendoDataset``.
        takeover: As of ``CrescendoDataset``.

    Raises:
        InvalidArgument: An argument has no counterpart, or there is no address or name.
        FailedPrecondition: The number of classes is not ``--num-classes``, or the budget is a measured one.
        CrescendoError: As from ``Client.open_run``.
    """
    given = plain(args)
    check_arguments(given)
    count = epochs_of(given) if epochs is None else epochs
    # train.py writes them into its arguments; other scripts may have them in torch.distributed only.
    rank, world_size = _place(given.get("rank"), given.get("world_size"))
    device = torch.device(given["device"]) if given.get("device") else None
    dataset = CrescendoDataset(
        address or _word(given.get("data_dir") or given.get("data"), "address", "DIR"),
        _word(run or given.get("experiment"), "run", "--experiment"),
        spec=spec_of(given, data_config, epochs=count, world_size=world_size, own=spec or {}),
        model=model,
        rank=rank,
        world_size=world_size,
        split="train" if is_training else "val",
        # Ranks reduce their results after every batch, so they need equally many.
        pad=not is_training and world_size > 1,
        output="normalized",
        targets="soft" if is_training and mixes(given) else "labels",
        device=device,
        pin_memory=bool(given.get("pin_mem")) and device is not None and device.type == "cuda",
        takeover=takeover,
    )
    _check_classes(given, dataset.run)
    form = _Form(dtype_of(given, lambda name: getattr(torch, name)), channels_last=bool(given.get("channels_last")))
    if not is_training:
        return EvalLoader(dataset, form)
    loader = TrainLoader(dataset, count, form)
    if given.get("sched_on_updates") and len(loader.epoch_lengths) > 1:
        raise refused(
            "sched_on_updates",
            True,
            f"epochs have {min(loader.epoch_lengths)} to {max(loader.epoch_lengths)} steps, and train.py takes the "
            "learning rate of a step from a constant number; leave it out, so that it changes between epochs",
        )
    return loader


def _word(value: object, name: str, option: str) -> str:
    if value:
        return str(value)
    raise InvalidArgument(
        f"the {name} is not given: pass {name}=… to create_loader, or {option} to train.py",
        reason="INVALID_FIELD",
        metadata={"field": name},
    )


def _check_classes(args: Mapping[str, Any], run: Run) -> None:
    classes, given = len(run.class_names), args.get("num_classes")
    if given is not None and given != classes:
        raise FailedPrecondition(
            f"the model has {given} classes, and the data of run {run.name} has {classes}: --num-classes {classes}",
            reason="INVALID_FIELD",
            metadata={"field": "num_classes", "value": str(given), "bound": str(classes)},
        )


class _Form:
    """The memory format and type of the images, as timm's ``PrefetchLoader`` and ``train.py`` would have them.

    timm rounds to ``--model-dtype`` before it normalises; here it is done once, afterwards.
    """

    def __init__(self, dtype: torch.dtype, *, channels_last: bool) -> None:
        self._dtype = dtype
        self._memory = torch.channels_last if channels_last else torch.contiguous_format

    def __call__(self, images: torch.Tensor) -> torch.Tensor:
        return images.to(self._dtype).contiguous(memory_format=self._memory)


class _Position:
    """What ``train.py`` uses of a loader's dataset and of its sampler."""

    def __init__(self, samples: int, loader: TrainLoader | None = None) -> None:
        self._samples = samples
        self._loader = loader

    def __len__(self) -> int:
        """Number of samples of the dataset."""
        return self._samples

    def set_epoch(self, epoch: int) -> None:
        """Goes to the beginning of an epoch; for the validation data, does nothing."""
        if self._loader is not None:
            self._loader.set_epoch(epoch)


class TrainLoader:
    """The training batches of a run, an epoch of ``train.py`` for each iteration, as ``(input, target)``.

    Inputs are (N, 3, B, B), normalised, on the device, in the type of ``--model-dtype``; N and B follow the schedule.
    Targets are (N,) int64, or (N, K) float32 if the run mixes.

    ``train.py`` calls ``dataset.set_epoch`` before every epoch: its batches are those of that share of the budget. So
    ``--resume`` needs nothing else: the epoch is the position. Without that call, an iteration continues after the last
    one.

    Args:
        data: The batches of the run.
        epochs: Number of shares of its budget.
        form: Memory format and type of the images.

    Attributes:
        run: The run.

    Raises:
        FailedPrecondition: The budget is measured while training.
        InvalidArgument: The budget has fewer steps than ``epochs``.
    """

    def __init__(self, data: CrescendoDataset, epochs: int, form: _Form) -> None:
        self.run = data.run
        self._data = data
        self._form = form
        self._epochs = epochs
        self._bounds = epoch_bounds(self.run, epochs)
        self._epoch = 0
        # The step of the next batch, and the first one of the current or next iteration.
        self._step = self._first = 0
        self._items: Iterator[Any] | None = None
        self._loaded = False

    @property
    def dataset(self) -> _Position:
        """What has ``set_epoch`` and, as its length, the number of samples."""
        # Made when it is asked for: a cycle of references would keep the connection open for longer than the loader.
        return _Position(self.run.sample_count, self)

    @property
    def sampler(self) -> _Position:
        """The same as ``dataset``."""
        return self.dataset

    @property
    def epoch_lengths(self) -> set[int]:
        """The numbers of steps that epochs have."""
        return {end - first for first, end in zip(self._bounds, self._bounds[1:], strict=False)}

    @property
    def mixup_enabled(self) -> bool:
        """True if the current epoch mixes images. The run decides it: setting another value is an error."""
        mixing = self.run.spec.mixing
        until = 1.0 if mixing is None or mixing.until is None else mixing.until
        return mixing is not None and (until == 1 or self._epoch < round(until * self._epochs))

    @mixup_enabled.setter
    def mixup_enabled(self, value: bool) -> None:
        if value != self.mixup_enabled:
            raise FailedPrecondition(
                f"run {self.run.name} {'mixes' if self.mixup_enabled else 'does not mix'} in epoch {self._epoch}: "
                "the arguments of train.py decide when images are mixed, before the run is begun",
                reason="INVALID_FIELD",
                metadata={"field": "mixup_enabled", "value": str(value)},
            )

    def __len__(self) -> int:
        """Number of batches: of the current iteration, or of the next one if there is none."""
        return 0 if self._epoch == self._epochs else self._bounds[self._epoch + 1] - self._first

    def set_epoch(self, epoch: int) -> None:
        """Goes to the beginning of an epoch, or stays at a position within it that ``load_state_dict`` has set.

        Args:
            epoch: The epoch, 0..epochs-1.

        Raises:
            InvalidArgument: The run has no such epoch, or the position that was loaded lies in another one.
        """
        if not 0 <= epoch < self._epochs:
            raise self._beyond(epoch)
        if self._loaded and not self._bounds[epoch] <= self._step < self._bounds[epoch + 1]:
            raise InvalidArgument(
                f"the position that was loaded, step {self._step}, lies in epoch {self._epoch}, not in epoch {epoch}: "
                f"pass --start-epoch {self._epoch}",
                reason="INVALID_FIELD",
                metadata={"field": "epoch", "value": str(epoch), "bound": str(self._epoch)},
            )
        if not self._loaded and self._step != self._bounds[epoch]:
            self._go(_state.make(self.run, self._bounds[epoch]))
        self._epoch = epoch
        self._first = self._step

    def __iter__(self) -> Iterator[Pair]:
        """Yields the batches that are left of the current epoch.

        Raises:
            OutOfRange: All epochs are over.
            CrescendoError: As from ``CrescendoDataset``.
        """
        if self._epoch == self._epochs:
            raise self._beyond(self._epoch)
        if self._items is None:
            self._items = iter(self._data)
        self._loaded = False
        self._first = self._step
        end = self._bounds[self._epoch + 1]
        while self._step < end:
            images, targets, _ = next(self._items)
            self._step += 1
            yield self._form(images), targets
        # The time of a validation does not count as that of a training step.
        self._data._acknowledge()
        self._epoch += 1
        self._first = self._step
        if self._epoch == self._epochs:
            # Lets the stream end, and its last report arrive.
            next(self._items, None)

    def close(self) -> None:
        """Ends the connection, as the end of the last epoch does. The next iteration opens it again."""
        self._items = None

    def state_dict(self) -> dict[str, Any]:
        """Returns the position after the last batch, as plain JSON data; also within an epoch."""
        return _state.make(self.run, self._step)

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Goes to the position of ``state``; the next iteration has the rest of its epoch.

        Raises:
            FailedPrecondition: The state belongs to another run, spec, dataset or schedule.
            OutOfRange: The run is over.
        """
        step = _state.check(state, self.run)
        if step == self.run.total_steps:
            raise self._beyond(self._epochs)
        self._go(state)
        self._epoch = max(k for k in range(self._epochs) if self._bounds[k] <= step)
        self._loaded = True

    def _go(self, state: Mapping[str, Any]) -> None:
        self._items = None
        self._data.load_state_dict(state)
        self._step = self._first = state["next_step"]

    def _beyond(self, epoch: int) -> OutOfRange:
        return OutOfRange(
            f"run {self.run.name} has epochs 0..{self._epochs - 1}, as its budget was divided, and no epoch {epoch}: "
            "pass create_loader(epochs=…) the number of epochs that train.py trains",
            reason="STEP_OUT_OF_RANGE",
            metadata={"field": "epoch", "value": str(epoch), "bound": str(self._epochs - 1)},
        )


class EvalLoader:
    """The validation batches of a run, all of them for each iteration, as ``(input, target)``.

    As with timm's loader, every sample of a batch counts, and all ranks have equally many batches of one size:
    positions without a sample, in padding or because an image cannot be read, repeat other samples of the rank. With
    one rank and readable images, every sample comes once, and the last batch is short.

    Args:
        data: The validation batches of the run.
        form: Memory format and type of the images.

    Attributes:
        run: The run.
        dataset: Has, as its length, the number of samples.
        sampler: The same.
    """

    def __init__(self, data: CrescendoDataset, form: _Form) -> None:
        self.run = data.run
        self._data = data
        self._form = form
        self.dataset = self.sampler = _Position(self.run.validation_sample_count)
        self.mixup_enabled = False

    def __len__(self) -> int:
        """Number of batches."""
        return len(self._data)

    def __iter__(self) -> Iterator[Pair]:
        """Yields the batches.

        Raises:
            FailedPrecondition: The rank has no readable sample.
            CrescendoError: As from ``CrescendoDataset``.
        """
        spare: Pair | None = None
        for images, targets, _ in self._data:
            batch = self._form(images), targets
            real = (targets >= 0).nonzero().flatten()
            if len(real) == 0:
                if spare is None:
                    raise FailedPrecondition(
                        f"no sample in the first validation batch of run {self.run.name} can be read: "
                        f"crescendo runs show {self.run.name} lists them",
                        reason="NO_VALIDATION",
                        metadata={"field": "validation"},
                    )
                yield spare[0][: len(targets)], spare[1][: len(targets)]
                continue
            if len(real) < len(targets):
                chosen = real[torch.arange(len(targets), device=real.device) % len(real)]
                # Real samples stay where they are.
                chosen[real] = real
                batch = batch[0][chosen], targets[chosen]
            if spare is None:
                spare = batch[0].clone(), batch[1].clone()
            yield batch
