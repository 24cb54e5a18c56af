"""How each family of pipelines is called, and what its latents are: all that differs between them. Needs torch."""

from collections.abc import Sequence
from typing import Any

import torch
from PIL import Image as Pillow

from models.diffusion.request import PaintRequest
from models.diffusion.specs import Family

VAE_FACTOR = 8
"""Pixels a side for each place of the VAE's latents; the same in every family."""


class PipelineFamily:
    """Stable Diffusion and SDXL: the mask is an input of the network, and there is a negative prompt."""

    negative_prompts = True
    takes_sides = True

    def arguments(self, requests: Sequence[PaintRequest]) -> dict[str, Any]:
        """Keyword arguments of the pipeline for ``requests`` of one group, painted together.

        Each has a random generator of its own, on the CPU: its noise is then the same in whatever company it is
        painted, and on every device.
        """
        first = requests[0]
        height, width = first.mask.shape
        arguments: dict[str, Any] = {
            "prompt": [each.prompt for each in requests],
            "image": [Pillow.fromarray(each.image) for each in requests],
            "mask_image": [Pillow.fromarray(each.mask) for each in requests],
            "generator": [torch.Generator("cpu").manual_seed(each.seed) for each in requests],
            "num_inference_steps": first.steps,
            "guidance_scale": first.guidance,
            "strength": first.strength,
        }
        if self.takes_sides:
            arguments |= {"height": height, "width": width}
        if self.negative_prompts:
            arguments |= {"negative_prompt": [each.negative_prompt for each in requests]}
        if first.style is not None:  # a group has one style
            arguments |= self.styled(Pillow.fromarray(first.style), len(requests))
        return arguments

    def styled(self, picture: Pillow.Image, count: int) -> dict[str, Any]:
        """Keyword arguments that hand over the style's picture; an adapter gives the one to all ``count`` of a batch."""
        return {"ip_adapter_image": picture}

    def raw(self, pipeline: Any, latents: torch.Tensor, height: int, width: int) -> torch.Tensor:
        """(B, C, height/8, width/8): ``latents`` of the loop as the VAE's own encoder would give them."""
        config = pipeline.vae.config
        return latents / config.scaling_factor + (getattr(config, "shift_factor", None) or 0.0)


class Flux2Klein(PipelineFamily):
    """FLUX.2 klein: latents are packed two by two into a sequence and normalised; distilled, so no negative prompt."""

    negative_prompts = False
    takes_sides = False  # it takes the picture's own

    def styled(self, picture: Pillow.Image, count: int) -> dict[str, Any]:
        return {"image_reference": [picture] * count}

    def raw(self, pipeline: Any, latents: torch.Tensor, height: int, width: int) -> torch.Tensor:
        rows, columns = height // (2 * VAE_FACTOR), width // (2 * VAE_FACTOR)
        batch, _, channels = latents.shape
        packed = latents.reshape(batch, rows, columns, channels).permute(0, 3, 1, 2)
        norm = pipeline.vae.bn
        mean, variance = (each.view(1, -1, 1, 1).to(packed) for each in (norm.running_mean, norm.running_var))
        spread = packed * torch.sqrt(variance + pipeline.vae.config.batch_norm_eps) + mean
        unpacked = spread.reshape(batch, channels // 4, 2, 2, rows, columns).permute(0, 1, 4, 2, 5, 3)
        return unpacked.reshape(batch, channels // 4, 2 * rows, 2 * columns)


FAMILY_OF: dict[Family, PipelineFamily] = {
    "sd-inpaint": PipelineFamily(),
    "sdxl-inpaint": PipelineFamily(),
    "z-image": PipelineFamily(),
    "flux2-klein": Flux2Klein(),
}
