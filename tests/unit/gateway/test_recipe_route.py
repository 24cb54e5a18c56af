"""Pictures through the door: what goes up, what comes down, and what happens when either side stops."""

import asyncio
import base64
import email
import json
from typing import Any

import pytest

from mesh.errors import ImageTooLarge, InvalidArgument, Overloaded, ServiceUnavailable
from packshot.common.v1 import image_pb2
from packshot.generator.v1 import generator_pb2
from services.gateway.shapes.pictures import Understanding
from tests.unit.gateway.conftest import MAX_IMAGE_BYTES, PHOTO, RESULT, House, until
from tests.unit.gateway.test_app import reason_of


async def test_a_form_goes_up_whole_and_a_png_comes_down(house: House) -> None:
    answer = await house.cutout(data={"crop": "true", "margin": "0.25", "background": "#ffffff", "quality": "80"})
    assert answer.content == RESULT
    assert answer.headers["content-type"] == "image/png"
    assert int(answer.headers["content-length"]) == len(RESULT)
    assert house.studio.photo == PHOTO
    assert house.studio.header is not None
    assert house.studio.header.photo.size_bytes == len(PHOTO)
    options = house.studio.header.cutout.options
    assert (options.crop, options.margin, options.background, options.quality) == (True, 0.25, "#ffffff", 80)
    assert options.format == image_pb2.IMAGE_FORMAT_PNG


async def test_what_is_known_comes_in_header_fields(house: House) -> None:
    answer = await house.cutout()
    report = json.loads(answer.headers["packshot-report"])
    assert (report["cut_edges"], report["matte_source"], report["confidence"]) == (["left"], "network", 0.9)
    assert report["model"]["provider"] == "openvino"
    assert answer.headers["server-timing"] == "decode;dur=3.5, network;dur=290.0"
    assert answer.headers["content-disposition"] == 'inline; filename="product.png"'
    assert answer.headers["ratelimit-policy"] == '"pictures";q=1000;w=60'


async def test_every_scene_option_arrives(house: House) -> None:
    form = {
        "prompt": "кружка на дубе",
        "negative_prompt": "flowers",
        "engine": "sets",
        "set": "podium",
        "seed": str(2**64 - 1),
        "width": "640",
        "height": "800",
        "aspect_ratio": "4:5",
        "placement": "manual",
        "padding": "0.2",
        "box": "10,20,300,400",
        "outputs": "result,matte",
        "format": "webp",
        "quality": "70",
    }
    answer = await house.client.post("/v1/scenes", files={"photo": PHOTO}, data=form, headers=house.bearer())
    assert answer.status_code == 200, answer.text
    assert house.studio.header is not None
    assert house.studio.header.scene.options == generator_pb2.SceneOptions(
        prompt="кружка на дубе",
        negative_prompt="flowers",
        engine="sets",
        set="podium",
        seed=2**64 - 1,
        size=image_pb2.Size(width=640, height=800),
        aspect_ratio="4:5",
        placement=generator_pb2.Placement(
            mode=generator_pb2.PLACEMENT_MODE_MANUAL, padding=0.2, box=image_pb2.Box(x=10, y=20, width=300, height=400)
        ),
        outputs=[image_pb2.LAYER_RESULT, image_pb2.LAYER_MATTE],
        format=image_pb2.IMAGE_FORMAT_WEBP,
        quality=70,
    )


async def test_a_scene_leaves_previews_out_and_tells_its_manifest(house: House) -> None:
    answer = await house.client.post(
        "/v1/scenes", files={"photo": PHOTO}, data={"prompt": "oak"}, headers=house.bearer()
    )
    assert answer.content == RESULT
    told = json.loads(answer.headers["packshot-manifest"])
    assert told["seed"] == 2**63 + 1
    assert "document" not in told
    assert told["understanding"] == {"set": "podium", "not_understood": ["зебра"], "not_understood_count": 1}
    assert answer.headers["packshot-manifest"].isascii()
    # Drawn here, so that another studio, asked again, would make the same scene.
    assert house.studio.header.scene.options.HasField("seed")  # type: ignore[union-attr]


@pytest.mark.parametrize("word", ["word", "слово" * 100])
def test_words_in_the_manifest_field_are_bounded(word: str) -> None:
    words = [f"{number}{word}" for number in range(100)]
    brief = Understanding(
        set_by="words", mood=[], guesses=[], set="podium", colours=[], materials=[], light=[], not_understood=words
    ).brief()
    assert 5 <= len(brief["not_understood"]) <= 20
    assert brief["not_understood_count"] == 100
    assert len(json.dumps(brief)) < 2_000
    assert all(full.startswith(told) for told, full in zip(brief["not_understood"], words, strict=False))


async def test_base64_in_json(house: House) -> None:
    body = {"photo": {"base64": base64.b64encode(PHOTO).decode()}, "box": None, "prompt": "oak", "seed": 7}
    answer = await house.client.post("/v1/scenes", json=body, headers=house.bearer())
    assert answer.status_code == 200
    assert house.studio.photo == PHOTO


async def test_a_bare_picture_with_options_in_the_query(house: House) -> None:
    headers = {**house.bearer(), "content-type": "image/jpeg"}
    answer = await house.client.post("/v1/cutouts?format=webp&crop=1", content=PHOTO, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert house.studio.photo == PHOTO
    assert house.studio.header.cutout.options.crop  # type: ignore[union-attr]


async def test_a_bare_picture_is_passed_on_while_it_arrives(house: House) -> None:
    async def slowly() -> Any:
        yield PHOTO[:300_000]
        await until(lambda: house.studio.runs == 1)
        yield PHOTO[300_000:]

    headers = {**house.bearer(), "content-type": "image/jpeg"}
    assert (await house.client.post("/v1/cutouts", content=slowly(), headers=headers)).status_code == 200
    assert house.studio.photo == PHOTO
    assert house.studio.header.photo.size_bytes == 0  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["form", "bare", "bare without length", "json"])
async def test_a_picture_beyond_the_limit(house: House, kind: str) -> None:
    photo = b"x" * (MAX_IMAGE_BYTES + 1)
    if kind == "form":
        answer = await house.cutout(photo)
    elif kind == "json":
        body = {"photo": {"base64": base64.b64encode(photo).decode()}}
        answer = await house.client.post("/v1/cutouts", json=body, headers=house.bearer())
    else:
        headers = {**house.bearer(), "content-type": "image/jpeg"}
        content = photo if kind == "bare" else _pieces(photo)
        answer = await house.client.post("/v1/cutouts", content=content, headers=headers)
    assert (answer.status_code, reason_of(answer)) == (413, "IMAGE_TOO_LARGE")
    assert house.desk.places.taken == 0


async def _pieces(data: bytes) -> Any:
    for start in range(0, len(data), 100_000):
        yield data[start : start + 100_000]


async def test_a_body_that_does_not_end_is_refused_in_time(house: House) -> None:
    async def stuck() -> Any:
        yield b"x"
        await asyncio.sleep(60)

    object.__setattr__(house.desk.upload_rules, "within_s", 0.2)
    headers = {**house.bearer(), "content-type": "image/jpeg"}
    answer = await house.client.post("/v1/cutouts", content=stuck(), headers=headers)
    assert (answer.status_code, reason_of(answer)) == (408, "UPLOAD_TOO_SLOW")


async def test_the_picture_under_another_name_is_told_where_it_goes(house: House) -> None:
    for kind in ("image/jpeg", "application/octet-stream", "text/plain"):
        files = {"image": ("mug.jpg", PHOTO, kind)}
        answer = await house.client.post("/v1/cutouts", files=files, headers=house.bearer())
        assert (answer.status_code, reason_of(answer)) == (400, "UNKNOWN_FIELD")
        assert [one["field"] for one in answer.json()["errors"]] == ["image"]
        assert "Unknown field `image`" in answer.json()["detail"]
        assert "the picture goes into `photo`" in answer.json()["detail"]


async def test_a_small_binary_file_under_another_name_is_told_the_same(house: House) -> None:
    files = {"image": ("mug.jpg", b"\xff\xd8\xff", "text/plain")}
    answer = await house.client.post("/v1/cutouts", files=files, headers=house.bearer())
    assert (answer.status_code, reason_of(answer)) == (400, "UNKNOWN_FIELD")


async def test_words_may_come_from_a_text_file(house: House) -> None:
    files: Any = {"photo": ("p.jpg", PHOTO), "prompt": ("words.txt", "дуб".encode(), "text/plain")}
    answer = await house.client.post("/v1/scenes", files=files, headers=house.bearer())
    assert answer.status_code == 200, answer.text
    assert house.studio.header.scene.options.prompt == "дуб"  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["form", "bare", "chunked", "json"])
async def test_an_empty_photo_is_called_empty(house: House, kind: str) -> None:
    bare = {**house.bearer(), "content-type": "image/jpeg"}
    if kind == "form":
        answer = await house.cutout(b"")
    elif kind == "json":
        answer = await house.client.post("/v1/cutouts", json={"photo": {"base64": ""}}, headers=house.bearer())
    else:
        content = b"" if kind == "bare" else _pieces(b"")
        answer = await house.client.post("/v1/cutouts", content=content, headers=bare)
    assert (answer.status_code, reason_of(answer)) == (400, "INVALID_IMAGE")
    assert "The photo is empty" in answer.json()["detail"]
    assert house.desk.places.taken == 0


@pytest.mark.parametrize(
    ("path", "data", "field", "words"),
    [
        ("cutouts", {"margin": "0.1"}, "margin", "crop=true"),
        ("cutouts", {"margin": "0.1", "crop": "false"}, "margin", "crop=true"),
        ("cutouts", {"outputs": "result"}, "outputs.0", "'product' or 'matte'"),
        ("scenes", {"prompt": "oak", "box": "100,100"}, "box", "x,y,width,height"),
    ],
)
async def test_refusals_say_what_to_do_in_words_of_http(
    house: House, path: str, data: dict[str, str], field: str, words: str
) -> None:
    answer = await house.client.post(f"/v1/{path}", files={"photo": PHOTO}, data=data, headers=house.bearer())
    assert (answer.status_code, reason_of(answer)) == (400, "INVALID_ARGUMENT")
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert words in answer.json()["detail"]
    assert "LAYER" not in answer.text
    assert house.studio.runs == 0


@pytest.mark.parametrize("accept", ["application/json", "image/png", "multipart/mixed", "application/zip"])
async def test_a_picture_twice_is_refused_whatever_the_answer(house: House, accept: str) -> None:
    form = {"prompt": "oak", "outputs": "result,result"}
    headers = {**house.bearer(), "accept": accept}
    answer = await house.client.post("/v1/scenes", files={"photo": PHOTO}, data=form, headers=headers)
    assert (answer.status_code, reason_of(answer)) == (400, "INVALID_ARGUMENT")
    assert [one["field"] for one in answer.json()["errors"]] == ["outputs"]
    assert "`result` came twice" in answer.json()["detail"]


async def test_no_margin_needs_no_crop(house: House) -> None:
    assert (await house.cutout(data={"margin": "0"})).status_code == 200
    assert (await house.cutout(data={"margin": "0.1", "crop": "true"})).status_code == 200


@pytest.mark.parametrize(
    ("data", "reason", "fields"),
    [
        ({"colour": "red"}, "UNKNOWN_FIELD", ["colour"]),
        ({"format": "bmp"}, "INVALID_ARGUMENT", ["format"]),
        ({"quality": "high", "margin": "wide"}, "INVALID_ARGUMENT", ["quality", "margin"]),
        ({"quality": "-1"}, "INVALID_ARGUMENT", ["quality"]),
        ({"margin": "nan"}, "INVALID_ARGUMENT", ["margin"]),
        ({"outputs": "product,hat"}, "INVALID_ARGUMENT", ["outputs.1"]),
        ({"outputs": "product,matte,product"}, "INVALID_ARGUMENT", ["outputs"]),
        ({"photo.url": "https://x.example/a.jpg"}, "INVALID_ARGUMENT", ["photo.url"]),
    ],
)
async def test_bad_options_are_named(house: House, data: dict[str, str], reason: str, fields: list[str]) -> None:
    answer = await house.cutout(data=data)
    assert (answer.status_code, reason_of(answer)) == (400, reason)
    assert sorted(one["field"] for one in answer.json()["errors"]) == sorted(fields)
    assert house.studio.runs == 0


@pytest.mark.parametrize(
    ("body", "reason", "field"),
    [
        ({}, "INVALID_ARGUMENT", "photo"),
        ({"photo": "aGVsbG8="}, "INVALID_ARGUMENT", "photo"),
        ({"photo": {}}, "INVALID_ARGUMENT", "photo"),
        ({"photo": {"base64": "aGVsbG8=", "sharpness": 3}}, "UNKNOWN_FIELD", "photo.sharpness"),
        ({"photo": {"base64": "a", "url": "b"}}, "INVALID_ARGUMENT", "photo"),
        ({"photo": {"base64": 7}}, "INVALID_ARGUMENT", "photo.base64"),
        ({"photo": {"base64": "not base64"}}, "INVALID_ARGUMENT", "photo.base64"),
        ({"photo": {"base64": "aGVsbG8="}, "prompt": "oak", "box": {"x": 1}}, "INVALID_ARGUMENT", "box"),
        (
            {"photo": {"base64": "aGVsbG8="}, "box": {"x": 1, "y": 1, "width": 1, "height": 1}},
            "INVALID_ARGUMENT",
            "prompt",
        ),
        ({"photo": {"base64": "aGVsbG8="}, "crop": [1]}, "INVALID_ARGUMENT", "crop"),
    ],
)
async def test_bad_json(house: House, body: Any, reason: str, field: str) -> None:
    path = "/v1/scenes" if "box" in body else "/v1/cutouts"
    answer = await house.client.post(path, json=body, headers=house.bearer())
    assert (answer.status_code, reason_of(answer)) == (400, reason)
    assert answer.json()["errors"][0]["field"].startswith(field)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/v1/scenes", r'{"photo": {"base64": "aGVsbG8="}, "prompt": "oak\ud800"}', "prompt"),
        ("/v1/cutouts", r'{"photo": {"base64": "aGVsbG8="}, "background": "\ud800"}', "background"),
        ("/v1/cutouts", r'{"photo": {"\ud800": "aGVsbG8="}}', "photo.?"),
    ],
)
async def test_half_a_surrogate_pair_is_told_by_its_field(house: House, path: str, body: str, field: str) -> None:
    headers = {**house.bearer(), "content-type": "application/json"}
    answer = await house.client.post(path, content=body, headers=headers)
    assert (answer.status_code, reason_of(answer)) == (400, "INVALID_ARGUMENT")
    assert [one["field"] for one in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("where", ["form", "query"])
async def test_forms_and_queries_cannot_carry_one(house: House, where: str) -> None:
    if where == "form":
        field = b'--x\r\ncontent-disposition: form-data; name="background"\r\n\r\n\xed\xa0\x80\r\n--x--\r\n'
        headers = {**house.bearer(), "content-type": "multipart/form-data; boundary=x"}
        answer = await house.client.post("/v1/cutouts", content=field, headers=headers)
    else:
        headers = {**house.bearer(), "content-type": "image/png"}
        answer = await house.client.post("/v1/cutouts?%ED%A0%80=1", content=b"x", headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/mixed"])
async def test_other_bodies_are_415(house: House, content_type: str) -> None:
    headers = {**house.bearer(), **({"content-type": content_type} if content_type else {})}
    answer = await house.client.post("/v1/cutouts", content=b"x", headers=headers)
    assert (answer.status_code, reason_of(answer)) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("content_type", ["", "application/x-www-form-urlencoded"])
async def test_a_bare_picture_without_its_type_is_told_the_type(house: House, content_type: str) -> None:
    headers = {**house.bearer(), **({"content-type": content_type} if content_type else {})}
    answer = await house.client.post("/v1/cutouts?crop=true", content=PHOTO, headers=headers)
    assert (answer.status_code, reason_of(answer)) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert "Send `Content-Type: image/jpeg`" in answer.json()["detail"]


async def test_the_query_is_for_bare_pictures_only(house: House) -> None:
    answer = await house.client.post("/v1/cutouts?format=webp", files={"photo": PHOTO}, headers=house.bearer())
    assert (answer.status_code, reason_of(answer)) == (400, "UNKNOWN_FIELD")


async def test_json_holds_all_pictures_and_everything_known(house: House) -> None:
    form = {"prompt": "oak", "outputs": "result,matte"}
    headers = {**house.bearer(), "accept": "application/json"}
    answer = await house.client.post("/v1/scenes", files={"photo": PHOTO}, data=form, headers=headers)
    document = answer.json()
    assert [one["layer"] for one in document["pictures"]] == ["result", "matte"]
    assert all(base64.b64decode(one["base64"]) == RESULT for one in document["pictures"])
    assert document["manifest"]["document"] == {"words": "кружка"}
    assert document["report"]["times_ms"] == {"decode": 3.5, "network": 290.0}
    assert document["request_id"] == answer.headers["x-request-id"]


async def test_several_pictures_as_parts(house: House) -> None:
    answer = await house.cutout(
        data={"outputs": ["product", "matte"]}, headers={"accept": "multipart/mixed, image/webp;q=0.5"}
    )
    head = f"Content-Type: {answer.headers['content-type']}\r\n\r\n".encode()
    message: Any = email.message_from_bytes(head + answer.content)
    facts, *pictures = message.get_payload()
    assert json.loads(facts.get_payload())["report"]["cut_edges"] == ["left"]
    assert [part.get_filename() for part in pictures] == ["product.webp", "matte.webp"]
    # email reads parts as text; the bytes are compared in the raw answer.
    assert answer.content.count(RESULT) == 2
    assert answer.content.endswith(b"--\r\n")


async def test_what_fails_before_the_first_byte_is_a_problem(house: House) -> None:
    house.studio.error = ImageTooLarge("More than 50 megapixels.", max_pixels=50_000_000)
    answer = await house.cutout()
    assert (answer.status_code, reason_of(answer)) == (413, "IMAGE_TOO_LARGE")
    assert answer.json()["facts"] == {"max_pixels": "50000000"}
    house.studio.error = Overloaded("Full.", retry_after_s=2.5)
    answer = await house.cutout()
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3")
    assert house.desk.places.taken == 0


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("prompt", "prompt"),
        ("options.quality", "quality"),
        ("scene.options.size.width", "width"),
        ("placement.mode", "placement"),
        ("options.placement.box.x", "box.x"),
        ("outputs", "outputs"),
    ],
)
async def test_fields_are_named_as_the_caller_named_them(house: House, path: str, name: str) -> None:
    house.studio.error = InvalidArgument("Out of range.", field=path)
    answer = await house.cutout()
    assert answer.json()["errors"] == [{"field": name, "detail": "Out of range."}]


async def test_what_fails_later_never_looks_whole(house: House) -> None:
    house.studio.error, house.studio.error_after_bytes = ServiceUnavailable("Gone."), 300_000
    got = await asgi(house, PHOTO)
    assert got.status == 200
    assert 0 < len(got.body) < len(RESULT)
    assert not got.complete
    assert house.desk.places.taken == 0


async def test_the_first_byte_does_not_wait_for_the_last(house: House) -> None:
    got = await asgi(house, PHOTO)
    assert got.complete
    assert got.pieces > 2


async def test_overload_is_answered_before_the_photo_is_read(house: House) -> None:
    house.studio.hold = asyncio.Event()
    waiting = [asyncio.create_task(house.cutout()) for _ in range(4)]
    await until(lambda: house.studio.runs == 4)
    answer = await house.client.post(
        "/v1/cutouts", content=_never(), headers={**house.bearer(), "content-type": "image/png"}
    )
    assert (answer.status_code, reason_of(answer)) == (429, "OVERLOADED")
    assert "retry-after" in answer.headers
    house.studio.hold.set()
    assert {one.status_code for one in await asyncio.gather(*waiting)} == {200}
    assert (await house.cutout()).status_code == 200


async def _never() -> Any:
    raise AssertionError("was read")
    yield b""


async def test_a_caller_who_leaves_while_the_work_goes_on_stops_it(house: House) -> None:
    house.studio.hold = asyncio.Event()
    gone = asyncio.Event()
    asking = asyncio.create_task(asgi(house, PHOTO, gone=gone))
    await asyncio.wait_for(house.studio.started.wait(), 3)
    gone.set()
    await asyncio.wait_for(house.studio.cancelled.wait(), 1)
    await asyncio.wait_for(asking, 1)
    assert house.desk.places.taken == 0


async def test_a_caller_who_leaves_in_the_answer_stops_it(house: House) -> None:
    gone = asyncio.Event()
    got = await asyncio.wait_for(asgi(house, PHOTO, gone=gone, leave_at_first_piece=True), 3)
    assert not got.complete
    assert house.desk.places.taken == 0


async def test_a_caller_who_leaves_in_the_upload_stops_it(house: House) -> None:
    got = await asyncio.wait_for(asgi(house, PHOTO, gone=asyncio.Event(), leave_in_upload=True), 3)
    assert got.status in {0, 499}
    await until(lambda: house.desk.places.taken == 0)


@pytest.mark.parametrize("place_count", [32])
async def test_32_at_once_get_their_own(house: House) -> None:
    house.studio.echo = True
    photos = [bytes([number]) * (300_000 + number) for number in range(32)]
    answers = await asyncio.gather(*(house.cutout(photo) for photo in photos))
    assert [answer.content == photo for answer, photo in zip(answers, photos, strict=True)] == [True] * 32


class Got:
    """What came over ASGI, piece by piece."""

    def __init__(self) -> None:
        self.status, self.body, self.pieces, self.complete = 0, b"", 0, False


async def asgi(
    house: House,
    photo: bytes,
    *,
    gone: asyncio.Event | None = None,
    leave_at_first_piece: bool = False,
    leave_in_upload: bool = False,
) -> Got:
    """A bare cutout request straight to the application, to see pieces and to hang up."""
    headers = {**house.bearer(), "content-type": "image/jpeg"}
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/cutouts",
        "raw_path": b"/v1/cutouts",
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("203.0.113.9", 1),
        "server": ("door", 80),
    }
    messages: list[dict[str, Any]] = [{"type": "http.request", "body": photo, "more_body": leave_in_upload}]
    left = gone or asyncio.Event()
    got = Got()

    async def receive() -> Any:
        if messages:
            return messages.pop(0)
        if leave_in_upload:
            return {"type": "http.disconnect"}
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            got.status = message["status"]
            return
        got.body += message.get("body", b"")
        got.pieces += 1
        got.complete = not message.get("more_body", False)
        if leave_at_first_piece:
            left.set()
            await asyncio.sleep(0.1)

    await house.app(scope, receive, send)
    return got
