"""A state taken at any step gives the identical rest, and one that does not fit is refused."""

import json

import pytest

import crescendo
from crescendo import Loader


def tail(loader):
    return [(batch.step, batch.images.tobytes(), batch.labels.tolist()) for batch in loader]


def test_every_state_gives_the_identical_tail(server):
    with Loader(server.address, "baseline") as loader:
        states, batches = [loader.state_dict()], []
        for batch in loader:
            batches.append((batch.step, batch.images.tobytes(), batch.labels.tolist()))
            states.append(json.loads(json.dumps(loader.state_dict())))
    assert len(states) == 13
    for step, state in enumerate(states):
        assert state["next_step"] == step
        with Loader(server.address, "baseline") as loader:
            loader.load_state_dict(state)
            assert len(loader) == 12 - step
            assert tail(loader) == batches[step:]


def test_a_running_loader_goes_back(server):
    with Loader(server.address, "baseline") as loader:
        state = loader.state_dict()
        for _ in range(6):
            next(loader)
        loader.load_state_dict(state)
        batch = next(loader)
        assert (batch.step, batch.stage_changed) == (0, True)
        assert len(tail(loader)) == 11
    assert [subscription.step for subscription in server.subscriptions] == [0, 0]
    assert server.consumed == {0: 11}


def test_a_state_names_the_run(server):
    with Loader(server.address, "baseline", start=3) as loader:
        assert loader.state_dict() == {
            "version": 1,
            "next_step": 3,
            "run": "baseline",
            "spec_digest": "spec-digest",
            "manifest_digest": "manifest-digest",
            "world_size": 1,
            "schedule_token": "token-1",
        }


@pytest.mark.parametrize(
    ("field", "value", "kind", "reason"),
    [
        ("run", "other", crescendo.FailedPrecondition, "RUN_MISMATCH"),
        ("spec_digest", "x", crescendo.FailedPrecondition, "SPEC_MISMATCH"),
        ("manifest_digest", "x", crescendo.FailedPrecondition, "MANIFEST_MISMATCH"),
        ("schedule_token", "x", crescendo.FailedPrecondition, "SCHEDULE_MISMATCH"),
        ("version", 2, crescendo.InvalidArgument, "INVALID_FIELD"),
        ("next_step", 13, crescendo.InvalidArgument, "INVALID_FIELD"),
        ("next_step", -1, crescendo.InvalidArgument, "INVALID_FIELD"),
        ("next_step", "3", crescendo.InvalidArgument, "INVALID_FIELD"),
    ],
)
def test_a_state_that_does_not_fit_is_refused(server, field, value, kind, reason):
    with Loader(server.address, "baseline") as loader:
        state = {**loader.state_dict(), field: value}
        with pytest.raises(kind) as caught:
            loader.load_state_dict(state)
        assert caught.value.reason == reason
        assert caught.value.metadata["field"] == field
        assert next(loader).step == 0


def test_a_state_with_a_missing_field_is_refused(server):
    with Loader(server.address, "baseline") as loader:
        state = loader.state_dict()
        del state["manifest_digest"]
        with pytest.raises(crescendo.InvalidArgument, match="manifest_digest is missing"):
            loader.load_state_dict(state)


def test_what_is_no_state_is_refused_with_the_way_on(server):
    with Loader(server.address, "baseline") as loader:
        with pytest.raises(crescendo.InvalidArgument, match="must be a dict, the result of state_dict"):
            loader.load_state_dict(7)
        whole = {"model": {}, "data": loader.state_dict()}
        with pytest.raises(crescendo.InvalidArgument, match="it has model, data: pass the part of your checkpoint"):
            loader.load_state_dict(whole)
        with pytest.raises(
            crescendo.FailedPrecondition, match=r"open run other to continue .* crescendo runs fork other"
        ):
            loader.load_state_dict({**loader.state_dict(), "run": "other"})
