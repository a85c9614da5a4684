"""When data nodes are added and removed: examples, and properties over random loads. No Ray is needed."""

import math
import random

import pytest

from crescendo._ray_forecast import Pace, RunPace, coming
from crescendo._ray_placement import Candidate, place
from crescendo._ray_policy import Coming, Limits, Observation, ScalingPolicy
from crescendo.run import MeasuredCost, RunStatus, Stage
from crescendo.schedule import ReplaySpec
from crescendo.spec import RunSpec

EVERY = 5.0
LIMITS = Limits()


def constant(seconds, nodes, wait=0.0, busy=0.7, start=0.0, next_stage=None):
    """Observations of the same state for so long."""
    times = [start + k * EVERY for k in range(int(seconds / EVERY) + 1)]
    return [Observation(at, nodes, wait, busy, next_stage) for at in times]


def decisions(policy, observations):
    return [policy.decide(seen).nodes for seen in observations]


def test_a_node_is_added_when_trainers_have_waited_for_two_minutes_and_not_before():
    found = decisions(ScalingPolicy(1, 8), constant(120, 2, wait=0.02))
    assert found == [2] * (len(found) - 1) + [3]


def test_waiting_that_stops_in_between_does_not_count():
    seen = constant(115, 2, wait=0.02) + constant(0, 2, wait=0.01, start=117) + constant(115, 2, wait=0.02, start=120)
    assert set(decisions(ScalingPolicy(1, 8), seen)) == {2}


def test_nothing_is_added_while_added_nodes_are_starting():
    policy = ScalingPolicy(1, 8)
    assert decisions(policy, constant(120, 2, wait=0.02))[-1] == 3
    assert set(decisions(policy, constant(600, 2, wait=0.02, start=125))) == {3}
    assert decisions(policy, constant(120, 3, wait=0.02, start=730))[-1] == 4


def test_a_node_is_removed_when_workers_are_idle_for_five_minutes_and_the_others_suffice():
    found = decisions(ScalingPolicy(1, 8), constant(300, 4, busy=0.4))
    assert found == [4] * (len(found) - 1) + [3]


def test_a_node_is_kept_if_the_others_would_be_full():
    assert set(decisions(ScalingPolicy(1, 8), constant(3600, 2, busy=0.45))) == {2}


def test_a_number_that_was_too_low_is_not_tried_again_for_half_an_hour():
    policy = ScalingPolicy(1, 8)
    decisions(policy, constant(120, 2, wait=0.02))
    calm = [(seen.at, policy.decide(seen).nodes) for seen in constant(2000, 3, busy=0.3, start=125)]
    assert next(at for at, nodes in calm if nodes == 2) == pytest.approx(120 + 1800, abs=2 * EVERY)


def test_nodes_are_added_before_a_stage_that_needs_them():
    policy = ScalingPolicy(1, 8)
    early = Coming(seconds=601, ratio=2)
    assert set(decisions(policy, constant(0, 2, busy=0.8, next_stage=early))) == {2}
    # 2 nodes at 0.8 do the work of 1.6; twice as much, at 0.8, takes 4.
    soon = policy.decide(Observation(10, 2, 0, 0.8, Coming(seconds=590, ratio=2)))
    assert soon.nodes == 4
    assert soon.why == (
        "4 data nodes from now on: the next stage begins in 590 s and takes 2.0 times the images per second"
    )
    # They are idle until it begins, and stay.
    assert set(decisions(policy, constant(580, 4, busy=0.4, start=15, next_stage=Coming(100, 2)))) == {4}


def test_a_stage_that_needs_less_changes_nothing_by_itself():
    assert set(decisions(ScalingPolicy(1, 8), constant(100, 3, busy=0.6, next_stage=Coming(10, 0.2)))) == {3}


def test_the_number_at_the_start_is_brought_within_the_bounds():
    assert ScalingPolicy(3, 8).decide(Observation(0, 1, 0, 0.5)).nodes == 3
    assert ScalingPolicy(1, 2).decide(Observation(0, 5, 0, 0.5)).nodes == 2


def random_observations(draw, count):
    at, nodes = 0.0, draw.randint(0, 12)
    for _ in range(count):
        at += draw.choice([0.0, 1.0, 5.0, 60.0, 400.0])
        stage = draw.choice([None, Coming(draw.uniform(0, 1200), draw.choice([0.1, 1.0, 3.0, 50.0]))])
        yield Observation(at, nodes, draw.choice([0, 0.009, 0.011, 1.0]), draw.choice([0, 0.3, 0.49, 0.6, 1.0]), stage)
        nodes = max(0, nodes + draw.choice([-1, 0, 0, 1]))


@pytest.mark.parametrize("seed", range(200))
def test_whatever_is_seen_the_number_is_within_the_bounds_and_changes_have_a_distance(seed):
    draw = random.Random(seed)
    least = draw.randint(1, 4)
    most = draw.randint(least, 9)
    policy = ScalingPolicy(least, most)
    changed_at, last = -math.inf, None
    for seen in random_observations(draw, 300):
        decision = policy.decide(seen)
        assert least <= decision.nodes <= most
        if last is not None and decision.nodes != last:
            staged = "stage" in decision.why
            assert staged or seen.at - changed_at >= LIMITS.cool_down_seconds
            assert not staged or decision.nodes > last
            assert decision.nodes >= last - 1
            changed_at = seen.at
        assert (decision.nodes != last) == bool(decision.why) or last is None
        last = decision.nodes


@pytest.mark.parametrize("seed", range(100))
def test_under_a_constant_load_it_settles(seed):
    """A cluster whose nodes take a while to start, with the work of some nodes to do: no going to and fro."""
    draw = random.Random(seed)
    work = draw.uniform(0.1, 7.5)
    nodes, delay = draw.randint(1, 8), draw.choice([0, 30, 300])
    policy = ScalingPolicy(1, 8)
    wanted, since, changes = nodes, 0.0, []
    for seen_at in range(0, 6 * 3600, int(EVERY)):
        if wanted < nodes or (wanted > nodes and seen_at - since >= delay):
            nodes = wanted
        wait = max(0.0, 1 - nodes / (work * 1.02))
        decision = policy.decide(Observation(seen_at, nodes, wait, min(1.0, work / nodes)))
        if decision.nodes != wanted:
            wanted, since = decision.nodes, seen_at
            changes.append(seen_at)
    assert wanted >= work, "the work is done"
    assert wanted == 1 or work / wanted >= 0.5 * (wanted - 1) / wanted or work / (wanted - 1) > LIMITS.full
    assert not [at for at in changes if at > 4 * 3600], "nothing changes any more"
    assert len(changes) <= 12


STAGES = (
    Stage(0, 0, 100, 0.0, 0.4, 192, 64, None),
    Stage(1, 100, 100, 0.4, 0.7, 96, 64, None),
    Stage(2, 200, 100, 0.7, 1.0, 224, 128, None, replay=ReplaySpec(times=4, size=8)),
)


def status(step, spent, **changes):
    plain = {
        "spec": RunSpec("train"),
        "ranks": (),
        "bad_sample_count": 0,
        "bad_samples": (),
        "stages": STAGES,
        "total_steps": 300,
    }
    return RunStatus(
        **{"name": "run", "state": "active", "consumed_step": step, "budget_consumed": spent, **plain, **changes}
    )


def test_the_pace_of_a_run_and_of_its_next_stage():
    pace = RunPace()
    assert pace.see(0, status(9, 0.04)) is None
    # 20 steps of 64 samples in 10 s; images of half the side are four times as fast.
    assert pace.see(10, status(29, 0.12)) == Pace(now=128, later=pytest.approx(512), seconds=pytest.approx(35))


def test_measured_costs_take_the_place_of_areas():
    pace = RunPace()
    costs = tuple(MeasuredCost(side, 1.0, cost, cost) for side, cost in [(192, 0.8), (96, 0.4), (224, 1.0)])
    pace.see(0, status(9, 0.04, costs=costs))
    assert pace.see(10, status(29, 0.12, costs=costs)).later == pytest.approx(256)
    # As long as one is missing, areas are used for all.
    pace.see(0, status(9, 0.04, costs=costs[:2]))
    assert pace.see(10, status(29, 0.12, costs=costs[:2])).later == pytest.approx(512)


def test_samples_that_are_replayed_are_not_made():
    pace = RunPace()
    pace.see(0, status(109, 0.43))
    found = pace.see(10, status(129, 0.49))
    assert found.now == 128
    assert found.later == pytest.approx(128 * (96 / 224) ** 2 / 4)
    pace.see(20, status(209, 0.73))
    assert pace.see(30, status(219, 0.76)) == Pace(32, None, math.inf)


def test_a_pace_is_measured_within_one_stage_and_not_over_a_restart():
    pace = RunPace()
    pace.see(0, status(90, 0.36))
    assert pace.see(10, status(110, 0.43)) is None
    assert pace.see(20, status(105, 0.41)) is None
    assert pace.see(30, status(105, 0.41)) is None
    assert pace.see(40, status(115, 0.44)) is not None
    assert pace.see(50, status(299, 1.0, state="finished")) is None
    assert RunPace().see(0, status(None, 0.0)) is None


def test_runs_whose_stage_comes_later_go_on_as_they_are():
    paces = [Pace(100, 400, 50), Pace(100, 900, 5000), Pace(200, 50, 20), Pace(100, None, math.inf)]
    assert coming(paces, 600) == Coming(20, (400 + 100 + 200 + 100) / 500)
    assert coming(paces[1:2], 600) is None
    assert coming([], 600) is None


def node(name, host="10.0.0.1", alive=True, **resources):
    return {"NodeID": name, "NodeManagerAddress": host, "Alive": alive, "Resources": resources}


def test_placing():
    alive = Candidate.alive([node("a", data=1), node("b", data=2), node("c", CPU=8), node("d", alive=False, data=1)])
    usable = [candidate for candidate in alive if candidate.has({"data": 1})]
    assert [candidate.node for candidate in usable] == ["a", "b"]

    def moves(used, count):
        found = place(alive, usable, used, count)
        return [candidate.node for candidate in found.start], list(found.drain), list(found.gone)

    assert moves([], None) == (["a", "b"], [], [])
    assert moves(["a"], None) == (["b"], [], [])
    assert moves(["d", "a"], None) == (["b"], [], ["d"])
    assert moves([], 1) == (["a"], [], [])
    assert moves(["b", "a"], 1) == ([], ["a"], [])
    assert moves(["a"], 5) == (["b"], [], [])
