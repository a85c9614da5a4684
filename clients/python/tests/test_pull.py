"""A loader of several servers: the same batches, each once and in order, whatever happens to the servers."""

import random
import threading
import time

import numpy as np
import pytest
from fake_server import Abort, End, grpc, schedule
from pull_server import SHUTTING_DOWN, PullServer, State

import crescendo
from crescendo import Loader
from crescendo._gen import crescendo_pb2 as pb

LONG = schedule((30, 8, 8), (30, 16, 8))


@pytest.fixture(autouse=True)
def _short_delays(monkeypatch):
    monkeypatch.setattr("crescendo._retry.FIRST_DELAY_SECONDS", 0.02)
    monkeypatch.setattr("crescendo._retry.LONGEST_DELAY_SECONDS", 0.1)


@pytest.fixture
def state():
    return State()


@pytest.fixture
def make(state):
    servers = []

    def start(*args, **arguments):
        servers.append(PullServer(*args, **{"state": state, **arguments}).start())
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def three(make):
    return [make(LONG) for _ in range(3)]


def places(servers):
    return [server.address for server in servers]


def read(loader, server, on_batch=lambda step: None):
    steps = []
    for batch in loader:
        np.testing.assert_array_equal(batch.images, server.pixels(batch.step))
        steps.append(batch.step)
        on_batch(batch.step)
    return steps


def eventually(condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def read_from_all(loader, servers):
    """Takes the first batch, waits until there is a stream to each server, and reads the rest."""
    first = next(loader)
    np.testing.assert_array_equal(first.images, servers[0].pixels(first.step))
    eventually(lambda: len(loader._prefetcher._streams) == len(servers))
    return [first.step, *read(loader, servers[0])]


def test_batches_come_from_all_servers_once_and_in_order(three, state):
    with Loader(places(three), "r", window=6) as loader:
        assert read_from_all(loader, three) == list(range(60))
    assert all(server.asked for server in three)
    assert sorted(state.sent) == list(range(60))
    assert state.consumed == {0: 59}
    assert {s.client_id for server in three for s in server.pulls} == {loader._client_id}
    assert all(s.pull for server in three for s in server.pulls)
    eventually(lambda: not any(server.active_streams for server in three))
    assert [server.half_closed for server in three] == [1, 1, 1], "the streams were ended, not cut off"


def test_progress_goes_to_the_server_that_has_sent_the_batch(make, state):
    servers = [make(LONG), make(LONG)]
    senders = {}
    for server in servers:
        original = server.messages
        server.messages = lambda step, rank, server=server, original=original: (
            senders.setdefault(step, server.address),
            original(step, rank),
        )[1]
    with Loader(places(servers), "r", window=4) as loader:
        assert read_from_all(loader, servers) == list(range(60))
    assert {to for to, _ in state.reported} == set(places(servers))
    assert all(senders[step] == to for to, step in state.reported)
    assert all(report.HasField("wait_seconds") for server in servers for report in server.stream_reports)


def test_one_server_that_only_a_file_names_is_enough(make, tmp_path):
    server = make()
    (tmp_path / "servers").write_text(f"# one\n\n{server.address}\n")
    with Loader(f"file:{tmp_path / 'servers'}", "r") as loader:
        assert read(loader, server) == list(range(12))
    assert server.asked == list(range(12))
    assert server.most_in_flight == 0, "today's stream was not used"


def test_one_address_keeps_the_stream_that_it_had(make):
    server = make()
    with Loader([server.address, server.address], "r") as loader:
        assert read(loader, server) == list(range(12))
    assert not server.pulls and not server.described
    assert server.stream_reports[0].HasField("wait_seconds")


def test_the_siblings_of_a_server_are_asked_too(make):
    sibling = make()
    server = make(siblings=[f":{sibling.port}", "unix:/nowhere"])
    with Loader(server.address, "r") as loader:
        assert loader.run.siblings == (f":{sibling.port}", "unix:/nowhere")
        assert read_from_all(loader, [server, sibling]) == list(range(12))
    assert server.asked and sibling.asked


def test_cuts_and_stops_lose_and_repeat_nothing(three, state):
    generator = random.Random(7)
    for server in three:
        for step in generator.sample(range(60), 12):
            cut = generator.randrange(4)
            server.on_step(step, lambda messages, cut=cut: [*messages[:cut], SHUTTING_DOWN])

    def restart(step):
        if step % 15 == 10:
            server = three[step // 15 % 3]
            server.stop()
            server.start()

    with Loader(places(three), "r", window=5) as loader:
        assert read(loader, three[0], restart) == list(range(60))
    assert state.consumed == {0: 59}


def test_a_frozen_server_delays_its_step_only_once(three, state):
    waits = []
    with Loader(places(three), "r", window=6) as loader:
        steps = []
        asked_at = time.perf_counter()
        for batch in loader:
            waits.append(time.perf_counter() - asked_at)
            steps.append(batch.step)
            if batch.step == 20:
                three[1].freeze()
            asked_at = time.perf_counter()
    assert steps == list(range(60))
    print(f"longest wait {max(waits):.3f} s")
    assert max(waits) < 10
    three[1].thaw()
    assert state.consumed == {0: 59}


def test_a_server_that_thaws_is_asked_again_and_its_late_answers_are_dropped(three):
    frozen = three[0]
    with Loader(places(three), "r", window=6) as loader:
        steps = [next(loader).step for _ in range(10)]
        frozen.freeze()
        steps += [next(loader).step for _ in range(15)]
        before = len(frozen.asked)
        frozen.thaw()
        # It has nothing to say by itself: all its steps were taken back.
        eventually(lambda: not loader._prefetcher._scheduler.mute())
        for batch in loader:
            np.testing.assert_array_equal(batch.images, frozen.pixels(batch.step))
            steps.append(batch.step)
    assert steps == list(range(60))
    assert len(frozen.asked) > before
    assert frozen.cancelled


def test_servers_that_do_not_fit_are_left_out_by_name(make, state, caplog):
    good = make()
    other_data = make()
    other_data.manifest_digest = "other"
    elsewhere = make(state=State("state-2"))
    stopping = make()
    stopping.draining = True
    others = [
        (make(engine="2"), "its pixel engine is 2, and the run's batches are made by 1"),
        (other_data, "its dataset fake has the manifest other, and the run's is manifest-digest"),
        (elsewhere, "its runs are kept elsewhere (state state-2, the other servers' is state-1)"),
        (stopping, "it is shutting down"),
        (make(revision=4), "it knows revision 4 or less of the contract"),
    ]
    again = make(instance=str(good.port))
    with Loader([good.address, *places([server for server, _ in others]), again.address], "r") as loader:
        assert next(loader).step == 0
        eventually(lambda: len([m for m in caplog.messages if "is left out" in m]) == 5)
        assert read(loader, good) == list(range(1, 12))
    for server, why in others:
        told = [message for message in caplog.messages if message.startswith(f"the server at {server.address} ")]
        assert len(told) == 1 and why in told[0], told
        assert not server.asked
    assert again.address not in caplog.text and not again.asked


def test_a_left_out_server_is_used_once_it_fits(make, caplog):
    servers = [make(LONG), make(LONG)]
    servers[1].draining = True
    with Loader(places(servers), "r") as loader:
        assert next(loader).step == 0
        eventually(lambda: "is left out: it is shutting down" in caplog.text)
        servers[1].draining = False
        eventually(lambda: len(loader._prefetcher._streams) == 2)
        assert read(loader, servers[0]) == list(range(1, 60))
    assert servers[1].asked
    assert f"the server at {servers[1].address} is in use again" in caplog.text


def test_if_no_server_can_be_used_the_error_names_all(make, state):
    servers = [make(), make()]
    with Loader(places(servers), "r", retry_seconds=0.3) as loader:
        next(loader)
        servers[0].stop()
        servers[1].draining = True
        servers[1].stop()
        servers[1].start()
        with pytest.raises(crescendo.Unavailable) as caught:
            list(loader)
    for server, why in zip(servers, ["nothing listens there", "it is shutting down"], strict=True):
        assert server.address in caught.value.message and why in caught.value.message
    assert "within retry_seconds=0.3" in caught.value.message


def test_refusals_end_reading(make):
    refusal = Abort(grpc.StatusCode.FAILED_PRECONDITION, "a trainer on host h has it", "RANK_TAKEN")
    servers = [make(), make()]
    servers[1].refusal = refusal
    with Loader(places(servers), "r") as loader:
        reader = loader._reader()
        eventually(lambda: reader._error is not None)
        with pytest.raises(crescendo.FailedPrecondition) as caught:
            list(loader)
    assert caught.value.reason == "RANK_TAKEN"


def refusing(make, reason):
    """Two servers: the second one refuses from the beginning, and the first one from its step 30 on."""
    refusal = Abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "no room", reason)
    servers = [make(LONG), make(LONG)]
    servers[1].refusal = refusal

    def refuse(messages):
        servers[0].refusal = refusal
        return [SHUTTING_DOWN]

    servers[0].on_step(30, refuse)
    return servers


def test_a_refusal_of_one_server_does_not_end_reading_and_that_of_all_does(make, caplog):
    servers = refusing(make, "BATCH_TOO_LARGE")
    with Loader(places(servers), "r") as loader:
        assert next(loader).step == 0
        eventually(lambda: f"{servers[1].address} is left out: no room" in caplog.text)
        with pytest.raises(crescendo.ResourceExhausted) as caught:
            list(loader)
    assert caught.value.reason == "BATCH_TOO_LARGE" and caught.value.message == "no room"


def test_servers_without_room_are_waited_for(make):
    servers = refusing(make, "LIMIT")
    with (
        Loader(places(servers), "r", retry_seconds=0.3) as loader,
        pytest.raises(crescendo.ResourceExhausted) as caught,
    ):
        list(loader)
    assert caught.value.reason == "LIMIT" and "retry_seconds=0.3" in caught.value.message
    assert all(f"{address}: no room" in caught.value.message for address in places(servers))


def test_only_the_first_stream_takes_the_rank_over(make, state):
    servers = [make(LONG), make(LONG)]
    state.holders.add("another trainer")
    with Loader(places(servers), "r", takeover=True, window=4) as loader:
        assert read_from_all(loader, servers) == list(range(60))
    taking = [s.takeover for server in servers for s in server.pulls]
    assert sorted(taking) == [False, True]


def test_a_run_whose_length_turns_out_ends_everywhere(make):
    servers = [make(LONG), make(LONG)]
    for server in servers:
        server.end_at = 41
    with Loader(places(servers), "r", window=6) as loader:
        assert loader.run.total_steps is None
        assert read(loader, servers[0]) == list(range(41))


def test_a_stream_that_ends_too_early_breaks_the_contract(make):
    servers = [make(LONG), make(LONG)]
    for server in servers:
        server.on_step(20, lambda messages: [End()])
    with Loader(places(servers), "r") as loader, pytest.raises(crescendo.ProtocolError, match="ended with OK"):
        list(loader)


def test_steps_that_nobody_asked_for_break_the_contract(make):
    servers = [make(LONG), make(LONG)]
    for server in servers:
        server.on_step(20, lambda messages, server=server: server.messages(22, 0))
    with Loader(places(servers), "r", window=8) as loader, pytest.raises(crescendo.ProtocolError):
        list(loader)


def test_addresses_may_change_during_a_run(make, tmp_path, caplog, monkeypatch):
    monkeypatch.setattr("crescendo._addresses.FileAddresses.refresh_seconds", 0.05)
    monkeypatch.setattr("crescendo._servers.LEAST_REFRESH_SECONDS", 0.05)
    first, second = make(LONG), make(LONG)
    file = tmp_path / "servers"
    file.write_text(first.address)

    def rewrite(text):
        (tmp_path / "new").write_text(text)
        (tmp_path / "new").replace(file)

    with Loader(f"file:{file}", "r") as loader:
        steps = [next(loader).step for _ in range(10)]
        file.write_text("http://wrong\n")
        eventually(lambda: "the addresses stay as they were" in caplog.text)
        steps += [next(loader).step for _ in range(5)]
        rewrite(f"{first.address} # old\n{second.address}\n")
        eventually(lambda: len(loader._prefetcher._streams) == 2)
        steps += [next(loader).step for _ in range(15)]
        rewrite(f"{second.address}\n")
        eventually(lambda: first.active_streams == 0)
        last = len(first.asked)
        steps += [batch.step for batch in loader]
    assert steps == list(range(60))
    assert second.asked and len(first.asked) == last
    assert first.half_closed == 1


def test_a_function_is_called_again_when_servers_fail(make, monkeypatch):
    monkeypatch.setattr("crescendo._servers.LEAST_REFRESH_SECONDS", 0.0)
    servers = [make(LONG), make(LONG)]
    current = [servers[0].address]
    with Loader(lambda: list(current), "r") as loader:
        assert [next(loader).step for _ in range(5)] == list(range(5))
        current[:] = [servers[1].address]
        servers[0].stop()
        assert [batch.step for batch in loader] == list(range(5, 60))


def test_state_dict_and_a_second_loader_work_as_with_one_server(three):
    with Loader(places(three), "r", window=3) as loader:
        assert [next(loader).step for _ in range(7)] == list(range(7))
        saved = loader.state_dict()
        assert [next(loader).step for _ in range(3)] == [7, 8, 9]
        loader.load_state_dict(saved)
        assert next(loader).step == 7
    with Loader(places(three), "r", start="resume") as loader:
        assert next(loader).step == 9


def test_a_run_that_was_opened_elsewhere_is_pulled(three):
    with crescendo.connect(three[1].address) as client:
        run = client.open_run("r")
    with Loader(places(three), run, start=50) as loader:
        assert read(loader, three[0]) == list(range(50, 60))


def test_a_server_that_has_lost_its_state_is_given_the_run_again(make, tmp_path, state):
    server = make(LONG)
    (tmp_path / "servers").write_text(server.address)
    with Loader(f"file:{tmp_path / 'servers'}", "r") as loader:
        steps = [next(loader).step for _ in range(5)]
        server.stop()
        server.state = State("state-9")
        server.lose_run()
        server.start()
        steps += [batch.step for batch in loader]
    assert steps == list(range(60))
    assert server.opened.HasField("spec")


def test_calls_go_to_the_next_server_if_one_does_not_answer(make):
    servers = [make(), make()]
    with crescendo.connect(",".join(places(servers))) as client:
        assert client.open_run("r").name == "r"
        servers[0].stop()
        assert client.get_run("r").name == "r"
        assert [run.name for run in client.list_runs()] == ["baseline"]
        with crescendo.connect(places(servers)) as other:
            watching = other.watch_run("r")
            assert next(watching).name == "r"
            watching.close()
        servers[1].stop()
        with pytest.raises(crescendo.Unavailable) as caught:
            client.get_run("r")
    assert all(address in caught.value.message for address in places(servers))


def test_closing_in_the_middle_leaves_nothing_behind(three):
    loader = Loader(places(three), "r", window=6)
    next(loader)
    three[0].freeze()
    loader.close()
    three[0].thaw()
    eventually(lambda: not any(server.active_streams for server in three))
    assert not [t for t in threading.enumerate() if t.name == "crescendo-prefetch"]


def test_replayed_steps_stay_together(make):
    stages = schedule((64, 8, 8))
    stages[0].replay.CopyFrom(pb.ReplaySpec(times=2, size=8))
    servers = [make(stages), make(stages)]
    with Loader(places(servers), "r", window=4) as loader:
        assert read_from_all(loader, servers) == list(range(64))
    assert all(server.asked for server in servers)
    if any(server.cancelled for server in servers):
        return  # A server was late, as happens on a busy machine, and its block has moved.
    for server in servers:
        blocks = {step // 16 for step in server.asked}
        assert {*server.asked} == {step for step in range(64) if step // 16 in blocks}
