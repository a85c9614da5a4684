"""Runs the programs of docs/frameworks: reads a job per line, as JSON, and answers with a line for each.

A job has a folder with the program and recipe.py, the number of processes, and after how many steps all of them are killed,
if they are. The frameworks are imported once; each process is a fork of this one, with the variables that torchrun would
set. The answer has the exit status of each process (negative: the signal) and what they printed.
"""

import json
import os
import runpy
import signal
import socket
import sys
import tempfile
import traceback

import torch
import torchvision_repair as torchvision_repair

torch.set_num_threads(1)

import accelerate as accelerate  # noqa: E402
import lightning as lightning  # noqa: E402
import torch.distributed.checkpoint as dcp  # noqa: E402, F401
import transformers  # noqa: E402

_ = transformers.Trainer  # it is imported at its first use


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def killed_after(steps: int, learning_rate):
    """The same learning rate, which every program asks for before each step. It then ends the process for good."""
    calls = 0

    def counted(spent: float) -> float:
        nonlocal calls
        calls += 1
        if calls > steps:
            os.kill(os.getpid(), signal.SIGKILL)
        return learning_rate(spent)

    return counted


def run(job: dict, rank: int, port: int) -> None:
    """The life of a process; does not return."""
    status = 1
    try:
        os.chdir(job["folder"])
        sys.path.insert(0, job["folder"])
        if job["processes"] > 1:
            count = str(job["processes"])
            os.environ.update({"RANK": str(rank), "LOCAL_RANK": str(rank), "WORLD_SIZE": count, "LOCAL_WORLD_SIZE": count})
            os.environ.update({"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)})
            os.environ.update({"TORCHELASTIC_RUN_ID": "test", "GROUP_RANK": "0"})
        import recipe

        if job.get("killAfter") is not None:
            recipe.learning_rate = killed_after(job["killAfter"], recipe.learning_rate)
        runpy.run_path(job["program"], run_name="__main__")
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def main() -> None:
    for line in sys.stdin:
        job = json.loads(line)
        port = free_port()
        with tempfile.TemporaryFile() as output:
            children = []
            for rank in range(job["processes"]):
                child = os.fork()
                if child == 0:
                    os.dup2(output.fileno(), 1)
                    os.dup2(output.fileno(), 2)
                    run(job, rank, port)
                children.append(child)
            statuses = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
            output.seek(0)
            printed = output.read().decode(errors="replace")
        print(json.dumps({"statuses": statuses, "printed": printed}), flush=True)


main()
