"""Client and server whose versions do not fit say so when a run is opened, whichever of them is the older."""

import pytest
from fake_server import Abort, grpc

import crescendo
from crescendo import _version
from crescendo._gen import crescendo_pb2 as pb

NOW = max(pb.ContractRevision.values())


def test_the_client_says_what_it_is_when_it_opens_a_run_and_a_stream(server):
    with crescendo.Loader(server.address, "baseline") as loader:
        next(loader)
    for version in (server.opened.client_version, server.subscriptions[0].client_version):
        assert version == pb.Version(
            revision=NOW, least_peer_revision=0, program=f"crescendo-client {crescendo.__version__}"
        )


@pytest.mark.parametrize(
    ("version", "program"),
    [
        (None, ""),
        (pb.Version(revision=NOW, program="crescendo 0.1.0"), "crescendo 0.1.0"),
        (pb.Version(revision=NOW + 3, least_peer_revision=NOW, program="crescendo 9"), "crescendo 9"),
    ],
)
def test_servers_that_fit_are_worked_with(make_server, version, program):
    """Also one from before revisions were counted, and a later one that still knows this client."""
    with crescendo.connect(make_server(version=version).address) as client:
        assert client.open_run("baseline").server == program


def test_a_server_that_needs_a_later_client_is_refused(make_server):
    server = make_server(version=pb.Version(revision=NOW + 9, least_peer_revision=NOW + 2, program="crescendo 9.0.0"))
    with crescendo.connect(server.address) as client, pytest.raises(crescendo.VersionSkew) as caught:
        client.open_run("baseline")
    error = caught.value
    assert (error.code, error.reason) == ("FAILED_PRECONDITION", "VERSION_SKEW")
    assert error.message == (
        f"client and server do not fit: crescendo-client {crescendo.__version__} (the client) knows revision {NOW} of "
        f"the contract, and crescendo 9.0.0 (the server) needs revision {NOW + 2} or later; upgrade the client"
    )
    assert error.metadata == {
        "client": f"crescendo-client {crescendo.__version__}",
        "server": "crescendo 9.0.0",
        "upgrade": "client",
        "field": "revision",
        "value": str(NOW),
        "bound": str(NOW + 2),
    }


@pytest.mark.parametrize("version", [None, pb.Version(revision=NOW, program="crescendo 0.1.0")])
def test_a_server_that_does_not_know_enough_is_refused(make_server, monkeypatch, version):
    monkeypatch.setattr(_version, "LEAST_SERVER_REVISION", NOW + 1)
    with (
        crescendo.connect(make_server(version=version).address) as client,
        pytest.raises(crescendo.VersionSkew, match="upgrade the server") as caught,
    ):
        client.open_run("baseline")
    assert caught.value.metadata["upgrade"] == "server"
    assert caught.value.metadata["server"] == (version.program if version else "a server that states no version")


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
        client.open_run("baseline", {"dataset": "train", "outputs": ["images"]})
