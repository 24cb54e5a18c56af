"""The overlay `gpu`: Triton where the GPUs are, with models that are checked, and a segmenter that cannot tell the difference."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from models.settings import ModelSettings
from models.weights import U2NET
from services.segmenter.network import SIDE_PX
from services.segmenter.triton import CONFIDENCE, ENGINE, INPUT
from tests.contract.k8s.cluster import PYTHON, Object, clusters
from tests.contract.tree import ROOT

OVERLAY = ROOT / "k8s" / "overlays" / "gpu"
SERVED = ROOT / "models" / "repository" / "u2net" / "config.pbtxt"
NATIVE = OVERLAY / "repository" / "u2net" / "config.pbtxt"
ONNX = {"TYPE_UINT8": "tensor(uint8)", "TYPE_STRING": "tensor(string)"}


MODEL = "u2net/1/model.onnx"


def sums() -> dict[str, str]:
    """The hash that each file must have."""
    lines = [line.split() for line in (OVERLAY / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    return {name: digest for digest, name in lines}


@pytest.fixture
def pod() -> Object:
    return clusters()["gpu"].pod("triton")


def tensors(path: Path) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Type and shape of each tensor that a model's configuration declares."""
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8")).partition("model_warmup")[0]
    found = re.findall(r'name: "(\w+)"\s+data_type: (\w+)\s+dims: \[ ([\d, ]+) \]', text)
    return {name: (kind, tuple(int(each) for each in dims.split(","))) for name, kind, dims in found}


def test_it_runs_on_a_gpu_and_nowhere_else(pod: Object) -> None:
    assert pod["nodeSelector"]
    assert [each["key"] for each in pod["tolerations"]] == ["nvidia.com/gpu"]
    resources = pod["containers"][0]["resources"]
    assert resources["limits"]["nvidia.com/gpu"] == resources["requests"]["nvidia.com/gpu"] == 1
    assert clusters()["gpu"].variables("triton")["PACKSHOT_REQUIRE_GPU"] == "1"
    assert "KIND_GPU" in NATIVE.read_text(encoding="utf-8")
    (memory,) = [each for each in pod["volumes"] if each["name"] == "shm"]
    assert memory["emptyDir"]["medium"] == "Memory"


def test_nothing_is_served_that_was_not_checked(pod: Object) -> None:
    (fetch,) = pod["initContainers"]
    script = fetch["args"][0]
    assert script.index("aws s3 sync") < script.index("sha256sum --check --strict")
    assert "-e" in fetch["command"][-1]
    arguments = pod["containers"][0]["args"]
    assert arguments[:2] == ["--model-repository=/models", "--model-control-mode=none"]
    (mounted,) = [each for each in pod["containers"][0]["volumeMounts"] if each["mountPath"] == "/models"]
    assert mounted["readOnly"] is True
    held = clusters()["gpu"].one(
        "ConfigMap", next(each["configMap"]["name"] for each in pod["volumes"] if each["name"] == "sums")
    )
    assert held["data"]["SHA256SUMS"] == (OVERLAY / "SHA256SUMS").read_text(encoding="utf-8")


TOOLS = ("sha256sum", "wc")
"""What the script may call besides the shell and `aws`: the image has little more, and no `find`."""


def test_the_script_refuses_what_is_changed_missing_or_more(pod: Object, tmp_path: Path) -> None:
    bucket, models, listed, tools = (tmp_path / name for name in ("bucket", "models", "sums", "tools"))
    for folder in (bucket / "u2net" / "1", listed, tools):
        folder.mkdir(parents=True)
    for name in TOOLS:
        (tools / name).symlink_to(str(shutil.which(name)))
    sync = tools / "aws"
    sync.write_text(f'#!/bin/sh\nexec {shutil.which("cp")} -R "$4/." "$5"\n')
    sync.chmod(0o755)
    (bucket / "a").write_text("one")
    (bucket / MODEL).write_text("two")
    lines = [f"{hashlib.sha256(text).hexdigest()}  {name}\n" for name, text in (("a", b"one"), (MODEL, b"two"))]
    (listed / "SHA256SUMS").write_text("".join(lines))
    script = pod["initContainers"][0]["args"][0].replace("/models", str(models)).replace("/sums/", f"{listed}/")
    environment = {"PATH": str(tools), "MODELS": str(bucket)}

    def run() -> subprocess.CompletedProcess[str]:
        shutil.rmtree(models, ignore_errors=True)
        models.mkdir()
        return subprocess.run(
            ["/bin/sh", "-ec", script], env=environment, capture_output=True, text=True, check=False, timeout=60
        )

    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    for more in ("b", ".hidden", "..hidden", "u2net/1/model.plan", "u2net/.b"):
        (bucket / more).write_text("more")
        done = run()
        assert (done.returncode, done.stderr) == (1, ""), more
        (bucket / more).unlink()
    assert run().returncode == 0
    (bucket / "a").write_text("changed")
    assert run().returncode != 0
    (bucket / "a").unlink()
    assert run().returncode != 0


def test_its_segmenter_has_the_same_tensors() -> None:
    native = tensors(NATIVE)
    assert native == tensors(SERVED)
    assert native[INPUT] == ("TYPE_UINT8", (SIDE_PX, SIDE_PX, 3))
    assert set(native) == {INPUT, CONFIDENCE, ENGINE}
    # Questions about the engine go ahead of pictures.
    for path in (NATIVE, SERVED):
        assert "priority_levels: 2" in path.read_text(encoding="utf-8")


def test_the_configuration_is_the_one_that_is_checked() -> None:
    assert set(sums()) == {MODEL, "u2net/config.pbtxt"}
    assert sums()["u2net/config.pbtxt"] == hashlib.sha256(NATIVE.read_bytes()).hexdigest()


@pytest.fixture
def weights() -> None:
    """Skips where the tools or the weights are not here."""
    clusters()
    if not U2NET.path(ModelSettings.from_environment(os.environ).cache).is_file():
        pytest.skip(
            "NOT CHECKED: the weights are not here, so the GPU's model was not made. `make weights` fetches them."
        )


@pytest.mark.usefixtures("weights")
def test_its_graph_is_the_one_that_is_checked_and_computes_what_the_segmenter_is_used_to() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [str(PYTHON), "-m", "tests.contract.k8s.native_probe"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    probe = json.loads(done.stdout)
    declared = {name: [ONNX[kind], *dims] for name, (kind, dims) in tensors(NATIVE).items()}
    assert probe["inputs"] | probe["outputs"] == declared
    assert probe["sha256"] == sums()[MODEL]
    # One step of 255: sums in another order, rounded.
    assert probe["largest_difference"] <= 1
    assert probe["brightest"] > 200, "a picture without a product would prove nothing"
    assert [each["model"] for each in probe["engines"]] == ["u2net"] * 3
