"""Recipe: the product, cut out and put into a scene.

The generator gets the wish first, and refuses it at once where it must: nobody waits for a cutout that cannot be used. The product
goes from the segmenter to the generator as bare samples while it arrives: nothing is encoded or kept in between.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

from mesh.seeds import new_seed
from services.studio.errors import AnswerBroken
from services.studio.events import Event, Manifest, Piece, Progress, Queued, Report
from services.studio.ports import Upload, Wish, Workshop
from services.studio.progress import Phases
from services.studio.recipe import Recipe
from services.studio.together import begun, unless


async def run(photo: Upload, wish: Wish, workshop: Workshop) -> AsyncGenerator[Event, None]:
    """Raises ``AnswerBroken`` where a service ends before the product or the manifest is there.

    A wish that leaves the seed open gets one, which stays with it: carried out again, it makes the same scene.
    """
    if not wish.options.HasField("seed") and not wish.options.manifest:
        wish.options.seed = new_seed()
    phases = Phases(cutout=2, scene=3)
    product: asyncio.Future[Upload] = asyncio.get_running_loop().create_future()
    async with (
        # In this order: the generator's upload reads from the cutting, so it must end before the cutting does.
        workshop.segmenter.bare_product(photo, wish.roi if wish.HasField("roi") else None) as cutting,
        workshop.generator.make_scene(product, wish.options) as making,
        begun(making) as first,
    ):
        async with aclosing(_cut(cutting, first, product, phases)) as events:
            async for event in events:
                yield event
        promised = False
        made = await first
        while made is not None:
            match made:
                case Queued():
                    yield phases.waiting("scene")
                case Progress():
                    yield phases.at("scene", made)
                case _:
                    promised = promised or isinstance(made, Manifest)
                    yield made
            made = await anext(making, None)
        if not promised:
            raise AnswerBroken("generator", "the manifest")


async def _cut(
    cutting: AsyncIterator[Event],
    first: "asyncio.Future[Event | None]",
    product: "asyncio.Future[Upload]",
    phases: Phases,
) -> AsyncGenerator[Event, None]:
    """What is told until the product begins to arrive; then it is handed to the generator."""
    async with aclosing(unless(first, cutting)) as events:
        async for event in events:
            match event:
                case Progress():
                    yield phases.at("cutout", event)
                case Report():
                    yield event
                case Piece(header=header) if header is not None:
                    product.set_result(Upload(header, _product_bytes(cutting, header.size_bytes)))
                    return
    raise AnswerBroken("segmenter", "the product")


async def _product_bytes(cutting: AsyncIterator[Event], size_bytes: int) -> AsyncIterator[bytes]:
    """The rest of the segmenter's answer. What does not add up is told here, as the segmenter's fault: the generator would blame
    the upload, hence the caller."""
    received = 0
    async for event in cutting:
        if isinstance(event, Piece):
            received += len(event.chunk)
            yield event.chunk
    if received != size_bytes:
        raise AnswerBroken("segmenter", "the product")


RECIPE = Recipe(name="scene", scope="scenes", run=run, credits=2)
