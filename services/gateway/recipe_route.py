"""What the picture routes share: a place, an upload, a recipe, an answer."""

from contextlib import AsyncExitStack
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from services.gateway.answers import answer
from services.gateway.door import Desk
from services.gateway.negotiation import Container, negotiate
from services.gateway.options import parse_options
from services.gateway.run import run_recipe
from services.gateway.upload.photo import read_upload


async def carry_out(request: Request, desk: Desk, options_model: Any) -> Response:
    """The answer to a picture request, whose options are an ``options_model``."""
    async with AsyncExitStack() as stack:
        stack.enter_context(desk.places.held())
        upload = await read_upload(request, desk.upload_rules, desk.fetcher)
        options = parse_options(options_model, upload.options)
        wish = negotiate(
            request.headers.get("accept"), options.format, max(1, len(options.outputs)) * options.scene_count
        )
        if wish.container is Container.ZIP and not options.outputs:
            options = options.model_copy(update={"outputs": list(options.every_output)})
        header = options.recipe(wish.format)
        header.photo.size_bytes = upload.size_bytes

        async def gone() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass

        events = await stack.enter_async_context(run_recipe(desk.backends.studio, header, upload.chunks, gone))
        made = await answer(wish.container, events, stack, several=options.scene_count > 1)
    # Outside the block only because a stack may swallow exceptions in principle; this one holds nothing that does.
    return made  # noqa: RET504
