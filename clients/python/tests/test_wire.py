"""The fast path must give the same pixels as protobuf, or leave the message to protobuf."""

import random

import pytest

from crescendo._gen import crescendo_pb2 as pb
from crescendo._wire import chunk_payload


def encoded(data: bytes) -> bytes:
    return pb.StreamBatchesResponse(chunk=pb.DataChunk(data=data)).SerializeToString()


@pytest.mark.parametrize("length", [1, 2, 125, 126, 127, 128, 129, 16381, 16384, 16390, 1 << 20, (1 << 21) + 3])
def test_the_payload_of_a_chunk_is_a_view_of_its_message(length):
    data = random.Random(length).randbytes(length)
    message = encoded(data)
    payload = chunk_payload(message)
    assert payload is not None
    assert payload.obj is message
    assert payload == data


@pytest.mark.parametrize(
    "message",
    [
        pb.StreamBatchesResponse(header=pb.BatchHeader(step=3, byte_length=5)),
        pb.StreamBatchesResponse(stage_change=pb.StageChange(stage=pb.Stage(index=1))),
        pb.StreamBatchesResponse(notice=pb.Notice(reason="R")),
        pb.StreamBatchesResponse(chunk=pb.DataChunk()),
        pb.StreamBatchesResponse(),
    ],
)
def test_other_messages_are_left_to_protobuf(message):
    assert chunk_payload(message.SerializeToString()) is None


ODD = {
    "the field twice": b"\x12\x03\x0a\x01A" + b"\x12\x03\x0a\x01B",
    "data twice": b"\x12\x06\x0a\x01A\x0a\x01B",
    "an unknown field after the chunk": b"\x12\x03\x0a\x01A" + b"\x98\x06\x01",
    "an unknown field before the chunk": b"\x98\x06\x01" + b"\x12\x03\x0a\x01A",
    "an unknown field in the chunk": b"\x12\x06\x0a\x01A\x98\x06\x01",
    "a header that loses to the chunk": b"\x0a\x02\x08\x03" + b"\x12\x03\x0a\x01A",
}


@pytest.mark.parametrize("message", ODD.values(), ids=ODD.keys())
def test_odd_but_valid_encodings_are_left_to_protobuf(message):
    assert chunk_payload(message) is None
    assert pb.StreamBatchesResponse.FromString(message).WhichOneof("message") == "chunk"


def test_a_length_in_more_bytes_than_needed_is_read():
    message = b"\x12\x85\x80\x00\x0a\x82\x00AB"
    assert pb.StreamBatchesResponse.FromString(message).chunk.data == b"AB"
    payload = chunk_payload(message)
    assert payload is not None
    assert payload == b"AB"


def test_a_length_that_does_not_reach_the_end_is_left_to_protobuf():
    assert chunk_payload(b"\x12\x05\x0a\x03AB") is None
    assert chunk_payload(b"\x12\x80\x80\x80\x80\x80\x00") is None


def test_what_is_read_is_always_what_protobuf_reads():
    generator = random.Random(1)
    read = 0
    for _ in range(20_000):
        message = bytearray(encoded(generator.randbytes(generator.randrange(6))))
        for _ in range(generator.randrange(3)):
            if message:
                message[generator.randrange(len(message))] = generator.choice([0, 1, 2, 3, 5, 10, 18, 128, 255])
        payload = chunk_payload(bytes(message))
        if payload is None:
            continue
        read += 1
        assert pb.StreamBatchesResponse.FromString(bytes(message)).chunk.data == payload
    assert read > 1000
