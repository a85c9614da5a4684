"""Runs a command for as long as the process that asked for it lives, however that one ends.

``python _ray_warden.py GRACE COMMAND…``: standard input is a pipe whose other end the asking process holds. When it
closes, or on SIGTERM, the command gets SIGTERM; and SIGKILL after GRACE seconds, or 5 if the pipe has closed. It is a
program of its own, without the package, because an actor that Ray or the kernel kills cannot end anything itself.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading

_PR_SET_PDEATHSIG = 1
_ORPHAN_SECONDS = 5.0
"""How long the command may take to end when nobody waits for it any more: another one is about to take its place."""


def _die_with_parent() -> None:
    """The kernel kills the command if this process is killed. Linux only; elsewhere the command would go on."""
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def main(grace: float, command: list[str]) -> int:
    """Returns the exit code of ``command``, or 128 and the number of the signal that ended it."""
    # Safe, as no other thread runs yet. A group of its own, as npx and shells start the server in turn.
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_die_with_parent)

    def signal_all(number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, number)

    def end(seconds: float) -> None:
        signal_all(signal.SIGTERM)
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            signal_all(signal.SIGKILL)

    def end_with_pipe() -> None:
        while os.read(0, 4096):
            pass
        end(min(grace, _ORPHAN_SECONDS))

    def end_when_told() -> None:
        stop.wait()
        end(grace)

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    threading.Thread(target=end_with_pipe, daemon=True).start()
    threading.Thread(target=end_when_told, daemon=True).start()
    code = child.wait()
    # What npx has started must not outlive it.
    signal_all(signal.SIGKILL)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2:]))
