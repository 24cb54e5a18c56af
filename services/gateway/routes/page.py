"""The page that documents the interface: made from ``/openapi.json``, whole in one file, so that it works without the internet."""

import base64
import hashlib
import re
from pathlib import Path

from fastapi import APIRouter, Response

PAGE = (Path(__file__).resolve().parent.parent / "page.html").read_bytes()


def _hashes(tag: bytes) -> str:
    """The page's own elements of one kind, as a policy names them: by the SHA-256 of what they hold."""
    found: list[bytes] = re.findall(rb"<%b>(.*?)</%b>" % (tag, tag), PAGE, re.DOTALL)
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'" for text in found)


# The page runs its own script and asks its own server; nothing else, whatever a description may say.
POLICY = (
    f"default-src 'none'; script-src {_hashes(b'script')}; style-src {_hashes(b'style')}; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
router = APIRouter(include_in_schema=False)


@router.api_route("/docs", methods=["GET", "HEAD"])
async def page() -> Response:
    """The interface for people."""
    return Response(PAGE, headers={"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY})
