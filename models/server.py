"""``python -m models.server``: Triton, serving the model repository.

Checks what can be checked before (settings, weights, stub), then becomes Triton: signals reach it directly and no
parent is left to forward them. The Triton of the wheel predates several fixed vulnerabilities and listens on loopback only;
the image has NVIDIA's current one (``PACKSHOT_TRITON_FOLDER``), with the same repository.
"""

import contextlib
import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path

from models.backend import TritonDistribution, TritonMissing
from models.diffusion.settings import DiffusionSettings
from models.settings import InvalidSetting, ModelSettings
from models.weights import NETWORKS, WeightsCorrupt, WeightsMissing, verified

EXIT_CONFIG = 78
"""``EX_CONFIG`` of sysexits.h: starting again will not help before somebody has changed something."""

REGION_PREFIX = "packshot_"
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - where Triton itself puts its regions
ROOT = Path(__file__).resolve().parent.parent
REPOSITORY = ROOT / "models" / "repository"
DIFFUSION_REPOSITORY = ROOT / "models" / "diffusion" / "repository"
"""Served where ``PACKSHOT_DIFFUSION_MODEL`` is set; its environment is larger than that of the others."""
MAX_PINGS_GAP_MS = 10_000
"""Shortest gap between keepalive pings that Triton puts up with; its own 5 minutes make it hang up on careful
clients.
"""


class PortTaken(OSError):
    """A port that Triton should listen on cannot be had."""


class DiffusionMissing(RuntimeError):
    """This environment cannot run diffusion. The message says what is missing."""


def command(
    settings: ModelSettings, distribution: TritonDistribution, backends: Path, *, pid: int, diffusion: bool = False
) -> list[str]:
    """Triton's command line."""
    options: dict[str, object] = {
        "backend-directory": backends,
        # Two servers on one machine must not meet in shared memory.
        "backend-config": f"python,shm-region-prefix-name={REGION_PREFIX}{pid}_",
        "exit-timeout-secs": settings.triton_exit_timeout_s,
        "allow-grpc": "true",
        "grpc-address": settings.triton_host,
        "grpc-port": settings.triton_grpc_port,
        "grpc-http2-min-recv-ping-interval-without-data": MAX_PINGS_GAP_MS,
        "allow-http": "true" if settings.triton_http_port else "false",
        "allow-metrics": "true" if settings.triton_metrics_port else "false",
        "allow-gpu-metrics": "false",
        "allow-cpu-metrics": "false",
        "log-format": "ISO8601",
    }
    if settings.triton_http_port:
        options |= {"http-address": settings.triton_host, "http-port": settings.triton_http_port}
    if settings.triton_metrics_port:
        options |= {"metrics-address": settings.triton_host, "metrics-port": settings.triton_metrics_port}
    folders = [REPOSITORY, *([DIFFUSION_REPOSITORY] if diffusion else []), *settings.model_repositories]
    repositories = [f"--model-repository={folder}" for folder in folders]
    flags = ["--disable-auto-complete-config"]  # configurations are whole; completing them would start each model twice
    return [str(distribution.server), *repositories, *flags, *(f"--{name}={value}" for name, value in options.items())]


def main() -> int:
    """Become Triton; returns only when that is impossible, with the exit status."""
    try:
        settings = ModelSettings.from_environment(os.environ)
        diffusion = DiffusionSettings.from_environment(os.environ)
        check_ports(settings)
        sweep(SHARED_MEMORY)
        for weights in NETWORKS:
            verified(weights, settings.cache)
        folder = settings.triton_folder
        distribution = TritonDistribution.at(folder) if folder else TritonDistribution.installed()
        backends = distribution.assemble(settings.cache / "triton", sys.version_info[:2])
        if diffusion.model:
            check_environment()
    except (InvalidSetting, WeightsMissing, WeightsCorrupt, TritonMissing, PortTaken, DiffusionMissing) as fault:
        print(f"packshot models: {fault}", file=sys.stderr)
        return EXIT_CONFIG
    arguments = command(settings, distribution, backends, pid=os.getpid(), diffusion=bool(diffusion.model))
    os.chdir(ROOT)  # the stub's interpreter looks for packages in its working folder, whatever PYTHONPATH says
    return os.execve(distribution.server, arguments, distribution.environment(os.environ, imports=ROOT))


def check_environment() -> None:
    """Raises ``DiffusionMissing`` now, rather than letting Triton stop over a model that cannot import torch."""
    if missing := [name for name in ("torch", "diffusers", "transformers") if find_spec(name) is None]:
        raise DiffusionMissing(
            f"PACKSHOT_DIFFUSION_MODEL is set, but {sys.executable} has no {missing[0]}; run the models with an environment "
            "that has the dependency groups models and models-diffusion: `make diffusion`, then "
            "PACKSHOT_MODELS_PYTHON=.venv-diffusion/bin/python"
        )


def check_ports(settings: ModelSettings) -> None:
    """Raises ``PortTaken`` now, rather than letting Triton find out after it has loaded every model."""
    for name in ("triton_grpc_port", "triton_http_port", "triton_metrics_port"):
        port = getattr(settings, name)
        if not port:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings.triton_host, port))
            except OSError as fault:
                raise PortTaken(
                    f"port {port} on {settings.triton_host} cannot be used ({fault.strerror}); "
                    f"stop what uses it, or set PACKSHOT_{name.upper()}"
                ) from fault


def sweep(folder: Path) -> None:
    """Remove the shared memory of servers that were killed; each leaves a megabyte or more that nobody else frees."""
    for region in folder.glob(f"{REGION_PREFIX}*_*"):
        pid = region.name.removeprefix(REGION_PREFIX).partition("_")[0]
        if pid.isdecimal() and not Path("/proc", pid).exists():
            with contextlib.suppress(OSError):
                region.unlink()


if __name__ == "__main__":
    sys.exit(main())
