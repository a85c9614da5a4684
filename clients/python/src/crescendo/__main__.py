"""Reads batches from a server and prints a line for each: ``python -m crescendo ADDRESS RUN``.

Every batch that is printed is reported as consumed, unless ``--no-ack`` is given. The exit status is 0 at the end of
the schedule or after ``--steps``, 1 after an error, which is printed on standard error, and 130 after an interrupt.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import sys
import time
from collections.abc import Sequence
from itertools import islice
from typing import Any

from crescendo._version import __version__
from crescendo.batch import Batch
from crescendo.errors import CrescendoError
from crescendo.loader import RETRY_SECONDS, Loader

_SHARED_MEMORY: dict[str, bool | str] = {"auto": "auto", "on": True, "off": False}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="crescendo: %(message)s", stream=sys.stderr)
    try:
        _read(arguments)
    except CrescendoError as error:
        print(f"crescendo: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="crescendo", description="Read the batches of a run and print a line for each."
    )
    parser.add_argument("--version", action="version", version=f"crescendo-client {__version__}")
    parser.add_argument("address", help="host:port of the server; several with commas; file:PATH; or dns:NAME:PORT")
    parser.add_argument("run", help="name of the run")
    parser.add_argument("--spec-json", type=_spec, metavar="JSON", help="run spec; without it, the run must exist")
    parser.add_argument("--steps", type=int, metavar="N", help="stop after N batches")
    parser.add_argument("--rank", type=int, default=0)
    parser.add_argument("--world-size", type=int, default=1)
    parser.add_argument(
        "--start", type=_start, default="resume", help="auto, resume (the default), beginning or a step"
    )
    parser.add_argument("--window", type=int, default=4, help="batches in flight")
    parser.add_argument("--no-ack", action="store_true", help="report nothing, which reads at most one window")
    parser.add_argument("--digest", action="store_true", help="add the SHA-256 of the pixels")
    parser.add_argument("--json", action="store_true", help="one JSON object per line, with the SHA-256 of the pixels")
    parser.add_argument("--shared-memory", choices=_SHARED_MEMORY, default="auto", help="as of Loader")
    parser.add_argument("--retry-seconds", type=float, default=RETRY_SECONDS, help="longest outage to wait for")
    return parser


def _spec(text: str) -> dict[str, Any]:
    value = json.loads(text)
    if not isinstance(value, dict):
        raise argparse.ArgumentTypeError("must be a JSON object")
    return value


def _start(text: str) -> str | int:
    return int(text) if text.lstrip("-").isdigit() else text


def _read(arguments: argparse.Namespace) -> None:
    with Loader(
        arguments.address,
        arguments.run,
        spec=arguments.spec_json,
        rank=arguments.rank,
        world_size=arguments.world_size,
        window=arguments.window,
        start=arguments.start,
        auto_acknowledge=False,
        retry_seconds=arguments.retry_seconds,
        shared_memory=_SHARED_MEMORY[arguments.shared_memory],
    ) as loader:
        asked_at = time.perf_counter()
        for batch in islice(loader, arguments.steps):
            seconds = time.perf_counter() - asked_at
            print(
                _json(batch, arguments.rank) if arguments.json else _line(batch, seconds, arguments.digest), flush=True
            )
            if not arguments.no_ack:
                loader.acknowledge()
            asked_at = time.perf_counter()


def _line(batch: Batch, seconds: float, digest: bool) -> str:
    rate = len(batch) / max(seconds, 1e-9)
    line = (
        f"step {batch.step} stage {batch.stage} bandwidth {batch.bandwidth} "
        f"budget {batch.budget_start:.4f} images/s {rate:.0f}"
    )
    return f"{line} sha256 {_sha256(batch)}" if digest else line


def _json(batch: Batch, rank: int) -> str:
    return json.dumps(
        {
            "step": batch.step,
            "epoch": batch.epoch,
            "stage": batch.stage,
            "bandwidth": batch.bandwidth,
            "rank": rank,
            "rank_offset": batch.rank_offset,
            "shape": list(batch.images.shape),
            "dtype": batch.images.dtype.name,
            "labels": batch.labels.tolist(),
            "keys": list(batch.keys),
            "budget_start": batch.budget_start,
            "budget_end": batch.budget_end,
            "replaced": batch.replaced,
            "sha256": _sha256(batch),
        }
    )


def _sha256(batch: Batch) -> str:
    """Digest of the pixels as they were on the wire."""
    return hashlib.sha256(batch.images.data).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
