"""Data nodes in a Ray cluster of three nodes on this machine, with real servers, and two workers of Ray Train."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PLACES = [str(ROOT / "clients/python/src"), str(Path(__file__).parent)]
# Before Ray is imported; its processes take them over.
os.environ.update(
    PYTHONPATH=os.pathsep.join(PLACES),
    RAY_USAGE_STATS_ENABLED="0",
    RAY_DISABLE_METRICS_COLLECTION="1",
    RAY_TRAIN_ENABLE_STATE_TRACKING="0",
)
sys.path[:0] = PLACES

import ray
from ray.cluster_utils import Cluster
from ray.train import RunConfig, ScalingConfig
from ray.train.v2.api.data_parallel_trainer import DataParallelTrainer
from training import BATCH, EVENTS, RANKS, STEPS, digests, train, write

import crescendo.ray
from crescendo._gen import crescendo_pb2 as pb
from crescendo._ray_process import ServerProcess
from crescendo._ray_scaler import trainer_wait
from crescendo.errors import FailedPrecondition, InvalidArgument, NotFound

# Ray warns of its own calls, and leaves files open.
pytestmark = pytest.mark.filterwarnings("ignore")

COMMAND = json.loads(os.environ["CRESCENDO_COMMAND"])
"""The words that start the server of this repository."""
DATA = os.environ["CRESCENDO_DATA"]
"""A small image folder."""
STORE = 80 * 2**20


@pytest.fixture(scope="module")
def cluster():
    """Three data nodes, one of them the head, which has a resource more."""
    head = {"num_cpus": RANKS, "resources": {"data": 1, "spare": 1}, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args={**head, "object_store_memory": STORE})
    try:
        for _ in range(2):
            add_node(made)
        ray.init(address=made.address, log_to_driver=bool(os.environ.get("CRESCENDO_RAY_LOG")))
        yield made
    finally:
        ray.shutdown()
        made.shutdown()


def add_node(cluster):
    return cluster.add_node(num_cpus=0, resources={"data": 1}, object_store_memory=STORE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("ray")
    yield made
    shutil.rmtree(made, ignore_errors=True)


def start(folder, **changes):
    given = {"nodes": {"data": 1}, "state": str(folder / "runs.sqlite"), "config": {"workers": 1}, **changes}
    return crescendo.ray.start({"train": DATA}, **{"command": COMMAND, **given})


@pytest.fixture(scope="module")
def handle(cluster, folder):
    """Servers on all data nodes, for all tests: starting them takes long."""
    with start(folder) as started:
        yield started


def until(true):
    """Waits for an event that cannot be waited for in another way; pytest's time limit ends a wait that is in vain."""
    while not true():
        time.sleep(0.2)


def serving(handle, count):
    reports = handle.nodes()
    return len(reports) == count and all(report.state == "serving" for report in reports)


def process_of(name):
    actor = ray.get_actor(name, "crescendo")
    return ray.get(actor.__ray_call__.remote(lambda _: os.getpid()))


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def undisturbed(folder):
    """The digests of each rank from a server without Ray."""
    configuration = {"listen": "127.0.0.1:0", "workers": 1, "state": ":memory:", "datasets": {"train": {"root": DATA}}}
    server = ServerProcess(COMMAND, configuration, {}, 10.0)
    try:
        (address,) = server.addresses()
        return [digests(address, rank)[0] for rank in range(RANKS)]
    finally:
        server.terminate()
        server.wait()


class Training(threading.Thread):
    """Two workers of Ray Train."""

    def __init__(self, folder):
        super().__init__(daemon=True)
        self.failure = None
        self._folder = folder

    def run(self):
        try:
            DataParallelTrainer(
                train,
                train_loop_config={"folder": str(self._folder)},
                scaling_config=ScalingConfig(num_workers=RANKS, resources_per_worker={"CPU": 1}),
                run_config=RunConfig(storage_path=str(self._folder / "storage")),
            ).fit()
        except BaseException as error:
            self.failure = error

    def reached(self, step):
        """Waits until rank 0 is there."""
        until(lambda: (self._folder / f"reached-{step}").exists() or not self.is_alive())
        assert self.failure is None

    def go(self, step):
        write(self._folder / f"go-{step}", step)

    def done(self):
        self.join()
        assert self.failure is None
        return [json.loads((self._folder / f"rank-{rank}").read_text()) for rank in range(RANKS)]


def test_the_batches_of_one_server_whatever_dies(cluster, handle, folder):
    expected = undisturbed(folder)
    assert len(handle.addresses()) == 3
    assert all(address.startswith("127.0.0.1:") for address in handle.addresses())
    training = Training(folder)
    training.start()
    first, second, third, fourth, fifth = EVENTS

    # A server is killed. Training goes on at once, before there is another one.
    training.reached(first)
    victim = handle.nodes()[0]
    os.kill(victim.pid, signal.SIGKILL)
    training.go(first)

    training.reached(second)
    until(lambda: serving(handle, 3))
    assert handle.nodes()[0].restarts == 1
    assert handle.nodes()[0].addresses != victim.addresses
    # An actor is killed, and its server with it.
    report = handle.nodes()[1]
    os.kill(process_of(f"crescendo/node/{report.node}"), signal.SIGKILL)
    training.go(second)

    training.reached(third)
    until(lambda: report.addresses[0] not in handle.addresses() and serving(handle, 3))
    assert not alive(report.pid)
    # A machine is lost, with everything on it.
    lost = next(node for node in cluster.worker_nodes if node.node_id != handle.nodes()[0].node)
    cluster.remove_node(lost, allow_graceful=False)
    training.go(third)

    training.reached(fourth)
    known = handle.addresses()
    # The directory is killed, and a machine is added.
    os.kill(process_of("crescendo"), signal.SIGKILL)
    assert first_answer(crescendo.ray.endpoints()), "trainers must not hear that there are no servers"
    added = add_node(cluster)
    training.go(fourth)

    # The new machine has a server, and trainers read from it.
    training.reached(fifth)
    until(lambda: serving(handle, 3) and any(report.node == added.node_id for report in handle.nodes()))
    new = next(report for report in handle.nodes() if report.node == added.node_id)
    assert new.addresses[0] not in known
    until(lambda: streams(new.addresses[0]) > 0)
    training.go(fifth)

    found = training.done()
    assert [steps for steps, _ in found] == expected
    print("longest waits", [round(longest, 2) for _, longest in found])
    with crescendo.connect(crescendo.ray.endpoints()) as client:
        status = client.get_run("run")
    samples = STEPS * BATCH
    assert (status.state, status.issued_samples, status.acknowledged_samples) == ("finished", samples, samples)


def first_answer(function):
    while True:
        try:
            return function()
        except OSError:
            time.sleep(0.05)


def streams(address):
    with crescendo.connect(address) as client:
        return client._call("GetServer", pb.GetServerRequest(), pb.GetServerResponse).load.streams


def test_a_second_start_joins(handle, folder):
    again = start(folder)
    assert (handle.joined, again.joined) == (False, True)
    with pytest.raises(FailedPrecondition) as caught:
        start(folder, config={"workers": 2})
    assert "run already, with other settings: config ({'workers': 2}, not {'workers': 1})" in caught.value.message
    with again:
        pass
    assert serving(handle, 3), "a context manager leaves what it has joined"


def test_nodes_are_removed_and_added_and_stopped(handle):
    pids = [report.pid for report in handle.nodes()]
    kept = handle.nodes()[:1]
    crescendo.ray.autoscale(handle, min=1, max=1)
    until(lambda: len(handle.nodes()) == 1)
    assert handle.nodes() == kept, "the newest nodes are left first"
    until(lambda: [alive(pid) for pid in pids] == [True, False, False])
    crescendo.ray.autoscale(handle, min=2, max=3, plan="not-yet")
    until(lambda: serving(handle, 2))
    pids = [report.pid for report in handle.nodes()]
    handle.stop()
    assert not any(alive(pid) for pid in pids)
    handle.stop()
    with pytest.raises(NotFound, match="no data nodes of the name crescendo run in this Ray cluster"):
        crescendo.ray.endpoints()()


def test_a_server_that_refuses_its_configuration_ends_the_start(folder, cluster):
    with pytest.raises(FailedPrecondition, match=r"refuses what it was given: it ended with exit code 2:.*wrokers"):
        start(folder, name="wrong", nodes={"spare": 1}, config={"wrokers": 1})
    with pytest.raises(FailedPrecondition, match="there is no program crescendo-not-there on this node"):
        start(folder, name="wrong", nodes={"spare": 1}, command=["crescendo-not-there"])
    with pytest.raises(FailedPrecondition, match=r"no node of the Ray cluster has the resources \{'nowhere': 1\}"):
        start(folder, nodes={"nowhere": 1})
    with pytest.raises(InvalidArgument, match="state must be an absolute path"):
        start(folder, state="here.sqlite")


def test_the_wait_of_trainers_is_that_of_servers_which_they_read_from():
    loads = [pb.ServerLoad(trainer_wait=0.1, streams=2), pb.ServerLoad(trainer_wait=0.3, streams=1), pb.ServerLoad()]
    assert trainer_wait(loads) == pytest.approx(0.2)
    assert trainer_wait(loads[2:]) == 0


JOB = """
import os, sys, ray, crescendo.ray
ray.init(address=sys.argv[1], log_to_driver=False)
handle = crescendo.ray.start({"train": sys.argv[2]}, {"spare": 1}, name="job", state=sys.argv[3], command=sys.argv[4:])
print(handle.nodes()[0].pid, flush=True)
os._exit(1)
"""


def test_servers_end_with_the_job_that_has_started_them(cluster, folder):
    """Also with one that ends without a word."""
    words = [sys.executable, "-c", JOB, cluster.address, DATA, str(folder / "runs.sqlite"), *COMMAND]
    job = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False)
    pid = int(job.stdout.split()[-1])
    until(lambda: not alive(pid))
