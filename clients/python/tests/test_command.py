"""The command line: its output, its reports, its exit status."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from fake_server import Abort, grpc

import crescendo
from crescendo.__main__ import main


def test_json_lines_have_what_a_test_compares(server, run_command):
    done = run_command(server.address, "baseline", "--json", "--spec-json", '{"dataset": "fake"}')
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["step"] for line in lines] == list(range(12))
    for line in lines:
        pixels = server.pixels(line["step"])
        assert line["sha256"] == hashlib.sha256(pixels.tobytes()).hexdigest()
        assert line["shape"] == list(pixels.shape)
        assert (line["rank"], line["dtype"]) == (0, "uint8")
        assert line["labels"][0] == line["step"] % 10
        assert line["keys"][0] == f"class/{line['step']}-0.jpg"
        assert line["bandwidth"] == server.stage(line["step"]).bandwidth
    assert server.opened.spec.dataset == "fake"
    assert server.consumed == {0: 11}


def test_steps_are_reported_and_resumed(server, capsys):
    for first in (0, 3):
        assert main([server.address, "baseline", "--steps", "3", "--json"]) == 0
        steps = [json.loads(line)["step"] for line in capsys.readouterr().out.splitlines()]
        assert steps == [first, first + 1, first + 2]
    assert server.consumed == {0: 5}


def test_without_acknowledgement_nothing_is_reported(server, capsys):
    for _ in range(2):
        assert main([server.address, "baseline", "--steps", "4", "--no-ack", "--json"]) == 0
        steps = [json.loads(line)["step"] for line in capsys.readouterr().out.splitlines()]
        assert steps == [0, 1, 2, 3]
    assert server.consumed == {}
    assert main([server.address, "baseline", "--no-ack"]) == 1
    assert "whole window" in capsys.readouterr().err


def test_plain_lines_are_for_people(server, capsys):
    arguments = [server.address, "baseline", "--start", "7", "--steps", "1", "--window", "2"]
    assert main(arguments) == 0
    assert capsys.readouterr().out.startswith("step 7 stage 2 bandwidth 16 budget 0.5833 images/s ")
    assert main([*arguments, "--digest"]) == 0
    digest = hashlib.sha256(server.pixels(7).tobytes()).hexdigest()
    assert capsys.readouterr().out.rstrip().endswith(f"sha256 {digest}")
    assert server.subscriptions[0].window == 2


def test_a_rank_is_chosen(make_server, capsys):
    server = make_server(world_size=2)
    assert main([server.address, "b", "--rank", "1", "--world-size", "2", "--steps", "1", "--json"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["rank"], line["rank_offset"]) == (1, 4)
    assert line["sha256"] == hashlib.sha256(server.pixels(0, 1).tobytes()).hexdigest()


def test_an_error_is_printed_and_is_the_exit_status(server, capsys):
    server.open_failures.append(Abort(grpc.StatusCode.FAILED_PRECONDITION, "another seed", "SPEC_MISMATCH"))
    assert main([server.address, "baseline"]) == 1
    assert capsys.readouterr().err == "crescendo: FAILED_PRECONDITION (SPEC_MISMATCH): another seed\n"


def test_a_server_that_is_away_is_waited_for_as_long_as_asked(server, capsys):
    server.stop()
    assert main([server.address, "baseline", "--retry-seconds", "0.2"]) == 1
    assert "retry_seconds=0.2" in capsys.readouterr().err


def test_the_version_is_printed(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"crescendo-client {crescendo.__version__}\n"


def test_usage_errors_have_their_own_status(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["localhost:1", "baseline", "--spec-json", "{"])
    assert caught.value.code == 2
    assert "--spec-json" in capsys.readouterr().err


def test_an_interrupt_ends_it_while_it_waits(server, environment):
    released = threading.Event()

    def block(messages):
        yield messages[0]
        released.wait(20)

    server.on_step(1, block)
    command = [sys.executable, "-m", "crescendo", server.address, "baseline"]
    child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout.readline().startswith("step 0")
    # The line is printed before the step is reported; only after the report does the command wait.
    deadline = time.monotonic() + 10
    while server.consumed != {0: 0} and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(child.pid, signal.SIGINT)
    _, error = child.communicate(timeout=10)
    released.set()
    assert (child.returncode, error) == (130, "")
    assert server.consumed == {0: 0}
