"""A diffusers pipeline, loaded on the right device, and what is really in use. The only place that chooses a device.

Needs torch and diffusers. Never asks a hub: everything comes from a folder.
"""

import json
import os
from dataclasses import dataclass
from typing import Any

os.environ |= {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DISABLE_TELEMETRY": "1",
}  # before they are imported

import diffusers
import torch
import transformers

from models.diffusion.failures import DeviceRefused, OutOfMemory, WeightsCorrupt
from models.diffusion.memory import is_allocation_failure
from models.diffusion.settings import DiffusionSettings
from models.diffusion.specs import ENGLISH_ONLY, STYLE_WAYS, StyleWay
from models.diffusion.style import StyleSwitch
from models.diffusion.weights import Weights, adapter_in


@dataclass(frozen=True)
class LoadedPipeline:
    """A pipeline that can paint."""

    pipeline: Any
    weights: Weights
    device: torch.device
    dtype: torch.dtype
    compiled: bool
    style: StyleSwitch | None = None
    """None where no adapter is loaded."""

    @property
    def style_way(self) -> StyleWay:
        """How it takes the style of a picture as it is loaded."""
        way = STYLE_WAYS[self.weights.spec.family]
        return "" if way == "adapter" and self.style is None else way

    def describe(self, **facts: object) -> str:
        """JSON with what runs, and ``facts`` in place of what is there or beside it."""
        spec, record = self.weights.spec, self.weights.record
        known = {
            "model": spec.name,
            "revision": record.commit or "unknown",
            "pipeline": type(self.pipeline).__name__,
            "licence": spec.licence,
            "commercial": spec.commercial,
            "device": _device_name(self.device),
            "dtype": str(self.dtype).removeprefix("torch."),
            "library": f"diffusers {diffusers.__version__}, torch {torch.__version__}, transformers {transformers.__version__}",
            "attention": "sdpa",
            "compiled": self.compiled,
            "weights_sha256": record.digest,
            "steps": spec.steps,
            "guidance": spec.guidance,
            "native_size": spec.native_px,
            "max_pixels": spec.max_pixels,
            "english_only": spec.family in ENGLISH_ONLY,
            "style": self.style_way,
            "style_sha256": record.style_digest if self.style else "",
        }
        return json.dumps(known | facts, sort_keys=True)


def device_of(settings: DiffusionSettings) -> torch.device:
    """The device to run on; raises ``DeviceRefused`` where a GPU is asked for or required and none answers."""
    there = torch.cuda.is_available()
    wanted = settings.device if settings.device != "auto" else ("cuda" if there else "cpu")
    if wanted == "cpu" and settings.require_gpu:
        why = "PACKSHOT_DIFFUSION_DEVICE=cpu says otherwise" if settings.device == "cpu" else "torch finds none"
        raise DeviceRefused(
            f"PACKSHOT_REQUIRE_GPU is set, but {why} (torch {torch.__version__}); diffusion does not start"
        )
    device = torch.device(wanted)
    if device.type == "cuda" and (not there or (device.index or 0) >= torch.cuda.device_count()):
        raise DeviceRefused(
            f"PACKSHOT_DIFFUSION_DEVICE is {wanted}, but torch {torch.__version__} finds "
            f"{torch.cuda.device_count() if there else 'no'} GPU; check the driver and that torch is not a CPU build"
        )
    return device


def load(weights: Weights, settings: DiffusionSettings) -> LoadedPipeline:
    """The pipeline of ``weights``, ready to paint. Raises ``DeviceRefused``, ``WeightsCorrupt`` or ``OutOfMemory``."""
    for library in (diffusers, transformers):
        library.utils.logging.set_verbosity_error()
        library.utils.logging.disable_progress_bar()
    spec = weights.spec
    device = device_of(settings)
    auto = spec.dtype if device.type == "cuda" else "float32"
    dtype: torch.dtype = getattr(torch, auto if settings.dtype == "auto" else settings.dtype)
    mark = f".{spec.variant}."
    variant = spec.variant if spec.variant and any(mark in path for path in weights.record.files) else None
    try:
        pipeline = getattr(diffusers, spec.pipeline).from_pretrained(
            weights.folder, dtype=dtype, variant=variant, use_safetensors=True, local_files_only=True
        )
        pipeline.to(device)
        files = adapter_in(weights.record.files) if settings.style and STYLE_WAYS[spec.family] == "adapter" else None
        style = StyleSwitch(pipeline, weights.folder, *files) if files else None
    except Exception as fault:
        if is_allocation_failure(fault):
            raise OutOfMemory(spec.native_px, spec.native_px, None) from fault
        raise WeightsCorrupt(f"the weights of {spec.name} cannot be loaded ({type(fault).__name__})") from fault
    pipeline.set_progress_bar_config(disable=True)
    # Pictures of a batch go through the VAE one by one: at its full resolution it needs more memory than all steps do.
    pipeline.vae.enable_slicing()
    if settings.compile:
        network = getattr(pipeline, "transformer", None) or pipeline.unet
        if getattr(network, "_repeated_blocks", None):
            network.compile_repeated_blocks(dynamic=True)
        else:
            network.compile(dynamic=True)
    return LoadedPipeline(pipeline, weights, device, dtype, settings.compile, style)


def _device_name(device: torch.device) -> str:
    if device.type == "cuda":
        return f"cuda {torch.cuda.get_device_name(device)}"
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as lines:
            names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
            return f"cpu {next(names, '')}".strip()
    except OSError:
        return "cpu"
