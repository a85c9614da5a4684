"""The actor that adds and removes data nodes."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import grpc
import ray
import ray.exceptions

from crescendo._connect import connect
from crescendo._gen import crescendo_pb2 as pb
from crescendo._ray_forecast import Pace, RunPace, coming
from crescendo._ray_policy import Limits, Observation, ScalingPolicy
from crescendo._ray_settings import NAMESPACE
from crescendo.client import Client
from crescendo.errors import CrescendoError, NotFound

_LOOK_SECONDS = 5.0
_ANSWER_SECONDS = 10.0


def trainer_wait(loads: Sequence[pb.ServerLoad]) -> float:
    """Returns the share of their time for which trainers waited, 0..1: the mean over the servers from which they read.
    Trainers report their wait for a batch to the server that has sent it, and servers send about as many each.
    """
    waits = [min(1.0, load.trainer_wait) for load in loads if load.streams > 0]
    return sum(waits) / len(waits) if waits else 0.0


@dataclass(frozen=True)
class Access:
    """How servers are called.

    Attributes:
        token: A token; empty for none.
        authority: PEM certificates of the authority of the servers' certificates; None for plain text.
        options: Channel options of grpc.
        plaintext_token: True allows the token to travel in plain text.
    """

    token: str
    authority: bytes | None
    options: Mapping[str, Any]
    plaintext_token: bool

    def connect(self, address: str) -> Client:
        """Returns a client of a server."""
        return connect(
            address,
            credentials=None if self.authority is None else grpc.ssl_channel_credentials(self.authority),
            options=self.options,
            timeout=_ANSWER_SECONDS,
            token=self.token,
            plaintext_token=self.plaintext_token,
        )


class Scaler:
    """Adds and removes data nodes by a ``ScalingPolicy``. Runs as an actor that Ray starts again if it dies; the policy
    then begins anew.

    Args:
        name: Name of the directory.
        least: Never fewer nodes.
        most: Never more nodes.
        runs: Names of the runs whose next stages count.
        access: How servers are called.
        limits: The numbers of the policy.
    """

    def __init__(self, name: str, least: int, most: int, runs: tuple[str, ...], access: Access, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._policy = ScalingPolicy(least, most, limits)
        self._paces = {run: RunPace() for run in runs}
        self._access = access
        self._clients: dict[str, Client] = {}
        self._told: set[str] = set()
        self._me = ray.get_runtime_context().current_actor
        threading.Thread(target=self._keep, name="crescendo-ray-scaler", daemon=True).start()

    def ready(self) -> None:
        """Returns as soon as the actor runs."""

    def _keep(self) -> None:
        while True:
            try:
                self._look()
            except (ValueError, ray.exceptions.ActorDiedError):
                # The directory is gone, and with it what there was to scale.
                ray.kill(self._me)
                return
            except Exception as error:
                print(f"crescendo: the load of the data nodes is not known: {error}", flush=True)
            time.sleep(_LOOK_SECONDS)

    def _look(self) -> None:
        directory = ray.get_actor(self._name, NAMESPACE)
        status = ray.get(directory.status.remote(), timeout=_ANSWER_SECONDS)
        serving = [report for report in status.reports if report.state == "serving"]
        addresses = [address for report in serving for address in report.addresses]
        loads = self._loads(addresses)
        if not loads:
            return
        at = time.monotonic()
        paces = [pace for run in self._paces if (pace := self._pace(at, run)) is not None]
        seen = Observation(
            at=at,
            nodes=len(serving),
            trainer_wait=trainer_wait(loads),
            busy_workers=min(1.0, sum(load.busy_workers for load in loads) / len(loads)),
            coming=coming(paces, self._limits.lead_seconds),
        )
        decision = self._policy.decide(seen)
        if decision.why:
            print(f"crescendo: {decision.why}", flush=True)
        ray.get(directory.scale.remote(decision.nodes), timeout=_ANSWER_SECONDS)

    def _loads(self, addresses: list[str]) -> list[pb.ServerLoad]:
        """Asks each server; those that do not answer are left out."""
        for address in [known for known in self._clients if known not in addresses]:
            self._clients.pop(address).close()
        loads = []
        for address in addresses:
            try:
                if address not in self._clients:
                    self._clients[address] = self._access.connect(address)
                answer = self._clients[address]._call("GetServer", pb.GetServerRequest(), pb.GetServerResponse)
            except CrescendoError as error:
                self._tell_once(f"the load of the server at {address} is not known: {error.message}")
            else:
                loads.append(answer.load)
        return loads

    def _pace(self, at: float, run: str) -> Pace | None:
        for client in self._clients.values():
            try:
                return self._paces[run].see(at, client.get_run(run))
            except NotFound:
                # It may begin later.
                return None
            except CrescendoError as error:
                self._tell_once(f"the plan of the run {run} is not known: {error.message}")
        return None

    def _tell_once(self, message: str) -> None:
        if message not in self._told:
            print(f"crescendo: {message}", flush=True)
        self._told.add(message)
