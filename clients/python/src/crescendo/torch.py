"""Batches as torch tensors.

Example:
    >>> from crescendo.torch import CrescendoDataset
    >>> dataset = CrescendoDataset("127.0.0.1:7077", "baseline", output="normalized", device="cuda", pin_memory=True)
    >>> for images, labels, info in torch.utils.data.DataLoader(dataset, batch_size=None):
    ...     set_learning_rate(optimizer, info.budget_fraction)
    ...     train_step(images, labels)
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import Any

import grpc

from crescendo._extras import missing_extra

try:
    import torch
except ModuleNotFoundError as error:
    raise missing_extra(error, "torch") from error
from torch.utils.data import IterableDataset, get_worker_info

from crescendo import _state
from crescendo._addresses import Addresses
from crescendo._epochs import Epoch, epochs, spent_before
from crescendo._normalize import IMAGENET_MEAN, IMAGENET_STD
from crescendo._pool import Buffer, allocate_pageable
from crescendo._targets import check_targets
from crescendo._torch_converter import TensorConverter, word
from crescendo._torch_data_loader import check_accelerate, check_data_loader, check_place, remaining, warn_at_end
from crescendo._torch_evaluation import evaluate_low_frequency
from crescendo._torch_low_frequency import LowFrequencyCrop, low_frequency_crop, low_pass
from crescendo._torch_mixing import mix
from crescendo._torch_sides import check_sides, side_multiple_of, warm_up, with_side_multiple
from crescendo._torch_transfers import Transfers
from crescendo.batch import Batch, BatchInfo
from crescendo.errors import InvalidArgument
from crescendo.loader import RETRY_SECONDS, Loader
from crescendo.mixing import soft_targets
from crescendo.run import Run, Stage
from crescendo.spec import RunSpec
from crescendo.validation import ValidationLoader

__all__ = [
    "IMAGENET_MEAN",
    "IMAGENET_STD",
    "CrescendoDataset",
    "Item",
    "LowFrequencyCrop",
    "TensorConverter",
    "evaluate_low_frequency",
    "low_frequency_crop",
    "low_pass",
    "mix",
    "side_multiple_of",
    "warm_up",
]

Item = tuple[torch.Tensor, torch.Tensor, BatchInfo]
"""Images (N, 3, B, B); labels (N,) int64 or soft targets (N, K) float32; and the description of the batch."""

_TARGETS = ("labels", "soft")
_FORMS = ("tuple", "dict")
_SPLITS = ("train", "val")


class CrescendoDataset(IterableDataset[Any]):
    """One rank's batches of a run, as ``(images, labels, info)``; for ``DataLoader(dataset, batch_size=None)``.

    The items are whole batches: their number of samples and their side follow the schedule. They are the caller's to
    keep: memory is reused only when nothing refers to it. If the run leaves mixup and cutmix to the client, the images
    are mixed here, after normalisation. If it leaves the low-frequency crop to the client, they are cropped here before
    that, on ``device``.

    Iterating again in the same process continues after the last item. Use ``num_workers=0``: the loader underneath
    reads ahead in a thread, and a batch counts as consumed when the trainer asks for the next one. With one worker
    process, whose prefetching asks for batches early, progress runs ahead of the trainer by ``prefetch_factor`` batches
    and only ``state_dict(info)`` is exact; prefer the start method ``"spawn"``, as grpc does not survive a fork.

    Attributes:
        info: The description of the last item, if this process iterates; None before the first.

    Args:
        address: ``host:port`` of the server, or several servers: see ``connect``.
        run: Name of the run.
        spec: What the run is; None joins one that exists. Its ``side_multiple`` may be ``"auto"`` if there is a
            ``model``.
        model: The model, or the side of its patches in pixels. A spec that leaves ``side_multiple`` open then takes it
            from ``side_multiple_of``, and a run whose sides the model cannot take is refused.
        rank: This rank; None takes it from ``torch.distributed`` if that is initialised, otherwise 0.
        world_size: Number of ranks; None takes it from ``torch.distributed`` if that is initialised, otherwise 1.
        output: ``"uint8"`` or ``"normalized"``; see ``TensorConverter``.
        split: ``"train"``, or ``"val"`` for the validation data; see ``ValidationLoader``. Its labels are -100,
            ``cross_entropy``'s ``ignore_index``, at positions without a sample.
        size: Side of validation images in pixels; None takes the base size.
        pad: Fills up the last validation batch.
        targets: ``"labels"``, or ``"soft"`` for mixed and smoothed distributions over the classes. None is
            ``"labels"``, but refuses a run that mixes images or smooths labels: labels know nothing of it.
        form: ``"tuple"``, or ``"dict"`` for a dict of tensors: ``"images"``, ``"labels"`` and the other tensors that
            the spec's ``outputs`` asks for, such as ``"crop_box"``. The description of the batch is then ``info``.
        crop: False leaves images for the client to crop at the base size, and unmixed because mixing comes after the
            crop. Use it for a model or step that does both, with ``low_frequency_crop`` and ``mix``.
        mean: Mean of each channel, in units of 0..1; None takes the run's.
        std: Standard deviation of each channel in the trainer's normalisation, in units of 0..1. Default ImageNet's.
        device: Where the tensors live; None is the host.
        pin_memory: Receive into page-locked memory, so that a copy to a CUDA device overlaps with work on the host.
            Without a ``device``, you may copy with ``non_blocking=True`` in torch's current stream.
        window: As of ``Loader``.
        start: As of ``Loader``.
        takeover: As of ``Loader``; for the first iteration.
        buffers: As of ``Loader``.
        on_stage_change: As of ``Loader``; called in the process that iterates.
        retry_seconds: As of ``Loader``.
        shared_memory: As of ``Loader``.
        credentials: As of ``connect``.
        options: As of ``connect``.
        token: As of ``connect``.
        plaintext_token: As of ``connect``.

    Raises:
        InvalidArgument: An argument is not one of the allowed words, or ``pin_memory`` finds no CUDA device.
    """

    def __init__(
        self,
        address: Addresses,
        run: str,
        *,
        spec: RunSpec | Mapping[str, Any] | None = None,
        model: torch.nn.Module | int | None = None,
        rank: int | None = None,
        world_size: int | None = None,
        split: str = "train",
        size: int | None = None,
        pad: bool = False,
        output: str = "uint8",
        targets: str | None = None,
        form: str = "tuple",
        crop: bool = True,
        mean: Sequence[float] | None = None,
        std: Sequence[float] | None = None,
        device: torch.device | str | None = None,
        pin_memory: bool = False,
        window: int = 4,
        start: str | int = "auto",
        takeover: bool = False,
        buffers: int = 1,
        on_stage_change: Callable[[Stage], None] | None = None,
        retry_seconds: float = RETRY_SECONDS,
        shared_memory: bool | str = "auto",
        credentials: grpc.ChannelCredentials | None = None,
        options: Mapping[str, Any] | None = None,
        token: str | None = None,
        plaintext_token: bool = False,
    ) -> None:
        super().__init__()
        if pin_memory and not torch.cuda.is_available():
            raise InvalidArgument("pin_memory needs a CUDA device, and there is none", reason="INVALID_FIELD")
        self._rank, self._world_size = _place(rank, world_size)
        self._given_place = (rank, world_size)
        self._validation: dict[str, Any] | None = (
            {"size": size, "pad": pad} if word("split", split, _SPLITS) == "val" else None
        )
        self._constants = (mean, std)
        self._targets_given = targets if targets is None else word("targets", targets, _TARGETS)
        self._dicts = word("form", form, _FORMS) == "dict"
        self.info: BatchInfo | None = None
        self._crop = crop
        self._converter = {"output": output, "device": device, "pinned": pin_memory}
        TensorConverter(output, mean=mean or IMAGENET_MEAN, std=std or IMAGENET_STD)
        self._pin_memory = pin_memory
        self._buffers = buffers
        self._start = start
        self._takeover = takeover
        self._loader_arguments = {
            "client": address,
            "run": run,
            "spec": with_side_multiple(spec, model),
            "rank": self._rank,
            "world_size": self._world_size,
            "window": window,
            "buffers": buffers,
            "on_stage_change": on_stage_change,
            "retry_seconds": retry_seconds,
            "shared_memory": shared_memory,
            "credentials": credentials,
            "options": options,
            "token": token,
            "plaintext_token": plaintext_token,
        }
        # The model itself need not travel to worker processes.
        self._multiple = None if model is None else side_multiple_of(model)
        self._run: Run | None = None
        self._state: dict[str, Any] | None = None
        # Of the current iteration.
        self._first_step: int | None = None
        self._loader: Loader | None = None

    @property
    def run(self) -> Run:
        """The run, with its stages, classes and number of steps.

        Opens it with a short-lived connection at the first use.
        """
        if self._run is None:
            with self._open_loader() as loader:
                self._run = loader.run
        return self._run

    def __iter__(self) -> Iterator[Any]:
        """Yields the batches from the current position to the end of the schedule.

        Raises:
            InvalidArgument: There is more than one worker process, or one worker process together with a ``device``; or
                a ``DataLoader`` without ``batch_size=None`` would make batches of batches; or ``accelerate`` has
                replaced the ``DataLoader``.
            FailedPrecondition: The dataset was made before ``torch.distributed`` was initialised (WORLD_MISMATCH).
            CrescendoError: As from ``Loader``.
        """
        check_data_loader(sys._getframe(1))
        self._check_workers()
        return self._items()

    def _items(self) -> Generator[Item | dict[str, torch.Tensor], None, None]:
        if get_worker_info() is None:
            check_place((self._rank, self._world_size), _place(*self._given_place))
        if self._loader is not None:
            self._loader.close()
        loader = self._open_loader(takeover=self._takeover)
        self._takeover = False
        self._loader, self._run = loader, loader.run
        self._first_step = loader.next_step
        if self._validation is None:
            warn_at_end(loader.run, loader.next_step)
        converter = self._make_converter(loader.run)
        transfers = Transfers() if self._pin_memory and self._converter["device"] is None else None
        try:
            with loader:
                for batch in loader:
                    self._state = loader.state_dict()
                    self.info = batch.info
                    try:
                        yield self._item(converter, batch, loader.run)
                    finally:
                        converter.wait()
                    if transfers is not None:
                        transfers.keep(batch)
                    # Before the next batch, so that its memory is free once the trainer no longer refers to it.
                    del batch
        finally:
            if self._loader is loader:
                self._first_step = None

    def __len__(self) -> int:
        """Number of batches: of the current iteration, or of the next one if there is none.

        Opens the run with a short-lived connection if there is no iteration.

        Raises:
            TypeError: The end is not decided yet, for a measured budget.
        """
        first = self._first_step
        if first is None and self._validation is None:
            first = self.state_dict()["next_step"]
        return remaining(self.run, first or 0)

    def epochs(self, n: int) -> Iterator[Epoch[Any]]:
        """Divides the rest of the run where its budget passes multiples of ``1 / n``; see ``Loader.epochs``.

        Args:
            n: Number of shares of the whole budget.

        Returns:
            An iterator of iterables of items, each with its position, ``index``, 0..n-1.

        Raises:
            InvalidArgument: ``n`` is below 1, or the dataset is that of the validation data.
        """
        if self._validation is not None:
            raise InvalidArgument(
                'epochs is for split="train": the validation data is one pass', reason="INVALID_FIELD"
            )
        spent = spent_before(self.run, self.state_dict()["next_step"])
        self._check_workers()
        return epochs(self._items(), n, spent, lambda _: self._last_info(), self._acknowledge)

    def set_epoch(self, epoch: int) -> None:
        """Does nothing: the order of the samples follows from the seed and the step. Training loops that are written
        for a ``DistributedSampler`` call it.

        Args:
            epoch: Ignored.

        Raises:
            InvalidArgument: The caller is a data loader of ``accelerate``, as in ``__iter__``.
        """
        # In the process of the trainer, also if the iteration is that of a worker process.
        check_accelerate(sys._getframe(1))

    def _last_info(self) -> BatchInfo:
        assert self.info is not None
        return self.info

    def _acknowledge(self) -> None:
        if self._loader is not None:
            self._loader.acknowledge()

    def _item(self, converter: TensorConverter, batch: Batch, run: Run) -> Item | dict[str, torch.Tensor]:
        images = converter.images(batch)
        if batch.mixing is not None and (self._crop or not run.client_crops):
            images = mix(images, batch.mixing)
        targets = self._targets(converter, batch, run)
        if not self._dicts:
            return images, targets, batch.info
        others = {name: array for name, array in batch.tensors.items() if name != "images"}
        placed = {name: converter.place(torch.from_numpy(array)) for name, array in others.items()}
        return {"images": images, "labels": targets, **placed}

    def state_dict(self, info: BatchInfo | None = None) -> dict[str, Any]:
        """Returns the position after a batch, as plain JSON data.

        Args:
            info: The batch; None takes the last one that was yielded in this process.
        """
        if info is not None:
            return _state.make(self.run, info.step + 1)
        if self._state is None:
            with self._open_loader() as loader:
                return loader.state_dict()
        return dict(self._state)

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Goes to the position of ``state``, from ``state_dict``.

        When iteration begins, it is checked against the run on the server.
        """
        self._state = dict(state)

    def _open_loader(self, *, takeover: bool = False) -> Loader:
        allocate = _allocate_pinned if self._pin_memory else allocate_pageable
        arguments: dict[str, Any] = {**self._loader_arguments, "allocate": allocate}
        if self._validation is not None:
            # Every iteration is a whole pass.
            return ValidationLoader(**arguments, **self._validation)
        start = self._start if self._state is None else "beginning"
        loader = Loader(**arguments, start=start, takeover=takeover)
        try:
            check_targets(loader.run, self._targets_given)
            if self._multiple is not None:
                check_sides(loader.run, self._multiple)
            if self._state is not None:
                loader.load_state_dict(self._state)
        except BaseException:
            loader.close()
            raise
        return loader

    def _make_converter(self, run: Run) -> TensorConverter:
        mean, std = self._constants
        constants = {"mean": mean or run.spec.mean or IMAGENET_MEAN, "std": std or run.spec.std or IMAGENET_STD}
        crop = (run.spec.dtype or "uint8") if self._crop else None
        return TensorConverter(**self._converter, **constants, crop=crop, buffers=self._buffers + 1)  # type: ignore[arg-type]

    def _targets(self, converter: TensorConverter, batch: Batch, run: Run) -> torch.Tensor:
        if self._targets_given != "soft":
            return converter.labels(batch)
        smoothing = run.spec.mixing.label_smoothing if run.spec.mixing else None
        targets = soft_targets(batch.labels, batch.mixing, len(run.class_names), smoothing or 0.0)
        return converter.place(torch.from_numpy(targets))

    def _check_workers(self) -> None:
        worker = get_worker_info()
        if worker is None:
            return
        if worker.num_workers > 1:
            raise InvalidArgument(
                f"num_workers is {worker.num_workers}: one stream delivers all batches of a rank, in order, so use "
                "num_workers=0 (the loader reads ahead by itself) or 1",
                reason="INVALID_FIELD",
                metadata={"field": "num_workers", "value": str(worker.num_workers), "bound": "1"},
            )
        if self._converter["device"] is not None or self._pin_memory:
            raise InvalidArgument(
                "device and pin_memory are for num_workers=0: a worker process hands over host memory",
                reason="INVALID_FIELD",
                metadata={"field": "device", "value": str(self._converter["device"])},
            )

    def __getstate__(self) -> dict[str, Any]:
        """For spawned worker processes: everything except the open connection."""
        return {**self.__dict__, "_loader": None, "_first_step": None}


def _place(rank: int | None, world_size: int | None) -> tuple[int, int]:
    """Fills in missing values from torch.distributed."""
    distributed = torch.distributed.is_available() and torch.distributed.is_initialized()
    if rank is None:
        rank = torch.distributed.get_rank() if distributed else 0
    if world_size is None:
        world_size = torch.distributed.get_world_size() if distributed else 1
    return rank, world_size


def _allocate_pinned(byte_length: int) -> Buffer:
    """Allocates page-locked memory; the array keeps its tensor alive."""
    pinned: Buffer = torch.empty(byte_length, dtype=torch.uint8, pin_memory=True).numpy()
    return pinned
