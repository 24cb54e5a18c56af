from collections.abc import AsyncIterator
from dataclasses import replace

import numpy as np
import pytest
import pyvips

from mesh.errors import ImageTooLarge, InvalidArgument, InvalidImage, Overloaded, PackshotError, TransferBroken
from mesh.pictures.decode import Limits, decode
from mesh.pictures.encode import encode
from mesh.pictures.formats import Format
from mesh.transfer import Assembler, split
from packshot.client.manifests import manifest_in
from packshot.common.v1 import image_pb2
from packshot.generator.v1 import generator_pb2
from services.generator.catalogue import Catalogue, load_engines
from services.generator.errors import EmptyMatte
from services.generator.painter import ModelServer
from services.generator.pool import Pool
from services.generator.scene import Cutout
from services.generator.service import GeneratorService
from tests.unit.generator import products
from tests.unit.generator.painters import FACTS, GradientPainter, InkFinder

LIMITS = Limits(max_bytes=1_000_000, max_pixels=500_000)
Response = generator_pb2.GenerateResponse


@pytest.fixture
def pool() -> Pool:
    return Pool(1, 1)


@pytest.fixture
def service(pool: Pool) -> GeneratorService:
    return GeneratorService(Catalogue(load_engines()), pool, LIMITS)


def rgba(cutout: Cutout) -> np.ndarray:
    return np.dstack([cutout.colours, cutout.matte])


async def requests(
    options: generator_pb2.SceneOptions, data: bytes, header: image_pb2.ImageHeader | None = None
) -> AsyncIterator[generator_pb2.GenerateRequest]:
    product = header or image_pb2.ImageHeader(format=image_pb2.IMAGE_FORMAT_PNG)
    yield generator_pb2.GenerateRequest(header=generator_pb2.GenerateHeader(options=options, product=product))
    for chunk in split(data):
        yield generator_pb2.GenerateRequest(chunk=chunk)


async def answer(service: GeneratorService, *stream: object, **more: object) -> list[Response]:
    return [response async for response in service.Generate(requests(*stream, **more), None)]  # type: ignore[arg-type]


def options(**more: object) -> generator_pb2.SceneOptions:
    size = image_pb2.Size(width=160, height=120)
    return generator_pb2.SceneOptions(**({"prompt": "sage", "size": size, "seed": 1} | more))  # type: ignore[arg-type]


PNG = encode(rgba(products.bottle()), Format.PNG)


async def test_the_order_of_the_answer(service: GeneratorService) -> None:
    wished = [
        image_pb2.LAYER_SHADOW,
        image_pb2.LAYER_RESULT,
        image_pb2.LAYER_PRODUCT,
        image_pb2.LAYER_MATTE,
        image_pb2.LAYER_SCENE,
    ]
    responses = await answer(service, options(outputs=wished), PNG)
    kinds = [response.WhichOneof("event") for response in responses]
    assert kinds[0] == "queued"
    assert kinds.count("queued") == kinds.count("manifest") == 1
    steps = [r.progress.step for r in responses if r.WhichOneof("event") == "progress"]
    assert steps == sorted(steps)
    assert len(steps) > 4
    last = [r.progress for r in responses if r.WhichOneof("event") == "progress"][-1]
    assert last.step == last.total
    assembler = Assembler()
    pictures = [p for r in responses if r.WhichOneof("event") == "image" and (p := assembler.add(r.image))]
    layers = [picture.layer for picture in pictures]
    previews = layers.count(image_pb2.LAYER_PREVIEW)
    assert previews >= 1
    assert layers[previews:] == wished
    assert kinds.index("manifest") > max(index for index, kind in enumerate(kinds) if kind == "progress")
    assert all(bytes(picture.data[:2]) == b"\xff\xd8" for picture in pictures[:previews])
    by_layer = {picture.layer: picture for picture in pictures}
    assert [by_layer[layer].header.channels for layer in wished] == [1, 3, 4, 1, 3]
    result = decode(bytes(by_layer[image_pb2.LAYER_RESULT].data)).pixels
    product = decode(bytes(by_layer[image_pb2.LAYER_PRODUCT].data)).pixels
    assert result.shape == (120, 160, 3)
    full = product[..., 3] == 255
    assert full.sum() > 100
    assert (result[full] == product[full][:, :3]).all()


async def test_the_manifest_tells_what_was_made(service: GeneratorService) -> None:
    responses = await answer(service, options(prompt="navy podium, hard light from the left, zyx", seed=77), PNG)
    manifest = next(r.manifest for r in responses if r.WhichOneof("event") == "manifest")
    assert (manifest.engine, manifest.set, manifest.seed) == ("sets", "podium", 77)
    assert list(manifest.understanding.colours) == ["navy=#25324f"]
    assert list(manifest.understanding.not_understood) == ["zyx"]
    assert manifest.drift.passed
    assert manifest.drift.max_difference == 0
    assert '"seed":77' in manifest.document


async def test_bare_samples_make_the_same_pixels_as_png(service: GeneratorService) -> None:
    pixels = rgba(products.bottle())
    header = image_pb2.ImageHeader(
        format=image_pb2.IMAGE_FORMAT_RAW, width=pixels.shape[1], height=pixels.shape[0], channels=4
    )
    bare = await answer(service, options(), pixels.tobytes(), header=header)
    packed = await answer(service, options(), PNG)
    assert bare[-1] == packed[-1]


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"prompt": ""}, "prompt"),
        ({"prompt": "x" * 10_000}, "prompt"),
        ({"negative_prompt": "x" * 2001}, "negative_prompt"),
        ({"count": 0}, "count"),
        ({"count": 5}, "count"),
        ({"manifest": "no"}, "prompt"),
        ({"light_match": 1.5}, "light_match"),
        ({"camera_pitch_deg": 95.0}, "camera_pitch_deg"),
        ({"shadow": generator_pb2.Shadow(softness=2)}, "shadow.softness"),
        ({"shadow": generator_pb2.Shadow(mode=99)}, "shadow.mode"),  # type: ignore[arg-type]
        ({"light": generator_pb2.Light(height_deg=90)}, "light.height_deg"),
        ({"dressing": generator_pb2.Dressing(wall_color="blue")}, "dressing.wall_color"),
        ({"dressing": generator_pb2.Dressing(material="cheese")}, "dressing.material"),
        ({"placement": generator_pb2.Placement(scale=2)}, "placement.scale"),
        ({"placement": generator_pb2.Placement(mode=2, position=1)}, "placement.position"),  # type: ignore[arg-type]
        ({"placement": generator_pb2.Placement(position=77)}, "placement.position"),  # type: ignore[arg-type]
        ({"set": "beach"}, "set"),
        ({"engine": "magic"}, "engine"),
        ({"size": image_pb2.Size(width=20_000, height=100)}, "size.width"),
        ({"aspect_ratio": "tall"}, "aspect_ratio"),
        ({"quality": 101}, "quality"),
        ({"format": image_pb2.IMAGE_FORMAT_TIFF}, "format"),
        ({"outputs": [image_pb2.LAYER_PREVIEW]}, "outputs"),
        ({"placement": generator_pb2.Placement(mode=generator_pb2.PLACEMENT_MODE_MANUAL)}, "placement.box"),
        ({"placement": generator_pb2.Placement(padding=0.6)}, "placement.padding"),
        ({"placement": generator_pb2.Placement(box=image_pb2.Box(width=9, height=9))}, "placement.box"),
        (
            {"placement": generator_pb2.Placement(mode=generator_pb2.PLACEMENT_MODE_ORIGINAL, padding=0.1)},
            "placement.padding",
        ),
        ({"placement": generator_pb2.Placement(mode=9)}, "placement.mode"),  # type: ignore[arg-type]
    ],
)
async def test_options_that_cannot_be_are_refused(
    service: GeneratorService, wish: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidArgument) as caught:
        await answer(service, options(**wish), PNG)
    assert caught.value.facts["field"] == field


@pytest.mark.parametrize(
    "wish",
    [
        {"set": "beach"},
        {"placement": generator_pb2.Placement(padding=0.6)},
        {"placement": generator_pb2.Placement(mode=generator_pb2.PLACEMENT_MODE_MANUAL)},
    ],
    ids=["set", "padding", "box"],
)
async def test_a_wish_that_cannot_be_is_refused_before_the_product_travels(
    service: GeneratorService, wish: dict[str, object]
) -> None:
    async def header_alone() -> AsyncIterator[generator_pb2.GenerateRequest]:
        yield generator_pb2.GenerateRequest(header=generator_pb2.GenerateHeader(options=options(**wish)))
        raise AssertionError("the product was asked for")

    with pytest.raises(InvalidArgument):
        await anext(aiter(service.Generate(header_alone(), None)))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", InvalidImage),
        (b"not a picture", InvalidImage),
        (PNG[:200], InvalidImage),
        (b"x" * 1_000_001, ImageTooLarge),
        (encode(np.zeros((800, 800, 4), np.uint8), Format.PNG), ImageTooLarge),
        (encode(np.zeros((90, 90, 3), np.uint8), Format.PNG), InvalidImage),
        (encode(np.zeros((90, 90, 4), np.uint8), Format.PNG), EmptyMatte),
    ],
)
async def test_products_that_cannot_be_are_refused(
    service: GeneratorService, pool: Pool, data: bytes, error: type[PackshotError]
) -> None:
    with pytest.raises(error):
        await answer(service, options(), data)
    assert pool.admit() == 0  # its place was given back


async def test_bare_samples_must_add_up(service: GeneratorService) -> None:
    header = image_pb2.ImageHeader(format=image_pb2.IMAGE_FORMAT_RAW, width=10, height=10, channels=4)
    with pytest.raises(InvalidImage):
        await answer(service, options(), b"x" * 399, header=header)
    header.size_bytes = 500
    with pytest.raises(TransferBroken):
        await answer(service, options(), b"x" * 400, header=header)


async def test_a_full_pool_is_told_at_once(service: GeneratorService, pool: Pool) -> None:
    pool.admit()
    pool.admit()
    with pytest.raises(Overloaded):
        await answer(service, options(), PNG)


async def test_a_caller_who_goes_gives_the_place_back(service: GeneratorService, pool: Pool) -> None:
    stream = service.Generate(requests(options(), PNG), None)
    async for response in stream:
        if response.WhichOneof("event") == "progress":
            break
    await stream.aclose()  # type: ignore[attr-defined]
    assert pool.admit() == 0


async def test_engines_and_sets_are_listed(service: GeneratorService) -> None:
    engines = await service.ListEngines(generator_pb2.ListEnginesRequest(), None)
    sets = await service.ListSets(generator_pb2.ListSetsRequest(), None)
    assert engines.engines[0].name == "sets"
    assert {"sweep", "tabletop", "window", "podium"} <= {info.name for info in sets.sets}
    assert all(info.description and info.words for info in sets.sets)


async def test_a_prompt_is_read_as_the_sets_engine_would(service: GeneratorService) -> None:
    wanted = generator_pb2.ReadPromptRequest(prompt="Walnut table, zxqv, no plants", set="podium")
    answer = await service.ReadPrompt(wanted, None)
    assert (answer.understanding.set, answer.understanding.set_by) == ("podium", "request")
    assert list(answer.understanding.not_understood) == ["zxqv"]
    words = {word.text: word for word in answer.words}
    walnut = words["walnut"]
    assert (walnut.start, walnut.end) == (0, 6)
    assert generator_pb2.WORD_KIND_MATERIAL in walnut.kinds
    assert len(walnut.kinds) == len(walnut.meanings)
    assert list(words["zxqv"].kinds) == [generator_pb2.WORD_KIND_UNKNOWN]
    assert words["plants"].refused
    with pytest.raises(InvalidArgument):
        await service.ReadPrompt(generator_pb2.ReadPromptRequest(prompt=" "), None)


async def _later(*parts: generator_pb2.GenerateRequest) -> AsyncIterator[generator_pb2.GenerateRequest]:
    yield generator_pb2.GenerateRequest(header=generator_pb2.GenerateHeader(options=options()))
    for part in parts:
        yield part


async def test_a_product_that_was_not_known_yet_comes_by_itself(service: GeneratorService) -> None:
    product = generator_pb2.GenerateRequest(product=image_pb2.ImageHeader(format=image_pb2.IMAGE_FORMAT_PNG))
    chunks = [generator_pb2.GenerateRequest(chunk=chunk) for chunk in split(PNG)]
    later = [response async for response in service.Generate(_later(product, *chunks), None)]
    at_once = await answer(service, options(), PNG)
    assert [r.image for r in later] == [r.image for r in at_once]


@pytest.mark.parametrize("parts", [[], [generator_pb2.GenerateRequest(chunk=b"product")]], ids=["nothing", "chunk"])
async def test_a_product_that_nobody_announced_is_refused(
    service: GeneratorService, parts: list[generator_pb2.GenerateRequest]
) -> None:
    with pytest.raises(TransferBroken):
        await anext(aiter(service.Generate(_later(*parts), None)))


async def test_several_scenes_come_one_after_the_other(service: GeneratorService) -> None:
    wished = [image_pb2.LAYER_RESULT, image_pb2.LAYER_SHADOW]
    responses = await answer(service, options(count=3, seed=2**64 - 1, outputs=wished), PNG)
    order = [
        response.manifest.seed if response.WhichOneof("event") == "manifest" else response.image.layer
        for response in responses
        if response.WhichOneof("event") == "manifest" or response.image.HasField("header")
        if response.image.layer != image_pb2.LAYER_PREVIEW
    ]
    assert order == [2**64 - 1, *wished, 0, *wished, 1, *wished]
    assert [r.manifest.variant for r in responses if r.WhichOneof("event") == "manifest"] == [0, 1, 2]
    steps = [(r.progress.step, r.progress.total) for r in responses if r.WhichOneof("event") == "progress"]
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]


def result_of(responses: list[Response]) -> bytes:
    return b"".join(r.image.chunk for r in responses if r.image.layer == image_pb2.LAYER_RESULT)


async def test_a_manifest_makes_the_same_file_again(service: GeneratorService) -> None:
    first = await answer(service, options(prompt="oak table & <light>, свет слева", light_match=0.3), PNG)
    document = next(r.manifest.document for r in first if r.WhichOneof("event") == "manifest")
    again = await answer(service, generator_pb2.SceneOptions(manifest=document), PNG)
    assert result_of(again) == result_of(first)
    # The file alone is enough.
    carried = pyvips.Image.new_from_buffer(result_of(first), "").get("xmp-data")
    assert manifest_in(carried) == document


@pytest.mark.parametrize("more", [{"prompt": "sage"}, {"seed": 3}, {"count": 2}, {"light_match": 0.5}])
async def test_options_beside_a_manifest_are_refused(service: GeneratorService, more: dict[str, object]) -> None:
    with pytest.raises(InvalidArgument) as caught:
        await answer(service, generator_pb2.SceneOptions(manifest="{}", **more), PNG)  # type: ignore[arg-type]
    assert caught.value.facts["field"] == next(iter(more))


@pytest.fixture
def painting_service(pool: Pool) -> GeneratorService:
    """With a diffusion model beside the sets."""
    server = ModelServer(GradientPainter(), InkFinder())
    return GeneratorService(Catalogue(load_engines(server)), pool, LIMITS, Pool(2, 1))


async def test_what_painted_a_scene_is_told(painting_service: GeneratorService) -> None:
    engines = await painting_service.ListEngines(generator_pb2.ListEnginesRequest(), None)
    assert [(engine.name, engine.device) for engine in engines.engines] == [("diffusion", "cpu"), ("sets", "cpu")]
    responses = await answer(painting_service, options(), PNG)
    manifest = next(r.manifest for r in responses if r.WhichOneof("event") == "manifest")
    assert (manifest.engine, manifest.set) == ("diffusion", "")
    painting = manifest.painting
    assert (painting.model, painting.revision, painting.strategy, painting.seed) == ("gradient", "r1", "around", 1)
    assert (painting.steps, painting.guidance, painting.strength) == (FACTS.steps, FACTS.guidance, 1.0)
    assert manifest.drift.HasField("outgrowth")
    again = await answer(painting_service, generator_pb2.SceneOptions(manifest=manifest.document), PNG)
    assert result_of(again) == result_of(responses)


async def test_a_set_that_is_named_is_built_though_a_model_could_paint(painting_service: GeneratorService) -> None:
    responses = await answer(painting_service, options(set="podium"), PNG)
    manifest = next(r.manifest for r in responses if r.WhichOneof("event") == "manifest")
    assert (manifest.engine, manifest.set) == ("sets", "podium")
    assert not manifest.HasField("painting")
    assert not manifest.drift.HasField("outgrowth")
    with pytest.raises(InvalidArgument) as caught:
        await answer(painting_service, options(set="podium", engine="diffusion"), PNG)
    assert caught.value.facts["field"] == "set"


async def test_painted_scenes_do_not_wait_for_those_made_here(painting_service: GeneratorService, pool: Pool) -> None:
    pool.admit()
    pool.admit()
    assert result_of(await answer(painting_service, options(), PNG))
    with pytest.raises(Overloaded):
        await answer(painting_service, options(engine="sets"), PNG)


async def test_several_painted_scenes_are_different(painting_service: GeneratorService) -> None:
    responses = await answer(painting_service, options(count=2, plain_prompt=True), PNG)
    manifests = [r.manifest for r in responses if r.WhichOneof("event") == "manifest"]
    assert [manifest.painting.seed for manifest in manifests] == [1, 2]
    assert '"plain_prompt":true' in manifests[0].document


STYLE = encode(np.random.default_rng(3).integers(0, 256, (40, 60, 3), dtype=np.uint8), Format.PNG)


@pytest.fixture
def styling_service(pool: Pool) -> GeneratorService:
    """With a diffusion model that takes styles."""
    server = ModelServer(GradientPainter(replace(FACTS, style="adapter", style_sha256="cd" * 32)), InkFinder())
    return GeneratorService(Catalogue(load_engines(server)), pool, LIMITS, Pool(2, 1))


async def test_a_style_reaches_the_manifest_and_is_needed_to_make_the_scene_again(
    styling_service: GeneratorService,
) -> None:
    responses = await answer(styling_service, options(style_reference=STYLE, style_strength=0.4), PNG)
    manifest = next(r.manifest for r in responses if r.WhichOneof("event") == "manifest")
    assert len(manifest.painting.style_sha256) == 64
    assert manifest.painting.style_strength == pytest.approx(0.4)
    remake = generator_pb2.SceneOptions(manifest=manifest.document)
    with pytest.raises(InvalidArgument, match="Send it again") as caught:
        await answer(styling_service, remake, PNG)
    assert caught.value.facts["field"] == "style_reference"
    remake.style_reference = STYLE
    assert result_of(await answer(styling_service, remake, PNG)) == result_of(responses)
    remake.style_strength = 0.4
    with pytest.raises(InvalidArgument) as caught:
        await answer(styling_service, remake, PNG)
    assert caught.value.facts["field"] == "style_strength"


@pytest.mark.parametrize(
    ("more", "reason", "field"),
    [
        ({"style_reference": STYLE}, "STYLE_UNSUPPORTED", "style_reference"),
        ({"style_reference": b"words"}, "INVALID_IMAGE", "style_reference"),
        ({"style_strength": 0.5}, "INVALID_ARGUMENT", "style_strength"),
    ],
    ids=["sets", "no-picture", "strength-alone"],
)
async def test_styles_are_refused_before_the_product_travels(
    service: GeneratorService, more: dict[str, object], reason: str, field: str
) -> None:
    async def header_alone() -> AsyncIterator[generator_pb2.GenerateRequest]:
        yield generator_pb2.GenerateRequest(header=generator_pb2.GenerateHeader(options=options(**more)))

    with pytest.raises(PackshotError) as caught:
        await anext(service.Generate(header_alone(), None))
    assert (caught.value.reason, caught.value.facts["field"]) == (reason, field)
