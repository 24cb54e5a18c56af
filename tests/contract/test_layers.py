"""Imports point down: services never meet but through the contract, domain files know no transport, the wheel needs no server."""

from pathlib import Path

import pytest

from tests.contract.tree import ROOT, imports, modules

SERVICES = sorted(path.name for path in (ROOT / "services").iterdir() if path.is_dir() and path.name != "__pycache__")
DOORS = {"service.py", "__main__.py"}
"""The files of every service that may know gRPC and the contract's messages."""
FURTHER_DOORS = {
    "services/studio/clients.py": "the segmenter and the generator, over gRPC, behind the recipes' ports",
    "services/studio/authority.py": "auth, over gRPC, behind the ports of deletion and of the worker",
    "services/studio/jobs/exchange.py": "messages of the contract as jobs and back, for the door and for the worker",
    "services/generator/exchange.py": "messages of the contract as the domain's values and back, apart from service.py for length",
}
TRANSPORT = ("grpc", "fastapi", "starlette", "uvicorn")


def _is_transport(name: str) -> bool:
    return name.split(".")[0] in TRANSPORT or "_pb2" in name


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_never_imports_another(service: str) -> None:
    others = tuple(f"services.{other}" for other in SERVICES if other != service)
    for path in modules(f"services/{service}"):
        met = [name for name in imports(path) if f"{name}.".startswith(tuple(f"{other}." for other in others))]
        assert met == [], path


# The gateway is left out: it has no domain; translating between HTTP and gRPC is all that it does.
@pytest.mark.parametrize("service", [name for name in SERVICES if name != "gateway"])
def test_domain_files_know_no_transport(service: str) -> None:
    for path in modules(f"services/{service}"):
        if path.name in DOORS or path.as_posix() in FURTHER_DOORS:
            continue
        assert [name for name in imports(path) if _is_transport(name)] == [], path


def test_every_further_door_stands_and_is_one() -> None:
    for door in FURTHER_DOORS:
        assert any(_is_transport(name) for name in imports(Path(door))), door


def test_mesh_knows_no_service() -> None:
    for path in modules("mesh"):
        assert [name for name in imports(path) if name.split(".")[0] == "services"] == [], path


def test_packshot_needs_nothing_of_the_servers() -> None:
    paths = modules("packshot")
    assert len(paths) > 10
    for path in paths:
        assert [
            name for name in imports(path) if name.split(".")[0] in {"mesh", "services", "models", "local"}
        ] == [], path


def test_only_settings_read_the_environment() -> None:
    # The client's two variables are its settings; the command line's are typer's business, but for gRPC's own, which it sets.
    allowed = {"packshot/client/studio.py", "packshot/cli/__init__.py"}
    for folder in ("mesh", "services", "packshot"):
        for path in modules(folder):
            if path.as_posix() not in allowed:
                assert not {"os.environ", "os.getenv"} & set(imports(path)), path
                assert "os.environ" not in (ROOT / path).read_text(encoding="utf-8"), path
