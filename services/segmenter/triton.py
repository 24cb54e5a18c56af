"""U²-Net on a Triton server, as ``services.segmenter.network.Network`` asks for it."""

import json

import numpy as np
from numpy.typing import NDArray

from mesh.deadlines import time_left_s
from mesh.errors import DeadlineExceeded, Internal, ServiceUnavailable
from mesh.identity import current_request_id
from mesh.triton import Array, TritonClient
from services.segmenter.network import SIDE_PX, NetworkFacts

INPUT, CONFIDENCE, ENGINE = "image", "confidence", "engine"
_FACTS_DEADLINE_S = 5.0
_HUNG_RETRY_AFTER_S = 5.0
_FACTS_PRIORITY = 1
"""Before waiting pictures: it costs the model nothing."""


class TritonNetwork:
    """A saliency model of the repository: ``image`` in, ``confidence`` and ``engine`` out."""

    def __init__(self, client: TritonClient, model: str, deadline_s: float) -> None:
        """``deadline_s`` bounds one answer, queue included; the caller's own deadline may be shorter."""
        self._client = client
        self._model = model
        self._deadline_s = deadline_s

    async def confidence(self, square: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NetworkFacts]:
        limit_s = time_left_s(self._deadline_s)
        try:
            answer = await self._client.infer(
                self._model,
                {INPUT: square[np.newaxis]},
                [CONFIDENCE, ENGINE],
                deadline_s=limit_s,
                request_id=current_request_id(),
            )
        except DeadlineExceeded as error:
            if limit_s < self._deadline_s:
                raise  # the caller's own limit
            # Ours is longer than the queue: the model hangs, and neither the photo nor the caller's patience is at fault.
            raise ServiceUnavailable(
                f"The model {self._model} did not answer within {limit_s:.0f} s, though any photo takes it the same, short time. "
                "Try again in a few seconds; if that does not help, the operator must restart the model server.",
                retry_after_s=_HUNG_RETRY_AFTER_S,
                model=self._model,
            ) from error
        return answer[CONFIDENCE][0], self._read(answer[ENGINE])

    async def facts(self) -> NetworkFacts:
        blank = np.zeros((1, SIDE_PX, SIDE_PX, 3), np.uint8)
        answer = await self._client.infer(
            self._model,
            {INPUT: blank},
            [ENGINE],
            deadline_s=time_left_s(_FACTS_DEADLINE_S),
            request_id=current_request_id(),
            priority=_FACTS_PRIORITY,
        )
        return self._read(answer[ENGINE])

    def _read(self, engine: Array) -> NetworkFacts:
        """The model's own words about itself: JSON in the first element."""
        try:
            told = json.loads(engine.ravel()[0])
            return NetworkFacts(
                name=told["model"],
                version=told["version"],
                provider=told["provider"],
                precision=told["precision"],
                weights_sha256=told["weights_sha256"],
            )
        except (ValueError, KeyError, IndexError, TypeError) as fault:
            raise Internal(
                f"The model {self._model} does not say what it runs on. The operator must update the model repository.",
                model=self._model,
            ) from fault
