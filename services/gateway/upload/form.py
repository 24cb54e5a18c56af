"""Multipart forms, read as they come: the pictures into memory up to their limits, text fields up to theirs. No temporary files."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from services.gateway.errors import BadRequest, BodyTooLarge, UnknownField
from services.gateway.upload.bounds import picture_too_large

PICTURE_FIELD = "photo"
STYLE_FIELD = "style"
MAX_STYLE_BYTES = 2_000_000
"""The generator's own limit; it knows what else a style's picture must be."""
MAX_FIELD_BYTES = 64 * 1024
MAX_FIELDS = 64
MAX_NAME_CHARS = 200
OVERHEAD_BYTES = 1024 * 1024
"""What a form may weigh beside its picture."""


@dataclass
class Form:
    """A form that has arrived whole."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    """Text fields in their order, a name as often as it came."""
    picture: bytearray | None = None
    style: bytearray | None = None
    filename: str = ""
    """What the picture's file is called where it came from; empty where that was not said."""


class FormReader:
    """Takes the body of one form piece by piece."""

    def __init__(self, boundary: bytes, *, max_picture_bytes: int, file_field: str = PICTURE_FIELD) -> None:
        self._form = Form()
        self._file_field = file_field
        self._max_picture_bytes = max_picture_bytes
        self._header_name = self._header_value = b""
        self._disposition = self._type = b""
        self._name = ""
        self._is_file = False
        self._value = bytearray()
        self._count = 0
        self._ended = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._on_part_begin,
                "on_header_field": self._on_header_field,
                "on_header_value": self._on_header_value,
                "on_header_end": self._on_header_end,
                "on_headers_finished": self._on_headers_finished,
                "on_part_data": self._on_part_data,
                "on_part_end": self._on_part_end,
                "on_end": self._on_end,
            },
        )

    def feed(self, piece: bytes) -> None:
        """Takes the next piece. Raises ``BadRequest``, ``UnknownField``, ``BodyTooLarge`` or ``ImageTooLarge``."""
        try:
            self._parser.write(piece)
        except FormParserError as error:
            raise _damaged() from error

    def finish(self) -> Form:
        """The form; raises ``BadRequest`` where its end is missing."""
        if not self._ended:
            raise _damaged()
        return self._form

    def _on_part_begin(self) -> None:
        self._count += 1
        if self._count > MAX_FIELDS:
            raise BodyTooLarge(f"The form has more than {MAX_FIELDS} fields. Send each option once.")
        self._disposition = self._type = b""
        self._value = bytearray()

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _on_header_end(self) -> None:
        if self._header_name.lower() == b"content-disposition":
            self._disposition = self._header_value
        elif self._header_name.lower() == b"content-type":
            self._type = self._header_value.strip().lower()
        self._header_name = self._header_value = b""

    def _on_headers_finished(self) -> None:
        _, options = parse_options_header(self._disposition)
        name = options.get(b"name")
        if name is None:
            raise _damaged()
        self._name = _text(name, "a field's name")
        if self._name == self._file_field and self._form.picture is not None:
            field = self._file_field
            raise BadRequest(f"The form has two fields named `{field}`. Send one file a request.", field=field)
        if self._name == STYLE_FIELD and self._form.style is not None:
            raise BadRequest("The form has two fields named `style`. Send one of them.", field=STYLE_FIELD)
        # Text may come from a file too (`-F prompt=@words.txt`); what says that it is none is told before its bytes are read.
        self._is_file = b"filename" in options or self._type.startswith(b"image/")
        if self._name == self._file_field:
            self._form.filename = options.get(b"filename", b"").decode(errors="replace")[:MAX_NAME_CHARS]
        if self._is_file and not self._type.startswith(b"text/"):
            self._refuse_misnamed_picture()

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        self._value += memoryview(data)[start:end]
        if self._name == self._file_field:
            if len(self._value) > self._max_picture_bytes:
                raise picture_too_large(self._max_picture_bytes)
        elif self._name == STYLE_FIELD:
            if len(self._value) > MAX_STYLE_BYTES:
                raise picture_too_large(MAX_STYLE_BYTES, STYLE_FIELD)
        elif len(self._value) > MAX_FIELD_BYTES:
            if self._is_file:
                self._refuse_misnamed_picture()
            raise BodyTooLarge(
                f"The field `{self._name[:80]}` is larger than {MAX_FIELD_BYTES // 1024} KiB. Shorten it.",
                field=self._name[:80],
            )

    def _on_part_end(self) -> None:
        if self._name == self._file_field:
            self._form.picture = self._value
            return
        if self._name == STYLE_FIELD:
            self._form.style = self._value
            return
        try:
            self._form.fields.append((self._name, _text(self._value, f"the field `{self._name[:80]}`")))
        except BadRequest:
            if self._is_file:
                self._refuse_misnamed_picture()
            raise

    def _refuse_misnamed_picture(self) -> None:
        """A file in any field but the one for it and ``style`` is nearly always the picture under another name."""
        if self._name not in (self._file_field, STYLE_FIELD):
            name, field = self._name[:80], self._file_field
            what, file = ("picture", "picture.jpg") if field == PICTURE_FIELD else ("zip", "photos.zip")
            raise UnknownField(
                f"Unknown field `{name}` for a file; the {what} goes into `{field}`. Send it as `-F {field}=@{file}`.",
                field=name,
            )

    def _on_end(self) -> None:
        self._ended = True


async def read_form(content_type: str, pieces: AsyncIterator[bytes], *, max_picture_bytes: int) -> Form:
    """The form in a ``multipart/form-data`` body; raises as ``FormReader`` does."""
    reader = FormReader(boundary_of(content_type), max_picture_bytes=max_picture_bytes)
    async for piece in pieces:
        reader.feed(piece)
    return reader.finish()


def boundary_of(content_type: str) -> bytes:
    """What stands between a form's fields; raises ``BadRequest`` where the ``Content-Type`` does not say."""
    _, options = parse_options_header(content_type)
    boundary: bytes = options.get(b"boundary", b"")
    if not boundary or len(boundary) > 70:
        raise BadRequest("The form's Content-Type names no boundary. Let your HTTP library set that header itself.")
    return boundary


def _text(data: bytes | bytearray, what: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise BadRequest(f"The form is not UTF-8 in {what}. Encode text as UTF-8.") from error


def _damaged() -> BadRequest:
    return BadRequest("The form is damaged or cut off. Send it again; let your HTTP library build it.")
