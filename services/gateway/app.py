"""The HTTP application: routes, problems, the page that documents them."""

from functools import cache

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.types import ASGIApp

from mesh.plugins import discover
from services.gateway import problem_answers
from services.gateway.door import Desk
from services.gateway.examples import document
from services.gateway.telemetry import Telemetry

_ABOUT = """
A photo of a product in, a picture that a shop can publish out.

Send `Authorization: Bearer <API key or access token>`. Access tokens live 5 minutes, and outlive the end of their session by at
most that; keys are checked with every request. Failures are problem documents (RFC 9457) with a stable `reason`. Every
answer has an `X-Request-Id`; send one of your own and it is used. `Packshot-Timeout: <seconds>` bounds how long a request may take.
"""


def build_app(desk: Desk) -> ASGIApp:
    """The application that works with ``desk``."""
    return Telemetry(build_api(desk))


def build_api(desk: Desk | None) -> FastAPI:
    """The routes alone; without a ``desk`` they can be described and not asked. Every module in ``routes`` is part of it."""
    app = FastAPI(
        title="Packshot",
        version="1",
        description=_ABOUT,
        # Their pages load scripts from the internet; ours is `routes/page.py`.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
        # Spans and metrics are made by `Telemetry`, which also knows the accounts and the way to the services.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.desk = desk
    problem_answers.install(app)
    for module in discover("services.gateway.routes"):
        app.include_router(module.router)
    build_page = app.openapi
    app.openapi = cache(lambda: document(build_page()))  # type: ignore[method-assign]
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name
