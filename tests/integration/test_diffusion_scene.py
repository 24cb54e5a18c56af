"""Painted scenes through the whole stack: a photo in, the real Triton with a tiny pipeline of random weights, a picture out.

What such a pipeline paints is nonsense; what is tested is all that goes on around it.
"""

import os
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import numpy as np
import pytest

from local.account import new_key
from local.environment import NO_LIMITS
from local.stack import Stack
from packshot.client import ApiError, Packshot
from packshot.client.pictures import Picture
from packshot.client.results import Progress, Scene
from tests.e2e import pictures

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(os.environ.get("PACKSHOT_DIFFUSION_PYTHON", ROOT / ".venv-diffusion" / "bin" / "python"))
FAMILY = "sd-inpaint"
READY_S = 180.0
"""Most that a start may take: the model server imports torch and paints a first picture."""
LAYERS = ("product", "matte", "shadow", "scene")
PHOTO = pictures.encode(pictures.vase(), ".png")
WISH = {"seed": 5, "size": (320, 256)}


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny pipeline."""
    assert PYTHON.exists(), f"{PYTHON} is missing: `make diffusion` makes diffusion's environment (`make test` does)"
    folder: Path = tmp_path_factory.mktemp("weights")
    subprocess.run(
        [PYTHON, "-m", "models.diffusion.tiny", str(folder), "--family", FAMILY], cwd=ROOT, check=True, timeout=120
    )
    return folder / FAMILY


def stack_with(data: Path, model: str) -> Stack:
    """Every part on free ports, the model server with this diffusion model."""
    return Stack(
        data,
        NO_LIMITS
        | {
            "PACKSHOT_DIFFUSION_MODEL": model,
            "PACKSHOT_DIFFUSION_STYLE": "1",
            "PACKSHOT_MODELS_PYTHON": str(PYTHON),
        },
        anywhere=True,
    )


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory, weights: Path) -> Iterator[Stack]:
    with stack_with(tmp_path_factory.mktemp("stack"), f"folder:{weights}").running(READY_S) as running:
        await_painter(running)
        yield running


def await_painter(stack: Stack) -> None:
    """The segmenter may be back on the line to the model server, and all be ready, up to a second before the generator is."""
    until = time.monotonic() + 10
    while "diffusion" not in (said := [engine["name"] for engine in stack.wait_ready()["engines"]]):
        assert time.monotonic() < until, said
        time.sleep(0.1)


@pytest.fixture(scope="module")
def key(stack: Stack) -> str:
    return new_key(stack.url, name="tests")


@pytest.fixture
async def studio(stack: Stack, key: str) -> AsyncIterator[Packshot]:
    async with Packshot(stack.grpc_address, key=key) as studio:
        yield studio


def pixels(picture: Picture) -> np.ndarray:
    return pictures.decode(picture.data)


async def paint(studio: Packshot, **wishes: object) -> Scene:
    return await studio.scene(PHOTO, "oak table, morning light", layers=LAYERS, **{**WISH, **wishes})  # type: ignore[arg-type]


def test_diffusion_is_the_default_and_says_where_it_runs(stack: Stack) -> None:
    # A model says where it runs when it comes to it: while it is busy, the answer names the engine without a device.
    for _ in range(10):
        engines = httpx.get(f"{stack.url}/v1/engines", timeout=20).json()["engines"]
        assert [engine["name"] for engine in engines] == ["diffusion", "sets"]
        if engines[0]["device"]:
            break
    assert engines[0]["device"] in {"cpu", "cuda"}


async def test_the_product_is_the_customers_bit_for_bit(studio: Packshot) -> None:
    made = await paint(studio)
    result, product = pixels(made.image), pixels(made.layers["product"])
    solid, empty = product[..., 3] == 255, product[..., 3] == 0
    assert result.shape == (256, 320, 3)
    assert solid.mean() > 0.05
    assert (result[solid] == product[solid][:, :3]).all()
    assert (result[empty] == pixels(made.layers["scene"])[empty]).all()
    drift = made.manifest.drift
    assert (drift.max_difference, drift.grown_pixels, drift.passed) == (0, 0, True)
    assert drift.outgrowth is not None
    assert made.manifest.engine == "diffusion"
    assert f"tiny-{FAMILY}" in made.manifest.document


async def test_the_seed_decides_and_a_manifest_makes_it_again(studio: Packshot) -> None:
    first, again, other = await paint(studio), await paint(studio), await paint(studio, seed=6)
    assert first.image.data == again.image.data
    assert np.abs(pixels(first.layers["scene"]).astype(int) - pixels(other.layers["scene"])).mean() > 1
    remade = await studio.remake(PHOTO, first.manifest.document, layers=LAYERS)
    assert remade.image.data == first.image.data


async def test_a_scene_in_the_style_of_a_picture(studio: Packshot) -> None:
    style = pictures.encode(np.random.default_rng(4).integers(0, 256, (60, 90, 3), dtype=np.uint8), ".png")
    plain, styled = await paint(studio), await paint(studio, style=style, style_strength=1.0)
    assert np.abs(pixels(plain.layers["scene"]).astype(int) - pixels(styled.layers["scene"])).mean() > 0.5
    assert (await paint(studio)).image.data == plain.image.data, "the next one has none of it"
    document = styled.manifest.document
    assert (await studio.remake(PHOTO, document, style=style)).image.data == styled.image.data
    for refused, reason in (
        (studio.remake(PHOTO, document), "INVALID_ARGUMENT"),
        (studio.remake(PHOTO, plain.manifest.document, style=style), "INVALID_ARGUMENT"),
        (paint(studio, style=style, engine="sets"), "STYLE_UNSUPPORTED"),
        (paint(studio, style=b"words"), "INVALID_IMAGE"),
    ):
        with pytest.raises(ApiError) as caught:
            await refused
        assert (caught.value.reason, caught.value.metadata["field"].rpartition(".")[2]) == (reason, "style_reference")


def test_a_style_goes_over_http_too(stack: Stack, key: str) -> None:
    style = pictures.encode(np.full((60, 90, 3), 200, np.uint8), ".png")
    form = {"prompt": "oak table", "seed": "5", "width": "320", "height": "256", "style_strength": "0.8"}
    headers = {"authorization": f"Bearer {key}", "accept": "application/json"}

    def made(files: dict[str, bytes], **more: str) -> httpx.Response:
        return httpx.post(f"{stack.url}/v1/scenes", files=files, data=form | more, headers=headers, timeout=120)

    answer = made({"photo": PHOTO, "style": style})
    assert answer.status_code == 200, answer.text
    assert answer.json()["manifest"]["document"]["style_strength"] == pytest.approx(0.8)
    answer = made({"photo": PHOTO, "style": style}, set="podium")
    assert (answer.status_code, answer.json()["reason"]) == (422, "STYLE_UNSUPPORTED")
    assert answer.json()["errors"][0]["field"] == "style"


async def test_a_job_keeps_the_style_until_it_is_worked_on(studio: Packshot) -> None:
    noise = np.random.default_rng(4).integers(0, 256, (800, 800, 3), dtype=np.uint8)
    style = pictures.encode(noise, ".png")
    assert 1_900_000 < len(style) <= 2_000_000, "as much as there may be"
    job = await studio.submit_scene(
        PHOTO, "oak table, morning light", seed=5, size=(320, 256), style=style, style_strength=1.0
    )
    done = await studio.wait(job.id)
    assert done.state == "succeeded", done.failure
    (output,) = done.outputs
    direct = await studio.scene(
        PHOTO, "oak table, morning light", seed=5, size=(320, 256), style=style, style_strength=1.0
    )
    assert await studio.download(output.asset_id) == direct.image.data


async def test_steps_and_previews_come_while_it_paints(studio: Packshot) -> None:
    steps, previews = list[Progress](), list[Picture]()
    await paint(studio, on_progress=steps.append, on_preview=previews.append)
    assert "paint" in {step.stage for step in steps}
    assert [step.step for step in steps] == sorted(step.step for step in steps)
    assert len(previews) >= 2, "of the model, and of the result"


async def test_sets_are_still_built_by_name(studio: Packshot) -> None:
    made = await paint(studio, set="podium")
    assert (made.manifest.engine, made.manifest.set) == ("sets", "podium")


async def test_diffusion_without_its_weights_leaves_the_rest_at_work(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    missing = tmp_path_factory.mktemp("nothing") / "here"
    with stack_with(tmp_path_factory.mktemp("stack"), f"folder:{missing}").running(READY_S) as stack:
        async with Packshot(stack.grpc_address, key=new_key(stack.url, name="tests")) as studio:
            assert [engine.name for engine in await studio.engines()] == ["sets"]
            assert (await paint(studio)).manifest.engine == "sets"
            with pytest.raises(ApiError) as caught:
                await paint(studio, engine="diffusion")
            assert caught.value.reason == "WEIGHTS_UNUSABLE"
