"""Which format a download comes in."""

from datetime import UTC, datetime
from typing import Any

import pytest

from mesh.errors import InvalidArgument
from mesh.pictures.formats import Format
from packshot.common.v1 import image_pb2
from packshot.studio.v1 import assets_pb2
from services.studio.assets.asset import Asset, Kind
from services.studio.assets.service import _format

NOW = datetime(2030, 1, 1, tzinfo=UTC)
PNG = Asset("ast_1", "anna", Kind.RESULT, "ab" * 32, 1, "image/png", NOW, NOW, None)


@pytest.mark.parametrize(
    ("wish", "target"),
    [
        ({}, None),
        ({"format": image_pb2.IMAGE_FORMAT_PNG}, None),
        ({"format": image_pb2.IMAGE_FORMAT_PNG, "quality": 5}, Format.PNG),
        ({"format": image_pb2.IMAGE_FORMAT_JPEG}, Format.JPEG),
        ({"format": image_pb2.IMAGE_FORMAT_WEBP, "quality": 100}, Format.WEBP),
        ({"format": image_pb2.IMAGE_FORMAT_AVIF}, Format.AVIF),
        ({"rendition": assets_pb2.RENDITION_THUMBNAIL}, None),
    ],
)
def test_a_picture_is_encoded_anew_only_where_that_is_needed(wish: dict[str, Any], target: Format | None) -> None:
    assert _format(assets_pb2.DownloadAssetRequest(id="ast_1", **wish), PNG) is target


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"format": image_pb2.IMAGE_FORMAT_RAW}, "format"),
        ({"format": image_pb2.IMAGE_FORMAT_TIFF}, "format"),
        ({"format": 99}, "format"),
        ({"quality": 50}, "format"),
        ({"format": image_pb2.IMAGE_FORMAT_JPEG, "quality": 101}, "quality"),
        ({"format": image_pb2.IMAGE_FORMAT_JPEG, "rendition": assets_pb2.RENDITION_THUMBNAIL}, "format"),
    ],
)
def test_what_there_is_not_is_refused(wish: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        _format(assets_pb2.DownloadAssetRequest(id="ast_1", **wish), PNG)
    assert caught.value.facts["field"] == field
