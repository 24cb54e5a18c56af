"""Quotas at the door: counted by account or address, told in header fields, and never in the way when the store is."""

import asyncio
from typing import cast

import pytest

from mesh.documents import store_unavailable
from mesh.rates import RateStore, Taken
from services.gateway.quota import Kind, Quotas, place_of
from tests.unit.gateway.conftest import House
from tests.unit.gateway.test_app import reason_of

SMALL = {Kind.PICTURES: "2/minute", Kind.ACCOUNT: "3/minute", Kind.ADDRESS: "2/minute"}


class Away:
    """A store that does not answer, at once or ever."""

    def __init__(self, after_s: float) -> None:
        self.after_s, self.asked = after_s, 0

    async def take(self, key: str, limit: int, window_s: int) -> Taken:
        self.asked += 1
        await asyncio.sleep(self.after_s)
        raise store_unavailable()


@pytest.mark.parametrize("rates", [SMALL])
async def test_pictures_by_account(house: House) -> None:
    left = [(await house.cutout()).headers["ratelimit"] for _ in range(2)]
    assert [text.split(";")[:2] for text in left] == [['"pictures"', "r=1"], ['"pictures"', "r=0"]]
    answer = await house.cutout()
    assert (answer.status_code, reason_of(answer)) == (429, "RATE_LIMITED")
    assert 1 <= int(answer.headers["retry-after"]) <= 120
    assert answer.headers["ratelimit-policy"] == '"pictures";q=2;w=60'
    assert answer.headers["ratelimit"].startswith('"pictures";r=0;t=')
    assert house.studio.runs == 2
    # Another account, and other requests of this one, are counted apart.
    other = await house.cutout(headers=house.bearer(account="a2"))
    assert other.status_code == 200
    assert (await house.client.get("/v1/account", headers=house.bearer())).status_code == 200


@pytest.mark.parametrize("rates", [SMALL])
async def test_public_routes_by_address(house: House) -> None:
    assert [(await house.client.get("/v1/sets")).status_code for _ in range(3)] == [200, 200, 429]
    assert (await house.client.get("/healthz")).status_code == 200
    assert (await house.client.get("/v1/account", headers=house.bearer())).status_code == 200


@pytest.mark.parametrize("rates", [SMALL])
async def test_guessing_credentials_is_counted_by_address(house: House) -> None:
    headers = {"authorization": "Bearer nonsense"}
    statuses = [(await house.client.get("/v1/account", headers=headers)).status_code for _ in range(3)]
    assert statuses == [401, 401, 429]


@pytest.mark.parametrize("store", [Away(0.0), Away(60.0)], ids=["refusing", "silent"])
async def test_a_store_that_is_away_takes_nothing_down(store: Away) -> None:
    quotas = Quotas(cast(RateStore, store), SMALL, timeout_s=0.1)
    started = asyncio.get_running_loop().time()
    assert [await quotas.count(Kind.PICTURES, "a") for _ in range(10)] == [None] * 10
    assert asyncio.get_running_loop().time() - started < 0.5
    assert store.asked == 1, "it is left alone for a while after it failed"


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2a00:1:2:3:4:5:6:7", "2a00:1:2:3::/64"),
        ("", "unknown"),
        ("unix", "unix"),
    ],
)
def test_one_customer_is_one_place(address: str, place: str) -> None:
    assert place_of(address) == place
