"""From the arrays of a batch to torch tensors."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from crescendo._normalize import IMAGENET_MEAN, IMAGENET_STD, in_bytes
from crescendo._pool import Buffer, ReusedMemory
from crescendo._torch_low_frequency import crop_to_bytes, low_frequency_crop
from crescendo.batch import Batch
from crescendo.errors import InvalidArgument

_OUTPUTS = ("uint8", "normalized")
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
        buffers: How much unused memory of float tensors, in tensors, is kept for the next ones when normalising on the
            CPU; 0 allocates fresh memory. A tensor that is still referenced is never written to again.
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
        self._normalized = word("output", output, _OUTPUTS) == "normalized"
        self._crop = crop if crop is None else word("crop", crop, _DTYPES)
        self._device = None if device is None else torch.device(device)
        self._asynchronous = pinned and self._device is not None and self._device.type == "cuda"
        self._mean = torch.tensor(in_bytes(mean), dtype=torch.float32, device=self._device)
        self._std = torch.tensor(in_bytes(std), dtype=torch.float32, device=self._device)
        self._memory = ReusedMemory(buffers, _allocate) if buffers > 0 else None
        self._transferred: torch.cuda.Event | None = None

    def images(self, batch: Batch) -> torch.Tensor:
        """Returns the images of ``batch``; see the class.

        A tensor that shares the batch's memory keeps it from being used again.
        """
        pixels = torch.from_numpy(batch.images)
        if self._device is not None:
            pixels = pixels.to(self._device, non_blocking=self._asynchronous)
            if self._asynchronous:
                self._transferred = torch.cuda.Event()  # type: ignore[no-untyped-call]
                self._transferred.record(torch.cuda.current_stream(self._device))
        if self._crop is not None:
            # If the images already have the stage's size, both only convert the type.
            crop = crop_to_bytes if self._crop == "uint8" else low_frequency_crop
            pixels = crop(pixels.permute(0, 3, 1, 2), batch.size).permute(0, 2, 3, 1)
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
        if pixels.device.type != "cpu" or self._memory is None:
            return pixels.to(torch.float32).sub(self._mean).div_(self._std)
        byte_length = pixels.numel() * torch.float32.itemsize
        output = torch.from_numpy(self._memory.lend(byte_length)[:byte_length]).view(torch.float32).view(pixels.shape)
        return torch.sub(pixels, self._mean, out=output).div_(self._std)


def _allocate(byte_length: int) -> Buffer:
    """Allocates memory that is aligned as torch likes it; the array keeps its tensor alive."""
    return torch.empty(byte_length, dtype=torch.uint8).numpy()


def word(field: str, value: str, words: Sequence[str]) -> str:
    """Returns the word if it is allowed."""
    if value in words:
        return value
    raise InvalidArgument(
        f"{field} must be one of {', '.join(words)} (given: {value!r})",
        reason="INVALID_FIELD",
        metadata={"field": field, "value": str(value)},
    )
