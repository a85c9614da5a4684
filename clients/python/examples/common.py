"""Shared parts of the examples: their command line, a server of their own, and the table at the end."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[3]

BASE_SIZE = 112
"""The side of whole images in pixels; efficienttrain++ then has sides of 48, 80 and 112."""

_SMOKE = {
    "budget": {"steps": 20},
    "schedule": [{"until": 0.4, "bandwidth": 48}, {"until": 0.7, "bandwidth": 80}, {"until": 1, "bandwidth": 112}],
}


def parser(description: str, *, run: str, epochs: float) -> argparse.ArgumentParser:
    """Returns the arguments that every example has.

    Args:
        description: One sentence for ``--help``.
        run: Default name of the run.
        epochs: Default budget in equivalent epochs.
    """
    p = argparse.ArgumentParser(description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    where = p.add_mutually_exclusive_group(required=True)
    where.add_argument("--serve", metavar="DATA", type=Path, help="start a server on the folders DATA/train, DATA/val")
    where.add_argument("--address", help="host:port of a server that has the datasets train and val")
    # Not --run, and below not --log: torchrun would read them as its own --run-path and --log-dir.
    p.add_argument("--name", default=run, help="name of the run on the server")
    p.add_argument("--epochs", type=float, default=epochs, help="budget: passes over the data at the base size")
    p.add_argument("--batch", type=int, default=64, help="samples of a global batch")
    p.add_argument("--seed", type=int, default=0, help="of the weights and of the run")
    p.add_argument("--checkpoint", type=Path, metavar="FILE", help="go on from FILE if it is there, and write it")
    p.add_argument("--checkpoint-steps", type=int, default=100, metavar="N", help="write the checkpoint every N steps")
    p.add_argument("--step-log", type=Path, metavar="FILE", help="write a line of JSON for each step")
    p.add_argument("--smoke", action="store_true", help="20 steps in three stages: shows that it runs, learns little")
    return p


def run_spec(args: argparse.Namespace, **more: Any) -> dict[str, Any]:
    """Returns the run spec: efficienttrain++ with its RandAugment, and ``more``."""
    return {
        "dataset": "train",
        "seed": args.seed,
        "base_size": BASE_SIZE,
        "global_batch": args.batch,
        # A tile is at most a fifth of a photo: the usual least area, 0.08 of it, would show next to nothing.
        "crop_scale": (0.25, 1),
        "validation": {"dataset": "val", "global_batch": 128},
        **(_SMOKE if args.smoke else {"schedule": "efficienttrain++", "equivalent_epochs": args.epochs}),
        **more,
    }


@contextlib.contextmanager
def server(args: argparse.Namespace) -> Iterator[str]:
    """Yields the address of the server: with ``--serve``, that of a process of our own, which ends with the block."""
    if args.serve is None:
        yield args.address
        return
    # A trainer that is told to end also ends its server: by default, SIGTERM would end it without leaving the block.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folders = [f"--data={name}={args.serve / name}" for name in ("train", "val")]
    command = [*_crescendo(), "serve", *folders, "--listen=127.0.0.1:0", "--state=:memory:", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            if not line:
                raise SystemExit(f"the server ended before it was ready: {' '.join(command)}")
            yield json.loads(line)["address"]
        finally:
            process.terminate()


def _crescendo() -> list[str]:
    """The command: that of this repository after ``npm ci``, otherwise the installed one."""
    node = ROOT / "node_modules" / ".bin" / "node"
    if node.exists():
        return [str(node), "--disable-warning=ExperimentalWarning", str(ROOT / "src" / "cli" / "main.ts")]
    if shutil.which("crescendo") is None:
        raise SystemExit("--serve needs the server: run npm ci in the repository, or use --address")
    return ["crescendo"]


@dataclass
class StageRow:
    """A line of the final table: sums over the steps of a stage, and the accuracy at its end."""

    stage: int
    bandwidth: int
    steps: int = 0
    images: int = 0
    loss: float = 0.0
    seconds: float = 0.0
    accuracy: float | None = None

    def add(self, images: int, loss: float, seconds: float) -> None:
        """Counts a step."""
        self.steps += 1
        self.images += images
        self.loss += loss
        self.seconds += seconds

    @property
    def mean_loss(self) -> float:
        """Over the steps so far."""
        return self.loss / self.steps


def report(rows: Sequence[StageRow], chance: float, weights: str) -> str:
    """Returns the table of a run, followed by the digests that show whether two runs ended in the same state.

    Args:
        rows: The stages.
        chance: Accuracy of a guess.
        weights: Digest of the final weights.
    """
    cells = [
        (row.stage, row.bandwidth, row.steps, row.images, f"{row.images / row.seconds:.0f}", f"{row.mean_loss:.3f}")
        + (() if row.accuracy is None else (f"{row.accuracy:.1%}",))
        for row in rows
    ]
    head = ("stage", "B", "steps", "images", "images/s", "loss", "accuracy")
    lines = table(head[: len(cells[0])], cells)
    return f"{lines}\nchance {chance:.1%}; SHA-256 of the weights: {weights}"


def digest(arrays: Iterable[npt.NDArray[Any]]) -> str:
    """SHA-256 of the bytes of the arrays, one after the other, in row-major order."""
    sha256 = hashlib.sha256()
    for array in arrays:
        sha256.update(np.ascontiguousarray(array).tobytes())
    return sha256.hexdigest()


def log_step(path: Path | None, step: int, loss: float, images: Iterable[npt.NDArray[Any]]) -> None:
    """Adds a line of JSON to ``--step-log``: the loss, and SHA-256 of the images as the trainer sees them.

    Args:
        path: The file; None writes nothing.
        step: Global step.
        loss: Of the step.
        images: Parts of the global batch, in order of rank.
    """
    if path is None:
        return
    with path.open("a") as file:
        print(json.dumps({"step": step, "loss": loss, "sha256": digest(images)}), file=file)


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Returns a table for people: columns as wide as their content, aligned to the right."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)
