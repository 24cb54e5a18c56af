import json
from typing import Any

import pytest

from mesh.errors import InvalidArgument
from services.gateway.errors import BadRequest
from services.gateway.json_document import read_document


@pytest.mark.parametrize("document", [{"prompt": "дуб 🪵"}, [1, None, True], "plain", {"a": {"b": ["\\ud800"]}}])
@pytest.mark.parametrize("escaped", [True, False])
def test_documents_come_out_as_they_were_written(document: Any, escaped: bool) -> None:
    assert read_document(json.dumps(document, ensure_ascii=escaped).encode()) == document


@pytest.mark.parametrize(
    "body", [b"", b"{", b"nul", b'"\xff"', b'"\xed\xa0\x80"', b"[" * 100_000, b'{"a": ' + b"9" * 5_000 + b"}"]
)
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(BadRequest):
        read_document(body)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (rb'"\ud800"', "body"),
        (rb'{"prompt": "oak\udfff"}', "prompt"),
        (rb'{"prompt": "\ud83d\ude00 \ude00\ud83d"}', "prompt"),
        (rb'{"photo": {"url": "\uD800"}}', "photo.url"),
        (rb'{"outputs": ["result", "\ud800"]}', "outputs.1"),
        (rb'{"photo": {"u\ud800": 1}}', "photo.u?"),
        (b'{"a":' * 50 + rb'"\ud800"' + b"}" * 50, ".".join("a" * 8)),
    ],
)
def test_half_a_surrogate_pair_is_refused_at_its_field(body: bytes, field: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        read_document(body)
    assert caught.value.facts["field"] == field
    caught.value.message.encode()
