"""The diffusion model and the saliency network on a Triton server, as ``services.generator.painter`` asks for them."""

import json
import re
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, closing, suppress

import cv2
import numpy as np

from mesh.deadlines import time_left_s
from mesh.errors import DeadlineExceeded, Internal, InvalidArgument, Overloaded, PackshotError, ServiceUnavailable
from mesh.identity import current_request_id
from mesh.triton import UNREACHABLE_RETRY_AFTER_S, Array, ModelFailed, TritonClient
from services.generator.arrays import Bytes
from services.generator.bridge import Bridge
from services.generator.errors import ContentRefused, LicenceRefused, OutOfMemory, StyleUnsupported, WeightsUnusable
from services.generator.painter import Easel, PainterFacts, Painting
from services.generator.plan import SIDE_STEP_PX

PREVIEWS = 6
"""Previews of one picture, about."""
_OUTPUTS = ("step", "of", "preview", "result", "engine")
_FACTS_DEADLINE_S = 5.0
_CODE = re.compile(
    r"\b(OUT_OF_MEMORY|WEIGHTS_MISSING|WEIGHTS_CORRUPT|LICENCE_REFUSED|CONTENT_REFUSED|STYLE_UNSUPPORTED)"
    r"(?: fits=(\d+x\d+))?(?::|$)"
)
_NOTHING_FITS = "0x0"
_SALIENCY_PX = 320
"""Side of the square that the saliency network takes; photographs are stretched to it, as in its training."""


class TritonPainter:
    """A decoupled diffusion model of the repository. Its facts are kept once known: asked for again, they would wait in the model's
    queue behind pictures."""

    def __init__(self, client: TritonClient, bridge: Bridge, model: str, deadline_s: float) -> None:
        """``deadline_s`` bounds one picture, its queue included; the caller's own deadline may be shorter."""
        self._client, self._bridge = client, bridge
        self._model, self._deadline_s = model, deadline_s
        self._facts: PainterFacts | None = None

    async def check(self) -> PainterFacts | None:
        """See ``Painter``."""
        if not await self._client.ready(self._model):
            self._facts = None  # it may come back as another
            if await self._client.ready():
                raise InvalidArgument(
                    "No engine 'diffusion' here: the model server has no diffusion model. Leave the engine out, or have the "
                    "operator set PACKSHOT_DIFFUSION_MODEL.",
                    field="engine",
                )
            raise ServiceUnavailable(
                "The model server does not answer. It is restarting or stopped; try again in a few seconds.",
                retry_after_s=UNREACHABLE_RETRY_AFTER_S,
                model=self._model,
            )
        with suppress(DeadlineExceeded, Overloaded):  # busy: then it is there
            return await self._known()
        return None

    def facts(self, check: Callable[[], None]) -> PainterFacts:
        """See ``Painter``."""
        return self._bridge.wait(self._known(), check)

    def paint(self, painting: Painting, easel: Easel) -> tuple[Bytes, PainterFacts]:
        """See ``Painter``."""
        result: Bytes | None = None
        facts: PainterFacts | None = None
        with closing(self._bridge.iterate(self._stream(painting), easel.check)) as responses:
            for response in responses:
                if "step" in response:
                    easel.stroke(int(response["step"].item()), int(response["of"].item()))
                if "preview" in response:
                    easel.preview(_decoded(response["preview"].item()))
                if "result" in response:
                    result = response["result"]
                if "engine" in response:
                    facts = self._read(response["engine"])
        if result is None or facts is None or result.shape != painting.canvas.shape:
            raise Internal(f"The model {self._model} answered without its picture.", model=self._model)
        self._facts = facts
        return result, facts

    async def _stream(self, painting: Painting) -> AsyncGenerator[dict[str, Array], None]:
        try:
            async with aclosing(self._answers(painting, _OUTPUTS, self._deadline_s)) as responses:
                async for response in responses:
                    yield response
        except ModelFailed as failure:
            raise _translated(failure, painting.canvas.shape) from failure

    def _answers(
        self, painting: Painting, outputs: Sequence[str], deadline_s: float
    ) -> AsyncGenerator[dict[str, Array], None]:
        return self._client.stream(
            self._model,
            _inputs(painting),
            outputs,
            deadline_s=time_left_s(deadline_s),
            request_id=current_request_id(),
        )

    async def _known(self) -> PainterFacts:
        if self._facts is None:
            blank = np.zeros((4 * SIDE_STEP_PX, 4 * SIDE_STEP_PX), np.uint8)
            question = Painting(np.dstack([blank] * 3), blank, "", "", 0, 0, -1.0)
            try:
                async for answer in self._answers(question, ["engine"], _FACTS_DEADLINE_S):
                    self._facts = self._read(answer["engine"])
            except ModelFailed as failure:
                raise _translated(failure, blank.shape) from failure
        if self._facts is None:
            raise Internal(f"The model {self._model} did not say what it is.", model=self._model)
        return self._facts

    def _read(self, engine: Array) -> PainterFacts:
        """The model's own words about itself: JSON in the first element."""
        try:
            told = json.loads(engine.ravel()[0])
            words = ("model", "revision", "pipeline", "licence", "dtype", "library", "weights_sha256")
            native_px = _native_px(told["native_size"])
            return PainterFacts(
                **{name: str(told[name]) for name in words},
                device="cpu" if str(told["device"]).lower().startswith("cpu") else "cuda",
                steps=int(told["steps"]),
                guidance=float(np.float32(told["guidance"])),  # as it travels
                native_px=native_px,
                max_pixels=int(told.get("max_pixels", native_px**2)),
                english_only=bool(told.get("english_only", False)),
                style=str(told.get("style", "")),
                style_sha256=str(told.get("style_sha256", "")),
            )
        except (ValueError, KeyError, IndexError, TypeError) as fault:
            raise Internal(
                f"The model {self._model} does not say what it runs on. The operator must update the model repository.",
                model=self._model,
            ) from fault


class TritonFinder:
    """A saliency model of the repository."""

    def __init__(self, client: TritonClient, bridge: Bridge, model: str, deadline_s: float) -> None:
        """``deadline_s`` bounds one answer, queue included."""
        self._client, self._bridge = client, bridge
        self._model, self._deadline_s = model, deadline_s

    def find(self, picture: Bytes, check: Callable[[], None]) -> Bytes:
        """See ``Finder``."""
        small = min(picture.shape[:2]) < _SALIENCY_PX
        square = cv2.resize(
            picture, (_SALIENCY_PX, _SALIENCY_PX), interpolation=cv2.INTER_LINEAR if small else cv2.INTER_AREA
        )
        return self._bridge.wait(self._confidence(np.asarray(square, np.uint8)), check)

    async def _confidence(self, square: Bytes) -> Bytes:
        answer = await self._client.infer(
            self._model,
            {"image": square[np.newaxis]},
            ["confidence"],
            deadline_s=time_left_s(self._deadline_s),
            request_id=current_request_id(),
        )
        confidence: Bytes = answer["confidence"][0]
        return confidence


def _inputs(painting: Painting) -> dict[str, Array]:
    def words(text: str) -> Array:
        return np.array([text.encode()], dtype=object)

    style: dict[str, Array] = {}
    if painting.style is not None:
        strength = np.array([painting.style_strength], np.float32)
        style = {"style": np.ascontiguousarray(painting.style), "style_strength": strength}
    return style | {
        "image": np.ascontiguousarray(painting.canvas),
        "mask": np.ascontiguousarray(painting.mask),
        "prompt": words(painting.prompt),
        "negative_prompt": words(painting.negative_prompt),
        "seed": np.array([painting.seed], np.uint64),
        "steps": np.array([painting.steps], np.int32),
        "guidance": np.array([painting.guidance], np.float32),
        "strength": np.array([painting.strength], np.float32),
        "preview_every": np.array([-(-painting.steps // PREVIEWS)], np.int32),
    }


def _native_px(told: int | list[int]) -> int:
    """A side, or width and height of the same area."""
    return round(float(np.prod(told)) ** 0.5) if isinstance(told, list) else int(told)


def _decoded(jpeg: bytes) -> Bytes:
    """(h, w, 3) uint8. Raises ``Internal`` for what is no picture."""
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise Internal("The diffusion model sent a preview that is no picture.")
    return np.ascontiguousarray(picture[..., ::-1])


def _translated(failure: ModelFailed, shape: tuple[int, ...]) -> PackshotError:
    """What a model's error code means to a caller; its own words stay in ``failure``."""
    match = _CODE.search(failure.details)
    match match.group(1) if match else "":
        case "OUT_OF_MEMORY":
            fits = match.group(2) if match else None
            size = f"{shape[1]}x{shape[0]}"
            told = f"The memory of the model's device does not hold a picture painted at {size} px"
            if fits == _NOTHING_FITS:
                told += ", nor any smaller one. The operator must choose a smaller model or a larger device."
            else:
                told += f"; {fits} px would fit" if fits else ""
                told += ". Ask for a smaller picture, or try again when fewer are being made."
            return OutOfMemory(told, size=size, fits=fits or "")
        case "WEIGHTS_MISSING" | "WEIGHTS_CORRUPT" as code:
            state = "are not there" if code == "WEIGHTS_MISSING" else "are damaged"
            return WeightsUnusable(
                f"The diffusion model's weights {state}. Use the engine 'sets', or have the operator run `packshot models fetch` "
                "and `packshot models verify`.",
                engine="sets",
            )
        case "CONTENT_REFUSED":
            return ContentRefused(
                "The model's own safety checker objected to what it had painted. Try another seed or other words."
            )
        case "STYLE_UNSUPPORTED":
            return StyleUnsupported(
                "The diffusion model takes no style from a picture as it is served. Leave the picture of the style out.",
                field="style_reference",
            )
        case "LICENCE_REFUSED":
            return LicenceRefused(
                "The licence of the diffusion model's weights forbids commercial use. Use the engine 'sets', or have the operator "
                "allow this model by name or choose another.",
                engine="sets",
            )
    return failure
