"""What a trainer keeps never changes, whichever adapter it came from, however it is kept, and however it travels."""

from __future__ import annotations

import ctypes
import gc
import logging
import queue
import random
import threading
import weakref
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from fake_server import FakeServer, pb, schedule
from ring_server import SpoilingServer

from crescendo import Loader, ValidationLoader
from crescendo._pool import BufferPool, ReusedMemory

STEPS = 24
Arrays = list[Any]
"""Arrays or tensors of one batch."""


class Both(SpoilingServer):
    """Training and validation batches of one shape, with a further tensor if they come in chunks."""

    def spec(self) -> pb.RunSpec:
        spec = super().spec()
        spec.validation.CopyFrom(pb.ValidationSpec(dataset="val", global_batch=4))
        return spec

    def _open_run(self, request, context):
        opened = super()._open_run(request, context)
        opened.validation_sample_count = 4 * STEPS
        return opened


@pytest.fixture(params=["chunks", "ring"])
def kept_server(request, tmp_path) -> Iterator[FakeServer]:
    server = Both(tmp_path / "ring", stages=schedule((STEPS, 16, 4)))
    server.shares = request.param == "ring"
    server.start()
    yield server
    server.stop()


def _arguments(server: FakeServer) -> dict[str, Any]:
    return {"shared_memory": server.shares, "window": 2}


def loader(server: FakeServer, **arguments: Any) -> Iterator[Arrays]:
    with Loader(server.address, "r", **_arguments(server), **arguments) as batches:
        for batch in batches:
            arrays = [batch.images, *batch.tensors.values()]
            del batch
            yield arrays
            del arrays


def validation(server: FakeServer) -> Iterator[Arrays]:
    with ValidationLoader(server.address, "r", **_arguments(server)) as batches:
        for batch in batches:
            arrays = [batch.images]
            del batch
            yield arrays
            del arrays


def own_memory(server: FakeServer) -> Iterator[Arrays]:
    return loader(server, allocate=lambda length: np.empty(length, dtype=np.uint8))


def two_valid(server: FakeServer) -> Iterator[Arrays]:
    return loader(server, buffers=2)


def dataset(server: FakeServer, **arguments: Any) -> Iterator[Arrays]:
    torch = pytest.importorskip("crescendo.torch")
    for item in torch.CrescendoDataset(server.address, "r", **_arguments(server), **arguments):
        arrays = list(item.values()) if isinstance(item, dict) else list(item[:2])
        del item
        yield arrays
        del arrays


def normalized(server: FakeServer) -> Iterator[Arrays]:
    return dataset(server, output="normalized")


def dicts(server: FakeServer) -> Iterator[Arrays]:
    return dataset(server, form="dict")


def device_batches(server: FakeServer) -> Iterator[Arrays]:
    jax = pytest.importorskip("crescendo.jax")
    with Loader(server.address, "r", **_arguments(server)) as batches:
        for images, labels, _ in jax.device_batches(batches, normalize=False):
            yield [images, labels]


FRAMEWORKS = {dataset: "torch", normalized: "torch", dicts: "torch", device_batches: "jax"}
ADAPTERS = [loader, validation, own_memory, two_valid, *FRAMEWORKS]


def _given(adapter: Any) -> Any:
    """Some tests iterate in a thread, which cannot skip itself."""
    framework = FRAMEWORKS.get(adapter)
    missing = framework is not None and find_spec(framework) is None
    return pytest.param(adapter, marks=pytest.mark.skipif(missing, reason=f"{framework} is not installed"))


adapters = pytest.mark.parametrize("adapter", [_given(adapter) for adapter in ADAPTERS])
Adapter = Callable[[FakeServer], Iterator[Arrays]]


def _values(array: Any) -> np.ndarray:
    return array.numpy() if hasattr(array, "numpy") else np.asarray(array)


class Kept:
    """Arrays, and what they were when they came."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._copies = [_values(array).copy() for array in arrays]

    def check(self) -> None:
        for array, copy in zip(self._arrays, self._copies, strict=True):
            np.testing.assert_array_equal(_values(array), copy)


@adapters
def test_a_list_of_a_run_has_its_batches(adapter: Adapter, kept_server):
    kept = [Kept(arrays) for arrays in adapter(kept_server)]
    assert len(kept) == STEPS
    for batch in kept:
        batch.check()


@adapters
def test_batches_may_be_kept_in_any_order_for_any_time(adapter: Adapter, kept_server):
    choose = random.Random(adapter.__name__)
    kept: list[Kept] = []
    for arrays in adapter(kept_server):
        kept.append(Kept(arrays))
        for batch in kept:
            batch.check()
        while kept and choose.random() < 0.5:
            kept.pop(choose.randrange(len(kept)))


@adapters
def test_a_queue_that_another_thread_fills_holds_what_was_put_in(adapter: Adapter, kept_server):
    waiting: queue.Queue[Kept | None] = queue.Queue(3)

    def read_ahead() -> None:
        try:
            for arrays in adapter(kept_server):
                waiting.put(Kept(arrays))
        finally:
            waiting.put(None)

    thread = threading.Thread(target=read_ahead)
    thread.start()
    count = 0
    while (batch := waiting.get()) is not None:
        batch.check()
        count += 1
    thread.join()
    assert count == STEPS


def test_a_zip_of_two_ranks_keeps_both(make_server):
    server = make_server(schedule((STEPS, 16, 4)), world_size=2)
    with (
        Loader(server.address, "r", rank=0, world_size=2) as first,
        Loader(server.address, "r", rank=1, world_size=2) as second,
    ):
        pairs = list(zip(first, second, strict=True))
    for pair in pairs:
        for rank, batch in enumerate(pair):
            np.testing.assert_array_equal(batch.images, server.pixels(batch.step, rank))


def test_an_exception_keeps_the_batch_of_its_frame(kept_server):
    def step(arrays: Arrays) -> None:
        kept = Kept(arrays)
        raise ValueError(kept)

    raised = []
    for arrays in loader(kept_server):
        try:
            step(arrays)
        except ValueError as error:
            raised.append(error)
    for error in raised:
        error.args[0].check()


@pytest.mark.parametrize(
    "view", [memoryview, lambda array: array[1:, ::2].T, lambda array: array.view("u1").ravel()[3:]]
)
def test_every_kind_of_view_keeps_the_batch(kept_server, view):
    kept = []
    for arrays in loader(kept_server):
        kept.append((view(arrays[0]), np.array(view(arrays[0]))))
    for seen, copy in kept:
        np.testing.assert_array_equal(np.asarray(seen), copy)


def test_a_batch_outlives_its_loader(kept_server):
    with Loader(kept_server.address, "r", **_arguments(kept_server)) as batches:
        kept = Kept([next(batches).images])
    del batches
    gc.collect()
    kept.check()


def test_an_autograd_graph_keeps_the_images_that_it_needs(kept_server):
    torch = pytest.importorskip("torch")
    weight = torch.ones((), requires_grad=True)
    losses, expected = [], []
    for images, _ in dataset(kept_server, output="normalized"):
        losses.append((images * weight).sum())
        expected.append(images.sum().item())
        del images
    for loss, derivative in zip(losses, expected, strict=True):
        weight.grad = None
        loss.backward()
        assert weight.grad.item() == pytest.approx(derivative)


def test_slots_of_shared_memory_are_used_again_around_one_that_is_kept(tmp_path):
    server = SpoilingServer(tmp_path / "ring", stages=schedule((STEPS, 16, 4))).start()
    try:
        with Loader(server.address, "r", shared_memory=True, window=2, buffers=2) as batches:
            kept = Kept([next(batches).images])
            for batch in batches:
                del batch
        kept.check()
        assert server.shared_steps == list(range(STEPS))
    finally:
        server.stop()


def test_no_memory_is_allocated_once_a_loop_runs(make_server):
    server = make_server(schedule((4 * STEPS, 16, 4)))
    allocated = []

    def allocate(byte_length):
        allocated.append(byte_length)
        return np.empty(byte_length, dtype=np.uint8)

    with Loader(server.address, "r", window=3, allocate=allocate) as batches:
        former = None
        for batch in batches:
            former = batch  # noqa: F841
    # Those of the window, and two in variables.
    assert len(allocated) <= 5


def test_memory_of_batches_that_were_kept_is_freed():
    memories: list[weakref.ref[Any]] = []

    def allocate(byte_length):
        memory = np.empty(byte_length, dtype=np.uint8)
        memories.append(weakref.ref(memory))
        return memory

    memory = ReusedMemory(3, allocate)
    kept = [memory.lend(10) for _ in range(20)]
    assert (memory.lent, memory.lent_bytes, len(memories)) == (20, 200, 20)
    kept.clear()
    assert (memory.lent, memory.lent_bytes) == (0, 0)
    assert sum(reference() is not None for reference in memories) == 3
    kept = [memory.lend(10) for _ in range(3)]
    assert len(memories) == 20
    kept.append(memory.lend(10))
    assert len(memories) == 21
    # What is out when the source of the memory goes is freed with its last reference.
    del memory
    kept.clear()
    assert not any(reference() is not None for reference in memories)


def test_threads_that_lend_and_drop_at_once_never_share_memory():
    memory = ReusedMemory(4, lambda length: np.empty(length, dtype=np.uint8))
    wrong: list[int] = []

    def use(number: int) -> None:
        held: list[Any] = []
        choose = random.Random(number)
        for _ in range(2000):
            array = memory.lend(8)
            array[:] = number
            held.append(array)
            del array
            if choose.random() < 0.6:
                held.pop(choose.randrange(len(held)))
            wrong.extend(number for array in held[-3:] if not (array == number).all())

    threads = [threading.Thread(target=use, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert memory.lent == 0


def test_keeping_many_batches_is_told_again_whenever_their_number_has_doubled(caplog):
    pool = BufferPool(2, 1_000_000)
    kept = []
    with caplog.at_level(logging.WARNING, logger="crescendo"):
        for _ in range(40):
            kept.append(pool.acquire(1_000_000))
            pool.release()
    told = [record.getMessage() for record in caplog.records]
    assert [message.split()[0] for message in told] == ["8", "16", "32"]
    assert "this loader's batches take 9 MB" in told[0]


class Event:
    """Stands in for CUDA's: the device is done when a test says so, or when the host waits for it."""

    made: list[Event]

    def __init__(self) -> None:
        self.done = False
        Event.made.append(self)

    def record(self, stream: object) -> None:
        pass

    def query(self) -> bool:
        return self.done

    def synchronize(self) -> None:
        self.done = True


@pytest.fixture
def cuda(monkeypatch):
    """A device that copies from page-locked memory as late as it may."""
    torch = pytest.importorskip("crescendo.torch")
    Event.made = []
    monkeypatch.setattr(torch.torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.torch.cuda, "Event", Event)
    monkeypatch.setattr(torch.torch.cuda, "current_stream", lambda: None)
    monkeypatch.setattr(torch, "_allocate_pinned", lambda length: np.empty(length, dtype=np.uint8))


@pytest.mark.usefixtures("cuda")
def test_page_locked_memory_is_kept_until_the_device_has_read_it():
    from crescendo._torch_transfers import Transfers

    memory = ReusedMemory(4, lambda length: np.empty(length, dtype=np.uint8))
    transfers = Transfers()
    for _ in range(4):
        transfers.keep(memory.lend(8))
    assert memory.lent == 4
    Event.made[0].done = Event.made[1].done = True
    transfers.keep(memory.lend(8))
    assert memory.lent == 3
    # The host does not run ahead of the device without bound.
    for _ in range(5):
        transfers.keep(memory.lend(8))
    assert memory.lent == 4


@pytest.mark.usefixtures("cuda")
def test_a_dataset_in_page_locked_memory_keeps_what_the_device_may_be_reading(server):
    from crescendo.torch import CrescendoDataset

    former: tuple[int, bytes] | None = None
    for images, _, info in CrescendoDataset(server.address, "r", pin_memory=True, window=1):
        address = images.data_ptr()
        # As after a copy that is not blocking: nothing here keeps the memory.
        del images
        if former is not None:
            assert ctypes.string_at(former[0], len(former[1])) == former[1]
        former = (address, server.pixels(info.step).tobytes())
    assert len(Event.made) == 12


def test_a_loop_gets_no_warning(server, caplog):
    losses = []
    with Loader(server.address, "r") as batches:
        for batch in batches:
            losses.append(float(batch.images.mean()))
    assert not caplog.records
