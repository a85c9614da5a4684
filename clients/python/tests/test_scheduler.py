"""The scheduler of a loader with several servers: properties of random histories, and its rules one by one."""

import random

import pytest

from crescendo._scheduler import FIRST_PATIENCE_SECONDS, LEAST_PATIENCE_SECONDS, OutOfTurn, Scheduler

ENDLESS = 2**53


class World:
    """Servers that freeze, thaw, die and come back, and a trainer. Time passes from event to event."""

    def __init__(self, seed, *, servers=3, steps=80, block=None):
        self.random = random.Random(seed)
        self.window = self.random.randrange(1, 12)
        self.steps = steps
        self.now = 0.0
        self.scheduler = Scheduler(5, self.window, 5 + steps, (lambda s: s // block) if block else (lambda s: None))
        self.queues = {}
        self.ready = {}
        self.frozen = set()
        self.cancelled = set()
        self.names = iter(range(10_000))
        self.received = []
        self.taken = []
        self.asked_at_once = {}
        self.count = servers
        for _ in range(servers):
            self.add()

    def add(self):
        name = next(self.names)
        self.queues[name] = []
        self.scheduler.add(name, self.now)
        self.obey()

    def obey(self):
        for name, orders in self.scheduler.orders().items():
            queue = self.queues[name]
            for step in orders.cancel:
                # Now and then it is too late to take a step back.
                if step in queue and self.random.random() < 0.7:
                    queue.remove(step)
            assert not set(orders.fetch) & set(queue)
            queue.extend(orders.fetch)
        assert self.scheduler.size <= self.window

    def arrive(self):
        able = [name for name, queue in self.queues.items() if queue and name not in self.frozen]
        if not able:
            return False
        name = self.random.choice(able)
        step = self.queues[name].pop(0)
        first = self.scheduler.arrived(name, step, self.now)
        if first:
            assert step not in self.received, "nothing counts twice"
            self.received.append(step)
        self.obey()
        return True

    def train(self):
        step = self.scheduler.head
        if self.scheduler.over:
            return
        if self.scheduler.take():
            self.taken.append(step)
            self.scheduler.consumed(step, self.now)
        else:
            self.scheduler.waits(self.now)
        self.obey()

    def disturb(self):
        kind = self.random.choice(["freeze", "thaw", "die", "come", "heard"])
        alive = list(self.queues)
        if kind == "freeze" and len(self.frozen) < len(alive) - 1:
            self.frozen.add(self.random.choice(alive))
        elif kind == "thaw" and self.frozen:
            self.frozen.discard(self.random.choice(sorted(self.frozen)))
        elif kind == "die" and len(set(alive) - self.frozen) > 1:
            name = self.random.choice(alive)
            del self.queues[name]
            self.frozen.discard(name)
            self.scheduler.remove(name, self.now)
            self.obey()
        elif kind == "come" and len(alive) < self.count + 1:
            self.add()
        elif kind == "heard":
            for name in self.scheduler.mute():
                if name not in self.frozen:
                    self.scheduler.heard(name, self.now)
            self.obey()

    def run(self):
        for _ in range(60 * self.steps):
            if self.scheduler.over:
                break
            self.now += self.random.expovariate(20)
            event = self.random.random()
            if event < 0.45:
                self.train()
            elif event < 0.95:
                self.arrive()
            else:
                self.disturb()
        assert self.taken == list(range(5, 5 + self.steps)), f"stuck at {self.scheduler.head}"


@pytest.mark.parametrize("block", [None, 16])
@pytest.mark.parametrize("servers", [1, 2, 5])
def test_every_step_comes_once_and_in_order_whatever_happens(servers, block):
    for seed in range(60):
        World(seed, servers=servers, block=block).run()


def asks(scheduler):
    return {name: orders.fetch for name, orders in scheduler.orders().items()}


def test_a_single_server_is_asked_for_the_whole_window():
    scheduler = Scheduler(0, 6, ENDLESS)
    scheduler.add(1, 0.0)
    assert asks(scheduler) == {1: [0, 1, 2, 3, 4, 5]}
    scheduler.arrived(1, 0, 1.0)
    assert scheduler.take()
    assert asks(scheduler) == {}, "the trainer holds a batch, and five more are on their way"
    scheduler.consumed(0, 2.0)
    assert asks(scheduler) == {1: [6]}


def test_a_new_server_gets_one_step_first_and_no_server_more_than_three():
    scheduler = Scheduler(0, 20, ENDLESS)
    scheduler.add(1, 0.0)
    scheduler.add(2, 0.0)
    assert asks(scheduler) == {1: list(range(20))}
    scheduler = Scheduler(0, 20, 10)
    scheduler.add(1, 0.0)
    scheduler.orders()
    scheduler.remove(1, 0.0)
    scheduler.add(2, 0.0)
    assert asks(scheduler) == {2: list(range(10))}, "nothing beyond the last step"


def test_the_least_loaded_server_is_asked():
    scheduler = Scheduler(0, 2, ENDLESS)
    scheduler.add(1, 0.0)
    scheduler.add(2, 0.0)
    # The first server was alone for a moment.
    assert asks(scheduler) == {1: [0, 1]}
    scheduler.arrived(1, 0, 1.0)
    scheduler.take()
    scheduler.consumed(0, 1.0)
    assert asks(scheduler) == {2: [2]}
    scheduler.arrived(2, 2, 1.1)
    scheduler.arrived(1, 1, 2.0)
    assert scheduler.take() and scheduler.take()
    scheduler.consumed(2, 2.0)
    assert asks(scheduler) == {2: [3], 1: [4]}, "the faster one first, then the one without work"


def test_a_late_step_is_asked_for_elsewhere_and_the_late_server_gets_nothing_new():
    scheduler = Scheduler(0, 3, ENDLESS)
    scheduler.add(1, 0.0)
    assert scheduler.late_at() is None, "there is nobody else"
    scheduler.add(2, 0.0)
    assert asks(scheduler) == {1: [0, 1, 2]}
    assert scheduler.late_at() == FIRST_PATIENCE_SECONDS
    scheduler.waits(0.99)
    assert asks(scheduler) == {}
    scheduler.waits(1.0)
    assert asks(scheduler) == {2: [0, 1, 2]}, "all that is outstanding there is asked for at once"
    assert scheduler.arrived(2, 0, 1.1)
    orders = scheduler.orders()
    assert orders[1].cancel == [0] and not orders[1].fetch
    assert scheduler.take()
    scheduler.consumed(0, 1.2)
    assert asks(scheduler) == {2: [3]}
    assert not scheduler.arrived(1, 0, 1.3), "the late answer is dropped"
    scheduler.arrived(2, 1, 1.4)
    scheduler.take()
    scheduler.consumed(1, 1.4)
    assert 1 in asks(scheduler), "it has given a sign of life"


def test_a_server_from_which_everything_was_taken_back_is_mute_until_it_answers():
    scheduler = Scheduler(0, 1, ENDLESS)
    scheduler.add(1, 0.0)
    scheduler.add(2, 0.0)
    scheduler.waits(1.0)
    assert scheduler.mute() == []
    scheduler.arrived(2, 0, 1.1)
    assert scheduler.mute() == [1]
    scheduler.heard(1, 1.2)
    assert scheduler.mute() == []


def test_patience_follows_what_is_usual():
    scheduler = Scheduler(0, 1, ENDLESS)
    scheduler.add(1, 0.0)
    scheduler.add(2, 0.0)
    now = 0.0
    for step in range(100):
        [(name, [asked])] = asks(scheduler).items()
        assert asked == step
        asked_at, usual = now, 0.2 if step < 70 else 0.001
        if 8 <= step < 70:
            assert scheduler.late_at() == pytest.approx(asked_at + 0.4)
        now += usual
        scheduler.arrived(name, step, now)
        scheduler.take()
        scheduler.consumed(step, now)
    for step in range(100, 140):
        [(name, _)] = asks(scheduler).items()
        now += 0.001
        scheduler.arrived(name, step, now)
        scheduler.take()
        scheduler.consumed(step, now)
    assert scheduler.late_at() == pytest.approx(now + LEAST_PATIENCE_SECONDS)


def test_a_third_server_is_asked_if_the_second_is_late_too():
    scheduler = Scheduler(0, 1, ENDLESS)
    for name in (1, 2, 3):
        scheduler.add(name, 0.0)
    assert asks(scheduler) == {1: [0]}
    scheduler.waits(1.0)
    assert asks(scheduler) == {2: [0]}
    scheduler.waits(1.5)
    assert asks(scheduler) == {}
    scheduler.waits(2.0)
    assert asks(scheduler) == {3: [0]}
    assert scheduler.late_at() is None


def test_a_retired_server_finishes_what_it_has():
    scheduler = Scheduler(0, 2, ENDLESS)
    scheduler.add(1, 0.0)
    scheduler.add(2, 0.0)
    assert asks(scheduler) == {1: [0, 1]}
    scheduler.retire(1, 0.0)
    assert asks(scheduler) == {} and not scheduler.idle(1)
    assert scheduler.arrived(1, 0, 0.1) and scheduler.arrived(1, 1, 0.2)
    assert scheduler.idle(1)
    scheduler.take(), scheduler.take()
    scheduler.consumed(1, 0.3)
    assert asks(scheduler) == {2: [2, 3]}


def test_steps_beyond_the_end_that_turns_out_are_taken_back():
    scheduler = Scheduler(0, 4, ENDLESS)
    scheduler.add(1, 0.0)
    assert scheduler.arrived(1, 0, 0.1)
    scheduler.orders()
    scheduler.end_at(2)
    assert scheduler.orders()[1].cancel == [2, 3]
    assert not scheduler.complete and scheduler.outstanding(1) == [1]
    assert scheduler.arrived(1, 1, 0.2)
    assert scheduler.complete and not scheduler.over
    assert scheduler.take() and scheduler.take() and scheduler.over
    assert not scheduler.arrived(1, 3, 0.3), "a late answer is dropped"


def test_blocks_of_steps_stay_on_one_server():
    scheduler = Scheduler(0, 8, ENDLESS, lambda step: step // 16)
    where, now = {}, 0.0
    for name in (1, 2):
        scheduler.add(name, now)
    queue = [(name, step) for name, steps in asks(scheduler).items() for step in steps]
    while scheduler.head < 160:
        name, step = queue.pop(0)
        now += 0.01
        where[step] = name
        scheduler.arrived(name, step, now)
        while scheduler.take():
            scheduler.consumed(scheduler.head - 1, now)
        queue += [(name, step) for name, steps in asks(scheduler).items() for step in steps]
    for block in range(10):
        assert len({where[step] for step in range(16 * block, 16 * block + 16)}) == 1
    assert set(where.values()) == {1, 2}


def test_a_step_that_was_not_asked_for_is_an_error():
    scheduler = Scheduler(0, 4, ENDLESS)
    scheduler.add(1, 0.0)
    scheduler.add(2, 0.0)
    with pytest.raises(OutOfTurn, match="step 1, which it was not asked for"):
        scheduler.arrived(2, 1, 0.1)
    with pytest.raises(OutOfTurn, match="step 9, which it was not asked for"):
        scheduler.arrived(1, 9, 0.1)
    scheduler = Scheduler(0, 4, 100)
    scheduler.add(1, 0.0)
    with pytest.raises(OutOfTurn, match="step 1 before step 0"):
        scheduler.arrived(1, 1, 0.1)
