"""The settings of data nodes, and a server as a process. No Ray is needed."""

import dataclasses
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crescendo._ray_process import ServerFailed, ServerProcess
from crescendo._ray_settings import Settings, check_reach, check_settings
from crescendo.errors import FailedPrecondition, InvalidArgument

GOOD = Settings(
    name="crescendo",
    data={"train": "/data/train"},
    nodes={"data": 1},
    state="/state/runs.sqlite",
    count=None,
    config={},
    command=None,
    environment={},
    insecure=False,
    network=False,
    port=0,
    drain_seconds=60.0,
    detached=False,
)
DATABASE = "postgresql://crescendo:secret@db/runs"
TLS = {"tls": {"certificate": "/server.pem", "key": "/server.key"}}


def changed(**fields):
    return dataclasses.replace(GOOD, **fields)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "a/b"}, "name must be 1 to 64 letters, digits, '.', '_' and '-' (given: 'a/b')"),
        ({"nodes": {"CPU": 4}}, 'nodes must have one custom resource, which marks data nodes, such as {"data": 1}'),
        ({"nodes": {"GPU": 1}}, "nodes must have one custom resource"),
        ({"nodes": {"data": 1, "fast": 1}}, "nodes must have one custom resource"),
        ({"nodes": {"data": 0}}, "nodes['data'] must be a number above 0 (given: 0)"),
        ({"nodes": {"data": 1, "CPU": 1.5}}, "nodes['CPU'] must be a whole number"),
        ({"data": {}}, 'data must have a folder for each dataset, such as {"train": "/data/train"} (given: {})'),
        ({"data": {"train": "photos"}}, "data['train'] must be an absolute path, the same on each data node"),
        ({"data": {"train": {"manifest": "/m"}}}, "data['train'] must be an absolute path"),
        ({"state": "runs.sqlite"}, "state must be an absolute path or postgresql://…"),
        ({"state": ":memory:"}, "state must be an absolute path or postgresql://…"),
        ({"count": 0}, "count must be a whole number, at least 1 (given: 0)"),
        ({"port": 70_000}, "port must be a whole number, 0..65535 (given: 70000)"),
        ({"drain_seconds": 0}, "drain_seconds must be a finite number of seconds, above 0 (given: 0)"),
        ({"config": {"listen": "0.0.0.0:1"}}, "config must not have the key listen: give port= instead"),
        ({"config": {"state": "/s"}}, "config must not have the key state: give state= instead"),
        ({"command": "npx crescendo"}, "command must be a list of words"),
    ],
)
def test_a_wrong_setting_is_an_error_that_names_it(fields, message):
    with pytest.raises(InvalidArgument) as caught:
        check_settings(changed(**fields))
    assert message in caught.value.message
    assert caught.value.reason == "INVALID_FIELD"


def test_good_settings():
    check_settings(GOOD)
    check_settings(
        changed(state=DATABASE, nodes={"data": 0.5, "CPU": 8}, data={"a": "s3://bucket/a", "b": {"root": "/b"}})
    )


def test_the_configuration_of_a_server():
    assert GOOD.configuration("10.0.0.1") == {
        "listen": "127.0.0.1:0",
        "insecure": False,
        "state": "/state/runs.sqlite",
        "datasets": {"train": {"root": "/data/train"}},
    }
    there = changed(network=True, port=7077, nodes={"data": 1, "CPU": 8}, config=TLS)
    assert there.configuration("fd00::1") == {
        **GOOD.configuration(""),
        **TLS,
        "listen": "[fd00::1]:7077",
        "workers": 8,
    }
    assert changed(nodes={"data": 1, "CPU": 8}, config={"workers": 6}).configuration("h")["workers"] == 6


@pytest.mark.parametrize(
    "config", [{}, TLS, {"token_file": "/tokens"}], ids=["plain", "TLS for everybody", "tokens in plain text"]
)
def test_servers_that_others_can_reach_need_tls_and_tokens(config):
    settings = changed(config=config, state=DATABASE)
    check_reach(settings, ["a"], ["a"])
    with pytest.raises(FailedPrecondition, match="the cluster has 2 machines, so servers must listen where others"):
        check_reach(settings, ["a", "b"], ["b"])
    check_reach(dataclasses.replace(settings, insecure=True), ["a", "b"], ["b"])


@pytest.mark.parametrize("more", [{"token_file": "/tokens"}, {"tls": {**TLS["tls"], "client_authority": "/ca.pem"}}])
def test_tls_with_tokens_or_client_certificates_suffices(more):
    check_reach(changed(config={**TLS, **more}, state=DATABASE), ["a", "b"], ["a", "b"])


def test_data_nodes_on_several_machines_need_a_database():
    settings = changed(insecure=True)
    check_reach(settings, ["a", "b"], ["b"])
    with pytest.raises(FailedPrecondition, match="2 machines, which cannot share a SQLite file") as caught:
        check_reach(settings, ["a", "b"], ["a", "b"])
    assert "give state=postgresql://USER@HOST/DATABASE" in caught.value.message


def test_differences_are_named_without_secrets():
    other = changed(state=DATABASE, environment={"PGPASSWORD": "secret"}, port=1, network=True)
    assert GOOD.differences(other) == ["state", "environment", "port (0, not 1)"]
    assert GOOD.differences(GOOD) == []


SERVER = """
import json, os, signal, sys, time
config = json.load(open(sys.argv[sys.argv.index("--config") + 1]))
print("a message", file=sys.stderr, flush=True)
mode = config["mode"]
if mode == "refuse":
    sys.exit(2)
if mode == "npm":
    print("Welcome!", flush=True)
if mode == "deaf":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
open(config["pid"], "w").write(str(os.getpid()))
print(json.dumps({"addresses": ["127.0.0.1:1", "127.0.0.1:2"]}), flush=True)
signal.pause() if mode != "deaf" else [time.sleep(1) for _ in iter(int, 1)]
"""


@pytest.fixture
def serve(tmp_path):
    """Starts a program that behaves like a server in the ways that count here."""
    program = tmp_path / "server.py"
    program.write_text(SERVER)
    started = []

    def start(mode, grace=30.0):
        configuration = {"mode": mode, "pid": str(tmp_path / "pid")}
        started.append(ServerProcess([sys.executable, str(program)], configuration, {"A": "b"}, grace))
        return started[-1]

    yield start
    for process in started:
        process.terminate()
        process.wait()


def until_gone(pid):
    """A child of a process that was killed is reaped by somebody else, at some time; a zombie counts as gone."""
    while (
        Path(f"/proc/{pid}/stat").exists()
        and Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    ):
        time.sleep(0.01)


def test_a_server_says_where_it_is_and_stops_when_told(serve, tmp_path):
    process = serve("listen")
    assert process.addresses() == ("127.0.0.1:1", "127.0.0.1:2")
    process.terminate()
    assert process.wait() == 128 + signal.SIGTERM
    assert process.said() == "a message"
    assert not Path(process._file).exists(), "the configuration may have a password"


def test_only_its_user_can_read_the_configuration(serve):
    assert Path(serve("listen")._file).stat().st_mode & 0o777 == 0o600


def test_a_server_that_does_not_stop_is_killed(serve, tmp_path):
    process = serve("deaf", grace=0.05)
    process.addresses()
    process.terminate()
    assert process.wait() == 128 + signal.SIGKILL


def test_a_server_that_ends_at_the_start_says_why(serve):
    with pytest.raises(ServerFailed, match="it ended with exit code 2: a message") as caught:
        serve("refuse").addresses()
    assert caught.value.code == 2


def test_another_program_is_named(serve):
    with pytest.raises(ServerFailed, match=r"'Welcome!' came from it, not the address of a server: check command"):
        serve("npm").addresses()


def test_a_program_that_is_missing():
    with pytest.raises(ServerFailed, match="there is no program crescendo-not-there on this node") as caught:
        ServerProcess(["crescendo-not-there"], {}, {}, 1.0)
    assert caught.value.code == 2
    assert "npm install -g crescendo" in str(caught.value)


@pytest.mark.parametrize("victim", ["actor", "warden"])
@pytest.mark.skipif(sys.platform != "linux", reason="the kernel ends children with their parents on Linux only")
def test_a_server_ends_with_whoever_holds_it(victim, tmp_path, environment):
    """However that ends, also by SIGKILL."""
    (tmp_path / "server.py").write_text(SERVER)
    actor = f"""
import sys
from crescendo._ray_process import ServerProcess
configuration = {{"mode": "listen", "pid": {str(tmp_path / "pid")!r}}}
process = ServerProcess([sys.executable, {str(tmp_path / "server.py")!r}], configuration, {{}}, 30)
process.addresses()
print(process.pid, flush=True)
process.wait()
"""
    child = subprocess.Popen([sys.executable, "-c", actor], env=environment, stdout=subprocess.PIPE, text=True)
    warden = int(child.stdout.readline())
    os.kill(child.pid if victim == "actor" else warden, signal.SIGKILL)
    until_gone(int((tmp_path / "pid").read_text()))
    until_gone(warden)
    child.kill()
    child.communicate()
