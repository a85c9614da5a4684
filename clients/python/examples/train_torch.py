"""Trains an image classifier from scratch with PyTorch: the whole loop of a trainer on Crescendo's batches.

One process, or several that share the global batches (gloo on CPUs, NCCL on GPUs):

    python train_torch.py --serve DATA
    torchrun --nproc-per-node 2 train_torch.py --serve DATA
"""

from __future__ import annotations

import argparse
import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import torch
import torch.distributed as dist
import torch.nn.functional as F  # noqa: N812
from common import StageRow, digest, log_step, parser, report, run_spec, server
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm

import crescendo
from crescendo.torch import CrescendoDataset


def arguments() -> argparse.Namespace:
    """Returns the command line's arguments."""
    p = parser("Train an image classifier from scratch.", run="torch", epochs=24)
    p.add_argument("--lr", type=float, default=2e-3, help="peak learning rate, for a batch of 64")
    p.add_argument("--weight-decay", type=float, default=0.05)
    p.add_argument("--mixup", type=float, default=0.0, metavar="ALPHA", help="of mixup; 0 is off")
    p.add_argument("--smoothing", type=float, default=0.1, help="of the labels, where there is mixup")
    p.add_argument("--ema", type=float, default=0.0, metavar="DECAY", help="validate a moving average; 0 is off")
    p.add_argument("--threads", type=int, default=1, help="of PyTorch on a CPU; the server needs the other cores")
    p.add_argument("--amp", action="store_true", help="run the network in bfloat16")
    return p.parse_args()


def mixing(args: argparse.Namespace) -> dict[str, Any]:
    """The part of the run spec that mixes images, on the server; empty without ``--mixup``."""
    if args.mixup == 0:
        return {}
    return {"mixing": {"mixup_alpha": args.mixup, "cutmix_alpha": 0, "label_smoothing": args.smoothing}}


class Block(nn.Module):
    """Two 3 x 3 convolutions with a skip connection.

    GroupNorm sees one image at a time, so the number of ranks does not matter.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1, bias=False),
            nn.GroupNorm(4, width),
            nn.ReLU(),
            nn.Conv2d(width, width, 3, padding=1, bias=False),
            nn.GroupNorm(4, width),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, C, H, W) to the same."""
        return F.relu(x + self.layers(x))


def network(classes: int, width: int = 24) -> nn.Sequential:
    """A small residual network for images of any side that 16 divides."""
    layers: list[nn.Module] = [nn.Conv2d(3, width, 4, stride=4), Block(width)]
    for _ in range(2):
        layers += [nn.Conv2d(width, 2 * width, 2, stride=2), Block(2 * width)]
        width *= 2
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, classes))


class Trainer:
    """The contents of a checkpoint: weights, optimiser and position in the data."""

    def __init__(self, args: argparse.Namespace, address: str) -> None:
        self.args = args
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        # The weights determine where to continue, not the server's ledger: without a checkpoint, that is step 0.
        self.data = CrescendoDataset(
            address,
            args.name,
            spec=run_spec(args, **mixing(args)),
            start="beginning",
            output="normalized",
            targets="soft",
            device=self.device,
        )
        self.validation = CrescendoDataset(address, args.name, split="val", output="normalized", device=self.device)
        torch.manual_seed(args.seed)
        self.network = network(len(self.data.run.class_names)).to(self.device)
        self.model = DistributedDataParallel(self.network) if dist.is_initialized() else self.network
        ema = get_ema_multi_avg_fn(args.ema)  # type: ignore[no-untyped-call]
        self.average = AveragedModel(self.network, multi_avg_fn=ema) if args.ema > 0 else None
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=args.lr, weight_decay=args.weight_decay)
        peak = crescendo.schedules.linear_scaled(args.lr, args.batch, reference_batch=64)
        self.learning_rate = crescendo.schedules.warmup_cosine(peak, warmup=0.1)
        self.rows: list[StageRow] = []
        self.step = 0

    def parts(self) -> dict[str, Any]:
        """Anything with a state_dict."""
        parts = {"network": self.network, "optimizer": self.optimizer, "average": self.average, "data": self.data}
        return {name: part for name, part in parts.items() if part is not None}

    def save(self) -> None:
        """Writes the checkpoint. A crash leaves the old one or the new one."""
        if self.args.checkpoint is None or rank() != 0:
            return
        states = {name: part.state_dict() for name, part in self.parts().items()}
        partial = self.args.checkpoint.with_suffix(".partial")
        torch.save({**states, "step": self.step, "rows": [asdict(row) for row in self.rows]}, partial)
        os.replace(partial, self.args.checkpoint)

    def load(self) -> None:
        """Continues from the checkpoint, if there is one."""
        if self.args.checkpoint is None or not self.args.checkpoint.exists():
            return
        saved = torch.load(self.args.checkpoint, map_location=self.device)
        for name, part in self.parts().items():
            part.load_state_dict(saved[name])
        self.step, self.rows = saved["step"], [StageRow(**row) for row in saved["rows"]]

    def train(self) -> None:
        """Trains from the current position to the end of the schedule."""
        run = self.data.run
        bar = tqdm(total=run.total_steps, initial=self.step, desc="training", disable=None if rank() == 0 else True)
        start = time.perf_counter()
        for images, targets, info in self.data:
            if not self.rows or self.rows[-1].stage != info.stage:
                self.end_stage()
                self.rows.append(StageRow(info.stage, info.bandwidth))
                start = time.perf_counter()
            row = self.rows[-1]
            loss = self.training_step(images, targets, info)
            if self.args.step_log is not None:
                parts = global_batch(images)
                log_step(self.args.step_log if rank() == 0 else None, info.step, loss, (p.numpy() for p in parts))
            self.step = info.step + 1
            row.add(run.stages[info.stage].global_batch, loss, time.perf_counter() - start)
            start = time.perf_counter()
            bar.set_postfix(B=info.bandwidth, loss=f"{row.mean_loss:.3f}")
            bar.update()
            if self.step % self.args.checkpoint_steps == 0:
                self.save()
        bar.close()
        self.end_stage()
        self.save()

    def training_step(self, images: torch.Tensor, targets: torch.Tensor, info: crescendo.BatchInfo) -> float:
        """One step of the optimiser on this rank's part of a global batch; returns the mean loss of all ranks."""
        crescendo.schedules.set_learning_rate(self.optimizer, self.learning_rate(info.budget_fraction))
        self.optimizer.zero_grad(set_to_none=True)
        parts = info.suggested_accumulation
        total = torch.zeros((), device=self.device)
        for micro, target in zip(images.chunk(parts), targets.chunk(parts), strict=True):
            with self.autocast():
                loss = F.cross_entropy(self.model(micro), target) / parts
            loss.backward()  # type: ignore[no-untyped-call]
            total += loss.detach()
        self.optimizer.step()
        if self.average is not None:
            self.average.update_parameters(self.network)
        return sum_of_ranks(total).item() / world_size()

    @torch.no_grad()
    def validate(self) -> float:
        """Returns the share of validation images that are classified correctly; the ranks share the images."""
        model = self.network if self.average is None else self.average
        model.eval()
        right_and_all = torch.zeros(2, device=self.device)
        for images, labels, _ in self.validation:
            with self.autocast():
                right = (model(images).argmax(1) == labels) & (labels >= 0)
            right_and_all += torch.stack([right.sum(), (labels >= 0).sum()])
        model.train()
        right, of_all = sum_of_ranks(right_and_all).tolist()
        return float(right / of_all)

    def end_stage(self) -> None:
        """Validates at the end of a stage."""
        if self.rows:
            self.rows[-1].accuracy = self.validate()

    def autocast(self) -> torch.autocast:
        """Mixed precision if requested; bfloat16 needs no scaling of the loss."""
        return torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.args.amp)


def global_batch(images: torch.Tensor) -> list[torch.Tensor]:
    """Returns the parts of all ranks, (N, B, B, 3), in order.

    All ranks must call it; ranks other than 0 get only their own part.
    """
    own = images.permute(0, 2, 3, 1).contiguous()
    if not dist.is_initialized():
        return [own.cpu()]
    parts = [torch.empty_like(own) for _ in range(world_size())] if rank() == 0 else None
    dist.gather(own, parts)
    return [part.cpu() for part in parts or [own]]


def rank() -> int:
    """The rank of this process in the job; 0 if it is the only one."""
    return dist.get_rank() if dist.is_initialized() else 0


def world_size() -> int:
    """Number of processes of the job."""
    return dist.get_world_size() if dist.is_initialized() else 1


def sum_of_ranks(value: torch.Tensor) -> torch.Tensor:
    """Adds a tensor up over all ranks, in place."""
    if dist.is_initialized():
        dist.all_reduce(value)
    return value


@contextlib.contextmanager
def distributed() -> Iterator[None]:
    """Joins the processes that torchrun started; does nothing without torchrun."""
    if "RANK" not in os.environ:
        yield
        return
    cuda = torch.cuda.is_available()
    if cuda:
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    dist.init_process_group("nccl" if cuda else "gloo")
    try:
        yield
    finally:
        dist.destroy_process_group()


@contextlib.contextmanager
def server_of_job(args: argparse.Namespace) -> Iterator[str]:
    """Yields the address of the server. If one must be started, rank 0 starts it for all."""
    with server(args) if rank() == 0 else contextlib.nullcontext(args.address) as address:
        addresses = [address]
        if dist.is_initialized():
            dist.broadcast_object_list(addresses)
        yield addresses[0]
        if dist.is_initialized():
            dist.barrier()


def main() -> None:
    """Trains and prints the table."""
    args = arguments()
    torch.set_num_threads(args.threads)
    with distributed(), server_of_job(args) as address:
        trainer = Trainer(args, address)
        trainer.load()
        trainer.train()
        if rank() == 0:
            weights = digest(tensor.cpu().numpy() for tensor in trainer.network.state_dict().values())
            print(report(trainer.rows, 1 / len(trainer.data.run.class_names), weights))


if __name__ == "__main__":
    main()
