"""Trains an image classifier from scratch in plain JAX, the batches sharded over all devices.

python train_jax.py --serve DATA
XLA_FLAGS=--xla_force_host_platform_device_count=2 python train_jax.py --serve DATA    # two devices of one CPU
"""

from __future__ import annotations

import argparse
import json
import os
import time
from dataclasses import asdict
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from common import StageRow, digest, log_step, parser, report, run_spec, server
from jax.sharding import Mesh, NamedSharding, PartitionSpec
from tqdm import tqdm

import crescendo
from crescendo.jax import device_batches

Params = dict[str, jax.Array]


class State(NamedTuple):
    """Weights, AdamW's two moments, and the weights' moving average: without ``--ema``, the average is the weights
    themselves.
    """

    params: Params
    mean: Params
    square: Params
    average: Params


class Rates(NamedTuple):
    """The settings of the optimiser's step."""

    learning: float
    weight_decay: float
    ema: float


def arguments() -> argparse.Namespace:
    """Returns the command line's arguments."""
    p = parser("Train an image classifier from scratch, in plain JAX.", run="jax", epochs=6)
    p.add_argument("--lr", type=float, default=2e-3, help="peak learning rate, for a batch of 64")
    p.add_argument("--weight-decay", type=float, default=0.05)
    p.add_argument("--mixup", type=float, default=0.0, metavar="ALPHA", help="of mixup; 0 is off")
    p.add_argument("--ema", type=float, default=0.0, metavar="DECAY", help="validate a moving average; 0 is off")
    p.add_argument("--amp", action="store_true", help="run the network in bfloat16")
    return p.parse_args()


def mixing(args: argparse.Namespace) -> dict[str, Any]:
    """The part of the run spec that mixes images, on the server; empty without ``--mixup``."""
    return {"mixing": {"mixup_alpha": args.mixup, "cutmix_alpha": 0}} if args.mixup > 0 else {}


def initial_params(key: jax.Array, classes: int, width: int = 24) -> Params:
    """He-normal kernels (side, side, in, out): three times a stem and two 3 x 3 convolutions; then a linear layer."""
    shapes: dict[str, tuple[int, ...]] = {}
    channels = 3
    for stage, side in enumerate((4, 2, 2)):
        shapes[f"stem{stage}"] = (side, side, channels, width << stage)
        channels = width << stage
        shapes[f"first{stage}"] = shapes[f"second{stage}"] = (3, 3, channels, channels)
    shapes["head"] = (channels, classes)
    keys = jax.random.split(key, len(shapes))
    params = {
        name: jax.random.normal(key, shape) * np.sqrt(2 / np.prod(shape[:-1]))
        for key, (name, shape) in zip(keys, shapes.items(), strict=True)
    }
    return {**params, "bias": jnp.zeros(classes)}


def convolve(x: jax.Array, kernel: jax.Array, stride: int = 1) -> jax.Array:
    """(N, H, W, C) with a kernel (side, side, C, D), to (N, H / stride, W / stride, D)."""
    return jax.lax.conv_general_dilated(x, kernel, (stride, stride), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"))


def group_norm(x: jax.Array, groups: int = 4) -> jax.Array:
    """Each image's groups of channels to mean 0 and variance 1."""
    n, h, w, c = x.shape
    grouped = x.reshape(n, h, w, groups, c // groups)
    mean = grouped.mean((1, 2, 4), keepdims=True)
    variance = grouped.var((1, 2, 4), keepdims=True)
    return ((grouped - mean) * jax.lax.rsqrt(variance + 1e-5)).reshape(x.shape)


def logits(params: Params, images: jax.Array, dtype: str) -> jax.Array:
    """Images (N, B, B, 3) of any side that 16 divides, to (N, classes) float32; computed in ``dtype``."""
    kernel = {name: array.astype(dtype) for name, array in params.items()}
    x = images.astype(dtype)
    for stage in range(3):
        x = convolve(x, kernel[f"stem{stage}"], 4 if stage == 0 else 2)
        y = jax.nn.relu(group_norm(convolve(x, kernel[f"first{stage}"])))
        x = jax.nn.relu(x + group_norm(convolve(y, kernel[f"second{stage}"])))
    return (x.mean((1, 2)) @ kernel["head"] + kernel["bias"]).astype(jnp.float32)


def cross_entropy(params: Params, images: jax.Array, targets: jax.Array, dtype: str) -> jax.Array:
    """Mean over the batch, against soft targets (N, classes)."""
    return -(targets * jax.nn.log_softmax(logits(params, images, dtype))).sum(1).mean()


@partial(jax.jit, static_argnames="dtype")
def training_step(
    state: State, images: jax.Array, targets: jax.Array, step: int, rates: Rates, dtype: str
) -> tuple[State, jax.Array]:
    """Step ``step``, from 1, of AdamW (Loshchilov and Hutter, 2019). XLA adds up the gradients of all devices.

    Returns:
        The next state, and the loss before the step.
    """
    loss, gradients = jax.value_and_grad(cross_entropy)(state.params, images, targets, dtype)
    mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, state.mean, gradients)
    square = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, state.square, gradients)

    def update(p: jax.Array, m: jax.Array, v: jax.Array) -> jax.Array:
        direction = m / (1 - 0.9**step) / (jnp.sqrt(v / (1 - 0.999**step)) + 1e-8)
        return p - rates.learning * (direction + rates.weight_decay * p)

    params = jax.tree.map(update, state.params, mean, square)
    average = jax.tree.map(lambda a, p: rates.ema * a + (1 - rates.ema) * p, state.average, params)
    return State(params, mean, square, average), loss


@partial(jax.jit, static_argnames="dtype")
def count_right(params: Params, images: jax.Array, labels: jax.Array, dtype: str) -> jax.Array:
    """Number of images that are classified correctly; a label below 0, where there is no image, never counts."""
    return (logits(params, images, dtype).argmax(1) == labels).sum()


class Trainer:
    """The contents of a checkpoint: weights, optimiser and position in the data."""

    def __init__(self, args: argparse.Namespace, address: str) -> None:
        self.args, self.address = args, address
        self.dtype = "bfloat16" if args.amp else "float32"
        # The weights determine where to continue, not the server's ledger: without a checkpoint, that is step 0.
        self.loader = crescendo.Loader(address, args.name, spec=run_spec(args, **mixing(args)), start="beginning")
        mesh = Mesh(np.array(jax.devices()), ("data",))
        self.sharded = NamedSharding(mesh, PartitionSpec("data"))  # type: ignore[no-untyped-call]
        self.replicated = NamedSharding(mesh, PartitionSpec())  # type: ignore[no-untyped-call]
        params = initial_params(jax.random.key(args.seed), len(self.loader.run.class_names))
        zeros = jax.tree.map(jnp.zeros_like, params)
        self.state: State = jax.device_put(State(params, zeros, zeros, params), self.replicated)
        peak = crescendo.schedules.linear_scaled(args.lr, args.batch, reference_batch=64)
        self.learning_rate = crescendo.schedules.warmup_cosine(peak, warmup=0.1)
        self.rows: list[StageRow] = []

    def save(self) -> None:
        """Writes the checkpoint. A crash leaves the old one or the new one."""
        if self.args.checkpoint is None:
            return
        position = {"data": self.loader.state_dict(), "rows": [asdict(row) for row in self.rows]}
        partial = self.args.checkpoint.with_suffix(".partial.npz")
        np.savez(partial, *jax.tree.leaves(self.state), position=json.dumps(position))
        os.replace(partial, self.args.checkpoint)

    def load(self) -> None:
        """Continues from the checkpoint, if there is one."""
        if self.args.checkpoint is None or not self.args.checkpoint.exists():
            return
        with np.load(self.args.checkpoint) as saved:
            position = json.loads(str(saved["position"]))
            leaves = [saved[f"arr_{k}"] for k in range(len(saved.files) - 1)]
        self.state = jax.device_put(jax.tree.unflatten(jax.tree.structure(self.state), leaves), self.replicated)
        self.loader.load_state_dict(position["data"])
        self.rows = [StageRow(**row) for row in position["rows"]]

    def train(self) -> None:
        """Trains from the current position to the end of the schedule."""
        run = self.loader.run
        bar = tqdm(total=run.total_steps, initial=self.loader.next_step, desc="training", disable=None)
        start = time.perf_counter()
        for images, targets, info in device_batches(self.loader, targets="soft", sharding=self.sharded):
            if not self.rows or self.rows[-1].stage != info.stage:
                self.end_stage()
                self.rows.append(StageRow(info.stage, info.bandwidth))
                start = time.perf_counter()
            rates = Rates(self.learning_rate(info.budget_fraction), self.args.weight_decay, self.args.ema)
            self.state, loss = training_step(self.state, images, targets, info.step + 1, rates, dtype=self.dtype)
            row = self.rows[-1]
            row.add(len(info.keys), float(loss), time.perf_counter() - start)
            start = time.perf_counter()
            log_step(self.args.step_log, info.step, float(loss), map(np.asarray, [images]))
            bar.set_postfix(B=info.bandwidth, loss=f"{row.mean_loss:.3f}")
            bar.update()
            if (info.step + 1) % self.args.checkpoint_steps == 0:
                self.save()
        bar.close()
        self.end_stage()
        self.save()

    def end_stage(self) -> None:
        """Validates at the end of a stage. Padding makes all batches whole, so that they divide over the devices."""
        if not self.rows:
            return
        right = samples = 0
        with crescendo.ValidationLoader(self.address, self.args.name, pad=True) as validation:
            for images, labels, _ in device_batches(validation, sharding=self.sharded):
                right += int(count_right(self.state.average, images, labels, dtype=self.dtype))
                samples += int((labels >= 0).sum())
        self.rows[-1].accuracy = right / samples


def main() -> None:
    """Trains and prints the table."""
    args = arguments()
    with server(args) as address:
        trainer = Trainer(args, address)
        with trainer.loader:
            trainer.load()
            trainer.train()
        print(f"{len(jax.devices())} devices of type {jax.devices()[0].platform}")
        weights = digest(np.asarray(array) for array in jax.tree.leaves(trainer.state.params))
        print(report(trainer.rows, 1 / len(trainer.loader.run.class_names), weights))


if __name__ == "__main__":
    main()
