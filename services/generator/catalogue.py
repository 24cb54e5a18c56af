"""Which engines there are, and which of them can be used now."""

from collections.abc import Sequence

from mesh.errors import InvalidArgument, PackshotError
from mesh.plugins import discover
from services.generator.painter import ModelServer
from services.generator.scene import Engine


def load_engines(server: ModelServer | None = None) -> list[Engine]:
    """The engine of every module of ``engines/``, the lowest rank first; without a model ``server`` those that need none."""
    engines: list[Engine] = []
    for module in discover("services.generator.engines"):
        if hasattr(module, "ENGINE"):
            engines.append(module.ENGINE)
        elif server is not None:
            engines.append(module.connect(server))
    return sorted(engines, key=lambda engine: (engine.rank, engine.name))


class Catalogue:
    """The engines of this service. What can be used is asked each time: a model server comes and goes."""

    def __init__(self, engines: Sequence[Engine], default: str = "") -> None:
        """``default``: the engine of requests that name none; empty: the first that can be used. Raises ``InvalidArgument`` where
        there is none of that name."""
        self._engines = {engine.name: engine for engine in engines}
        if default:
            first = self._named(default)
            self._engines = {first.name: first} | self._engines
        self._default = default

    async def usable(self) -> list[Engine]:
        """Those that can make scenes now, the default first."""
        return [engine for engine in self._engines.values() if await _can(engine)]

    async def choose(self, name: str, set_name: str = "") -> Engine:
        """The engine of that name; of none, the default, or, where a set is named, the first that builds it.

        Raises ``InvalidArgument`` naming those there are, and what the engine says when it cannot be used now.
        """
        if name or (self._default and not set_name):
            engine = self._named(name or self._default)
            await engine.check()
            return engine
        usable = await self.usable()
        building = [engine for engine in usable if set_name in {info.name for info in engine.sets()}]
        # A set that nobody builds is refused by its own name, with those that there are.
        with_sets = [engine for engine in usable if engine.sets()]
        return (building or (with_sets if set_name else []) or usable)[0]

    def all(self) -> list[Engine]:
        """Every engine, the default first."""
        return list(self._engines.values())

    def _named(self, name: str) -> Engine:
        if name not in self._engines:
            known = ", ".join(self._engines)
            raise InvalidArgument(
                f"There is no engine '{name[:60]}' here. The engines are: {known}.", field="engine", known=known
            )
        return self._engines[name]


async def _can(engine: Engine) -> bool:
    try:
        await engine.check()
    except PackshotError:
        return False
    return True
