"""Shared memory: the ring, when it is used, and what happens if a slot does not hold the expected batch."""

import itertools
import os
import time

import numpy as np
import pytest
from fake_server import FakeServer
from ring_server import PAGE, PROOF, SharingServer, put, ring_file

import crescendo
from crescendo._gen import crescendo_pb2 as pb
from crescendo._shared_memory import Refused, Ring, Torn, may_share, renewal_seconds


def test_a_slot_is_a_view_that_is_intact_as_long_as_its_generation_is_the_header_s(tmp_path):
    offer = ring_file(tmp_path / "ring", 2)
    put(offer, 1, 7, b"pixels")
    ring = Ring(offer)
    assert ring.proof == PROOF
    pixels, slot = ring.slot(pb.SharedMemorySlot(slot=1, generation=7), 6)
    assert pixels.tobytes() == b"pixels"
    assert pixels.flags.writeable
    assert slot.intact()
    put(offer, 1, 8, b"others")
    assert pixels.tobytes() == b"others"
    assert not slot.intact()


def test_a_slot_is_in_use_as_long_as_a_view_of_a_view_of_its_batch_exists(tmp_path):
    offer = ring_file(tmp_path / "ring", 2)
    put(offer, 1, 7, b"pixels")
    pixels, slot = Ring(offer).slot(pb.SharedMemorySlot(slot=1, generation=7), 6)
    kept = memoryview(pixels[2:].reshape(2, 2)[1])
    del pixels
    assert slot.in_use()
    assert kept.tobytes() == b"ls"
    del kept
    assert not slot.in_use()


@pytest.mark.parametrize(
    ("place", "length"),
    [
        (pb.SharedMemorySlot(slot=0, generation=6), 1),
        (pb.SharedMemorySlot(slot=1, generation=5), 1),
        (pb.SharedMemorySlot(slot=0, generation=5), PAGE + 1),
    ],
)
def test_a_slot_that_does_not_hold_the_batch_is_torn(tmp_path, place, length):
    offer = ring_file(tmp_path / "ring", 1)
    put(offer, 0, 5)
    with pytest.raises(Torn):
        Ring(offer).slot(place, length)


def test_a_mapping_outlives_its_ring_and_its_file(tmp_path):
    offer = ring_file(tmp_path / "ring", 1)
    put(offer, 0, 5, b"here")
    pixels, _ = Ring(offer).slot(pb.SharedMemorySlot(slot=0, generation=5), 4)
    os.unlink(offer.path)
    assert pixels.tobytes() == b"here"


def refused(offer: pb.SharedMemoryOffer, **changes: object) -> str:
    changed = pb.SharedMemoryOffer()
    changed.CopyFrom(offer)
    for field, value in changes.items():
        setattr(changed, field, value)
    with pytest.raises(Refused) as caught:
        Ring(changed)
    return str(caught.value)


def test_only_a_ring_of_this_user_is_mapped_whatever_path_a_server_offers(tmp_path, monkeypatch):
    offer = ring_file(tmp_path / "ring", 1)
    (tmp_path / "link").symlink_to(offer.path)
    (tmp_path / "other").write_bytes(bytes(2 * PAGE))
    os.mkfifo(tmp_path / "fifo")
    assert "No such file" in refused(offer, path=str(tmp_path / "none"))
    assert "symbolic links" in refused(offer, path=str(tmp_path / "link"))
    assert "not a file of" in refused(offer, path=str(tmp_path / "fifo"))
    assert "not a ring" in refused(offer, path=str(tmp_path / "other"))
    assert "not a file of" in refused(offer, slots=2)
    assert "not a ring" in refused(offer, slots_offset=64, slot_bytes=2 * PAGE - 64)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert "another user" in refused(offer)


def test_an_offer_of_any_values_is_refused_or_gives_slots_that_hold_nothing_else(tmp_path):
    good = ring_file(tmp_path / "ring", 1)
    put(good, 0, 1, bytes([5]) * 8)
    numbers = [0, 1, 63, 64, PAGE - 1, PAGE, 2 * PAGE, 2**32 - 1, 2**53, 2**64 - 1]
    mapped = 0
    for slots, slot_bytes, slots_offset in itertools.product([n for n in numbers if n < 2**32], numbers, numbers):
        offer = pb.SharedMemoryOffer(path=good.path, slots=slots, slot_bytes=slot_bytes, slots_offset=slots_offset)
        try:
            ring = Ring(offer)
        except Refused:
            continue
        mapped += 1
        for slot, generation in itertools.product([0, 1, 2**32 - 1], [0, 1, 2**64 - 1]):
            try:
                pixels, _ = ring.slot(pb.SharedMemorySlot(slot=slot, generation=generation), 8)
            except Torn:
                continue
            assert (slot, generation, pixels[0]) == (0, 1, 5)
    assert mapped > 0
    assert "null" in refused(good, path="a\0b")


def test_a_lease_of_any_length_is_renewed_neither_all_the_time_nor_too_late():
    assert [renewal_seconds(lease) for lease in (0.0, -1.0, float("nan"))] == [None, None, None]
    assert [renewal_seconds(lease) for lease in (1e-9, 30.0, 1e308, float("inf"))] == [0.05, 10.0, 60.0, 60.0]


def test_only_addresses_that_lead_to_this_host_for_certain_are_local():
    for address in [
        "127.0.0.1:1",
        "localhost:7077",
        "unix:/run/c.sock",
        "[::1]:1",
        "dns:///localhost:1",
        "ipv4:127.0.0.1:1",
    ]:
        assert may_share(address), address
    for address in ["", "10.0.0.1:1", "localhost.example.org:1", "dns:///trainer:1", "128.0.0.1:1", "[::2]:1"]:
        assert not may_share(address), address


@pytest.fixture
def sharing(tmp_path):
    server = SharingServer(tmp_path / "ring").start()
    yield server
    server.stop()


def loader(server, **arguments):
    return crescendo.Loader(server.address, "r", start="beginning", **arguments)


def test_batches_are_views_of_shared_memory_and_are_released_one_after_the_other(sharing):
    with loader(sharing, shared_memory=True) as batches:
        for batch in batches:
            assert np.array_equal(batch.images, sharing.pixels(batch.step))
            # There is no copy: data that the server writes now is visible.
            put(sharing.offer, batch.step, 100 + batch.step, bytes([1, 2, 3]))
            assert batch.images.reshape(-1)[:3].tolist() == [1, 2, 3]
    assert [s.shared_memory_slots for s in sharing.subscriptions] == [5]
    assert max(sharing.releases) >= sharing.total_steps - 1
    assert sharing.releases == sorted(sharing.releases)


@pytest.mark.parametrize("arguments", [{"reuse_buffer": False}, {"allocate": lambda n: np.empty(n, np.uint8)}])
def test_batches_are_copied_where_the_trainer_says_where_they_go(sharing, arguments):
    kept = []
    with loader(sharing, shared_memory=True, **arguments) as batches:
        for batch in batches:
            put(sharing.offer, batch.step, 0, bytes(16))
            assert np.array_equal(batch.images, sharing.pixels(batch.step))
            kept.append(batch.images)
    if "reuse_buffer" in arguments:
        assert all(np.array_equal(images, sharing.pixels(step)) for step, images in enumerate(kept))


def test_a_slot_is_released_before_the_step_is_reported_if_nothing_refers_to_it(sharing):
    with loader(sharing, shared_memory=True, window=1) as batches:
        for batch in batches:
            del batch
    seen = 0
    for request in sharing.requests:
        if request.HasField("release"):
            seen = max(seen, request.release.before_step)
        elif request.HasField("progress"):
            assert seen > request.progress.consumed_step


def test_a_slot_to_which_the_loop_s_variable_refers_is_released_before_the_next_step_is_reported(sharing):
    with loader(sharing, shared_memory=True, window=1) as batches:
        for _batch in batches:
            pass
    seen = 0
    for request in sharing.requests:
        if request.HasField("release"):
            seen = max(seen, request.release.before_step)
        elif request.HasField("progress"):
            assert seen >= request.progress.consumed_step
    assert seen > 0


def test_slots_that_are_kept_are_not_released_and_later_ones_are(sharing):
    with loader(sharing, shared_memory=True) as batches:
        kept = next(batches)
        for batch in batches:
            del batch
        released = {step for request in sharing.requests for step in request.release.steps}
        assert released >= set(range(1, sharing.total_steps - 1))
        assert max(sharing.releases) == 0
        assert np.array_equal(kept.images, sharing.pixels(0))


def test_the_lease_is_renewed_while_the_trainer_takes_its_time(sharing):
    with loader(sharing, shared_memory=True) as batches:
        next(batches)
        time.sleep(1)
        assert len(sharing.releases) >= 3


def test_a_slot_that_was_written_again_before_it_came_is_sent_again_in_chunks(sharing, caplog):
    sharing.spoiled.add(5)
    with loader(sharing, shared_memory=True) as batches:
        for batch in batches:
            assert np.array_equal(batch.images, sharing.pixels(batch.step))
    assert [(s.step, s.shared_memory_slots) for s in sharing.subscriptions] == [(0, 5), (5, 0)]
    assert "shared memory is no longer used" in caplog.text


def test_a_slot_that_was_written_while_it_waited_is_sent_again_in_chunks(sharing, caplog):
    with loader(sharing, shared_memory=True) as batches:
        next(batches)
        with sharing.changed:
            assert sharing.changed.wait_for(lambda: sharing.most_in_flight == 4, 5)
        time.sleep(0.2)
        put(sharing.offer, 1, 500, bytes(16))
        assert all(np.array_equal(batch.images, sharing.pixels(batch.step)) for batch in batches)
    assert [(s.step, s.shared_memory_slots) for s in sharing.subscriptions] == [(0, 5), (1, 0)]
    assert "shared memory is no longer used" in caplog.text


def test_a_slot_that_was_written_while_it_was_in_use_is_an_error(sharing):
    with loader(sharing, shared_memory=True) as batches:
        batch = next(batches)
        put(sharing.offer, batch.step, 500)
        with pytest.raises(crescendo.ProtocolError, match="while the batch was in use") as caught:
            next(batches)
        assert caught.value.reason == "SHARED_MEMORY"


class UnreachableServer(FakeServer):
    """Offers a file that does not exist."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[pb.SharedMemoryAnswer] = []

    def _stream(self, requests, context):
        offer = pb.SharedMemoryOffer(path="/nowhere/ring", slots=1, slot_bytes=PAGE, slots_offset=PAGE)
        yield pb.StreamBatchesResponse(shared_memory_offer=offer).SerializeToString()
        yield from super()._stream(self._without_answers(requests), context)

    def _without_answers(self, requests):
        for request in requests:
            if request.HasField("shared_memory"):
                self.answers.append(request.shared_memory)
            else:
                yield request


def test_an_offer_that_cannot_be_taken_is_declined_and_batches_come_in_chunks():
    server = UnreachableServer().start()
    try:
        with loader(server, shared_memory=True) as batches:
            assert all(np.array_equal(batch.images, server.pixels(batch.step)) for batch in batches)
        assert [answer.proof for answer in server.answers] == [b""]
        assert "No such file" in server.answers[0].refusal
    finally:
        server.stop()


@pytest.mark.parametrize(("value", "slots"), [(False, 0), ("auto", 5), (True, 5)])
def test_shared_memory_is_asked_for_as_the_option_says(server, value, slots):
    with loader(server, shared_memory=value) as batches:
        next(batches)
    assert [s.shared_memory_slots for s in server.subscriptions] == [slots]


def test_an_unknown_word_is_refused(server):
    with pytest.raises(crescendo.InvalidArgument, match="shared_memory must be"):
        loader(server, shared_memory="always")
