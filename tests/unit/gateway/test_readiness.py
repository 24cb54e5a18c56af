"""Readiness: every part by name, what the networks run on, 503 while one that is needed is missing."""

import asyncio
import time

import pytest
from grpc_health.v1 import health_pb2

from services.gateway.backends import SERVICES, Backends
from services.gateway.readiness import Watch
from tests.unit.gateway.conftest import House


async def test_ready_names_parts_provider_and_hashes(house: House) -> None:
    answer = await house.client.get("/readyz")
    document = answer.json()
    assert (answer.status_code, document["status"]) == (200, "ready")
    assert {name: part["state"] for name, part in document["services"].items() if part["needed"]} == dict.fromkeys(
        SERVICES, "serving"
    )
    model = document["models"][0]
    assert (model["name"], model["provider"], model["precision"]) == ("u2net", "openvino", "bf16")
    assert model["weights_sha256"] == "ab12"
    assert document["engines"][0]["name"] == "sets"


async def test_a_part_that_does_not_serve_is_a_503(house: House) -> None:
    await house.health.set("", health_pb2.HealthCheckResponse.NOT_SERVING)
    answer = await house.client.get("/readyz")
    assert (answer.status_code, answer.json()["services"]["auth"]["state"]) == (503, "not_serving")
    assert answer.headers["retry-after"]
    assert (await house.client.get("/healthz")).status_code == 200


async def test_a_part_that_is_away_is_unreachable() -> None:
    backends = Backends(dict.fromkeys(SERVICES, "127.0.0.1:1"))

    async def counters() -> bool:
        return False

    found = await Watch(backends, counters).look()
    await backends.close()
    assert found.status == "not_ready"
    assert {part.state for part in found.services.values()} == {"unreachable"}
    assert found.models == []


async def test_counters_that_are_away_do_not_matter(house: House) -> None:
    async def counters() -> bool:
        await asyncio.sleep(0)
        return False

    found = await Watch(house.desk.backends, counters).look()
    assert (found.status, found.services["counters"].state) == ("ready", "unreachable")


async def test_a_dead_store_does_not_hold_up_the_answer(house: House) -> None:
    async def counters() -> bool:
        await asyncio.sleep(5)
        return True

    started = time.perf_counter()
    found = await Watch(house.desk.backends, counters).look()
    assert time.perf_counter() - started < 0.8
    assert found.services["counters"].state == "unreachable"


async def test_a_segmenter_without_its_model_is_not_asked_for_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await house.health.set("", health_pb2.HealthCheckResponse.NOT_SERVING)

    def ask(*_: object, **__: object) -> None:
        raise AssertionError("it would wait for its model")

    monkeypatch.setattr(house.desk.backends.segmenter, "ListModels", ask)
    found = await Watch(house.desk.backends, house.desk.watch._counters).look()
    assert found.services["segmenter"].state == "not_serving"


async def test_draining_is_said_at_once(house: House) -> None:
    assert (await house.client.get("/readyz")).status_code == 200
    house.desk.watch.draining = True
    answer = await house.client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "draining")


async def test_many_who_ask_at_once_are_one_question(house: House) -> None:
    asked = 0

    async def counters() -> bool:
        nonlocal asked
        asked += 1
        return True

    watch = Watch(house.desk.backends, counters)
    await asyncio.gather(*(watch.look() for _ in range(20)))
    assert asked == 1
