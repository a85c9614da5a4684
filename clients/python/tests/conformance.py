"""The cases that both clients share (clients/conformance), and what this client's fake server does for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import grpc
from fake_server import Abort, End, FakeServer, Item, schedule
from google.protobuf import json_format

from crescendo import CrescendoError
from crescendo._gen import crescendo_pb2 as pb

FOLDER = Path(__file__).parents[2] / "conformance"


def load(name: str) -> dict:
    """Reads a file of cases."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def names(cases: list[dict]) -> list[str]:
    return [case["name"] for case in cases]


def abort_of(fail: dict) -> Abort:
    """The failure that a case describes."""
    return Abort(
        grpc.StatusCode[fail["code"]],
        fail["message"],
        fail.get("reason", ""),
        fail.get("metadata", {}),
        bytes.fromhex(fail.get("trailer", "")),
    )


def make_scripted(case: dict, stages: list[dict]) -> FakeServer:
    """A server that sends what a case says in place of its steps."""
    parts = [(stage["steps"], stage["bandwidth"], stage["global_batch"]) for stage in stages]
    server = FakeServer(schedule(*parts), chunk_bytes=12)
    for step, times in case["steps"].items():
        server.on_step(int(step), *[_sender(server, int(step), items) for items in times])
    return server


def _sender(server: FakeServer, step: int, items: list):
    def tamper(messages: list[bytes]) -> Iterable[Item]:
        return _sent(server.pixels(step).tobytes(), messages[0], items)

    return tamper


def _sent(pixels: bytes, header: bytes, items: list) -> Iterator[Item]:
    for item in items:
        match item:
            case "header":
                yield header
            case "end":
                yield End()
            case {"header": changes}:
                yield _changed(header, changes)
            case {"pixels": [start, end]}:
                yield _encoded(chunk=pb.DataChunk(data=pixels[start:end]))
            case {"zeros": count}:
                yield _encoded(chunk=pb.DataChunk(data=bytes(count)))
            case {"tensor_zeros": count}:
                yield _encoded(tensor_chunk=pb.DataChunk(data=bytes(count)))
            case {"raw": parts}:
                yield b"".join(bytes.fromhex(p) if isinstance(p, str) else pixels[p[0] : p[1]] for p in parts)
            case {"stage_change": index}:
                yield _encoded(stage_change=pb.StageChange(stage=pb.Stage(index=index)))
            case {"notice": notice}:
                yield _encoded(notice=pb.Notice(**notice))
            case {"fail": fail}:
                yield abort_of(fail)
            case _:
                raise ValueError(f"no such item: {item}")


def _encoded(**message: object) -> bytes:
    return pb.StreamBatchesResponse(**message).SerializeToString()


def _changed(header: bytes, changes: dict) -> bytes:
    response = pb.StreamBatchesResponse.FromString(header)
    for field in changes:
        response.header.ClearField(field)
    json_format.ParseDict(changes, response.header)
    return response.SerializeToString()


def check_error(error: CrescendoError, expected: dict) -> None:
    """Checks what was raised against what a case expects."""
    assert error.code == expected["code"], error
    assert error.reason == expected.get("reason", error.reason), error
    for part in expected.get("message", []):
        assert part in error.message
    for name, value in expected.get("metadata", {}).items():
        assert error.metadata[name] == value
