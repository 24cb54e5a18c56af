"""One real stack for all end-to-end tests: every process of the Procfile, on free ports, stopped in the end."""

from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest

from local.account import create_account, create_key
from local.environment import NO_LIMITS, free_ports
from local.stack import Stack
from packshot.auth.v1 import auth_pb2, auth_pb2_grpc
from tests.e2e.doors import Door, GrpcDoor, RestDoor

READY_S = 90


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    data: Path = tmp_path_factory.mktemp("stack")
    # The segmenter shows what it works on, so that tests can wait for the middle of a call.
    shown = {"PACKSHOT_SEGMENTER_METRICS_PORT": str(free_ports(1)[0])}
    with Stack(data, {**NO_LIMITS, **shown}, anywhere=True).running(READY_S) as running:
        yield running


@pytest.fixture(scope="session")
def account(stack: Stack) -> tuple[str, str]:
    """E-mail address and password of an account."""
    return create_account(stack.url)


@pytest.fixture(scope="session")
def key(stack: Stack, account: tuple[str, str]) -> str:
    """An API key for cutouts and scenes."""
    return create_key(stack.url, *account, name="tests")


def exchange(stack: Stack, key: str) -> str:
    """The access token that a key is good for."""
    with grpc.insecure_channel(stack.address("auth")) as channel:
        answer = auth_pb2_grpc.AuthServiceStub(channel).ExchangeKey(auth_pb2.ExchangeKeyRequest(key=key), timeout=10)
    return answer.tokens.access_token


@pytest.fixture(params=["rest", "grpc"])
def door(request: pytest.FixtureRequest, stack: Stack, key: str) -> Door:
    """Each way in, in turn. Tokens live for minutes, so each test gets a fresh one."""
    if request.param == "rest":
        return RestDoor(stack.url, key)
    return GrpcDoor(stack.grpc_address, exchange(stack, key))
