"""What scenes can be made of."""

from fastapi import APIRouter, Depends

from packshot.generator.v1 import generator_pb2
from services.gateway.backends import ask
from services.gateway.door import Anyone, AtDesk, no_query
from services.gateway.examples import problems
from services.gateway.shapes.catalogue import Engine, Engines, SetInfo, Sets

SERVICE = "/packshot.generator.v1.GeneratorService"
SETS, ENGINES = f"{SERVICE}/ListSets", f"{SERVICE}/ListEngines"
router = APIRouter(prefix="/v1", tags=["catalogue"], dependencies=[Depends(no_query)])


@router.get("/sets", dependencies=[Depends(Anyone(SETS))], responses=problems())
async def list_sets(desk: AtDesk) -> Sets:
    """The studio sets that the `sets` engine can build."""
    answer = await ask("generator", desk.backends.generator.ListSets, generator_pb2.ListSetsRequest(), name=SETS)
    return Sets(sets=[SetInfo.of(info) for info in answer.sets])


@router.get("/engines", dependencies=[Depends(Anyone(ENGINES))], responses=problems())
async def list_engines(desk: AtDesk) -> Engines:
    """The engines that can make scenes, the default first."""
    request = generator_pb2.ListEnginesRequest()
    answer = await ask("generator", desk.backends.generator.ListEngines, request, name=ENGINES)
    return Engines(engines=[Engine.of(engine) for engine in answer.engines])
