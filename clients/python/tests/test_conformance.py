"""The cases of clients/conformance, which the TypeScript client's tests walk too."""

import logging

import numpy as np
import pytest
from conformance import abort_of, check_error, load, make_scripted, names

import crescendo
from crescendo import Loader, _version
from crescendo._gen import crescendo_pb2 as pb

STREAMS = load("streams.json")
CALLS = load("calls.json")["cases"]
VERSIONS = load("versions.json")["cases"]
NOW = max(pb.ContractRevision.values())
PROGRAM = f"crescendo-client {crescendo.__version__}"


@pytest.mark.parametrize("case", STREAMS["cases"], ids=names(STREAMS["cases"]))
def test_streams(case, caplog, monkeypatch):
    monkeypatch.setattr("crescendo._retry.FIRST_DELAY_SECONDS", 0.02)
    expect, steps, error = case["expect"], [], None
    server = make_scripted(case, STREAMS["schedule"]).start()
    try:
        with caplog.at_level(logging.WARNING, "crescendo"), Loader(server.address, "r", start=0) as loader:
            for batch in loader:
                np.testing.assert_array_equal(batch.images, server.pixels(batch.step))
                steps.append(batch.step)
    except crescendo.CrescendoError as raised:
        error = raised
    finally:
        server.stop()
    if "error" in expect:
        assert error is not None
        check_error(error, expect["error"])
        assert isinstance(error, crescendo.ProtocolError) == (expect["error"]["code"] == "INTERNAL")
    elif error is not None:
        raise error
    assert steps == expect["steps"]
    notices = [message for message in caplog.messages if message.startswith("notice of the server: ")]
    expected = [
        f"notice of the server: {notice['reason']}: {notice['message']}" for notice in expect.get("notices", [])
    ]
    assert notices == expected
    assert [subscription.step for subscription in server.subscriptions] == expect["subscriptions"]


@pytest.mark.parametrize("case", CALLS, ids=names(CALLS))
def test_failed_calls(server, case):
    server.open_failures.append(abort_of(case["fail"]))
    with crescendo.connect(server.address) as client, pytest.raises(crescendo.CrescendoError) as caught:
        client.open_run("r")
    error, expect = caught.value, case["expect"]
    assert {name: getattr(error, name) for name in expect} == expect
    reason = f" ({error.reason})" if error.reason else ""
    assert str(error) == f"{error.code}{reason}: {error.message}"


def version_of(server):
    if server is None:
        return None
    least = NOW + server["least_peer_revision"] if "least_peer_revision" in server else 0
    return pb.Version(revision=NOW + server["revision"], least_peer_revision=least, program=server["program"])


@pytest.mark.parametrize("case", VERSIONS, ids=names(VERSIONS))
def test_servers_of_other_releases(make_server, monkeypatch, case):
    if "client_needs" in case:
        monkeypatch.setattr(_version, "LEAST_SERVER_REVISION", NOW + case["client_needs"])
    server = make_server(version=version_of(case["server"]))
    if "program" in case["expect"]:
        with crescendo.connect(server.address) as client:
            assert client.open_run("r").server == case["expect"]["program"]
        return
    refusal = case["expect"]["refusal"]
    known = str(0 if refusal["known"] is None else NOW + refusal["known"])
    needed = str(NOW + refusal["needed"])
    with crescendo.connect(server.address) as client, pytest.raises(crescendo.VersionSkew) as caught:
        client.open_run("r")
    error = caught.value
    assert (error.code, error.reason) == ("FAILED_PRECONDITION", "VERSION_SKEW")
    assert error.message == refusal["message"].format(client=PROGRAM, known=known, needed=needed)
    assert error.metadata == {
        "client": PROGRAM,
        "server": refusal["server"],
        "upgrade": refusal["upgrade"],
        "field": "revision",
        "value": known,
        "bound": needed,
    }
    with pytest.raises(crescendo.VersionSkew):
        Loader(server.address, "r", retry_seconds=60)
