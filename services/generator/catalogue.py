"""Which engines there are: every module of ``engines/`` that has an ``ENGINE``."""

from collections.abc import Mapping

from mesh.errors import InvalidArgument
from mesh.plugins import discover
from services.generator.scene import Engine


def load_engines() -> dict[str, Engine]:
    """All engines by name, the lowest rank first."""
    engines: list[Engine] = [module.ENGINE for module in discover("services.generator.engines")]
    return {engine.name: engine for engine in sorted(engines, key=lambda engine: (engine.rank, engine.name))}


def choose_engine(engines: Mapping[str, Engine], name: str) -> Engine:
    """The engine of that name; empty: the first. Raises ``InvalidArgument`` naming those there are."""
    if not name:
        return next(iter(engines.values()))
    if name not in engines:
        known = ", ".join(engines)
        raise InvalidArgument(
            f"There is no engine '{name[:60]}' here. The engines are: {known}.", field="engine", known=known
        )
    return engines[name]
