"""Calls about runs, and their errors."""

import grpc
import numpy as np
import pytest
from conformance import load
from fake_server import Abort

import crescendo
from crescendo._gen import crescendo_pb2 as pb


def test_open_run_returns_the_schedule_and_the_identity(server):
    with crescendo.connect(server.address) as client:
        run = client.open_run("baseline", {"dataset": "fake", "schedule": "efficienttrain++", "seed": 7})
    assert (run.name, run.created, run.total_steps, run.sample_count) == ("baseline", True, 12, 50)
    assert (run.spec_digest, run.manifest_digest, run.schedule_token) == ("spec-digest", "manifest-digest", "token-1")
    assert [(s.first_step, s.steps, s.bandwidth, s.global_batch) for s in run.stages] == [
        (0, 4, 8, 8),
        (4, 3, 12, 8),
        (7, 5, 16, 4),
    ]
    assert [run.stage_at(step).index for step in (0, 3, 4, 6, 7, 11)] == [0, 0, 1, 1, 2, 2]
    assert run.class_names[3] == "class-3"
    assert (run.spec.dtype, run.spec.low_frequency, run.spec.crop_scale) == ("uint8", "spectral", (0.08, 1.0))
    assert server.opened.spec == pb.RunSpec(dataset="fake", seed=7, schedule=pb.ScheduleSpec(preset="efficienttrain++"))


def test_joining_sends_no_spec(server):
    with crescendo.connect(server.address) as client:
        client.open_run("baseline")
    assert not server.opened.HasField("spec")


def test_progress_is_a_monotone_maximum(server):
    with crescendo.connect(server.address) as client:
        assert client.get_run("baseline").consumed_step is None
        assert client.report_progress("baseline", 0, 5, step_seconds=0.1) == 5
        assert client.report_progress("baseline", 0, 3) == 5
        status = client.get_run("baseline")
    assert (status.state, status.consumed_step, status.total_steps) == ("active", 5, 12)
    assert [(rank.rank, rank.consumed_step) for rank in status.ranks] == [(0, 5)]
    assert status.unread_validation == (crescendo.UnreadSample("val", "c.jpg", "BAD_IMAGE"),)
    assert status.unread_validation_count == 1
    assert status.bad_samples == (crescendo.BadSample("a.jpg", "BAD_IMAGE", "b.jpg", 1),)


def test_watch_run_yields_changes_until_it_is_closed(server):
    with crescendo.connect(server.address) as client:
        states = client.watch_run("baseline")
        assert next(states).consumed_step is None
        client.report_progress("baseline", 0, 2)
        seen = next(status.consumed_step for status in states if status.consumed_step is not None)
        assert seen == 2
        states.close()


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("INVALID_ARGUMENT", crescendo.InvalidSpec),
        ("NOT_FOUND", crescendo.NotFound),
        ("FAILED_PRECONDITION", crescendo.FailedPrecondition),
        ("OUT_OF_RANGE", crescendo.OutOfRange),
        ("RESOURCE_EXHAUSTED", crescendo.ResourceExhausted),
        ("DATA_LOSS", crescendo.DataLoss),
        ("UNAVAILABLE", crescendo.Unavailable),
        ("INTERNAL", crescendo.CrescendoError),
    ],
)
def test_a_code_has_its_class(server, code, kind):
    server.open_failures.append(Abort(grpc.StatusCode[code], "what is wrong", "REASON"))
    with crescendo.connect(server.address) as client, pytest.raises(crescendo.CrescendoError) as caught:
        client.open_run("baseline")
    assert type(caught.value) is kind


def test_google_rpc_is_understood_and_may_be_installed_beside(server):
    """The trailer is google.rpc's, of which another library may bring descriptors into the same process."""
    status_pb2 = pytest.importorskip("google.rpc.status_pb2")
    error_details_pb2 = pytest.importorskip("google.rpc.error_details_pb2")
    details = status_pb2.Status(code=9, message="what is wrong").details
    details.add().Pack(error_details_pb2.RetryInfo())
    details.add().Pack(
        error_details_pb2.ErrorInfo(reason="SPEC_MISMATCH", domain="crescendo", metadata={"field": "seed"})
    )
    status = status_pb2.Status(code=9, message="what is wrong", details=details)
    server.open_failures.append(Abort(grpc.StatusCode.FAILED_PRECONDITION, trailer=status.SerializeToString()))
    with crescendo.connect(server.address) as client, pytest.raises(crescendo.FailedPrecondition) as caught:
        client.open_run("baseline")
    assert (caught.value.reason, caught.value.metadata) == ("SPEC_MISMATCH", {"field": "seed"})


def test_a_server_that_is_not_there_is_unavailable(server):
    server.stop()
    with crescendo.connect(server.address) as client, pytest.raises(crescendo.Unavailable):
        client.open_run("baseline")


def test_a_closed_client_says_so(server):
    client = crescendo.connect(server.address)
    client.close()
    with pytest.raises(crescendo.Closed, match="closed"):
        client.get_run("baseline")


@pytest.mark.parametrize("case", load("addresses.json"), ids=lambda case: case["address"])
def test_an_address_that_cannot_lead_to_a_server_is_refused(case):
    if "message" not in case:
        crescendo.connect(case["address"]).close()
        return
    with pytest.raises(crescendo.InvalidArgument) as caught:
        crescendo.connect(case["address"])
    assert caught.value.reason == "INVALID_FIELD"
    assert caught.value.metadata == {"field": "address", "value": case["address"]}
    assert case["message"] in str(caught.value)


@pytest.mark.parametrize("report", [{"rank": -1}, {"consumed_step": 1.5}, {"world_size": True}])
def test_a_report_out_of_range_is_refused(server, report):
    arguments = {"rank": 0, "consumed_step": 3, **report}
    message = "must be a whole number"
    with (
        crescendo.connect(server.address) as client,
        pytest.raises(crescendo.InvalidArgument, match=message) as caught,
    ):
        client.report_progress("baseline", **arguments)
    assert caught.value.metadata["field"] in report


@pytest.mark.parametrize(
    ("field", "call"),
    [
        ("timeout", lambda address: crescendo.connect(address, timeout=0)),
        ("timeout", lambda address: crescendo.connect(address, timeout=float("nan"))),
        ("world_size", lambda address: crescendo.connect(address).report_progress("r", 0, 1, world_size=0)),
        ("step_seconds", lambda address: crescendo.connect(address).report_progress("r", 0, 1, step_seconds=-1)),
        ("retry_seconds", lambda address: crescendo.Loader(address, "r", retry_seconds=-1)),
        ("retry_seconds", lambda address: crescendo.Loader(address, "r", retry_seconds=float("inf"))),
        ("takeover", lambda address: crescendo.Loader(address, "r", takeover="yes")),
        ("reuse_buffer", lambda address: crescendo.Loader(address, "r", reuse_buffer=0)),
        ("size", lambda address: crescendo.ValidationLoader(address, "r", size=0)),
        ("classes", lambda _: crescendo.soft_targets(np.array([0]), None, 0)),
        ("smoothing", lambda _: crescendo.soft_targets(np.array([0]), None, 3, 1.5)),
        ("labels", lambda _: crescendo.soft_targets(np.array([0, 3]), None, 3)),
    ],
)
def test_arguments_that_mean_nothing_are_refused_by_name(field, call):
    with pytest.raises(
        crescendo.InvalidArgument, match=rf"^INVALID_ARGUMENT \(INVALID_FIELD\): {field} must be "
    ) as caught:
        call("127.0.0.1:1")
    assert caught.value.metadata["field"] == field


def test_an_address_in_place_of_a_channel_is_refused_with_what_to_call():
    with pytest.raises(crescendo.InvalidArgument, match=r'crescendo\.connect\("localhost:7077"\)'):
        crescendo.Client("localhost:7077")
