import json
from typing import Any

import pytest

from mesh.errors import InvalidArgument
from services.generator.engines.sets import ENGINE
from services.generator.manifest import read_manifest, write_manifest
from services.generator.scene import Cutout, SceneRequest, Unwatched
from tests.unit.generator import products

REQUEST = SceneRequest("navy podium, cream wall, light from the right", seed=2**63 + 5, width=160, height=128)


def test_a_manifest_makes_the_same_pixels(bottle: Cutout) -> None:
    scene = ENGINE.generate(bottle, REQUEST, Unwatched())
    again = ENGINE.generate_again(bottle, read_manifest(write_manifest(scene.plan)), Unwatched())
    for layer in ("result", "scene", "shadow", "product"):
        assert (getattr(scene, layer) == getattr(again, layer)).all()


def test_a_drawn_seed_is_told_and_makes_the_same_pixels(bottle: Cutout) -> None:
    scene = ENGINE.generate(bottle, SceneRequest("oak table", width=96, height=96), Unwatched())
    again = ENGINE.generate_again(bottle, read_manifest(write_manifest(scene.plan)), Unwatched())
    assert (scene.result == again.result).all()


def test_the_document_is_stable(bottle: Cutout) -> None:
    plan = ENGINE.resolve(bottle, REQUEST)
    document = write_manifest(plan)
    assert write_manifest(read_manifest(document)) == document
    assert list(json.loads(document)) == sorted(json.loads(document))
    assert json.loads(document)["product_sha256"] == bottle.sha256


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"width": 20_000}, "width"),
        ({"width": "wide"}, "cannot be read"),
        ({"pitch_deg": float("nan")}, "pitch_deg"),
        ({"box": {"x": 0, "y": 0, "width": 0, "height": 10}}, "box.width"),
        ({"shadow": "drop"}, "cannot be read"),
        ({"prompt": ""}, "prompt is empty"),
        ({"more": 1}, "cannot be read"),
        ({"light_match": 2}, "light_match"),
        ({"format": 1}, "another format"),
    ],
)
def test_a_manifest_that_was_meddled_with_is_refused(bottle: Cutout, changes: dict[str, object], told: str) -> None:
    values = json.loads(write_manifest(ENGINE.resolve(bottle, REQUEST))) | changes
    with pytest.raises(InvalidArgument, match=told):
        read_manifest(json.dumps(values))


@pytest.mark.parametrize(
    "part", [{"set_name": "nowhere"}, {"dress": {"material": "cheese"}}, {"dress": {"pattern": "dots"}}]
)
def test_names_that_are_not_known_are_refused(bottle: Cutout, part: dict[str, Any]) -> None:
    values = json.loads(write_manifest(ENGINE.resolve(bottle, REQUEST)))
    for name, value in part.items():
        values[name] = values[name] | value if isinstance(value, dict) else value
    with pytest.raises(InvalidArgument):
        ENGINE.generate_again(bottle, read_manifest(json.dumps(values)), Unwatched())


@pytest.mark.parametrize("document", ["", "[]", "{}", "null", '{"format":1}', '{"format":2}'])
def test_what_is_no_manifest_is_refused(document: str) -> None:
    with pytest.raises(InvalidArgument):
        read_manifest(document)


def test_another_version_or_product_is_refused(bottle: Cutout) -> None:
    plan = ENGINE.resolve(bottle, REQUEST)
    document = write_manifest(plan)
    with pytest.raises(InvalidArgument, match="another product"):
        ENGINE.generate_again(products.bottle(seed=9), plan, Unwatched())
    older = read_manifest(document.replace(f'"engine_version":"{ENGINE.version}"', '"engine_version":"0.1"'))
    with pytest.raises(InvalidArgument, match="engine"):
        ENGINE.generate_again(bottle, older, Unwatched())


@pytest.mark.parametrize(
    "changes",
    [
        {"box": {"x": 0, "y": 0, "width": 8192, "height": 8192}},
        {"box": {"x": 5000, "y": 0, "width": 50, "height": 50}},
        {"box": {"x": 5, "y": 0, "width": 50, "height": 10}, "pitch_deg": 0.5},
    ],
)
def test_a_product_where_no_scene_has_it_is_refused(bottle: Cutout, changes: dict[str, Any]) -> None:
    values = json.loads(write_manifest(ENGINE.resolve(bottle, REQUEST))) | changes
    with pytest.raises(InvalidArgument, match="no scene has it"):
        ENGINE.generate_again(bottle, read_manifest(json.dumps(values)), Unwatched())
