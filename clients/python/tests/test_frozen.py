"""A server that accepts connections and then says nothing, as one that is frozen: no wait is without a bound."""

import contextlib
import socket
import threading
import time
from itertools import count

import pytest

import crescendo
from crescendo import Loader, _diagnose
from crescendo._retry import Backoff, retry_unavailable
from crescendo._silence import Silence
from crescendo.errors import Unavailable

GONE = Unavailable("gone", reason="UNREACHABLE")
LATE = Unavailable("late", reason="TIMEOUT")


@contextlib.contextmanager
def deaf_listener(port=0):
    """Accepts every connection and never answers; the kernel does that for a listener which is not asked."""
    with socket.create_server(("127.0.0.1", port), backlog=128) as listener:
        yield f"127.0.0.1:{listener.getsockname()[1]}"


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_a_call_ends_after_its_time():
    with deaf_listener() as address, crescendo.connect(address, timeout=0.2) as client:
        for call in (client.open_run, client.get_run, client.delete_run):
            with pytest.raises(Unavailable) as caught:
                call("r")
            assert caught.value.reason == "TIMEOUT"
            assert caught.value.message == f"the server at {address} did not answer within timeout=0.2 seconds"


def test_a_loader_ends_after_its_retry_time_though_no_attempt_is_answered(monkeypatch):
    monkeypatch.setattr("crescendo._retry.LONGEST_ATTEMPT_SECONDS", 0.2)
    with deaf_listener() as address, pytest.raises(Unavailable, match=r"no success in \d+ attempts within retry_s"):
        Loader(address, "r", retry_seconds=0.5)


def test_a_stream_whose_server_is_frozen_after_a_restart_ends_after_its_retry_time(make_server, monkeypatch):
    monkeypatch.setattr("crescendo._retry.LONGEST_ATTEMPT_SECONDS", 0.2)
    server = make_server()
    with Loader(server.address, "r", start=0, window=1, retry_seconds=0.5) as loader:
        assert next(loader).step == 0
        server.stop()
        with deaf_listener(server.port), pytest.raises(Unavailable, match="no success in "):
            list(loader)


def test_attempts_take_ten_seconds_at_most_and_do_not_outlive_the_retry_time():
    clock = Clock()
    backoff = Backoff(15, clock)
    assert backoff.begin() == 10, "before anything has failed"
    clock.now = 10
    backoff.delay(GONE)
    for clock.now, limit in ((12, 10), (20, 5), (25, 0.1)):
        assert backoff.begin() == limit
    backoff.reset()
    assert backoff.begin() == 10


def test_an_attempt_that_took_longer_than_the_wait_is_followed_by_the_next_at_once():
    clock = Clock()
    backoff = Backoff(300, clock)
    for _ in range(10):
        backoff.delay(GONE)
    backoff.begin()
    clock.now = 10
    assert backoff.delay(LATE) == 0
    backoff.begin()
    clock.now = 11
    assert 1.5 <= backoff.delay(LATE) <= 4


def test_an_attempt_that_was_cut_short_does_not_hide_an_explanation():
    limits, numbers = [], count()

    def attempt(limit):
        limits.append(limit)
        raise GONE if next(numbers) == 0 else LATE

    with pytest.raises(Unavailable, match="gone") as caught:
        retry_unavailable(attempt, 0.3, Silence("host:7077", "OpenRun", 0.3, retries=True))
    assert caught.value.reason == "UNREACHABLE"
    assert limits[0] == 10
    assert all(limit <= 0.3 for limit in limits[1:])


def test_the_search_for_a_cause_ends_in_time(monkeypatch):
    waits = []
    listening = socket.socket.settimeout
    monkeypatch.setattr(socket.socket, "settimeout", lambda self, s: (waits.append(s), listening(self, s)))
    with deaf_listener() as address:
        until = time.monotonic() + 0.1
        found = _diagnose.explain(GONE, address, secure=False, until=until)
    assert found.reason == "UNREACHABLE"
    assert all(seconds <= 0.1 for seconds in waits if seconds is not None)
    assert _diagnose.explain(GONE, "127.0.0.1:1", secure=False, until=0) is GONE


def test_watching_a_server_without_an_answer_is_noticed(make_server, monkeypatch, caplog):
    monkeypatch.setattr("crescendo._silence.FIRST_NOTICE_SECONDS", 0.01)
    told = threading.Event()
    monkeypatch.setattr(caplog.handler, "emit", lambda record, emit=caplog.handler.emit: (emit(record), told.set()))
    server = make_server()
    status = server._status
    monkeypatch.setattr(server, "_status", lambda run: told.wait(30) and status(run))
    with crescendo.connect(server.address) as client:
        watching = client.watch_run("r")
        assert next(watching).name == "r"
        watching.close()
    assert "has not answered WatchRun for " in caplog.messages[0]
    assert "the client waits without limit" in caplog.messages[0]
