"""Messages of the contract as jobs and back."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from mesh.errors import InvalidArgument
from packshot.common.v1 import image_pb2
from packshot.generator.v1 import generator_pb2
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import jobs_pb2, studio_pb2
from services.studio.assets.asset import Asset, Kind
from services.studio.errors import AnswerBroken
from services.studio.events import Event, Manifest, Piece, Progress, Report
from services.studio.jobs.events import Changed, Previewed, Progressed
from services.studio.jobs.exchange import (
    Collected,
    RecipeTrade,
    event_message,
    job_message,
    layer_name,
    layer_number,
    priority_of,
    recipe_name,
    state_of,
)
from services.studio.jobs.job import Failure, Job, Output, Priority, State, Step

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SCENE = studio_pb2.Recipe(scene=studio_pb2.SceneRecipe())
SCENE.scene.options.prompt = "on oak"


def job(**changes: object) -> Job:
    facts: dict[str, object] = {
        "id": "job_1",
        "account_id": "anna",
        "recipe": "scene",
        "wish": SCENE.SerializeToString(),
        "asset_id": "ast_1",
        "state": State.QUEUED,
        "priority": Priority.BATCH,
        "created_at": NOW,
        "updated_at": NOW,
        "waits_until": NOW + timedelta(hours=1),
    }
    return Job(**(facts | changes))  # type: ignore[arg-type]


def pieces(layer: "image_pb2.Layer.ValueType", data: bytes, *, cut: int = 2) -> list[Event]:
    header = image_pb2.ImageHeader(format=image_pb2.IMAGE_FORMAT_PNG, width=3, height=2, size_bytes=len(data))
    chunks = [data[at : at + cut] for at in range(0, len(data), cut)]
    parts = [image_pb2.ImagePart(layer=layer, header=header)]
    parts += [image_pb2.ImagePart(layer=layer, chunk=chunk) for chunk in chunks]
    return [Piece(part) for part in parts]


class TestCollecting:
    def test_pictures_belong_to_the_manifest_before_them(self) -> None:
        collected = Collected(job())
        events: list[Event] = [Report(segmenter_pb2.CutoutReport()), Progress("draw", 1, 2)]
        for number in (1, 2):
            events.append(Manifest(generator_pb2.Manifest(document=f'{{"seed": {number}}}')))
            events += pieces(image_pb2.LAYER_RESULT, b"picture%d" % number)
        assert [collected.add(event) for event in events] == [None] * len(events)
        brought = collected.whole()
        assert [(made.layer, made.variant, made.manifest) for made in brought.made] == [
            ("result", 0, '{"seed": 1}'),
            ("result", 1, '{"seed": 2}'),
        ]
        first = brought.made[0]
        assert (first.data, first.mime, first.width, first.height, first.words) == (
            b"picture1",
            "image/png",
            3,
            2,
            "on oak",
        )
        assert len(brought.manifests) == 2
        assert brought.report is not None

    def test_a_preview_is_given_and_not_kept(self) -> None:
        collected = Collected(job())
        previews = [collected.add(event) for event in pieces(image_pb2.LAYER_PREVIEW, b"jpeg")]
        assert previews == [None, None, b"jpeg"]
        with pytest.raises(AnswerBroken):
            collected.whole()

    def test_half_a_picture_is_none(self) -> None:
        collected = Collected(job())
        for event in [*pieces(image_pb2.LAYER_RESULT, b"whole"), *pieces(image_pb2.LAYER_MATTE, b"half")[:-1]]:
            collected.add(event)
        with pytest.raises(AnswerBroken):
            collected.whole()

    def test_a_chunk_without_a_picture_is_the_service_s_fault(self) -> None:
        with pytest.raises(AnswerBroken):
            Collected(job()).add(Piece(image_pb2.ImagePart(chunk=b"lost")))


class TestTelling:
    def test_all_of_a_job_that_succeeded(self) -> None:
        done = job(
            state=State.SUCCEEDED,
            attempts=2,
            started_at=NOW,
            ended_at=NOW + timedelta(minutes=1),
            delete_at=NOW + timedelta(days=30),
            name="mug",
            batch_id="bat_1",
            event_id=7,
            progress=Step("encode", 9, 9),
            outputs=(Output("ast_2", "result", 1),),
            report=segmenter_pb2.CutoutReport().SerializeToString(),
            manifests=(generator_pb2.Manifest(document="{}").SerializeToString(),),
            credits=2,
        )
        message = job_message(done)
        assert (message.state, message.priority) == (jobs_pb2.JOB_STATE_SUCCEEDED, jobs_pb2.PRIORITY_BATCH)
        assert message.outputs[0] == jobs_pb2.JobOutput(asset_id="ast_2", layer=image_pb2.LAYER_RESULT, variant=1)
        assert message.HasField("report")
        assert [manifest.document for manifest in message.manifests] == ["{}"]
        assert (message.attempts, message.credits, message.event_id, message.name) == (2, 2, 7, "mug")
        assert (message.progress.stage, message.batch_id) == ("encode", "bat_1")
        assert message.expire_time.ToDatetime(UTC) == done.delete_at
        assert not message.HasField("failure")

    def test_a_waiting_job_has_nothing_of_its_end(self) -> None:
        message = job_message(job())
        for field in ("report", "failure", "progress", "start_time", "end_time"):
            assert not message.HasField(field)
        assert message.expire_time.ToDatetime(UTC) == NOW + timedelta(hours=1)

    def test_a_failure_with_its_facts(self) -> None:
        failure = Failure("NO_PRODUCT", "Nothing found.", {"confidence": "0.1"}, retryable=True)
        told = job_message(job(state=State.FAILED, failure=failure)).failure
        assert (told.reason, dict(told.metadata), told.retryable) == ("NO_PRODUCT", {"confidence": "0.1"}, True)

    def test_events(self) -> None:
        assert event_message(Changed(1, job())).job.id == "job_1"
        assert event_message(Progressed(2, Step("draw", 1, 4))).progress.total == 4
        assert event_message(Previewed(3, b"jpeg")) == jobs_pb2.WatchJobResponse(event_id=3, preview=b"jpeg")


class TestReading:
    async def test_a_trade_opens_wish_and_photo(self) -> None:
        async def read(asset: Asset) -> AsyncIterator[bytes]:
            yield asset.id.encode()

        trade = RecipeTrade(read)
        assert trade.wish(job()).options.prompt == "on oak"
        asset = Asset("ast_1", "anna", Kind.PHOTO, "0" * 64, 5, "image/png", NOW, NOW, None)
        upload = trade.upload(asset, job())
        assert upload.header.size_bytes == 5
        assert [chunk async for chunk in upload.chunks] == [b"ast_1"]

    def test_states_and_priorities_are_all_known(self) -> None:
        for state in State:
            assert state_of(job_message(job(state=state)).state) is state
        for priority in Priority:
            assert priority_of(job_message(job(priority=priority)).priority) is priority
        assert priority_of(jobs_pb2.PRIORITY_UNSPECIFIED) is Priority.INTERACTIVE

    @pytest.mark.parametrize("number", [0, 99], ids=["unspecified", "unheard of"])
    def test_a_state_that_is_none_is_refused(self, number: int) -> None:
        with pytest.raises(InvalidArgument) as caught:
            state_of(number)
        assert caught.value.facts["field"] == "states"

    def test_a_priority_that_is_none_is_refused(self) -> None:
        with pytest.raises(InvalidArgument):
            priority_of(99)

    def test_a_recipe_has_its_name(self) -> None:
        assert recipe_name(SCENE) == "scene"
        with pytest.raises(InvalidArgument):
            recipe_name(studio_pb2.Recipe())

    def test_layers_have_one_name_both_ways(self) -> None:
        for name, number in image_pb2.Layer.items():
            if number:
                assert layer_number(layer_name(number)) == number, name
        assert layer_number("frame") == image_pb2.LAYER_UNSPECIFIED
