"""A server as a process of this one: starting it, and ending it."""

from __future__ import annotations

import collections
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_WARDEN = Path(__file__).with_name("_ray_warden.py")
_JOIN_SECONDS = 5.0
_LAST_LINES = 10
WRONG_INPUT = 2
"""The server's exit code for wrong arguments, configuration or paths."""


class ServerFailed(Exception):
    """A server has ended before it was ready; the message has what it said last.

    Attributes:
        code: Its exit code; ``WRONG_INPUT`` also if there is no such program.
    """

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class ServerProcess:
    """A server that is started here. It ends with this process at the latest.

    Args:
        command: The program and the first words of its arguments; None looks for ``crescendo``.
        configuration: The server's configuration. It goes through a file that only this user can read, because the
            arguments of a process are there for everybody to see, and the state's address may have a password.
        environment: More variables of its environment.
        grace: Seconds that it may take to finish what it was asked for, once it is told to stop.

    Raises:
        ServerFailed: It cannot be started.
    """

    def __init__(
        self,
        command: Sequence[str] | None,
        configuration: Mapping[str, Any],
        environment: Mapping[str, str],
        grace: float,
    ) -> None:
        program = find_program(command)
        self._lines: collections.deque[str] = collections.deque(maxlen=_LAST_LINES)
        descriptor, self._file = tempfile.mkstemp(prefix="crescendo-ray-", suffix=".json")
        with os.fdopen(descriptor, "w") as file:
            json.dump(configuration, file)
        serve = [*program, "serve", "--json", "--config", self._file]
        self._child = subprocess.Popen(
            [sys.executable, "-E", "-S", str(_WARDEN), str(grace), *serve],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **environment},
            text=True,
            errors="replace",
        )
        self._readers = [threading.Thread(target=self._pass_on, name="crescendo-ray-log", daemon=True)]
        self._readers[0].start()

    def addresses(self) -> tuple[str, ...]:
        """Waits until it listens, and returns where: an address of each of its processes.

        Raises:
            ServerFailed: It has ended instead.
        """
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        # Nothing more is expected; but a program that npx runs first may write there, and must not be held up.
        self._readers.append(threading.Thread(target=self._child.stdout.read, daemon=True))
        self._readers[-1].start()
        try:
            return tuple(json.loads(line)["addresses"])
        except (ValueError, KeyError, TypeError):
            pass
        if line:
            self.terminate()
            self.wait()
            message = f"{line.strip()[:200]!r} came from it, not the address of a server: check command"
            raise ServerFailed(message, WRONG_INPUT)
        code = self.wait()
        raise ServerFailed(f"it ended with exit code {code}: {self.said() or 'it said nothing'}", code)

    def said(self) -> str:
        """Returns the last lines of its messages."""
        return "\n".join(self._lines)

    @property
    def pid(self) -> int:
        """The process that stands between this one and the server."""
        return self._child.pid

    def terminate(self) -> None:
        """Tells it to stop. It finishes what it was asked for, and is killed after ``grace`` seconds."""
        with contextlib.suppress(ProcessLookupError):
            self._child.terminate()

    def wait(self) -> int:
        """Waits for its end; returns the exit code."""
        code = self._child.wait()
        for reader in self._readers:
            reader.join(_JOIN_SECONDS)
        for pipe in (self._child.stdin, self._child.stdout, self._child.stderr):
            if pipe is not None:
                pipe.close()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._file)
        return code

    def _pass_on(self) -> None:
        """Its messages become those of this process, which Ray shows."""
        assert self._child.stderr is not None
        for line in self._child.stderr:
            self._lines.append(line.rstrip())
            sys.stderr.write(line)
            sys.stderr.flush()


def find_program(command: Sequence[str] | None) -> list[str]:
    """Returns the words that start the command line of Crescendo on this machine.

    Raises:
        ServerFailed: There is no such program.
    """
    words = list(command or ("crescendo",))
    if shutil.which(words[0]) is None:
        where = os.environ.get("PATH", "")
        raise ServerFailed(
            f"there is no program {words[0]} on this node (PATH: {where}): npm install -g crescendo there, put it into "
            'the image, or give command=["npx", "--yes", "crescendo"]',
            WRONG_INPUT,
        )
    return words
