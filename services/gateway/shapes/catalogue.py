"""Engines, sets and the state of the house as JSON."""

from typing import Self

from pydantic import BaseModel, Field

from packshot.generator.v1 import generator_pb2
from services.gateway.shapes.pictures import Model


class Engine(BaseModel):
    """An engine that can make scenes."""

    name: str = Field(examples=["sets"])
    version: str
    description: str
    device: str = Field(description="What it runs on: `cpu`, `cuda`.", examples=["cpu"])

    @classmethod
    def of(cls, engine: generator_pb2.Engine) -> Self:
        return cls(name=engine.name, version=engine.version, description=engine.description, device=engine.device)


class Engines(BaseModel):
    """The engines, the default first."""

    engines: list[Engine]


class SetInfo(BaseModel):
    """A studio set."""

    name: str
    description: str
    words: list[str] = Field(description="Words of a prompt that lead to it.")

    @classmethod
    def of(cls, info: generator_pb2.SetInfo) -> Self:
        return cls(name=info.name, description=info.description, words=list(info.words))


class Sets(BaseModel):
    """The studio sets, by name."""

    sets: list[SetInfo]


class Alive(BaseModel):
    """The process answers."""

    status: str = Field(examples=["alive"])


class ServiceState(BaseModel):
    """How one part is."""

    state: str = Field(description="`serving`, `not_serving` or `unreachable`.", examples=["serving"])
    needed: bool = Field(description="Whether nothing is ready without it.")


class Readiness(BaseModel):
    """How all parts are."""

    status: str = Field(description="`ready`, `not_ready` or `draining`.", examples=["ready"])
    services: dict[str, ServiceState]
    models: list[Model] = Field(description="The networks that are loaded, and what they really run on.")
    engines: list[Engine] = Field(description="The engines that can make scenes.")
