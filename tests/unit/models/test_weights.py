import re
from pathlib import Path

import pytest

from models.weights import U2NET, WEIGHTS, WeightsCorrupt, WeightsMissing, sha256_of, verified
from tests.unit.models.wheels import CONTENT, small


def put(cache: Path, content: bytes) -> Path:
    path = small().path(cache)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def test_a_good_file_is_found(tmp_path: Path) -> None:
    path = put(tmp_path, CONTENT)
    assert verified(small(), tmp_path) == path
    assert sha256_of(path) == small().sha256


def test_a_missing_file_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match="python -m models fetch"):
        verified(small(), tmp_path)


@pytest.mark.parametrize("content", [CONTENT[:-1], CONTENT[:-1] + b"x", b""])
def test_a_changed_file_is_never_used(tmp_path: Path, content: bytes) -> None:
    put(tmp_path, content)
    with pytest.raises(WeightsCorrupt, match="instead of"):
        verified(small(), tmp_path)


def test_the_default_network_is_the_published_one() -> None:
    assert U2NET.sha256 == "8d10d2f3bb75ae3b6d527c77944fc5e7dcd94b29809d47a739a7a728a912b491"
    assert U2NET.weights_licence == "Apache-2.0"


@pytest.mark.parametrize("weights", WEIGHTS, ids=lambda weights: weights.name)
def test_every_spec_is_whole(weights: object) -> None:
    assert all(value for value in vars(weights).values())
    assert re.fullmatch("[0-9a-f]{64}", vars(weights)["sha256"])
    assert re.fullmatch("[0-9a-f]{64}", vars(weights)["wheel_sha256"])
