"""Shares of the budget, between which a trainer validates and saves."""

import time

import pytest
from fake_server import schedule

import crescendo
from crescendo import Loader


def steps_of(loader, count):
    return {epoch.index: [batch.step for batch in epoch] for epoch in loader.epochs(count)}


def test_every_batch_is_in_one_share(server):
    with Loader(server.address, "baseline") as loader:
        assert steps_of(loader, 3) == {0: [0, 1, 2, 3], 1: [4, 5, 6, 7], 2: [8, 9, 10, 11]}
    assert server.consumed == {0: 11}


@pytest.mark.parametrize("count", [1, 2, 5, 7, 12, 40])
def test_any_number_of_shares_has_every_batch_once(server, count):
    with Loader(server.address, "baseline", start=0) as loader:
        seen = steps_of(loader, count)
        assert [step for steps in seen.values() for step in steps] == list(range(12))
        for index, steps in seen.items():
            assert all(step < 12 * (index + 1) / count for step in steps)
            assert all((step + 1) > 12 * index / count for step in steps)


def test_the_position_between_shares_is_that_of_what_was_trained(server):
    with Loader(server.address, "baseline", start=0) as loader:
        saved = []
        for epoch in loader.epochs(3):
            for _ in epoch:
                pass
            assert loader.next_step == 4 * (epoch.index + 1)
            saved.append(loader.state_dict())
        loader.load_state_dict(saved[0])
        assert steps_of(loader, 3) == {1: [4, 5, 6, 7], 2: [8, 9, 10, 11]}
    with Loader(server.address, "baseline", start=6) as loader:
        assert steps_of(loader, 3) == {1: [6, 7], 2: [8, 9, 10, 11]}


def test_the_time_of_a_validation_is_not_that_of_a_step(server, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    with Loader(server.address, "baseline", start=0, window=1) as loader:
        for epoch in loader.epochs(3):
            for _ in epoch:
                now[0] += 1
            now[0] += 100
    assert {report.step_seconds for report in server.stream_reports} == {1.0}


def test_without_automatic_reports_a_share_reports_nothing(make_server):
    server = make_server(schedule((4, 8, 8)))
    with Loader(server.address, "baseline", auto_acknowledge=False) as loader:
        for epoch in loader.epochs(2):
            assert len(list(epoch)) == 2
            assert server.consumed == {}
            if epoch.index == 1:
                break


def test_a_wrong_number_of_shares_is_refused_at_once(server):
    with Loader(server.address, "baseline") as loader, pytest.raises(crescendo.InvalidArgument, match="n "):
        loader.epochs(0)


def test_set_epoch_changes_nothing(server):
    with Loader(server.address, "baseline") as loader:
        loader.set_epoch(7)
        assert next(loader).step == 0
