"""Measures one peer: ``python run_peer.py PEER TASK_JSON``; see common.py."""

import importlib
import json
import os
import sys

import common


def main() -> None:
    """Runs the peer and prints one line of JSON."""
    peer = importlib.import_module(sys.argv[1])
    task = common.Task(**json.loads(sys.argv[2]))
    common.report(peer.describe(), task, common.measure(task, peer.batches(task)))
    # Workers of a half-read loader may wait for ever.
    os._exit(0)


if __name__ == "__main__":
    main()
