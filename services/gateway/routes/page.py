"""The page that documents the interface: made from ``/openapi.json``, whole in one file, so that it works without the internet."""

from pathlib import Path

from fastapi import APIRouter, Response

PAGE = (Path(__file__).resolve().parent.parent / "page.html").read_bytes()
# The page runs its own script and asks its own server; nothing else, whatever a description may say.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'"
router = APIRouter(include_in_schema=False)


@router.api_route("/docs", methods=["GET", "HEAD"])
async def page() -> Response:
    """The interface for people."""
    return Response(PAGE, headers={"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY})
