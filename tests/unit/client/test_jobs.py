"""Jobs, batches and usage through the client, against a studio on real sockets."""

from pathlib import Path

import pytest

from mesh.errors import ServiceUnavailable
from packshot.client import ApiError, Asset, JobEvent, Packshot, cutout_recipe, scene_recipe
from packshot.studio.v1 import jobs_pb2

from .conftest import Town
from .workplace import CREATED, ENDED, STARTED, WORKED

PHOTO = bytes(range(256)) * 3000
AWAY = ServiceUnavailable("A store does not answer.", retry_after_s=0.01)


async def test_a_scene_is_handed_in_and_awaited(town: Town, tmp_path: Path) -> None:
    (tmp_path / "mug.jpg").write_bytes(PHOTO)
    async with Packshot(town.address, key="pk_k") as studio:
        job = await studio.submit_scene(
            tmp_path / "mug.jpg", "a table", count=2, seed=7, priority="batch", tags=["spring"], layers=["shadow"]
        )
        assert (job.state, job.recipe, job.priority, job.name, job.ended) == (
            "queued", "scene", "batch", "mug.jpg", False,
        )  # fmt: skip
        done = await studio.wait(job.id)
        pictures = [await studio.download(output.asset_id) for output in done.outputs]
    assert (done.state, done.ended, done.credits, len(done.manifests)) == ("succeeded", True, 1, 2)
    assert [(output.layer, output.variant) for output in done.outputs] == [
        ("result", 0), ("shadow", 0), ("result", 1), ("shadow", 1),
    ]  # fmt: skip
    assert pictures[0] == b"LAYER_RESULT 0 of " + PHOTO
    header = town.place.headers[job.id]
    assert (header.recipe.scene.options.prompt, list(header.tags)) == ("a table", ["spring"])


async def test_the_picture_of_a_style_goes_with_the_job(town: Town, tmp_path: Path) -> None:
    (tmp_path / "style.jpg").write_bytes(b"style")
    async with Packshot(town.address, key="pk_k") as studio:
        job = await studio.submit_scene(PHOTO, "a table", style=tmp_path / "style.jpg", style_strength=0.5)
        with pytest.raises(ValueError, match="picture of the style"):
            await studio.submit_scene(PHOTO, "a table", style=b"")
    options = town.place.headers[job.id].recipe.scene.options
    assert (options.style_reference, options.style_strength) == (b"style", 0.5)


async def test_a_photo_that_is_kept_is_not_sent_again(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        asset = await studio.upload(PHOTO, title="mug")
        assert isinstance(asset, Asset)
        job = await studio.submit_cutout(asset, crop=True, margin=0.1)
    assert town.place.headers[job.id].asset_id == asset.id
    assert not town.place.headers[job.id].HasField("photo")
    assert town.place.headers[job.id].recipe.cutout.options.crop


@pytest.mark.parametrize("error", [AWAY, RuntimeError("a fault")], ids=["away", "fault"])
@pytest.mark.parametrize("step", ["asked", "accepted"])
async def test_a_lost_answer_never_makes_two_jobs(town: Town, step: str, error: Exception) -> None:
    town.place.once(step, error, times=2)
    async with Packshot(town.address, key="pk_k") as studio:
        job = await studio.submit_cutout(PHOTO)
    assert list(town.place.jobs) == [job.id]
    assert town.place.steps.count(step) == 3


async def test_the_callers_key_gives_the_same_job_and_none_gives_another(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        first = await studio.submit_cutout(PHOTO, idempotency_key="mine")
        second = await studio.submit_cutout(PHOTO, idempotency_key="mine")
        third = await studio.submit_cutout(PHOTO)
        with pytest.raises(ApiError) as caught:
            await studio.submit_cutout(PHOTO, crop=True, idempotency_key="mine")
    assert first.id == second.id != third.id
    assert caught.value.reason == "IDEMPOTENCY_MISMATCH"


async def test_what_cannot_be_calls_nobody(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        with pytest.raises(ValueError, match="on_progress"):
            await studio.submit_scene(PHOTO, "a table", on_progress=print)
        with pytest.raises(ValueError, match="priority"):
            await studio.submit_cutout(PHOTO, priority="soon")
        with pytest.raises(OSError, match="nowhere"):
            await studio.submit_cutout("nowhere.jpg")
    assert town.place.steps == []


async def test_watching_tells_everything_once_and_in_order(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        job = await studio.submit_cutout(PHOTO)
        events = [event async for event in studio.watch(job.id)]
        later = [event.id async for event in studio.watch(job.id, after=STARTED)]
        past = [event.id async for event in studio.watch(job.id, after=ENDED)]
    assert [event.id for event in events] == [CREATED, STARTED, WORKED, WORKED + 1, ENDED]
    assert [event.job.state for event in events if event.job] == ["queued", "running", "succeeded"]
    assert events[2].progress is not None
    assert events[3].preview is not None
    assert (events[2].progress.stage, events[3].preview.data) == ("matte", b"small")
    assert (later, past) == ([ENDED], [])


@pytest.mark.parametrize("error", [AWAY, RuntimeError("a fault")], ids=["away", "fault"])
async def test_a_watch_that_breaks_off_goes_on_after_the_last_event(town: Town, error: Exception) -> None:
    town.place.once("ending", error, times=2)
    async with Packshot(town.address, key="pk_k") as studio:
        job = await studio.submit_cutout(PHOTO)
        events: list[JobEvent] = [event async for event in studio.watch(job.id)]
    assert [event.id for event in events] == [CREATED, STARTED, WORKED, WORKED + 1, ENDED]
    assert town.place.watched_after == [0, WORKED + 1, WORKED + 1]


async def test_what_is_not_there_is_said(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        for call in (studio.job("job_9"), studio.cancel("job_9"), studio.wait("job_9")):
            with pytest.raises(ApiError) as caught:
                await call
            assert caught.value.reason == "JOB_NOT_FOUND"


async def test_a_failed_job_says_why(town: Town) -> None:
    town.place.fail = lambda photo: jobs_pb2.JobFailure(reason="NO_PRODUCT", message="No product.", retryable=False)
    async with Packshot(town.address, key="pk_k") as studio:
        done = await studio.wait((await studio.submit_cutout(PHOTO)).id)
    assert done.state == "failed"
    assert done.failure is not None
    assert (done.failure.reason, done.failure.retryable) == ("NO_PRODUCT", False)


async def test_lists_go_over_pages_and_cancelling_works(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        made = [(await studio.submit_cutout(PHOTO + bytes([number]))).id for number in range(5)]
        assert [job.id async for job in studio.jobs(page_size=2)] == made[::-1]
        assert (await studio.cancel(made[0])).state == "cancelled"
        assert [job.id async for job in studio.jobs(states=["cancelled"])] == made[:1]


async def test_an_old_token_is_renewed_for_streams_too(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        job = await studio.submit_cutout(PHOTO)
        town.auth.expired.add("t1")
        assert (await studio.wait(job.id)).state == "succeeded"
    assert town.auth.given == 2


async def test_a_batch_takes_a_zip_and_a_recipe(town: Town, tmp_path: Path) -> None:
    (tmp_path / "mugs.zip").write_bytes(b"zip")
    async with Packshot(town.address, key="pk_k") as studio:
        made = await studio.create_batch(tmp_path / "mugs.zip", await scene_recipe("a table", set="sweep"))
        await studio.create_batch(tmp_path / "mugs.zip", cutout_recipe(), name="mugs")
        batch = await studio.batch(made.id)
        assert [each.id async for each in studio.batches()] == [made.id]
        assert (await studio.cancel_batch(made.id)).id == made.id
    assert (batch.state, batch.photos, batch.refused[0].path) == ("finished", 2, "notes.txt")
    assert batch.counts == {"queued": 0, "running": 0, "succeeded": 1, "failed": 1, "cancelled": 0}
    assert [header.name for header in town.batches.headers] == ["mugs.zip", "mugs"]
    assert town.batches.headers[0].recipe.scene.options.set == "sweep"


async def test_usage_tells_what_is_used_and_what_may_be(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        usage = await studio.usage()
    assert (usage.credits, usage.quota.credits_a_month, usage.storage_bytes) == (42, 500, 2_500_000)
