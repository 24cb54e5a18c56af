"""Packshot, for those who call it: the client, the command line, and the stubs of the contract.

async with Packshot("127.0.0.1:8700", key="pk_...") as studio:
    cutout = await studio.cutout("mug.jpg", crop=True)
    cutout.image.save("mug.png")
    scene = await studio.scene("mug.jpg", "a mug on a wooden table by a window", seed=7)
    scene.image.save("scene.png")
    job = await studio.submit_scene("mug.jpg", "a mug on a wooden table by a window")
    job = await studio.wait(job.id)
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from packshot.client import ApiError, Dressing, Light, Packshot, Placement, Shadow, cutout_recipe, scene_recipe

__all__ = ["ApiError", "Dressing", "Light", "Packshot", "Placement", "Shadow", "cutout_recipe", "scene_recipe"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: the services import the stubs from here, and have no use for the client.
    if name in __all__:
        from packshot import client

        return getattr(client, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
