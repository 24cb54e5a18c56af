import pytest

from mesh.errors import InvalidArgument, PackshotError, ServiceUnavailable
from services.generator.catalogue import Catalogue, load_engines
from services.generator.errors import StyleUnsupported
from services.generator.painter import ModelServer, PainterFacts
from services.generator.scene import Engine
from tests.unit.generator.painters import GradientPainter, InkFinder

ABSENT = InvalidArgument("No such engine here. Use another.", field="engine")
AWAY = ServiceUnavailable("Away. Try again.")


class ComingPainter(GradientPainter):
    """There, or not, as it is told."""

    fault: PackshotError | None = None

    async def check(self) -> PainterFacts | None:
        if self.fault is not None:
            raise self.fault
        return await super().check()


@pytest.fixture
def painter() -> ComingPainter:
    return ComingPainter()


@pytest.fixture
def engines(painter: ComingPainter) -> list[Engine]:
    return load_engines(ModelServer(painter, InkFinder()))


def names(engines: list[Engine]) -> list[str]:
    return [engine.name for engine in engines]


def test_without_a_model_server_there_are_those_that_need_none() -> None:
    assert names(load_engines()) == ["sets"]


async def test_the_diffusion_model_comes_first_where_it_is(engines: list[Engine]) -> None:
    catalogue = Catalogue(engines)
    assert names(await catalogue.usable()) == ["diffusion", "sets"]
    assert (await catalogue.choose("")).name == "diffusion"
    assert (await catalogue.choose("sets")).name == "sets"


@pytest.mark.parametrize("fault", [ABSENT, AWAY])
async def test_sets_stand_in_while_it_is_not(
    engines: list[Engine], painter: ComingPainter, fault: PackshotError
) -> None:
    catalogue = Catalogue(engines)
    painter.fault = fault
    assert names(await catalogue.usable()) == ["sets"]
    assert (await catalogue.choose("")).name == "sets"
    with pytest.raises(type(fault)):
        await catalogue.choose("diffusion")
    painter.fault = None
    assert (await catalogue.choose("")).name == "diffusion"


async def test_a_set_that_is_named_finds_its_engine(engines: list[Engine]) -> None:
    catalogue = Catalogue(engines)
    assert (await catalogue.choose("", "podium")).name == "sets"
    assert (await catalogue.choose("", "nowhere")).name == "sets", "which tells those that there are"
    assert (await catalogue.choose("diffusion", "podium")).name == "diffusion", "which has none"


async def test_the_operators_default_comes_first_and_is_not_replaced(
    engines: list[Engine], painter: ComingPainter
) -> None:
    assert names(await Catalogue(engines, "sets").usable()) == ["sets", "diffusion"]
    catalogue = Catalogue(engines, "diffusion")
    painter.fault = AWAY
    with pytest.raises(ServiceUnavailable):
        await catalogue.choose("")
    with pytest.raises(InvalidArgument, match="magic"):
        Catalogue(engines, "magic")


async def test_an_engine_that_is_not_known_is_refused(engines: list[Engine]) -> None:
    with pytest.raises(InvalidArgument, match="diffusion, sets"):
        await Catalogue(engines).choose("magic")


async def test_a_style_is_for_those_that_paint(engines: list[Engine], painter: ComingPainter) -> None:
    catalogue = Catalogue(engines, default="sets")
    assert (await catalogue.choose("", styled=True)).name == "diffusion"
    assert (await catalogue.choose("diffusion", styled=True)).name == "diffusion"
    for name, set_name in (("sets", ""), ("", "podium")):
        with pytest.raises(StyleUnsupported) as caught:
            await catalogue.choose(name, set_name, styled=True)
        assert caught.value.facts["engine"] == "sets"
    painter.fault = AWAY
    with pytest.raises(StyleUnsupported):
        await catalogue.choose("", styled=True)
    with pytest.raises(ServiceUnavailable):
        await catalogue.choose("diffusion", styled=True)
