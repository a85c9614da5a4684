"""A trainer in a Slurm job: ``python slurm_trainer.py FOLDER SPEC``, where SPEC is a run spec in JSON.

It writes the digest of each batch to FOLDER/steps, a line each, and waits before step N if FOLDER/hold-N is there.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from pathlib import Path

import numpy as np

import crescendo


def _digest(batch: crescendo.Batch) -> str:
    found = hashlib.sha256(batch.images.data)
    found.update(np.ascontiguousarray(batch.labels, dtype="<i4").data)
    found.update("\n".join(batch.keys).encode())
    return found.hexdigest()


def _train(folder: Path, spec: dict[str, object]) -> None:
    with (
        crescendo.Loader(os.environ["CRESCENDO_ADDRESS"], "slurm", spec=spec) as loader,
        open(folder / "steps", "w") as out,
    ):
        for batch in loader:
            while (folder / f"hold-{batch.step}").exists():
                time.sleep(0.05)
            out.write(f"{batch.step} {_digest(batch)}\n")
            out.flush()


_train(Path(sys.argv[1]), json.loads(sys.argv[2]))
