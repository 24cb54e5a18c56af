"""Many replicas behind one name, with mutual TLS: some die, some are restarted, one is added, and no call fails."""

from collections.abc import Iterator
from typing import Any

import grpc
import numpy as np
import pytest

from local.account import new_key
from tests.e2e import pictures
from tests.e2e.load import Load, Wish
from tests.e2e.replicas import COUNTS, MAX_CONNECTION_AGE_S, Mesh, running, until

CHECK = "/grpc.health.v1.Health/Check"
QUIET_CALLS = 120
MOST_CALLS = 5_000
"""Under load, so that a test that goes wrong ends."""
MOST_KILLS = 8
NOTICED_S = 30.0
LOOKED_UP_S = 5.0
"""A name is looked up once a second at most; then somebody has to connect and to call, on a busy machine."""


def _cut_out_vase() -> bytes:
    """A small cutout, which passes the segmenter without the network: 4 of its calls cost as much as one of a photo."""
    pixels = pictures.vase(side_px=160)
    background = np.abs(pixels.astype(int) - pixels[:1].mean(axis=(0, 1))).sum(axis=2) < 60
    alpha = np.where(background, 0, 255).astype(np.uint8)
    return pictures.encode(np.dstack([pixels, alpha]), ".png")


CUTOUT = _cut_out_vase()
PHOTO = pictures.encode(pictures.vase(side_px=1000))
SCENE = (("prompt", "oak table"), ("seed", "7"), ("width", "256"), ("height", "256"))
LARGE_SCENE = (("prompt", "oak table"), ("seed", "7"), ("width", "1600"), ("height", "1600"))
CHEAP = Wish("cutout of a cutout", "/v1/cutouts", CUTOUT)
WISHES = (
    CHEAP,
    Wish("cutout", "/v1/cutouts", PHOTO),
    Wish("scene", "/v1/scenes", CUTOUT, SCENE),
    Wish("large scene", "/v1/scenes", CUTOUT, LARGE_SCENE),
)


@pytest.fixture(scope="module")
def mesh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mesh]:
    with running(tmp_path_factory.mktemp("replicas")) as mesh:
        yield mesh


def _spread(mesh: Mesh, key: str) -> dict[str, int]:
    """How ``QUIET_CALLS`` calls are shared out between the segmenters while nothing changes."""
    segmenters = mesh.of("segmenter")
    before = {replica.name: mesh.cutouts(replica) for replica in segmenters}
    with Load(mesh.stack.url, key, (CHEAP,), most=QUIET_CALLS) as load:
        load.join()
    assert load.failures == []
    return {replica.name: mesh.cutouts(replica) - before[replica.name] for replica in segmenters}


def _kill_in_mid_answer(mesh: Mesh, service: str) -> None:
    """Until one has died after its answer had begun: a moment earlier the channel tries the call again by itself."""
    before = mesh.repeats(service)
    for _ in range(MOST_KILLS):
        mesh.drop(mesh.at_work(service))
        replica = mesh.begin(service)
        mesh.wait_ready(replica)
        mesh.tell(service)
        if mesh.repeats(service) > before:
            return
    pytest.fail(f"{MOST_KILLS} {service}s died, and no call was made again")


def _refused(address: str, credentials: grpc.ChannelCredentials | None, name: str) -> None:
    options = [("grpc.default_authority", name)]
    channel = (
        grpc.secure_channel(address, credentials, options) if credentials else grpc.insecure_channel(address, options)
    )
    check: Any = channel.unary_unary(CHECK)
    with channel, pytest.raises(grpc.RpcError) as raised:
        check(b"", timeout=10)
    assert raised.value.code() is grpc.StatusCode.UNAVAILABLE


@pytest.mark.timeout(400)
def test_whatever_happens_to_replicas_no_call_fails(mesh: Mesh) -> None:
    key = new_key(mesh.stack.url, name="replicas")
    _spread(mesh, key)  # until every studio has its connections
    spread = _spread(mesh, key)
    even = QUIET_CALLS / COUNTS["segmenter"]
    assert sum(spread.values()) == QUIET_CALLS
    assert all(abs(count - even) <= 0.2 * even for count in spread.values()), spread

    with Load(mesh.stack.url, key, WISHES, most=MOST_CALLS) as load:
        until(lambda: len(load.done) == len(WISHES), NOTICED_S, "not every kind of call has been answered")
        for service in COUNTS:
            _kill_in_mid_answer(mesh, service)
        for replica in list(mesh.replicas):
            assert mesh.restart(replica) == 0
        added = mesh.begin("segmenter")
        mesh.wait_ready(added)
        assert mesh.cutouts(added) == 0
        mesh.tell("segmenter")
        took_s = until(lambda: mesh.cutouts(added) > 0, 2 * NOTICED_S, "the new segmenter has no calls")
        assert not load.exhausted
        assert load.failures == []
    assert load.failures == []
    assert took_s <= MAX_CONNECTION_AGE_S + LOOKED_UP_S
    assert load.done.total() >= 40
    assert set(load.done) == {wish.name for wish in WISHES}


def test_a_caller_without_a_certificate_is_refused(mesh: Mesh) -> None:
    files = mesh.files["gateway"]
    authority, certificate, key = (path.read_bytes() for path in (files.authorities, files.certificate, files.key))
    for replica in mesh.replicas:
        address, name = f"{replica.host}:{mesh.port(replica.service)}", replica.service
        _refused(address, None, name)
        _refused(address, grpc.ssl_channel_credentials(authority), name)
        options = [("grpc.default_authority", name)]
        shown = grpc.ssl_channel_credentials(authority, key, certificate)
        with grpc.secure_channel(address, shown, options) as channel:
            check: Any = channel.unary_unary(CHECK)
            assert check(b"", timeout=10)


@pytest.mark.timeout(400)
def test_certificates_are_renewed_while_calls_are_made(mesh: Mesh) -> None:
    key = new_key(mesh.stack.url, name="renewal")
    with Load(mesh.stack.url, key, WISHES, most=MOST_CALLS) as load:
        until(lambda: len(load.done) == len(WISHES), NOTICED_S, "not every kind of call has been answered")
        serials = {}
        for service, files in mesh.files.items():
            pair = mesh.authority.issue(service, f"{service}.test", "127.0.0.1")
            files.write(pair, mesh.authority.pem)
            serials[service] = pair.serial
        for replica in mesh.replicas:
            until(
                lambda replica=replica: mesh.served_serial(replica) == serials[replica.service],  # type: ignore[misc]
                NOTICED_S,
                f"{replica.name} shows its old certificate",
            )
        until(lambda: "tls.channel_renewed" in mesh.log("gateway"), NOTICED_S, "the gateway shows its old certificate")
        # Half of a pair: what was is kept, and told.
        whole = mesh.files["gateway"].key.read_bytes()
        try:
            mesh.files["gateway"].key.write_bytes(mesh.authority.issue("gateway").key)
            until(lambda: "tls.kept" in mesh.log("gateway"), NOTICED_S, "the gateway does not tell of its key")
            made = load.done.total()
            until(lambda: load.done.total() >= made + 2 * len(WISHES), NOTICED_S, "calls no longer end")
        finally:
            mesh.files["gateway"].key.write_bytes(whole)
        assert not load.exhausted
    assert load.failures == []
