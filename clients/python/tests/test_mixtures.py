"""Batches and runs of a mixture; what the server makes of mixtures is tested with a real one."""

import pytest

import crescendo
from crescendo._gen import crescendo_pb2 as pb


def with_datasets(server, datasets):
    """Makes the server say which dataset each sample is from."""
    original = server.messages

    def messages(step, rank):
        first, *rest = original(step, rank)
        message = pb.StreamBatchesResponse.FromString(first)
        message.header.datasets.extend(datasets(len(message.header.labels)))
        return [message.SerializeToString(), *rest]

    server.messages = messages


def test_a_batch_tells_the_dataset_of_each_sample(server):
    with_datasets(server, lambda samples: [k % 2 for k in range(samples)])
    with crescendo.Loader(server.address, "baseline") as loader:
        batch = next(loader)
    assert batch.datasets == tuple(k % 2 for k in range(len(batch)))


def test_a_batch_of_a_single_dataset_has_none(server):
    with crescendo.Loader(server.address, "baseline") as loader:
        assert next(loader).datasets is None


def test_datasets_of_another_number_than_the_samples_are_refused(server):
    with_datasets(server, lambda samples: [0] * (samples - 1))
    with (
        crescendo.Loader(server.address, "baseline") as loader,
        pytest.raises(crescendo.ProtocolError, match="datasets"),
    ):
        next(loader)


def test_a_run_and_its_status_name_their_datasets():
    info = pb.DatasetInfo(id="a", manifest_digest="f00d", sample_count=4)
    run = crescendo.Run.from_message(pb.OpenRunResponse(run="r", datasets=[info]))
    assert run.datasets == (crescendo.DatasetInfo("a", "f00d", 4),)
    progress = pb.DatasetProgress(id="a", samples=6, sample_count=4)
    status = crescendo.RunStatus.from_message(pb.RunStatus(run="r", datasets=[progress]))
    assert status.datasets == (crescendo.DatasetProgress("a", 6, 1.5),)
