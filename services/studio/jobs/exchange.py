"""Messages of the contract as jobs and back: what a worker reads a wish from and packs results into, what a caller is told."""

from collections.abc import AsyncIterator, Callable

from mesh.errors import InvalidArgument, TransferBroken
from mesh.stamps import timestamp
from mesh.transfer import Assembler
from packshot.common.v1 import image_pb2, progress_pb2
from packshot.generator.v1 import generator_pb2
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import jobs_pb2, studio_pb2
from services.studio.assets.asset import Asset, Made
from services.studio.errors import AnswerBroken
from services.studio.events import Event, Manifest, Piece, Report
from services.studio.jobs.carried import Yield
from services.studio.jobs.events import Changed, JobEvent, Previewed, Progressed
from services.studio.jobs.job import Failure, Job, Priority, State
from services.studio.ports import Upload, Wish

_MIME = {
    image_pb2.IMAGE_FORMAT_RAW: "application/octet-stream",
    image_pb2.IMAGE_FORMAT_PNG: "image/png",
    image_pb2.IMAGE_FORMAT_JPEG: "image/jpeg",
    image_pb2.IMAGE_FORMAT_WEBP: "image/webp",
    image_pb2.IMAGE_FORMAT_AVIF: "image/avif",
    image_pb2.IMAGE_FORMAT_TIFF: "image/tiff",
}
_PREFIX = "LAYER_"


def layer_name(layer: "image_pb2.Layer.ValueType") -> str:
    """``matte`` for LAYER_MATTE."""
    return image_pb2.Layer.Name(layer).removeprefix(_PREFIX).lower()


def layer_number(name: str) -> "image_pb2.Layer.ValueType":
    """LAYER_MATTE for ``matte``; unspecified for a name that is none."""
    values = dict(image_pb2.Layer.items())
    return values.get(_PREFIX + name.upper(), image_pb2.LAYER_UNSPECIFIED)


def recipe_name(recipe: studio_pb2.Recipe) -> str:
    """The recipe that a message names. Raises ``InvalidArgument`` where it names none."""
    name = recipe.WhichOneof("recipe")
    if name is None:
        raise InvalidArgument("The request names no recipe. Set one, such as `cutout` or `scene`.", field="recipe")
    return name


class RecipeTrade:
    """``carried.Trade`` on the contract. ``read``: an asset's bytes as they come."""

    def __init__(self, read: Callable[[Asset], AsyncIterator[bytes]]) -> None:
        self._read = read

    def wish(self, job: Job) -> Wish:
        """The recipe's own message."""
        return getattr(studio_pb2.Recipe.FromString(job.wish), job.recipe)

    def upload(self, asset: Asset, job: Job) -> Upload:
        """The photo."""
        return Upload(image_pb2.ImageHeader(size_bytes=asset.size_bytes), self._read(asset))

    def collector(self, job: Job) -> "Collected":
        """For one attempt."""
        return Collected(job)


class Collected:
    """``carried.Collector`` on the contract."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._assembler = Assembler()
        self._report: bytes | None = None
        self._manifests: list[generator_pb2.Manifest] = []
        self._made: list[Made] = []
        self._open = False

    def add(self, event: Event) -> bytes | None:
        """Takes an event; returns a preview where it completes one."""
        match event:
            case Report(body):
                self._report = body.SerializeToString()
            case Manifest(body):
                self._manifests.append(body)
            case Piece(body):
                return self._piece(body)
        return None

    def _piece(self, part: image_pb2.ImagePart) -> bytes | None:
        try:
            picture = self._assembler.add(part)
        except TransferBroken as error:
            raise AnswerBroken("recipe", "a picture") from error
        self._open = picture is None
        if picture is None:
            return None
        data = bytes(picture.data)
        if picture.layer == image_pb2.LAYER_PREVIEW:
            return data
        header = picture.header
        manifest = self._manifests[-1] if self._manifests else None
        self._made.append(
            Made(
                layer=layer_name(picture.layer),
                variant=max(0, len(self._manifests) - 1),
                mime=_MIME.get(header.format, "application/octet-stream"),
                width=header.width,
                height=header.height,
                data=data,
                manifest=manifest.document if manifest is not None else "",
                words=_words(self._job),
            )
        )
        return None

    def whole(self) -> Yield:
        """Everything that was made."""
        if self._open or not self._made:
            raise AnswerBroken("recipe", "the picture")
        manifests = tuple(manifest.SerializeToString() for manifest in self._manifests)
        return Yield(tuple(self._made), self._report, manifests)


def _words(job: Job) -> str:
    """What the scene was asked for in; empty for a cutout."""
    wish = getattr(studio_pb2.Recipe.FromString(job.wish), job.recipe)
    return str(getattr(wish.options, "prompt", ""))


_STATES = {state: getattr(jobs_pb2, f"JOB_STATE_{state.name}") for state in State}
_PRIORITIES = {priority: getattr(jobs_pb2, f"PRIORITY_{priority.name}") for priority in Priority}


def state_of(number: int) -> State:
    """The state that a message names. Raises ``InvalidArgument``."""
    for state, value in _STATES.items():
        if value == number:
            return state
    raise InvalidArgument("There is no such state of a job.", field="states")


def priority_of(number: int) -> Priority:
    """The priority that a message names; interactive where it names none. Raises ``InvalidArgument``."""
    if number == jobs_pb2.PRIORITY_UNSPECIFIED:
        return Priority.INTERACTIVE
    for priority, value in _PRIORITIES.items():
        if value == number:
            return priority
    raise InvalidArgument("There is no such priority.", field="priority")


def failure_message(failure: Failure | None) -> jobs_pb2.JobFailure | None:
    """A failure as the contract has it."""
    if failure is None:
        return None
    return jobs_pb2.JobFailure(
        reason=failure.reason, message=failure.message, metadata=failure.facts, retryable=failure.retryable
    )


def job_message(job: Job) -> jobs_pb2.Job:
    """A job as its owner is told of it."""
    progress = job.progress
    return jobs_pb2.Job(
        id=job.id,
        recipe=job.recipe,
        state=_STATES[job.state],
        priority=_PRIORITIES[job.priority],
        asset_id=job.asset_id,
        outputs=[
            jobs_pb2.JobOutput(asset_id=output.asset_id, layer=layer_number(output.layer), variant=output.variant)
            for output in job.outputs
        ],
        report=segmenter_pb2.CutoutReport.FromString(job.report) if job.report is not None else None,
        manifests=[generator_pb2.Manifest.FromString(manifest) for manifest in job.manifests],
        failure=failure_message(job.failure),
        progress=progress_pb2.Progress(stage=progress.stage, step=progress.step, total=progress.total)
        if progress
        else None,
        attempts=job.attempts,
        name=job.name,
        batch_id=job.batch_id,
        credits=job.credits,
        event_id=job.event_id,
        create_time=timestamp(job.created_at),
        start_time=timestamp(job.started_at),
        end_time=timestamp(job.ended_at),
        expire_time=timestamp(job.delete_at if job.state.over else job.waits_until),
    )


def event_message(event: JobEvent) -> jobs_pb2.WatchJobResponse:
    """An event as a watcher is told of it."""
    match event:
        case Changed(event_id, job):
            return jobs_pb2.WatchJobResponse(event_id=event_id, job=job_message(job))
        case Progressed(event_id, step):
            progress = progress_pb2.Progress(stage=step.stage, step=step.step, total=step.total)
            return jobs_pb2.WatchJobResponse(event_id=event_id, progress=progress)
        case Previewed(event_id, jpeg):
            return jobs_pb2.WatchJobResponse(event_id=event_id, preview=jpeg)
