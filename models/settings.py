"""Settings of the model server and of the weights' cache: the one place under ``models/`` that reads the environment.

Kept free of third-party packages: it is imported by the launcher, by every model process, and by the container image
of a cluster.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

LOOPBACK = "127.0.0.1"
ProviderChoice = Literal["auto", "openvino", "cuda", "cpu"]


class InvalidSetting(ValueError):
    """A variable holds a value that cannot be meant. The message names the variable and what it may hold."""


@dataclass(frozen=True)
class ModelSettings:
    """Everything an operator can turn on the model server."""

    cache: Path
    """``PACKSHOT_CACHE``: folder of the weights. Default: ``packshot`` in the user's cache folder."""
    provider: ProviderChoice
    """``PACKSHOT_MODEL_PROVIDER``: which execution provider runs the networks. Default: ``auto``."""
    require_gpu: bool
    """``PACKSHOT_REQUIRE_GPU``: refuse to start rather than to run on the CPU. Default: off."""
    triton_grpc_port: int
    """``PACKSHOT_TRITON_GRPC_PORT``: loopback port of Triton's gRPC door. Default: 8701."""
    triton_http_port: int
    """``PACKSHOT_TRITON_HTTP_PORT``: loopback port of Triton's HTTP door; 0 closes it. Default: 0."""
    triton_metrics_port: int
    """``PACKSHOT_TRITON_METRICS_PORT``: loopback port of Triton's Prometheus metrics; 0 closes it. Default: 8703."""
    triton_host: str
    """``PACKSHOT_TRITON_HOST``: address that Triton listens on. Default: 127.0.0.1, and nothing else is taken while the Triton
    is the wheel's, which predates several fixed vulnerabilities.
    """
    triton_folder: Path | None
    """``PACKSHOT_TRITON_FOLDER``: a whole Triton to run in place of the wheel's, ``/opt/tritonserver`` in NVIDIA's container.
    Default: none.
    """
    triton_exit_timeout_s: int
    """``PACKSHOT_TRITON_EXIT_TIMEOUT_S``: seconds that running inferences get after SIGTERM. Default: 5."""
    model_repositories: tuple[Path, ...]
    """``PACKSHOT_MODEL_REPOSITORIES``: more model folders, separated by ``:``, served beside the built-in one.
    Default: none.
    """

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "ModelSettings":
        """Read every setting; raises ``InvalidSetting`` for the first one that is wrong."""
        folder = environment.get("PACKSHOT_TRITON_FOLDER", "")
        return cls(
            cache=_cache(environment),
            provider=_provider(environment.get("PACKSHOT_MODEL_PROVIDER", "auto")),
            require_gpu=flag(environment, "PACKSHOT_REQUIRE_GPU"),
            triton_grpc_port=whole(environment, "PACKSHOT_TRITON_GRPC_PORT", 8701, low=1, high=65535),
            triton_http_port=whole(environment, "PACKSHOT_TRITON_HTTP_PORT", 0, low=0, high=65535),
            triton_metrics_port=whole(environment, "PACKSHOT_TRITON_METRICS_PORT", 8703, low=0, high=65535),
            triton_host=_host(environment.get("PACKSHOT_TRITON_HOST", ""), container=bool(folder)),
            triton_folder=Path(folder) if folder else None,
            triton_exit_timeout_s=whole(environment, "PACKSHOT_TRITON_EXIT_TIMEOUT_S", 5, low=0, high=3600),
            model_repositories=tuple(
                Path(folder).expanduser().resolve()
                for folder in environment.get("PACKSHOT_MODEL_REPOSITORIES", "").split(":")
                if folder
            ),
        )


def _cache(environment: Mapping[str, str]) -> Path:
    if chosen := environment.get("PACKSHOT_CACHE"):
        return Path(chosen).expanduser().resolve()
    base = environment.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser().resolve() / "packshot"


def _host(text: str, *, container: bool) -> str:
    host = text.strip() or LOOPBACK
    if host != LOOPBACK and not container:
        raise InvalidSetting(
            f"PACKSHOT_TRITON_HOST is {text!r}, but the Triton of the wheel predates several fixed vulnerabilities and listens on "
            f"{LOOPBACK} alone; unset it, or set PACKSHOT_TRITON_FOLDER to a current Triton"
        )
    return host


def _provider(text: str) -> ProviderChoice:
    for choice in get_args(ProviderChoice):
        if text.strip().lower() == choice:
            return choice  # type: ignore[no-any-return]
    allowed = ", ".join(get_args(ProviderChoice))
    raise InvalidSetting(f"PACKSHOT_MODEL_PROVIDER is {text!r}; it may be one of: {allowed}")


def flag(environment: Mapping[str, str], name: str) -> bool:
    """Whether the variable ``name`` is on; off when it is not set. Raises ``InvalidSetting``."""
    text = environment.get(name, "").strip().lower()
    if text in {"", "0", "false", "no", "off"}:
        return False
    if text in {"1", "true", "yes", "on"}:
        return True
    raise InvalidSetting(f"{name} is {text!r}; it may be 1 or 0")


def whole(environment: Mapping[str, str], name: str, default: int, *, low: int, high: int) -> int:
    """The whole number in the variable ``name``, ``low`` to ``high``. Raises ``InvalidSetting``."""
    text = environment.get(name, "").strip()
    try:
        number = int(text) if text else default
    except ValueError:
        raise InvalidSetting(f"{name} is {text!r}; it must be a whole number") from None
    if not low <= number <= high:
        raise InvalidSetting(f"{name} is {number}; it must lie between {low} and {high}")
    return number
