"""``Run`` over real sockets: order, errors, cancellation, limits, and that no two calls share a pixel."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import grpc
import pytest

from mesh.errors import InvalidArgument, Overloaded
from mesh.transfer import CHUNK_BYTES, Assembler
from packshot.failures import read_failure
from packshot.studio.v1 import studio_pb2

from .conftest import MAX_PHOTO_BYTES, Mesh, chunk, cutout_header, scene_header

PROMPT_STOP_S = 1.0
"""A call that has lost its caller must be over within this; its own next step would be minutes away."""
ROUNDING_S = 1.2
"""gRPC rounds a timeout up when it writes it on the wire, by up to about 1 %."""


async def _upload(header: studio_pb2.RunRequest, *pieces: bytes) -> AsyncIterator[studio_pb2.RunRequest]:
    yield header
    for piece in pieces:
        yield chunk(piece)


async def _kinds(call: Any) -> list[str]:
    return [message.WhichOneof("event") async for message in call]


async def _failure(call: Any) -> Any:
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        async for _ in call:
            pass
    return read_failure(raised.value)


async def _forever() -> None:
    await asyncio.Event().wait()


async def _pictures(call: Any) -> dict[int, bytes]:
    pictures: dict[int, bytes] = {}
    assembler = Assembler()
    async for message in call:
        if message.WhichOneof("event") == "image" and (picture := assembler.add(message.image)):
            pictures[picture.layer] = bytes(picture.data)
    return pictures


async def test_cutout_passes_the_answer_on_in_order(mesh: Mesh) -> None:
    kinds = await _kinds(mesh.run(_upload(cutout_header(), b"photo")))
    assert kinds == ["progress", "progress", "report", "image", "image"]
    assert mesh.generator.seen.calls == 0


async def test_photo_is_passed_on_while_it_arrives(mesh: Mesh) -> None:
    async def slowly() -> AsyncIterator[studio_pb2.RunRequest]:
        yield cutout_header()
        yield chunk(b"first")
        await mesh.segmenter.seen.some.wait()
        yield chunk(b"second")

    async with asyncio.timeout(5):
        await _kinds(mesh.run(slowly()))
    assert mesh.segmenter.seen.received == [5, 6]


async def test_scene_asks_for_the_bare_product_and_hands_it_on(mesh: Mesh) -> None:
    photo = bytes(range(256)) * 3000
    call = mesh.run(
        _upload(scene_header(), photo[:CHUNK_BYTES], photo[CHUNK_BYTES : 2 * CHUNK_BYTES], photo[2 * CHUNK_BYTES :])
    )
    pictures = await _pictures(call)
    assert list(pictures.values()) == [photo]
    assert mesh.segmenter.header.options.format == mesh.generator.product.format != 0
    assert mesh.generator.product.size_bytes == len(photo)
    assert max(mesh.generator.seen.received) <= CHUNK_BYTES


async def test_scene_hands_the_product_on_while_it_arrives(mesh: Mesh) -> None:
    sent = 0

    async def after_each_piece() -> None:
        nonlocal sent
        sent += 1
        if sent == 2:  # the header, and the first chunk
            await mesh.generator.seen.some.wait()

    mesh.segmenter.during = after_each_piece
    async with asyncio.timeout(5):
        await _kinds(mesh.run(_upload(scene_header(), bytes(CHUNK_BYTES), bytes(CHUNK_BYTES), bytes(CHUNK_BYTES))))
    assert len(mesh.generator.seen.received) == 3


async def test_scene_progress_is_one_bar_that_never_goes_back(mesh: Mesh) -> None:
    messages = [message async for message in mesh.run(_upload(scene_header(), b"photo"))]
    steps = [message.progress for message in messages if message.WhichOneof("event") == "progress"]
    assert [step.stage for step in steps] == ["decode", "network", "queued", "light", "light", "light"]
    numbers = [step.step for step in steps]
    assert numbers == sorted(numbers)
    assert numbers[-1] == steps[-1].total
    assert {step.total for step in steps} == {100}
    kinds = [message.WhichOneof("event") for message in messages]
    assert kinds.index("report") < kinds.index("manifest") < kinds.index("image")


@pytest.mark.parametrize(("scopes", "header"), [("scenes", cutout_header()), ("cutouts", scene_header())])
async def test_each_recipe_asks_for_its_own_scope_before_any_work(
    mesh: Mesh, scopes: str, header: studio_pb2.RunRequest
) -> None:
    failure = await _failure(mesh.run(_upload(header, b"photo"), scopes=scopes))
    assert (failure.code, failure.reason) == (grpc.StatusCode.PERMISSION_DENIED, "SCOPE_MISSING")
    assert mesh.segmenter.seen.calls == mesh.generator.seen.calls == 0


async def test_a_header_without_a_recipe_is_refused(mesh: Mesh) -> None:
    failure = await _failure(mesh.run(_upload(studio_pb2.RunRequest(header=studio_pb2.RunHeader()))))
    assert (failure.reason, failure.metadata["field"]) == ("INVALID_ARGUMENT", "recipe")


async def test_a_chunk_before_the_header_is_refused(mesh: Mesh) -> None:
    assert (await _failure(mesh.run(_upload(chunk(b"photo"))))).reason == "TRANSFER_BROKEN"


@pytest.mark.parametrize("header", [cutout_header(), scene_header()])
async def test_too_large_an_upload_stops_while_it_arrives(mesh: Mesh, header: studio_pb2.RunRequest) -> None:
    pieces = [bytes(CHUNK_BYTES)] * 40
    failure = await _failure(mesh.run(_upload(header, *pieces)))
    assert (failure.code, failure.reason) == (grpc.StatusCode.OUT_OF_RANGE, "IMAGE_TOO_LARGE")
    async with asyncio.timeout(PROMPT_STOP_S):
        await mesh.segmenter.seen.ended.wait()
    assert sum(mesh.segmenter.seen.received) <= MAX_PHOTO_BYTES


async def test_an_upload_that_announces_too_much_never_begins(mesh: Mesh) -> None:
    failure = await _failure(mesh.run(_upload(cutout_header(size_bytes=MAX_PHOTO_BYTES + 1))))
    assert failure.reason == "IMAGE_TOO_LARGE"
    assert mesh.segmenter.seen.received == []


async def test_what_the_segmenter_tells_is_passed_on_unchanged(mesh: Mesh) -> None:
    async def refuse() -> None:
        raise InvalidArgument("No such quality. Use 1 to 100.", field="quality", limit=100)

    mesh.segmenter.before = refuse
    failure = await _failure(mesh.run(_upload(cutout_header(), *[bytes(CHUNK_BYTES)] * 6)))
    assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "INVALID_ARGUMENT")
    assert failure.message == "No such quality. Use 1 to 100."
    assert failure.metadata == {"field": "quality", "limit": "100"}


async def test_a_wish_that_the_generator_refuses_is_not_waited_for(mesh: Mesh) -> None:
    async def refuse() -> None:
        await mesh.segmenter.seen.some.wait()
        raise InvalidArgument("The prompt is empty. Say what the scene should be.", field="options.prompt")

    async def never_done() -> AsyncIterator[studio_pb2.RunRequest]:
        yield scene_header(prompt="")
        yield chunk(b"some")
        await _forever()

    mesh.generator.before = refuse
    mesh.segmenter.during = _forever
    async with asyncio.timeout(PROMPT_STOP_S):
        failure = await _failure(mesh.run(never_done()))
        await mesh.segmenter.seen.ended.wait()
    assert (failure.reason, failure.metadata) == ("INVALID_ARGUMENT", {"field": "options.prompt"})
    assert mesh.segmenter.seen.cancelled


async def test_what_the_generator_tells_in_the_middle_is_passed_on_and_frees_the_segmenter(mesh: Mesh) -> None:
    async def refuse() -> None:
        raise Overloaded("Full. Try again later.", retry_after_s=7)

    mesh.generator.once_it_knows_the_product = refuse
    mesh.segmenter.during = _forever
    failure = await _failure(mesh.run(_upload(scene_header(), bytes(CHUNK_BYTES), b"rest")))
    assert (failure.reason, failure.retry_after_s) == ("OVERLOADED", 7)
    async with asyncio.timeout(PROMPT_STOP_S):
        await mesh.segmenter.seen.ended.wait()
    assert mesh.segmenter.seen.cancelled
    assert mesh.generator.seen.calls == 1


async def test_a_photo_that_the_segmenter_refuses_frees_the_generator(mesh: Mesh) -> None:
    async def refuse() -> None:
        raise InvalidArgument("No such option.", field="options")

    mesh.segmenter.before = refuse
    failure = await _failure(mesh.run(_upload(scene_header(), b"photo")))
    assert failure.metadata == {"field": "options"}
    async with asyncio.timeout(PROMPT_STOP_S):
        await mesh.generator.seen.ended.wait()
    assert mesh.generator.seen.received == []


async def test_a_failure_nobody_planned_for_is_told_without_its_words(mesh: Mesh) -> None:
    async def fail() -> None:
        raise ZeroDivisionError("secret words")

    mesh.segmenter.before = fail
    failure = await _failure(mesh.run(_upload(cutout_header(), b"photo")))
    assert (failure.code, failure.reason) == (grpc.StatusCode.INTERNAL, "INTERNAL")
    assert "secret" not in failure.message
    assert "r-1" in failure.message


@pytest.mark.parametrize("away", ["segmenter", "generator"])
async def test_a_service_that_is_away_is_named_and_comes_with_a_time(mesh: Mesh, away: str) -> None:
    await getattr(mesh, f"{away}_server").stop(0)
    failure = await _failure(mesh.run(_upload(scene_header(), b"photo")))
    assert (failure.code, failure.reason) == (grpc.StatusCode.UNAVAILABLE, "SERVICE_UNAVAILABLE")
    assert failure.metadata["service"] == away
    assert failure.retry_after_s is not None
    assert failure.retry_after_s > 0


async def test_a_service_that_goes_away_in_the_middle_is_named(mesh: Mesh) -> None:
    mesh.generator.during = _forever
    call = mesh.run(_upload(scene_header(), b"photo"))
    async for message in call:
        if message.progress.stage == "light":
            break
    await mesh.generator_server.stop(0)
    failure = await _failure(call)
    assert (failure.reason, failure.metadata.get("service")) == ("SERVICE_UNAVAILABLE", "generator")


@pytest.mark.parametrize("truncated", ["segmenter", "generator"])
async def test_an_answer_that_is_not_whole_is_not_blamed_on_the_caller(mesh: Mesh, truncated: str) -> None:
    getattr(mesh, truncated).truncate = True
    failure = await _failure(mesh.run(_upload(scene_header(), b"photo")))
    assert (failure.code, failure.reason) == (grpc.StatusCode.INTERNAL, "ANSWER_BROKEN")
    assert failure.metadata["service"] == truncated


@pytest.mark.parametrize("busy", ["segmenter", "generator"])
async def test_when_the_caller_goes_both_calls_stop_at_once(mesh: Mesh, busy: str) -> None:
    getattr(mesh, busy).during = _forever
    call = mesh.run(_upload(scene_header(), bytes(CHUNK_BYTES), b"rest"))
    wanted = "light" if busy == "generator" else "queued"
    async for message in call:
        if message.progress.stage == wanted:
            break
    await call.aclose()
    async with asyncio.timeout(PROMPT_STOP_S):
        await getattr(mesh, busy).seen.ended.wait()
        await mesh.segmenter.seen.ended.wait()
        await mesh.generator.seen.ended.wait()
    assert getattr(mesh, busy).seen.cancelled


async def test_when_the_caller_goes_during_the_upload_the_segmenter_stops(mesh: Mesh) -> None:
    # gRPC may tell the studio of the upload's end a moment before it tells of the caller's going, so the segmenter may have begun.
    mesh.segmenter.during = _forever

    async def never_done() -> AsyncIterator[studio_pb2.RunRequest]:
        yield cutout_header()
        yield chunk(b"some")
        await _forever()

    call = mesh.run(never_done())
    await anext(call)
    await mesh.segmenter.seen.some.wait()
    await call.aclose()
    async with asyncio.timeout(PROMPT_STOP_S):
        await mesh.segmenter.seen.ended.wait()
    assert mesh.segmenter.seen.cancelled


async def test_deadline_token_and_request_id_go_down(mesh: Mesh) -> None:
    await _kinds(mesh.run(_upload(scene_header(), b"photo"), timeout_s=9))
    for seen in (mesh.segmenter.seen, mesh.generator.seen):
        assert 0 < seen.time_left_s <= 9 + ROUNDING_S
        assert seen.metadata["authorization"] == "Bearer cutouts+scenes"
        assert seen.metadata["x-request-id"] == "r-1"


async def test_the_contract_caps_the_deadline_that_goes_down(mesh: Mesh) -> None:
    await _kinds(mesh.run(_upload(cutout_header(), b"photo"), timeout_s=3000))
    assert mesh.segmenter.seen.time_left_s <= 120 + ROUNDING_S


async def test_when_time_is_up_the_work_stops(mesh: Mesh) -> None:
    mesh.segmenter.during = _forever
    failure = await _failure(mesh.run(_upload(cutout_header(), b"photo"), timeout_s=0.5))
    assert failure.code is grpc.StatusCode.DEADLINE_EXCEEDED
    async with asyncio.timeout(PROMPT_STOP_S):
        await mesh.segmenter.seen.ended.wait()


async def test_32_calls_at_once_never_share_a_pixel(mesh: Mesh) -> None:
    async def one(number: int) -> None:
        photo = bytes([number]) * (CHUNK_BYTES + 1000 * number)
        prompt = f"scene {number}"
        pieces = (photo[:CHUNK_BYTES], photo[CHUNK_BYTES:])
        assembler, documents, results = Assembler(), [], []
        async for message in mesh.run(_upload(scene_header(prompt), *[piece for piece in pieces if piece])):
            if message.WhichOneof("event") == "manifest":
                documents.append(message.manifest.document)
            elif message.WhichOneof("event") == "image" and (picture := assembler.add(message.image)):
                results.append(bytes(picture.data))
        assert documents == [prompt]
        assert results == [photo]

    await asyncio.gather(*(one(number) for number in range(32)))
    assert mesh.generator.seen.calls == 32
