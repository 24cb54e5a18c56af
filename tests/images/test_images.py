"""`make images-check`: each target installed from its own group, started from its own files in a root that cannot be written, and
asked whether it serves. The stores beside it are those of the development environment."""

import os
import re
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from local.account import new_key
from local.environment import NO_LIMITS
from local.stack import Stack
from models.settings import ModelSettings
from tests.contract.tree import ROOT
from tests.e2e import pictures
from tests.images.dockerfile import read, targets
from tests.images.house import USER, Container, Image, build, sandboxed

pytestmark = [
    pytest.mark.timeout(1800),
    pytest.mark.skipif(os.geteuid() != 0, reason="A root of its own needs root's rights: run it as root."),
]
STAGES = read()
TARGETS = targets(STAGES)
SERVICES = [name for name in TARGETS if name not in {"triton", "gateway"}]
ASSEMBLE = """
import pathlib, sys
from models.backend import TritonDistribution
TritonDistribution.installed().assemble(pathlib.Path(sys.argv[1]), sys.version_info[:2])
"""
BASE_LIBRARIES = re.compile(
    r"(libc|libm|libdl|libpthread|librt|libutil|libresolv|libgcc_s|libstdc\+\+|libz|ld-linux-x86-64)\.so\.\d+"
)
"""What Debian's slim images have of what wheels ask for."""


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that others than its owner may enter."""
    folder = Path(tempfile.mkdtemp(prefix="packshot-images-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def images(place: Path) -> dict[str, Image]:
    """Every target, built."""
    cache = ModelSettings.from_environment(os.environ).cache
    page = ROOT / "web/dist"
    assert (page / "index.html").is_file(), "The page is not built: run `make page`."
    made = {"/build/dist": page}
    for name in ("u2net.onnx", "l2_supercat_256.safetensors", "l2_supercat_tokenizer_config.json"):
        made[f"/weights/weights/{name}"] = cache / "weights" / name
    built = {
        name: build(name, STAGES, place / name, made, group="models" if name == "triton" else "") for name in TARGETS
    }
    # In place of NVIDIA's container, which cannot be had without an engine: the wheel's Triton, put together beforehand, since its
    # root cannot be written.
    triton = place / "triton"
    subprocess.run(
        [str(triton / "opt/venv/bin/python"), "-c", ASSEMBLE, str(triton / "opt/cache/triton")],
        cwd=triton / "app",
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": ""},
        check=True,
    )
    subprocess.run(["chmod", "-R", "go+rX,a-w", str(triton)], check=True)
    return built


@pytest.fixture(scope="module")
def stack(place: Path) -> Iterator[Stack]:
    """The stores, and a free port for everybody."""
    stores = Stack(place / "stores", NO_LIMITS, anywhere=True)
    try:
        for name in ("documents", "queue"):
            stores.start_part(name)
        yield stores
    finally:
        stores.stop()


def told(stack: Stack) -> dict[str, str]:
    """What a cluster would tell every service, with secrets of its own: nothing of development is on."""
    addresses = {
        name: value
        for name, value in stack.environment.items()
        if re.fullmatch(r"PACKSHOT_\w+_(ADDRESS|PORT)", name) or re.fullmatch(r"PACKSHOT_(DOCUMENTS|QUEUE)_URL", name)
    }
    hosts = {f"PACKSHOT_{name.upper()}_HOST": "127.0.0.1" for name in TARGETS}
    return {
        **addresses,
        **hosts,
        "PACKSHOT_DOCUMENTS_DATABASE": "images",
        "PACKSHOT_OBJECTS_URL": "file:///data/objects",
        "PACKSHOT_AUTH_SIGNING_SECRET": secrets.token_hex(32),
        "PACKSHOT_WORK_SECRET": secrets.token_hex(32),
        "PACKSHOT_STUDIO_ROLE": "api",
    }


def serves(address: str) -> bool:
    """What grpc.health.v1 says."""
    with grpc.insecure_channel(address) as channel:
        try:
            stub: Any = health_pb2_grpc.HealthStub(channel)
            answer = stub.Check(health_pb2.HealthCheckRequest(), timeout=2)
        except grpc.RpcError:
            return False
    return bool(answer.status == health_pb2.HealthCheckResponse.SERVING)


def is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=5).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def containers(images: dict[str, Image], stack: Stack, place: Path) -> Iterator[dict[str, Container]]:
    """Every image, running and healthy; the studio's once more as a worker."""
    data = place / "data"
    data.mkdir()
    os.chown(data, USER, USER)
    common = told(stack)
    worker = {"PACKSHOT_STUDIO_ROLE": "worker", "PACKSHOT_STUDIO_PORT": stack.environment["PACKSHOT_WORKER_PORT"]}
    running: dict[str, Container] = {}

    def start(name: str, further: dict[str, str], *, image: str = "") -> Container:
        container = Container(images[image or name], {**common, **further}, data=data, name=name)
        running[name] = container
        return container

    try:
        # With an empty folder of Triton it is the wheel's that runs; it takes loopback alone.
        triton = start("triton", {"PACKSHOT_TRITON_FOLDER": "", "PYTHONPATH": ""})
        triton.wait(lambda: serves(stack.address("triton")))
        for name in SERVICES:
            start(name, {}).wait(lambda name=name: serves(stack.address(name)))  # type: ignore[misc]
        address = f"127.0.0.1:{stack.environment['PACKSHOT_WORKER_PORT']}"
        start("worker", worker, image="studio").wait(lambda: serves(address))
        start("gateway", {}).wait(lambda: ready(stack.url))
        yield running
    finally:
        for container in reversed(list(running.values())):
            container.stop()


def test_every_image_serves_as_nobody_in_particular(containers: dict[str, Container], stack: Stack) -> None:
    assert set(containers) == {*TARGETS, "worker"}
    for container in containers.values():
        assert container.user() == USER
    for name in SERVICES:
        assert serves(stack.address(name)), name
    assert httpx.get(f"{stack.url}/readyz", timeout=5).json()["status"] == "ready"


def test_pictures_are_made_by_what_the_images_hold(containers: dict[str, Container], stack: Stack) -> None:
    photo = pictures.encode(pictures.vase((60, 120, 70)), ".png")
    headers = {"Authorization": f"Bearer {new_key(stack.url, name='images')}"}
    with httpx.Client(base_url=stack.url, headers=headers, timeout=120) as client:
        cutout = client.post("/v1/cutouts", files={"photo": ("vase.png", photo)}, headers={"Accept": "image/png"})
        assert cutout.status_code == 200, cutout.text
        form = {"recipe": "scene", "prompt": "walnut table, wistful light", "width": "512", "height": "512"}
        job = client.post(
            "/v1/jobs", files={"photo": ("vase.png", photo)}, data=form, headers={"Prefer": "wait=60"}
        ).json()
        assert job["state"] == "succeeded", job
        page = client.get("/", headers={"Accept": "text/html"})
        assert (page.status_code, "<div id=" in page.text) == (200, True)
    assert "without word vectors" not in containers["generator"].log.read_text(encoding="utf-8")


def test_the_studios_image_carries_out_backups(
    containers: dict[str, Container], images: dict[str, Image], stack: Stack, place: Path
) -> None:
    environment = {**told(stack), "PACKSHOT_BACKUP_URL": "file:///data/backup"}
    for command in ("save", "verify"):
        root = Path(tempfile.mkdtemp(prefix="root-", dir=place))
        done = subprocess.run(
            sandboxed(images["studio"], root, environment, ["python", "-m", "backup", command], place / "data"),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, (done.stdout, done.stderr)
    assert "is whole" in done.stdout


# Not Triton's, whose base is another: NVIDIA's container has far more, and the wheel's Triton stands for it here.
@pytest.mark.parametrize("name", sorted({*TARGETS} - {"triton"}))
def test_an_image_asks_for_no_library_that_its_base_lacks(name: str, images: dict[str, Image]) -> None:
    if shutil.which("readelf") is None:
        pytest.skip("readelf (Debian's binutils) is not here")
    folder = images[name].folder / "opt/venv"
    files = [path for path in folder.rglob("*.so*") if path.is_file() and is_elf(path)]
    assert files
    brought = {path.name for path in files}
    asked = subprocess.run(["readelf", "-d", *files], capture_output=True, text=True, check=True).stdout
    needed = set(re.findall(r"\(NEEDED\)\s+Shared library: \[(.+?)\]", asked))
    missing = {library for library in needed - brought if not BASE_LIBRARIES.fullmatch(library)}
    assert missing == set()


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_an_image_holds_nothing_of_other_groups(name: str, images: dict[str, Image]) -> None:
    packages = {path.name.split("-")[0].lower() for path in (images[name].folder / "opt/venv").rglob("*.dist-info")}
    foreign = {
        "auth": {"opencv_python_headless", "fastapi", "nats_py", "tritonclient", "obstore"},
        "segmenter": {"fastapi", "motor", "nats_py", "obstore", "argon2_cffi"},
        "generator": {"fastapi", "motor", "nats_py", "obstore", "argon2_cffi"},
        "studio": {"fastapi", "argon2_cffi", "tritonclient"},
        "gateway": {"opencv_python_headless", "nats_py", "tritonclient", "obstore", "argon2_cffi"},
        "triton": {"fastapi", "motor", "nats_py", "obstore", "argon2_cffi", "pydantic_settings", "grpcio_reflection"},
    }
    assert packages & (foreign[name] | {"pip", "pytest", "secantusdb", "mypy"}) == set()


def test_everybody_ends_when_told_to(containers: dict[str, Container]) -> None:
    for name in reversed(list(containers)):
        container = containers.pop(name)
        assert container.stop() == 0, (name, container.said())
