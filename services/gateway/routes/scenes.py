"""Scenes: a photo and words in, a finished picture out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from mesh.identity import Caller
from services.gateway.door import AtDesk, Known
from services.gateway.examples import picture_body, picture_responses
from services.gateway.quota import Kind
from services.gateway.recipe_route import carry_out
from services.gateway.run import METHOD
from services.gateway.scene_options import SceneOptions

router = APIRouter(prefix="/v1", tags=["pictures"])


@router.post(
    "/scenes",
    response_class=Response,
    responses=picture_responses(),
    openapi_extra=picture_body(
        SceneOptions, {"prompt": "a mug on a pale oak table, morning window light", "seed": 7, "format": "png"}
    ),
)
async def create_scene(
    request: Request, desk: AtDesk, _: Annotated[Caller, Depends(Known(METHOD, Kind.PICTURES))]
) -> Response:
    """Cuts the product out of a photo and puts it into a scene described in words.

    Send a form with the photo in `photo`, JSON with `photo.base64` or `photo.url`, or the bare photo with the options in the query.
    `Accept` picks the format, JSON with report, manifests and all pictures, or `application/zip` with all layers; `format` wins
    over it. Every answer's manifest makes the same picture again: send it as `manifest` with the same photo.
    """
    return await carry_out(request, desk, SceneOptions)
