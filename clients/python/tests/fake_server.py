"""A server that keeps the contract with made-up pixels, and breaks it if a test says so.

Run as a program, it serves the default schedule on a given port, for tests that kill a process.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import grpc
import numpy as np
from google.protobuf.message import Message

from crescendo._gen import crescendo_pb2 as pb
from crescendo._gen.status_details_pb2 import ErrorInfo, StatusDetail, StatusDetails

SERVICE = "crescendo.v1.CrescendoService"
TOKEN = "token-1"
BASE_SIZE = 16
DTYPES = {pb.DTYPE_UINT8: np.dtype(np.uint8), pb.DTYPE_FLOAT32: np.dtype("<f4")}


@dataclass(frozen=True)
class Abort:
    """Ends a call with an error."""

    code: grpc.StatusCode
    message: str = "scripted"
    reason: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    trailer: bytes = b""
    """Details instead of those from reason and metadata."""


class End:
    """Ends a stream with OK."""


Item = bytes | Abort | End
Tamper = Callable[[list[bytes]], Iterable[Item]]


def schedule(*parts: tuple[int, int | tuple[int, int], int]) -> list[pb.Stage]:
    """Makes stages of (steps, bandwidth or height and width, global batch)."""
    stages, first, total = [], 0, sum(part[0] for part in parts)
    for index, (steps, size, batch) in enumerate(parts):
        square = isinstance(size, int)
        budget = (first / total, (first + steps) / total)
        stages.append(
            pb.Stage(
                index=index,
                first_step=first,
                steps=steps,
                budget_start=budget[0],
                budget_end=budget[1],
                bandwidth=size if square else min(size),
                size=[] if square else size,
                global_batch=batch,
                magnitude=float(index),
            )
        )
        first += steps
    return stages


DEFAULT_SCHEDULE = schedule((4, 8, 8), (3, 12, 8), (5, 16, 4))


def expected_pixels(step: int, rank: int, shape: tuple[int, ...], dtype: np.dtype = DTYPES[pb.DTYPE_UINT8]):
    """The pixels of a batch: a function of only step and rank."""
    values = np.random.default_rng([step, rank]).integers(0, 256, size=shape, dtype=np.uint8)
    return values if dtype == np.uint8 else values.astype(dtype) * dtype.type(1.25) - dtype.type(20)


def crop_boxes(step: int, samples: int) -> np.ndarray:
    """The crop boxes of a batch, (N, 4)."""
    return (np.arange(samples * 4, dtype="<f4") + step).reshape(samples, 4)


def _tensors(shape: tuple[int, ...], dtype: int, byte_length: int) -> list[pb.Tensor]:
    samples = shape[0]
    images = pb.Tensor(name="images", dtype=dtype, shape=shape, sample_bytes=byte_length // samples)
    offset = -(-byte_length // 64) * 64
    box = pb.Tensor(name="crop_box", dtype=pb.DTYPE_FLOAT32, shape=[samples, 4], sample_bytes=16, offset=offset)
    return [images, box]


class FakeServer:
    """Serves one run. Progress survives ``stop`` and ``start``, as a server's store does."""

    def __init__(
        self,
        stages: list[pb.Stage] = DEFAULT_SCHEDULE,
        *,
        world_size: int = 1,
        dtype: int = pb.DTYPE_UINT8,
        chunk_bytes: int = 700,
        port: int = 0,
        mixing: Callable[[int, int], pb.Mixing] | None = None,
        label_smoothing: float = 0.0,
        client_crops: bool = False,
        version: pb.Version | None = None,
        crop_box: bool = False,
        knows_life: bool = True,
        base_size: tuple[int, int] = (BASE_SIZE, BASE_SIZE),
    ) -> None:
        self.knows_life = knows_life
        self.base_size = base_size
        self.stages = stages
        self.world_size = world_size
        self.dtype = dtype
        self.chunk_bytes = chunk_bytes
        self.port = port
        self.mixing = mixing
        self.label_smoothing = label_smoothing
        self.client_crops = client_crops
        self.version = version
        self.crop_box = crop_box
        self.total_steps = stages[-1].first_step + stages[-1].steps
        self.consumed: dict[int, int] = {}
        self.tamper: dict[int, list[Tamper]] = {}
        self.open_failures: list[Abort] = []
        self.lost = False
        self.manifest_digest = "manifest-digest"
        self.report_ids: list[str] = []
        self.subscriptions: list[pb.Subscribe] = []
        self.stream_reports: list[pb.Progress] = []
        self.unary_reports: list[int] = []
        self.life_calls: list[Message] = []
        self.most_in_flight = 0
        self.active_streams = 0
        self.changed = threading.Condition()
        self._server: grpc.Server | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> FakeServer:
        self._server = grpc.server(ThreadPoolExecutor(16), options=[("grpc.so_reuseport", 0)])
        self._server.add_generic_rpc_handlers((self._handlers(),))
        self.port = self._server.add_insecure_port(f"127.0.0.1:{self.port}")
        self._server.start()
        return self

    def stop(self) -> None:
        """Cuts every call off."""
        if self._server is not None:
            self._server.stop(0).wait()
            with self.changed:
                self.changed.notify_all()
            self._server = None

    def lose_run(self, manifest_digest: str = "manifest-digest") -> None:
        """Forgets the run until it is opened with a spec."""
        self.lost, self.manifest_digest = True, manifest_digest
        self.consumed.clear()

    def on_step(self, step: int, *tampers: Tamper) -> None:
        """Passes the messages of a step through ``tampers``, one for each time that it is sent."""
        self.tamper.setdefault(step, []).extend(tampers)

    def shape(self, step: int) -> tuple[int, int, int, int]:
        stage = self.stage(step)
        height, width = self.base_size if self.client_crops else tuple(stage.size) or [stage.bandwidth] * 2
        return (stage.global_batch // self.world_size, height, width, 3)

    def stage(self, step: int) -> pb.Stage:
        return next(stage for stage in self.stages if step < stage.first_step + stage.steps)

    def pixels(self, step: int, rank: int = 0) -> np.ndarray:
        return expected_pixels(step, rank, self.shape(step), DTYPES[self.wire_dtype])

    @property
    def wire_dtype(self) -> int:
        return pb.DTYPE_UINT8 if self.client_crops else self.dtype

    def messages(self, step: int, rank: int) -> list[bytes]:
        """The encoded header and chunks of a batch."""
        stage, shape = self.stage(step), self.shape(step)
        pixels = self.pixels(step, rank).tobytes()
        header = pb.BatchHeader(
            step=step,
            epoch=step // 5,
            stage=stage.index,
            bandwidth=stage.bandwidth,
            size=stage.size,
            magnitude=stage.magnitude,
            shape=shape,
            dtype=self.wire_dtype,
            labels=[(step + k) % 10 for k in range(shape[0])],
            keys=[f"class/{step}-{k}.jpg" for k in range(shape[0])],
            budget_start=step / self.total_steps,
            budget_end=(step + 1) / self.total_steps,
            suggested_accumulation=1,
            schedule_token=TOKEN,
            byte_length=len(pixels),
            rank_offset=rank * shape[0],
            replaced=step % 2,
            mixing=self.mixing(step, shape[0]) if self.mixing else None,
        )
        if self.crop_box:
            header.tensors.extend(_tensors(shape, self.wire_dtype, len(pixels)))
        messages = [pb.StreamBatchesResponse(header=header)]
        for at in range(0, len(pixels), self.chunk_bytes):
            chunk = pb.DataChunk(data=pixels[at : at + self.chunk_bytes])
            messages.append(pb.StreamBatchesResponse(chunk=chunk))
        if self.crop_box:
            data = crop_boxes(step, shape[0]).tobytes()
            messages.append(pb.StreamBatchesResponse(tensor_chunk=pb.DataChunk(data=data)))
        return [message.SerializeToString() for message in messages]

    def spec(self) -> pb.RunSpec:
        return pb.RunSpec(
            dataset="fake",
            seed=7,
            base_size=self.base_size if self.base_size[0] != self.base_size[1] else self.base_size[:1],
            schedule=pb.ScheduleSpec(preset="efficienttrain++"),
            equivalent_epochs=200,
            global_batch=8,
            world_size=self.world_size,
            dtype=self.dtype,
            low_frequency=pb.LOW_FREQUENCY_SPECTRAL,
            crop=pb.CROP_PLACE_CLIENT if self.client_crops else pb.CROP_PLACE_SERVER,
            interpolation=pb.INTERPOLATION_BICUBIC,
            crop_scale=[0.08, 1],
            crop_ratio=[0.75, 4 / 3],
            horizontal_flip=0.5,
            max_bad_samples=100,
            outputs=["images", "crop_box"] if self.crop_box else [],
            mixing=pb.MixingSpec(label_smoothing=self.label_smoothing) if self.mixing else None,
        )

    def _handlers(self) -> grpc.GenericRpcHandler:
        unary, bytes_as_they_are = grpc.unary_unary_rpc_method_handler, None
        methods = {
            "OpenRun": unary(self._open_run, pb.OpenRunRequest.FromString, pb.OpenRunResponse.SerializeToString),
            "GetRun": unary(self._get_run, pb.GetRunRequest.FromString, pb.GetRunResponse.SerializeToString),
            "ReportProgress": unary(
                self._report, pb.ReportProgressRequest.FromString, pb.ReportProgressResponse.SerializeToString
            ),
            "WatchRun": grpc.unary_stream_rpc_method_handler(
                self._watch, pb.WatchRunRequest.FromString, pb.WatchRunResponse.SerializeToString
            ),
            "StreamBatches": grpc.stream_stream_rpc_method_handler(
                self._stream, pb.StreamBatchesRequest.FromString, bytes_as_they_are
            ),
            "ListRuns": unary(self._list_runs, pb.ListRunsRequest.FromString, pb.ListRunsResponse.SerializeToString),
            "ForkRun": unary(self._fork_run, pb.ForkRunRequest.FromString, pb.ForkRunResponse.SerializeToString),
        }
        for kind in ("Delete", "Rename", "Reset", "Archive"):
            request, response = getattr(pb, f"{kind}RunRequest"), getattr(pb, f"{kind}RunResponse")
            answer = partial(self._note_life_call, response)
            methods[f"{kind}Run"] = unary(answer, request.FromString, response.SerializeToString)
        if not self.knows_life:
            methods = {name: methods[name] for name in ("OpenRun", "GetRun")}
        return grpc.method_handlers_generic_handler(SERVICE, methods)

    def _note_life_call(self, response: type, request: Message, context: grpc.ServicerContext) -> Message:
        self.life_calls.append(request)
        if request.run == "busy":
            abort(context, Abort(grpc.StatusCode.FAILED_PRECONDITION, "rank 0 of 1 trains it", "RUN_IN_USE"))
        return response()

    def _list_runs(self, request: pb.ListRunsRequest, context: grpc.ServicerContext) -> pb.ListRunsResponse:
        made = pb.RunSummary(run="baseline", dataset="fake", created_ms=1_500, consumed_step=0, total_steps=12)
        kept = pb.RunSummary(run="old", dataset="fake", finished=True, total_steps=12, archived=True)
        return pb.ListRunsResponse(runs=[made, kept] if request.archived else [made])

    def _fork_run(self, request: pb.ForkRunRequest, context: grpc.ServicerContext) -> pb.ForkRunResponse:
        self.life_calls.append(request)
        if request.to == "no name":
            abort(context, Abort(grpc.StatusCode.INVALID_ARGUMENT, "to: no name", "INVALID_FIELD", {"field": "to"}))
        changed = [pb.SpecDifference(field="seed", before="0", after="7")] if request.HasField("spec") else []
        return pb.ForkRunResponse(first_step=5, total_steps=12, budget_consumed=0.25, differences=changed)

    def _open_run(self, request: pb.OpenRunRequest, context: grpc.ServicerContext) -> pb.OpenRunResponse:
        if self.open_failures:
            abort(context, self.open_failures.pop(0))
        self.lost = self.lost and not request.HasField("spec")
        if request.run == "missing" or self.lost:
            abort(context, Abort(grpc.StatusCode.NOT_FOUND, "no run missing", "UNKNOWN_RUN", {"field": "run"}))
        self.opened = request
        return pb.OpenRunResponse(
            run=request.run,
            created=True,
            spec=self.spec(),
            spec_digest="spec-digest",
            manifest_digest=self.manifest_digest,
            engine_version="1",
            sample_count=50,
            class_names=[f"class-{k}" for k in range(10)],
            stages=self.stages,
            total_steps=self.total_steps,
            schedule_token=TOKEN,
            server_version=self.version,
        )

    def _status(self, run: str) -> pb.RunStatus:
        everyone = len(self.consumed) == self.world_size
        finished = everyone and min(self.consumed.values()) == self.total_steps - 1
        return pb.RunStatus(
            run=run,
            state=pb.RUN_STATE_FINISHED if finished else pb.RUN_STATE_ACTIVE,
            spec=self.spec(),
            stages=self.stages,
            ranks=[
                pb.RankProgress(rank=r, consumed_step=s, world_size=self.world_size)
                for r, s in sorted(self.consumed.items())
            ],
            consumed_step=min(self.consumed.values()) if everyone else None,
            bad_sample_count=1,
            bad_samples=[pb.BadSample(key="a.jpg", reason="BAD_IMAGE", replaced_by="b.jpg", step=1)],
            unread_validation_count=1,
            unread_validation=[pb.UnreadSample(dataset="val", key="c.jpg", reason="BAD_IMAGE")],
            total_steps=self.total_steps,
        )

    def _get_run(self, request: pb.GetRunRequest, context: grpc.ServicerContext) -> pb.GetRunResponse:
        return pb.GetRunResponse(status=self._status(request.run))

    def _watch(self, request: pb.WatchRunRequest, context: grpc.ServicerContext) -> Iterator[pb.WatchRunResponse]:
        while context.is_active():
            yield pb.WatchRunResponse(status=self._status(request.run))
            with self.changed:
                self.changed.wait(0.2)

    def _record(self, rank: int, progress: pb.Progress) -> int:
        with self.changed:
            self.consumed[rank] = max(self.consumed.get(rank, -1), progress.consumed_step)
            self.changed.notify_all()
            return self.consumed[rank]

    def _report(self, request: pb.ReportProgressRequest, context: grpc.ServicerContext) -> pb.ReportProgressResponse:
        self.unary_reports.append(request.progress.consumed_step)
        self.report_ids.append(request.client_id)
        if self.lost:
            abort(context, Abort(grpc.StatusCode.NOT_FOUND, "no such run", "UNKNOWN_RUN", {"field": "run"}))
        return pb.ReportProgressResponse(consumed_step=self._record(request.rank, request.progress))

    def _stream(self, requests: Iterator[pb.StreamBatchesRequest], context: grpc.ServicerContext) -> Iterator[bytes]:
        subscribe = next(requests).subscribe
        self.subscriptions.append(subscribe)
        stream = _Stream(self, subscribe, context)
        threading.Thread(target=stream.read_reports, args=(requests,), daemon=True).start()
        with self.changed:
            self.active_streams += 1
        try:
            yield from stream.send()
        finally:
            with self.changed:
                self.active_streams -= 1
                self.changed.notify_all()


class _Stream:
    def __init__(self, server: FakeServer, subscribe: pb.Subscribe, context: grpc.ServicerContext) -> None:
        self.server = server
        self.subscribe = subscribe
        self.context = context
        self.consumed = subscribe.step - 1
        self.ended = False

    def read_reports(self, requests: Iterator[pb.StreamBatchesRequest]) -> None:
        try:
            for request in requests:
                self.server.stream_reports.append(request.progress)
                self.consumed = max(self.consumed, request.progress.consumed_step)
                self.server._record(self.subscribe.rank, request.progress)
        except Exception:
            pass  # The call is over.
        self.ended = True
        with self.server.changed:
            self.server.changed.notify_all()

    def wait(self, condition: Callable[[], bool]) -> bool:
        """Waits until ``condition``; False if the call ends first."""
        with self.server.changed:
            while not condition():
                if self.ended or not self.context.is_active():
                    return False
                self.server.changed.wait(0.05)
        return True

    def send(self) -> Iterator[bytes]:
        server, stage = self.server, None
        for step in range(self.subscribe.step, server.total_steps):
            if not self.wait(lambda s=step: s <= self.consumed + self.subscribe.window):
                return
            server.most_in_flight = max(server.most_in_flight, step - self.consumed)
            if server.stage(step) is not stage:
                stage = server.stage(step)
                change = pb.StageChange(stage=stage)
                yield pb.StreamBatchesResponse(stage_change=change).SerializeToString()
            items: Iterable[Item] = server.messages(step, self.subscribe.rank)
            if server.tamper.get(step):
                items = server.tamper[step].pop(0)(list(items))
            for item in items:
                if isinstance(item, End):
                    return
                if isinstance(item, Abort):
                    abort(self.context, item)
                yield item
        self.wait(lambda: self.consumed >= server.total_steps - 1)


def abort(context: grpc.ServicerContext, failure: Abort) -> None:
    """Ends a call with an error and its google.rpc.ErrorInfo."""
    trailer = failure.trailer
    if failure.reason:
        info = ErrorInfo(reason=failure.reason, domain="crescendo", metadata=failure.metadata)
        detail = StatusDetail(type_url="type.googleapis.com/google.rpc.ErrorInfo", value=info.SerializeToString())
        status = StatusDetails(code=failure.code.value[0], message=failure.message, details=[detail])
        trailer = status.SerializeToString()
    if trailer:
        context.set_trailing_metadata((("grpc-status-details-bin", trailer),))
    context.abort(failure.code, failure.message)


if __name__ == "__main__":
    server = FakeServer(port=int(sys.argv[1])).start()
    print(server.port, flush=True)
    sys.stdin.read()
