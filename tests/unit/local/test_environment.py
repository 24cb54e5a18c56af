import socket

import pytest

from local import environment


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in environment.compose({}):
        if name.startswith("PACKSHOT_"):
            monkeypatch.delenv(name, raising=False)


def test_addresses_follow_their_ports() -> None:
    composed = environment.compose({"PACKSHOT_AUTH_PORT": "9001", "PACKSHOT_DOCUMENTS_PORT": "9002"})
    assert composed["PACKSHOT_AUTH_ADDRESS"] == "127.0.0.1:9001"
    assert composed["PACKSHOT_DOCUMENTS_URL"] == "mongodb://127.0.0.1:9002"
    assert composed["PACKSHOT_STUDIO_ADDRESS"] == "127.0.0.1:8714"


def test_an_address_that_was_set_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKSHOT_DOCUMENTS_URL", "mongodb://elsewhere:27017")
    composed = environment.compose({"PACKSHOT_DOCUMENTS_PORT": "9002"})
    assert composed["PACKSHOT_DOCUMENTS_URL"] == "mongodb://elsewhere:27017"


def test_anywhere_moves_every_port_to_another_free_one() -> None:
    usual, moved = environment.compose({}), environment.compose({}, anywhere=True)
    ports = environment.ports(moved)
    assert len(set(ports.values())) == len(ports) == len(environment.ports(usual))
    assert not set(ports.values()) & set(environment.ports(usual).values())
    assert moved["PACKSHOT_TRITON_ADDRESS"] == f"127.0.0.1:{ports['PACKSHOT_TRITON_GRPC_PORT']}"


def test_taken_tells_a_port_that_somebody_listens_on() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert environment.taken(port)
    assert not environment.taken(port)
