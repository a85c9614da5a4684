"""The forms in which servers are named."""

import socket

import pytest

import crescendo
from crescendo._addresses import DnsAddresses, FileAddresses, FixedAddresses, FunctionAddresses, address_source
from crescendo._servers import Servers


def read(addresses):
    return address_source(addresses).read()


def test_one_address_that_does_not_change_stays_what_it_is():
    own = ["unix:/run/a,b", "ipv4:127.0.0.1:7077,127.0.0.2:7077", "dns:///a:1", "dns://8.8.8.8/a:1", "a:1"]
    for address in own:
        assert address_source(address) == address
    assert address_source(["a:1"]) == address_source(("a:1", "a:1")) == address_source("a:1, a:1") == "a:1"


def test_several_addresses_each_once():
    assert read("a:1, b:2,a:1") == read(["a:1", "b:2", "a:1"]) == ("a:1", "b:2")
    assert read("unix:/a,unix:/b") == ("unix:/a", "unix:/b")
    assert isinstance(address_source("a:1,b:2"), FixedAddresses)
    assert address_source(["a:1", "b:2"]).name == "a:1,b:2"


@pytest.mark.parametrize(
    ("addresses", "message"),
    [
        ("a:1,", "must be HOST:PORT without blanks: give HOST:PORT"),
        ("a:1,b", 'write "b:7077"'),
        (["a:1", "http://b"], 'must not be a URL: write "b:7077"'),
        ([], "must be given: the list is empty"),
        (["file:/a", "b:1"], "must stand by itself"),
        ("a:1,dns:b:1", "must stand by itself"),
        ("file:", "must name a file: write file:PATH"),
        ("dns:a:0", "must have a port in 1..65535"),
        ("dns:a", 'write "dns:a:7077"'),
        (5, "must be a text"),
        ([5], "must be a text"),
        ({"a:1"}, "must be a text"),
    ],
)
def test_wrong_addresses_are_refused_by_name(addresses, message):
    for attempt in (crescendo.connect, lambda given: crescendo.Loader(given, "r")):
        with pytest.raises(crescendo.InvalidArgument) as caught:
            attempt(addresses)
        assert message in caught.value.message
        assert caught.value.metadata["field"] == "address"


def test_a_file_has_an_address_on_each_line(tmp_path):
    path = tmp_path / "servers"
    path.write_text("# servers\n\n a:1 # the first\nunix:/run/a#b\r\n\tb:2\na:1")
    source = address_source(f"file:{path}")
    assert isinstance(source, FileAddresses)
    assert source.read() == ("a:1", "unix:/run/a#b", "b:2")
    assert address_source(f"file://{path}").read() == source.read()
    path.write_text("a:1\nb\n")
    with pytest.raises(crescendo.InvalidArgument) as caught:
        crescendo.connect(f"file:{path}")
    assert f'{path}, line 2: address must be HOST:PORT: write "b:7077"' in caught.value.message


def test_a_name_stands_for_all_its_addresses(monkeypatch):
    found = [("10.0.0.2", 7077), ("10.0.0.1", 7077), ("::5", 7077, 0, 0), ("10.0.0.2", 7077)]
    asked = []

    def resolve(host, port, **how):
        asked.append((host, port))
        return [(None, None, None, "", place) for place in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    source = address_source("dns:crescendo:7077")
    assert isinstance(source, DnsAddresses)
    assert source.read() == ("10.0.0.2:7077", "10.0.0.1:7077", "[::5]:7077")
    assert asked == [("crescendo", 7077)]
    assert source.tls_name == "crescendo"


def test_a_function_returns_a_list():
    source = address_source(lambda: ["a:1", "b:2"])
    assert isinstance(source, FunctionAddresses)
    assert source.read() == ("a:1", "b:2")
    with pytest.raises(crescendo.InvalidArgument, match="must be in a list, which function"):
        crescendo.connect(lambda: "a:1")
    with pytest.raises(ZeroDivisionError):
        crescendo.connect(lambda: 1 // 0)


class Closing:
    def __init__(self):
        self.closed = False

    def close(self):
        self.closed = True


def test_connections_follow_the_addresses_and_troubles_are_told_once(caplog, monkeypatch):
    monkeypatch.setattr("crescendo._servers.LEAST_REFRESH_SECONDS", 0)
    listed = [["a:1", "b:2"]]

    def find():
        if isinstance(listed[0], Exception):
            raise listed[0]
        return listed[0]

    servers = Servers(address_source(find), lambda address: Closing())
    first, second = servers.current()
    servers.use(second)
    listed[0] = ["a:1", "c:3"]
    assert [server.address for server in servers.current(failed=True)] == ["a:1", "c:3"]
    assert not second.client.closed, "a stream uses it"
    servers.leave(second)
    assert second.client.closed and not first.client.closed
    listed[0] = OSError("no way")
    for _ in range(3):
        assert [server.address for server in servers.current(failed=True)] == ["a:1", "c:3"]
    assert caplog.messages == ["function find cannot be read: no way"]
    listed[0] = []
    assert servers.current(failed=True) == [] and first.client.closed
    assert servers.trouble == "function find names no address"


def test_a_token_is_not_sent_in_plain_text_to_any_of_several_servers(caplog):
    with pytest.raises(crescendo.InvalidArgument, match=r"would travel to 10\.0\.0\.1:1 in plain text"):
        crescendo.connect(["127.0.0.1:1", "10.0.0.1:1"], token="secret")
    listed = ["127.0.0.1:1"]
    with crescendo.connect(lambda: listed, token="secret") as client:
        listed.append("10.0.0.1:1")
        client.servers._read_at = 0.0
        assert [server.address for server in client.servers.current()] == ["127.0.0.1:1"]
    assert "the server at 10.0.0.1:1 is left out: token would travel to 10.0.0.1:1 in plain text" in caplog.text


def test_an_empty_file_is_an_outage(tmp_path):
    path = tmp_path / "servers"
    with pytest.raises(crescendo.Unavailable, match=r"cannot be read: .*No such file"):
        crescendo.Loader(f"file:{path}", "r", retry_seconds=0)
    path.write_text("# none yet\n")
    with pytest.raises(crescendo.Unavailable, match=r"no server can be used: file:.* names no address"):
        crescendo.Loader(f"file:{path}", "r", retry_seconds=0)
