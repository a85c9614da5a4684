"""The calls about the life of a run."""

from datetime import datetime, timezone

import pytest
from fake_server import FakeServer

import crescendo
from crescendo._gen import crescendo_pb2 as pb


def test_runs_are_listed_with_archived_ones_on_request(server):
    with crescendo.connect(server.address) as client:
        (run,) = client.list_runs()
        both = client.list_runs(archived=True)
    assert (run.name, run.dataset, run.consumed_step, run.total_steps) == ("baseline", "fake", 0, 12)
    assert run.created == datetime(1970, 1, 1, 0, 0, 1, 500_000, tzinfo=timezone.utc)
    assert [(one.name, one.archived, one.finished, one.consumed_step) for one in both] == [
        ("baseline", False, False, 0),
        ("old", True, True, None),
    ]


def test_runs_are_deleted_renamed_reset_and_archived(server):
    with crescendo.connect(server.address) as client:
        assert client.delete_run("a") is None
        client.rename_run("a", "b")
        client.reset_run("a")
        client.archive_run("a")
        client.archive_run("a", undo=True)
    assert server.life_calls == [
        pb.DeleteRunRequest(run="a"),
        pb.RenameRunRequest(run="a", to="b"),
        pb.ResetRunRequest(run="a"),
        pb.ArchiveRunRequest(run="a"),
        pb.ArchiveRunRequest(run="a", undo=True),
    ]


def test_a_fork_says_where_it_begins_and_what_differs(server):
    with crescendo.connect(server.address) as client:
        copy = client.fork_run("a", "b")
        changed = client.fork_run("a", "c", {"dataset": "fake", "seed": 7})
        client.fork_run("a", "d", step=3)
        with pytest.raises(crescendo.InvalidArgument, match="step must be"):
            client.fork_run("a", "e", step=-1)
    assert copy == crescendo.Fork(5, 12, 0.25, ())
    steps = [call.step if call.HasField("step") else None for call in server.life_calls]
    assert steps == [None, None, 3]
    assert changed.differences == (crescendo.SpecDifference("seed", 0, 7),)
    assert [call.HasField("spec") for call in server.life_calls] == [False, True, False]
    assert server.life_calls[1].spec.seed == 7


def test_a_run_that_is_trained_is_refused_with_the_trainer(server):
    with crescendo.connect(server.address) as client:
        with pytest.raises(crescendo.FailedPrecondition, match="rank 0 of 1") as caught:
            client.delete_run("busy")
        assert caught.value.reason == "RUN_IN_USE"
        with pytest.raises(crescendo.InvalidSpec):
            client.fork_run("a", "no name")


def test_an_older_server_is_said_to_be_one():
    older = FakeServer(knows_life=False).start()
    try:
        with (
            crescendo.connect(older.address) as client,
            pytest.raises(crescendo.VersionSkew, match=r"know DeleteRun.*upgrade"),
        ):
            client.delete_run("a")
    finally:
        older.stop()
