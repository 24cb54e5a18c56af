"""The OpenAPI document as a file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from services.gateway import openapi
from tests.unit.gateway.conftest import House

ROOT = Path(__file__).parents[3]


async def test_it_is_what_the_gateway_answers(house: House) -> None:
    assert json.loads(openapi.text()) == (await house.client.get("/openapi.json")).json()


def test_it_is_the_same_each_time() -> None:
    written = {
        subprocess.run(
            [sys.executable, "-m", "services.gateway.openapi"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert written == {openapi.text().encode()}


def test_a_file_that_has_drifted_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "web" / "openapi.json"
    assert openapi.main(["--check", str(path)]) == 1
    assert "make openapi" in capsys.readouterr().err
    assert openapi.main([str(path)]) == 0
    assert openapi.main(["--check", str(path)]) == 0
    path.write_text(path.read_text(encoding="utf-8").replace("/v1/sets", "/v1/set"), encoding="utf-8")
    assert openapi.main(["--check", str(path)]) == 1
    assert openapi.main(["--nonsense"]) == 2


def test_each_operation_has_a_name_of_its_own() -> None:
    document = json.loads(openapi.text())
    names = [one["operationId"] for path in document["paths"].values() for one in path.values()]
    assert len(names) == len(set(names))
    assert not [path for path in document["paths"] if path.startswith(("/assets", "/studio", "/gallery"))]
