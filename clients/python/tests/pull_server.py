"""Fake servers that share the state of a run, of which a client asks for single batches."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field

import grpc
from fake_server import DEFAULT_SCHEDULE, SERVICE, Abort, End, FakeServer, abort

from crescendo._gen import crescendo_pb2 as pb

SHUTTING_DOWN = Abort(grpc.StatusCode.UNAVAILABLE, "going away", "SHUTTING_DOWN")


@dataclass
class State:
    """What servers of the same state know together."""

    name: str = "state-1"
    consumed: dict[int, int] = field(default_factory=dict)
    holders: set[str] = field(default_factory=set)
    """Client ids that have a stream."""
    sent: list[int] = field(default_factory=list)
    reported: list[tuple[str, int]] = field(default_factory=list)
    """Who was told that which step was consumed."""


class PullServer(FakeServer):
    """Knows pull. ``freeze`` makes it silent, as SIGSTOP does, while its connections stay."""

    def __init__(
        self,
        stages: list[pb.Stage] = DEFAULT_SCHEDULE,
        *,
        state: State,
        instance: str = "",
        engine: str = "1",
        revision: int = 5,
        siblings: list[str] | None = None,
        **arguments,
    ) -> None:
        super().__init__(stages, version=pb.Version(revision=revision), **arguments)
        self.state = state
        self.instance = instance
        self.engine = engine
        self.siblings = siblings or []
        self.draining = False
        self.refusal: Abort | None = None
        self.moving = threading.Event()
        self.moving.set()
        self.asked: list[int] = []
        self.cancelled: list[int] = []
        self.described = 0
        self.half_closed = 0
        self.end_at: int | None = None
        """The number of steps that turns out while training."""
        self.pulls: list[pb.Subscribe] = []

    def freeze(self) -> None:
        self.moving.clear()

    def thaw(self) -> None:
        self.moving.set()

    def stop(self) -> None:
        self.moving.set()
        super().stop()

    def _handlers(self) -> grpc.GenericRpcHandler:
        described = grpc.unary_unary_rpc_method_handler(
            self._describe, pb.GetServerRequest.FromString, pb.GetServerResponse.SerializeToString
        )
        own = grpc.method_handlers_generic_handler(SERVICE, {"GetServer": described})
        return _Both(own if self.version.revision >= 5 else None, super()._handlers())

    def _describe(self, request: pb.GetServerRequest, context: grpc.ServicerContext) -> pb.GetServerResponse:
        self.moving.wait()
        self.described += 1
        return pb.GetServerResponse(
            instance=self.instance or str(self.port),
            state_id=self.state.name,
            engine_version=self.engine,
            server_version=self.version,
            datasets=[pb.DatasetInfo(id="fake", manifest_digest=self.manifest_digest, sample_count=50)],
            draining=self.draining,
            siblings=self.siblings,
        )

    def _open_run(self, request: pb.OpenRunRequest, context: grpc.ServicerContext) -> pb.OpenRunResponse:
        self.moving.wait()
        answer = super()._open_run(request, context)
        answer.siblings.extend(self.siblings)
        answer.total_steps = 0 if self.end_at is not None else answer.total_steps
        return answer

    def _status(self, run: str) -> pb.RunStatus:
        status = super()._status(run)
        status.total_steps = self.end_at or status.total_steps
        return status

    def _record(self, rank: int, progress: pb.Progress) -> int:
        self.state.consumed[rank] = max(self.state.consumed.get(rank, -1), progress.consumed_step)
        self.consumed = self.state.consumed
        return super()._record(rank, progress)

    def _stream(self, requests, context):
        subscribe = next(requests).subscribe
        if not subscribe.pull:
            yield from super()._stream(_chain(pb.StreamBatchesRequest(subscribe=subscribe), requests), context)
            return
        self.moving.wait()
        self.pulls.append(subscribe)
        if self.refusal is not None:
            abort(context, self.refusal)
        others = self.state.holders - {subscribe.client_id}
        if others and not subscribe.takeover:
            abort(context, Abort(grpc.StatusCode.FAILED_PRECONDITION, "another trainer has it", "RANK_TAKEN"))
        self.state.holders -= others
        self.state.holders.add(subscribe.client_id)
        with self.changed:
            self.active_streams += 1
        try:
            yield from _Pulled(self, subscribe, context, requests).send()
        finally:
            with self.changed:
                self.active_streams -= 1
                self.changed.notify_all()


class _Both(grpc.GenericRpcHandler):
    def __init__(self, first, second):
        self.first, self.second = first, second

    def service(self, details):
        return (self.first and self.first.service(details)) or self.second.service(details)


class _Pulled:
    def __init__(self, server, subscribe, context, requests):
        self.server, self.subscribe, self.context = server, subscribe, context
        self.asked: deque[int] = deque()
        self.ended = False
        threading.Thread(target=self.read, args=(requests,), daemon=True).start()

    def read(self, requests):
        server = self.server
        try:
            for request in requests:
                server.moving.wait()
                with server.changed:
                    self.asked.extend(request.fetch.steps)
                    server.asked.extend(request.fetch.steps)
                    for step in request.fetch.cancel:
                        server.cancelled.append(step)
                        if step in self.asked:
                            self.asked.remove(step)
                    assert len(self.asked) <= self.subscribe.window
                    if request.HasField("progress"):
                        server.stream_reports.append(request.progress)
                        server.state.reported.append((server.address, request.progress.consumed_step))
                    server.changed.notify_all()
                if request.HasField("progress"):
                    server._record(self.subscribe.rank, request.progress)
            server.half_closed += 1
        except Exception:
            pass  # The call is over.
        self.ended = True
        with server.changed:
            server.changed.notify_all()

    def send(self):
        server, stage = self.server, None
        while True:
            with server.changed:
                while not (self.asked and server.moving.is_set()):
                    if self.ended or not self.context.is_active():
                        return
                    server.changed.wait(0.02)
                step = self.asked.popleft()
            if server.end_at is not None and step >= server.end_at:
                return
            if server.stage(step) is not stage:
                stage = server.stage(step)
                yield pb.StreamBatchesResponse(stage_change=pb.StageChange(stage=stage)).SerializeToString()
            items = server.messages(step, self.subscribe.rank)
            if server.tamper.get(step):
                items = server.tamper[step].pop(0)(list(items))
            for item in items:
                if isinstance(item, End):
                    return
                if isinstance(item, Abort):
                    abort(self.context, item)
                yield item
            server.state.sent.append(step)


def _chain(first, rest):
    yield first
    yield from rest
