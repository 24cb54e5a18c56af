"""Recipes with their options: what a job, or every job of a batch, does to its photo."""

from typing import TypeAlias, Unpack

from packshot.client.pictures import Photo, photo_bytes
from packshot.client.results import Box
from packshot.client.scene_wishes import SceneWishes, option_arguments
from packshot.client.wishes import box_message, cutout_options, scene_options
from packshot.studio.v1 import studio_pb2

Recipe: TypeAlias = studio_pb2.Recipe
"""What ``cutout_recipe`` and ``scene_recipe`` give"""


def cutout_recipe(
    *,
    crop: bool = False,
    margin: float = 0.0,
    matte: bool = False,
    format: str = "png",  # noqa: A002 - the word people know
    quality: int = 0,
    background: str = "",
    roi: Box | None = None,
) -> Recipe:
    """The product, cut out; the options are those of ``Packshot.cutout``. Raises ``ValueError``."""
    options = cutout_options(
        crop=crop, margin=margin, matte=matte, format=format, quality=quality, background=background, roi=roi
    )
    return studio_pb2.Recipe(cutout=studio_pb2.CutoutRecipe(options=options))


async def scene_recipe(prompt: str, *, count: int = 1, **wishes: Unpack[SceneWishes]) -> Recipe:
    """The product in ``count`` scenes (1 to 4); the wishes are those of ``Packshot.scene``. Raises ``ValueError``, and ``OSError``
    where the picture of the style cannot be read."""
    for name in ("on_progress", "on_preview"):
        if wishes.get(name) is not None:
            raise ValueError(f"{name} goes with a call that waits. Watch the job with watch() in place of it.")
    arguments = option_arguments(wishes) | {"style": await style_bytes(wishes.get("style"))}
    roi = wishes.get("roi")
    options = scene_options(prompt, count=count if count != 1 else None, **arguments)
    return studio_pb2.Recipe(scene=studio_pb2.SceneRecipe(options=options, roi=box_message(roi) if roi else None))


async def style_bytes(style: Photo | None) -> bytes:
    """The bytes of a style's picture; none for None. Raises ``ValueError`` for a picture without any."""
    if style is None:
        return b""
    data = await photo_bytes(style)
    if not data:
        raise ValueError("The picture of the style is empty. Check the file, or leave it out.")
    return data
