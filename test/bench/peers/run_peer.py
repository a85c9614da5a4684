"""Measures one peer: ``python run_peer.py PEER TASKS_JSON``, a list of tasks; prints a line of JSON for each."""

import importlib
import json
import os
import sys
import traceback

import common


def main() -> None:
    """Runs the peer for each task in turn. A task that fails gets a line that says so."""
    peer = importlib.import_module(sys.argv[1])
    for fields in json.loads(sys.argv[2]):
        task = common.Task(**fields)
        try:
            outcome = {**peer.describe(task), **common.measure(task, peer.batches(task)), "workers": task.workers}
        except Exception as error:
            traceback.print_exc()
            outcome = {"error": f"{type(error).__name__}: {str(error).strip().splitlines()[0]}"}
        print(json.dumps(outcome), flush=True)
    # Workers of a half-read loader may wait for ever.
    os._exit(0)


if __name__ == "__main__":
    main()
