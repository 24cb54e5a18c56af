"""Which engines there are, and which of them can be used now."""

from collections.abc import Sequence

from mesh.errors import InvalidArgument, PackshotError
from mesh.plugins import discover
from services.generator.errors import StyleUnsupported
from services.generator.painter import ModelServer
from services.generator.scene import Engine
from services.generator.style import FIELD as STYLE_FIELD


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

    async def choose(self, name: str, set_name: str = "", *, styled: bool = False) -> Engine:
        """The engine of that name; of none, the default, or, where a set is named, the first that builds it, or, where a scene
        is wanted in a picture's style, the first that takes one.

        Raises ``InvalidArgument`` naming those there are, ``StyleUnsupported``, and what the engine says when it cannot be used.
        """
        if not styled:
            return await self._choose(name, set_name)
        able = [] if name or set_name else [engine for engine in await self.usable() if engine.takes_style]
        engine = able[0] if able else await self._choose(name, set_name)
        if not engine.takes_style:
            raise StyleUnsupported(
                f"The engine '{engine.name}' takes no style from a picture. Leave the picture of the style out, or use an engine "
                "that paints, such as 'diffusion' where it is served.",
                engine=engine.name,
                field=STYLE_FIELD,
            )
        return engine

    async def _choose(self, name: str, set_name: str) -> Engine:
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
