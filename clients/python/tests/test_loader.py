"""Iteration: the contents of a batch, how long they are valid, and what the server is told."""

import gc
import socket
import threading
import time
import weakref

import numpy as np
import pytest
from fake_server import Abort, grpc, pb, schedule

import crescendo
from crescendo import Loader


def eventually(condition, seconds=5.0):
    """Waits for the effect of another thread."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


def test_all_batches_come_in_order_with_their_pixels(server):
    with Loader(server.address, "baseline") as loader:
        steps = []
        for batch in loader:
            np.testing.assert_array_equal(batch.images, server.pixels(batch.step))
            steps.append(batch.step)
    assert steps == list(range(12))


def test_a_batch_carries_its_header(server):
    with Loader(server.address, "baseline", start=5) as loader:
        batch = next(loader)
    assert (batch.images.shape, batch.images.dtype, len(batch)) == ((8, 12, 12, 3), np.uint8, 8)
    assert batch.labels.dtype == np.int64
    assert batch.labels.tolist() == [5, 6, 7, 8, 9, 0, 1, 2]
    assert batch.keys[0] == "class/5-0.jpg"
    assert (batch.step, batch.epoch, batch.stage, batch.bandwidth, batch.magnitude) == (5, 1, 1, 12, 1.0)
    assert (batch.budget_start, batch.budget_end) == (5 / 12, 6 / 12)
    assert batch.budget_fraction == 5 / 12
    assert (batch.suggested_accumulation, batch.rank_offset, batch.replaced) == (1, 0, 1)
    assert batch.schedule_token == "token-1"
    assert batch.info.step == 5
    assert not hasattr(batch.info, "images")


def test_rectangular_stages_have_a_size(make_server):
    server = make_server(schedule((2, (8, 12), 8), (2, (16, 24), 4)), base_size=(16, 24))
    with Loader(server.address, "baseline") as loader:
        assert loader.run.spec.base_size == (16, 24)
        assert [(stage.bandwidth, stage.size) for stage in loader.run.stages] == [(8, (8, 12)), (16, (16, 24))]
        for batch in loader:
            assert batch.images.shape[1:3] == batch.size == batch.info.size == loader.run.stages[batch.stage].size
            np.testing.assert_array_equal(batch.images, server.pixels(batch.step))
    with Loader(make_server().address, "baseline") as loader:
        assert (loader.run.stages[0].size, next(loader).size) == ((8, 8), (8, 8))


def test_float_pixels_keep_their_values(make_server):
    server = make_server(dtype=pb.DTYPE_FLOAT32)
    with Loader(server.address, "baseline") as loader:
        batch = next(loader)
        assert batch.images.dtype == np.float32
        np.testing.assert_array_equal(batch.images, server.pixels(0))
        assert batch.images.min() < 0
        assert batch.images.max() > 255


def test_each_rank_gets_its_own_share(make_server):
    server = make_server(world_size=2)
    for rank in (0, 1):
        with Loader(server.address, "baseline", rank=rank, world_size=2) as loader:
            batch = next(loader)
            np.testing.assert_array_equal(batch.images, server.pixels(0, rank))
            assert (len(batch), batch.rank_offset) == (4, 4 * rank)


def test_a_spec_without_world_size_takes_the_loaders(make_server):
    server = make_server(world_size=2)
    Loader(server.address, "baseline", spec={"dataset": "fake"}, world_size=2).close()
    assert server.opened.spec.world_size == 2


def test_stage_changes_are_marked_and_announced(server):
    stages = []
    with Loader(server.address, "baseline", on_stage_change=stages.append) as loader:
        changed = [batch.step for batch in loader if batch.stage_changed]
    assert changed == [0, 4, 7]
    assert [stage.bandwidth for stage in stages] == [8, 12, 16]
    assert tuple(stages) == loader.stages


def test_length_counts_what_is_left(server):
    with Loader(server.address, "baseline", start=2) as loader:
        assert len(loader) == 10
        next(loader)
        assert len(loader) == 9
        assert sum(1 for _ in loader) == 9
        assert len(loader) == 0
        with pytest.raises(StopIteration):
            next(loader)


def test_the_one_buffer_is_filled_again(make_server):
    server = make_server(schedule((6, 8, 4)))
    with Loader(server.address, "baseline", window=1) as loader:
        addresses = set()
        for batch in loader:
            addresses.add(batch.images.__array_interface__["data"][0])
            time.sleep(0.01)
            np.testing.assert_array_equal(batch.images, server.pixels(batch.step))
            del batch
    assert len(addresses) == 1


def test_one_buffer_more_than_the_window_is_used_for_the_batch_in_the_loop_s_variable(make_server):
    server = make_server(schedule((20, 8, 4)))
    allocated = []

    def allocate(byte_length):
        allocated.append(byte_length)
        return np.empty(byte_length, dtype=np.uint8)

    with Loader(server.address, "baseline", window=3, allocate=allocate) as loader:
        for batch in loader:
            np.testing.assert_array_equal(batch.images, server.pixels(batch.step))
    assert len(allocated) <= 4


def test_the_last_batches_stay_valid_in_a_ring_of_buffers(server):
    with Loader(server.address, "baseline", buffers=3, window=2) as loader:
        held = []
        for batch in loader:
            held = [*held[-2:], batch]
            time.sleep(0.01)
            for earlier in held:
                np.testing.assert_array_equal(earlier.images, server.pixels(earlier.step))


def test_fresh_arrays_stay_valid_for_good(server):
    with Loader(server.address, "baseline", reuse_buffer=False, window=2) as loader:
        batches = list(loader)
    for batch in batches:
        np.testing.assert_array_equal(batch.images, server.pixels(batch.step))
    assert len({batch.images.__array_interface__["data"][0] for batch in batches}) == 12


@pytest.mark.parametrize("window", [1, 2, 5])
def test_batches_in_flight_never_exceed_the_window(server, window):
    with Loader(server.address, "baseline", window=window) as loader:
        for _ in loader:
            time.sleep(0.01)
    assert server.most_in_flight == window
    assert server.subscriptions[0].window == window


def test_the_loader_reads_ahead_while_the_trainer_works(server):
    with Loader(server.address, "baseline", window=4) as loader:
        next(loader)
        eventually(lambda: len(loader._prefetcher._ready) == 3)


def test_asking_for_the_next_batch_reports_the_former_one(server):
    with Loader(server.address, "baseline") as loader:
        next(loader)
        assert server.stream_reports == []
        time.sleep(0.05)
        next(loader)
        eventually(lambda: server.stream_reports)
        assert server.stream_reports[0].consumed_step == 0
        assert 0.05 <= server.stream_reports[0].step_seconds < 5


def test_the_last_step_is_reported_when_the_loop_ends(server):
    with Loader(server.address, "baseline") as loader:
        for _ in loader:
            pass
        assert server.consumed == {0: 11}
    assert server.unary_reports == [11]
    # A server takes reports of the trainer only.
    assert server.report_ids == [subscription.client_id for subscription in server.subscriptions]
    assert server.report_ids[0]


def test_a_batch_whose_step_was_not_completed_comes_again(server):
    def train():
        with Loader(server.address, "baseline") as loader:
            for batch in loader:
                if batch.step == 3:
                    raise RuntimeError("crash")

    with pytest.raises(RuntimeError, match="crash"):
        train()
    assert server.consumed == {0: 2}
    with Loader(server.address, "baseline", start="resume") as loader:
        assert next(loader).step == 3


def test_an_acknowledged_batch_does_not_come_again(server):
    with Loader(server.address, "baseline") as loader:
        for batch in loader:
            if batch.step == 3:
                loader.acknowledge(step_seconds=1.5)
                loader.acknowledge()
                break
    assert server.consumed == {0: 3}
    with Loader(server.address, "baseline", start="resume") as loader:
        assert next(loader).step == 4


def test_ranks_resume_together_at_the_step_after_the_slowest(make_server):
    server = make_server(world_size=2)
    server.consumed = {0: 6, 1: 4}
    for rank in (0, 1):
        with Loader(server.address, "baseline", rank=rank, world_size=2, start="resume") as loader:
            assert loader.next_step == 5


def test_a_run_with_progress_is_refused_without_a_state(server):
    server.consumed = {0: 4}
    with Loader(server.address, "baseline") as loader:
        for _ in range(2):
            with pytest.raises(crescendo.FailedPrecondition) as caught:
                next(loader)
            assert caught.value.reason == "RUN_HAS_PROGRESS"
            for named in ("step 4 of 12", "load_state_dict", 'start="resume"', 'start="beginning"', "step 5"):
                assert named in caught.value.message
            assert f"crescendo runs reset baseline --server {server.address}" in caught.value.message
        assert server.subscriptions == []
        loader.load_state_dict({**loader.state_dict(), "next_step": 2})
        assert next(loader).step == 2


def test_ranks_that_begin_a_moment_later_begin_the_same_new_run(make_server):
    server = make_server(world_size=2)
    server.consumed = {0: 3}
    with Loader(server.address, "baseline", rank=1, world_size=2) as loader:
        assert next(loader).step == 0
    with (
        Loader(server.address, "baseline", rank=0, world_size=2) as loader,
        pytest.raises(crescendo.FailedPrecondition, match="step 3") as caught,
    ):
        next(loader)
    assert caught.value.reason == "RUN_HAS_PROGRESS"


def test_progress_of_another_world_is_progress(make_server):
    server = make_server(world_size=2)
    server.consumed = {0: 3}
    with Loader(server.address, "baseline") as loader, pytest.raises(crescendo.FailedPrecondition) as caught:
        next(loader)
    assert caught.value.reason == "RUN_HAS_PROGRESS"


@pytest.mark.parametrize("start", ["auto", "resume"])
def test_a_finished_run_is_an_error(server, start):
    server.consumed = {0: 11}

    def train():
        with Loader(server.address, "baseline", start=start) as loader:
            return list(loader)

    with pytest.raises(crescendo.FailedPrecondition, match="all of its 12 steps") as caught:
        train()
    assert caught.value.reason == "RUN_FINISHED"
    assert f"crescendo runs reset baseline --server {server.address}" in caught.value.message
    assert server.subscriptions == []


def test_without_automatic_reports_only_acknowledge_counts(server):
    with Loader(server.address, "baseline", auto_acknowledge=False, window=3) as loader:
        for _ in range(3):
            next(loader)
        with pytest.raises(crescendo.FailedPrecondition, match="whole window") as caught:
            next(loader)
        assert caught.value.reason == "WINDOW"
        assert server.consumed == {}
        loader.acknowledge()
        assert next(loader).step == 3
    assert server.consumed == {0: 2}


def test_without_automatic_reports_the_last_acknowledgement_may_come_after_the_loop(server):
    with Loader(server.address, "baseline", auto_acknowledge=False, window=12) as loader:
        assert len(list(loader)) == 12
        assert server.consumed == {}
        loader.acknowledge()
    assert server.consumed == {0: 11}


def test_close_wakes_a_waiting_consumer(server):
    blocked = threading.Event()

    def block(messages):
        yield messages[0]
        blocked.set()
        with server.changed:
            server.changed.wait(10)

    server.on_step(0, block)
    loader = Loader(server.address, "baseline")
    errors = []

    def consume():
        try:
            next(loader)
        except crescendo.Closed as error:
            errors.append(error)

    thread = threading.Thread(target=consume)
    thread.start()
    assert blocked.wait(5)
    loader.close()
    thread.join(5)
    with server.changed:
        server.changed.notify_all()
    assert not thread.is_alive()
    assert [error.reason for error in errors] == ["CLOSED"]


def test_closing_from_many_threads_is_safe(server):
    loader = Loader(server.address, "baseline")
    next(loader)
    threads = [threading.Thread(target=loader.close) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)
    with pytest.raises(crescendo.Closed):
        next(loader)
    with pytest.raises(crescendo.Closed):
        loader.load_state_dict({})


def test_stopping_early_ends_the_stream_and_its_threads(server):
    with Loader(server.address, "baseline") as loader:
        next(loader)
        assert server.active_streams == 1
        assert [t for t in threading.enumerate() if t.name == "crescendo-prefetch"]
    eventually(lambda: server.active_streams == 0)
    assert not [t for t in threading.enumerate() if t.name == "crescendo-prefetch"]


def test_a_loader_that_is_dropped_ends_its_stream(server):
    with crescendo.connect(server.address) as client:
        loader = Loader(client, "baseline")
        next(loader)
        gone = weakref.ref(loader)
        del loader
        gc.collect()
        assert gone() is None
        eventually(lambda: server.active_streams == 0)


def test_a_shared_client_stays_open(server):
    with crescendo.connect(server.address) as client:
        run = client.open_run("baseline")
        with Loader(client, run) as loader:
            next(loader)
        assert client.get_run("baseline").total_steps == 12


def test_a_client_that_is_closed_first_ends_the_iteration(server):
    client = crescendo.connect(server.address)
    loader = Loader(client, "baseline", window=1)
    next(loader)
    client.close()
    with pytest.raises(crescendo.Closed):
        for _ in loader:
            pass
    loader.close()


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"world_size": 0}, "world_size"),
        ({"rank": 1}, "rank"),
        ({"rank": -1}, "rank"),
        ({"window": 0}, "window"),
        ({"window": 65}, "window"),
        ({"buffers": 0}, "buffers"),
        ({"start": 13}, "start"),
        ({"start": "middle"}, "start"),
        ({"start": True}, "start"),
    ],
)
def test_an_argument_out_of_range_is_named(server, arguments, field):
    with pytest.raises(crescendo.InvalidArgument) as caught:
        Loader(server.address, "baseline", **arguments)
    assert caught.value.metadata["field"] == field


def test_a_world_size_that_does_not_divide_the_batches_is_refused(make_server):
    server = make_server(world_size=2)
    with pytest.raises(crescendo.FailedPrecondition) as caught:
        Loader(server.address, "baseline", world_size=3)
    assert caught.value.reason == "WORLD_MISMATCH"
    assert caught.value.metadata["bound"] == "8"


def test_an_error_comes_after_the_batches_before_it(server):
    failure = Abort(grpc.StatusCode.DATA_LOSS, "too many", "TOO_MANY_BAD_SAMPLES", {"value": "101", "bound": "100"})
    server.on_step(2, lambda messages: [failure])
    with Loader(server.address, "baseline") as loader:
        assert [next(loader).step, next(loader).step] == [0, 1]
        for _ in range(2):
            with pytest.raises(crescendo.DataLoss) as caught:
                next(loader)
            assert caught.value.reason == "TOO_MANY_BAD_SAMPLES"
            assert caught.value.metadata == {"value": "101", "bound": "100"}
    assert len(server.subscriptions) == 1


def test_an_unknown_run_is_not_found(server):
    with pytest.raises(crescendo.NotFound) as caught:
        Loader(server.address, "missing")
    assert caught.value.reason == "UNKNOWN_RUN"


def test_a_trainer_is_known_by_the_same_id_when_it_returns(server):
    server.on_step(3, lambda messages: [Abort(grpc.StatusCode.UNAVAILABLE, "away")])
    with Loader(server.address, "leased", takeover=True) as loader:
        assert len(list(loader)) == 12
    with Loader(server.address, "leased", start="beginning") as loader:
        next(loader)
        with Loader(server.address, "leased", start="beginning") as other:
            next(other)
    first, again, next_loader, other = server.subscriptions
    assert len(first.client_id) == 32
    assert first.client_id == again.client_id == next_loader.client_id != other.client_id
    assert (first.takeover, again.takeover) == (True, False)
    assert first.client_host == socket.gethostname()


def test_a_taken_rank_is_an_error_at_once(server):
    refusal = Abort(grpc.StatusCode.FAILED_PRECONDITION, "rank 0 is taken", "RANK_TAKEN", {"host": "gpu-1"})
    server.on_step(0, lambda messages: [refusal])
    with Loader(server.address, "baseline") as loader, pytest.raises(crescendo.FailedPrecondition) as caught:
        next(loader)
    assert (caught.value.reason, caught.value.metadata["host"]) == ("RANK_TAKEN", "gpu-1")
    assert len(server.subscriptions) == 1
