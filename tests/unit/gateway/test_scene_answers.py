"""Several scenes, zips, manifests and the numbers for light and shadow, over HTTP."""

import io
import json
import zipfile
from base64 import b64encode
from collections.abc import AsyncIterator
from email import message_from_bytes
from typing import Any

import pytest

from mesh.errors import ServiceUnavailable
from packshot.common.v1 import image_pb2
from packshot.generator.v1 import generator_pb2
from packshot.studio.v1 import studio_pb2
from services.gateway.manifest_links import MAX_LINK_CHARS, link_of, read_link
from services.gateway.scene_options import field_name
from services.gateway.told import Told
from services.gateway.zipped import zipped
from tests.unit.gateway.conftest import PHOTO, RESULT, House

DOCUMENT = '{"words": "кружка"}'


async def post(house: House, data: dict[str, str], accept: str = "*/*") -> Any:
    answer = await house.client.post(
        "/v1/scenes", files={"photo": PHOTO}, data=data, headers={**house.bearer(), "accept": accept}
    )
    assert answer.status_code == 200, answer.text
    return answer


async def test_the_numbers_reach_the_contract(house: House) -> None:
    await post(
        house,
        {
            "prompt": "oak", "n": "1", "position": "bottom_left", "scale": "0.4", "camera_pitch": "20", "shadow": "soft",
            "shadow_softness": "0.5", "shadow_intensity": "0.8", "shadow_direction": "90", "shadow_spread": "1.5",
            "light_fill": "0.3", "light_temperature": "4000", "floor_color": "#c67a5c", "wall_color": "#ffffff",
            "material": "marble", "light_match": "0.25", "plain_prompt": "true", "seed": "7",
        },
    )  # fmt: skip
    assert house.studio.header is not None
    assert house.studio.header.scene.options == generator_pb2.SceneOptions(
        prompt="oak",
        seed=7,
        count=1,
        placement=generator_pb2.Placement(position=generator_pb2.PLACEMENT_POSITION_BOTTOM_LEFT, scale=0.4),
        camera_pitch_deg=20,
        shadow=generator_pb2.Shadow(
            mode=generator_pb2.SHADOW_MODE_SOFT, softness=0.5, intensity=0.8, direction_deg=90, spread=1.5
        ),
        light=generator_pb2.Light(fill=0.3, temperature_k=4000),
        dressing=generator_pb2.Dressing(floor_color="#c67a5c", wall_color="#ffffff", material="marble"),
        light_match=0.25,
        plain_prompt=True,
        format=image_pb2.IMAGE_FORMAT_PNG,
    )


async def test_a_style_goes_up_as_a_file_or_as_base64(house: House) -> None:
    style = b"\xff\xd8style"
    form = {"prompt": "oak", "style_strength": "0.5"}
    answer = await house.client.post(
        "/v1/scenes", files={"photo": PHOTO, "style": style}, data=form, headers=house.bearer()
    )
    assert answer.status_code == 200, answer.text
    assert house.studio.header is not None
    options = house.studio.header.scene.options
    assert (options.style_reference, options.style_strength) == (style, 0.5)
    base64 = {"base64": b64encode(style).decode()}
    body = {"photo": {"base64": "iVBORw0KGgo="}, "prompt": "oak", "style": base64}
    answer = await house.client.post("/v1/scenes", json=body, headers=house.bearer())
    assert answer.status_code == 200, answer.text
    assert house.studio.header.scene.options.style_reference == style
    assert not house.studio.header.scene.options.HasField("style_strength")


async def test_a_style_may_be_of_its_own_size_beside_a_small_photo(house: House) -> None:
    largest = bytes(2_000_000)
    files = {"photo": PHOTO, "style": largest}
    answer = await house.client.post("/v1/scenes", files=files, data={"prompt": "oak"}, headers=house.bearer())
    assert answer.status_code == 200, answer.text
    body = {"photo": {"base64": "iVBORw0KGgo="}, "prompt": "oak", "style": {"base64": b64encode(largest).decode()}}
    answer = await house.client.post("/v1/scenes", json=body, headers=house.bearer())
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    "style", [bytes(2_000_001), {"base64": b64encode(bytes(2_000_001)).decode()}], ids=["form", "json"]
)
async def test_a_style_beyond_its_limit_is_told_by_its_name(house: House, style: Any) -> None:
    sent: dict[str, Any] = (
        {"files": {"photo": PHOTO, "style": style}, "data": {"prompt": "oak"}}
        if isinstance(style, bytes)
        else {"json": {"photo": {"base64": "iVBORw0KGgo="}, "prompt": "oak", "style": style}}
    )
    answer = await house.client.post("/v1/scenes", **sent, headers=house.bearer())
    assert (answer.status_code, answer.json()["reason"]) == (413, "IMAGE_TOO_LARGE")
    assert answer.json()["errors"][0]["field"] == "style"
    assert house.studio.runs == 0


@pytest.mark.parametrize(
    ("style", "field"),
    [
        ("words", "style"),
        ({"url": "https://x.example/a.jpg"}, "style"),
        ({"base64": "no base64"}, "style.base64"),
        ([1], "style"),
    ],
    ids=["text", "url", "no-base64", "list"],
)
async def test_what_is_no_style(house: House, style: Any, field: str) -> None:
    body = {"photo": {"base64": "iVBORw0KGgo="}, "prompt": "oak", "style": style}
    answer = await house.client.post("/v1/scenes", json=body, headers=house.bearer())
    assert (answer.status_code, answer.json()["reason"]) == (400, "INVALID_ARGUMENT")
    assert answer.json()["errors"][0]["field"] == field


async def test_a_style_in_a_query_or_for_a_cutout_is_refused(house: House) -> None:
    bare = {**house.bearer(), "content-type": "image/jpeg"}
    answer = await house.client.post("/v1/scenes?prompt=oak&style=warm", content=PHOTO, headers=bare)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "style")
    answer = await house.client.post("/v1/cutouts", files={"photo": PHOTO, "style": b"x"}, headers=house.bearer())
    assert (answer.status_code, answer.json()["reason"]) == (400, "UNKNOWN_FIELD")


async def test_two_styles_are_refused(house: House) -> None:
    files = [("photo", PHOTO), ("style", b"a"), ("style", b"b")]
    answer = await house.client.post("/v1/scenes", files=files, data={"prompt": "oak"}, headers=house.bearer())
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "style")


async def test_a_manifest_goes_alone_and_may_be_an_object(house: House) -> None:
    await post(house, {"manifest": DOCUMENT})
    assert house.studio.header is not None
    alone = generator_pb2.SceneOptions(manifest=DOCUMENT, format=image_pb2.IMAGE_FORMAT_PNG)
    assert house.studio.header.scene.options == alone
    body = {"photo": {"base64": "iVBORw0KGgo="}, "manifest": {"words": "кружка", "seed": 2**64 - 1}}
    answer = await house.client.post("/v1/scenes", json=body, headers=house.bearer())
    assert answer.status_code == 200, answer.text
    assert json.loads(house.studio.header.scene.options.manifest) == body["manifest"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("options.count", "n"),
        ("shadow.mode", "shadow"),
        ("shadow.softness", "shadow_softness"),
        ("scene.options.light.direction_deg", "light_direction"),
        ("light.fill", "light_fill"),
        ("dressing.wall_color", "wall_color"),
        ("placement.position", "position"),
        ("placement.mode", "placement"),
        ("size.width", "width"),
        ("camera_pitch_deg", "camera_pitch"),
        ("style_reference", "style"),
        ("style_strength", "style_strength"),
        ("prompt", "prompt"),
    ],
)
def test_fields_are_called_what_the_caller_sent(path: str, name: str) -> None:
    assert field_name(path) == name


async def test_several_scenes_as_json(house: House) -> None:
    document = (await post(house, {"prompt": "oak", "n": "3", "outputs": "result,matte"})).json()
    assert [manifest["variant"] for manifest in document["manifests"]] == [0, 1, 2]
    assert document["manifest"] == document["manifests"][0]
    order = [(picture["variant"], picture["layer"]) for picture in document["pictures"]]
    assert order == [(variant, layer) for variant in range(3) for layer in ("result", "matte")]


async def test_several_scenes_as_parts(house: House) -> None:
    answer = await post(house, {"prompt": "oak", "n": "2"}, "multipart/mixed")
    message = message_from_bytes(
        b"Content-Type: " + answer.headers["content-type"].encode() + b"\r\n\r\n" + answer.content
    )
    kinds = [part.get_content_type() for part in message.get_payload()]  # type: ignore[union-attr]
    assert kinds == ["application/json", "image/png", "application/json", "image/png"]
    assert json.loads(message.get_payload(2).get_payload(decode=True))["variant"] == 1  # type: ignore[arg-type,union-attr]


@pytest.mark.parametrize("count", [1, 2])
async def test_a_zip_has_all_layers_and_the_manifest(house: House, count: int) -> None:
    answer = await post(house, {"prompt": "oak", "n": str(count)}, "application/zip")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        layers = [f"{layer}.png" for layer in ("result", "product", "matte", "shadow", "scene")]
        folders = [""] if count == 1 else ["1/", "2/"]
        expected = ["report.json", *(folder + name for folder in folders for name in ("manifest.json", *layers))]
        assert archive.namelist() == expected
        assert archive.read(f"{folders[-1]}result.png") == RESULT
        assert archive.read(f"{folders[-1]}manifest.json").decode() == DOCUMENT
    again = await post(house, {"prompt": "oak", "n": str(count)}, "application/zip")
    assert again.content == answer.content


async def test_a_cutout_comes_as_a_zip_too(house: House) -> None:
    headers = {**house.bearer(), "accept": "application/zip"}
    answer = await house.client.post("/v1/cutouts", files={"photo": PHOTO}, data={"format": "jpeg"}, headers=headers)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["report.json", "product.jpg", "matte.jpg"]


async def test_the_link_leads_to_the_manifest(house: House) -> None:
    answer = await post(house, {"prompt": "oak"})
    link, relation = answer.headers["link"].split(";", 1)
    assert 'rel="describedby"' in relation
    manifest = await house.client.get(link.strip("<>"))
    assert manifest.status_code == 200
    assert manifest.text == DOCUMENT


def test_a_manifest_too_long_for_a_field_has_no_link() -> None:
    noise = "".join(chr(0x4E00 + (7919 * number) % 20_000) for number in range(4_000))
    assert link_of(json.dumps({"prompt": noise})) is None
    link = link_of(json.dumps({"prompt": "кружка " * 500}))
    assert link is not None
    assert len(link) <= MAX_LINK_CHARS + 20
    assert json.loads(read_link(link.rsplit("/", 1)[1]))["prompt"] == "кружка " * 500


@pytest.mark.parametrize("token", ["x", "eJxTAA", "eJyrVgIAAPoAqQ", "eNozMAQAAJQAYg", "%00", "e" * 3000])
async def test_what_never_was_a_link_is_refused(house: House, token: str) -> None:
    answer = await house.client.get(f"/v1/manifests/{token}")
    assert answer.status_code == 400
    assert answer.json()["reason"] == "INVALID_ARGUMENT"


async def test_a_link_does_not_unpack_without_end(house: House) -> None:
    bomb = link_of('{"a": "' + "0" * 1_000_000 + '"}')
    assert bomb is not None
    assert (await house.client.get(bomb)).status_code == 400


async def test_a_zip_that_breaks_off_tells_why() -> None:
    async def broken() -> AsyncIterator[studio_pb2.RunResponse]:
        yield studio_pb2.RunResponse(image=image_pb2.ImagePart(layer=image_pb2.LAYER_RESULT, chunk=b"x"))
        raise ServiceUnavailable("The generator is away.")

    first = image_pb2.ImagePart(layer=image_pb2.LAYER_RESULT, header=image_pb2.ImageHeader())
    pieces = zipped(Told(), first, broken(), several=False)
    await anext(pieces)
    with pytest.raises(ServiceUnavailable):
        await anext(pieces)


async def test_a_zip_that_nobody_reads_any_more_ends_quietly() -> None:
    async def endless() -> AsyncIterator[studio_pb2.RunResponse]:
        while True:
            yield studio_pb2.RunResponse(image=image_pb2.ImagePart(layer=image_pb2.LAYER_RESULT, chunk=b"x"))

    first = image_pb2.ImagePart(layer=image_pb2.LAYER_RESULT, header=image_pb2.ImageHeader())
    pieces = zipped(Told(), first, endless(), several=False)
    assert (await anext(pieces)).startswith(b"PK")
    await pieces.aclose()  # type: ignore[attr-defined]
