"""``CreateJob`` sent twice, and against an account's limits."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from mesh.errors import ScopeMissing
from mesh.identity import Caller, set_caller
from mesh.tokens import utc_now
from packshot.studio.v1 import jobs_pb2, studio_pb2
from services.studio.assets.asset import Asset
from services.studio.idempotency import Claims, IdempotencyMismatch
from services.studio.jobs.errors import TooManyJobs
from services.studio.jobs.limits import Quota
from services.studio.jobs.service import JobService
from services.studio.recipe import Recipe
from tests.integration.jobs.house import ANNA, House, Keeper


class Photos(Keeper):
    """Assets that are all there."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[str] = []

    async def hold(self, asset: Asset, at_least: timedelta) -> None:
        self.held.append(asset.id)

    async def get(self, account_id: str, asset_id: str) -> Asset:
        return await super().get(account_id, asset_id)


async def create(service: JobService, key: str = "", *, name: str = "mug", scope: str = "cutouts") -> Any:
    """The answer to one call."""

    async def requests() -> AsyncIterator[jobs_pb2.CreateJobRequest]:
        recipe = studio_pb2.Recipe(cutout=studio_pb2.CutoutRecipe())
        header = jobs_pb2.CreateJobHeader(recipe=recipe, asset_id="ast_1", name=name, idempotency_key=key)
        yield jobs_pb2.CreateJobRequest(header=header)

    async def call() -> jobs_pb2.CreateJobResponse:
        set_caller(Caller(ANNA, frozenset({scope}), "session", utc_now() + timedelta(minutes=5), "token"))
        return await service.CreateJob(requests(), None)

    return await asyncio.create_task(call())


@pytest.fixture
async def service(house: House) -> JobService:
    claims, photos = Claims(house.documents), Photos()
    await claims.prepare()
    recipes = {"cutout": Recipe("cutout", "cutouts", house.bakery.run, credits=1)}
    assets: Any = photos
    return JobService(house.jobs, assets, claims, recipes, 1_000)


async def test_the_same_key_is_the_same_job(house: House, service: JobService) -> None:
    first, second = await create(service, "key"), await create(service, "key")
    assert (first.created, second.created, second.job.id) == (True, False, first.job.id)
    assert await house.queue.announced() == {first.job.id}
    with pytest.raises(IdempotencyMismatch):
        await create(service, "key", name="another")


async def test_the_same_key_many_times_at_once_is_one_job(house: House, service: JobService) -> None:
    answers = await asyncio.gather(*(create(service, "key") for _ in range(10)))
    assert len({answer.job.id for answer in answers}) == 1
    assert [answer.created for answer in answers].count(True) == 1


async def test_without_a_key_each_call_is_a_job(service: JobService) -> None:
    assert (await create(service)).job.id != (await create(service)).job.id


async def test_a_key_is_no_way_past_the_limit(house: House, service: JobService) -> None:
    house.quotas[ANNA] = Quota(1, 1, 0, 0)
    first = await create(service, "first")
    for _ in range(3):
        with pytest.raises(TooManyJobs):
            await create(service, "second")
    assert await house.jobs.count(ANNA) == (1, 0)
    # What has been accepted is answered, however full it is.
    assert (await create(service, "first")).job.id == first.job.id
    house.quotas[ANNA] = Quota(2, 1, 0, 0)
    assert (await create(service, "second")).created


async def test_a_recipe_needs_its_own_scope(service: JobService) -> None:
    with pytest.raises(ScopeMissing):
        await create(service, scope="scenes")
