"""The studio page: one document for all of its paths, and the files that it loads."""

from fastapi import APIRouter, Request, Response

from services.gateway.door import AtDesk

PATHS = (
    "/",
    "/studio",
    "/studio/{rest:path}",
    "/gallery",
    "/gallery/{rest:path}",
    "/batch",
    "/batch/{rest:path}",
    "/settings",
    "/settings/{rest:path}",
    "/sign-in",
    "/sign-up",
    "/forgot",
    "/reset",
)
"""What the page's own router knows. Everything else stays a problem document: a misspelt address of the interface must say so."""
FILES = (
    "favicon.svg",
    "favicon.ico",
    "apple-touch-icon.png",
    "icon-192.png",
    "icon-512.png",
    "manifest.webmanifest",
    "robots.txt",
)
"""What browsers look for beside the page, under names of their own."""
READ = ["GET", "HEAD"]
router = APIRouter(include_in_schema=False)


async def index(request: Request, desk: AtDesk) -> Response:
    """The page."""
    return await desk.page.index(request)


async def asset(name: str, request: Request, desk: AtDesk) -> Response:
    """A file that the page loads."""
    return await desk.page.file(request, f"assets/{name}")


async def beside(request: Request, desk: AtDesk) -> Response:
    """A file that browsers look for."""
    return await desk.page.file(request, request.url.path.removeprefix("/"))


for path in PATHS:
    router.add_api_route(path, index, methods=READ)
for name in FILES:
    router.add_api_route(f"/{name}", beside, methods=READ)
router.add_api_route("/assets/{name:path}", asset, methods=READ)
