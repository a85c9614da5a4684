"""A server that breaks the contract is found out, and told what it did."""

import logging

import numpy as np
import pytest
from fake_server import End, pb

import crescendo
from crescendo import Loader


def with_header(change):
    """Returns a tamper that changes a batch's header."""

    def tamper(messages):
        response = pb.StreamBatchesResponse.FromString(messages[0])
        change(response.header)
        return [response.SerializeToString(), *messages[1:]]

    return tamper


def chunk(data):
    return pb.StreamBatchesResponse(chunk=pb.DataChunk(data=data)).SerializeToString()


def set_field(name, value):
    return with_header(lambda header: setattr(header, name, value))


def set_shape(header):
    header.shape[1] = 9


BROKEN = {
    "a step too far": (set_field("step", 3), "step is 3, expected 2"),
    "a step again": (set_field("step", 1), "step is 1, expected 2"),
    "another stage": (set_field("stage", 1), "stage"),
    "another bandwidth": (set_field("bandwidth", 12), "bandwidth is 12, expected 8"),
    "another shape": (with_header(set_shape), "shape"),
    "another dtype": (set_field("dtype", pb.DTYPE_FLOAT32), "dtype"),
    "another length": (set_field("byte_length", 10), "byte_length is 10, expected 1536"),
    "another schedule": (set_field("schedule_token", "x"), "schedule_token"),
    "a label too few": (with_header(lambda header: header.labels.pop()), "labels"),
    "a key too few": (with_header(lambda header: header.keys.pop()), "keys"),
    "no header": (lambda messages: messages[1:], "without a header"),
    "a chunk missing": (lambda messages: messages[:-1], "a header came after 1400 of 1536 bytes"),
    "a chunk too long": (lambda messages: [*messages[:-1], chunk(bytes(200))], "1600 bytes of pixels came"),
    "OK within a batch": (lambda messages: [messages[0], End()], "ended with OK after 0 of 1536 bytes"),
    "OK too early": (lambda messages: [End()], "ended with OK before step 2 of 12"),
    "no message at all": (lambda messages: [b"\xff\xff\xff"], "is not a StreamBatchesResponse"),
    "another stage announced": (
        lambda messages: [
            pb.StreamBatchesResponse(stage_change=pb.StageChange(stage=pb.Stage(index=2))).SerializeToString(),
            *messages,
        ],
        "stage 2 was announced and stage 0 came",
    ),
}


@pytest.mark.parametrize(("tamper", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_contract_is_an_error(server, tamper, message):
    server.on_step(2, tamper)
    with Loader(server.address, "baseline") as loader:
        assert [next(loader).step, next(loader).step] == [0, 1]
        with pytest.raises(crescendo.ProtocolError) as caught:
            next(loader)
    assert message in str(caught.value)
    assert "run baseline" in str(caught.value)
    assert caught.value.reason == "PROTOCOL"
    assert len(server.subscriptions) == 1


def test_a_chunk_too_many_is_an_error_of_the_next_step(server):
    server.on_step(2, lambda messages: [*messages, chunk(b"x")])
    with Loader(server.address, "baseline", start=2) as loader:
        assert next(loader).step == 2
        with pytest.raises(crescendo.ProtocolError, match=r"step 3: pixels came .* more than the header's byte_length"):
            next(loader)


def split_oddly(messages):
    """The same pixels in every encoding that protobuf allows."""
    pixels = b"".join(pb.StreamBatchesResponse.FromString(message).chunk.data for message in messages[1:])
    unknown = b"\x98\x06\x01"
    return [
        messages[0],
        chunk(pixels[:1]),
        chunk(b""),
        chunk(pixels[1:100]) + unknown,
        unknown + chunk(pixels[100:101]),
        b"\x12\x06\x0a\x01?\x0a\x01" + pixels[101:102],
        chunk(pixels[102:600]),
        chunk(pixels[600:]),
    ]


def test_chunks_in_odd_encodings_give_the_same_pixels(server):
    server.on_step(2, split_oddly)
    with Loader(server.address, "baseline", start=2) as loader:
        batch = next(loader)
        np.testing.assert_array_equal(batch.images, server.pixels(2))


def test_notices_are_logged_and_unknown_messages_passed_over(server, caplog):
    notice = pb.StreamBatchesResponse(notice=pb.Notice(reason="SLOW", message="The trainer waits.")).SerializeToString()
    server.on_step(1, lambda messages: [notice, b"\xfa\x01\x00", *messages])
    with caplog.at_level(logging.WARNING, "crescendo"), Loader(server.address, "baseline", window=2) as loader:
        assert [batch.step for batch in loader] == list(range(12))
    assert "notice of the server: SLOW: The trainer waits." in caplog.messages
