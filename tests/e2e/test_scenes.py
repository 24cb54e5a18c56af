"""Scenes through both doors: layers put together again, manifests sent back, several at once, and wishes that cannot be."""

import io
import json
import zipfile
from typing import Any

import cv2
import httpx
import numpy as np
import pytest

from local.stack import Stack
from packshot.client.manifests import manifest_in
from packshot.generator.v1 import generator_pb2
from packshot.studio.v1 import studio_pb2
from tests.e2e import pictures
from tests.e2e.conftest import exchange
from tests.e2e.doors import Door, requests, run

PHOTO = pictures.encode(pictures.vase(), ".png")
WISH = {"prompt": "terracotta podium, morning light from the left", "seed": "11", "width": "400", "height": "320"}


def post(stack: Stack, key: str, form: dict[str, str], accept: str = "image/png") -> httpx.Response:
    headers = {"Authorization": f"Bearer {key}", "Accept": accept}
    answer = httpx.post(f"{stack.url}/v1/scenes", files={"photo": PHOTO}, data=form, headers=headers, timeout=90)
    assert answer.status_code == 200, answer.text
    return answer


def linear(codes: np.ndarray) -> np.ndarray:
    share = codes / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def coded(light: np.ndarray) -> np.ndarray:
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055) * 255


def test_the_layers_of_a_zip_make_the_result_again(stack: Stack, key: str) -> None:
    with zipfile.ZipFile(io.BytesIO(post(stack, key, WISH, "application/zip").content)) as archive:
        layers = {
            name: pictures.decode(archive.read(f"{name}.png")) for name in ("result", "product", "scene", "matte")
        }
        manifest = json.loads(archive.read("manifest.json"))
    product, scene = layers["product"], layers["scene"]
    share = (product[..., 3:] / 255).astype(float)
    blend = np.rint(coded(linear(product[..., :3]) * share + linear(scene) * (1 - share)))
    again = np.where(share == 1, product[..., :3], np.where(share == 0, scene, blend))
    difference = np.abs(again - layers["result"])
    assert difference[(share == 1)[..., 0] | (share == 0)[..., 0]].max() == 0
    assert difference.max() <= 1, "a soft edge may be rounded the other way"
    assert (layers["matte"] == product[..., 3]).all()
    assert manifest["seed"] == 11


@pytest.mark.parametrize("way", ["json", "link", "xmp"])
def test_a_manifest_makes_the_same_file_again(stack: Stack, key: str, way: str) -> None:
    first = post(stack, key, {**WISH, "shadow": "soft", "light_temperature": "3500", "n": "1"})
    if way == "json":
        told = post(stack, key, {**WISH, "shadow": "soft", "light_temperature": "3500"}, "application/json").json()
        document = json.dumps(told["manifest"]["document"])
    elif way == "link":
        document = httpx.get(stack.url + first.headers["link"].split(";")[0].strip("<>"), timeout=10).text
    else:
        import pyvips

        document = manifest_in(pyvips.Image.new_from_buffer(first.content, "").get("xmp-data")) or ""
    again = post(stack, key, {"manifest": document})
    assert again.content == first.content


def test_several_scenes_differ_and_each_keeps_the_product(stack: Stack, key: str) -> None:
    form = {**WISH, "n": "4", "outputs": "result,product,scene"}
    with zipfile.ZipFile(io.BytesIO(post(stack, key, form, "application/zip").content)) as archive:
        results = []
        for number in range(1, 5):
            result, product = (pictures.decode(archive.read(f"{number}/{name}.png")) for name in ("result", "product"))
            full = product[..., 3] == 255
            assert full.sum() > 1000
            assert (result[full] == product[full][:, :3]).all()
            results.append(result.astype(int))
            assert json.loads(archive.read(f"{number}/manifest.json"))["seed"] == 10 + number
    assert min(np.abs(results[0] - other).mean() for other in results[1:]) > 1


def test_a_light_match_is_told(stack: Stack, key: str) -> None:
    told = post(stack, key, {**WISH, "light_match": "0.7"}, "application/json").json()["manifest"]
    assert told["drift"]["relit"] is True
    assert told["drift"]["passed"] is True
    assert told["document"]["light_match"] == 0.7
    plain = post(stack, key, WISH, "application/json").json()["manifest"]
    assert plain["drift"]["relit"] is False


def empty_cutout() -> bytes:
    """An RGBA picture, transparent but for a few pixels that are hardly there."""
    pixels = pictures.vase()
    alpha = np.zeros(pixels.shape[:2], np.uint8)
    alpha[100:120, 100:120] = 60
    return cv2.imencode(".png", cv2.merge([*cv2.split(pixels), alpha]))[1].tobytes()


@pytest.mark.parametrize(
    ("wish", "reason", "field"),
    [
        ({"placement": "manual", "box": "300,100,200,100"}, "INVALID_ARGUMENT", "box"),
        ({"placement": "manual", "box": "10,10,0,50"}, "INVALID_ARGUMENT", "box"),
        ({"placement": "manual"}, "INVALID_ARGUMENT", "box"),
        ({"width": "20000", "height": "20000"}, "INVALID_ARGUMENT", "width"),
        ({"width": "1"}, "INVALID_ARGUMENT", "width"),
        ({"set": "the moon"}, "INVALID_ARGUMENT", "set"),
        ({"shadow_softness": "3"}, "INVALID_ARGUMENT", "softness"),
        ({"floor_color": "sea"}, "INVALID_ARGUMENT", "floor_color"),
        ({"light_height": "89"}, "INVALID_ARGUMENT", "height"),
        ({"camera_pitch": "120"}, "INVALID_ARGUMENT", "camera_pitch"),
    ],
    ids=str,
)
def test_wishes_that_cannot_be(door: Door, wish: dict[str, str], reason: str, field: str | tuple[str, ...]) -> None:
    outcome = door.scene(
        PHOTO, "oak table", **{"width": "400", "height": "320", **wish} if "width" not in wish else wish
    )
    assert outcome.reason == reason, outcome
    assert outcome.status in {400, "INVALID_ARGUMENT"}
    named = str(outcome.metadata)
    assert any(each in named for each in ([field] if isinstance(field, str) else field)), named


@pytest.mark.parametrize("count", [0, 5])
def test_how_many_scenes_is_bounded(stack: Stack, key: str, count: int) -> None:
    headers = {"Authorization": f"Bearer {key}"}
    form = {**WISH, "n": str(count)}
    over_http = httpx.post(f"{stack.url}/v1/scenes", files={"photo": PHOTO}, data=form, headers=headers, timeout=60)
    assert (over_http.status_code, over_http.json()["errors"][0]["field"]) == (400, "n")
    options = generator_pb2.SceneOptions(prompt="oak", count=count)
    header = studio_pb2.RunHeader(scene=studio_pb2.SceneRecipe(options=options))
    outcome = run(stack.grpc_address, exchange(stack, key), requests(header, PHOTO))
    assert (outcome.reason, outcome.metadata["field"]) == ("INVALID_ARGUMENT", "count")


def test_a_manifest_of_another_version(stack: Stack, key: str, door: Door) -> None:
    document = post(stack, key, WISH, "application/json").json()["manifest"]["document"]
    others: list[tuple[dict[str, Any], str]] = [
        (document | {"engine_version": "0.9"}, "engine"),
        (document | {"format": 1}, "format"),
        (document | {"product_sha256": "0" * 64}, "product"),
    ]
    for other, told in others:
        outcome = door.scene(PHOTO, "", manifest=json.dumps(other))
        assert (outcome.reason, outcome.status in {400, "INVALID_ARGUMENT"}) == ("INVALID_ARGUMENT", True), outcome
        assert told in outcome.message


def test_a_cutout_without_a_product(door: Door) -> None:
    outcome = door.scene(empty_cutout(), "oak table")
    assert outcome.reason in {"NO_PRODUCT", "EMPTY_MATTE"}, outcome
    assert outcome.status in {422, "FAILED_PRECONDITION"}


def test_a_region_of_interest_picks_one_of_two_products(stack: Stack, key: str) -> None:
    """Two vases in one photo; the scene and the cutout show the right one alone."""
    red, blue = pictures.vase(), pictures.vase((60, 90, 170))
    photo = pictures.encode(np.hstack([red, blue]), ".png")
    headers = {"Authorization": f"Bearer {key}", "Accept": "application/zip"}
    side = red.shape[1]
    form = {"roi": f"{side},0,{side},{side}"}
    answer = httpx.post(f"{stack.url}/v1/cutouts", files={"photo": photo}, data=form, headers=headers, timeout=90)
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        matte = pictures.decode(archive.read("matte.png"))
    assert not matte[:, :side].any()
    assert (matte[:, side:] == 255).mean() > 0.05
    scene = httpx.post(
        f"{stack.url}/v1/scenes", files={"photo": photo}, data={**WISH, **form}, headers=headers, timeout=90
    )
    with zipfile.ZipFile(io.BytesIO(scene.content)) as archive:
        product = pictures.decode(archive.read("product.png"))
    mean = product[product[..., 3] == 255][:, :3].mean(axis=0)
    assert mean[2] > mean[0] + 40, "it is the blue one"
    outside = httpx.post(
        f"{stack.url}/v1/scenes",
        files={"photo": photo},
        data={**WISH, "roi": "0,0,9999,10"},
        headers=headers,
        timeout=90,
    )
    assert (outside.status_code, outside.json()["errors"][0]["field"]) == (400, "roi")
