"""A server that cannot be reached: the error says what is wrong and what to do."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import grpc
import pytest
from conformance import FOLDER, check_error, load, names

import crescendo
from crescendo._diagnose import _place, explain
from crescendo.errors import Unavailable

FAILURE = Unavailable("what grpc says")
CASES = load("unreachable.json")
PEM = (FOLDER / "localhost.pem").read_bytes()
TLS = grpc.ssl_server_credentials([(PEM, PEM)])


@contextmanager
def answering(answer: bytes | None, port: int = 0) -> Iterator[str]:
    """A listener that sends ``answer`` after it has received something, and closes; with None it sends nothing."""
    listener = socket.create_server(("127.0.0.1", port))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(4096)
                if answer is not None:
                    connection.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


@contextmanager
def grpc_server(credentials: grpc.ServerCredentials | None, port: int = 0) -> Iterator[str]:
    server = grpc.server(ThreadPoolExecutor(1))
    at = f"127.0.0.1:{port}"
    port = server.add_insecure_port(at) if credentials is None else server.add_secure_port(at, credentials)
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(0).wait()


def unused() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def place_of_case(at: str | dict, folder: Path, port: int = 0) -> Iterator[str]:
    """An address at which there is what a case says."""
    match at:
        case {"answer": answer}:
            with answering(answer.encode(), port) as address:
                yield address
        case "gRPC server" | "TLS server":
            with grpc_server(TLS if at == "TLS server" else None, port) as address:
                yield address
        case "nothing":
            yield unused()
        case "no socket":
            yield f"unix:{folder}/none"
        case "unknown host":
            yield "no-such-host.invalid:7077"


@pytest.mark.parametrize("case", CASES["cases"], ids=names(CASES["cases"]))
def test_a_server_that_cannot_be_reached(case, tmp_path, monkeypatch):
    for name in ("grpc_proxy", "https_proxy", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    expect, lasting = case["expect"], case.get("lasting", False)
    credentials = grpc.ssl_channel_credentials() if case.get("secure") else None
    with place_of_case(case["at"], tmp_path) as address:
        with (
            crescendo.connect(address, credentials=credentials) as client,
            pytest.raises(crescendo.CrescendoError) as opened,
        ):
            client.open_run("r")
        with pytest.raises(crescendo.CrescendoError) as iterated:
            # Waiting does not help where a failure lasts.
            crescendo.Loader(address, "r", credentials=credentials, retry_seconds=600 if lasting else 0.3)
    for error in (opened.value, iterated.value):
        check_error(error, {**expect, "message": [address, *expect["message"]]})
        assert error.metadata == {"field": "address", "value": address}
    assert iterated.value.message.startswith("no success in ") != lasting


def test_a_loader_tells_how_often_and_how_long_it_tried():
    address = unused()
    with pytest.raises(Unavailable) as caught:
        crescendo.Loader(address, "baseline", retry_seconds=0.3)
    assert caught.value.reason == "UNREACHABLE"
    message = caught.value.message
    assert message.startswith("no success in ")
    assert f" attempts within retry_seconds=0.3: cannot reach a Crescendo server at {address}: nothing" in message


def test_a_listener_that_says_nothing_may_yet_become_a_server(monkeypatch):
    for name in ("grpc_proxy", "https_proxy", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    with answering(None) as address:
        error = explain(FAILURE, address, secure=False)
        assert (type(error), error.reason) == (Unavailable, "UNREACHABLE")
        assert "it may be starting or stopping (grpc: what grpc says)" in error.message
        monkeypatch.setenv("https_proxy", "http://proxy:3128")
        assert "grpc uses the proxy of https_proxy" in explain(FAILURE, address, secure=False).message


def test_a_call_that_is_not_answered_in_time(monkeypatch, make_server):
    server = make_server()
    hold = threading.Event()
    monkeypatch.setattr(server, "_status", lambda run: hold.wait(10))
    with crescendo.connect(server.address, timeout=0.5) as client, pytest.raises(Unavailable) as caught:
        client.get_run("baseline")
    hold.set()
    assert caught.value.reason == "TIMEOUT"
    assert f"{server.address} did not answer within timeout=0.5 seconds" in caught.value.message


@pytest.mark.parametrize("case", CASES["addresses"], ids=[case["address"] for case in CASES["addresses"]])
def test_addresses_are_read_where_they_name_one_place(case):
    place = case["place"]
    if place is not None:
        place = place["path"] if "path" in place else (place["host"], place["port"])
    assert _place(case["address"]) == place
    if place is None:
        assert explain(FAILURE, case["address"], secure=False) is FAILURE
