"""The client against a Packshot on real sockets."""

import asyncio
from datetime import timedelta
from pathlib import Path

import grpc
import pytest

from mesh.errors import ImageTooLarge, Overloaded
from packshot.client import ApiError, Box, Dressing, Light, Packshot, Picture, Placement, Progress, Shadow
from packshot.common.v1 import image_pb2
from packshot.generator.v1 import generator_pb2

from .conftest import Town

PHOTO = bytes(range(256)) * 3000
"""Three chunks."""


async def test_cutout_brings_pictures_report_and_progress(town: Town) -> None:
    seen: list[Progress] = []
    async with Packshot(town.address, key="pk_k") as studio:
        cutout = await studio.cutout(
            PHOTO,
            crop=True,
            margin=0.5,
            matte=True,
            format="webp",
            quality=80,
            background="#ffffff",
            roi=Box(1, 2, 30, 40),
            on_progress=seen.append,
        )
    assert cutout.image == cutout.matte == Picture(PHOTO, "webp", 4, 3, 4)
    assert (cutout.report.confidence, cutout.report.cut_edges) == (0.75, ("left",))
    assert seen == [Progress("decode", 1, 2), Progress("matte", 2, 2)]
    options = town.studio.seen.headers[0].cutout.options
    assert (options.crop, options.margin, options.quality, options.background) == (True, 0.5, 80, "#ffffff")
    assert options.format == image_pb2.IMAGE_FORMAT_WEBP
    assert options.roi == image_pb2.Box(x=1, y=2, width=30, height=40)
    assert town.studio.seen.headers[0].photo.size_bytes == len(PHOTO)


async def test_scene_brings_manifest_layers_and_previews(town: Town, tmp_path: Path) -> None:
    (tmp_path / "mug.jpg").write_bytes(PHOTO)
    previews: list[Picture] = []
    async with Packshot(town.address, key="pk_k") as studio:
        scene = await studio.scene(
            tmp_path / "mug.jpg",
            "a table",
            set="sweep",
            seed=0,
            size=(800, 600),
            placement=Placement("manual", box=Box(1, 2, 3, 4)),
            layers=["product", "shadow"],
            on_preview=previews.append,
        )
    assert scene.image.data == PHOTO
    assert set(scene.layers) == {"product", "shadow"}
    assert (scene.manifest.engine, scene.manifest.set, scene.manifest.seed) == ("sets", "sweep", 0)
    assert [preview.data for preview in previews] == [b"preview"]
    options = town.studio.seen.headers[0].scene.options
    assert options.HasField("seed")
    assert (options.size.width, options.size.height, options.prompt) == (800, 600, "a table")
    assert options.placement.mode == generator_pb2.PLACEMENT_MODE_MANUAL
    assert options.placement.box.height == 4
    assert not options.placement.HasField("padding")


async def test_every_wish_reaches_the_contract(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        await studio.scene(
            PHOTO,
            "a table",
            placement=Placement(position="upper_left", scale=0.5),
            shadow=Shadow("soft", softness=0.25, direction_deg=90),
            light=Light(fill=0.5, temperature_k=4000),
            dressing=Dressing(wall_color="#ffffff", material="oak"),
            camera_pitch_deg=12.5,
            light_match=0.25,
            roi=Box(1, 2, 30, 40),
            plain_prompt=True,
            style=b"style",
            style_strength=0.5,
        )
    assert town.studio.seen.headers[0].scene.roi == image_pb2.Box(x=1, y=2, width=30, height=40)
    assert town.studio.seen.headers[0].scene.options == generator_pb2.SceneOptions(
        prompt="a table",
        placement=generator_pb2.Placement(
            mode=generator_pb2.PLACEMENT_MODE_AUTOMATIC,
            position=generator_pb2.PLACEMENT_POSITION_UPPER_LEFT,
            scale=0.5,
        ),
        shadow=generator_pb2.Shadow(mode=generator_pb2.SHADOW_MODE_SOFT, softness=0.25, direction_deg=90),
        light=generator_pb2.Light(fill=0.5, temperature_k=4000),
        dressing=generator_pb2.Dressing(wall_color="#ffffff", material="oak"),
        camera_pitch_deg=12.5,
        light_match=0.25,
        plain_prompt=True,
        style_reference=b"style",
        style_strength=0.5,
        outputs=[image_pb2.LAYER_RESULT],
        format=image_pb2.IMAGE_FORMAT_PNG,
    )


async def test_a_style_may_be_a_path_and_goes_with_a_manifest(town: Town, tmp_path: Path) -> None:
    (tmp_path / "style.jpg").write_bytes(b"style")
    async with Packshot(town.address, key="pk_k") as studio:
        await studio.scene(PHOTO, "a table", style=tmp_path / "style.jpg")
        await studio.remake(PHOTO, "{}", style=str(tmp_path / "style.jpg"))
        for style in (b"", bytes(2_000_001)):
            with pytest.raises(ValueError, match="picture of the style"):
                await studio.scene(PHOTO, "a table", style=style)
        with pytest.raises(OSError, match="nowhere"):
            await studio.scene(PHOTO, "a table", style="nowhere.jpg")
    sent = [header.scene.options for header in town.studio.seen.headers]
    assert [options.style_reference for options in sent] == [b"style", b"style"]


async def test_several_scenes_come_each_with_its_own_manifest_and_layers(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        made = await studio.scenes(PHOTO, "a table", count=3, seed=5, layers=["shadow"])
    assert [scene.manifest.seed for scene in made] == [5, 6, 7]
    assert all(scene.image.data == PHOTO and set(scene.layers) == {"shadow"} for scene in made)
    with pytest.raises(ValueError, match="count is 5"):
        async with Packshot(town.address, key="pk_k") as studio:
            await studio.scenes(PHOTO, "a table", count=5)


async def test_a_scene_is_made_again_from_its_manifest_alone(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        scene = await studio.remake(PHOTO, '{"seed": 1}', layers=["scene"])
    assert scene.manifest.document == '{"seed": 1}'
    assert town.studio.seen.headers[0].scene.options == generator_pb2.SceneOptions(
        manifest='{"seed": 1}',
        outputs=[image_pb2.LAYER_RESULT, image_pb2.LAYER_SCENE],
        format=image_pb2.IMAGE_FORMAT_PNG,
    )


async def test_a_wish_that_there_is_not_is_named(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        with pytest.raises(TypeError, match="no wish 'colour'"):
            await studio.scene(PHOTO, "a table", colour="red")  # type: ignore[call-arg]


async def test_a_scene_without_seed_or_size_leaves_them_unset(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        await studio.scene(PHOTO, "a table")
    options = town.studio.seen.headers[0].scene.options
    assert not options.HasField("seed")
    assert not options.HasField("size")
    assert not options.HasField("placement")


async def test_a_key_is_exchanged_once_for_many_calls(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        await asyncio.gather(*(studio.cutout(bytes([number]) * 9) for number in range(8)))
    assert town.auth.exchanged == ["pk_k"]
    assert set(town.studio.seen.tokens) == {"Bearer t1"}


async def test_a_token_is_renewed_shortly_before_it_expires(town: Town) -> None:
    town.auth.lifetime = timedelta(seconds=29)
    async with Packshot(town.address, key="pk_k") as studio:
        await studio.cutout(b"photo")
        await studio.cutout(b"photo")
    assert town.studio.seen.tokens == ["Bearer t1", "Bearer t2"]


async def test_a_token_that_the_server_finds_too_old_is_renewed_once(town: Town) -> None:
    town.auth.expired = {"t1"}
    async with Packshot(town.address, key="pk_k") as studio:
        assert (await studio.cutout(PHOTO)).image.data == PHOTO
    assert town.studio.seen.tokens == ["Bearer t2"]


async def test_a_second_refusal_is_told(town: Town) -> None:
    town.auth.expired = {"t1", "t2", "t3"}
    async with Packshot(town.address, key="pk_k") as studio:
        with pytest.raises(ApiError) as raised:
            await studio.cutout(PHOTO)
    assert raised.value.reason == "TOKEN_EXPIRED"
    assert town.auth.given == 2


async def test_a_fixed_token_is_never_exchanged(town: Town) -> None:
    town.auth.expired = {"mine"}
    async with Packshot(town.address, token="mine") as studio:
        with pytest.raises(ApiError) as raised:
            await studio.cutout(PHOTO)
    assert raised.value.reason == "TOKEN_EXPIRED"
    assert town.auth.given == 0


async def test_without_a_key_it_says_what_to_set(town: Town) -> None:
    async with Packshot(town.address) as studio:
        assert [info.name for info in await studio.sets()] == ["sweep"]
        assert [engine.device for engine in await studio.engines()] == ["cpu"]
        with pytest.raises(ApiError, match="PACKSHOT_KEY") as raised:
            await studio.cutout(PHOTO)
    assert raised.value.reason == "UNAUTHENTICATED"


async def test_address_and_key_come_from_the_environment(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKSHOT_ADDRESS", town.address)
    monkeypatch.setenv("PACKSHOT_KEY", "pk_env")
    async with Packshot() as studio:
        await studio.cutout(PHOTO)
    assert town.auth.exchanged == ["pk_env"]


async def test_a_session_is_opened_renewed_with_its_newest_token_and_ended(town: Town) -> None:
    town.auth.lifetime = timedelta(seconds=1)
    async with Packshot(town.address) as studio:
        await studio.sign_in("shop@example.com", "a long password")
        created = await studio.create_key("ci", ["cutouts"])
        await studio.cutout(PHOTO)
        await studio.sign_out()
        with pytest.raises(ApiError):
            await studio.cutout(PHOTO)
    assert (created.secret, created.key.scopes, created.key.expires_at) == ("pk_k_secret", ("cutouts",), None)
    assert "pk_k_secret" not in repr(created)
    assert town.auth.exchanged == ["shop@example.com", "r1", "r2"]
    assert town.auth.ended == ["r3"]


async def test_a_refusal_keeps_reason_facts_and_request_id(town: Town) -> None:
    async def refuse() -> None:
        raise ImageTooLarge("Larger than 50 megapixels. Send it smaller.", max_pixels=50_000_000)

    town.studio.before = refuse
    async with Packshot(town.address, key="pk_k") as studio:
        with pytest.raises(ApiError) as raised:
            await studio.cutout(PHOTO * 4)
    error = raised.value
    assert (error.reason, str(error)) == ("IMAGE_TOO_LARGE", "Larger than 50 megapixels. Send it smaller.")
    assert error.metadata == {"max_pixels": "50000000"}
    assert error.code is grpc.StatusCode.OUT_OF_RANGE
    assert error.request_id
    assert not error.temporary


async def test_overload_says_when_to_come_back(town: Town) -> None:
    async def refuse() -> None:
        raise Overloaded("Full.", retry_after_s=3)

    town.studio.before = refuse
    async with Packshot(town.address, key="pk_k") as studio:
        with pytest.raises(ApiError) as raised:
            await studio.cutout(PHOTO)
    assert raised.value.temporary
    assert raised.value.retry_after_s == 3


async def test_nobody_at_the_address_is_said_in_a_sentence(town: Town) -> None:
    await town.server.stop(0)
    async with Packshot(town.address, key="pk_k", timeout_s=5) as studio:
        with pytest.raises(ApiError, match=town.address) as raised:
            await studio.sets()
    assert raised.value.reason == "SERVICE_UNAVAILABLE"
    assert raised.value.temporary


async def test_an_answer_that_is_not_whole_is_an_error(town: Town) -> None:
    town.studio.truncate = True
    async with Packshot(town.address, key="pk_k") as studio:
        with pytest.raises(ApiError) as raised:
            await studio.cutout(PHOTO)
    assert raised.value.reason == "ANSWER_BROKEN"


async def test_time_is_bounded_by_the_caller(town: Town) -> None:
    async def forever() -> None:
        await asyncio.Event().wait()

    town.studio.before = forever
    async with Packshot(town.address, key="pk_k", timeout_s=0.3) as studio:
        with pytest.raises(ApiError) as raised:
            await studio.cutout(PHOTO)
    assert raised.value.reason == "DEADLINE_EXCEEDED"
    assert raised.value.metadata["timeout_s"] == "0.3"
    assert "0.3 s" in str(raised.value)


async def test_a_cancelled_call_stops_the_work(town: Town) -> None:
    reached = asyncio.Event()

    async def forever() -> None:
        reached.set()
        await asyncio.Event().wait()

    town.studio.before = forever
    async with Packshot(town.address, key="pk_k") as studio:
        task = asyncio.create_task(studio.cutout(PHOTO))
        await reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with asyncio.timeout(1):
            await town.studio.seen.ended.wait()


async def test_32_calls_at_once_never_share_a_pixel(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        photos = [bytes([number]) * (300_000 + number) for number in range(32)]
        cutouts = await asyncio.gather(*(studio.cutout(photo) for photo in photos))
    assert [cutout.image.data for cutout in cutouts] == photos


async def test_a_word_nobody_knows_names_those_there_are(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        with pytest.raises(ValueError, match="png, jpeg"):
            await studio.cutout(PHOTO, format="bmp")
        with pytest.raises(ValueError, match="automatic, original, manual"):
            await studio.scene(PHOTO, "a table", placement=Placement("floating"))
    assert town.studio.seen.headers == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:8700", "127.0.0.1", "::1:8700", "host:port", "a b:1"])
async def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="host:port, without a scheme"):
        Packshot(address)


@pytest.mark.parametrize("address", ["127.0.0.1:8700", "[::1]:8700", "packshot.shop.svc:8700", "unix:/run/packshot"])
async def test_addresses(address: str) -> None:
    async with Packshot(address) as studio:
        assert studio.address == address
