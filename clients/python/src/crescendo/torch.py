"""Batches as torch tensors.

Example:
    >>> from crescendo.torch import CrescendoDataset
    >>> dataset = CrescendoDataset("127.0.0.1:7077", "baseline", output="normalized", device="cuda", pin_memory=True)
    >>> for images, labels, info in torch.utils.data.DataLoader(dataset, batch_size=None):
    ...     set_learning_rate(optimizer, info.budget_fraction)
    ...     train_step(images, labels)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import grpc

from crescendo._extras import missing_extra

try:
    import torch
except ModuleNotFoundError as error:
    raise missing_extra(error, "torch") from error
from torch.utils.data import IterableDataset, get_worker_info

from crescendo import _state
from crescendo._normalize import IMAGENET_MEAN, IMAGENET_STD, in_bytes
from crescendo._pool import Buffer, allocate_pageable
from crescendo._torch_evaluation import evaluate_low_frequency
from crescendo._torch_low_frequency import LowFrequencyCrop, crop_to_bytes, low_frequency_crop, low_pass
from crescendo._torch_mixing import mix
from crescendo._torch_sides import check_sides, side_multiple_of, warm_up, with_side_multiple
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

_OUTPUTS = ("uint8", "normalized")
_TARGETS = ("labels", "soft")
_SPLITS = ("train", "val")
_DTYPES = ("uint8", "float32")


class TensorConverter:
    """Converts a batch's images to a tensor (N, 3, B, B) in channels_last memory format.

    Args:
        output: ``"uint8"`` gives the pixels unchanged (floats, if that is the run's dtype), without a copy;
            ``"normalized"`` gives float32 ``(x - 255 * mean) / (255 * std)``.
        crop: How to treat bytes that come at the base size for the client to crop: ``"uint8"`` rounds and clamps the
            result of the crop, as the server does; ``"float32"`` does not; None leaves them at the base size.
        mean: Mean of each channel, in units of 0..1.
        std: Standard deviation of each channel, in units of 0..1.
        device: Where the tensor lives; None leaves it in the batch's memory.
        pinned: True if the batch's memory is page-locked: the transfer then overlaps with work on the host.
        buffers: Number of float tensors that are used in turn when normalising on the CPU; 0 allocates fresh ones.
    """

    def __init__(
        self,
        output: str = "uint8",
        *,
        crop: str | None = "uint8",
        mean: Sequence[float] = IMAGENET_MEAN,
        std: Sequence[float] = IMAGENET_STD,
        device: torch.device | str | None = None,
        pinned: bool = False,
        buffers: int = 0,
    ) -> None:
        self._normalized = _word("output", output, _OUTPUTS) == "normalized"
        self._crop = crop if crop is None else _word("crop", crop, _DTYPES)
        self._device = None if device is None else torch.device(device)
        self._asynchronous = pinned and self._device is not None and self._device.type == "cuda"
        self._mean = torch.tensor(in_bytes(mean), dtype=torch.float32, device=self._device)
        self._std = torch.tensor(in_bytes(std), dtype=torch.float32, device=self._device)
        self._outputs = [torch.empty(0, dtype=torch.float32) for _ in range(buffers)]
        self._turn = 0
        self._transferred: torch.cuda.Event | None = None

    def images(self, batch: Batch) -> torch.Tensor:
        """Returns the images of ``batch``; see the class.

        A tensor that aliases the batch's memory is valid as long as that memory.
        """
        pixels = torch.from_numpy(batch.images)
        if self._device is not None:
            pixels = pixels.to(self._device, non_blocking=self._asynchronous)
            if self._asynchronous:
                self._transferred = torch.cuda.Event()  # type: ignore[no-untyped-call]
                self._transferred.record(torch.cuda.current_stream(self._device))
        if self._crop is not None:
            # If the images already have side B, both only convert the type.
            crop = crop_to_bytes if self._crop == "uint8" else low_frequency_crop
            pixels = crop(pixels.permute(0, 3, 1, 2), batch.bandwidth).permute(0, 2, 3, 1)
        if self._normalized:
            pixels = self._normalize(pixels)
        return pixels.permute(0, 3, 1, 2)

    def labels(self, batch: Batch) -> torch.Tensor:
        """Returns the labels of ``batch``, (N,) int64."""
        return self.place(torch.from_numpy(batch.labels))

    def place(self, tensor: torch.Tensor) -> torch.Tensor:
        """Returns ``tensor`` on the device of the images."""
        return tensor if self._device is None else tensor.to(self._device)

    def wait(self) -> None:
        """Waits until the last transfer has read the batch's memory, which may then be refilled."""
        if self._transferred is not None:
            self._transferred.synchronize()
            self._transferred = None

    def _normalize(self, pixels: torch.Tensor) -> torch.Tensor:
        """(N, B, B, 3) of any type to float32.

        It divides, because a product with the reciprocal would round differently.
        """
        if pixels.device.type != "cpu" or not self._outputs:
            return pixels.to(torch.float32).sub(self._mean).div_(self._std)
        self._turn = (self._turn + 1) % len(self._outputs)
        if self._outputs[self._turn].numel() < pixels.numel():
            self._outputs[self._turn] = torch.empty(pixels.numel(), dtype=torch.float32)
        output = self._outputs[self._turn][: pixels.numel()].view(pixels.shape)
        return torch.sub(pixels, self._mean, out=output).div_(self._std)


class CrescendoDataset(IterableDataset[Item]):
    """One rank's batches of a run, as ``(images, labels, info)``; for ``DataLoader(dataset, batch_size=None)``.

    The items are whole batches: their number of samples and their side follow the schedule. Tensors that alias host
    memory (``device=None``) are valid until the next item, or the next ``buffers`` items. If the run leaves mixup and
    cutmix to the client, the images are mixed here, after normalisation. If it leaves the low-frequency crop to the
    client, they are cropped here before that, on ``device``.

    Iterating again in the same process continues after the last item. Use ``num_workers=0``: the loader underneath
    reads ahead in a thread, and a batch counts as consumed when the trainer asks for the next one. With one worker
    process, whose prefetching asks for batches early, progress runs ahead of the trainer by ``prefetch_factor`` batches
    and only ``state_dict(info)`` is exact; prefer the start method ``"spawn"``, as grpc does not survive a fork.

    Args:
        address: ``host:port`` of the server.
        run: Name of the run.
        spec: What the run is; None joins one that exists. Its ``side_multiple`` may be ``"auto"`` if there is a
            ``model``.
        model: The model, or the side of its patches in pixels. A spec that leaves ``side_multiple`` open then takes it
            from ``side_multiple_of``, and a run whose sides the model cannot take is refused.
        rank: This rank; None takes it from ``torch.distributed`` if that is initialised, otherwise 0.
        world_size: Number of ranks; None takes it from ``torch.distributed`` if that is initialised, otherwise 1.
        output: ``"uint8"`` or ``"normalized"``; see ``TensorConverter``.
        split: ``"train"``, or ``"val"`` for the validation data; see ``ValidationLoader``. Its labels are -1 for
            positions without a sample.
        size: Side of validation images in pixels; None takes the base size.
        pad: Fills up the last validation batch.
        targets: ``"labels"``, or ``"soft"`` for mixed and smoothed distributions over the classes.
        crop: False leaves images for the client to crop at the base size, and unmixed because mixing comes after the
            crop. Use it for a model or step that does both, with ``low_frequency_crop`` and ``mix``.
        mean: Mean of each channel, in units of 0..1; None takes the run's.
        std: Standard deviation of each channel in the trainer's normalisation, in units of 0..1. Default ImageNet's.
        device: Where the tensors live; None is the host.
        pin_memory: Receive into page-locked memory, so that a copy to a CUDA device overlaps with work on the host.
        window: As of ``Loader``.
        start: As of ``Loader``.
        takeover: As of ``Loader``; for the first iteration.
        buffers: As of ``Loader``.
        on_stage_change: As of ``Loader``; called in the process that iterates.
        retry_seconds: As of ``Loader``.
        shared_memory: As of ``Loader``.
        credentials: As of ``connect``.
        options: As of ``connect``.

    Raises:
        InvalidArgument: An argument is not one of the allowed words, or ``pin_memory`` finds no CUDA device.
    """

    def __init__(
        self,
        address: str,
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
        targets: str = "labels",
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
    ) -> None:
        super().__init__()
        if pin_memory and not torch.cuda.is_available():
            raise InvalidArgument("pin_memory needs a CUDA device, and there is none", reason="INVALID_FIELD")
        self._rank, self._world_size = _place(rank, world_size)
        self._validation: dict[str, Any] | None = (
            {"size": size, "pad": pad} if _word("split", split, _SPLITS) == "val" else None
        )
        self._constants = (mean, std)
        self._soft = _word("targets", targets, _TARGETS) == "soft"
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
        }
        # The model itself need not travel to worker processes.
        self._multiple = None if model is None else side_multiple_of(model)
        self._run: Run | None = None
        self._state: dict[str, Any] | None = None
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

    def __iter__(self) -> Iterator[Item]:
        """Yields the batches from the current position to the end of the schedule.

        Raises:
            InvalidArgument: There is more than one worker process, or one worker process together with a ``device``.
            CrescendoError: As from ``Loader``.
        """
        in_worker = get_worker_info() is not None
        self._check_workers()
        if self._loader is not None:
            self._loader.close()
        loader = self._open_loader(reuse_buffer=not in_worker, takeover=self._takeover)
        self._takeover = False
        self._loader, self._run = loader, loader.run
        # A worker's tensors wait in queues for an unknown time: nothing may be reused there.
        converter = self._make_converter(loader.run, buffers=0 if in_worker else self._buffers)
        with loader:
            for batch in loader:
                self._state = loader.state_dict()
                try:
                    images = converter.images(batch)
                    if batch.mixing is not None and (self._crop or not loader.run.client_crops):
                        images = mix(images, batch.mixing)
                    yield images, self._targets(converter, batch, loader.run), batch.info
                finally:
                    converter.wait()

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

    def _open_loader(self, *, reuse_buffer: bool = True, takeover: bool = False) -> Loader:
        allocate = _allocate_pinned if self._pin_memory else allocate_pageable
        arguments: dict[str, Any] = {**self._loader_arguments, "reuse_buffer": reuse_buffer, "allocate": allocate}
        if self._validation is not None:
            # Every iteration is a whole pass.
            return ValidationLoader(**arguments, **self._validation)
        start = self._start if self._state is None else "beginning"
        loader = Loader(**arguments, start=start, takeover=takeover)
        try:
            if self._multiple is not None:
                check_sides(loader.run, self._multiple)
            if self._state is not None:
                loader.load_state_dict(self._state)
        except BaseException:
            loader.close()
            raise
        return loader

    def _make_converter(self, run: Run, *, buffers: int) -> TensorConverter:
        mean, std = self._constants
        constants = {"mean": mean or run.spec.mean or IMAGENET_MEAN, "std": std or run.spec.std or IMAGENET_STD}
        crop = (run.spec.dtype or "uint8") if self._crop else None
        return TensorConverter(**self._converter, **constants, crop=crop, buffers=buffers)  # type: ignore[arg-type]

    def _targets(self, converter: TensorConverter, batch: Batch, run: Run) -> torch.Tensor:
        if not self._soft:
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
        return {**self.__dict__, "_loader": None}


def _word(field: str, value: str, words: Sequence[str]) -> str:
    """Returns the word if it is allowed."""
    if value in words:
        return value
    raise InvalidArgument(
        f"{field} must be one of {', '.join(words)} (given: {value!r})",
        reason="INVALID_FIELD",
        metadata={"field": field, "value": str(value)},
    )


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
