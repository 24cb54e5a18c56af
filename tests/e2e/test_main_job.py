"""The main job over gRPC: a photo in, a cutout or a scene out, with proof that the product was not altered."""

import json
from dataclasses import dataclass, field

import cv2
import grpc
import numpy as np
import pytest

from local.stack import Stack
from mesh.transfer import Assembler
from packshot.common.v1 import image_pb2
from packshot.generator.v1 import generator_pb2
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import studio_pb2, studio_pb2_grpc
from tests.e2e import pictures
from tests.e2e.conftest import exchange
from tests.e2e.doors import requests

SETS = ["podium", "sweep", "tabletop", "window"]
LAYERS = [
    image_pb2.LAYER_RESULT,
    image_pb2.LAYER_PRODUCT,
    image_pb2.LAYER_MATTE,
    image_pb2.LAYER_SHADOW,
    image_pb2.LAYER_SCENE,
]
PHOTO = pictures.encode(pictures.vase(), ".png")


@dataclass
class Made:
    """Everything that one call answered, in the order it came."""

    order: list[str] = field(default_factory=list)
    steps: list[tuple[int, int]] = field(default_factory=list)
    images: dict[int, bytes] = field(default_factory=dict)
    report: segmenter_pb2.CutoutReport = field(default_factory=segmenter_pb2.CutoutReport)
    manifest: generator_pb2.Manifest = field(default_factory=generator_pb2.Manifest)

    def pixels(self, layer: int) -> pictures.Pixels:
        return pictures.decode(self.images[layer])


def make(stack: Stack, key: str, photo: bytes, header: studio_pb2.RunHeader) -> Made:
    """Runs a recipe and keeps everything."""
    header.photo.size_bytes = len(photo)
    made, assembler = Made(), Assembler()
    token = exchange(stack, key)
    with grpc.insecure_channel(stack.address("studio")) as channel:
        stub = studio_pb2_grpc.StudioServiceStub(channel)
        for answer in stub.Run(requests(header, photo), metadata=(("authorization", f"Bearer {token}"),), timeout=90):
            kind = answer.WhichOneof("event") or ""
            made.order.append(kind)
            if kind == "progress":
                made.steps.append((answer.progress.step, answer.progress.total))
            elif kind == "report":
                made.report = answer.report
            elif kind == "manifest":
                made.manifest = answer.manifest
            elif whole := assembler.add(answer.image):
                made.images[whole.layer] = bytes(whole.data)
    return made


def scene(stack: Stack, key: str, photo: bytes = PHOTO, **options: object) -> Made:
    wish = generator_pb2.SceneOptions(**{"prompt": "warm oak, soft light from the left", "seed": 5, **options})  # type: ignore[arg-type]
    return make(stack, key, photo, studio_pb2.RunHeader(scene=studio_pb2.SceneRecipe(options=wish)))


def cutout(stack: Stack, key: str, photo: bytes = PHOTO, **options: object) -> Made:
    wish = segmenter_pb2.CutoutOptions(**options)  # type: ignore[arg-type]
    return make(stack, key, photo, studio_pb2.RunHeader(cutout=studio_pb2.CutoutRecipe(options=wish)))


@pytest.mark.parametrize("name", SETS)
def test_the_product_in_a_scene_is_the_customers_bit_for_bit(stack: Stack, key: str, name: str) -> None:
    made = scene(stack, key, set=name, outputs=LAYERS)
    result, product, matte = (made.pixels(layer) for layer in LAYERS[:3])
    solid = matte == 255
    assert result.shape == (1024, 1024, 3)
    assert solid.mean() > 0.05
    assert np.array_equal(result[solid], product[..., :3][solid])
    # Where there is no product, the result is the scene.
    empty = matte == 0
    assert np.array_equal(result[empty], made.pixels(image_pb2.LAYER_SCENE)[..., :3][empty])
    assert made.manifest.drift.passed
    assert made.manifest.drift.max_difference == 0
    assert made.manifest.set == name
    shadow = made.pixels(image_pb2.LAYER_SHADOW)
    assert shadow.ndim == 2
    assert shadow.max() > 40, "a product without a shadow floats"


def test_events_come_in_the_promised_order(stack: Stack, key: str) -> None:
    made = scene(stack, key, outputs=LAYERS)
    order = [kind for kind in made.order if kind != "progress"]
    assert order.index("report") < order.index("manifest")
    assert "image" in order[: order.index("manifest")], "a preview comes before the manifest"
    assert set(order[order.index("manifest") + 1 :]) == {"image"}
    fractions = [step / total for step, total in made.steps]
    assert len(fractions) >= 6
    assert fractions == sorted(fractions)
    assert len({total for _, total in made.steps}) == 1
    assert list(made.images) == [image_pb2.LAYER_PREVIEW, *LAYERS]


def test_the_same_seed_makes_the_same_picture_and_another_seed_another(stack: Stack, key: str) -> None:
    first, again, other = scene(stack, key), scene(stack, key), scene(stack, key, seed=6)
    result = image_pb2.LAYER_RESULT
    assert first.images[result] == again.images[result]
    assert first.images[result] != other.images[result]
    assert json.loads(first.manifest.document) == json.loads(again.manifest.document)


def test_a_drawn_seed_is_told_and_makes_the_picture_again(stack: Stack, key: str) -> None:
    drawn = generator_pb2.SceneOptions(prompt="sage green")
    header = studio_pb2.RunHeader(scene=studio_pb2.SceneRecipe(options=drawn))
    first = make(stack, key, PHOTO, header)
    drawn.seed = first.manifest.seed
    again = make(stack, key, PHOTO, studio_pb2.RunHeader(scene=studio_pb2.SceneRecipe(options=drawn)))
    assert first.images[image_pb2.LAYER_RESULT] == again.images[image_pb2.LAYER_RESULT]


def test_size_and_aspect_ratio(stack: Stack, key: str) -> None:
    sized = scene(stack, key, size=image_pb2.Size(width=640, height=480))
    assert sized.pixels(image_pb2.LAYER_RESULT).shape == (480, 640, 3)
    tall = scene(stack, key, aspect_ratio="4:5")
    height, width = tall.pixels(image_pb2.LAYER_RESULT).shape[:2]
    assert (width, height) == (819, 1024)


def test_manual_placement_puts_the_product_into_its_box(stack: Stack, key: str) -> None:
    box = image_pb2.Box(x=100, y=200, width=300, height=600)
    placement = generator_pb2.Placement(mode=generator_pb2.PLACEMENT_MODE_MANUAL, box=box)
    made = scene(stack, key, placement=placement, outputs=[image_pb2.LAYER_MATTE])
    rows, columns = np.nonzero(made.pixels(image_pb2.LAYER_MATTE))
    assert rows.min() >= box.y
    assert rows.max() < box.y + box.height
    assert columns.min() >= box.x
    assert columns.max() < box.x + box.width
    fills = max((rows.max() - rows.min() + 1) / box.height, (columns.max() - columns.min() + 1) / box.width)
    assert fills > 0.97


def test_a_box_outside_the_frame_is_refused(stack: Stack, key: str) -> None:
    box = image_pb2.Box(x=900, y=0, width=400, height=400)
    placement = generator_pb2.Placement(mode=generator_pb2.PLACEMENT_MODE_MANUAL, box=box)
    with pytest.raises(grpc.RpcError) as refused:
        scene(stack, key, placement=placement)
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT


def test_a_cutout_has_its_report_and_matte(stack: Stack, key: str) -> None:
    made = cutout(stack, key, outputs=[image_pb2.LAYER_PRODUCT, image_pb2.LAYER_MATTE])
    product, matte = made.pixels(image_pb2.LAYER_PRODUCT), made.pixels(image_pb2.LAYER_MATTE)
    assert np.array_equal(product[..., 3], matte)
    rows, columns = np.nonzero(matte)
    box = made.report.product_box
    assert abs(box.x - columns.min()) <= 2
    assert abs(box.y - rows.min()) <= 2
    assert made.report.confidence > 0.7
    assert not made.report.doubtful
    assert list(made.report.cut_edges) == []
    assert made.report.model.name == "u2net"
    assert {time.step for time in made.report.times} >= {"decode", "network", "matte", "colour"}


def test_crop_leaves_the_margin_that_was_asked_for(stack: Stack, key: str) -> None:
    made = cutout(stack, key, crop=True, margin=0.1)
    whole = cutout(stack, key)
    height, width = made.pixels(image_pb2.LAYER_PRODUCT).shape[:2]
    box = whole.report.product_box
    margin = round(0.1 * max(box.width, box.height))
    assert abs(width - box.width - 2 * margin) <= 2
    assert abs(height - box.height - 2 * margin) <= 2


def test_a_product_cut_by_the_frame_is_said(stack: Stack, key: str) -> None:
    made = cutout(stack, key, pictures.encode(pictures.vase()[:, 150:]))
    assert list(made.report.cut_edges) == [segmenter_pb2.EDGE_LEFT]
    assert "cut_by_frame" in made.report.doubts


def test_an_alpha_channel_is_honoured(stack: Stack, key: str) -> None:
    alpha = np.zeros((360, 360), np.uint8)
    cv2.circle(alpha, (180, 180), 90, 255, -1)
    made = cutout(stack, key, pictures.encode(np.dstack([pictures.vase(), alpha]), ".png"))
    assert made.report.matte_source == segmenter_pb2.MATTE_SOURCE_ALPHA
    assert np.array_equal(made.pixels(image_pb2.LAYER_PRODUCT)[..., 3], alpha)
