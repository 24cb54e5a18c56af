"""Manifests by their link."""

from fastapi import APIRouter, Depends, Response

from services.gateway.door import Anyone, no_query
from services.gateway.examples import problems
from services.gateway.manifest_links import PREFIX, read_link
from services.gateway.routes.catalogue import SETS

router = APIRouter(tags=["pictures"], dependencies=[Depends(no_query)])


@router.get(
    PREFIX + "{token}",
    response_class=Response,
    # Counted and timed as the other public question about scenes is.
    dependencies=[Depends(Anyone(SETS))],
    responses={200: {"description": "The manifest.", "content": {"application/json": {}}}, **problems()},
)
async def get_manifest(token: str) -> Response:
    """The manifest that the `Link` field of a scene's answer points to; send it back as `manifest` to make the scene again."""
    return Response(read_link(token), media_type="application/json")
