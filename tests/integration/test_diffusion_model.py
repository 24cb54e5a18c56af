"""Diffusion through the real Triton, with tiny pipelines of random weights: nothing here needs a GPU, a hub or a weight file."""

import asyncio
import contextlib
import json
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from mesh.errors import Overloaded, PackshotError
from mesh.triton import TritonClient
from tests.integration.diffusion_server import (
    DOOR,
    FAMILIES,
    PYTHON,
    DiffusionServer,
    add_model,
    await_start,
    canvas,
    inputs,
    make_weights,
    python,
    running,
    style_picture,
)

# A pipeline whose memory ends at 96x96 pixels in all: what an allocator says then, without the card.
CRAMPED = '''

class _Cramped:
    """The pipeline of ``inner``, on a device with room for 96x96 pixels at a time."""

    def __init__(self, inner):
        self._inner = inner

    def __getattr__(self, name):
        return getattr(self._inner, name)

    def __call__(self, **arguments):
        import torch

        pixels = sum(image.width * image.height for image in arguments["image"])
        if pixels > 96 * 96:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB.")
        return self._inner(**arguments)


class CrampedModel(TritonPythonModel):
    def painter(self, weights, settings):
        from dataclasses import replace

        painter = super().painter(weights, settings)
        painter._loaded = replace(painter._loaded, pipeline=_Cramped(painter._loaded.pipeline))
        return painter


TritonPythonModel = CrampedModel
'''
# What anybody would write with diffusers alone.
DIRECT = """
import json, sys
from pathlib import Path
import diffusers, numpy as np, torch
from PIL import Image
weights, asked, target = sys.argv[1:]
def styled(pipeline, family, case):
    if "style_strength" not in case:
        return {}
    style = Image.open(case["style"])
    if family == "flux2-klein":
        return {"image_reference": style}
    pipeline.load_ip_adapter(f"{weights}/{family}", subfolder="ip_adapter", weight_name="ip_adapter.safetensors")
    pipeline.set_ip_adapter_scale(case["style_strength"])
    return {"ip_adapter_image": style}
for family, cases in json.loads(Path(asked).read_text()).items():
    pipeline = diffusers.DiffusionPipeline.from_pretrained(f"{weights}/{family}")
    pipeline.set_progress_bar_config(disable=True)
    for case in cases:
        image, mask = (Image.open(case[name]) for name in ("image", "mask"))
        more = {} if family == "flux2-klein" else {
            "height": image.height, "width": image.width, "negative_prompt": case["negative_prompt"]}
        result = pipeline(
            prompt=case["prompt"], image=image, mask_image=mask, num_inference_steps=case["steps"],
            guidance_scale=case["guidance"], strength=case["strength"],
            generator=torch.Generator().manual_seed(case["seed"]), **more, **styled(pipeline, family, case)).images[0]
        np.save(f"{target}/{family}-{case['name']}.npy", np.asarray(result))
"""
CASES: tuple[dict[str, Any], ...] = (
    {"name": "plain", "seed": 7, "steps": 4, "strength": 1.0},
    {"name": "part", "seed": 2**63 + 11, "steps": 5, "strength": 0.625},  # exact in float32 and float64
)
STYLED: dict[str, Any] = {"name": "styled", "seed": 7, "steps": 4, "strength": 1.0, "style_strength": 0.5}
STYLE_FAMILIES = ("sd-inpaint", "sdxl-inpaint", "flux2-klein")
MODEL_OF = {family: family for family in FAMILIES} | {FAMILIES[0]: "diffusion"}
GUIDANCE = {"sd-inpaint": 7.5, "sdxl-inpaint": 7.5, "z-image": 0.0, "flux2-klein": 1.0}


@dataclass
class Painted:
    """A stream, collected."""

    steps: list[tuple[int, int]] = field(default_factory=list)
    previews: list[tuple[int, bytes]] = field(default_factory=list)
    result: NDArray[np.uint8] | None = None
    engine: dict[str, Any] = field(default_factory=dict)

    def picture(self) -> NDArray[np.uint8]:
        assert self.result is not None
        return self.result


async def paint(client: TritonClient, model: str, **asked: Any) -> Painted:
    painted = Painted()
    async for response in client.stream(model, inputs(**asked), [], deadline_s=60):
        if "step" in response:
            painted.steps.append((int(response["step"][0]), int(response["of"][0])))
        if "preview" in response:
            painted.previews.append((painted.steps[-1][0], response["preview"][0]))
        if "result" in response:
            painted.result = response["result"]
            painted.engine = json.loads(response["engine"][0])
    return painted


async def refusal(client: TritonClient, model: str, **asked: Any) -> str:
    """What Triton said; the client keeps it in the failure's notes, since it may hold what no caller should see."""
    with pytest.raises(PackshotError) as caught:
        await paint(client, model, **asked)
    return "\n".join(getattr(caught.value, "__notes__", []))


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert PYTHON.exists(), f"{PYTHON} is missing: `make diffusion` makes diffusion's environment (`make test` does)"
    return make_weights(tmp_path_factory.mktemp("weights"))


@pytest.fixture(scope="module")
def server(weights: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DiffusionServer]:
    folder = tmp_path_factory.mktemp("triton")
    repository = folder / "models"
    for family in FAMILIES[1:]:
        add_model(repository, family, f"folder:{weights / family}")
    damaged = shutil.copytree(weights / "sd-inpaint", folder / "damaged")
    file = damaged / "unet" / "diffusion_pytorch_model.safetensors"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    shutil.copytree(damaged, folder / "torn")  # no record, and a file cut short
    (folder / "torn" / "packshot-weights.json").unlink()
    (folder / "torn" / "unet" / file.name).write_bytes(content[: len(content) // 2])
    add_model(repository, "damaged", f"folder:{damaged}")
    add_model(repository, "torn", f"folder:{folder / 'torn'}")
    add_model(repository, "missing", "sdxl-inpainting")
    add_model(repository, "unlicensed", "flux2-klein-9b")
    add_model(
        repository, "cramped", f"folder:{weights / 'sd-inpaint'}", (DOOR / "1" / "model.py").read_text() + CRAMPED
    )
    own = f"folder:{weights / FAMILIES[0]}"  # the model `diffusion` itself, as an operator starts it
    environment = {"PACKSHOT_DIFFUSION_MODEL": own, "PACKSHOT_DIFFUSION_QUEUE": "6", "HF_HOME": str(folder / "no-hub")}
    environment["PACKSHOT_DIFFUSION_STYLE"] = "1"
    with running(folder, repository, **environment) as server:
        yield await_start(server)


@pytest.fixture
async def client(server: DiffusionServer) -> AsyncIterator[TritonClient]:
    client = TritonClient(server.address)
    yield client
    await client.close()


def cases_of(family: str) -> list[dict[str, Any]]:
    """Those with a style last: a pipeline with an adapter paints no more without one."""
    return [*CASES, STYLED] if family in STYLE_FAMILIES else [*CASES]


@pytest.fixture(scope="module")
def direct(weights: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of the plain pipelines, made in a process of their own with the same environment."""
    folder = tmp_path_factory.mktemp("direct")
    image, mask = canvas()
    cv2.imwrite(str(folder / "image.png"), image[..., ::-1])
    cv2.imwrite(str(folder / "mask.png"), mask)
    words = {"prompt": "a mug on a stone", "negative_prompt": "people"}
    paths = {"image": str(folder / "image.png"), "mask": str(folder / "mask.png")}
    cv2.imwrite(str(folder / "style.png"), style_picture()[..., ::-1])
    paths["style"] = str(folder / "style.png")
    asked = {
        family: [case | words | paths | {"guidance": GUIDANCE[family]} for case in cases_of(family)]
        for family in FAMILIES
    }
    (folder / "asked.json").write_text(json.dumps(asked))
    python("-c", DIRECT, str(weights), str(folder / "asked.json"), str(folder), environment={"OMP_NUM_THREADS": "1"})
    return folder


@pytest.mark.parametrize("family", FAMILIES)
class TestEachFamily:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
    async def test_pixels_are_those_of_the_plain_pipeline(
        self, client: TritonClient, direct: Path, family: str, case: dict[str, Any]
    ) -> None:
        expected = np.load(direct / f"{family}-{case['name']}.npy")
        asked = {name: case[name] for name in ("seed", "steps", "strength")}
        painted = await paint(client, MODEL_OF[family], **asked)
        assert expected.std() > 10, "a flat picture would say little"
        np.testing.assert_array_equal(painted.picture(), expected)

    async def test_steps_are_counted_to_the_end(self, client: TritonClient, family: str) -> None:
        painted = await paint(client, MODEL_OF[family], steps=5)
        total = painted.steps[0][1]
        assert painted.steps == [(step, total) for step in range(1, total + 1)]
        assert total in {5, 6}, "SD's own scheduler takes one step more than it is asked for"
        part = await paint(client, MODEL_OF[family], steps=6, strength=0.5)
        assert 3 <= part.steps[-1][1] <= 4, "with half the strength half the steps are left"

    async def test_previews_are_small_jpegs(self, client: TritonClient, family: str) -> None:
        painted = await paint(client, MODEL_OF[family], steps=5, preview_every=2)
        assert [step for step, _ in painted.previews] == [2, 4]
        for _, jpeg in painted.previews:
            assert jpeg.startswith(b"\xff\xd8\xff")
            decoded = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
            assert decoded is not None
            assert decoded.shape == (64, 96, 3)
            assert decoded.std() > 2
        assert not (await paint(client, MODEL_OF[family])).previews

    async def test_a_seed_repeats_and_another_differs(self, client: TritonClient, family: str) -> None:
        first, again, other = [(await paint(client, MODEL_OF[family], seed=seed)).picture() for seed in (1, 1, 2)]
        np.testing.assert_array_equal(first, again)
        assert np.abs(first.astype(int) - other).mean() > 5

    async def test_it_says_what_ran(self, client: TritonClient, family: str) -> None:
        alone = [each async for each in client.stream(MODEL_OF[family], inputs(), ["engine"], deadline_s=10)]
        assert [list(each) for each in alone] == [["engine"]]
        facts = json.loads(alone[0]["engine"][0])
        painted = await paint(client, MODEL_OF[family], steps=3)
        assert painted.engine["steps"] == 3
        assert facts["steps"] == 4
        for name in ("model", "revision", "pipeline", "licence", "device", "dtype", "library", "weights_sha256"):
            assert facts[name]
            assert painted.engine[name] == facts[name]
        assert (facts["model"], facts["native_size"], facts["dtype"]) == (f"tiny-{family}", 64, "float32")
        assert facts["guidance"] == GUIDANCE[family]
        assert "/" not in facts["model"], "no path of the machine"

    async def test_those_that_come_together_are_painted_together_and_not_mixed_up(
        self, client: TritonClient, family: str
    ) -> None:
        asked = [{"seed": seed, "index": seed, "prompt": f"thing {seed}"} for seed in range(5)]
        alone = [(await paint(client, MODEL_OF[family], **each)).picture() for each in asked]
        together = await asyncio.gather(*(paint(client, MODEL_OF[family], **each) for each in asked))
        assert max(each.engine["batch"] for each in together) > 1
        for expected, got in zip(alone, together, strict=True):
            # A matrix product of several pictures may round its last bit otherwise than one of a single picture.
            assert np.abs(expected.astype(int) - got.picture()).max() <= 1


async def test_prompt_negative_prompt_guidance_and_mask_are_heeded(client: TritonClient) -> None:
    plain = (await paint(client, "sdxl-inpaint")).picture().astype(int)
    changes: tuple[dict[str, Any], ...] = (
        {"prompt": "sea"},
        {"negative_prompt": "sun"},
        {"guidance": 1.5},
        {"index": 3},
    )
    for change in changes:
        assert np.abs(plain - (await paint(client, "sdxl-inpaint", **change)).picture()).mean() > 0.5, change


@pytest.mark.parametrize("family", STYLE_FAMILIES)
async def test_a_style_is_brought_in_as_the_plain_pipeline_does(
    client: TritonClient, direct: Path, family: str
) -> None:
    plain = (await paint(client, MODEL_OF[family])).picture()
    asked: dict[str, Any] = {name: STYLED[name] for name in ("seed", "steps", "strength", "style_strength")}
    styled = (await paint(client, MODEL_OF[family], **asked, style=style_picture())).picture()
    np.testing.assert_array_equal(styled, np.load(direct / f"{family}-styled.npy"))
    assert not np.array_equal(styled, plain)
    np.testing.assert_array_equal(
        (await paint(client, MODEL_OF[family])).picture(), plain, "the next one has none of it"
    )


async def test_styles_are_painted_together_only_with_their_like(client: TritonClient) -> None:
    other = 255 - style_picture()
    asked: list[dict[str, Any]] = [
        {"seed": 1}, {"seed": 2}, {"seed": 3, "style": style_picture(), "style_strength": 0.5},
        {"seed": 4, "style": style_picture(), "style_strength": 0.5},
        {"seed": 5, "style": style_picture(), "style_strength": 1.0}, {"seed": 6, "style": other, "style_strength": 0.5},
    ]  # fmt: skip
    alone = [(await paint(client, "sdxl-inpaint", **each)).picture() for each in asked]
    together = await asyncio.gather(*(paint(client, "sdxl-inpaint", **each) for each in asked))
    for expected, got in zip(alone, together, strict=True):
        assert np.abs(expected.astype(int) - got.picture()).max() <= 1


async def test_each_model_says_how_it_takes_a_style(client: TritonClient) -> None:
    ways = {}
    for family in FAMILIES:
        async for each in client.stream(MODEL_OF[family], inputs(), ["engine"], deadline_s=10):
            facts = json.loads(each["engine"][0])
            ways[family] = (facts["style"], bool(facts["style_sha256"]))
            assert facts["english_only"] == (family in ("sd-inpaint", "sdxl-inpaint"))
    assert ways == {
        "sd-inpaint": ("adapter", True),
        "sdxl-inpaint": ("adapter", True),
        "z-image": ("", False),
        "flux2-klein": ("reference", False),
    }


@pytest.mark.parametrize(
    ("model", "asked", "said"),
    [
        ("z-image", {}, "STYLE_UNSUPPORTED: tiny-z-image takes no style"),
        ("diffusion", {"style_strength": 0.0}, "BAD_VALUE: style_strength"),
        ("diffusion", {"style": np.zeros((8, 64, 3), np.uint8)}, "BAD_SIZE: style is 8x64"),
        ("diffusion", {"style": np.zeros((64, 64, 4), np.uint8)}, "style"),
    ],
    ids=["no-way", "no-strength", "small", "alpha"],
)
async def test_styles_that_cannot_be_taken(client: TritonClient, model: str, asked: dict[str, Any], said: str) -> None:
    assert said in await refusal(client, model, **{"style": style_picture(), "style_strength": 0.5} | asked)


async def test_sizes_that_are_not_square(client: TritonClient) -> None:
    for height, width in ((64, 64), (128, 64), (80, 112)):
        painted = await paint(client, "flux2-klein", height=height, width=width)
        assert painted.picture().shape == (height, width, 3)


async def test_whoever_leaves_stops_the_work_within_a_step(client: TritonClient, server: DiffusionServer) -> None:
    before = server.said().count("diffusion: cancelled after step")
    asked = inputs(height=256, width=256, steps=60)
    async with contextlib.aclosing(client.stream("diffusion", asked, [], deadline_s=60)) as responses:
        async for response in responses:
            if int(response["step"][0]) == 3:
                break
    begun = time.monotonic()
    while server.said().count("diffusion: cancelled after step") == before:
        assert time.monotonic() - begun < 20
        await asyncio.sleep(0.02)
    words = server.said().rpartition("diffusion: cancelled after step ")[2]
    # The step that was running when the caller left; one more if what the caller had seen was itself late.
    assert int(words.split()[0]) <= 5
    assert (await paint(client, "diffusion")).result is not None


async def test_one_who_leaves_does_not_disturb_the_others(client: TritonClient) -> None:
    alone = (await paint(client, "sdxl-inpaint", seed=5, steps=20)).picture()
    first = asyncio.create_task(paint(client, "sdxl-inpaint", seed=1, steps=20))
    await asyncio.sleep(0.05)
    leaves, stays = (asyncio.create_task(paint(client, "sdxl-inpaint", seed=seed, steps=20)) for seed in (4, 5))
    await first
    await asyncio.sleep(0.2)
    leaves.cancel()
    assert np.abs((await stays).picture().astype(int) - alone).max() <= 1


async def test_a_full_queue_is_told_at_once(client: TritonClient) -> None:
    several = await asyncio.gather(
        *(paint(client, "diffusion", steps=20, seed=seed) for seed in range(14)), return_exceptions=True
    )
    refused = [each for each in several if isinstance(each, Overloaded)]
    assert sum(isinstance(each, Painted) for each in several) + len(refused) == 14
    assert 1 <= len(refused) <= 8, "six may wait, one to four are being painted"


async def test_what_does_not_fit_is_answered_with_what_does(client: TritonClient) -> None:
    said = await refusal(client, "cramped", height=128, width=256)
    assert "OUT_OF_MEMORY fits=176x80: 256x128 does not fit" in said
    assert (await paint(client, "cramped", height=80, width=112)).result is not None, "the model goes on"


async def test_what_does_not_fit_together_is_painted_apart(client: TritonClient, server: DiffusionServer) -> None:
    alone = [(await paint(client, "diffusion", seed=seed)).picture() for seed in range(4)]
    together = await asyncio.gather(*(paint(client, "cramped", seed=seed) for seed in range(4)))
    assert "did not fit into memory" in server.said()
    assert {each.engine["batch"] for each in together} == {1}
    for expected, got in zip(alone, together, strict=True):
        np.testing.assert_array_equal(got.picture(), expected)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"height": 72}, "BAD_SIZE: 96x72"),
        ({"width": 32}, "BAD_SIZE: 32x64"),
        ({"height": 2048, "width": 1024}, "BAD_SIZE: 1024x2048"),
        ({"strength": 0.0}, "BAD_VALUE: strength"),
        ({"steps": 4000}, "BAD_VALUE: steps"),
    ],
)
async def test_what_cannot_be_painted_is_refused_with_a_code(client: TritonClient, asked: Any, said: str) -> None:
    assert said in await refusal(client, "diffusion", **asked)


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("damaged", "WEIGHTS_CORRUPT: unet/diffusion_pytorch_model.safetensors"),
        ("torn", "WEIGHTS_CORRUPT: the weights of torn cannot be loaded"),
        ("missing", "WEIGHTS_MISSING: the weights of sdxl-inpainting"),
        ("unlicensed", "LICENCE_REFUSED: the licence of flux2-klein-9b (FLUX Non-Commercial License)"),
    ],
)
async def test_a_model_that_cannot_paint_says_why_and_the_others_go_on(
    client: TritonClient, model: str, said: str
) -> None:
    assert await client.ready(model)
    assert said in await refusal(client, model)
    answer = client.stream(model, inputs(), ["engine"], deadline_s=10)
    with pytest.raises(PackshotError):
        await anext(answer)
    await answer.aclose()


async def test_the_cpu_is_named(client: TritonClient) -> None:
    async for each in client.stream("diffusion", inputs(), ["engine"], deadline_s=10):
        assert json.loads(each["engine"][0])["device"].startswith("cpu")


DEVICE = """
import os
from models.diffusion.failures import DeviceRefused
from models.diffusion.painter import Painter
from models.diffusion.settings import DiffusionSettings
from models.diffusion.weights import located
try:
    settings = DiffusionSettings.from_environment(os.environ)
    Painter.loaded(located(settings), settings)
except DeviceRefused as fault:
    print("refused:", fault)
"""


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        (
            {"PACKSHOT_REQUIRE_GPU": "1", "CUDA_VISIBLE_DEVICES": ""},
            "PACKSHOT_REQUIRE_GPU is set, but torch finds none",
        ),
        ({"PACKSHOT_REQUIRE_GPU": "1", "PACKSHOT_DIFFUSION_DEVICE": "cpu"}, "PACKSHOT_DIFFUSION_DEVICE=cpu"),
        ({"PACKSHOT_DIFFUSION_DEVICE": "cuda:7"}, "PACKSHOT_DIFFUSION_DEVICE is cuda:7"),
    ],
)
def test_a_gpu_that_is_required_is_not_replaced_by_the_cpu(
    weights: Path, environment: dict[str, str], said: str
) -> None:
    model = {"PACKSHOT_DIFFUSION_MODEL": f"folder:{weights / 'sd-inpaint'}"}
    assert said in python("-c", DEVICE, environment=model | environment).stdout


def test_tiny_pipelines_are_the_same_from_the_same_seed(weights: Path, tmp_path: Path) -> None:
    python("-m", "models.diffusion.tiny", str(tmp_path), "--family", "z-image")
    name = "packshot-weights.json"
    assert (tmp_path / "z-image" / name).read_bytes() == (weights / "z-image" / name).read_bytes()
