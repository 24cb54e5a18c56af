"""The Dockerfile as data: what each target copies, installs and starts. Knows those instructions alone that this one uses."""

import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

from tests.contract.tree import ROOT

DOCKERFILE = ROOT / "Dockerfile"
KNOWN = {"ARG", "FROM", "ENV", "LABEL", "WORKDIR", "COPY", "RUN", "USER", "STOPSIGNAL", "HEALTHCHECK", "EXPOSE"}
KNOWN |= {"ENTRYPOINT"}
_VARIABLE = re.compile(r"\$\{?(\w+)\}?")


class UnknownInstruction(Exception):
    """The Dockerfile says something that this reader does not understand."""


@dataclass(frozen=True)
class Copy:
    """One COPY."""

    sources: tuple[str, ...]
    destination: str
    """Absolute where the image's is; a relative one counts from its WORKDIR and is made absolute."""
    stage: str
    """The stage that it copies from; empty: the build's context."""


@dataclass
class Stage:
    """One stage, with what it has from the stage that it begins with."""

    name: str
    base: str
    """A stage's name, or an image's reference as it is written."""
    copies: list[Copy] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    arguments: dict[str, str] = field(default_factory=dict)
    ports: list[int] = field(default_factory=list)
    entrypoint: list[str] = field(default_factory=list)
    folder: str = "/"
    user: str = ""
    stop_signal: str = ""
    health_check: str = ""


def read(text: str | None = None) -> dict[str, Stage]:
    """All stages by name, in order. Raises ``UnknownInstruction``."""
    stages: dict[str, Stage] = {}
    current: Stage | None = None
    for instruction, rest in _instructions(DOCKERFILE.read_text(encoding="utf-8") if text is None else text):
        if instruction == "FROM":
            base, name = re.fullmatch(r"(\S+) AS (\S+)", rest).groups()  # type: ignore[union-attr]
            current = stages[name] = _begun(name, base, stages.get(base))
        elif current is not None:
            _apply(current, instruction, rest)
    return stages


def targets(stages: dict[str, Stage]) -> dict[str, Stage]:
    """Those that start something: the images."""
    return {name: stage for name, stage in stages.items() if stage.entrypoint}


def installed(stages: dict[str, Stage], target: Stage) -> tuple[str, str]:
    """Group and constraints file of the packages that an image has, out of the stage that it copies them from."""
    (origin,) = {copy.stage for copy in target.copies if copy.stage.endswith("-packages")}
    (command,) = [run for run in stages[origin].runs if "--group" in run]
    words = shlex.split(command)
    group, constraints = words[words.index("--group") + 1], words[words.index("-c") + 1]
    # A single file may have another name there.
    folder = Path(stages[origin].folder)
    named = [copy for copy in stages[origin].copies if Path(copy.destination) in {folder, folder / constraints}]
    (constraints,) = [source for copy in named for source in copy.sources if Path(source).name == constraints]
    if variable := _VARIABLE.fullmatch(group):
        group = stages[origin].arguments[variable[1]]
    return group, constraints


def _instructions(text: str) -> list[tuple[str, str]]:
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    found: list[tuple[str, str]] = []
    for logical in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        instruction, _, rest = logical.strip().partition(" ")
        if instruction not in KNOWN:
            raise UnknownInstruction(f"{logical!r}: teach tests/images/dockerfile.py what it means")
        found.append((instruction, rest.strip()))
    return found


def _begun(name: str, base: str, parent: Stage | None) -> Stage:
    if parent is None:
        return Stage(name, base)
    return Stage(
        name,
        base,
        copies=list(parent.copies),
        environment=dict(parent.environment),
        labels=dict(parent.labels),
        folder=parent.folder,
        user=parent.user,
        stop_signal=parent.stop_signal,
        health_check=parent.health_check,
    )


def _apply(stage: Stage, instruction: str, rest: str) -> None:
    match instruction:
        case "ARG":
            name, _, value = rest.partition("=")
            stage.arguments[name] = value
        case "ENV" | "LABEL":
            pairs = dict(word.split("=", 1) for word in shlex.split(rest))
            (stage.environment if instruction == "ENV" else stage.labels).update(pairs)
        case "WORKDIR":
            stage.folder = rest
        case "COPY":
            stage.copies.append(_copy(stage, shlex.split(rest)))
        case "RUN":
            stage.runs.append(rest)
        case "USER":
            stage.user = rest
        case "STOPSIGNAL":
            stage.stop_signal = rest
        case "HEALTHCHECK":
            stage.health_check = rest
        case "EXPOSE":
            stage.ports += [int(port) for port in rest.split()]
        case "ENTRYPOINT":
            stage.entrypoint = json.loads(rest)


def _copy(stage: Stage, words: list[str]) -> Copy:
    options = [word for word in words if word.startswith("--")]
    *sources, destination = [word for word in words if not word.startswith("--")]
    origin = next((word.removeprefix("--from=") for word in options if word.startswith("--from=")), "")
    inside = Path(stage.folder, destination)
    # A folder's name at the end of a path that ends with a slash, or is `.`, is the source's own.
    whole = inside / Path(sources[0]).name if destination.endswith("/") or destination == "." else inside
    whole = whole if len(sources) == 1 and (ROOT / sources[0]).is_file() else inside
    return Copy(tuple(sources), whole.as_posix(), origin)
