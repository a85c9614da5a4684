"""Which server is asked for which step. Without I/O and without a clock: the caller passes times in, in seconds.

A step is given to the server with the least outstanding work. If the trainer waits for a step for longer than usual, a
second server is asked as well, as in "The Tail at Scale" (Dean and Barroso, 2013): the first answer counts, and the
other one is dropped.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

MOST_OUTSTANDING = 3
"""Steps that are outstanding at a server while there are others: a server makes as many batches at the same time."""
LEAST_PATIENCE_SECONDS = 0.05
FIRST_PATIENCE_SECONDS = 1.0
"""When a step is late while hardly any times are known: a server that has just started is slow."""
_TIMES_KNOWN = 8
_TIMES_KEPT = 64
_QUANTILE = 0.95
_NEWEST_WEIGHT = 0.2
"""Weight of the newest time in a server's mean."""

_ENDLESS = 2**53
"""A bound that no run reaches: the number of steps is not known."""

BlockOf = Callable[[int], Hashable]
"""Names the block of steps that should stay on one server; None for a step that may go anywhere."""


class OutOfTurn(Exception):
    """A server has sent a step that it should not have sent; the message says which."""


@dataclass
class Orders:
    """What to tell a server: steps that are wanted from it, and steps that are no longer wanted."""

    fetch: list[int] = field(default_factory=list)
    cancel: list[int] = field(default_factory=list)


@dataclass(eq=False)
class _Endpoint:
    """What is known of a server.

    ``trusted`` is false until it has sent a batch, and again after it was silent; until then it is asked for one step
    at a time. ``silent`` is true from a step that was late to the next sign of life. ``retired`` servers finish what
    they were asked for.
    """

    name: int
    outstanding: dict[int, float] = field(default_factory=dict)
    mean_seconds: float = 0.0
    arrived_at: float = -math.inf
    trusted: bool = False
    silent: bool = False
    retired: bool = False

    @property
    def open(self) -> bool:
        return not (self.silent or self.retired)

    def cost(self) -> tuple[float, int, float]:
        work = len(self.outstanding) * self.mean_seconds
        return (work, len(self.outstanding), self.mean_seconds)

    def observe(self, asked_at: float, now: float) -> None:
        """A batch has taken the time since it was asked for, or since the one before it, if it had to wait for that."""
        seconds = now - max(asked_at, self.arrived_at)
        weight = _NEWEST_WEIGHT if self.mean_seconds > 0 else 1.0
        self.mean_seconds += weight * (seconds - self.mean_seconds)


class Scheduler:
    """The steps of one trainer: asked for, received, handed out in order.

    Args:
        first_step: The step that is handed out first.
        window: Steps beyond the last consumed one that may be asked for or wait.
        bound: An exclusive upper bound of the steps; the number of steps once it is known.
        block_of: Names the blocks of steps that should stay on one server.

    Attributes:
        head: The step that is handed out next.
        bound: As the argument, or less once the number of steps has turned out.
    """

    def __init__(self, first_step: int, window: int, bound: int, block_of: BlockOf = lambda step: None) -> None:
        self.head = first_step
        self.bound = bound
        self._first_bound = bound
        self._window = window
        self._limit = first_step + window
        self._block_of = block_of
        self._endpoints: dict[int, _Endpoint] = {}
        self._asked: dict[int, dict[int, float]] = {}
        """Of each step that is outstanding: when which servers were asked for it."""
        self._fresh = first_step
        """Steps from here on were never asked for."""
        self._orphans: set[int] = set()
        """Earlier steps that nobody was asked for who has given a sign of life since; perhaps also others."""
        self._received: set[int] = set()
        self._owners: dict[Hashable, int] = {}
        self._times: deque[float] = deque(maxlen=_TIMES_KEPT)
        self._patience: float | None = FIRST_PATIENCE_SECONDS
        self._orders: dict[int, Orders] = {}

    @property
    def over(self) -> bool:
        """True if there is no further step to hand out."""
        return self.head >= self.bound

    @property
    def complete(self) -> bool:
        """True if every step up to the last one has come."""
        return len(self._received) >= self.bound - self.head

    @property
    def size(self) -> int:
        """Steps that are outstanding or wait to be handed out: never more than the window."""
        return len(self._asked) + len(self._received)

    def orders(self) -> dict[int, Orders]:
        """Returns what is to be told to servers since the last call."""
        orders, self._orders = self._orders, {}
        return orders

    def add(self, name: int, now: float) -> None:
        """A server can be asked from now on."""
        self._endpoints[name] = _Endpoint(name)
        self._plan(now)

    def remove(self, name: int, now: float) -> None:
        """A server has failed or is gone: what is outstanding there is asked for elsewhere."""
        endpoint = self._endpoints.pop(name, None)
        if endpoint is None:
            return
        self._orders.pop(name, None)
        self._orphans.update(endpoint.outstanding)
        for step in endpoint.outstanding:
            asked = self._asked[step]
            del asked[name]
            if not asked:
                del self._asked[step]
        self._disown(name)
        self._plan(now)

    def retire(self, name: int, now: float) -> None:
        """A server is asked for nothing new, and finishes what it was asked for."""
        if name in self._endpoints:
            self._endpoints[name].retired = True
            self._disown(name)
            self._plan(now)

    def idle(self, name: int) -> bool:
        """True if nothing is outstanding at a server."""
        return not self.outstanding(name)

    def outstanding(self, name: int) -> list[int]:
        """Returns the steps that are outstanding at a server."""
        return list(self._endpoints[name].outstanding) if name in self._endpoints else []

    def mute(self) -> list[int]:
        """Returns the servers that were late and will say nothing by themselves, as nothing is outstanding there."""
        return [e.name for e in self._endpoints.values() if e.silent and not e.outstanding]

    def heard(self, name: int, now: float) -> None:
        """A server has given a sign of life."""
        endpoint = self._endpoints.get(name)
        if endpoint is not None and endpoint.silent:
            endpoint.silent = False
            self._plan(now)

    def wanted(self, step: int) -> bool:
        """True if a step has not come yet."""
        return self.head <= step < min(self._limit, self.bound) and step not in self._received

    def arrived(self, name: int, step: int, now: float) -> bool:
        """The batch of a step has come from a server. Returns False if it is to be dropped, because another server was
        faster.

        Raises:
            OutOfTurn: The server was not asked for the step, or for another one before it.
        """
        endpoint = self._endpoints.get(name)
        wanted = self.wanted(step)
        self._check_turn(endpoint, step, wanted)
        asked_at = None if endpoint is None else endpoint.outstanding.pop(step, None)
        if endpoint is not None:
            if asked_at is not None:
                endpoint.observe(asked_at, now)
            endpoint.trusted, endpoint.silent, endpoint.arrived_at = True, False, now
        if wanted and asked_at is not None:
            self._times.append(now - asked_at)
            self._patience = None
            self._received.add(step)
            self._cancel(step, name)
        self._plan(now)
        return wanted

    def _check_turn(self, endpoint: _Endpoint | None, step: int, wanted: bool) -> None:
        outstanding = {} if endpoint is None else endpoint.outstanding
        if step not in outstanding:
            # One that is not wanted any more may have been taken back too late.
            if wanted or step >= min(self._limit, self._first_bound):
                raise OutOfTurn(f"step {step}, which it was not asked for")
        elif (first := next(iter(outstanding))) != step and self._first_bound < _ENDLESS:
            # Without a bound, a step that is not decided yet waits, and later requests may overtake it.
            raise OutOfTurn(f"step {step} before step {first}, which it was asked for first")

    def take(self) -> bool:
        """Hands the next step out, if it has come."""
        if self.head not in self._received:
            return False
        self._received.remove(self.head)
        self.head += 1
        return True

    def consumed(self, step: int, now: float) -> None:
        """The trainer has consumed a step, which moves the window."""
        self._limit = max(self._limit, step + 1 + self._window)
        self._plan(now)

    def end_at(self, bound: int) -> None:
        """The number of steps has turned out; what was asked for beyond it does not exist."""
        self.bound = min(self.bound, bound)
        for step in [step for step in self._asked if step >= self.bound]:
            self._cancel(step, None)

    def late_at(self) -> float | None:
        """When the step that is handed out next becomes late; None if no other server could be asked for it."""
        asked = self._asked.get(self.head)
        if not asked or not any(e.open and e.name not in asked for e in self._endpoints.values()):
            return None
        return max(asked.values()) + self._patience_seconds()

    def waits(self, now: float) -> None:
        """The trainer waits for the next step: if it is late, another server is asked for it too. The late one is asked
        for nothing new until it gives a sign of life, and others are asked for what is outstanding there.
        """
        late_at = self.late_at()
        if late_at is None or now < late_at:
            return
        for name, asked_at in self._asked[self.head].items():
            endpoint = self._endpoints[name]
            if not endpoint.silent:
                endpoint.observe(asked_at, now)
            endpoint.silent, endpoint.trusted = True, False
            self._orphans.update(endpoint.outstanding)
            self._disown(name)
        others = [e for e in self._endpoints.values() if e.open and e.name not in self._asked[self.head]]
        self._ask(self.head, min(others, key=_Endpoint.cost), now)
        self._plan(now)

    def _patience_seconds(self) -> float:
        if self._patience is None:
            self._patience = FIRST_PATIENCE_SECONDS
            if len(self._times) >= _TIMES_KNOWN:
                times = sorted(self._times)
                usual = times[math.ceil(_QUANTILE * len(times)) - 1]
                self._patience = max(LEAST_PATIENCE_SECONDS, 2 * usual)
        return self._patience

    def _plan(self, now: float) -> None:
        """Asks for every step of the window that no server with signs of life was asked for, in order."""
        for step in sorted(self._orphans):
            asked = self._asked.get(step, {})
            if not self._needed(step) or any(not self._endpoints[name].silent for name in asked):
                self._orphans.discard(step)
            elif endpoint := self._choose(step, asked):
                self._ask(step, endpoint, now)
                self._orphans.discard(step)
        end = min(self._limit, self.bound)
        while self._fresh < end and any(e.open for e in self._endpoints.values()):
            step = self._fresh
            if endpoint := self._choose(step, {}):
                self._ask(step, endpoint, now)
            elif self._block_of(step) is None:
                return
            else:
                # Its server has enough to do; those of other blocks may not.
                self._orphans.add(step)
            self._fresh += 1

    def _needed(self, step: int) -> bool:
        return self.head <= step < self.bound and step not in self._received

    def _choose(self, step: int, asked: dict[int, float]) -> _Endpoint | None:
        able = [e for e in self._endpoints.values() if e.open]
        alone = len(able) == 1
        free = [e for e in able if e.name not in asked and len(e.outstanding) < self._room(e, alone=alone)]
        block = self._block_of(step)
        owner = None if block is None else self._owners.get(block)
        if owner is not None and owner not in asked:
            free = [e for e in free if e.name == owner]
        chosen = min(free, key=_Endpoint.cost, default=None)
        if chosen is not None and block is not None and owner is None:
            self._forget_blocks()
            self._owners[block] = chosen.name
        return chosen

    def _room(self, endpoint: _Endpoint, *, alone: bool) -> int:
        if alone:
            return self._window
        return MOST_OUTSTANDING if endpoint.trusted else 1

    def _forget_blocks(self) -> None:
        """Forgets the blocks that lie before the window."""
        current = {self._block_of(step) for step in range(self.head, self._limit)}
        self._owners = {block: name for block, name in self._owners.items() if block in current}

    def _disown(self, name: int) -> None:
        self._owners = {block: owner for block, owner in self._owners.items() if owner != name}

    def _ask(self, step: int, endpoint: _Endpoint, now: float) -> None:
        endpoint.outstanding[step] = now
        self._asked.setdefault(step, {})[endpoint.name] = now
        self._orders.setdefault(endpoint.name, Orders()).fetch.append(step)

    def _cancel(self, step: int, by: int | None) -> None:
        """A step is no longer outstanding; all servers but the one that has sent it are told so."""
        for name in self._asked.pop(step, {}):
            if name != by:
                del self._endpoints[name].outstanding[step]
                self._orders.setdefault(name, Orders()).cancel.append(step)
