"""What the studio tells beside the pictures, kept for the answer's header fields and documents."""

import json
from dataclasses import dataclass, field

from packshot.common.v1 import image_pb2
from packshot.studio.v1 import studio_pb2
from services.gateway.manifest_links import link_of
from services.gateway.shapes.pictures import Manifest, Report


@dataclass
class Told:
    """What the studio told before the pictures."""

    report: Report | None = None
    manifests: list[Manifest] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    """The manifests' own text, from which the same picture is made again."""

    @property
    def manifest(self) -> Manifest | None:
        """The first scene's."""
        return self.manifests[0] if self.manifests else None

    def note(self, event: studio_pb2.RunResponse) -> image_pb2.ImagePart | None:
        """Keeps a report or manifest; returns the piece of a wished picture, if that is what came."""
        kind = event.WhichOneof("event")
        if kind == "report":
            self.report = Report.of(event.report)
        elif kind == "manifest":
            self.manifests.append(Manifest.of(event.manifest))
            self.documents.append(event.manifest.document)
        elif kind == "image" and event.image.layer != image_pb2.LAYER_PREVIEW:
            return event.image
        return None

    def headers(self) -> dict[str, str]:
        """The short of it as header fields: proxies bound those, so words are cut short and the document is left to JSON."""
        headers = {"cache-control": "no-store", "vary": "accept"}
        if self.report is not None:
            headers["packshot-report"] = _compact(self.report.model_dump(exclude={"times_ms"}, exclude_none=True))
            if self.report.times_ms:
                headers["server-timing"] = ", ".join(f"{step};dur={ms}" for step, ms in self.report.times_ms.items())
        if self.manifest is not None:
            told = self.manifest.model_dump(exclude={"document", "understanding"})
            headers["packshot-manifest"] = _compact({**told, "understanding": self.manifest.understanding.brief()})
            if (link := link_of(self.documents[0])) is not None:
                headers["link"] = f'<{link}>; rel="describedby"; type="application/json"'
        return headers


def _compact(document: object) -> str:
    """JSON in ASCII without spaces, as a header field needs it."""
    return json.dumps(document, separators=(",", ":"))
