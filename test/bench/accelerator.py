"""A trainer that sleeps instead of training: reads a run, and prints the waiting and the sleeping time of each step as
JSON.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import crescendo


def read(task: dict[str, Any]) -> list[dict[str, float]]:
    """Reads the run of a task to its end.

    Returns:
        For each step its stage and bandwidth, the images of its batch, the seconds that it waited for them, and the
        seconds that it slept after that.
    """
    steps = []
    with crescendo.Loader(task["address"], task["run"], spec=task["spec"], window=task["window"]) as loader:
        begin = time.perf_counter()
        for batch in loader:
            received = time.perf_counter()
            time.sleep(task["sleep"][batch.stage])
            end = time.perf_counter()
            steps.append(
                {
                    "stage": batch.stage,
                    "bandwidth": batch.bandwidth,
                    "images": len(batch.labels),
                    "waited": received - begin,
                    "slept": end - received,
                }
            )
            begin = end
    return steps


if __name__ == "__main__":
    print(json.dumps(read(json.loads(sys.argv[1]))))
