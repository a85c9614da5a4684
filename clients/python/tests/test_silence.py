"""A server that does not answer: the client says so, at intervals that grow, and until when it waits."""

import logging
import threading
from contextlib import contextmanager

import pytest
from conformance import check_error, load, names
from test_diagnose import place_of_case

import crescendo
from crescendo import Loader, _silence
from crescendo._gen import crescendo_pb2 as pb
from crescendo._silence import Silence, noticed

CASES = load("silence.json")["cases"]
TAKES_OVER = [case for case in load("unreachable.json")["cases"] if case.get("takes_over")]


class Clock:
    """Time that passes when the test says so, with its timers."""

    def __init__(self):
        self.now = 0.0
        self.timers = []

    def start(self, seconds, function):
        timer = FakeTimer(self.now + seconds, function)
        self.timers.append(timer)
        return timer

    def go_to(self, now):
        while due := [timer for timer in self.timers if not timer.cancelled and timer.at <= now]:
            timer = min(due, key=lambda timer: timer.at)
            self.timers.remove(timer)
            self.now = timer.at
            timer.function()
        self.now = now


class FakeTimer:
    def __init__(self, at, function):
        self.at, self.function, self.cancelled = at, function, False

    def cancel(self):
        self.cancelled = True


def silence_of(clock, call="OpenRun", limit=300.0, retries=False):
    return Silence("host:7077", call, limit, retries=retries, clock=lambda: clock.now, start_timer=clock.start)


@pytest.mark.parametrize("case", CASES, ids=names(CASES))
def test_notices(case, caplog):
    clock, told = Clock(), []
    silence = silence_of(clock, case["call"], case["limit_seconds"], case.get("retries", False))
    with caplog.at_level(logging.WARNING, "crescendo"):
        silence.begin()
        if "failure" in case:
            silence.failed(case["failure"])
        for tenth in range(int(case["silent_seconds"] * 10) + 1):
            clock.go_to(tenth / 10)
            told += [[clock.now, message] for message in caplog.messages]
            caplog.clear()
        silence.end()
        clock.go_to(10_000)
    assert told == case["expect"]
    assert caplog.messages == []


def test_only_the_outer_of_two_blocks_gives_notices(caplog):
    clock = Clock()
    with caplog.at_level(logging.WARNING, "crescendo"), noticed(silence_of(clock, "OpenRun")):
        with noticed(silence_of(clock, "an attempt")):
            clock.go_to(2)
        clock.go_to(4)
    clock.go_to(100)
    assert [message.split(";")[0] for message in caplog.messages] == [
        "the server at host:7077 has not answered OpenRun for 1.5 s",
        "the server at host:7077 has not answered OpenRun for 3 s",
    ]


def test_a_call_that_hangs_is_noticed(make_server, monkeypatch, caplog):
    """No attempt fails, and the notices come all the same."""
    monkeypatch.setattr(_silence, "FIRST_NOTICE_SECONDS", 0.01)
    told = threading.Event()
    monkeypatch.setattr(caplog.handler, "emit", lambda record, emit=caplog.handler.emit: (emit(record), told.set()))
    server = make_server()
    status = server._status
    monkeypatch.setattr(server, "_status", lambda run: told.wait(30) and status(run))
    with caplog.at_level(logging.WARNING, "crescendo"), crescendo.connect(server.address, timeout=60) as client:
        client.get_run("r")
    assert f"the server at {server.address} has not answered GetRun for " in caplog.messages[0]
    assert "the client waits for 60 s in all" in caplog.messages[0]


def test_a_call_about_the_life_of_a_run_that_hangs_is_noticed(make_server, monkeypatch, caplog):
    monkeypatch.setattr(_silence, "FIRST_NOTICE_SECONDS", 0.01)
    told = threading.Event()
    monkeypatch.setattr(caplog.handler, "emit", lambda record, emit=caplog.handler.emit: (emit(record), told.set()))
    server = make_server()
    list_runs = server._list_runs
    monkeypatch.setattr(server, "_list_runs", lambda *call: told.wait(30) and list_runs(*call))
    server.stop()
    server.start()
    with caplog.at_level(logging.WARNING, "crescendo"), crescendo.connect(server.address) as client:
        client.list_runs()
    assert f"the server at {server.address} has not answered ListRuns for " in caplog.messages[0]


@contextmanager
def replaced(server, case, folder):
    """What a case says, at the address of a server that has stopped."""
    server.stop()
    with place_of_case(case["at"], folder, server.port):
        yield


@pytest.mark.parametrize("case", TAKES_OVER, ids=names(TAKES_OVER))
def test_a_stream_whose_server_is_replaced(case, make_server, tmp_path, monkeypatch):
    for name in ("grpc_proxy", "https_proxy", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("crescendo._retry.LONGEST_DELAY_SECONDS", 0.1)
    server, lasting = make_server(), case.get("lasting", False)
    with Loader(server.address, "r", start=0, window=1, retry_seconds=600 if lasting else 1) as loader:
        assert next(loader).step == 0
        with replaced(server, case, tmp_path), pytest.raises(crescendo.CrescendoError) as caught:
            list(loader)
        check_error(caught.value, case["expect"])
        assert caught.value.message.startswith("no success in ") != lasting


def test_a_stream_that_reconnects_is_noticed(server, monkeypatch, caplog):
    monkeypatch.setattr(_silence, "FIRST_NOTICE_SECONDS", 0.01)
    with (
        caplog.at_level(logging.WARNING, "crescendo"),
        Loader(server.address, "r", start=0, window=1, retry_seconds=0.5) as loader,
    ):
        assert next(loader).step == 0
        server.stop()
        with pytest.raises(crescendo.Unavailable):
            list(loader)
    notices = [message for message in caplog.messages if "has not answered StreamBatches for " in message]
    assert "the client waits until attempts have failed for 0.5 s" in notices[0]
    assert "the last attempt failed: " in notices[-1]


def test_a_server_that_is_back_is_not_silent_though_the_window_is_full(server):
    """A trainer that validates takes no batch, so a stream that is open again brings none."""
    with Loader(server.address, "r", start=0, window=1) as loader:
        assert next(loader).step == 0
        server.stop()
        server.start()
        with server.changed:
            assert server.changed.wait_for(lambda: len(server.subscriptions) == 2, 30)
        assert loader._prefetcher._silence._timer is None
        assert next(loader).step == 1


def test_a_notice_is_logged_while_no_batch_comes(server, monkeypatch, caplog):
    """It may say why none comes: the storage of the data is away, for example."""
    told = threading.Event()
    messages = server.messages

    def late(step, rank):
        if step == 2:
            notice = pb.Notice(reason="STORAGE", message="the storage does not answer")
            yield pb.StreamBatchesResponse(notice=notice).SerializeToString()
            assert told.wait(30)
        yield from messages(step, rank)

    def emit(record, emit=caplog.handler.emit):
        emit(record)
        if record.getMessage() == "notice of the server: STORAGE: the storage does not answer":
            told.set()

    monkeypatch.setattr(server, "messages", late)
    monkeypatch.setattr(caplog.handler, "emit", emit)
    with caplog.at_level(logging.WARNING, "crescendo"), Loader(server.address, "r") as loader:
        assert [batch.step for batch in loader] == list(range(12))
    assert told.is_set()


def test_several_servers_are_told_of_together():
    silence = Silence("file:servers", "OpenRun", 30.0, several=True)
    assert silence._message(3.0) == (
        "none of the servers at file:servers has answered OpenRun for 3 s; the client waits for 30 s in all"
    )
