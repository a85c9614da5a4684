"""A server that has lost its state is given the run again."""

import pytest
from fake_server import Abort, grpc

import crescendo
from crescendo import Loader

UNAVAILABLE = Abort(grpc.StatusCode.UNAVAILABLE, "going away", "SHUTTING_DOWN")
UNKNOWN = Abort(grpc.StatusCode.NOT_FOUND, "no run baseline", "UNKNOWN_RUN", {"field": "run"})


@pytest.fixture(autouse=True)
def _short_delays(monkeypatch):
    monkeypatch.setattr("crescendo._retry.FIRST_DELAY_SECONDS", 0.02)
    monkeypatch.setattr("crescendo._retry.LONGEST_DELAY_SECONDS", 0.1)


@pytest.mark.parametrize("ends", [[UNAVAILABLE], [UNAVAILABLE, UNKNOWN]], ids=["at once", "found out by the stream"])
def test_a_stream_goes_on_at_a_server_that_has_lost_its_state(server, ends):
    server.on_step(5, *[lambda messages, end=end: (server.lose_run(), [end])[1] for end in ends])
    with Loader(server.address, "baseline", spec={"dataset": "fake"}, world_size=1) as loader:
        stated = loader.run.spec
        assert [batch.step for batch in loader] == list(range(12))
    assert server.opened.HasField("spec")
    assert crescendo.RunSpec.from_message(server.opened.spec) == stated
    assert server.consumed == {0: 11}


def test_the_last_report_arrives_at_a_server_that_has_lost_its_state(server):
    with Loader(server.address, "baseline", start=11) as loader:
        assert next(loader).step == 11
        server.stop()
        server.start()
        server.lose_run()
        with pytest.raises(StopIteration):
            next(loader)
    assert server.consumed == {0: 11}


def test_another_run_of_that_name_does_not_go_on(server):
    server.on_step(5, lambda messages: (server.lose_run(manifest_digest="other"), [UNAVAILABLE])[1])
    with (
        Loader(server.address, "baseline") as loader,
        pytest.raises(
            crescendo.FailedPrecondition, match="the loader's manifest_digest is 'manifest-digest'"
        ) as caught,
    ):
        list(loader)
    assert caught.value.reason == "MANIFEST_MISMATCH"
    assert [call.run for call in server.life_calls] == ["baseline"], "the run that was made in vain is deleted"


def test_a_server_that_never_knows_the_run_ends_the_stream(server):
    server.on_step(5, lambda messages: [UNAVAILABLE], *[lambda messages: [UNKNOWN]] * 1000)
    with (
        Loader(server.address, "baseline", retry_seconds=0.3) as loader,
        pytest.raises(crescendo.Unavailable, match="the server has lost the run: no run baseline"),
    ):
        list(loader)


def test_a_run_that_was_deleted_while_its_batches_came_does_not_come_back(server):
    server.on_step(5, lambda messages: [UNKNOWN])
    with Loader(server.address, "baseline") as loader, pytest.raises(crescendo.NotFound):
        list(loader)
    assert not server.opened.HasField("spec")
