"""What the page asks for beside making pictures: a prompt read while it is typed, results in other formats, layers in a zip."""

import io
import zipfile

import httpx
import numpy as np

from local.stack import Stack
from packshot.client.manifests import manifest_in
from tests.e2e import pictures

PHOTO = pictures.encode(pictures.vase((60, 120, 70)), ".png")


def test_a_prompt_is_read_as_the_scene_is_made_and_the_result_comes_in_every_format(stack: Stack, key: str) -> None:
    prompt = "walnut table, golden hour, zxqv"
    with httpx.Client(base_url=stack.url, headers={"Authorization": f"Bearer {key}"}, timeout=90) as shop:
        reading = shop.post("/v1/prompts/reading", json={"prompt": prompt}).raise_for_status().json()
        assert {word["text"] for word in reading["words"]} >= {"walnut", "golden hour", "zxqv"}
        form = {"recipe": "scene", "prompt": prompt, "seed": "7", "width": "256", "height": "256"}
        answer = shop.post(
            "/v1/jobs",
            files={"photo": ("vase.png", PHOTO)},
            data={**form, "outputs": "result,product,matte,shadow,scene"},
            headers={"Prefer": "wait=60"},
        )
        job = answer.raise_for_status().json()
        assert job["state"] == "succeeded"
        assert job["manifests"][0]["understanding"] == reading["understanding"]
        (result,) = [one["asset_id"] for one in job["outputs"] if one["layer"] == "result"]
        kept = shop.get(f"/v1/assets/{result}/content").raise_for_status()
        pixels = pictures.decode(kept.content)
        for name in ("png", "jpeg", "webp", "avif"):
            sent = shop.get(f"/v1/assets/{result}/content?format={name}").raise_for_status()
            assert sent.headers["content-type"] == f"image/{name}"
            assert manifest_in(sent.content) == manifest_in(kept.content)
            if name != "avif":
                difference = np.abs(pictures.decode(sent.content)[..., :3].astype(int) - pixels[..., :3].astype(int))
                assert difference.mean() < 6, name
        archive = zipfile.ZipFile(io.BytesIO(shop.get(f"/v1/jobs/{job['id']}/results.zip").raise_for_status().content))
        layers = [f"vase{mark}.png" for mark in ("", "-matte", "-product", "-scene", "-shadow")]
        assert sorted(archive.namelist()) == sorted(layers)
        assert archive.testzip() is None
        children = shop.get("/v1/assets", params={"parent_id": job["asset_id"]}).raise_for_status().json()["assets"]
        # The same photo may have been cut out before, by somebody else's test.
        assert len([child for child in children if child["job_id"] == job["id"]]) == 5
