"""Pictures, and what is known about them, as JSON."""

import json
from typing import Any, Self

from pydantic import BaseModel, Field

from packshot.common.v1 import image_pb2
from packshot.generator.v1 import generator_pb2
from packshot.segmenter.v1 import segmenter_pb2

MAX_BRIEF_WORDS = 20
MAX_BRIEF_WORD_CHARS = 40
MAX_BRIEF_CHARS = 1_500
"""Of all words together, escaped; a Cyrillic letter takes six. Proxies take about 4 KB for all header fields."""


def layer_name(layer: "image_pb2.Layer.ValueType") -> str:
    """``product`` for LAYER_PRODUCT."""
    return _plain(image_pb2.Layer.Name(layer), "LAYER_")


def format_name(format_: "image_pb2.ImageFormat.ValueType") -> str:
    """``png`` for IMAGE_FORMAT_PNG."""
    return _plain(image_pb2.ImageFormat.Name(format_), "IMAGE_FORMAT_")


def _plain(name: str, prefix: str) -> str:
    return name.removeprefix(prefix).lower()


def _short(value: float) -> float:
    """A single-precision number without the digits that doubling its precision made up."""
    return float(f"{value:.6g}")


class Size(BaseModel):
    """A size in pixels."""

    width: int
    height: int

    @classmethod
    def of(cls, size: image_pb2.Size) -> Self:
        return cls(width=size.width, height=size.height)


class Box(BaseModel):
    """A rectangle in pixels from the top left corner."""

    x: int
    y: int
    width: int
    height: int

    @classmethod
    def of(cls, box: image_pb2.Box) -> Self:
        return cls(x=box.x, y=box.y, width=box.width, height=box.height)


class Model(BaseModel):
    """A network and what it really runs on."""

    name: str = Field(examples=["u2net"])
    version: str
    provider: str = Field(description="What executes it: `openvino`, `cuda`, `cpu`.", examples=["openvino"])
    precision: str = Field(examples=["bf16"])
    weights_sha256: str

    @classmethod
    def of(cls, model: segmenter_pb2.Model) -> Self:
        return cls(
            name=model.name,
            version=model.version,
            provider=model.provider,
            precision=model.precision,
            weights_sha256=model.weights_sha256,
        )


class Report(BaseModel):
    """What is known about a cutout besides its pixels."""

    size: Size = Field(description="Of the pictures sent, after any crop.")
    photo_size: Size = Field(description="Of the photo, upright.")
    product_box: Box = Field(description="The product in the upright photo.")
    crop_box: Box = Field(description="The part of the upright photo that the pictures show.")
    matte_source: str = Field(description="`network`, or `alpha` where the photo's own alpha channel was kept.")
    confidence: float = Field(description="How sure the network is of what it marked, 0 to 1.")
    coverage: float = Field(description="Share of the photo that is product, 0 to 1.")
    cut_edges: list[str] = Field(description="Sides of the photo that cut the product off.")
    doubtful: bool = Field(description="The matte needs a look before it is published.")
    doubts: list[str] = Field(description="Why it is doubtful.")
    model: Model | None = Field(description="The network that was asked; null where none was.")
    times_ms: dict[str, float] = Field(description="Milliseconds of each step.")

    @classmethod
    def of(cls, report: segmenter_pb2.CutoutReport) -> Self:
        return cls(
            size=Size.of(report.size),
            photo_size=Size.of(report.photo_size),
            product_box=Box.of(report.product_box),
            crop_box=Box.of(report.crop_box),
            matte_source=_plain(segmenter_pb2.MatteSource.Name(report.matte_source), "MATTE_SOURCE_"),
            confidence=_short(report.confidence),
            coverage=_short(report.coverage),
            cut_edges=[_plain(segmenter_pb2.Edge.Name(edge), "EDGE_") for edge in report.cut_edges],
            doubtful=report.doubtful,
            doubts=list(report.doubts),
            model=Model.of(report.model) if report.HasField("model") else None,
            times_ms={time.step: round(time.ms, 2) for time in report.times},
        )


class Understanding(BaseModel):
    """What the words of the prompt were taken for."""

    set: str
    set_by: str = Field(description="What decided the set: `words`, `mood`, `likeness`, `request`, `default`.")
    colours: list[str]
    materials: list[str]
    light: list[str]
    mood: list[str] = Field(description="Season and mood.")
    guesses: list[str] = Field(description="Words that no table has, with what they were taken for.")
    not_understood: list[str]

    @classmethod
    def of(cls, found: generator_pb2.Understanding) -> Self:
        return cls(
            set=found.set,
            set_by=found.set_by,
            mood=list(found.mood),
            guesses=list(found.guesses),
            colours=list(found.colours),
            materials=list(found.materials),
            light=list(found.light),
            not_understood=list(found.not_understood),
        )

    def brief(self) -> dict[str, Any]:
        """What fits a header field: the set, and the first words that nothing was made of, with how many there were."""
        words: list[str] = []
        room = MAX_BRIEF_CHARS
        for word in (one[:MAX_BRIEF_WORD_CHARS] for one in self.not_understood[:MAX_BRIEF_WORDS]):
            room -= len(json.dumps(word)) + 1
            if room < 0:
                break
            words.append(word)
        return {"set": self.set[:80], "not_understood": words, "not_understood_count": len(self.not_understood)}


class Drift(BaseModel):
    """Proof of what happened to the product's pixels."""

    max_difference: int = Field(description="Largest difference inside the product, 0 to 255. 0: bit for bit the same.")
    grown_pixels: int = Field(description="Pixels with product colour outside the product.")
    edge_fringe: float = Field(description="How far the soft edge lies from a clean blend, 0 to 255.")
    passed: bool = Field(description="Whether all of it is within what can be published.")
    relit: bool = Field(
        description="Whether `light_match` changed the product; the rest is measured against the product so lit."
    )
    relit_difference: int = Field(description="Largest change that this made inside the product, 0 to 255.")
    outgrowth: float | None = Field(
        description="What a painted scene makes of the product beyond its edge, a share of its area; null where nothing is painted."
    )

    @classmethod
    def of(cls, drift: generator_pb2.DriftReport) -> Self:
        return cls(
            max_difference=drift.max_difference,
            grown_pixels=drift.grown_pixels,
            edge_fringe=_short(drift.edge_fringe),
            passed=drift.passed,
            relit=drift.relit,
            relit_difference=drift.relit_difference,
            outgrowth=_short(drift.outgrowth) if drift.HasField("outgrowth") else None,
        )


class Manifest(BaseModel):
    """What is needed to make the same scene again."""

    engine: str
    engine_version: str
    set: str
    seed: int
    size: Size
    product_box: Box = Field(description="Where the product stands, in output pixels.")
    drift: Drift
    understanding: Understanding
    variant: int = Field(description="Which of `n` scenes this is, from 0.")
    safe: bool = Field(description="Whether a first try drifted, and this one was made with the safe settings.")
    document: dict[str, Any] = Field(description="Every parameter after resolution, and SHA-256 of the product.")

    @classmethod
    def of(cls, manifest: generator_pb2.Manifest) -> Self:
        return cls(
            engine=manifest.engine,
            engine_version=manifest.engine_version,
            set=manifest.set,
            seed=manifest.seed,
            size=Size.of(manifest.size),
            product_box=Box.of(manifest.product_box),
            drift=Drift.of(manifest.drift),
            understanding=Understanding.of(manifest.understanding),
            variant=manifest.variant,
            safe=manifest.safe,
            document=json.loads(manifest.document) if manifest.document else {},
        )


class Picture(BaseModel):
    """One picture in a JSON answer."""

    layer: str = Field(examples=["product"])
    variant: int = Field(description="Which of `n` scenes it belongs to, from 0.")
    content_type: str = Field(examples=["image/png"])
    width: int
    height: int
    base64: str = Field(examples=["iVBORw0KGgo="])


class Pictures(BaseModel):
    """The JSON answer of a picture request."""

    request_id: str
    report: Report | None = Field(description="What is known about the cutout.")
    manifest: Manifest | None = Field(
        description="How to make the scene again, the first of several; null for a cutout."
    )
    manifests: list[Manifest] = Field(description="How to make each scene again; empty for a cutout.")
    pictures: list[Picture]
