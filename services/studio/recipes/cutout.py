"""Recipe: the product, cut out."""

from collections.abc import AsyncGenerator

from services.studio.events import Event
from services.studio.ports import Upload, Wish, Workshop
from services.studio.recipe import Recipe


async def run(photo: Upload, wish: Wish, workshop: Workshop) -> AsyncGenerator[Event, None]:
    """Passes the photo on while it arrives, and the answer while it comes."""
    async with workshop.segmenter.cut_out(photo, wish.options) as events:
        async for event in events:
            yield event


RECIPE = Recipe(name="cutout", scope="cutouts", run=run, credits=1)
