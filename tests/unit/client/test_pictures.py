"""Pictures on this side of the wire."""

import os
import stat
import threading
from pathlib import Path

import pytest

from packshot.client.errors import ApiError
from packshot.client.pictures import CHUNK_BYTES, Assembler, Picture, photo_bytes, split, write_whole
from packshot.common.v1 import image_pb2


def _header(size_bytes: int) -> image_pb2.ImagePart:
    header = image_pb2.ImageHeader(
        format=image_pb2.IMAGE_FORMAT_PNG, width=2, height=3, channels=4, size_bytes=size_bytes
    )
    return image_pb2.ImagePart(layer=image_pb2.LAYER_MATTE, header=header)


def _chunk(data: bytes) -> image_pb2.ImagePart:
    return image_pb2.ImagePart(layer=image_pb2.LAYER_MATTE, chunk=data)


def test_pieces_add_up_again() -> None:
    data = bytes(range(251)) * 2500
    pieces = list(split(data))
    assert [len(piece) for piece in pieces[:-1]] == [CHUNK_BYTES] * (len(pieces) - 1)
    assembler = Assembler()
    assert assembler.add(_header(len(data))) is None
    whole = [assembler.add(_chunk(piece)) for piece in pieces]
    assert whole[:-1] == [None] * (len(pieces) - 1)
    assert whole[-1] is not None
    layer, picture = whole[-1]
    assert (layer, picture.format, picture.data == data) == ("matte", "png", True)
    assembler.finish()


@pytest.mark.parametrize(
    "parts",
    [[_chunk(b"a")], [_header(2), _header(2)], [_header(2), _chunk(b"abc")]],
    ids=["chunk without header", "header in a picture", "too much"],
)
def test_a_broken_order_is_told(parts: list[image_pb2.ImagePart]) -> None:
    assembler = Assembler()
    for part in parts[:-1]:
        assembler.add(part)
    with pytest.raises(ApiError):
        assembler.add(parts[-1])


def test_a_picture_that_is_not_whole_is_told() -> None:
    assembler = Assembler()
    assembler.add(_header(2))
    with pytest.raises(ApiError):
        assembler.finish()


async def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await photo_bytes(tmp_path / "none.jpg")


def test_a_file_is_written_whole_and_readable(tmp_path: Path) -> None:
    target = tmp_path / "out.png"
    target.write_bytes(b"old")
    assert write_whole(target, b"new").read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["out.png"]
    assert stat.S_IMODE(target.stat().st_mode) & stat.S_IRUSR


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - which one depends on the system
        write_whole(target, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]


def test_a_picture_is_its_bytes_and_saves_itself(tmp_path: Path) -> None:
    picture = Picture(b"png", "png", 2, 3, 4)
    assert bytes(picture) == picture.data
    assert picture.save(tmp_path / "scene.png").read_bytes() == b"png"


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_whole(pipe, b"new")
    reader.join(10)
    assert read == [b"new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
