"""Which execution provider runs an ONNX network on this machine, and the network compiled on it.

The only place that chooses. Knows nothing of pictures or of Triton: it takes and gives float32 tensors, and says
what is really in use, read back from the compiled network and not from what was asked for.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from models.settings import ModelSettings

Tensor = NDArray[np.float32]

BF16_CPU_FLAGS = frozenset({"avx512_bf16", "amx_bf16"})
"""CPU features that multiply bfloat16 in hardware. Without one OpenVINO only emulates it, slower than float32."""


class ProviderUnavailable(RuntimeError):
    """The provider that the settings ask for does not work here. The message says which, why, and what to set."""


@dataclass(frozen=True)
class Engine:
    """What really runs a network."""

    provider: str
    """``openvino``, ``cuda`` or ``cpu`` (plain ONNX Runtime)."""
    precision: str
    """Type that the network computes in: ``bf16``, ``f16`` or ``f32``."""
    device: str
    """The processor's own name."""
    library: str
    """Name and version of the library that runs it."""

    def facts(self) -> dict[str, str]:
        """The same, as plain words."""
        return asdict(self)


class Network(Protocol):
    """A compiled network of one input and one output, both with a batch dimension of 1."""

    engine: Engine

    def run(self, tensors: Sequence[Tensor]) -> list[Tensor]:
        """The output for each of ``tensors``, in their order. Not for several threads at once."""


def load(path: Path, output: str, settings: ModelSettings, *, at_once: int) -> Network:
    """Compile the ONNX file at ``path`` for this machine and return its output ``output``.

    ``auto`` takes a GPU where one answers, else OpenVINO where it is installed, else plain ONNX Runtime. ``at_once``
    is the most tensors that ``run`` will get in one call. Raises ``ProviderUnavailable`` when the wanted provider
    does not work, or when ``require_gpu`` is set and no GPU does: a GPU that is silently not used is the commonest
    complaint about such servers.
    """
    wanted = settings.provider
    if settings.require_gpu and wanted in {"openvino", "cpu"}:
        raise ProviderUnavailable(
            f"PACKSHOT_REQUIRE_GPU is set, but PACKSHOT_MODEL_PROVIDER={wanted} runs on the CPU; set one of the two differently"
        )
    if wanted == "cuda" or settings.require_gpu:
        return CudaNetwork(path, output)
    if wanted == "openvino":
        return OpenVinoNetwork(path, output, at_once=at_once)
    if wanted == "cpu":
        return OnnxRuntimeNetwork(path, output)
    for attempt in (lambda: CudaNetwork(path, output), lambda: OpenVinoNetwork(path, output, at_once=at_once)):
        try:
            return attempt()
        except ProviderUnavailable as fault:
            print(f"packshot models: {fault}; trying the next provider", flush=True)
    return OnnxRuntimeNetwork(path, output)


class OpenVinoNetwork:
    """OpenVINO on the CPU, in bfloat16 where the CPU multiplies it in hardware.

    Compiled twice over the same file (0.4 s each): once for a single tensor on all cores (lowest latency), once with
    a stream a tensor. Streams do not wait for one another at every layer. On 2 idle cores that is worth nothing
    (3.68 pictures/s either way); while other processes take a third of a core each, as the services around do, 0.36
    s a picture instead of 0.44-0.49 s.
    """

    def __init__(self, path: Path, output: str, *, at_once: int, cpu_flags: frozenset[str] | None = None) -> None:
        # Importing OpenVINO reports the import to its makers and leaves an id in the home directory. A self-hosted server
        # tells nobody anything: without this module OpenVINO falls back to a stub of its own.
        sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
        try:
            import openvino as ov
        except ImportError as fault:
            raise ProviderUnavailable(f"OpenVINO cannot be used ({fault})") from fault
        core = ov.Core()
        precision = "bf16" if BF16_CPU_FLAGS & (cpu_flags or _cpu_flags()) else "f32"
        whole = core.read_model(path)
        kept = next(port for port in whole.outputs if output in port.names)
        model = ov.Model([kept], whole.get_parameters(), whole.get_friendly_name())
        common = {"INFERENCE_PRECISION_HINT": precision}
        compiled = core.compile_model(model, "CPU", common | {"PERFORMANCE_HINT": "LATENCY"})
        self._alone = compiled.create_infer_request()
        self._streams = [self._alone]
        streams = min(at_once, int(compiled.get_property("INFERENCE_NUM_THREADS")))
        if streams > 1:
            parallel = core.compile_model(model, "CPU", common | {"NUM_STREAMS": streams})
            self._streams = [parallel.create_infer_request() for _ in range(streams)]
        self.engine = Engine(
            provider="openvino",
            precision=_PRECISIONS.get(compiled.get_property("INFERENCE_PRECISION_HINT").get_type_name(), "f32"),
            device=str(core.get_property("CPU", "FULL_DEVICE_NAME")).strip(),
            library=f"openvino {ov.__version__.split('-')[0]}",
        )

    def run(self, tensors: Sequence[Tensor]) -> list[Tensor]:
        if len(tensors) == 1:
            return [self._finish(self._alone, tensors[0])]
        results: list[Tensor] = []
        for start in range(0, len(tensors), len(self._streams)):
            group = list(zip(self._streams, tensors[start:], strict=False))
            for request, tensor in group:
                request.start_async([tensor], share_inputs=True)
            for request, _ in group:
                request.wait()
                results.append(request.get_output_tensor(0).data.copy())
        return results

    @staticmethod
    def _finish(request: Any, tensor: Tensor) -> Tensor:
        request.infer([tensor], share_inputs=True)
        result: Tensor = request.get_output_tensor(0).data.copy()
        return result


class OnnxRuntimeNetwork:
    """Plain ONNX Runtime on the CPU: the reference that the others are compared with."""

    execution_provider = "CPUExecutionProvider"
    provider = "cpu"

    def __init__(self, path: Path, output: str) -> None:
        try:
            import onnxruntime as ort
        except ImportError as fault:
            raise ProviderUnavailable(f"ONNX Runtime cannot be used ({fault})") from fault
        if self.execution_provider not in ort.get_available_providers():
            raise ProviderUnavailable(
                f"this ONNX Runtime has no {self.execution_provider} (a GPU needs the dependency group models-gpu)"
            )
        self._prepare(ort)
        options = ort.SessionOptions()
        options.log_severity_level = 3
        try:
            self._session = ort.InferenceSession(str(path), options, providers=[self.execution_provider])
        except Exception as fault:
            raise ProviderUnavailable(f"{self.execution_provider} does not start here ({fault})") from fault
        # ONNX Runtime falls back to the CPU with no more than a warning; only this list tells.
        if self._session.get_providers()[0] != self.execution_provider:
            raise ProviderUnavailable(
                f"{self.execution_provider} was refused by ONNX Runtime, which fell back to the CPU"
            )
        self._input = self._session.get_inputs()[0].name
        self._output = output
        self.engine = Engine(self.provider, "f32", self._device(), f"onnxruntime {ort.__version__}")

    def run(self, tensors: Sequence[Tensor]) -> list[Tensor]:
        return [self._session.run([self._output], {self._input: tensor})[0] for tensor in tensors]

    def _prepare(self, ort: Any) -> None:
        """What must happen before a session is made."""

    def _device(self) -> str:
        return _cpu_name()


class CudaNetwork(OnnxRuntimeNetwork):
    """ONNX Runtime on an NVIDIA GPU, in float32 (its convolutions may use TF32 as CUDA's default says)."""

    execution_provider = "CUDAExecutionProvider"
    provider = "cuda"

    def _prepare(self, ort: Any) -> None:
        if hasattr(ort, "preload_dlls"):
            ort.preload_dlls()  # finds CUDA and cuDNN where pip put them

    def _device(self) -> str:
        cards = Path("/proc/driver/nvidia/gpus")
        for card in sorted(cards.glob("*/information")) if cards.is_dir() else []:
            for line in card.read_text().splitlines():
                if line.startswith("Model:"):
                    return line.partition(":")[2].strip()
        return "NVIDIA GPU"


_PRECISIONS = {"bf16": "bf16", "f16": "f16", "f32": "f32"}


def _cpu_flags(cpuinfo: Path = Path("/proc/cpuinfo")) -> frozenset[str]:
    """Features of this CPU, by the kernel's names; empty where the kernel does not say."""
    for line in cpuinfo.read_text().splitlines() if cpuinfo.is_file() else []:
        if line.startswith("flags"):
            return frozenset(line.partition(":")[2].split())
    return frozenset()


def _cpu_name(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    for line in cpuinfo.read_text().splitlines() if cpuinfo.is_file() else []:
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return os.uname().machine
