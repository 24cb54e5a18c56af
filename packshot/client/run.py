"""One ``Run`` of a recipe, from the photo's bytes to everything that comes back."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from packshot.client.connection import Connection, Metadata
from packshot.client.pictures import Assembler, Picture, split
from packshot.client.results import Manifest, Progress, Report, manifest_of, report_of
from packshot.common.v1 import image_pb2
from packshot.duplex import duplex
from packshot.studio.v1 import studio_pb2

OnProgress: TypeAlias = Callable[[Progress], None]
OnPreview: TypeAlias = Callable[[Picture], None]
RUN = studio_pb2.DESCRIPTOR.services_by_name["StudioService"].methods_by_name["Run"]


@dataclass
class Run:
    """What a recipe brought."""

    report: Report | None = None
    manifests: list[Manifest] = field(default_factory=list)
    """One a scene"""
    pictures: list[dict[str, Picture]] = field(default_factory=lambda: [{}])
    """By layer, for each scene; a cutout counts as one. Previews are not kept"""


async def carry_out(
    connection: Connection,
    photo: bytes,
    recipe: dict[str, Any],
    *,
    on_progress: OnProgress | None,
    on_preview: OnPreview | None,
) -> Run:
    """Sends the photo while the answer comes. ``recipe``: the one field of ``RunHeader.recipe`` to set. Raises ``ApiError``."""
    header = studio_pb2.RunHeader(photo=image_pb2.ImageHeader(size_bytes=len(photo)), **recipe)

    async def requests() -> AsyncIterator[studio_pb2.RunRequest]:
        yield studio_pb2.RunRequest(header=header)
        for chunk in split(photo):
            yield studio_pb2.RunRequest(chunk=chunk)

    async def once(metadata: Metadata) -> Run:
        run, assembler = Run(), Assembler()
        async with duplex(connection.stream(RUN, metadata), requests()) as answers:
            async for message in answers:
                match message.WhichOneof("event"):
                    case "progress" if on_progress:
                        on_progress(Progress(message.progress.stage, message.progress.step, message.progress.total))
                    case "report":
                        run.report = report_of(message.report)
                    case "manifest":
                        if run.manifests:
                            run.pictures.append({})
                        run.manifests.append(manifest_of(message.manifest))
                    case "image" if whole := assembler.add(message.image):
                        _take(run, *whole, on_preview)
        assembler.finish()
        return run

    return await connection.signed(once)


def _take(run: Run, layer: str, picture: Picture, on_preview: OnPreview | None) -> None:
    if layer != "preview":
        run.pictures[-1][layer] = picture
    elif on_preview is not None:
        on_preview(picture)
