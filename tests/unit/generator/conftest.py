import pytest

from services.generator.scene import Cutout
from tests.unit.generator import products


@pytest.fixture
def bottle() -> Cutout:
    return products.bottle()


@pytest.fixture
def ribbon() -> Cutout:
    return products.ribbon()
