"""The token of a client: when it is sent, and what becomes of a refusal."""

from __future__ import annotations

import grpc
import pytest
from conformance import load

import crescendo
from crescendo._token import token_metadata

TOKEN = "crsc_0123456789-abc_DEF"


@pytest.mark.parametrize("case", load("tokens.json"), ids=str)
def test_the_token_is_sent_or_refused(case):
    token = case.get("token", TOKEN)
    way = {"secure": case.get("secure", False), "plaintext_token": case.get("allowed", False)}
    if "message" not in case:
        sent = (("authorization", f"Bearer {token}"),) if case["sent"] else ()
        assert token_metadata(case["address"], token, **way) == sent
        return
    with pytest.raises(crescendo.InvalidArgument) as raised:
        token_metadata(case["address"], token, **way)
    assert case["message"] in raised.value.message
    assert token not in str(raised.value)
    assert raised.value.metadata == {"field": "token"}


def test_the_environment_has_the_token_of_clients_that_are_given_none(monkeypatch):
    monkeypatch.setenv("CRESCENDO_TOKEN", f"{TOKEN}\n")
    way = {"secure": False, "plaintext_token": False}
    assert token_metadata("127.0.0.1:1", None, **way) == (("authorization", f"Bearer {TOKEN}"),)
    assert token_metadata("127.0.0.1:1", "other", **way) == (("authorization", "Bearer other"),)
    assert token_metadata("data-host:1", "", **way) == ()
    with pytest.raises(crescendo.InvalidArgument, match="in plain text"):
        crescendo.connect("data-host:1")
    with pytest.raises(crescendo.InvalidArgument, match="in plain text"):
        crescendo.Loader("data-host:1", "r")


def test_a_client_of_tls_may_send_it_anywhere():
    with crescendo.connect("data-host:1", token=TOKEN, credentials=grpc.ssl_channel_credentials()) as client:
        assert client.address == "data-host:1"


def test_a_loader_does_not_overwrite_the_token_of_its_client():
    with (
        crescendo.connect("127.0.0.1:1") as client,
        pytest.raises(crescendo.InvalidArgument, match="the client has its own"),
    ):
        crescendo.Loader(client, "r", token=TOKEN)
