"""What machines ask: alive, ready, counted."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from services.gateway.door import AtDesk
from services.gateway.examples import METRICS, readiness
from services.gateway.shapes.catalogue import Alive, Readiness

router = APIRouter(tags=["health"])


@router.get("/healthz", responses={200: {"content": {"application/json": {"example": {"status": "alive"}}}}})
async def alive() -> Alive:
    """The process answers. Asks nobody else."""
    return Alive(status="alive")


@router.get(
    "/readyz",
    responses={
        200: readiness("ready", "serving"),
        503: {
            "model": Readiness,
            "description": "A part that is needed is not ready.",
            **readiness("not_ready", "not_serving"),
        },
    },
)
async def ready(desk: AtDesk, response: Response) -> Readiness:
    """How every part is, what the networks really run on, and the hashes of their weights."""
    found = await desk.watch.look()
    if found.status != "ready":
        response.status_code = 503
        response.headers["retry-after"] = "1"
    response.headers["cache-control"] = "no-store"
    return found


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {"example": METRICS}}}})
async def metrics() -> Response:
    """Counters and times for Prometheus."""
    return Response(generate_latest(), headers={"content-type": CONTENT_TYPE_LATEST})
