"""Asks servers that were late, and that would say nothing by themselves, whether they live."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import grpc

from crescendo._gen import crescendo_pb2 as pb
from crescendo._link import Link
from crescendo._retry import FIRST_DELAY_SECONDS, LONGEST_ATTEMPT_SECONDS, LONGEST_DELAY_SECONDS

_AGAIN_SECONDS = 1.0


@dataclass
class _Probe:
    due: float
    call: Any = None


class Probes:
    """The questions that wait for an answer, by the number of the stream.

    Args:
        wake: Set when there is an answer.
    """

    def __init__(self, wake: threading.Event) -> None:
        self._wake = wake
        self._probes: dict[int, _Probe] = {}

    def answered(self, mute: Mapping[int, Link]) -> list[int]:
        """Asks the servers of streams that are mute; returns the streams of those that have answered.

        A server that is late again and again, and never in time in between, is asked later each time.
        """
        now = time.monotonic()
        for number in [number for number in self._probes if number not in mute]:
            self._cancel(number)
        answered = []
        for number, link in mute.items():
            if number not in self._probes:
                self._probes[number] = _Probe(now + _delay(link.lates))
                link.lates += 1
            probe = self._probes[number]
            if probe.call is None:
                if now >= probe.due:
                    probe.call = self._ask(link)
            elif probe.call.done():
                if probe.call.code() is grpc.StatusCode.OK:
                    answered.append(number)
                    del self._probes[number]
                else:
                    self._probes[number] = _Probe(now + _AGAIN_SECONDS)
        return answered

    def close(self) -> None:
        """Forgets all questions."""
        for number in list(self._probes):
            self._cancel(number)

    def _cancel(self, number: int) -> None:
        probe = self._probes.pop(number, None)
        if probe is not None and probe.call is not None:
            probe.call.cancel()

    def _ask(self, link: Link) -> Any:
        rpc = link.server.client.rpc
        call = rpc.begin("GetServer", pb.GetServerRequest(), pb.GetServerResponse, LONGEST_ATTEMPT_SECONDS)
        call.add_done_callback(lambda _: self._wake.set())
        return call


def _delay(lates: int) -> float:
    return min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * (2.0 ** min(lates, 16) - 1))
