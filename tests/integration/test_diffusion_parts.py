"""What needs torch but no server, in diffusion's own environment."""

import json

from tests.integration.diffusion_server import python

CLASSES = """
import diffusers, json
from models.diffusion.specs import SPECS
print(json.dumps({spec.name: hasattr(diffusers, spec.pipeline) for spec in SPECS}))
"""
FULL = """
import json, torch
from models.diffusion.architectures import build
counts = {}
for family in ("sd-inpaint", "sdxl-inpaint", "z-image", "flux2-klein"):
    parts = build(family, "full", seed=0, device="meta", dtype=torch.bfloat16).components
    counts[family] = {name: round(sum(each.numel() for each in part.parameters()) / 1e6)
                      for name, part in parts.items() if isinstance(part, torch.nn.Module)}
print(json.dumps(counts))
"""
# A straight path from noise to x0, as rectified flow has it: wherever one is on it, its end is x0.
ESTIMATE = """
import json, torch
from models.diffusion.preview import Denoised
class FlowMatchEulerDiscreteScheduler:
    sigmas, step_index = torch.tensor([1.0, 0.8, 0.5, 0.2, 0.0]), 0
x0, noise = torch.rand(1, 4, 8, 8), torch.randn(1, 4, 8, 8)
scheduler, denoised, errors = FlowMatchEulerDiscreteScheduler(), Denoised(), []
for index, sigma in enumerate(scheduler.sigmas[1:], start=1):
    scheduler.step_index = index
    estimate = denoised.estimate(sigma * noise + (1 - sigma) * x0, scheduler)
    errors.append(float((estimate - x0).abs().max()))
print(json.dumps(errors))
"""
# A VAE that stores colours as they are, but scaled and turned: the map has to find them again.
MAP = """
import io, json, torch
import numpy as np
from PIL import Image
from types import SimpleNamespace as Facts
from models.diffusion.families import PipelineFamily
from models.diffusion.preview import Previewer
mixed = torch.tensor([[0.5, 0.1, 0.0, 0.3], [0.0, -0.7, 0.2, 0.1], [0.4, 0.0, 0.6, -0.2]])
class Vae:
    dtype, device, config = torch.float32, torch.device("cpu"), Facts(scaling_factor=2.0, shift_factor=None)
    def to(self, dtype):
        return self
    def encode(self, pictures):
        pooled = torch.nn.functional.avg_pool2d(pictures, 8)
        return Facts(latent_dist=Facts(mode=lambda: torch.einsum("bkhw,kc->bchw", pooled, mixed) + 0.25))
picture = torch.zeros(1, 3, 64, 128)
picture[:, 0], picture[:, 1], picture[:, 2] = 0.8, -0.2, -0.9
vae = Vae()
latents = vae.encode(picture).latent_dist.mode() * 2.0
jpeg = Previewer(Facts(vae=vae), PipelineFamily()).jpegs(latents, 64, 128, [0])[0]
print(json.dumps(np.asarray(Image.open(io.BytesIO(jpeg))).mean((0, 1)).tolist()))
"""


def test_the_pinned_diffusers_has_every_pipeline_of_the_specs() -> None:
    assert set(json.loads(python("-c", CLASSES).stdout).values()) == {True}


def test_full_diffusion_architectures_are_as_large_as_the_published_ones() -> None:
    """Millions of parameters; the names say them for some: Qwen3-4B, Z-Image 6B, klein 4B."""
    assert json.loads(python("-c", FULL).stdout) == {
        "sd-inpaint": {"vae": 84, "text_encoder": 123, "unet": 860},
        "sdxl-inpaint": {"vae": 84, "text_encoder": 123, "text_encoder_2": 695, "unet": 2567},
        "z-image": {"vae": 84, "text_encoder": 4022, "transformer": 6155},
        "flux2-klein": {"vae": 84, "text_encoder": 4022, "transformer": 3876},
    }


def test_a_diffusion_preview_shows_where_the_path_ends() -> None:
    first, *others = json.loads(python("-c", ESTIMATE).stdout)
    assert first > 0.1, "after one step nothing is known of the direction yet"
    assert max(others) < 1e-4


def test_the_diffusion_previews_map_finds_the_colours_again() -> None:
    red, green, blue = json.loads(python("-c", MAP).stdout)
    assert abs(red - 229.5) < 3
    assert abs(green - 102.0) < 3
    assert abs(blue - 12.8) < 3
