import pytest

from services.generator.engines.sets import ENGINE
from services.generator.scene import Engine
from tests.unit.generator.engine_contract import EngineContract


class TestSetsEngine(EngineContract):
    @pytest.fixture
    def engine(self) -> Engine:
        return ENGINE
