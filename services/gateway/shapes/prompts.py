"""How a prompt is read, as JSON."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, Field

from packshot.generator.v1 import generator_pb2
from services.gateway.shapes.accounts import Wanted
from services.gateway.shapes.pictures import Understanding


class PromptWish(Wanted):
    """A prompt to be read."""

    prompt: str = Field(
        description="The scene in words, English or Russian, 1 to 2000 characters.",
        examples=["a mug on pale oak, golden hour, no plants"],
    )
    negative_prompt: str = Field("", description="What the scene must not have, in words.", examples=["clutter"])
    set: str = Field("", description="Studio set, by its name. Empty: picked from the words.", examples=["tabletop"])


class WordKind(StrEnum):
    """What a word is about."""

    SET = "set"
    COLOUR = "colour"
    MATERIAL = "material"
    PATTERN = "pattern"
    LIGHT = "light"
    MOOD = "mood"
    UNKNOWN = "unknown"


class Meaning(BaseModel):
    """One thing that a word was taken for."""

    kind: WordKind
    meaning: str = Field(description="A set's name, `#rrggbb`, a material, a kind of light, a mood; empty: unknown.")


class Word(BaseModel):
    """A word of the prompt, or two that are one, that says something."""

    text: str = Field(description="In lower case, as the tables know it.", examples=["golden hour"])
    start: int = Field(
        description="First character, in Unicode characters of the prompt's composed form (NFC), from 0."
    )
    end: int = Field(description="The character after its last one.")
    meanings: list[Meaning]
    refused: bool = Field(description='Whether the prompt itself refuses it: "no plants".')
    guess: str = Field(description="The known word it was taken for where no table has it; empty otherwise.")

    @classmethod
    def of(cls, word: generator_pb2.PromptWord) -> Self:
        return cls(
            text=word.text,
            start=word.start,
            end=word.end,
            meanings=[
                Meaning(
                    kind=WordKind(generator_pb2.WordKind.Name(kind).removeprefix("WORD_KIND_").lower()), meaning=meaning
                )
                for kind, meaning in zip(word.kinds, word.meanings, strict=True)
            ],
            refused=word.refused,
            guess=word.guess,
        )


class PromptReading(BaseModel):
    """How the `sets` engine would read a prompt."""

    understanding: Understanding
    words: list[Word] = Field(description="In their order; those that wish for nothing are left out.")

    @classmethod
    def of(cls, answer: generator_pb2.ReadPromptResponse) -> Self:
        return cls(understanding=Understanding.of(answer.understanding), words=[Word.of(word) for word in answer.words])
