"""Cutouts: a photo in, the product out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from mesh.identity import Caller
from services.gateway.door import AtDesk, Known
from services.gateway.examples import picture_body, picture_responses
from services.gateway.options import CutoutOptions
from services.gateway.quota import Kind
from services.gateway.recipe_route import carry_out
from services.gateway.run import METHOD

router = APIRouter(prefix="/v1", tags=["pictures"])


@router.post(
    "/cutouts",
    response_class=Response,
    responses=picture_responses(),
    openapi_extra=picture_body(CutoutOptions, {"format": "webp", "crop": True}),
)
async def create_cutout(
    request: Request, desk: AtDesk, _: Annotated[Caller, Depends(Known(METHOD, Kind.PICTURES))]
) -> Response:
    """Cuts the product out of a photo.

    Send a form with the photo in `photo`, JSON with `photo.base64` or `photo.url`, or the bare photo with the options in the query.
    `Accept` picks the format, JSON with the report and all pictures, or `application/zip`; `format` wins over it.
    """
    return await carry_out(request, desk, CutoutOptions)
