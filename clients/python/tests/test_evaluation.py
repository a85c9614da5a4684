"""Evaluation on low frequencies, with models whose answers are known."""

import numpy as np
import pytest

import crescendo

pytest.importorskip("torch")

import torch

from crescendo.torch import evaluate_low_frequency

SIDE = 32


def waves(frequencies: list[int]) -> torch.Tensor:
    """(N, 1, S, S): a horizontal cosine of so many periods in each image."""
    columns = torch.arange(SIDE) / SIDE
    rows = torch.stack([torch.cos(2 * np.pi * k * columns) for k in frequencies])
    return rows[:, None, None, :].expand(-1, 1, SIDE, SIDE).clone()


class SeesContrast(torch.nn.Module):
    """Answers 1 where an image varies and 0 where it is flat; wrong while it is training."""

    def __init__(self) -> None:
        super().__init__()
        self.frozen = torch.nn.BatchNorm2d(1)
        self.sides: list[int] = []

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        self.sides.append(images.shape[-1])
        varies = images.std((1, 2, 3)) > 0.1
        logits = torch.stack([~varies, varies], 1).float()
        return -logits if self.training else logits


BATCHES = [
    (waves([1, 3]), torch.tensor([1, 1]), "info"),
    (waves([6, 12]), torch.tensor([1, 1]), "info"),
]


@pytest.mark.parametrize("restore_size", [True, False])
def test_accuracy_is_the_share_of_waves_that_a_bandwidth_keeps(restore_size):
    """A wave of k periods is kept by B > 2 k, and gone below."""
    model = SeesContrast()
    found = evaluate_low_frequency(model, BATCHES, [2, 4, 8, 14, 32], restore_size=restore_size)
    assert list(found.items()) == [(2, 0.25), (4, 0.25), (8, 0.5), (14, 0.75), (32, 1.0)]
    assert set(model.sides) == ({SIDE} if restore_size else {2, 4, 8, 14, 32})


def test_labels_below_zero_are_no_samples():
    batches = [(waves([1, 12, 3]), torch.tensor([1, 1, -100]))]
    assert evaluate_low_frequency(SeesContrast(), batches, [8]) == {8: 0.5}


def test_the_model_and_its_parts_are_left_in_their_modes():
    model = SeesContrast()
    model.frozen.eval()
    evaluate_low_frequency(model, BATCHES, [8])
    assert model.training
    assert not model.frozen.training
    with pytest.raises(crescendo.InvalidArgument):
        evaluate_low_frequency(model, BATCHES, [34])
    assert model.training


def test_a_function_is_a_model_and_batches_are_read_once():
    seen = []

    def model(images: torch.Tensor) -> torch.Tensor:
        assert not torch.is_grad_enabled()
        seen.append(images.device)
        return torch.tensor([[0.0, 1.0]]).expand(len(images), 2)

    found = evaluate_low_frequency(model, iter(BATCHES), [8, 16], device="cpu")
    assert found == {8: 1.0, 16: 1.0}
    assert len(seen) == 4


def test_nothing_to_evaluate_is_an_error():
    with pytest.raises(crescendo.InvalidArgument, match="bandwidths must name at least one side"):
        evaluate_low_frequency(SeesContrast(), BATCHES, [])
    with pytest.raises(crescendo.InvalidArgument, match="at least one sample"):
        evaluate_low_frequency(SeesContrast(), [(waves([1]), torch.tensor([-1]))], [8])
    with pytest.raises(crescendo.InvalidArgument, match="even"):
        evaluate_low_frequency(SeesContrast(), BATCHES, [7])
