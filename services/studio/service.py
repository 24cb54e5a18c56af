"""``StudioService``: messages of the contract to recipes and back, nothing else."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from typing import Any

from mesh.errors import InvalidArgument
from mesh.identity import current_caller
from mesh.interceptors.access import require_scope
from mesh.replay import Kept, replayed
from mesh.transfer import chunks, first_header
from packshot.common.v1 import progress_pb2
from packshot.studio.v1 import studio_pb2, studio_pb2_grpc
from services.studio.events import Event, Manifest, Piece, Progress, Queued, Report
from services.studio.ports import Upload, Workshop
from services.studio.recipe import Recipe


class StudioService(studio_pb2_grpc.StudioServiceServicer):
    """Carries out ``recipes`` in a ``workshop``; photos are bounded to ``max_photo_bytes`` while they arrive."""

    def __init__(self, recipes: Mapping[str, Recipe], workshop: Workshop, max_photo_bytes: int) -> None:
        self._recipes = recipes
        self._workshop = workshop
        self._max_photo_bytes = max_photo_bytes

    async def Run(self, request_iterator: Any, context: Any) -> AsyncIterator[studio_pb2.RunResponse]:  # noqa: N802
        header: studio_pb2.RunHeader = await first_header(request_iterator)
        recipe = self._recipe(header)
        require_scope(current_caller(), frozenset({recipe.scope}))
        wish = getattr(header, recipe.name)
        photo = Kept(chunks(request_iterator, header.photo.size_bytes, self._max_photo_bytes))

        async def attempt() -> AsyncGenerator[studio_pb2.RunResponse, None]:
            upload = Upload(header.photo, aiter(photo))
            async with aclosing(recipe.run(upload, wish, self._workshop)) as events:
                async for event in events:
                    yield _response(event)

        # The whole recipe, not the call that broke: the photo is all that must be kept for it, and not the product, which is ten
        # times as large.
        async with aclosing(photo), aclosing(replayed(lambda: aclosing(attempt()))) as answers:
            async for answer in answers:
                yield answer

    def _recipe(self, header: studio_pb2.RunHeader) -> Recipe:
        name = header.WhichOneof("recipe")
        recipe = self._recipes.get(name or "")
        if recipe is None:
            known = ", ".join(f"`{known}`" for known in sorted(self._recipes))
            raise InvalidArgument(f"The header names no recipe that is known here. Set one of {known}.", field="recipe")
        return recipe


def _response(event: Event) -> studio_pb2.RunResponse:
    match event:
        case Progress(stage, step, total):
            return studio_pb2.RunResponse(progress=progress_pb2.Progress(stage=stage, step=step, total=total))
        case Queued():
            return studio_pb2.RunResponse(progress=progress_pb2.Progress(stage="queued", step=0, total=1))
        case Report(body):
            return studio_pb2.RunResponse(report=body)
        case Manifest(body):
            return studio_pb2.RunResponse(manifest=body)
        case Piece(body):
            return studio_pb2.RunResponse(image=body)
