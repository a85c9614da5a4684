"""Trains the networks of the reproduction: reads jobs as lines of JSON and writes a line of JSON for each result.

``npm run reproduce`` writes the jobs, keeps the results and draws the charts; see docs/reproduce.md.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812
from network import residual_network, training_flops
from torch import nn

import crescendo
from crescendo.torch import CrescendoDataset, evaluate_low_frequency

PROGRESS = 0.02
"""Share of the budget after which a job reports its progress."""

Batches = list[tuple[torch.Tensor, torch.Tensor]]
"""Images (N, 3, S, S) float32 and labels (N,) int64, below 0 where there is no sample."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """One network from its first weights to its accuracy.

    Attributes:
        id: Names the run on the server.
        address: Of the server, host:port.
        spec: Run spec, with a validation split.
        network: Arguments of ``residual_network`` other than the classes.
        learning_rate: Peak, at the end of the warm-up.
        weight_decay: Of AdamW.
        label_smoothing: Of the loss.
        seed: Of the weights; the spec has that of the data.
        threads: Of PyTorch.
        validation_stride: Every so many-th batch of the validation images is kept; they are sorted by class.
        observations: How often in the run, evenly over its budget, the accuracy on low frequencies is measured; 0:
            never.
        bandwidths: Sides of the low-passed validation images, in pixels.
    """

    id: str
    address: str
    spec: dict[str, Any]
    network: dict[str, int]
    learning_rate: float
    weight_decay: float
    label_smoothing: float
    seed: int
    threads: int
    validation_stride: int
    observations: int
    bandwidths: list[int]


class Reproduction:
    """Runs jobs one after the other; the validation images of the last dataset are kept."""

    def __init__(self) -> None:
        self._validated = ""
        self._validation: Batches = []

    def run(self, job: Job) -> dict[str, Any]:
        """Returns the result of a job: accuracy, compute, time, and accuracy on low frequencies over training."""
        torch.set_num_threads(job.threads)
        data = CrescendoDataset(job.address, job.id, spec=job.spec, output="normalized", start="beginning")
        torch.manual_seed(job.seed)
        network = residual_network(len(data.run.class_names), **job.network)
        network = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        flops = {stage.bandwidth: training_flops(network, stage.bandwidth) for stage in data.run.stages}
        validation = self._validation_of(job)
        clock = _Clock()
        spent, images = 0, 0
        observed: list[dict[str, Any]] = []
        for samples, info in _steps(job, data, network):
            spent += samples * flops[info.bandwidth]
            images += samples
            if info.budget_end * job.observations >= len(observed) + 1 - 1e-9:
                clock.stop()
                found = evaluate_low_frequency(network, validation, job.bandwidths)
                observed.append({"budget": info.budget_end, "accuracy": [found[b] for b in job.bandwidths]})
                clock.start()
        clock.stop()
        side = job.spec["base_size"]
        accuracy = evaluate_low_frequency(network, validation, [side])[side]
        return {
            "id": job.id,
            "accuracy": accuracy,
            "flops": spent,
            "images": images,
            "steps": data.run.total_steps,
            "wall_seconds": clock.wall,
            "cpu_seconds": clock.cpu,
            "parameters": sum(parameter.numel() for parameter in network.parameters()),
            "observations": observed,
        }

    def _validation_of(self, job: Job) -> Batches:
        """The validation images, which are the same in all runs on a dataset."""
        wanted = json.dumps([job.address, job.spec["validation"], job.spec["base_size"], job.validation_stride])
        if wanted != self._validated:
            split = CrescendoDataset(job.address, job.id, split="val", output="normalized")
            self._validation = [
                (images.clone(), labels.clone())
                for k, (images, labels, _) in enumerate(split)
                if k % job.validation_stride == 0
            ]
            self._validated = wanted
        return self._validation


def _steps(job: Job, data: CrescendoDataset, network: nn.Module) -> Iterator[tuple[int, crescendo.BatchInfo]]:
    """Trains; yields the samples of each step and the description of its batch.

    Reports the spent budget from time to time.
    """
    decay = [p for p in network.parameters() if p.ndim > 1]
    rest = [p for p in network.parameters() if p.ndim <= 1]
    groups = [{"params": decay, "weight_decay": job.weight_decay}, {"params": rest, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=job.learning_rate)
    learning_rate = crescendo.schedules.warmup_cosine(job.learning_rate, warmup=0.1)
    reported = 0.0
    for images, labels, info in data:
        network.train()
        crescendo.schedules.set_learning_rate(optimizer, learning_rate(info.budget_fraction))
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(network(images), labels, label_smoothing=job.label_smoothing)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if info.budget_end >= reported + PROGRESS:
            reported = info.budget_end
            answer({"progress": reported})
        yield len(labels), info


class _Clock:
    """Elapsed seconds and CPU seconds of this process, for training only."""

    def __init__(self) -> None:
        self.wall = 0.0
        self.cpu = 0.0
        self.start()

    def start(self) -> None:
        """Starts counting."""
        self._started = time.perf_counter(), time.process_time()

    def stop(self) -> None:
        """Stops counting."""
        wall, cpu = self._started
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu


def main() -> None:
    """Answers each line of standard input."""
    reproduction = Reproduction()
    for line in sys.stdin:
        answer(reproduction.run(Job(**json.loads(line))))


def answer(values: dict[str, Any]) -> None:
    """Writes a line of JSON."""
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main()
