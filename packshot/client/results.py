"""What comes back, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from packshot.auth.v1 import auth_pb2
from packshot.client.pictures import Picture
from packshot.client.words import EDGES, SOURCES
from packshot.common.v1 import image_pb2
from packshot.generator.v1 import generator_pb2
from packshot.segmenter.v1 import segmenter_pb2


@dataclass(frozen=True)
class Progress:
    """How far a call has come."""

    stage: str
    """What is being done, a stable lower-case word."""
    step: int
    """Steps finished, 0 to ``total``."""
    total: int
    """Steps in all."""


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels; the origin is the top left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Report:
    """What is known about a cutout besides its pixels."""

    photo_size: tuple[int, int]
    """Width and height of the photo, upright"""
    product_box: Box
    """The product in the upright photo"""
    crop_box: Box
    """The part of the upright photo that the pictures show"""
    matte_source: str
    """``network``, or ``alpha`` where the photo's own alpha channel was kept"""
    confidence: float
    """How sure the network is of what it marked, 0 to 1"""
    coverage: float
    """Share of the photo that is product, 0 to 1"""
    cut_edges: tuple[str, ...]
    """Sides of the photo that cut the product off: ``left``, ``top``, ``right``, ``bottom``"""
    doubtful: bool
    """The matte needs a look before it is published."""
    doubts: tuple[str, ...]
    """Why, in stable words; empty when it is not doubtful"""
    model: str
    """Name of the network that was asked; empty where none was"""
    provider: str
    """What executed it, such as ``openvino``"""
    times_ms: Mapping[str, float]
    """Milliseconds each step took, in order"""


@dataclass(frozen=True)
class Drift:
    """Proof of what happened to the product's pixels."""

    max_difference: int
    """Largest colour difference inside the product, 0 to 255; 0: bit for bit the same"""
    grown_pixels: int
    """Pixels with product colour outside of it"""
    edge_fringe: float
    """Mean distance of the soft edge from a clean blend, 0 to 255"""
    passed: bool
    """All of it is within what can be published."""
    relit: bool = False
    """The product was brought into the scene's light, as asked; the rest is measured against the product so lit."""
    relit_difference: int = 0
    """Largest change that this made, 0 to 255"""
    outgrowth: float | None = None
    """What a painted scene makes of the product beyond its edge, a share of its area; None where nothing is painted"""


@dataclass(frozen=True)
class Manifest:
    """What is needed to make the same picture again."""

    engine: str
    engine_version: str
    set: str
    """Set that was built; empty for engines without sets"""
    seed: int
    size: tuple[int, int]
    """Width and height in pixels"""
    product_box: Box
    """Where the product stands"""
    drift: Drift
    not_understood: tuple[str, ...]
    """Words of the prompt that nothing was made of"""
    document: str
    """The whole manifest as JSON"""
    variant: int = 0
    """Which of several scenes this is"""
    safe: bool = False
    """A first try drifted; this one was made with the safe settings."""


@dataclass(frozen=True)
class Cutout:
    """A product, cut out: ``cutout.image.save("mug.png")``."""

    image: Picture
    """The product with the matte as its alpha channel"""
    report: Report
    matte: Picture | None = None
    """The matte alone, where it was wished"""


@dataclass(frozen=True)
class Scene:
    """A product in a scene: ``scene.image.save("scene.png")``, a layer as ``scene.layers["shadow"].save("shadow.png")``."""

    image: Picture
    """The finished picture"""
    report: Report
    """What is known about the cutout"""
    manifest: Manifest
    layers: Mapping[str, Picture] = field(default_factory=dict)
    """The other pictures that were wished: ``product``, ``matte``, ``shadow``, ``scene``"""


@dataclass(frozen=True)
class SetInfo:
    """A studio set."""

    name: str
    description: str
    words: tuple[str, ...]
    """Words of a prompt that lead to it"""


@dataclass(frozen=True)
class Engine:
    """An engine that can make scenes."""

    name: str
    version: str
    description: str
    device: str
    """``cpu`` or ``cuda``"""


@dataclass(frozen=True)
class Account:
    """A person or a shop."""

    id: str
    email: str
    display_name: str
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class Key:
    """An API key as it may be shown."""

    id: str
    name: str
    prefix: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class NewKey:
    """An API key as it is shown once."""

    key: Key
    secret: str = field(repr=False)
    """The whole key. It cannot be shown again."""


def _box(box: image_pb2.Box) -> Box:
    return Box(box.x, box.y, box.width, box.height)


def report_of(report: segmenter_pb2.CutoutReport) -> Report:
    """The contract's report as a plain value."""
    return Report(
        photo_size=(report.photo_size.width, report.photo_size.height),
        product_box=_box(report.product_box),
        crop_box=_box(report.crop_box),
        matte_source=SOURCES.word(report.matte_source),
        confidence=round(report.confidence, 6),
        coverage=round(report.coverage, 6),
        cut_edges=tuple(EDGES.word(edge) for edge in report.cut_edges),
        doubtful=report.doubtful,
        doubts=tuple(report.doubts),
        model=report.model.name,
        provider=report.model.provider,
        times_ms={time.step: round(time.ms, 3) for time in report.times},
    )


def manifest_of(manifest: generator_pb2.Manifest) -> Manifest:
    """The contract's manifest as a plain value."""
    drift = manifest.drift
    return Manifest(
        engine=manifest.engine,
        engine_version=manifest.engine_version,
        set=manifest.set,
        seed=manifest.seed,
        size=(manifest.size.width, manifest.size.height),
        product_box=_box(manifest.product_box),
        drift=Drift(
            drift.max_difference,
            drift.grown_pixels,
            round(drift.edge_fringe, 6),
            drift.passed,
            drift.relit,
            drift.relit_difference,
            round(drift.outgrowth, 6) if drift.HasField("outgrowth") else None,
        ),
        not_understood=tuple(manifest.understanding.not_understood),
        document=manifest.document,
        variant=manifest.variant,
        safe=manifest.safe,
    )


def account_of(account: auth_pb2.Account) -> Account:
    """The contract's account as a plain value."""
    return Account(account.id, account.email, account.display_name, tuple(account.scopes))


def key_of(key: auth_pb2.Key) -> Key:
    """The contract's key as a plain value."""

    def at(name: str) -> datetime | None:
        value: Any = getattr(key, name)
        moment: datetime = value.ToDatetime(tzinfo=UTC)
        return moment if key.HasField(name) else None  # type: ignore[arg-type]

    return Key(
        id=key.id,
        name=key.name,
        prefix=key.prefix,
        scopes=tuple(key.scopes),
        created_at=key.create_time.ToDatetime(tzinfo=UTC),
        expires_at=at("expire_time"),
        last_used_at=at("last_use_time"),
        revoked_at=at("revoke_time"),
    )
