"""Mixup and cutmix on tensors, which ``crescendo.torch`` exports."""

from __future__ import annotations

import torch

from crescendo.mixing import Mixing, arrays_of


def mix(images: torch.Tensor, mixing: Mixing) -> torch.Tensor:
    """Mixes a batch as the server would have, on the tensor's device.

    The values are those of timm's ``Mixup`` on float32 images and of its ``FastCollateMixup`` on bytes, to the bit;
    narrower floats are computed in float32 and rounded once.

    Args:
        images: (N, C, H, W), of any memory format, bytes or floats.
        mixing: How the images are mixed; with ``applied`` they are returned unchanged.

    Returns:
        A new tensor of the same shape, type and memory format. It supports gradients if ``images`` does.
    """
    if mixing.applied or all(
        lambda_ == 1 and box is None for lambda_, box in zip(mixing.lambdas, mixing.boxes, strict=True)
    ):
        return images
    arrays = arrays_of(mixing)
    device = images.device
    others = images[torch.from_numpy(arrays.partners).to(device)]
    own = torch.from_numpy(arrays.own).to(device)[:, None, None, None]
    rest = torch.from_numpy(arrays.rest).to(device)[:, None, None, None]
    mixed = images * own + others * rest
    if not images.is_floating_point():
        mixed = mixed.round_()
    mixed = mixed.to(images.dtype)
    if arrays.boxes is None:
        return mixed
    boxes = torch.from_numpy(arrays.boxes).to(device)
    x0, y0, x1, y1 = boxes[:, :, None, None].unbind(1)
    rows = torch.arange(images.shape[2], device=device)
    columns = torch.arange(images.shape[3], device=device)
    inside = ((rows >= y0) & (rows < y1))[:, :, :, None] & ((columns >= x0) & (columns < x1))[:, :, None, :]
    boxed = ((boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1]))[:, None, None, None]
    return torch.where(boxed, torch.where(inside, others, images), mixed)
