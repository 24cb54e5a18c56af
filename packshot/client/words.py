"""The contract's enums as the words that people type."""

from collections.abc import Iterator
from typing import Any

from packshot.common.v1 import image_pb2
from packshot.generator.v1 import generator_pb2
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import assets_pb2, batches_pb2, jobs_pb2


class Words:
    """The values of one enum, in lower case and without its prefix: ``IMAGE_FORMAT_PNG`` is ``png``."""

    def __init__(self, enum: Any, prefix: str, what: str) -> None:
        self._what = what
        self._number: dict[str, int] = {
            name.removeprefix(prefix).lower(): number
            for name, number in enum.items()
            if not name.endswith("_UNSPECIFIED")
        }
        self._word = {number: word for word, number in self._number.items()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._number)

    def number(self, word: str) -> Any:
        """The enum's number; raises ``ValueError`` with the words there are."""
        try:
            return self._number[word.lower()]
        except KeyError:
            raise ValueError(f"There is no {self._what} {word!r}. Use one of {', '.join(self._number)}.") from None

    def word(self, number: int) -> str:
        """The word; ``unspecified`` for a number that this client does not know."""
        return self._word.get(number, "unspecified")


FORMATS = Words(image_pb2.ImageFormat, "IMAGE_FORMAT_", "format")
LAYERS = Words(image_pb2.Layer, "LAYER_", "layer")
EDGES = Words(segmenter_pb2.Edge, "EDGE_", "edge")
SOURCES = Words(segmenter_pb2.MatteSource, "MATTE_SOURCE_", "matte source")
POSITIONS = Words(generator_pb2.PlacementPosition, "PLACEMENT_POSITION_", "position")
SHADOWS = Words(generator_pb2.ShadowMode, "SHADOW_MODE_", "shadow")
PLACEMENTS = Words(generator_pb2.PlacementMode, "PLACEMENT_MODE_", "placement")
STATES = Words(jobs_pb2.JobState, "JOB_STATE_", "state")
PRIORITIES = Words(jobs_pb2.Priority, "PRIORITY_", "priority")
KINDS = Words(assets_pb2.AssetKind, "ASSET_KIND_", "kind")
RENDITIONS = Words(assets_pb2.Rendition, "RENDITION_", "rendition")
BATCH_STATES = Words(batches_pb2.BatchState, "BATCH_STATE_", "state")
