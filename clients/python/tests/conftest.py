"""Fixtures: a fake server on a free port, and a runner for the command line."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_server import FakeServer

import crescendo

# Whichever test imports Keras first; by default, it wants TensorFlow.
os.environ.setdefault("KERAS_BACKEND", "torch")

SOURCE = Path(crescendo.__file__).parent.parent


@pytest.fixture
def make_server() -> Iterator[Callable[..., FakeServer]]:
    """Starts fake servers and stops them after the test."""
    servers: list[FakeServer] = []

    def make(*args, **kwargs) -> FakeServer:
        servers.append(FakeServer(*args, **kwargs).start())
        return servers[-1]

    yield make
    for server in servers:
        server.stop()


@pytest.fixture
def server(make_server) -> FakeServer:
    """A fake server with the default schedule: 12 steps in 3 stages."""
    return make_server()


@pytest.fixture
def environment() -> dict[str, str]:
    """The environment in which a child process finds the package and the fake server."""
    return {**os.environ, "PYTHONPATH": f"{SOURCE}{os.pathsep}{Path(__file__).parent}"}


@pytest.fixture
def run_command(environment) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs ``python -m crescendo``."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "crescendo", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)

    return run


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    """Every test must leave no prefetch thread behind."""
    yield
    left = [thread for thread in threading.enumerate() if thread.name == "crescendo-prefetch"]
    for thread in left:
        thread.join(5)
    assert not any(thread.is_alive() for thread in left), "a prefetch thread is still running"
