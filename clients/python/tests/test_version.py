"""What the client says it is; which servers it works with is in clients/conformance/versions.json."""

import pytest
from fake_server import Abort, grpc

import crescendo
from crescendo._gen import crescendo_pb2 as pb

NOW = max(pb.ContractRevision.values())


def test_the_client_says_what_it_is_when_it_opens_a_run_and_a_stream(server):
    with crescendo.Loader(server.address, "baseline") as loader:
        next(loader)
    for version in (server.opened.client_version, server.subscriptions[0].client_version):
        assert version == pb.Version(
            revision=NOW, least_peer_revision=0, program=f"crescendo-client {crescendo.__version__}"
        )


def test_a_servers_refusal_is_the_same_error_and_is_not_tried_again(server):
    refusal = Abort(grpc.StatusCode.FAILED_PRECONDITION, "upgrade the client", "VERSION_SKEW", {"upgrade": "client"})
    server.open_failures.extend([refusal, refusal])
    with pytest.raises(crescendo.VersionSkew, match="upgrade the client"):
        crescendo.Loader(server.address, "baseline", retry_seconds=60)
    assert len(server.open_failures) == 1


def test_a_spec_that_asks_for_named_tensors_needs_a_server_that_knows_them(make_server):
    server = make_server(version=pb.Version(revision=1, program="crescendo 0.1.0"))
    with crescendo.connect(server.address) as client:
        with pytest.raises(crescendo.VersionSkew, match="needs revision 2 or later"):
            client.open_run("baseline", {"dataset": "train", "outputs": ["images", "crop_box"]})
        assert server.opened.client_version.least_peer_revision == 2
        for newer in ({"grayscale": 0.1}, {"gaussian_blur": 0.1}, {"side_multiple": 16}):
            with pytest.raises(crescendo.VersionSkew):
                client.open_run("baseline", {"dataset": "train", **newer})
        client.open_run("baseline", {"dataset": "train", "outputs": ["images"], "grayscale": 0, "side_multiple": 1})
        for newer in ({"vertical_flip": 0.5}, {"augmentation_repeats": 3}, {"mixing": {"until": 0.9}}):
            with pytest.raises(crescendo.VersionSkew, match="needs revision 4 or later"):
                client.open_run("baseline", {"dataset": "train", **newer})
        with pytest.raises(crescendo.VersionSkew, match="needs revision 6 or later"):
            client.open_run("baseline", {"dataset": "train", "shuffle": {"scope": "window", "shards": 4}})
        with pytest.raises(crescendo.VersionSkew, match="needs revision 6 or later"):
            client.open_run("baseline", {"datasets": [{"id": "a", "weight": 1}, {"id": "b", "weight": 1}]})
        client.open_run("baseline", {"dataset": "train", "shuffle": {"scope": "global"}})
        known = {"vertical_flip": 0, "augmentation_repeats": 1, "mixing": {"until": 1, "mixup_alpha": 0.2}}
        client.open_run("baseline", {"dataset": "train", **known})


def test_a_rectangle_needs_a_server_that_knows_it_and_a_square_does_not(make_server):
    server = make_server(version=pb.Version(revision=3, program="crescendo 0.1.0"))
    with crescendo.connect(server.address) as client:
        with pytest.raises(crescendo.VersionSkew, match="needs revision 4 or later"):
            client.open_run("baseline", {"dataset": "train", "base_size": [192, 320]})
        client.open_run("baseline", {"dataset": "train", "base_size": 192})
        # One number is written as it was when the field was one number.
        assert server.opened.spec.SerializeToString() == b"\n\x05train\x18\xc0\x01"
