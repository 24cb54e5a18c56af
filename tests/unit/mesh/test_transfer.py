"""Pictures on their way: split, bounded, put together."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mesh.errors import ImageTooLarge, TransferBroken
from mesh.transfer import CHUNK_BYTES, Assembler, chunks, collect, first_header, image_parts, split
from packshot.common.v1 import image_pb2
from packshot.segmenter.v1 import segmenter_pb2

HEADER = segmenter_pb2.SegmentRequest(header=segmenter_pb2.SegmentHeader())


def _chunk(data: bytes) -> segmenter_pb2.SegmentRequest:
    return segmenter_pb2.SegmentRequest(chunk=data)


async def _stream(*parts: segmenter_pb2.SegmentRequest) -> AsyncIterator[segmenter_pb2.SegmentRequest]:
    for part in parts:
        yield part


@given(st.integers(0, 3 * CHUNK_BYTES + 1))
def test_pieces_are_full_but_the_last_and_add_up(size: int) -> None:
    data = bytes(size)
    pieces = list(split(data))
    assert b"".join(pieces) == data
    assert all(len(piece) == CHUNK_BYTES for piece in pieces[:-1])
    assert all(pieces)


async def test_header_then_chunks() -> None:
    parts = _stream(HEADER, _chunk(b"ab"), _chunk(b"c"))
    assert isinstance(await first_header(parts), segmenter_pb2.SegmentHeader)
    assert await collect(parts, 3, 10) == b"abc"


@pytest.mark.parametrize(
    "parts", [[], [_chunk(b"a")], [segmenter_pb2.SegmentRequest()]], ids=["nothing", "chunk", "empty"]
)
async def test_what_does_not_begin_with_a_header(parts: list[segmenter_pb2.SegmentRequest]) -> None:
    with pytest.raises(TransferBroken):
        await first_header(_stream(*parts))


@pytest.mark.parametrize(
    ("parts", "promised"),
    [
        ([_chunk(b"a"), HEADER], 0),
        ([segmenter_pb2.SegmentRequest()], 0),
        ([_chunk(bytes(CHUNK_BYTES + 1))], 0),
        ([_chunk(b"ab")], 3),
        ([_chunk(b"abcd")], 3),
        ([], 3),
    ],
    ids=["second header", "empty message", "fat chunk", "too little", "too much", "nothing"],
)
async def test_a_stream_that_does_not_keep_its_order_or_its_word(
    parts: list[segmenter_pb2.SegmentRequest], promised: int
) -> None:
    with pytest.raises(TransferBroken):
        await collect(_stream(*parts), promised, 10 * CHUNK_BYTES)


async def test_too_much_is_refused_as_soon_as_it_is_known() -> None:
    taken = 0

    async def endless() -> AsyncIterator[segmenter_pb2.SegmentRequest]:
        nonlocal taken
        while True:
            taken += 1
            yield _chunk(bytes(10))

    with pytest.raises(ImageTooLarge) as raised:
        await collect(endless(), 0, 35)
    assert taken == 4
    assert raised.value.facts == {"max_bytes": "35"}
    with pytest.raises(ImageTooLarge):
        await anext(chunks(endless(), 36, 35))
    assert taken == 4


async def test_just_as_much_as_is_allowed_is_taken() -> None:
    assert await collect(_stream(_chunk(b"abc")), 3, 3) == b"abc"


def test_pictures_of_one_stream_come_out_as_they_went_in() -> None:
    wanted = [
        (image_pb2.LAYER_MATTE, bytes(CHUNK_BYTES + 7)),
        (image_pb2.LAYER_PRODUCT, b""),
        (image_pb2.LAYER_RESULT, b"x"),
    ]
    assembler, found = Assembler(), []
    for layer, data in wanted:
        for part in image_parts(layer, image_pb2.ImageHeader(width=3), data):
            if (picture := assembler.add(part)) is not None:
                found.append((picture.layer, bytes(picture.data)))
                assert picture.header.width == 3
    assert found == wanted


def test_the_header_given_is_left_as_it_was() -> None:
    header = image_pb2.ImageHeader()
    list(image_parts(image_pb2.LAYER_MATTE, header, b"abc"))
    assert header.size_bytes == 0


def _begun(size_bytes: int) -> image_pb2.ImagePart:
    return image_pb2.ImagePart(layer=image_pb2.LAYER_MATTE, header=image_pb2.ImageHeader(size_bytes=size_bytes))


@pytest.mark.parametrize(
    "part",
    [
        _begun(2),
        image_pb2.ImagePart(layer=image_pb2.LAYER_RESULT, chunk=b"a"),
        image_pb2.ImagePart(layer=image_pb2.LAYER_MATTE, chunk=b"abc"),
    ],
    ids=["another header", "another layer", "too much"],
)
def test_pictures_are_never_mixed(part: image_pb2.ImagePart) -> None:
    assembler = Assembler()
    assembler.add(_begun(2))
    with pytest.raises(TransferBroken):
        assembler.add(part)


def test_a_chunk_that_nothing_announced() -> None:
    with pytest.raises(TransferBroken):
        Assembler().add(image_pb2.ImagePart(layer=image_pb2.LAYER_MATTE, chunk=b"a"))
