"""Whatever happens to the connection, every batch comes exactly once and in order."""

import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from fake_server import DEFAULT_SCHEDULE, Abort, FakeServer, grpc, schedule

import crescendo
from crescendo import Loader

UNAVAILABLE = Abort(grpc.StatusCode.UNAVAILABLE, "going away", "SHUTTING_DOWN")
FULL = Abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "other streams hold 6 MiB", "LIMIT")


@pytest.fixture(autouse=True)
def _short_delays(monkeypatch):
    monkeypatch.setattr("crescendo._retry.FIRST_DELAY_SECONDS", 0.02)
    monkeypatch.setattr("crescendo._retry.LONGEST_DELAY_SECONDS", 0.1)


def read_all(server, loader, on_batch=lambda step: None):
    steps = []
    for batch in loader:
        np.testing.assert_array_equal(batch.images, server.pixels(batch.step))
        steps.append(batch.step)
        on_batch(batch.step)
    return steps


def test_many_cuts_lose_and_repeat_nothing(make_server):
    generator = random.Random(3)
    server = make_server(schedule((30, 8, 8), (30, 16, 8)))
    for step in generator.sample(range(60), 25):
        for _ in range(generator.randrange(1, 3)):
            cut = generator.randrange(4)
            server.on_step(step, lambda messages, cut=cut: [*messages[:cut], UNAVAILABLE])
    with Loader(server.address, "baseline", window=5) as loader:
        assert read_all(server, loader) == list(range(60))
    assert server.consumed == {0: 59}
    assert server.most_in_flight <= 5


def test_progress_is_told_again_on_the_new_stream(server):
    server.on_step(3, lambda messages: [UNAVAILABLE])
    with Loader(server.address, "baseline", window=3) as loader:
        for _ in range(3):
            next(loader)
        server.consumed.clear()
        next(loader)
        deadline = time.monotonic() + 5
        while server.consumed.get(0, -1) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.01)


def test_a_server_that_restarts_is_found_again(server):
    def restart(step):
        if step in (2, 6, 9):
            server.stop()
            server.start()

    with Loader(server.address, "baseline", window=2) as loader:
        assert read_all(server, loader, restart) == list(range(12))
    assert len(server.subscriptions) == 4
    assert server.consumed == {0: 11}


def test_a_server_that_is_killed_is_found_again(environment):
    """SIGKILL, so that the server sends nothing and ends no stream."""
    script = Path(__file__).parent / "fake_server.py"

    def launch(port):
        command = [sys.executable, str(script), str(port)]
        child = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return child, int(child.stdout.readline())

    oracle = FakeServer(DEFAULT_SCHEDULE)
    children = [launch(0)]
    port = children[0][1]

    def kill(step):
        if step == 4:
            children[-1][0].kill()
            children[-1][0].wait()
            children.append(launch(port))

    try:
        with Loader(f"127.0.0.1:{port}", "baseline", window=2) as loader:
            assert read_all(oracle, loader, kill) == list(range(12))
    finally:
        for child, _ in children:
            child.kill()
            child.wait()
            child.stdin.close()
            child.stdout.close()
    assert len(children) == 2


def test_a_server_without_room_is_asked_again_within_the_retry_time(server):
    server.on_step(0, *[lambda messages: [FULL]] * 1000)
    with Loader(server.address, "baseline", retry_seconds=0.3) as loader:
        with pytest.raises(crescendo.ResourceExhausted, match=r"retry_seconds=0\.3: other streams hold") as caught:
            next(loader)
        assert caught.value.reason == "LIMIT"
        assert not loader._prefetcher.interrupted, "a server without room has lost nothing"
    assert len(server.subscriptions) > 2


def test_buffered_batches_are_handed_out_while_the_server_is_away(server):
    with Loader(server.address, "baseline", window=4, retry_seconds=0.3) as loader:
        assert next(loader).step == 0
        deadline = time.monotonic() + 5
        while len(loader._prefetcher._ready) < 3:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        server.stop()
        assert [next(loader).step for _ in range(3)] == [1, 2, 3]
        with pytest.raises(crescendo.Unavailable, match=r"retry_seconds=0\.3"):
            next(loader)


def test_an_outage_ends_with_the_first_batch(server):
    """Each outage has its own bound: many short ones may last longer in total."""
    for step in range(12):
        server.on_step(step, *[lambda messages: [UNAVAILABLE]] * 3)
    with Loader(server.address, "baseline", retry_seconds=0.5) as loader:
        assert read_all(server, loader) == list(range(12))
    assert len(server.subscriptions) == 37


def test_a_server_that_starts_late_is_waited_for(server):
    server.open_failures.extend([UNAVAILABLE, UNAVAILABLE])
    with Loader(server.address, "baseline") as loader:
        assert next(loader).step == 0


def test_without_retries_the_first_failure_is_raised(server):
    server.open_failures.append(UNAVAILABLE)
    with pytest.raises(crescendo.Unavailable) as caught:
        Loader(server.address, "baseline", retry_seconds=0)
    assert caught.value.reason == "SHUTTING_DOWN"


def test_the_last_report_arrives_though_the_stream_has_gone(server):
    with Loader(server.address, "baseline", start=11) as loader:
        assert next(loader).step == 11
        server.stop()
        server.start()
        with pytest.raises(StopIteration):
            next(loader)
    assert server.unary_reports == [11]
    assert server.consumed == {0: 11}
