"""Pretrains a small masked autoencoder (He et al., CVPR 2022): only crops and flips, and no labels. The nearest
neighbours of the validation images, before and after, show what it has learned.

    python pretrain_mae.py --serve DATA
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import asdict
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812
from common import StageRow, digest, log_step, parser, report, run_spec, server
from torch import nn
from tqdm import tqdm

import crescendo
from crescendo.torch import CrescendoDataset

PATCH = 8
MASKED = 0.75


def arguments() -> argparse.Namespace:
    """Returns the command line's arguments."""
    p = parser("Pretrain a masked autoencoder.", run="mae", epochs=8)
    p.add_argument("--lr", type=float, default=1e-3, help="peak learning rate")
    p.add_argument("--weight-decay", type=float, default=0.05)
    p.add_argument("--threads", type=int, default=1, help="of PyTorch on a CPU; the server needs the other cores")
    return p.parse_args()


def transformer(width: int, depth: int) -> nn.TransformerEncoder:
    """Pre-norm blocks with heads of 32 channels."""
    layer = nn.TransformerEncoderLayer(
        width, width // 32, 4 * width, dropout=0.0, activation="gelu", batch_first=True, norm_first=True
    )
    return nn.TransformerEncoder(layer, depth, nn.LayerNorm(width), enable_nested_tensor=False)


def positions(grid: int, width: int) -> torch.Tensor:
    """Sines and cosines of both coordinates, (grid * grid, width). Their unit is the image, so any side works."""
    frequencies = torch.pi * 2.0 ** torch.linspace(-1, 4, width // 4)
    place = (torch.arange(grid) + 0.5) / grid
    waves = torch.cat([f(place[:, None] * frequencies) for f in (torch.sin, torch.cos)], dim=1)
    rows, columns = waves[:, None].expand(-1, grid, -1), waves[None].expand(grid, -1, -1)
    return torch.cat([rows, columns], dim=2).reshape(grid * grid, width)


def patches_of(images: torch.Tensor) -> torch.Tensor:
    """(N, 3, B, B) to (N, patches, 3 * PATCH * PATCH)."""
    return F.unfold(images, PATCH, stride=PATCH).transpose(1, 2)


class MaskedAutoencoder(nn.Module):
    """An encoder that sees a quarter of the patches, and a light decoder that predicts the others."""

    def __init__(self, width: int = 96, decoder_width: int = 64) -> None:
        super().__init__()
        pixels = 3 * PATCH * PATCH
        self.embed, self.encoder = nn.Linear(pixels, width), transformer(width, 3)
        self.narrow, self.decoder = nn.Linear(width, decoder_width), transformer(decoder_width, 1)
        self.unknown = nn.Parameter(torch.zeros(decoder_width))
        self.predict = nn.Linear(decoder_width, pixels)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Returns the mean squared error over the masked patches, each of mean 0 and variance 1."""
        patches = patches_of(images)
        n, count, _ = patches.shape
        place = positions(images.shape[-1] // PATCH, self.embed.out_features).to(images.device)
        order = torch.rand(n, count, device=images.device).argsort(1)
        seen, masked = order.tensor_split([int(count * (1 - MASKED))], dim=1)
        tokens = self.encoder(take(self.embed(patches) + place, seen))
        place = positions(images.shape[-1] // PATCH, self.unknown.shape[0]).to(images.device).expand(n, -1, -1)
        known = self.narrow(tokens) + take(place, seen)
        decoded = self.decoder(torch.cat([known, self.unknown + take(place, masked)], dim=1))
        wanted = take(patches, masked)
        wanted = (wanted - wanted.mean(2, keepdim=True)) / (wanted.var(2, keepdim=True) + 1e-6).sqrt()
        return F.mse_loss(self.predict(decoded[:, seen.shape[1] :]), wanted)

    def features(self, images: torch.Tensor) -> torch.Tensor:
        """Mean of the encoder's tokens with nothing masked, (N, width)."""
        place = positions(images.shape[-1] // PATCH, self.embed.out_features).to(images.device)
        tokens: torch.Tensor = self.encoder(self.embed(patches_of(images)) + place)
        return tokens.mean(1)


def take(tokens: torch.Tensor, index: torch.Tensor) -> torch.Tensor:
    """Tokens (N, T, C) at positions (N, K), to (N, K, C)."""
    return tokens.gather(1, index[:, :, None].expand(-1, -1, tokens.shape[2]))


@torch.no_grad()
def neighbour_accuracy(model: MaskedAutoencoder, validation: CrescendoDataset) -> float:
    """Share of the validation images whose nearest other one, by cosine, is of the same class."""
    items = [(model.features(images), labels) for images, labels, _ in validation]
    features = F.normalize(torch.cat([f for f, _ in items]), dim=1)
    labels = torch.cat([labels for _, labels in items])
    nearest = (features @ features.T).fill_diagonal_(-1).argmax(1)
    return (labels[nearest] == labels).float().mean().item()


class Pretraining:
    """The contents of a checkpoint: weights, optimiser, mask generator and position in the data."""

    def __init__(self, args: argparse.Namespace, address: str) -> None:
        self.args = args
        device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        common: dict[str, Any] = {"output": "normalized", "device": device}
        spec = run_spec(args, randaugment="none")
        self.data = CrescendoDataset(address, args.name, spec=spec, start="beginning", **common)
        run = self.data.run
        self.validation = CrescendoDataset(address, args.name, split="val", **common)
        torch.manual_seed(args.seed)
        self.model = MaskedAutoencoder().to(device)
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=args.lr, betas=(0.9, 0.95), weight_decay=args.weight_decay
        )
        self.chance = 1 / len(run.class_names)
        self.before = neighbour_accuracy(self.model, self.validation)
        self.rows: list[StageRow] = []
        self.step = 0

    def save(self) -> None:
        """Writes the checkpoint. A crash leaves the old one or the new one."""
        if self.args.checkpoint is None:
            return
        states = {part: getattr(self, part).state_dict() for part in ("model", "optimizer", "data")}
        plain = {"masks": torch.get_rng_state(), "step": self.step, "rows": [asdict(row) for row in self.rows]}
        partial = self.args.checkpoint.with_suffix(".partial")
        torch.save({**states, **plain, "before": self.before}, partial)
        os.replace(partial, self.args.checkpoint)

    def load(self) -> None:
        """Continues from the checkpoint, if there is one."""
        if self.args.checkpoint is None or not self.args.checkpoint.exists():
            return
        saved = torch.load(self.args.checkpoint)
        for part in ("model", "optimizer", "data"):
            getattr(self, part).load_state_dict(saved[part])
        torch.set_rng_state(saved["masks"])
        self.step, self.before = saved["step"], saved["before"]
        self.rows = [StageRow(**row) for row in saved["rows"]]

    def train(self) -> None:
        """Trains from the current position to the end of the schedule."""
        learning_rate = crescendo.schedules.warmup_cosine(self.args.lr, warmup=0.1)
        bar = tqdm(total=self.data.run.total_steps, initial=self.step, desc="pretraining", disable=None)
        start = time.perf_counter()
        for images, _, info in self.data:
            if not self.rows or self.rows[-1].stage != info.stage:
                self.rows.append(StageRow(info.stage, info.bandwidth))
            crescendo.schedules.set_learning_rate(self.optimizer, learning_rate(info.budget_fraction))
            self.optimizer.zero_grad(set_to_none=True)
            loss = self.model(images)
            loss.backward()
            self.optimizer.step()
            self.step = info.step + 1
            row = self.rows[-1]
            row.add(len(images), loss.item(), time.perf_counter() - start)
            start = time.perf_counter()
            log_step(self.args.step_log, info.step, loss.item(), (part.cpu().numpy() for part in [images]))
            bar.set_postfix(B=info.bandwidth, loss=f"{row.mean_loss:.3f}")
            bar.update()
            if self.step % self.args.checkpoint_steps == 0:
                self.save()
        bar.close()
        self.save()


def main() -> None:
    """Trains and prints the table."""
    args = arguments()
    torch.set_num_threads(args.threads)
    with server(args) as address:
        pretraining = Pretraining(args, address)
        pretraining.load()
        pretraining.train()
        after = neighbour_accuracy(pretraining.model, pretraining.validation)
        weights = digest(tensor.cpu().numpy() for tensor in pretraining.model.state_dict().values())
        print(report(pretraining.rows, pretraining.chance, weights))
        print(f"nearest neighbour of the same class: {pretraining.before:.1%} before, {after:.1%} after")


if __name__ == "__main__":
    main()
