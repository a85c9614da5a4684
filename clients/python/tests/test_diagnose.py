"""A server that cannot be reached: the error says what is wrong there, and what to do."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import grpc
import pytest

import crescendo
from crescendo._diagnose import _place, explain
from crescendo.errors import FailedPrecondition, Unavailable

FAILURE = Unavailable("what grpc says")
PEM = Path(__file__).with_name("localhost.pem").read_bytes()
TLS = grpc.ssl_server_credentials([(PEM, PEM)])


@contextmanager
def answering(answer: bytes | None) -> Iterator[str]:
    """A listener that sends ``answer`` once it has heard something, and closes; with None it says nothing."""
    listener = socket.create_server(("127.0.0.1", 0))

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
def grpc_server(credentials: grpc.ServerCredentials | None) -> Iterator[str]:
    server = grpc.server(ThreadPoolExecutor(1))
    at = "127.0.0.1:0"
    port = server.add_insecure_port(at) if credentials is None else server.add_secure_port(at, credentials)
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(0).wait()


def opened(address: str, **arguments: object) -> crescendo.CrescendoError:
    with crescendo.connect(address, **arguments) as client, pytest.raises(crescendo.CrescendoError) as caught:
        client.open_run("baseline", {"dataset": "train"})
    assert caught.value.metadata == {"field": "address", "value": address}
    assert address in caught.value.message
    return caught.value


def unused() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"127.0.0.1:{listener.getsockname()[1]}"


def test_nothing_listens():
    error = opened(unused())
    assert (type(error), error.reason) == (Unavailable, "UNREACHABLE")
    assert 'nothing listens there: start "crescendo serve", or correct the address' in error.message
    assert "refused" in error.message  # What grpc says is kept.


def test_no_socket(tmp_path):
    assert "nothing listens there" in opened(f"unix:{tmp_path}/none").message


def test_a_name_that_nobody_knows():
    error = opened("no-such-host.invalid:7077")
    assert (type(error), error.reason) == (Unavailable, "UNREACHABLE")
    assert "the host name no-such-host.invalid is not known" in error.message


def test_a_loader_tells_how_often_and_how_long_it_tried():
    address = unused()
    with pytest.raises(Unavailable) as caught:
        crescendo.Loader(address, "baseline", retry_seconds=0.3)
    assert caught.value.reason == "UNREACHABLE"
    message = caught.value.message
    assert message.startswith("no success in ")
    assert f" attempts within retry_seconds=0.3: cannot reach a Crescendo server at {address}: nothing" in message


def test_the_server_speaks_tls_and_the_client_does_not():
    with grpc_server(TLS) as address:
        error = opened(address)
    assert (type(error), error.reason) == (FailedPrecondition, "TLS_MISMATCH")
    assert "it speaks TLS and the client plain text: pass credentials" in error.message


def test_the_client_speaks_tls_and_the_server_does_not():
    with grpc_server(None) as address:
        error = opened(address, credentials=grpc.ssl_channel_credentials())
    assert (type(error), error.reason) == (FailedPrecondition, "TLS_MISMATCH")
    assert "it speaks plain text and the client TLS: leave the credentials out" in error.message


def test_a_certificate_that_is_not_trusted():
    with grpc_server(TLS) as address:
        error = opened(address, credentials=grpc.ssl_channel_credentials())
    assert (type(error), error.reason) == (Unavailable, "UNREACHABLE")
    assert "the certificate must be trusted and name the host" in error.message


def test_another_grpc_server():
    with grpc_server(None) as address:
        error = opened(address)
    assert (type(error), error.reason) == (FailedPrecondition, "NOT_GRPC")
    assert "has no Crescendo service" in error.message


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "an HTTP/1 server"),
        (b"220 mail ESMTP\r\n", "something that is no Crescendo"),
    ],
)
def test_something_else_answers(answer, what):
    with answering(answer) as address:
        error = opened(address)
        with pytest.raises(FailedPrecondition, match=what):
            # Waiting would not help.
            crescendo.Loader(address, "baseline", retry_seconds=600)
    assert (type(error), error.reason) == (FailedPrecondition, "NOT_GRPC")
    assert what in error.message
    assert "correct the address or the port" in error.message


def test_a_listener_that_says_nothing_may_yet_become_a_server(monkeypatch):
    for name in ("grpc_proxy", "https_proxy", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    with answering(None) as address:
        error = explain(FAILURE, address, secure=False)
        assert (type(error), error.reason) == (Unavailable, "UNREACHABLE")
        assert "it may be starting or stopping (grpc: what grpc says)" in error.message
        monkeypatch.setenv("https_proxy", "http://proxy:3128")
        assert "grpc takes the proxy of https_proxy" in explain(FAILURE, address, secure=False).message


def test_a_call_that_is_not_answered_in_time(monkeypatch, make_server):
    server = make_server()
    hold = threading.Event()
    monkeypatch.setattr(server, "_status", lambda run: hold.wait(10))
    with crescendo.connect(server.address, timeout=0.5) as client, pytest.raises(Unavailable) as caught:
        client.get_run("baseline")
    hold.set()
    assert caught.value.reason == "TIMEOUT"
    assert f"{server.address} did not answer within timeout=0.5 seconds" in caught.value.message


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("localhost:7077", ("localhost", 7077)),
        ("dns:///crescendo:7077", ("crescendo", 7077)),
        ("ipv4:127.0.0.1:7077", ("127.0.0.1", 7077)),
        ("[::1]:7077", ("::1", 7077)),
        ("ipv6:[::1]:7077", ("::1", 7077)),
        ("unix:relative", "relative"),
        ("unix:/run/crescendo", "/run/crescendo"),
        ("unix:///run/crescendo", "/run/crescendo"),
        ("ipv4:10.0.0.1:7077,10.0.0.2:7077", None),
        ("xds:///crescendo", None),
        ("crescendo", None),
        ("", None),
    ],
)
def test_addresses_are_read_where_they_name_one_place(address, place):
    assert _place(address) == place
    if place is None:
        assert explain(FAILURE, address, secure=False) is FAILURE
