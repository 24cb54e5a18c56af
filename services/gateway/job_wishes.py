"""What a job is wanted to do: the recipe and its options, and what is said about the job itself."""

from typing import Any

from pydantic import Field

from mesh.errors import InvalidArgument
from packshot.studio.v1 import jobs_pb2, studio_pb2
from services.gateway.options import CutoutOptions, Format, Options, PictureOptions, parse_options
from services.gateway.scene_options import SceneOptions
from services.gateway.shapes.jobs import PriorityName, RecipeName
from services.gateway.shapes.usage import Uint64

RECIPES: dict[str, type[PictureOptions]] = {RecipeName.CUTOUT: CutoutOptions, RecipeName.SCENE: SceneOptions}
RECIPE_FIELD = "recipe"


class BatchOptions(Options):
    """What is said about a batch beside its recipe."""

    asset_id: str = Field("", max_length=100, description="Instead of bytes: an asset that is kept already.")
    name: str = Field("", description="Name for people, at most 200 characters. Default: the file's.")
    tags: list[str] = Field([], description="Labels of what it makes.")


class JobOptions(BatchOptions):
    """What is said about a job beside its recipe."""

    priority: PriorityName | None = Field(None, description="Who goes first. Default: interactive.")
    wait_at_most_s: Uint64 = Field(
        0, description="Seconds it may wait before it is given up, 10 to 604800. 0: 24 hours."
    )

    @property
    def priority_enum(self) -> "jobs_pb2.Priority.ValueType":
        """The contract's value."""
        if self.priority is None:
            return jobs_pb2.PRIORITY_UNSPECIFIED
        return jobs_pb2.Priority.Value(f"PRIORITY_{self.priority.name}")


def parse_wish(options: dict[str, Any], about: type[BatchOptions]) -> tuple[Any, studio_pb2.Recipe]:
    """What ``options`` say about the job, as an ``about``, and its recipe.

    Raises ``InvalidArgument``, ``BadFields`` or ``UnknownFields`` with the path of each field.
    """
    options = dict(options)
    name = options.pop(RECIPE_FIELD, None)
    model = RECIPES.get(name) if isinstance(name, str) else None
    if model is None:
        known = " and ".join(f"`{one}`" for one in RECIPES)
        what = "is missing" if name is None else "is not one that there is"
        raise InvalidArgument(f"The field `recipe` {what}. There are {known}.", field=RECIPE_FIELD)
    said = parse_options(about, {one: options.pop(one) for one in about.model_fields if one in options})
    wish = parse_options(model, options)
    header = wish.recipe(wish.format or Format.PNG)
    kind = header.WhichOneof("recipe")
    return said, studio_pb2.Recipe(**{kind: getattr(header, kind)})
