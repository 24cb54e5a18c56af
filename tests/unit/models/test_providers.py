from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models import providers
from models.providers import Engine, ProviderUnavailable, load
from models.settings import ModelSettings

SETTINGS = ModelSettings.from_environment({"PACKSHOT_CACHE": "/nowhere"})


def works(name: str) -> Any:
    class Working:
        engine = Engine(name, "f32", "", "")

        def __init__(self, *arguments: object, **options: object) -> None:
            pass

    return Working


class Broken:
    def __init__(self, *arguments: object, **options: object) -> None:
        raise ProviderUnavailable("not on this machine")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets which providers work."""

    def having(*, cuda: bool, openvino: bool) -> None:
        monkeypatch.setattr(providers, "CudaNetwork", works("cuda") if cuda else Broken)
        monkeypatch.setattr(providers, "OpenVinoNetwork", works("openvino") if openvino else Broken)
        monkeypatch.setattr(providers, "OnnxRuntimeNetwork", works("cpu"))

    return having


def chosen(settings: ModelSettings) -> str:
    return load(Path("net.onnx"), "out", settings, at_once=2).engine.provider


@pytest.mark.parametrize(
    ("cuda", "openvino", "expected"), [(True, True, "cuda"), (False, True, "openvino"), (False, False, "cpu")]
)
def test_auto_takes_the_fastest_that_works(machine: Any, cuda: bool, openvino: bool, expected: str) -> None:
    machine(cuda=cuda, openvino=openvino)
    assert chosen(SETTINGS) == expected


def test_what_is_named_is_used_or_refused(machine: Any) -> None:
    machine(cuda=True, openvino=True)
    assert chosen(replace(SETTINGS, provider="cpu")) == "cpu"
    assert chosen(replace(SETTINGS, provider="openvino")) == "openvino"
    machine(cuda=False, openvino=False)
    for named in ("cuda", "openvino"):
        with pytest.raises(ProviderUnavailable):
            chosen(replace(SETTINGS, provider=named))


def test_a_required_gpu_is_never_replaced(machine: Any) -> None:
    machine(cuda=False, openvino=True)
    with pytest.raises(ProviderUnavailable):
        chosen(replace(SETTINGS, require_gpu=True))
    machine(cuda=True, openvino=True)
    assert chosen(replace(SETTINGS, require_gpu=True)) == "cuda"
    with pytest.raises(ProviderUnavailable, match="PACKSHOT_REQUIRE_GPU"):
        chosen(replace(SETTINGS, require_gpu=True, provider="openvino"))


def test_cpu_features_are_read_from_the_kernel(tmp_path: Path) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text("processor : 0\nmodel name\t: Some CPU\nflags\t\t: fpu avx2 avx512_bf16\n\nprocessor : 1\n")
    assert providers._cpu_flags(cpuinfo) == {"fpu", "avx2", "avx512_bf16"}
    assert providers._cpu_name(cpuinfo) == "Some CPU"
    assert providers._cpu_flags(tmp_path / "none") == frozenset()
