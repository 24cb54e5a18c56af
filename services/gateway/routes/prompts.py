"""Prompts, read without making a scene."""

from typing import Annotated

from fastapi import APIRouter, Depends

from mesh.identity import Caller
from packshot.generator.v1 import generator_pb2
from services.gateway.backends import ask
from services.gateway.door import AtDesk, Known, no_query
from services.gateway.examples import problems
from services.gateway.shapes.prompts import PromptReading, PromptWish
from services.gateway.small_body import SmallBodyRoute

READ = "/packshot.generator.v1.GeneratorService/ReadPrompt"
router = APIRouter(
    prefix="/v1/prompts", route_class=SmallBodyRoute, tags=["catalogue"], dependencies=[Depends(no_query)]
)


@router.post("/reading", responses=problems(401, 403, 413, 415))
async def read_prompt(wanted: PromptWish, desk: AtDesk, _: Annotated[Caller, Depends(Known(READ))]) -> PromptReading:
    """How the `sets` engine would read a prompt: the set, and which words were taken for what. Nothing is made."""
    request = generator_pb2.ReadPromptRequest(**wanted.model_dump())
    return PromptReading.of(await ask("generator", desk.backends.generator.ReadPrompt, request, name=READ))
