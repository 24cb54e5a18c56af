"""Painting: jobs of one group through the pipeline together, with steps, previews, cancellation and running out of memory.

Needs torch. Knows neither Triton nor the queue: jobs are told through ``Job``.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
import torch

from models.diffusion.failures import BadValue, ContentRefused, DiffusionFailure, OutOfMemory
from models.diffusion.families import FAMILY_OF
from models.diffusion.memory import fitting, is_allocation_failure
from models.diffusion.pipelines import LoadedPipeline, load
from models.diffusion.preview import Denoised, Previewer
from models.diffusion.request import SIDE_MULTIPLE_PX, Image, PaintRequest
from models.diffusion.settings import DiffusionSettings
from models.diffusion.specs import ModelSpec
from models.diffusion.weights import Weights

CPU_WARM_PX = 64
"""Side of the picture that warms a CPU: at native size a single step would take a minute."""


class Job(Protocol):
    """One picture that somebody waits for."""

    request: PaintRequest

    def cancelled(self) -> bool:
        """Whether nobody waits any more."""

    def step(self, step: int, of: int, preview: bytes | None) -> None:
        """Told after each step."""

    def done(self, result: Image, engine: str) -> None:
        """Told once, or else ``failed`` or ``dropped``."""

    def failed(self, failure: DiffusionFailure) -> None:
        """Told once why there is no picture."""

    def dropped(self) -> None:
        """Told once that it was not finished, since it was cancelled."""


class _Stopped(Exception):
    """Leaves a pipeline's loop: nobody waits for any of its pictures."""


class Painter:
    """One pipeline, warm. Not for several threads at once."""

    def __init__(self, loaded: LoadedPipeline, *, say: Callable[[str], None] = print) -> None:
        self._loaded, self._say = loaded, say
        self._family = FAMILY_OF[loaded.weights.spec.family]
        self._previewer = Previewer(loaded.pipeline, self._family)
        self._together: dict[tuple[int, int], int] = {}
        self._bytes_per_pixel = 0.0

    @classmethod
    def loaded(cls, weights: Weights, settings: DiffusionSettings, *, say: Callable[[str], None] = print) -> "Painter":
        """Load ``weights`` and warm up. Raises ``DiffusionFailure`` or ``DeviceRefused``."""
        painter = cls(load(weights, settings), say=say)
        painter.warm_up()
        return painter

    @property
    def spec(self) -> ModelSpec:
        """The model that paints."""
        return self._loaded.weights.spec

    def settled(self, request: PaintRequest) -> PaintRequest:
        """``request`` with the model's own numbers where it left them open. Raises ``BadSize``, ``BadValue`` or
        ``StyleUnsupported``.
        """
        return request.settled(self.spec, self._loaded.style_way)

    def describe(self, **facts: object) -> str:
        """JSON with what runs."""
        return self._loaded.describe(**facts)

    def together(self, request: PaintRequest) -> int | None:
        """Most pictures of the request's size that have been found to fit together; None if nothing is known."""
        return self._together.get((request.mask.shape[0], request.mask.shape[1]))

    def warm_up(self) -> None:
        """Paint once, so that the first caller does not wait for kernels to be chosen, compiled or loaded.

        A native size that does not fit is no reason not to start: smaller ones may.
        """
        side = self.spec.native_px if self._loaded.device.type == "cuda" else min(CPU_WARM_PX, self.spec.native_px)
        side = side // SIDE_MULTIPLE_PX * SIDE_MULTIPLE_PX
        blank = np.full((side, side, 3), 127, dtype=np.uint8)
        job = _WarmUp(PaintRequest(blank, blank[..., 0] * 0 + 255, "warm", "", 0, min(2, self.spec.steps), -1, 1.0, 1))
        job.request = job.request.settled(self.spec)
        self.paint([job])
        if job.failure:
            self._say(f"diffusion: the first picture failed: {job.failure}")

    def paint(self, jobs: Sequence[Job]) -> None:
        """Paint ``jobs``, all of one group, and tell each how it went.

        Where they do not fit into memory together, they are painted in halves, down to one by one.
        """
        living = []
        for job in jobs:
            if job.cancelled():
                job.dropped()
            else:
                living.append(job)
        if not living:
            return
        failure: DiffusionFailure | None = None
        out_of_memory = False
        try:
            self._paint_together(living)
        except DiffusionFailure as fault:
            failure = fault
        except (RuntimeError, MemoryError) as fault:
            if not is_allocation_failure(fault):
                raise
            out_of_memory = True
        # Beyond the except clause: while it holds the failure, the failure holds its frames, and these hold tensors.
        if out_of_memory:
            self._say(f"diffusion: {len(living)} of {living[0].request.group[:2]} did not fit into memory")
            if len(living) > 1:
                half = len(living) // 2
                self._release()
                height, width = living[0].request.mask.shape
                self._together[(height, width)] = half
                self.paint(living[:half])
                self.paint(living[half:])
                return
            failure = self._out_of_memory(living[0].request)
        if failure:
            for job in living:
                job.failed(failure)

    def _paint_together(self, jobs: Sequence[Job]) -> None:
        requests = [job.request for job in jobs]
        height, width = requests[0].mask.shape
        gone: set[int] = set()
        denoised = Denoised()

        def on_step(pipeline: Any, index: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
            gone.update(place for place, job in enumerate(jobs) if job.cancelled())
            step, of = index + 1, int(pipeline.num_timesteps)
            if len(gone) == len(jobs):
                self._say(f"diffusion: cancelled after step {step} of {of}")
                raise _Stopped
            estimate = denoised.estimate(tensors["latents"], pipeline.scheduler)
            due = [place for place, each in enumerate(requests) if place not in gone and _due(each, step, of)]
            previews = dict(zip(due, self._previewer.jpegs(estimate, height, width, due), strict=True)) if due else {}
            for place, job in enumerate(jobs):
                if place not in gone:
                    job.step(step, of, previews.get(place))
            return {}

        if self._loaded.style:
            self._loaded.style.turn(None if requests[0].style is None else requests[0].style_strength)
        before = self._watch()
        try:
            answer = self._loaded.pipeline(
                **self._family.arguments(requests), output_type="np", callback_on_step_end=on_step
            )
        except _Stopped:
            for job in jobs:
                job.dropped()
            return
        memory = self._measure(before, len(jobs) * height * width)
        results = (answer.images * 255).round().astype(np.uint8)
        objected = getattr(answer, "nsfw_content_detected", None) or [False] * len(jobs)
        for place, job in enumerate(jobs):
            request = job.request
            facts = {"steps": request.steps, "guidance": request.guidance, "batch": len(jobs)} | memory
            if place in gone:
                job.dropped()
            elif objected[place]:
                job.failed(
                    ContentRefused("the model's safety checker objected to the result; try another seed or prompt")
                )
            elif results[place].shape != request.image.shape:
                job.failed(BadValue("the pipeline answered with another size than it was asked for"))
            else:
                job.done(results[place], self.describe(**facts))

    def _watch(self) -> int:
        if self._loaded.device.type != "cuda":
            return 0
        torch.cuda.reset_peak_memory_stats(self._loaded.device)
        return int(torch.cuda.memory_allocated(self._loaded.device))

    def _measure(self, before: int, pixels: int) -> dict[str, object]:
        """Peak memory of a run, as a fact for the answer; also remembers what a pixel costs."""
        if self._loaded.device.type != "cuda":
            return {}
        peak = int(torch.cuda.max_memory_allocated(self._loaded.device))
        self._bytes_per_pixel = max(self._bytes_per_pixel, (peak - before) / pixels)
        return {"peak_memory_mib": peak >> 20}

    def _release(self) -> int:
        """Give back what the allocator keeps; bytes that are free then."""
        if self._loaded.device.type != "cuda":
            return 0
        torch.cuda.empty_cache()
        return int(torch.cuda.mem_get_info(self._loaded.device)[0])

    def _out_of_memory(self, request: PaintRequest) -> OutOfMemory:
        height, width = request.mask.shape
        free = self._release()
        return OutOfMemory(
            height, width, fitting(height, width, free_bytes=free, bytes_per_pixel=self._bytes_per_pixel)
        )


class _WarmUp:
    """The job that nobody waits for but the start itself."""

    def __init__(self, request: PaintRequest) -> None:
        self.request = request
        self.failure: DiffusionFailure | None = None

    def cancelled(self) -> bool:
        return False

    def step(self, step: int, of: int, preview: bytes | None) -> None:
        pass

    def done(self, result: Image, engine: str) -> None:
        pass

    def failed(self, failure: DiffusionFailure) -> None:
        self.failure = failure

    def dropped(self) -> None:
        pass


def _due(request: PaintRequest, step: int, of: int) -> bool:
    """Whether a preview is to be sent after ``step``; not after the last, which the result follows."""
    return request.preview_every > 0 and step % request.preview_every == 0 and step < of
