"""The variables that the processes on one machine are started with: ``development.env``, ports, and what the caller overrides."""

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from honcho import environ

ROOT = Path(__file__).resolve().parent.parent
# Which addresses follow from which port, so that moving a port moves everybody who calls it.
ADDRESS_OF_PORT = {
    "PACKSHOT_TRITON_GRPC_PORT": ("PACKSHOT_TRITON_ADDRESS", "127.0.0.1:{port}"),
    "PACKSHOT_DOCUMENTS_PORT": ("PACKSHOT_DOCUMENTS_URL", "mongodb://127.0.0.1:{port}"),
    "PACKSHOT_QUEUE_PORT": ("PACKSHOT_QUEUE_URL", "nats://127.0.0.1:{port}"),
    "PACKSHOT_AUTH_PORT": ("PACKSHOT_AUTH_ADDRESS", "127.0.0.1:{port}"),
    "PACKSHOT_SEGMENTER_PORT": ("PACKSHOT_SEGMENTER_ADDRESS", "127.0.0.1:{port}"),
    "PACKSHOT_GENERATOR_PORT": ("PACKSHOT_GENERATOR_ADDRESS", "127.0.0.1:{port}"),
    "PACKSHOT_STUDIO_PORT": ("PACKSHOT_STUDIO_ADDRESS", "127.0.0.1:{port}"),
    "PACKSHOT_GATEWAY_PORT": ("PACKSHOT_AUTH_PAGE_URL", "http://127.0.0.1:{port}"),
}

# For tests and benchmarks, which ask for more than any user may.
NO_LIMITS = {
    "PACKSHOT_GATEWAY_PICTURES_RATE": "1000000/minute",
    "PACKSHOT_GATEWAY_ACCOUNT_RATE": "1000000/minute",
    "PACKSHOT_GATEWAY_ADDRESS_RATE": "1000000/minute",
    "PACKSHOT_AUTH_SIGN_UP_RATE_PER_ADDRESS": "1000000/minute",
    "PACKSHOT_AUTH_LOGIN_RATE_PER_ADDRESS": "1000000/minute",
    "PACKSHOT_AUTH_RESET_RATE_PER_ADDRESS": "1000000/minute",
}


def ports(environment: Mapping[str, str]) -> dict[str, int]:
    """Every port that the environment names; 0 means that a part does not listen there."""
    return {
        name: int(value)
        for name, value in environment.items()
        if name.startswith("PACKSHOT_") and name.endswith("_PORT") and int(value)
    }


def free_ports(count: int) -> list[int]:
    """Ports on loopback that nobody listens on right now, all different."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def taken(port: int) -> bool:
    """Whether somebody listens on this port of loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def compose(overrides: Mapping[str, str], *, anywhere: bool = False) -> dict[str, str]:
    """The whole environment: the caller's own, ``development.env`` beneath it, ``overrides`` above it.

    ``anywhere`` puts every part on a free port, for tests and benchmarks beside a running stack.
    """
    defaults = environ.parse((ROOT / "development.env").read_text(encoding="utf-8"))
    environment = {**defaults, **os.environ, **overrides}
    ours = [name for name in defaults if name.endswith("_PORT") and name not in overrides]
    if anywhere:
        environment.update(zip(ours, map(str, free_ports(len(ours))), strict=True))
    for name, (address, form) in ADDRESS_OF_PORT.items():
        if anywhere or (environment[name] != defaults[name] and environment[address] == defaults[address]):
            environment[address] = form.format(port=environment[name])
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    environment["PYTHONUNBUFFERED"] = "1"
    # Bytes are kept beside the documents unless somebody says where; a URL of a folder must be absolute.
    environment.setdefault(
        "PACKSHOT_OBJECTS_URL", (ROOT / environment["PACKSHOT_DATA"] / "objects").absolute().as_uri()
    )
    for name in ("PACKSHOT_DATA", "PACKSHOT_MODELS_PYTHON"):
        # absolute() and not resolve(): an interpreter of a virtual environment is a link, and following it would leave it.
        environment[name] = str((ROOT / environment[name]).absolute())
    return environment
